//! Records from before they were watched get their timers, some at a time.

use bot_core::domain::deadlines::ADOPT;
use futures::FutureExt as _;

use super::every::{go_on, some};
use super::{JobCx, JobEntry, JobResult};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: ADOPT, run: |cx| run(cx).boxed() };

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let (kind, rows) = some(cx).await?;
    for row in &rows {
        cx.tx.watch(kind, row).await?;
    }
    go_on(cx, (kind, &rows), cx.job.due).await.map(drop)
}
