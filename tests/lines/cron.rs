//! Our cron against three others: a naive walk through every minute, a library that keeps Debian's
//! rules too, and what other projects expect.

use bot_core::domain::cron::Cron;
use bot_core::domain::ids::Instant;
use chrono::{DateTime, NaiveDateTime, TimeZone as _, Timelike as _};
use chrono_tz::Tz;
use serde_json::Value;

/// The first minute at which the wall clock shows a time of a day or what comes after it, for each
/// day: found by looking at every minute.
fn naive(hour: u32, minute: u32, zone: Tz, from: Instant, until: Instant) -> Vec<Instant> {
    let mut found: Vec<Instant> = Vec::new();
    let mut days = Vec::new();
    let mut at = from.plus_millis(-3 * 24 * 60 * 60_000);
    while at < until {
        let wall = at.utc().with_timezone(&zone).naive_local();
        let reached = (wall.hour(), wall.minute()) >= (hour, minute);
        if reached && !days.contains(&wall.date()) {
            days.push(wall.date());
            found.push(at);
        }
        at = at.plus_millis(60_000);
    }
    found.retain(|at| *at > from);
    found
}

#[test]
fn a_fixed_time_comes_when_a_walk_through_every_minute_finds_it() {
    for (zone, change) in [
        (Tz::America__New_York, "2026-03-08T07:00:00Z"),
        (Tz::America__New_York, "2026-11-01T06:00:00Z"),
        (Tz::Europe__London, "2026-03-29T01:00:00Z"),
        (Tz::Europe__London, "2026-10-25T01:00:00Z"),
        // Half an hour, and on the other side of the world.
        (Tz::Australia__Lord_Howe, "2026-04-04T15:00:00Z"),
        (Tz::Australia__Lord_Howe, "2026-10-03T15:30:00Z"),
        (Tz::Asia__Shanghai, "2026-03-08T07:00:00Z"),
    ] {
        let change = crate::world::instant(change);
        let (from, until) = (change.plus_millis(-129_600_000), change.plus_millis(129_600_000));
        for (hour, minute) in (0..4).flat_map(|hour| [0, 15, 30, 45].map(|m| (hour, m))) {
            let cron: Cron = format!("{minute} {hour} * * *").parse().expect("an expression");
            let mut ours = Vec::new();
            let mut at = from;
            while let Some(next) = cron.next(at, zone).filter(|next| *next < until) {
                ours.push(next);
                at = next;
            }
            assert_eq!(ours, naive(hour, minute, zone, from, until), "{hour}:{minute} in {zone}");
        }
    }
}

#[test]
fn a_pattern_comes_at_every_real_minute_that_shows_it() {
    for (text, each) in [("*/15 * * * *", 15), ("0 * * * *", 60), ("*/20 * * * *", 20)] {
        let cron: Cron = text.parse().expect("an expression");
        for change in ["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"] {
            let change = crate::world::instant(change);
            let mut at = change.plus_millis(-6 * 60 * 60_000 - 1);
            for n in 0..12 * 60 / each {
                let expected = change.plus_millis(-6 * 60 * 60_000 + n * each * 60_000);
                at = cron.next(at, Tz::America__New_York).expect("a time");
                assert_eq!(at, expected, "{text}");
            }
        }
    }
}

#[test]
fn another_library_finds_the_same_times_over_two_years() {
    let texts = [
        "30 8 * * 1-5",
        "0 9 1 * *",
        "0 9 1,15 * 1",
        "15 2 * * *",
        "45 1 * * 0",
        "0 0 29 2 *",
        "59 23 31 12 *",
        "*/10 9-17 * * 1-5",
        "5,35 */6 * 3,11 *",
        "0 2-3 * * 7",
        "30 1 * 4-10 sat",
        "10 0 31 * *",
    ];
    let zones = [
        Tz::Asia__Shanghai,
        Tz::America__New_York,
        Tz::Europe__London,
        Tz::America__Santiago,
        Tz::Asia__Kathmandu,
    ];
    let (from, until) = ("2026-01-01T00:00:00Z", "2028-03-01T00:00:00Z");
    let (from, until) = (crate::world::instant(from), crate::world::instant(until));
    for (text, zone) in texts.iter().flat_map(|text| zones.map(|zone| (text, zone))) {
        let cron: Cron = text.parse().expect("an expression");
        let other = croner::parser::CronParser::new().parse(text).expect("an expression");
        let (mut at, mut compared) = (from, 0);
        while let Some(next) = cron.next(at, zone).filter(|next| *next < until) {
            let theirs = other.find_next_occurrence(&at.utc().with_timezone(&zone), false);
            let theirs: Instant = theirs.expect("a time").to_utc().into();
            assert_eq!(next, theirs, "{text} in {zone} after {at:?}");
            (at, compared) = (next, compared + 1);
            if compared == 2_000 {
                break;
            }
        }
        assert!(compared > 0, "{text} comes");
    }
}

/// A time of the corpus: with an offset, or by the wall clock of the zone.
fn time(text: &str, zone: Tz) -> Option<Instant> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.to_utc().into());
    }
    let plain = text.replace(' ', "T");
    let wall = NaiveDateTime::parse_from_str(plain.get(..19)?, "%Y-%m-%dT%H:%M:%S").ok()?;
    Some(zone.from_local_datetime(&wall).earliest()?.to_utc().into())
}

/// With `GENDAN_CRON_DATA` a folder with `firings.jsonl`: one object a line, with `cron`, `dialect`,
/// `op`, `start`, `expected` and `tz`.
#[test]
#[expect(clippy::disallowed_methods, reason = "where the data is, is the caller's to say")]
fn what_other_projects_expect_is_what_comes() {
    let Ok(folder) = std::env::var("GENDAN_CRON_DATA") else {
        eprintln!("skipped: GENDAN_CRON_DATA names no folder");
        return;
    };
    let path = std::path::Path::new(&folder).join("firings.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no {}", path.display());
        return;
    };
    let (mut compared, mut refused, mut other) = (0, 0, Vec::new());
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).expect("an object");
        let word = |name: &str| row[name].as_str().unwrap_or_default();
        let fields = word("cron").split_whitespace().count();
        let bounded = row["options"].as_object().is_some_and(|options| {
            let harmless = ["currentDate", "startDate", "tz", "mode", "timezone"];
            options.keys().any(|name| !harmless.contains(&name.as_str()))
        });
        // cronsim has Debian's rules, as we have; the others differ where the clocks change.
        let debian = word("dialect").starts_with("cronsim");
        let changes = row["has_dst_zone"].as_bool() == Some(true) && !debian;
        // With them either of two restricted days is enough, `7-7` is a whole week, and not all
        // that is expected follows one another.
        let part = |n: usize| word("cron").split_whitespace().nth(n).unwrap_or_default();
        let odd = !debian && (part(4) == "7-7" || (part(2) != "*" && part(4) != "*"));
        if word("op") != "next" || fields != 5 || bounded || changes || odd {
            continue;
        }
        let Ok(cron) = word("cron").parse::<Cron>() else {
            refused += 1;
            continue;
        };
        let zone: Tz = row["tz"].as_str().and_then(|tz| tz.parse().ok()).unwrap_or(Tz::UTC);
        let Some(mut at) = time(word("start"), zone) else { continue };
        let expected = row["expected"].as_array().cloned().unwrap_or_default();
        let most = if debian { expected.len() } else { 1 };
        for (n, expected) in expected.iter().take(most).enumerate() {
            let Some(expected) = expected.as_str().and_then(|text| time(text, zone)) else { break };
            let ours = cron.next(at, zone);
            if ours != Some(expected) {
                other.push(format!("{} #{n} {}: {ours:?}, {expected:?}", word("id"), word("cron")));
                break;
            }
            compared += 1;
            at = expected;
        }
    }
    eprintln!("{compared} compared, {refused} expressions of features that we refuse");
    assert!(compared > 100 && other.is_empty(), "{other:#?}");
}
