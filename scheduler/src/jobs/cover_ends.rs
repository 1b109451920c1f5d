//! The end of standing in: from now on the person's work is the person's own again.

use bot_core::domain::deadlines::COVER_ENDS;
use bot_core::domain::people::Person;
use bot_core::store::RecordsExt as _;
use futures::FutureExt as _;

use super::{BACK, JobCx, JobEntry, JobResult, record_of};

/// The job. It happens at night and wakes nobody: the day was told when it began.
pub const JOB: JobEntry = JobEntry { kind: COVER_ENDS, run: |cx| run(cx).boxed() };

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let Some(before) = cx.tx.get::<Person>(record_of(cx.job)?).await? else {
        return Ok(());
    };
    if before.cover.is_none() || before.cover_until.is_none_or(|until| until > cx.now) {
        return Ok(());
    }
    let mut after = before.clone();
    (after.cover, after.cover_until, after.leave) = (None, None, None);
    cx.tx.on_behalf_of(BACK);
    Ok(cx.tx.save(Some(&before), &after, cx.now).await?)
}
