//! What is said while a question waits: its answer, or something of its own.

use crate::chat::dialog::{ANY, Dialog, GATE};
use crate::chat::incoming::Incoming;
use crate::chat::parse::{self, Filled, Recognised};
use crate::chat::reply::ReplyKind;
use crate::chat::spec::{Ask as _, Effect, Take};
use crate::chat::understand::asked::asks;
use crate::chat::understand::when::whole;
use crate::commands::find::import::Import;
use crate::commands::follow::add::Follow;
use crate::commands::follow::done::Done;
use crate::commands::talk::cancel::Cancel;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;
use crate::t;

use super::asked::asked_about;
use super::beside::{beside_the_question, is_said_anew};
use super::by_code::verb;
use super::colleague::{has_asked_since, to_whom};
use super::denied::denied;
use super::doubt::{asks_back, takes_back};
use super::filled::{Args, begins_with_known};
use super::meanwhile::meanwhile;
use super::nearly::{begins_with_new, is_plain};
use super::on_card::answered;
use super::plan::{Plan, Run, planned, problem, ready};
use super::put_off::to_when;
use super::sentence::{Said, known_at, sentence};
use super::stale::{is_offered, is_stale, to_stale};
use super::to_question::{answer_to, as_answer, asked_for, is_free, is_yes};
use super::unfit::{fits, is_slip};
use super::words::{by_itself, recognised};

/// What words come to while a question is open that they may answer.
pub(super) async fn in_answer(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    incoming: &Incoming,
    message: &Folded,
    points: bool,
) -> Result<Plan, Problem> {
    let text = message.text();
    let recognised = recognised(cx, text);
    let said = message.words(0..text.len());
    if let Some(plan) = denied(cx, dialog, text, &said) {
        return Ok(plan);
    }
    if takes_back(dialog, text) {
        return Ok(planned(&Cancel::SPEC, Filled { args: Args::new(), lack: None }));
    }
    if is_stale(cx, dialog, incoming, text).await? {
        return to_stale(cx, dialog.clone(), message).await;
    }
    if let Some(plan) = to_when(cx, dialog, text).await? {
        return Ok(plan);
    }
    // A table is whatever stands in it, as it was typed.
    if dialog.draft.command == Import::SPEC.name {
        let mut asked = dialog.draft.clone();
        asked.args.insert("lines".to_owned(), message.original(0..text.len()).into());
        return Ok(as_answer(ready(asked, &Import::SPEC)));
    }
    // What is asked of us has not happened, unless it is taken for that at a tap.
    // Of what is done, the command itself asks whether it is the result.
    let done = is_free(dialog) && dialog.draft.command == Done::SPEC.name;
    let bare = recognised == Recognised::Nothing && !done;
    if bare && let Some(plan) = asked_about(cx, text).await? {
        return Ok(plan);
    }
    if bare && is_free(dialog) && asks(text) {
        let own = as_if_alone(cx, incoming, message).await?;
        return match own {
            Plan::Run(run) if reads(&run) => Ok(Plan::Run(run)),
            _ => to_stale(cx, dialog.clone(), message).await,
        };
    }
    // A sentence that is a whole record of its own is no name, no stage and no reason.
    let said = if is_free(dialog) { Said::AsProse } else { Said::AsAnswer };
    let colleague = is_free(dialog)
        && has_asked_since(cx, dialog)
        && !is_offered(cx, dialog, text).await?
        && !is_reply_to(cx, dialog, incoming).await?;
    if matches!(recognised, Recognised::Nothing | Recognised::Glued(..))
        && let Some(plan) = meanwhile(cx, dialog, message).await?
    {
        return Ok(plan);
    }
    if matches!(recognised, Recognised::Nothing | Recognised::Glued(..))
        && !(colleague && points)
        && let Some(plan) = sentence(cx, message, said).await?
    {
        return Ok(if is_said_anew(dialog, &plan) { as_answer(plan) } else { plan });
    }
    if colleague && let Some(plan) = to_whom(cx, dialog, message).await? {
        return Ok(plan);
    }
    if matches!(recognised, Recognised::Nothing | Recognised::Glued(..))
        && let Some(plan) = beside_the_question(cx, dialog, message).await?
    {
        return Ok(plan);
    }
    // A question is no answer to «why?», nor is «yes».
    if let Some((spec, arg)) = asked_for(dialog).filter(|_| is_free(dialog))
        && (asks_back(dialog, text) || (arg.name == "reason" && is_yes(text)))
    {
        return Ok(as_answer(ready(dialog.draft.clone(), spec)));
    }
    let mut plan = answer_to(cx, dialog, message).await?;
    if !incoming.chat.group && !is_slip(text) && !fits(cx, dialog, text, &plan).await? {
        let own = as_if_alone(cx, incoming, message).await?;
        let said = matches!(&own, Plan::Say(reply) if reply.kind != ReplyKind::Ask);
        // Where much was said since, words that fit nothing are not held against the question.
        if !said && !matches!(own, Plan::Nothing) || dialog.parked {
            return Ok(own);
        }
    }
    if let (Plan::Run(run), Recognised::Command(spec, _)) = (&mut plan, &recognised)
        && is_free(dialog)
    {
        let command = commands::show::op_name(cx.lang(), spec.name);
        run.aside = Some(t!(cx.lang(), "dialog-kept-words", command = command));
    }
    Ok(plan)
}

/// What words would come to if no question were open.
async fn as_if_alone(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    message: &Folded,
) -> Result<Plan, Problem> {
    let waiting = cx.talk.dialog.take();
    let plan = by_itself(cx, incoming, message, false).await;
    cx.talk.dialog = waiting;
    plan
}

fn reads(run: &Run) -> bool {
    commands::entry(&run.asked.command).is_some_and(|entry| entry.spec.effect == Effect::Reads)
}

/// Tells whether words said to a question are a command after all. «今天» alone is one; «今天 聊了价格»
/// is not, as that command takes nothing. A code is one, unless a record of its kind was asked for
/// and nothing is said that is to be done with it.
pub(super) async fn is_command(
    cx: &mut Cx<'_>,
    recognised: &Recognised,
    dialog: &Dialog,
    message: &Folded,
) -> Result<bool, Problem> {
    let text = message.text();
    if is_free(dialog) && !is_plain(cx, recognised, dialog, message).await? {
        return Ok(false);
    }
    match recognised {
        // What is to be done next was said already: no follow-up is meant by a code, but looked at.
        Recognised::Code(code)
            if code.kind == Kind::FollowUp
                && dialog.draft.command == Follow::SPEC.name
                && dialog.draft.args.contains_key("what") =>
        {
            Ok(true)
        }
        // Nor is any record, once something else was said: it is looked at, and the question waits.
        Recognised::Code(_) if dialog.parked => Ok(true),
        Recognised::Code(code) => Ok(!is_asked_for(dialog, *code)),
        Recognised::CodeThen(code, at) => {
            let rest = text[*at..].trim_start();
            // What is to be done is known: more than a time is said of the record itself.
            let known = dialog.draft.command == Follow::SPEC.name
                && dialog.draft.args.contains_key("what")
                && whole(rest, &cx.env().here()).is_none();
            Ok(!is_asked_for(dialog, *code)
                || offers_others(cx, dialog, *code).await?
                || known && !rest.is_empty()
                || verb(*code, rest).is_some()
                || is_field_elsewhere(dialog, *code, rest))
        }
        Recognised::Command(spec, at) => {
            let rest = text[*at..].trim();
            let lists = ["customer", "lead", "deal", "order", "contact"].contains(&spec.group());
            Ok(!spec.args.is_empty()
                || rest.is_empty()
                || lists && known_at(cx, &[Kind::Customer, Kind::Lead], rest).await?.is_some())
        }
        Recognised::Glued(spec, at) => Ok(begins_with_new(spec, &text[*at..], true)
            || begins_with_known(cx, spec, &text[*at..]).await?),
        Recognised::Nothing => Ok(false),
    }
}

/// Tells whether a question offers records, and the one of the code is not among them.
async fn offers_others(cx: &mut Cx<'_>, dialog: &Dialog, code: Code) -> Result<bool, Problem> {
    let mut offered = Vec::new();
    for message in &dialog.told {
        let Some(pressed) = cx.tx.pressed(*message, 0).await? else { continue };
        let named = pressed.reply.buttons().filter_map(|button| {
            button.asked.args.get(&dialog.field)?.as_str()?.parse::<Code>().ok()
        });
        offered.extend(named);
    }
    Ok(!offered.is_empty() && !offered.contains(&code))
}

/// Tells whether a record of the code's kind was asked for.
fn is_asked_for(dialog: &Dialog, code: Code) -> bool {
    let take = asked_for(dialog).map(|(_, arg)| arg.take);
    matches!(take, Some(Take::Ref(kinds)) if kinds.contains(&code.kind))
}

/// Tells whether the words name a field of the record that the open question's command has not.
fn is_field_elsewhere(dialog: &Dialog, code: Code, rest: &str) -> bool {
    let named = |command: &str| {
        let spec = commands::entry(command).map(|entry| entry.spec);
        spec.is_some_and(|spec| parse::begins_with_field(spec, rest))
    };
    named(&format!("{} edit", code.kind.word())) && !named(&dialog.draft.command)
}

/// Tells whether a moment was asked for and the words are one: «今天» is also a command.
pub(super) fn is_moment_for(cx: &Cx<'_>, dialog: &Dialog, text: &str) -> bool {
    asked_for(dialog).is_some_and(|(_, arg)| {
        // What a stage demands may be a day.
        let take = if arg.name == GATE { Take::Day } else { arg.take };
        matches!(take, Take::When | Take::Day) && parse::read(take, text, text, &cx.env()).is_ok()
    })
}

/// Tells whether a message answers one of those that put the question.
pub(super) async fn is_reply_to(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    incoming: &Incoming,
) -> Result<bool, Problem> {
    let Some(earlier) = &incoming.reply_to else {
        return Ok(false);
    };
    for message in &dialog.told {
        if cx.tx.sent_as(*message).await?.as_ref() == Some(earlier) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Says that a question is no longer open to whoever answers an old one of ours.
pub(super) async fn to_no_question(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    recognised: &Recognised,
) -> Result<Option<Plan>, Problem> {
    if *recognised != Recognised::Nothing
        || !answered(cx, incoming).await?.is_some_and(|earlier| earlier.question)
    {
        return Ok(None);
    }
    let waiting: Vec<Dialog> = cx.talk.dialog.iter().chain(&cx.talk.earlier).cloned().collect();
    for dialog in waiting {
        if is_reply_to(cx, &dialog, incoming).await? {
            return Ok(None);
        }
    }
    Ok(Some(Plan::Say(problem(t!(cx.lang(), "question-over")))))
}

/// Tells whether it was asked what to change and the words name a field: «备注» is also a command.
pub(super) fn is_field_of(dialog: &Dialog, text: &str) -> bool {
    let spec = commands::entry(&dialog.draft.command).map(|entry| entry.spec);
    dialog.field == ANY && spec.is_some_and(|spec| parse::begins_with_field(spec, text))
}
