//! Jobs that go through every record that is watched, some in a transaction.

use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::record::Fields;
use bot_core::store::Page;
use serde_json::{Value, json};

use super::{JobCx, JobProblem};

/// How many records are read in one transaction.
const AT_ONCE: i64 = 200;
/// What is watched, in the order in which it is gone through.
const KINDS: [Kind; 6] =
    [Kind::Person, Kind::Lead, Kind::Customer, Kind::Deal, Kind::Order, Kind::FollowUp];

/// Tells whether the job begins.
pub(super) fn begins(cx: &JobCx<'_>) -> bool {
    cx.job.payload.get("of").is_none()
}

/// The records at which the job is.
pub(super) async fn some(cx: &mut JobCx<'_>) -> Result<(Kind, Vec<Fields>), JobProblem> {
    let of = cx.job.payload.get("of").and_then(Value::as_str).and_then(Kind::of_word);
    let kind = of.unwrap_or(KINDS[0]);
    let below = cx.job.payload.get("below").and_then(Value::as_i64);
    Ok((kind, cx.tx.every(kind, Page { below, limit: AT_ONCE }).await?))
}

/// Lets a job go on after those records, at that instant; tells whether there are any left.
pub(super) async fn go_on(
    cx: &mut JobCx<'_>,
    (kind, rows): (Kind, &[Fields]),
    at: Instant,
) -> Result<bool, JobProblem> {
    let last = rows.last().and_then(|row| row.get("n")).and_then(Value::as_i64);
    let next = match last {
        Some(n) => json!({ "of": kind.word(), "below": n }),
        None => match KINDS.iter().skip_while(|one| **one != kind).nth(1) {
            Some(next) => json!({ "of": next.word() }),
            None => return Ok(false),
        },
    };
    let key = format!("{}/{next}", at.0);
    cx.tx.add_job(&cx.job.kind, &key, next, at).await?;
    Ok(true)
}
