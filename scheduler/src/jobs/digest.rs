//! A digest: written for one person, at the time that is the person's, and the next one planned.

use bot_core::commands::digest::write::{Digest, Reader, digest, is_usual};
use bot_core::domain::calendar::{Calendar, day_start, instant_of, local};
use bot_core::domain::digest::{DigestKind, DigestPlan};
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::people::Person;
use bot_core::domain::settings::Settings;
use bot_core::store::{NewReply, RecordsExt as _, Timer};
use bot_core::t;
use bot_core::text::read;
use futures::FutureExt as _;
use uuid::Uuid;

use super::{JobCx, JobEntry, JobProblem, JobResult, key_of, record_of};
use crate::late::{LATE, is_late, late};

/// The job of the morning plan.
pub const MORNING: JobEntry =
    JobEntry { kind: "digest_morning", run: |cx| run(cx, DigestKind::Morning).boxed() };
/// The daily one.
pub const DAILY: JobEntry =
    JobEntry { kind: "digest_daily", run: |cx| run(cx, DigestKind::Daily).boxed() };
/// The weekly one.
pub const WEEKLY: JobEntry =
    JobEntry { kind: "digest_weekly", run: |cx| run(cx, DigestKind::Weekly).boxed() };
/// The monthly one.
pub const MONTHLY: JobEntry =
    JobEntry { kind: "digest_monthly", run: |cx| run(cx, DigestKind::Monthly).boxed() };

/// Which kinds tell of more days than others.
const LONGER: [(DigestKind, DigestKind); 2] =
    [(DigestKind::Daily, DigestKind::Weekly), (DigestKind::Weekly, DigestKind::Monthly)];

async fn run(cx: &mut JobCx<'_>, kind: DigestKind) -> JobResult {
    let Some(person) = cx.tx.get::<Person>(record_of(cx.job)?).await? else {
        return Ok(());
    };
    if person.frozen || person.head.withdrawn {
        return Ok(());
    }
    let plan = person.digests.get(&kind).cloned().unwrap_or_default();
    if plan.on == Some(false) {
        return Ok(());
    }
    if let Some(tomorrow) = after_leave(cx, &person, kind) {
        return Err(JobProblem::NotBefore(tomorrow));
    }
    let settings = cx.tx.settings().await?;
    let calendar = settings.calendar();
    let next = plan.next(kind, cx.now, person.zone, &calendar);
    // One that waited for the next one comes at the time of that one, which somebody chose.
    let usual = plan.next(kind, cx.now.plus_millis(-LATE), person.zone, &calendar);
    let joins = is_late(cx.job.due, cx.now) && usual.is_some_and(|usual| usual <= cx.now);
    let later = good_moment(cx, &person, (&settings, &calendar), (kind, &plan)).filter(|_| !joins);
    let goes = later.unwrap_or(cx.now);
    let day = |at: Instant| local(at.utc(), person.zone).date();
    // One that is late and would come on the day of the next one comes together with that one. It
    // waits once: somebody may choose another time meanwhile.
    let soon = next.filter(|next| {
        !joins && is_late(cx.job.due, cx.now) && [day(goes), day(cx.now)].contains(&day(*next))
    });
    if let Some(next) = soon.filter(|_| cx.job.attempts == 1) {
        return Err(JobProblem::NotBefore(next));
    }
    if goes > cx.now {
        return Err(JobProblem::NotBefore(goes));
    }
    let (due, told, now) = (cx.job.due, cx.job.told(), cx.now);
    let reader =
        Reader { org: cx.org, calendar: &calendar, person: &person, covers: true, due, told, now };
    let it_comes = comes(cx, &person, kind, &plan) && !reader.is_told(kind);
    // What does not come is told with the next one that does.
    let since = told.filter(|_| !it_comes).unwrap_or(now);
    let sent = i64::from(it_comes || told.is_some());
    if let Some(at) = next {
        let next = Timer {
            kind: Kind::Person,
            id: person.head.id,
            rule: kind.rule().to_owned(),
            person: None,
            since,
            step: 0,
            sent,
            at,
        };
        cx.tx.set_timer(&next).await?;
    }
    if !it_comes {
        return Ok(());
    }
    let planned = [Some(due), usual.filter(|_| joins)];
    if is_in_another(cx, &reader, kind, planned) {
        return Ok(());
    }
    let mut written = digest(cx.tx, &reader, kind).await?;
    if let Some(at) = late(&person, due, now) {
        let why = if joins {
            t!(person.lang, "digest-joined", at = at)
        } else {
            t!(person.lang, "digest-late", at = at)
        };
        written.reply = written.reply.text(why);
    }
    send(cx, &person, kind, &plan, written).await
}

/// The same time of the next day, for one of a longer kind that fell into a leave: its next one is
/// far, and who comes back earlier than planned is not to miss it.
fn after_leave(cx: &JobCx<'_>, person: &Person, kind: DigestKind) -> Option<Instant> {
    let waits = matches!(kind, DigestKind::Weekly | DigestKind::Monthly);
    let tomorrow = read::today(cx.now, person.zone).succ_opt()?;
    let time = local(cx.job.due.utc(), person.zone).time();
    let at = Instant::from(instant_of(tomorrow.and_time(time), person.zone));
    (waits && person.away_until(cx.now).is_some()).then_some(at)
}

/// Whether one of a longer kind that comes with it is about the same days: they are told once.
fn is_in_another(
    cx: &JobCx<'_>,
    reader: &Reader<'_>,
    kind: DigestKind,
    planned: [Option<Instant>; 2],
) -> bool {
    let mut longer = LONGER.iter().skip_while(|(one, _)| *one != kind).map(|(_, longer)| *longer);
    longer.any(|longer| {
        let plan = reader.person.digests.get(&longer).cloned().unwrap_or_default();
        let it_comes = comes(cx, reader.person, longer, &plan) && !plan.only_if;
        it_comes && planned.iter().flatten().any(|at| reader.is_also(kind, longer, *at))
    })
}

/// The end of the quiet hours, and of the days of rest on which it would not have come, for one that
/// is late: who chose a time did not choose this one.
fn good_moment(
    cx: &JobCx<'_>,
    person: &Person,
    (settings, calendar): (&Settings, &Calendar),
    (kind, plan): (DigestKind, &DigestPlan),
) -> Option<Instant> {
    if !is_late(cx.job.due, cx.now) {
        return None;
    }
    let quiet = person.quiet.unwrap_or(settings.quiet);
    let wall = local(cx.now.utc(), person.zone);
    let today = wall.date();
    let begins = Instant::from(day_start(today, person.zone)).plus_millis(-1);
    let comes = plan.next(kind, begins, person.zone, calendar);
    let is_its_day = comes.is_some_and(|at| local(at.utc(), person.zone).date() == today);
    let day = if !is_its_day && !calendar.is_working_day(today) {
        calendar.next_working_day(today)
    } else if quiet.contain(wall.time()) && wall.time() >= quiet.until {
        today.succ_opt()?
    } else if quiet.contain(wall.time()) {
        today
    } else {
        return None;
    };
    let ends = Instant::from(instant_of(day.and_time(quiet.until), person.zone));
    (ends > cx.now).then_some(ends)
}

/// Whether the person wants it now: whoever is on leave, or has somebody standing in, is left alone.
fn comes(cx: &JobCx<'_>, person: &Person, kind: DigestKind, plan: &DigestPlan) -> bool {
    person.away_until(cx.now).is_none() && plan.on.unwrap_or_else(|| is_usual(cx.org, person, kind))
}

async fn send(
    cx: &mut JobCx<'_>,
    person: &Person,
    kind: DigestKind,
    plan: &DigestPlan,
    written: Digest,
) -> Result<(), JobProblem> {
    if written.empty && plan.only_if {
        return Ok(());
    }
    let Some(home) = cx.tx.home(person.person_id()).await? else {
        return Ok(());
    };
    // The same digest has the same key in every run: a simulation shows what will happen.
    let name = format!("{}/{}", kind.word(), cx.job.due.0);
    let id = key_of(cx, Uuid::new_v5(&person.head.id, name.as_bytes())).await?;
    let reply = NewReply { id, chat: home, person: Some(person.person_id()), reply: written.reply };
    Ok(cx.tx.send(reply).await?)
}
