//! `/answer`: says to a colleague what the colleague wants to know about a record; without a question,
//! to whoever leads the person. A reply to the question is the same.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::give::GIVEN;
use super::remind::asked_about;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind, Thread};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::people::roles_lead;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Code;
use crate::domain::people::Person;
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;

/// The longest answer, in characters.
pub(super) const LONGEST: usize = 500;
/// How much of what was asked is repeated, in characters.
const ASKED: usize = 60;

/// What is said, and about what.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// By code or name.
    pub record: Ref,
    /// What to say.
    pub note: String,
    /// What it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
}

impl Ask for Answer {
    const SPEC: Spec = Spec {
        name: "answer",
        aliases: &["回复", "答复"],
        right: Right::Look,
        effect: Effect::Writes,
        args: &[
            required("record", Take::Ref(GIVEN), By::Shape),
            required("note", Take::Text, By::Rest),
        ],
        example: Both {
            zh: "回复 D-1 客户要改参数，周五报",
            en: "answer D-1 they changed the specs, quote on Friday",
        },
    };
}

#[async_trait]
impl Run for Answer {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        // Whoever has lost sight of the record has nothing more to say about it.
        let (kind, fields) = cx.find_any("record", &self.record, GIVEN).await?;
        let n = fields.get("n").and_then(serde_json::Value::as_i64).unwrap_or_default();
        let code = Code { kind, n };
        let label = crate::domain::any::label(kind, &fields)?;
        let what = show::coded(lang, &label, code);
        let Some(person) = listener(cx, self.thread.as_ref(), code).await? else {
            return Err(Problem::tell(t!(lang, "answer-nobody", what = what)));
        };
        let theirs = person.lang;
        let named = show::coded(theirs, &label, code);
        let note: String = self.note.trim().chars().take(LONGEST).collect();
        let title = t!(theirs, "answer-told", who = &cx.me.name, what = named);
        let mut reply = Reply::new(ReplyKind::Nudge, title);
        reply = reply.text(t!(theirs, "remind-note", note = &note));
        if let Some(words) = self.thread.as_ref().and_then(|thread| thread.words.as_ref()) {
            let asked = show::short(words, ASKED);
            reply = reply.text(t!(theirs, "answer-to", asked = asked));
        }
        let row = show::to_show(t!(theirs, "button-show"), code).into_iter().collect();
        let mut reply = asked_about(cx, reply.row(row), theirs, (code, Some(note)));
        let home = cx.tx.home(person.person_id()).await?;
        let there = self.thread.filter(|thread| home.as_ref() == Some(&thread.chat));
        reply.answers = there.and_then(|thread| thread.message);
        cx.tell(person.person_id(), reply).await?;
        cx.talk.asked.retain(|(thread, _)| thread.about != code);
        Ok(Reply::say(t!(lang, "answer-done", who = &person.name, what = what)))
    }
}

/// Who is to hear it: who asked, else the nearest who leads; nobody who may not see the record.
async fn listener(
    cx: &mut Cx<'_>,
    thread: Option<&Thread>,
    code: Code,
) -> Result<Option<Person>, Problem> {
    let person = match thread {
        Some(thread) => cx.tx.get::<Person>(thread.to.0).await?,
        None => roles_lead(cx, cx.me).await?.into_iter().next(),
    };
    let me = cx.me.head.id;
    let Some(person) = person.filter(|person| !person.frozen && person.head.id != me) else {
        return Ok(None);
    };
    let scope = cx.org.roles.scope(person.person_id(), &person.roles).wider(Some(cx.now), true);
    Ok(cx.tx.by_code(code, scope).await?.map(|_| person))
}

/// The button under a question that asks for the answer.
pub(super) fn answer_button(label: String, thread: &Thread) -> Button {
    let mut button = Button::asking::<Answer>(label, "record", thread.about.to_string());
    if let Ok(thread) = serde_json::to_value(thread) {
        button.asked.args.insert("thread".to_owned(), thread);
    }
    button
}
