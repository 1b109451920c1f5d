//! A clock that was ahead was set back: what it has brought forward is put back to where it was, some
//! records at a time, before anything rings (`docs/decisions/0028`).

use bot_core::domain::deadlines::{CLOCK_BACK, COVER_ENDS, From, LEAVE_BEGINS, watches};
use bot_core::domain::event::Event;
use bot_core::domain::ids::Kind;
use bot_core::domain::people::Person;
use bot_core::domain::record::{Fields, of_fields};
use bot_core::store::RecordsExt as _;
use futures::FutureExt as _;
use serde_json::Value;

use super::every::{begins, go_on, some};
use super::{BACK, JobCx, JobEntry, JobProblem, JobResult, LEAVE};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: CLOCK_BACK, run: |cx| run(cx).boxed() };

/// How much of what happened by that clock is looked through.
const MOST: i64 = 20_000;

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    if begins(cx) {
        leaves(cx).await?;
    }
    let (kind, rows) = some(cx).await?;
    cx.tx.put_back(kind, &rows).await?;
    // What was done too early says until the end what is to be put back.
    if !go_on(cx, (kind, &rows), cx.job.due).await? {
        cx.tx.forget_ahead().await?;
    }
    Ok(())
}

/// Leaves that began or ended too early are as they were, the newest change first.
async fn leaves(cx: &mut JobCx<'_>) -> JobResult {
    let is_ours = |event: &Event| {
        event.kind == Kind::Person && event.actor.is_none() && [LEAVE, BACK].contains(&&*event.op)
    };
    let events = cx.tx.events_since(cx.now, MOST).await?;
    for event in events.iter().rev().filter(|event| is_ours(event)) {
        let Some(now) = cx.tx.by_id(Kind::Person, event.id).await? else { continue };
        let Some(then) = as_it_was(&now, event).filter(|then| is_to_come(cx, then)) else {
            continue;
        };
        let person = |fields: Fields| {
            of_fields::<Person>(fields).map_err(|bad| JobProblem::GiveUp(bad.to_string()))
        };
        cx.tx.on_behalf_of("clock back");
        let (before, mut after) = (person(now)?, person(then)?);
        after.head = before.head.clone();
        cx.tx.save(Some(&before), &after, cx.now).await?;
    }
    Ok(())
}

/// A record before a change, if it is still as that has left it.
fn as_it_was(now: &Fields, event: &Event) -> Option<Fields> {
    let mut then = now.clone();
    for (name, change) in &event.fields {
        let [old, new] = change.as_array()?.as_slice() else { return None };
        if now.get(name).unwrap_or(&Value::Null) != new {
            return None;
        }
        then.insert(name.clone(), old.clone());
    }
    Some(then)
}

/// Whether what the change did is still to come.
fn is_to_come(cx: &JobCx<'_>, then: &Fields) -> bool {
    let all = watches(Kind::Person, then).unwrap_or_default();
    all.iter().any(|watch| {
        let ours = [LEAVE_BEGINS, COVER_ENDS].contains(&watch.rule);
        ours && matches!(watch.from, From::At(at) if at > cx.now)
    })
}
