//! The org's rules have changed: every timer is worked out anew, some records at a time, so that
//! nobody waits for it.

use bot_core::domain::deadlines::RULES_CHANGED;
use bot_core::domain::ids::Kind;
use futures::FutureExt as _;
use serde_json::{Value, json};

use super::{JobCx, JobEntry, JobResult};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: RULES_CHANGED, run: |cx| run(cx).boxed() };

/// How many records are worked out in one transaction.
const AT_ONCE: i64 = 100;

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let text = |name: &str| cx.job.payload.get(name).and_then(Value::as_str);
    let kind = text("after_kind").and_then(Kind::of_word);
    let after = kind.zip(text("after").and_then(|id| id.parse().ok()));
    let some = cx.tx.timed(after, AT_ONCE).await?;
    let Some((kind, id)) = some.last().copied() else {
        return Ok(());
    };
    cx.tx.retime(&some).await?;
    if i64::try_from(some.len()).is_ok_and(|n| n < AT_ONCE) {
        return Ok(());
    }
    let key = format!("{}/{id}", cx.job.id);
    let next = json!({ "after_kind": kind.word(), "after": id });
    Ok(cx.tx.add_job(RULES_CHANGED, &key, next, cx.now).await?)
}
