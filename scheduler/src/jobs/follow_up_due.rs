//! What rang before reminders were put together: it goes into the person's next message.

use bot_core::domain::deadlines::FOLLOW_UP_DUE;
use bot_core::domain::follow_up::FollowUp;
use bot_core::domain::ids::Kind;
use bot_core::store::{RecordsExt as _, Timer};
use futures::FutureExt as _;

use super::{JobCx, JobEntry, JobResult, record_of};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: FOLLOW_UP_DUE, run: |cx| run(cx).boxed() };

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let Some(follow_up) = cx.tx.get::<FollowUp>(record_of(cx.job)?).await? else {
        return Ok(());
    };
    let timer = Timer {
        kind: Kind::FollowUp,
        id: follow_up.head.id,
        rule: FOLLOW_UP_DUE.to_owned(),
        person: follow_up.owner,
        since: cx.now,
        step: 0,
        sent: 0,
        at: cx.now,
    };
    if timer.person.is_some() { Ok(cx.tx.set_timer(&timer).await?) } else { Ok(()) }
}
