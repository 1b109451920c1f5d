//! The nudge: a follow-up has become due, and its owner hears of it.

use bot_core::chat::reply::{Reply, ReplyKind};
use bot_core::commands::follow::nudge_buttons;
use bot_core::domain::calendar::{Calendar, instant_of};
use bot_core::domain::deadlines::FOLLOW_UP_DUE;
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::Instant;
use bot_core::domain::people::Person;
use bot_core::domain::record::Record as _;
use bot_core::store::{NewReply, RecordsExt as _};
use bot_core::t;
use bot_core::text::read;
use chrono_tz::Tz;
use futures::FutureExt as _;
use serde_json::Value;
use uuid::Uuid;

use super::{JobCx, JobEntry, JobProblem, JobResult, record_of};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: FOLLOW_UP_DUE, run: |cx| run(cx).boxed() };

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let Some(follow_up) = cx.tx.get::<FollowUp>(record_of(cx.job)?).await? else {
        return Ok(());
    };
    if follow_up.state != FollowUpState::Open || follow_up.head.withdrawn {
        return Ok(());
    }
    // What was entered by mistake is nobody's business any more.
    let on = cx.tx.by_id(follow_up.on_kind, follow_up.on_id).await?;
    if on.is_some_and(|on| on.get("withdrawn") == Some(&Value::Bool(true))) {
        return Ok(());
    }
    let Some(owner) = owner_of(cx, &follow_up).await? else {
        return Ok(());
    };
    let hears = stands_in(cx, &owner).await?;
    if let Some(morning) = quiet_until(hears.zone, cx.now) {
        return Err(JobProblem::NotBefore(morning));
    }
    let Some(home) = cx.tx.home(hears.person_id()).await? else {
        return Ok(());
    };
    let away = (hears.head.id != owner.head.id).then_some(owner.name.as_str());
    let reply = nudge(cx, &follow_up, &hears, away).await?;
    // The same nudge has the same key in every run: a simulation shows what will happen.
    let name = format!("{}/{}", follow_up.code(), cx.now.0);
    let id = Uuid::new_v5(&follow_up.id(), name.as_bytes());
    let reply = NewReply { id, chat: home, person: Some(hears.person_id()), reply };
    Ok(cx.tx.send(reply).await?)
}

/// Who is to hear of it; nobody when the account is closed.
async fn owner_of(cx: &mut JobCx<'_>, follow_up: &FollowUp) -> Result<Option<Person>, JobProblem> {
    let Some(owner) = follow_up.owner else {
        return Ok(None);
    };
    let owner = cx.tx.get::<Person>(owner.0).await?;
    Ok(owner.filter(|person| !person.frozen && !person.head.withdrawn))
}

/// Who hears of it while the owner is away; else the owner.
async fn stands_in(cx: &mut JobCx<'_>, owner: &Person) -> Result<Person, JobProblem> {
    let until = owner.cover_until.filter(|until| *until > cx.now);
    let cover = match owner.cover.and_then(|cover| until.map(|_| cover)) {
        Some(cover) => cx.tx.get::<Person>(cover.0).await?,
        None => None,
    };
    Ok(cover.filter(|cover| !cover.frozen).unwrap_or_else(|| owner.clone()))
}

/// The end of the quiet hours that it is now, if it is: a job may run late.
fn quiet_until(zone: Tz, now: Instant) -> Option<Instant> {
    let local = now.utc().with_timezone(&zone).naive_local();
    let good = Calendar::china().out_of_quiet(local);
    (good > local).then(|| instant_of(good, zone).into())
}

async fn nudge(
    cx: &mut JobCx<'_>,
    follow_up: &FollowUp,
    hears: &Person,
    away: Option<&str>,
) -> Result<Reply, JobProblem> {
    let labels = cx.tx.labels(follow_up.on_kind, &[follow_up.on_id]).await?;
    let lang = hears.lang;
    let what = if let Some((_, code, label)) = labels.first() {
        t!(lang, "nudge-due-on", what = &follow_up.what, label = label, code = *code)
    } else {
        t!(lang, "nudge-due", what = &follow_up.what)
    };
    let mut reply = Reply::new(ReplyKind::Nudge, what).about(follow_up.code());
    if let Some(due) = follow_up.due() {
        let when = read::due(lang, due, hears.zone, cx.now);
        reply = reply.text(t!(lang, "nudge-when", when = when, code = follow_up.code()));
    }
    if let Some(name) = away {
        reply = reply.text(t!(lang, "nudge-covering", name = name));
    }
    Ok(reply.row(nudge_buttons(lang, follow_up.code())))
}
