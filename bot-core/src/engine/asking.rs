//! Open questions: how one is put, how it waits, and when it is over.

use serde_json::Value;

use crate::chat::dialog::{Dialog, Talk, WAITS_MILLIS};
use crate::chat::incoming::Chat;
use crate::chat::parse::{self, Ref};
use crate::chat::reply::{Asked, Button, Reply};
use crate::chat::spec::{Ask as _, Effect, Take};
use crate::commands::follow::done::Done;
use crate::commands::follow::later::Later;
use crate::commands::{self, Cx, show};
use crate::domain::fold;
use crate::domain::ids::{Code, Instant, Kind};
use crate::domain::people::Lang;
use crate::problem::{Problem, Question};
use crate::store::Known;
use crate::t;
use crate::text::secret;

use super::plan::Run;

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
        let mut draft = question.draft.unwrap_or_else(|| asked.clone());
        let said = draft.args.remove(&question.field);
        let named = said.and_then(|said| said.as_str().map(str::to_owned));
        let mut reply = question.reply;
        let open = talk.dialog.take().filter(|open| open.until >= self.now);
        let other = open.filter(|open| !open.goes_on_in(asked) && is_half_entered(open));
        let known = so_far(lang, &draft, &reply.plain());
        if !known.is_empty() {
            reply = reply.text(t!(lang, "dialog-so-far", known = known.join(" · ")));
        }
        if let Some(other) = other {
            reply = reply.text(t!(lang, "dialog-kept", command = what_waits(lang, &other)));
            let over = talk.set_aside(other).filter(|over| over.until >= self.now);
            if let Some(over) = over {
                reply = reply.text(t!(lang, "dialog-over", command = what_waits(lang, &over)));
            }
        }
        reply.question = true;
        if self.chat.group {
            reply = reply.text(t!(lang, "dialog-in-group"));
            reply.answer = Some(show::field_of(lang, &draft.command, &question.field));
        }
        talk.dialog = Some(Dialog {
            draft,
            op: op.to_owned(),
            field: question.field,
            named,
            at: self.now,
            until: self.now.plus_millis(WAITS_MILLIS),
            parked: false,
            by: None,
            told: Vec::new(),
        });
        reply
    }

    /// Says, once, that an open question still waits when another command came in between; or one
    /// from before the question that is answered now. What has been done another way is asked for
    /// no more.
    pub(super) fn parked(&self, talk: &mut Talk, reply: Reply) -> Reply {
        let taken_up = talk.take_up(self.now);
        let before = self.known.talk.dialog.as_ref();
        let waiting =
            talk.dialog.as_mut().filter(|dialog| dialog.until >= self.now && !dialog.parked);
        match waiting.filter(|dialog| taken_up || Some(&**dialog) == before) {
            Some(dialog) => {
                dialog.parked = true;
                let lang = self.known.person.lang;
                let command = what_waits(lang, dialog);
                let field = show::field_of(lang, &dialog.draft.command, &dialog.field);
                if !self.chat.group {
                    return reply.text(t!(lang, "dialog-parked", command = command, field = field));
                }
                let text = t!(lang, "dialog-parked-in-group", command = command, field = &field);
                let mut reply = reply.text(text);
                reply.answer = Some(field);
                reply
            }
            None => reply,
        }
    }
}

/// The command that waits, with whom it names where that is nobody who is known: several may wait.
fn what_waits(lang: Lang, dialog: &Dialog) -> String {
    let command = show::op_name(lang, &dialog.op);
    let spec = commands::entry(&dialog.draft.command).map(|entry| entry.spec);
    let take = spec.and_then(|spec| spec.arg(&dialog.field)).map(|arg| arg.take);
    match &dialog.named {
        Some(named) if matches!(take, Some(Take::Ref(_))) => {
            let named = secret::hide(show::short(named, 20));
            t!(lang, "dialog-of", command = command, named = named)
        }
        _ => command,
    }
}

/// Tells whether something would be lost with a question: what was said for it so far. What only
/// looks is soon said again.
fn is_half_entered(dialog: &Dialog) -> bool {
    let writes = commands::entry(&dialog.draft.command)
        .is_some_and(|entry| entry.spec.effect != Effect::Reads);
    writes && dialog.draft.args.values().any(|value| !value.is_null())
}

/// Tells whether a command that is to run is what an open question waits for: its answer, or a
/// press on one of its buttons.
pub(super) fn is_answer(dialog: &Dialog, run: &Run) -> bool {
    let of_it = [&dialog.draft.command, &dialog.op].contains(&&run.asked.command);
    let pressed = run.press.as_ref().is_some_and(|(token, _)| dialog.told.contains(&token.message));
    run.answers || (pressed && of_it) || dialog.goes_on_in(&run.asked)
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
            _ if arg.name == "place" => return None,
            _ => shown,
        };
        Some((value, format!("{name} {shown}")))
    });
    known.filter(|(value, _)| !question.contains(value)).map(|(_, shown)| shown).collect()
}

/// Closes the questions whose command has just been done, whose record has come to an end another
/// way, or is gone.
pub(super) async fn close_what_is_over(cx: &mut Cx<'_>) -> Result<(), Problem> {
    if let Some(dialog) = cx.talk.dialog.clone()
        && is_over(cx, &dialog).await?
    {
        cx.talk.dialog = None;
    }
    for dialog in std::mem::take(&mut cx.talk.earlier) {
        if !is_over(cx, &dialog).await? {
            cx.talk.earlier.push(dialog);
        }
    }
    Ok(())
}

async fn is_over(cx: &mut Cx<'_>, dialog: &Dialog) -> Result<bool, Problem> {
    let same = dialog.draft.command == cx.spec.name || dialog.op == cx.spec.name;
    let ended = cx.spec.ends() && would_end(dialog);
    // What was put off is not asked about any more.
    let put_off = dialog.op == Done::SPEC.name && cx.spec.name == Later::SPEC.name;
    Ok(((same || ended || put_off) && is_about_the_same(cx, dialog).await?)
        || is_gone(cx, dialog).await?)
}

/// Tells whether what a question waits for ends something.
pub(super) fn would_end(dialog: &Dialog) -> bool {
    commands::entry(&dialog.op).is_some_and(|entry| entry.spec.ends())
}

/// Tells whether what was just done is about the record that a question is about. What makes
/// something new makes another one each time.
async fn is_about_the_same(cx: &mut Cx<'_>, dialog: &Dialog) -> Result<bool, Problem> {
    let (of_dialog, of_run) = (record_of(&dialog.draft), record_of(cx.asked));
    let creates = commands::entry(&dialog.draft.command)
        .is_none_or(|entry| entry.spec.effect == Effect::Creates);
    let (Some((kinds, one)), Some((_, other))) = (of_dialog, of_run) else {
        return Ok(!creates);
    };
    Ok(!creates
        && (one == other || id_of(cx, kinds, one).await? == id_of(cx, kinds, other).await?))
}

/// What a command calls the record that it is about.
fn record_of(asked: &Asked) -> Option<(&'static [Kind], &str)> {
    let args = commands::entry(&asked.command)?.spec.args;
    args.iter().find_map(|arg| match arg.take {
        Take::Ref(kinds) => Some((kinds, asked.args.get(arg.name)?.as_str()?)),
        _ => None,
    })
}

/// The key of the record that words name, where they name one.
async fn id_of(cx: &mut Cx<'_>, kinds: &[Kind], named: &str) -> Result<Option<Value>, Problem> {
    match cx.find_any("", &Ref(named.to_owned()), kinds).await {
        Ok((_, fields)) => Ok(fields.get("id").cloned()),
        Err(Problem::Tell(_) | Problem::Ask(_)) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// What a question that waits for the record which was just made goes on with: one of the name that was
/// said, where one was.
pub(super) fn goes_on(cx: &Cx<'_>) -> Option<Asked> {
    let (dialog, kinds) = waits_for_record(cx)?;
    let fits = |made: &&Code| made.kind != Kind::FollowUp && kinds.contains(&made.kind);
    let is_named = dialog.named.as_deref().is_none_or(|named| names(cx.asked, named));
    let made = cx.made.iter().find(fits).filter(|_| is_named)?;
    Some(with_record(dialog, *made))
}

/// The same with the record whose card is shown while a question waits for one of its kind.
pub(super) fn goes_on_with(cx: &Cx<'_>, shown: Code) -> Option<Asked> {
    let (dialog, kinds) = waits_for_record(cx)?;
    let is_card = parse::show(shown.kind) == Some(cx.spec.name);
    let fits = is_card && dialog.parked && kinds.contains(&shown.kind);
    fits.then(|| with_record(dialog, shown))
}

/// The open question, where it waits for a record, and of which kinds.
fn waits_for_record<'c>(cx: &'c Cx<'_>) -> Option<(&'c Dialog, &'static [Kind])> {
    let dialog = cx.talk.open_dialog(cx.now)?;
    let spec = commands::entry(&dialog.draft.command)?.spec;
    match spec.arg(&dialog.field)?.take {
        Take::Ref(kinds) => Some((dialog, kinds)),
        _ => None,
    }
}

fn with_record(dialog: &Dialog, record: Code) -> Asked {
    let mut asked = dialog.draft.clone();
    asked.args.insert(dialog.field.clone(), record.to_string().into());
    asked
}

/// Offers to go on with it.
pub(super) fn offers_to_go_on(cx: &Cx<'_>, mut reply: Reply, next: &Asked) -> Reply {
    let op = cx.talk.open_dialog(cx.now).map_or("", |dialog| dialog.op.as_str());
    let label = t!(cx.lang(), "button-go-on", command = show::op_name(cx.lang(), op));
    reply.rows.insert(0, vec![Button { label, asked: next.clone() }]);
    reply
}

/// Tells whether a command names something that is called so.
fn names(asked: &Asked, named: &str) -> bool {
    let named = fold::key(named);
    let name = asked.args.get("name").and_then(Value::as_str).map(fold::key);
    name.is_some_and(|name| name.contains(&named) || named.contains(&name))
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
