//! A record comes to its end: what is still planned on it.
//!
//! `docs/decisions/0007-follow-ups-at-the-end.md` says why.

use super::show::ShowFollowUp;
use super::{MOST, due_text};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::commands::{Cx, Outcome, show};
use crate::domain::follow_up::{FollowUp, FollowUpState};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::FollowUpFilter;
use crate::t;

/// How many of them are named, each with a button.
const NAMED: usize = 3;
/// How many characters of what is to be done a button shows.
const LABEL: usize = 12;

/// A record came to nothing: what was planned on it is dropped within the same change, so that
/// undo brings it back.
pub(crate) async fn drop_planned<R: Record>(cx: &mut Cx<'_>, reply: Reply, record: &R) -> Outcome {
    let open = planned(cx, record).await?;
    for before in &open {
        let mut after = before.clone();
        after.end(FollowUpState::Dropped, cx.now);
        cx.save(Some(before), &after).await?;
    }
    if open.is_empty() {
        return Ok(reply);
    }
    Ok(reply.text(t!(cx.lang(), "follow-ended", count = open.len())))
}

/// A record ended well: what is planned on it stays, and is shown, so that it can be ended too.
pub(crate) async fn keep_planned<R: Record>(cx: &mut Cx<'_>, reply: Reply, record: &R) -> Outcome {
    let open = planned(cx, record).await?;
    if open.is_empty() {
        return Ok(reply);
    }
    let lang = cx.lang();
    let lines = open.iter().take(NAMED).map(|one| format!("{} · {}", due_text(cx, one), one.what));
    let button = |one: &FollowUp| {
        let label = format!("{} {}", one.code(), show::short(&one.what, LABEL));
        Button::new(label, &ShowFollowUp { follow_up: Ref::code(one.code()) })
    };
    Ok(reply
        .text(t!(lang, "follow-goes-on", count = open.len()))
        .bullets(lines.collect::<Vec<_>>())
        .row(open.iter().take(NAMED).map(button).collect()))
}

async fn planned<R: Record>(cx: &mut Cx<'_>, record: &R) -> Result<Vec<FollowUp>, Problem> {
    Ok(cx.tx.follow_ups(&FollowUpFilter::On(R::KIND, record.id()), MOST).await?)
}
