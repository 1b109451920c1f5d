//! Open questions: how one is put, how it waits, and when it is over.

use serde_json::Value;

use crate::chat::dialog::{Dialog, Talk, WAITS_MILLIS};
use crate::chat::incoming::Chat;
use crate::chat::reply::{Asked, Reply};
use crate::chat::spec::{Spec, Take};
use crate::commands::{self, Cx, show};
use crate::domain::ids::{Code, Instant};
use crate::domain::people::Lang;
use crate::problem::{Problem, Question};
use crate::store::Known;
use crate::t;
use crate::text::secret;

/// Who is asked, where and when.
pub(super) struct Asking<'a> {
    /// Who.
    pub known: &'a Known,
    /// Where.
    pub chat: &'a Chat,
    /// When.
    pub now: Instant,
}

impl Asking<'_> {
    /// Opens a dialog for a question; the message shows what is known so far.
    pub(super) fn ask(
        &self,
        talk: &mut Talk,
        asked: &Asked,
        op: &str,
        question: Question,
    ) -> Reply {
        let lang = self.known.person.lang;
        let mut draft = asked.clone();
        draft.args.remove(&question.field);
        let mut reply = question.reply;
        let known = so_far(lang, &draft, &reply.plain());
        if !known.is_empty() {
            reply = reply.text(t!(lang, "dialog-so-far", known = known.join(" · ")));
        }
        if self.chat.group {
            reply = reply.text(t!(lang, "dialog-in-group"));
            reply.answer = Some(show::field_of(lang, &draft.command, &question.field));
        }
        talk.dialog = Some(Dialog {
            draft,
            op: op.to_owned(),
            field: question.field,
            until: self.now.plus_millis(WAITS_MILLIS),
            parked: false,
            told: Vec::new(),
        });
        reply
    }

    /// Says, once, that an open question still waits when another command came in between. What has
    /// been done another way is asked for no more.
    pub(super) fn parked(&self, talk: &mut Talk, spec: &Spec, reply: Reply) -> Reply {
        let before = self.known.talk.dialog.as_ref();
        let waiting =
            talk.dialog.as_mut().filter(|dialog| dialog.until >= self.now && !dialog.parked);
        let waiting = waiting.filter(|dialog| Some(&**dialog) == before);
        match waiting {
            Some(dialog) if dialog.draft.command != spec.name => {
                dialog.parked = true;
                let lang = self.known.person.lang;
                let command = show::op_name(lang, &dialog.op);
                let field = show::field_of(lang, &dialog.draft.command, &dialog.field);
                if !self.chat.group {
                    return reply.text(t!(lang, "dialog-parked", command = command, field = field));
                }
                let text = t!(lang, "dialog-parked-in-group", command = command, field = &field);
                let mut reply = reply.text(text);
                reply.answer = Some(field);
                reply
            }
            _ => reply,
        }
    }
}

/// What is known of a command, as far as the question does not say it itself.
fn so_far(lang: Lang, draft: &Asked, question: &str) -> Vec<String> {
    let Some(entry) = commands::entry(&draft.command) else {
        return Vec::new();
    };
    let known = entry.spec.args.iter().filter_map(|arg| {
        let value = draft.args.get(arg.name)?.as_str()?;
        let (name, shown) =
            (show::field_of(lang, entry.spec.name, arg.name), show::short(value, 40));
        let shown = match arg.take {
            Take::Phone | Take::Email | Take::Money | Take::Amount => secret::hide(shown),
            _ if arg.name == "address" => secret::hide(shown),
            // These are kept as keys that nobody reads.
            Take::Choice(_) | Take::Lang | Take::Day | Take::Discount => return None,
            _ => shown,
        };
        Some((value, format!("{name} {shown}")))
    });
    known.filter(|(value, _)| !question.contains(value)).map(|(_, shown)| shown).collect()
}

/// Closes the open question where its command has just been done, or its record is gone.
pub(super) async fn close_what_is_over(cx: &mut Cx<'_>) -> Result<(), Problem> {
    let Some(dialog) = cx.talk.dialog.clone() else {
        return Ok(());
    };
    let done = dialog.draft.command == cx.spec.name || dialog.op == cx.spec.name;
    if done || is_gone(cx, &dialog).await? {
        cx.talk.dialog = None;
    }
    Ok(())
}

/// Tells whether a record that a question is about can no longer be found: it was withdrawn.
async fn is_gone(cx: &mut Cx<'_>, dialog: &Dialog) -> Result<bool, Problem> {
    let Some(entry) = commands::entry(&dialog.draft.command) else {
        return Ok(true);
    };
    for arg in entry.spec.args {
        if let (Take::Ref(kinds), Some(Value::String(named))) =
            (arg.take, dialog.draft.args.get(arg.name))
            && let Ok(code) = named.parse::<Code>()
            && kinds.contains(&code.kind)
            && cx.tx.by_code(code, cx.scope()).await?.is_none()
        {
            return Ok(true);
        }
    }
    Ok(false)
}
