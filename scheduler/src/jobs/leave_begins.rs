//! A leave begins: from now on somebody stands in.

use bot_core::domain::calendar::day_start;
use bot_core::domain::deadlines::LEAVE_BEGINS;
use bot_core::domain::people::Person;
use bot_core::store::RecordsExt as _;
use futures::FutureExt as _;

use super::{JobCx, JobEntry, JobResult, LEAVE, record_of};

/// The job. Both were told when the leave was planned.
pub const JOB: JobEntry = JobEntry { kind: LEAVE_BEGINS, run: |cx| run(cx).boxed() };

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let Some(before) = cx.tx.get::<Person>(record_of(cx.job)?).await? else {
        return Ok(());
    };
    let Some(leave) = before.leave.filter(|_| before.cover.is_none()) else {
        return Ok(());
    };
    let back = leave.until.succ_opt().map(|day| day_start(day, before.zone).into());
    if leave.cover.is_none() || back.is_none_or(|back| back <= cx.now) {
        return Ok(());
    }
    let mut after = before.clone();
    (after.cover, after.cover_until) = (leave.cover, back);
    cx.tx.on_behalf_of(LEAVE);
    Ok(cx.tx.save(Some(&before), &after, cx.now).await?)
}
