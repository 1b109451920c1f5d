//! Words said while a question is open that ends something, or that waits long, and other commands have
//! been in between: they may be about what those have shown, and so are no reason for anything.

use crate::chat::dialog::{Dialog, GATE};
use crate::chat::incoming::Incoming;
use crate::chat::reply::Button;
use crate::commands::{self, Cx, show};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Instant};
use crate::problem::Problem;
use crate::t;

use super::asking::would_end;
use super::in_answer::is_reply_to;
use super::on_card::{at_hand, on_last_card};
use super::plan::{Plan, ready};
use super::sentence::{Said, sentence};
use super::to_question::{as_answer, asked_for, is_free};

/// How many characters of the words a button shows.
const SHOWN: usize = 16;

/// Tells whether words are no answer to a question any more, as they may be about something else: any
/// words would do for it. What answers its message and what it offers are an answer all the same.
pub(super) async fn is_stale(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    incoming: &Incoming,
    text: &str,
) -> Result<bool, Problem> {
    let free = is_free(dialog) || dialog.field == GATE;
    if !(dialog.parked && free && (would_end(dialog) || is_long_ago(cx, dialog))) {
        return Ok(false);
    }
    Ok(!is_offered(cx, dialog, text).await? && !is_reply_to(cx, dialog, incoming).await?)
}

/// Tells whether a question waits longer than others, and another record has been shown since.
fn is_long_ago(cx: &Cx<'_>, dialog: &Dialog) -> bool {
    dialog.waits_longer() && shows_another(cx, dialog)
}

/// Tells whether another record than that of the question has been shown since it was put.
fn shows_another(cx: &Cx<'_>, dialog: &Dialog) -> bool {
    let elsewhere =
        |(code, at): &(Code, Instant)| *at >= dialog.at && dialog.about() != Some(*code);
    at_hand(cx).as_ref().is_some_and(elsewhere)
}

/// Tells whether words are a button of the question, or the number of one.
pub(super) async fn is_offered(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    text: &str,
) -> Result<bool, Problem> {
    let text = text.trim();
    if text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(true);
    }
    let is = |button: &Button| commands::same(&button.label, text);
    for message in &dialog.told {
        let pressed = cx.tx.pressed(*message, 0).await?;
        if pressed.is_some_and(|pressed| pressed.reply.buttons().any(is)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What becomes of such words: a sentence of its own, if it is one or another record has been shown
/// since; else the question is put again, and takes the words at a tap.
pub(super) async fn to_stale(
    cx: &mut Cx<'_>,
    dialog: Dialog,
    message: &Folded,
) -> Result<Plan, Problem> {
    if let Some(plan) = sentence(cx, message, Said::Alone).await? {
        return Ok(plan);
    }
    if shows_another(cx, &dialog)
        && let Some(plan) = on_last_card(cx, message).await?
    {
        return Ok(plan);
    }
    let Some((spec, arg)) = asked_for(&dialog) else { return Ok(Plan::Nothing) };
    let words = message.words(0..message.text().len()).trim().to_owned();
    let mut with = dialog.draft.clone();
    with.args.insert(arg.name.to_owned(), words.clone().into());
    let words = show::short(&words, SHOWN);
    let label = if dialog.field == GATE || !would_end(&dialog) {
        t!(cx.lang(), "dialog-use-as-answer", words = words)
    } else {
        t!(cx.lang(), "dialog-use-as-reason", words = words)
    };
    let mut plan = as_answer(ready(dialog.draft, spec));
    if let Plan::Run(run) = &mut plan {
        run.offer = Some(Button { label, asked: with });
    }
    Ok(plan)
}
