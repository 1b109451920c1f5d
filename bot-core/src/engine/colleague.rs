//! Words that may answer what a colleague has just asked, and something else as well: they are never
//! guessed to be one of both.

use crate::chat::dialog::Dialog;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::commands::{Cx, show};
use crate::domain::fold::Folded;
use crate::domain::ids::Instant;
use crate::domain::people::Person;
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;

use super::on_card::at_hand;
use super::on_line::in_thread;
use super::plan::Plan;
use super::to_question::asked_for;

/// How much of the words is repeated, in characters.
const SHOWN: usize = 24;

/// Tells whether a colleague has asked something since a question of ours.
pub(super) fn has_asked_since(cx: &Cx<'_>, dialog: &Dialog) -> bool {
    cx.talk.asked_since(dialog.at, cx.now).next().is_some()
}

/// Asks whose question words answer: the colleague's, or ours.
pub(super) async fn to_whom(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    message: &Folded,
) -> Result<Option<Plan>, Problem> {
    let Some((_, arg)) = asked_for(dialog) else { return Ok(None) };
    let words = message.words(0..message.text().len()).trim().to_owned();
    let mut ours = dialog.draft.clone();
    ours.args.insert(arg.name.to_owned(), words.into());
    let command = show::op_name(cx.lang(), &dialog.op);
    let label = match dialog.about() {
        Some(code) => t!(cx.lang(), "button-op-on", command = command, code = code),
        None => command,
    };
    asks(cx, message, dialog.at, Some(Button { label, asked: ours })).await
}

/// Asks whether words answer the colleague or do what they would do to the record at hand.
pub(super) async fn or_at_hand(
    cx: &mut Cx<'_>,
    message: &Folded,
    plan: Plan,
) -> Result<Plan, Problem> {
    let Some((code, since)) = at_hand(cx) else { return Ok(plan) };
    let Plan::Run(run) = &plan else { return Ok(plan) };
    let command = show::op_name(cx.lang(), &run.asked.command);
    let label = t!(cx.lang(), "button-op-on", command = command, code = code);
    let button = Button { label, asked: run.asked.clone() };
    Ok(asks(cx, message, since, Some(button)).await?.unwrap_or(plan))
}

/// Words that nothing else is known of: they may be for a colleague who has asked.
pub(super) async fn for_a_colleague(
    cx: &mut Cx<'_>,
    message: &Folded,
) -> Result<Option<Plan>, Problem> {
    asks(cx, message, Instant(0), None).await
}

async fn asks(
    cx: &mut Cx<'_>,
    message: &Folded,
    since: Instant,
    ours: Option<Button>,
) -> Result<Option<Plan>, Problem> {
    let threads: Vec<_> = cx.talk.asked_since(since, cx.now).cloned().collect();
    let mut rows = Vec::new();
    for thread in &threads {
        let Some(Plan::Run(run)) = in_thread(thread, message) else { continue };
        let who = cx.tx.get::<Person>(thread.to.0).await?.map(|person| person.name);
        let label =
            t!(cx.lang(), "button-answer-to", who = who.unwrap_or_default(), code = thread.about);
        rows.push(vec![Button { label, asked: run.asked }]);
    }
    if rows.is_empty() {
        return Ok(None);
    }
    rows.extend(ours.map(|button| vec![button]));
    let words = message.words(0..message.text().len());
    let said = show::short(words.trim(), SHOWN);
    let reply = Reply::new(ReplyKind::Ask, t!(cx.lang(), "whose-answer", said = said));
    Ok(Some(Plan::Say(rows.into_iter().fold(reply, Reply::row))))
}
