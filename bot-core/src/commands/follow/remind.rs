//! `/remind`: asks a colleague how something stands; the colleague gets it at once, with buttons.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::answer::answer_button;
use super::give::{GIVEN, Give};
use super::over;
use super::show::nudge_buttons;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind, Thread};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required, rest};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::people::{Lang, Person};
use crate::problem::Problem;
use crate::store::{RecordsExt as _, Stored};
use crate::t;
use crate::text::read;

/// The longest remark that goes along, in characters.
const LONGEST: usize = 200;

/// Lets what is told somebody about a record be answered: the answer comes back to the asker.
pub(super) fn asked_about(
    cx: &Cx<'_>,
    mut reply: Reply,
    theirs: Lang,
    (about, words): (Code, Option<String>),
) -> Reply {
    let to = cx.me.person_id();
    let (chat, message) = (cx.chat.address.clone(), cx.message.cloned());
    let thread = Thread { to, about, words, chat, message };
    let button = answer_button(t!(theirs, "button-answer"), &thread);
    reply.thread = Some(Box::new(thread));
    reply.row(vec![button])
}

/// What somebody is reminded of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Remind {
    /// By code or name.
    pub record: Ref,
    /// What to say with it.
    pub note: Option<String>,
}

impl Ask for Remind {
    const SPEC: Spec = Spec {
        name: "remind",
        aliases: &["提醒", "催一下", "催"],
        right: Right::Look,
        effect: Effect::Writes,
        args: &[required("record", Take::Ref(GIVEN), By::Shape), rest("note")],
        example: Both {
            zh: "提醒 D-1 这周能签吗", en: "remind D-1 can it be signed this week?"
        },
    };
}

#[async_trait]
impl Run for Remind {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let (kind, fields) = cx.find_any("record", &self.record, GIVEN).await?;
        let text = |name: &str| fields.get(name).and_then(|value| value.as_str());
        let owner = text("owner").and_then(|id| id.parse().ok()).map(PersonId);
        let n = fields.get("n").and_then(serde_json::Value::as_i64).unwrap_or_default();
        let code = Code { kind, n };
        let label = any::label(kind, &fields)?;
        let what = show::coded(lang, &label, code);
        if owner == Some(cx.me.person_id()) {
            return Err(Problem::tell(t!(lang, "remind-yours", what = what)));
        }
        if let Some(over) = over(cx, kind, &fields)? {
            return Err(over);
        }
        let person = match owner {
            Some(PersonId(id)) => cx.tx.get::<Person>(id).await?,
            None => None,
        };
        let Some(person) = person.filter(|person| !person.frozen) else {
            return Err(Problem::tell(t!(lang, "remind-nobody", what = what)));
        };
        let (person, whose) = match person.away_until(cx.now) {
            None => (person, None),
            Some(back) => match stand_in(cx, &person).await? {
                Some(cover) => (cover, Some(person)),
                None => return Err(away(cx, &person, back, code)),
            },
        };
        let theirs = person.lang;
        let named = show::coded(theirs, &label, code);
        let named = match &whose {
            Some(away) => t!(theirs, "nudge-line-told", who = &away.name, text = named),
            None => named,
        };
        let title = t!(theirs, "remind-told", who = &cx.me.name, what = named);
        let mut reply = Reply::new(ReplyKind::Nudge, title);
        let note = self.note.as_deref().map(|note| without_whom(note, &person, whose.as_ref()));
        let note = note.filter(|note| !note.is_empty());
        let note = note.map(|note| note.chars().take(LONGEST).collect::<String>());
        if let Some(note) = &note {
            reply = reply.text(t!(theirs, "remind-note", note = note));
        }
        let open = kind == Kind::FollowUp && text("state") == Some("open");
        let row = if open {
            nudge_buttons(theirs, code)
        } else {
            show::to_show(t!(theirs, "button-show"), code).into_iter().collect()
        };
        let reply = asked_about(cx, reply.row(row), theirs, (code, note));
        cx.tell(person.person_id(), reply).await?;
        Ok(Reply::say(t!(lang, "remind-done", who = &person.name, what = what)))
    }
}

/// A remark without the name of whom it is for: «remind Bo D-2 what about the price».
fn without_whom<'n>(note: &'n str, person: &Person, whose: Option<&Person>) -> &'n str {
    let note = note.trim();
    let people = std::iter::once(person).chain(whose);
    let names = people.flat_map(|person| [&person.name, &person.handle]);
    let rest = names.into_iter().find_map(|name| {
        let rest = note.trim_start_matches('@').get(..name.len())?;
        let after = &note.trim_start_matches('@')[name.len()..];
        let ends = !after.starts_with(char::is_alphanumeric) || !name.is_ascii();
        (ends && rest.eq_ignore_ascii_case(name)).then_some(after)
    });
    rest.unwrap_or(note).trim_start_matches([' ', ',', ':', '，', '：'])
}

/// Who is there in somebody's place: not whoever asks.
async fn stand_in(cx: &mut Cx<'_>, away: &Person) -> Stored<Option<Person>> {
    let me = cx.me.person_id();
    let Some(PersonId(id)) = away.stand_in(cx.now).filter(|cover| *cover != me) else {
        return Ok(None);
    };
    let cover = cx.tx.get::<Person>(id).await?;
    Ok(cover.filter(|cover| !cover.frozen && cover.away_until(cx.now).is_none()))
}

/// Whoever is away is left alone.
fn away(cx: &Cx<'_>, person: &Person, back: Instant, code: Code) -> Problem {
    let lang = cx.lang();
    let back = read::day(lang, read::today(back, person.zone), cx.today());
    let text = t!(lang, "remind-away", who = &person.name, back = back);
    if !cx.may(Right::Handover) {
        return Problem::tell(text);
    }
    let give = Give { record: Ref::code(code), to: None };
    let give = Button::new(t!(lang, "nudge-button-give"), &give);
    Reply::new(ReplyKind::Problem, text).row(vec![give]).into()
}
