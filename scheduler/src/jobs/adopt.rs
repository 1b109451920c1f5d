//! Records from before they were watched get their timers, some at a time.

use bot_core::domain::deadlines::ADOPT;
use bot_core::domain::ids::Kind;
use bot_core::store::Page;
use futures::FutureExt as _;
use serde_json::{Value, json};

use super::{JobCx, JobEntry, JobResult};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: ADOPT, run: |cx| run(cx).boxed() };

/// How many records are read in one transaction.
const AT_ONCE: i64 = 200;
/// What is watched, in the order in which it is gone through.
const KINDS: [Kind; 6] =
    [Kind::Person, Kind::Lead, Kind::Customer, Kind::Deal, Kind::Order, Kind::FollowUp];

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let of = cx.job.payload.get("of").and_then(Value::as_str).and_then(Kind::of_word);
    let kind = of.unwrap_or(KINDS[0]);
    let below = cx.job.payload.get("below").and_then(Value::as_i64);
    let rows = cx.tx.every(kind, Page { below, limit: AT_ONCE }).await?;
    for row in &rows {
        cx.tx.watch(kind, row).await?;
    }
    let last = rows.last().and_then(|row| row.get("n")).and_then(Value::as_i64);
    let next = match last {
        Some(n) => json!({ "of": kind.word(), "below": n }),
        None => match KINDS.iter().skip_while(|one| **one != kind).nth(1) {
            Some(next) => json!({ "of": next.word() }),
            None => return Ok(()),
        },
    };
    let key = format!("{}/{next}", cx.job.due.0);
    Ok(cx.tx.add_job(ADOPT, &key, next, cx.job.due).await?)
}
