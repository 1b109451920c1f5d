//! A bot hears nothing while people work: where they write to it at this time of every other day,
//! those who set the org up hear of it, once.

use bot_core::chat::incoming::Address;
use bot_core::chat::reply::Reply;
use bot_core::commands::outbox::platform;
use bot_core::domain::calendar::{Calendar, instant_of, local};
use bot_core::domain::deadlines::BOT_SILENT;
use bot_core::domain::ids::Instant;
use bot_core::store::NewReply;
use bot_core::t;
use bot_core::text::read;
use chrono_tz::Tz;
use futures::FutureExt as _;
use serde_json::Value;
use uuid::Uuid;

use super::bot_refused::source_of;
use super::notice::{admins, reachable, reachable_besides};
use super::{JobCx, JobEntry, JobProblem, JobResult};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: BOT_SILENT, run: |cx| run(cx).boxed() };

const HOUR: i64 = 60 * 60 * 1000;
/// How many hours of working time it takes until a silence is looked into.
const LONG: i64 = 3;
/// On how many other days there must have been something in these hours.
const DAYS: usize = 3;
/// For how many days back it is known what came.
const BACK: i64 = 6;

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let source = source_of(cx)?;
    let since = cx.job.payload.get("since").and_then(Value::as_i64).map(Instant);
    let bot = cx.tx.bot(&source).await?;
    let Some(since) = since
        .filter(|since| bot.is_some_and(|bot| bot.refused.is_none() && bot.heard == Some(*since)))
    else {
        return Ok(());
    };
    let settings = cx.tx.settings().await?;
    let (calendar, zone) = (settings.calendar(), cx.org.zone);
    let worked = calendar.after_working_minutes(local(since.utc(), zone), LONG * 60);
    let worked = Instant::from(instant_of(worked, zone));
    if worked > cx.now {
        return Err(JobProblem::NotBefore(worked));
    }
    let heard = cx.tx.hours_heard(&source).await?;
    if !is_strange(&heard, cx.now, &calendar, zone) {
        return Err(JobProblem::NotBefore(cx.now.plus_millis(HOUR)));
    }
    let on = platform(&Address(source.clone()));
    let people = admins(cx).await?;
    let mut hear = reachable_besides(cx, people.clone(), &source).await?;
    if hear.is_empty() {
        // What cannot be heard may still be able to talk.
        hear = reachable(cx, people).await?;
    }
    for (person, home) in hear {
        let at = read::instant(person.lang, since, person.zone, cx.now);
        let text = t!(person.lang, "bot-silent", platform = &on, at = at);
        let id = Uuid::new_v5(&cx.job.id, person.head.id.as_bytes());
        let (reply, to) = (Reply::say(text), Some(person.person_id()));
        cx.tx.send(NewReply { id, chat: home, person: to, reply }).await?;
    }
    Ok(())
}

/// Tells whether the silence of the last hours is unlike other days: it is a time at which people
/// work, and on each other working day on which anything came, something came in these very hours.
fn is_strange(heard: &[i64], now: Instant, calendar: &Calendar, zone: Tz) -> bool {
    if !calendar.may_nudge(local(now.utc(), zone)) {
        return false;
    }
    let hour = now.0.div_euclid(HOUR);
    let day_of = |hour: i64| local(Instant(hour * HOUR).utc(), zone).date();
    let mut days = 0;
    for back in 1..=BACK {
        let then = hour - 24 * back;
        let day = day_of(then);
        let came = heard.iter().any(|heard| day_of(*heard) == day);
        if !came || !calendar.is_working_day(day) {
            continue;
        }
        if !heard.iter().any(|heard| (then - LONG..then).contains(heard)) {
            return false;
        }
        days += 1;
    }
    days >= DAYS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(text: &str) -> i64 {
        let at = text.parse::<chrono::DateTime<chrono::FixedOffset>>().expect("an instant");
        at.timestamp_millis() / HOUR
    }

    fn strange(now: &str, heard: &[&str]) -> bool {
        let heard: Vec<i64> = heard.iter().map(|text| hour(text)).collect();
        is_strange(&heard, Instant(hour(now) * HOUR), &Calendar::plain(), Tz::Asia__Shanghai)
    }

    #[test]
    fn a_silence_is_strange_where_every_other_day_had_something_in_these_hours() {
        let days = ["2026-03-09", "2026-03-10", "2026-03-11"];
        let at = |hour: &str| days.map(|day| format!("{day}T{hour}:00:00+08:00"));
        let (morning, noon) = (at("10"), at("15"));
        let morning = morning.each_ref().map(String::as_str);
        let noon = noon.each_ref().map(String::as_str);
        assert!(strange("2026-03-12T12:00:00+08:00", &morning));
        assert!(!strange("2026-03-12T12:00:00+08:00", &noon), "people write after noon there");
        assert!(!strange("2026-03-12T12:00:00+08:00", &morning[1..]), "too little is known");
        assert!(!strange("2026-03-12T23:00:00+08:00", &morning), "nobody works");
        assert!(!strange("2026-03-14T12:00:00+08:00", &morning), "a Saturday");
    }
}
