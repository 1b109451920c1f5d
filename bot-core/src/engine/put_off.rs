//! A follow-up that is put off by a length of time, or brought forward: «F-7 推两天», `snooze F-1 2 days`.
//! It counts from the day on which it was due.

use serde_json::json;

use crate::chat::dialog::Dialog;
use crate::chat::parse::Ref;
use crate::chat::reply::Asked;
use crate::chat::spec::Ask as _;
use crate::chat::understand::when::find_moments;
use crate::commands::Cx;
use crate::commands::follow::later::Later;
use crate::domain::fold::Folded;
use crate::domain::follow_up::{Due, FollowUp, FollowUpState};
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;

use super::by_code::about;
use super::corrected::moved_to;
use super::plan::{Plan, planned, ready};
use super::shifted::{day_from, lengthened};
use super::to_question::as_answer;

/// The day to which words put off what is planned. Behind the command for that, a length `alone` is
/// enough.
async fn until(
    cx: &mut Cx<'_>,
    code: Code,
    words: &str,
    alone: bool,
) -> Result<Option<Due>, Problem> {
    let words = words.trim().trim_end_matches(['.', '!', '了', '吧', ' ']).to_ascii_lowercase();
    let length = lengthened(&words).or_else(|| {
        let words = words.strip_prefix("by ").unwrap_or(&words);
        let zh = words.contains(|c: char| !c.is_ascii());
        let length = if zh { format!("{words}后") } else { format!("in {words}") };
        let timed = !find_moments(words, &cx.env().here()).is_empty();
        (alone && !timed).then_some((length, false))
    });
    let Some((length, _)) = length else { return Ok(None) };
    let planned = match cx.find::<FollowUp>("follow_up", &Ref::code(code)).await {
        Ok(planned) if planned.state == FollowUpState::Open => planned,
        Ok(_) | Err(Problem::Tell(_) | Problem::Ask(_)) => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let today = cx.today();
    let was = planned.due().map_or(today, |due| due.day(cx.zone()));
    // What is over counts from today.
    Ok(day_from(cx, &length, was.max(today)).map(Due::Day))
}

/// Moves the follow-up of a code by what the words behind it say.
pub(super) async fn put_off(
    cx: &mut Cx<'_>,
    code: Code,
    words: &str,
) -> Result<Option<Plan>, Problem> {
    if code.kind != Kind::FollowUp {
        return Ok(None);
    }
    let Some(due) = until(cx, code, words, false).await? else { return Ok(None) };
    let mut filled = about(&Later::SPEC, code);
    filled.args.insert("when".to_owned(), json!(due));
    Ok(Some(planned(&Later::SPEC, filled)))
}

/// «later F-1 2 days» with the day that this comes to.
pub(super) async fn by_length(
    cx: &mut Cx<'_>,
    text: &str,
    at: usize,
) -> Result<Option<Folded>, Problem> {
    let rest = text[at..].trim_start();
    let Some((code, end)) = Code::at_start(rest) else { return Ok(None) };
    let due = until(cx, code, &rest[end..], true).await?;
    Ok(due.map(|due| {
        let day = due.day(cx.zone());
        Folded::of(&format!("{} {code} {day}", text[..at].trim_end()))
    }))
}

/// «改到周五下午2点», «推迟一周» to the question until when something is put off.
pub(super) async fn to_when(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    text: &str,
) -> Result<Option<Plan>, Problem> {
    if dialog.draft.command != Later::SPEC.name || dialog.field != "when" {
        return Ok(None);
    }
    let due = match dialog.about().filter(|code| code.kind == Kind::FollowUp) {
        Some(code) => until(cx, code, text, false).await?,
        None => None,
    };
    let Some(due) = due.or_else(|| moved_to(cx, text)) else { return Ok(None) };
    let mut args = dialog.draft.args.clone();
    args.insert("when".to_owned(), json!(due));
    let asked = Asked { command: Later::SPEC.name.to_owned(), args };
    Ok(Some(as_answer(ready(asked, &Later::SPEC))))
}
