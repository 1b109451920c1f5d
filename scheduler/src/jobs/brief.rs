//! The brief before a visit or a meeting: one card, a quarter of an hour before.
//!
//! Quiet hours and days of rest do not hold it back: it belongs to an hour at which somebody has
//! planned to sit with a customer, and after that hour it is of no use. Who is on leave, with nobody
//! standing in, is left alone all the same; nobody stands in for whoever stands in.

use bot_core::commands::digest::write::Reader;
use bot_core::commands::follow::brief::brief;
use bot_core::domain::deadlines::BRIEF;
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::people::Person;
use bot_core::store::{NewReply, RecordsExt as _};
use bot_core::t;
use bot_core::text::read;
use futures::FutureExt as _;
use uuid::Uuid;

use super::{Hears, JobCx, JobEntry, JobProblem, JobResult, hears_for, key_of, record_of};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: BRIEF, run: |cx| run(cx).boxed() };

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let Some(follow_up) = cx.tx.get::<FollowUp>(record_of(cx.job)?).await? else {
        return Ok(());
    };
    let settings = cx.tx.settings().await?;
    if settings.nudges.off.contains(BRIEF) || !is_ahead(cx, &follow_up).await? {
        return Ok(());
    }
    let owner = match follow_up.owner {
        Some(owner) => cx.tx.get::<Person>(owner.0).await?,
        None => None,
    };
    let Some(owner) = owner.filter(|owner| !owner.frozen && !owner.head.withdrawn) else {
        return Ok(());
    };
    let Hears::Now(hears) = hears_for(cx, &owner).await? else {
        return Ok(());
    };
    let today = read::today(cx.now, hears.zone);
    if hears.leave.is_some_and(|leave| leave.contains(today)) {
        return Ok(());
    }
    let Some(chat) = cx.tx.home(hears.person_id()).await? else {
        return Ok(());
    };
    let covers = hears.head.id != owner.head.id;
    let calendar = settings.calendar();
    let reader = Reader {
        org: cx.org,
        calendar: &calendar,
        person: &hears,
        covers,
        due: cx.now,
        told: None,
        now: cx.now,
    };
    let mut reply = brief(cx.tx, &reader, &follow_up).await?;
    if covers {
        reply = reply.text(t!(hears.lang, "nudge-covering", name = &owner.name));
    }
    // An appointment that was moved and moved back has been told of already.
    let id = Uuid::new_v5(&follow_up.head.id, format!("brief/{:?}", follow_up.due_at).as_bytes());
    // What a clock said that was ahead is said again in its own time: then the job knows of it.
    if cx.tx.said_at(id).await?.is_some() && cx.job.told().is_none() {
        return Ok(());
    }
    let id = key_of(cx, id).await?;
    Ok(cx.tx.send(NewReply { id, chat, person: Some(hears.person_id()), reply }).await?)
}

/// Whether people are still to meet: nothing is said of what was done, dropped, taken back or, as
/// nobody was there to say it, has begun by now.
async fn is_ahead(cx: &mut JobCx<'_>, follow_up: &FollowUp) -> Result<bool, JobProblem> {
    let open = follow_up.state == FollowUpState::Open && !follow_up.head.withdrawn;
    if !open || follow_up.appointment().is_none_or(|at| at <= cx.now) {
        return Ok(false);
    }
    let on = cx.tx.by_id(follow_up.on_kind, follow_up.on_id).await?;
    Ok(on.is_some_and(|on| on.get("withdrawn") != Some(&serde_json::Value::Bool(true))))
}
