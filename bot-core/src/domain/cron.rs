//! Cron expressions of five fields, on the wall clock of a zone.
//!
//! A fixed time (`30 2 * * *`) that the clocks leave out comes at the first instant after the gap;
//! one that they show twice comes the first time only. A pattern whose minute or hour begins with
//! `*` matches every real minute: an hour that comes twice counts twice, one that is left out not.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use chrono_tz::Tz;

use super::calendar::{instant_of, local};
use super::ids::Instant;

/// How many days ahead a time is looked for: 29 February on a Monday comes every 28 or 40 years.
const FAR: usize = 15_000;
/// A minute in milliseconds.
const MINUTE: i64 = 60_000;

/// A field of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CronField {
    /// 0–59.
    Minute,
    /// 0–23.
    Hour,
    /// 1–31.
    Day,
    /// 1–12 or jan–dec.
    Month,
    /// 0–7 or sun–sat; Sunday is 0 and 7.
    Weekday,
}

/// Why an expression is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CronProblem {
    /// It has not five fields but so many.
    #[error("{0} fields instead of five")]
    Fields(usize),
    /// This part of a field is not understood or out of range.
    #[error("{0:?}: {1}")]
    Part(CronField, String),
    /// There is no such day, ever.
    #[error("never")]
    Never,
}

const FIELDS: [CronField; 5] =
    [CronField::Minute, CronField::Hour, CronField::Day, CronField::Month, CronField::Weekday];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

impl CronField {
    fn range(self) -> (u32, u32) {
        match self {
            Self::Minute => (0, 59),
            Self::Hour => (0, 23),
            Self::Day => (1, 31),
            Self::Month => (1, 12),
            Self::Weekday => (0, 7),
        }
    }

    /// The word by which texts tell which field it is.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
            Self::Weekday => "weekday",
        }
    }

    fn number(self, text: &str) -> Option<u32> {
        let named = |names: &[&str], first: u32| {
            let at = names.iter().position(|name| text.eq_ignore_ascii_case(name))?;
            Some(u32::try_from(at).ok()? + first)
        };
        let name = match self {
            Self::Month => named(&MONTHS, 1),
            Self::Weekday => named(&WEEKDAYS, 0),
            _ => None,
        };
        let (least, most) = self.range();
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number = name.or_else(|| text.parse().ok().filter(|_| digits))?;
        (least..=most).contains(&number).then_some(number)
    }

    /// The numbers of a field as bits.
    fn read(self, text: &str) -> Result<u64, CronProblem> {
        let mut bits = 0;
        for part in text.split(',') {
            let read = self.part(part);
            bits |= read.ok_or_else(|| CronProblem::Part(self, part.to_owned()))?;
        }
        if self == Self::Weekday && bits & (1 << 7) != 0 {
            bits |= 1;
        }
        Ok(bits)
    }

    /// Tells whether it is one of the two that name days: some write `?` for the one that does not.
    fn is_day(self) -> bool {
        matches!(self, Self::Day | Self::Weekday)
    }

    fn part(self, part: &str) -> Option<u64> {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (part, None),
        };
        let (least, most) = self.range();
        let (from, until) = if range == "*" || (range == "?" && self.is_day()) {
            // A star is Sunday once.
            (least, if self == Self::Weekday { 6 } else { most })
        } else if let Some((from, until)) = range.split_once('-') {
            (self.number(from)?, self.number(until)?)
        } else {
            let only = self.number(range)?;
            (only, if step.is_some() { most } else { only })
        };
        let step = match step {
            Some(text) if text.bytes().all(|b| b.is_ascii_digit()) => text.parse::<u32>().ok()?,
            Some(_) => return None,
            None => 1,
        };
        if from > until || step == 0 {
            return None;
        }
        let numbers = (from..=until).step_by(usize::try_from(step).ok()?);
        Some(numbers.fold(0, |bits, number| bits | 1 << number))
    }
}

/// An expression that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    /// True where a day must fit both the day of the month and the day of the week: one of them
    /// begins with `*`.
    both: bool,
    /// True where it matches every real minute instead of naming times.
    wild: bool,
}

impl FromStr for Cron {
    type Err = CronProblem;

    fn from_str(text: &str) -> Result<Self, CronProblem> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let &[minute, hour, day, _, weekday] = words.as_slice() else {
            return Err(CronProblem::Fields(words.len()));
        };
        let mut bits = [0; 5];
        for ((field, word), bits) in FIELDS.into_iter().zip(&words).zip(&mut bits) {
            *bits = field.read(word)?;
        }
        let cron = Self {
            minutes: bits[0],
            hours: bits[1],
            days: bits[2],
            months: bits[3],
            weekdays: bits[4],
            both: day.starts_with(['*', '?']) || weekday.starts_with(['*', '?']),
            wild: minute.starts_with('*') || hour.starts_with('*'),
        };
        // Any 40 years have all that there is.
        let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
        if start.iter_days().take(FAR).any(|day| cron.is_on(day)) {
            Ok(cron)
        } else {
            Err(CronProblem::Never)
        }
    }
}

fn has(bits: u64, number: u32) -> bool {
    bits & (1 << number) != 0
}

impl Cron {
    /// The first time strictly after an instant.
    pub fn next(&self, after: Instant, zone: Tz) -> Option<Instant> {
        if self.wild { self.next_minute(after, zone) } else { self.next_time(after, zone) }
    }

    fn is_on(&self, day: NaiveDate) -> bool {
        let of_month = has(self.days, day.day());
        let of_week = has(self.weekdays, day.weekday().num_days_from_sunday());
        let fits = if self.both { of_month && of_week } else { of_month || of_week };
        fits && has(self.months, day.month())
    }

    /// For fixed times: the wall clock first, then what instant that is.
    fn next_time(&self, after: Instant, zone: Tz) -> Option<Instant> {
        let today = local(after.utc(), zone).date();
        // A time that the clocks leave out yesterday may come today.
        let first = today.pred_opt()?;
        first.iter_days().take(FAR).filter(|day| self.is_on(*day)).find_map(|day| {
            let times = (0..24).filter(|hour| has(self.hours, *hour)).flat_map(|hour| {
                let minutes = (0..60).filter(|minute| has(self.minutes, *minute));
                minutes.filter_map(move |minute| NaiveTime::from_hms_opt(hour, minute, 0))
            });
            let instants = times.map(|time| Instant::from(instant_of(day.and_time(time), zone)));
            instants.into_iter().find(|at| *at > after)
        })
    }

    /// For patterns: through the minutes that there really are.
    fn next_minute(&self, after: Instant, zone: Tz) -> Option<Instant> {
        let mut at = Instant((after.0.div_euclid(MINUTE) + 1) * MINUTE);
        let mut days = 0;
        while days < FAR {
            let wall = local(at.utc(), zone);
            if !self.is_on(wall.date()) {
                days += 1;
                at = begins(wall.date().succ_opt()?, at, zone);
            } else if !has(self.hours, wall.hour()) {
                at = at.plus_millis(left_of_hour(wall));
            } else if has(self.minutes, wall.minute()) {
                return Some(at);
            } else {
                at = at.plus_millis(MINUTE);
            }
        }
        None
    }
}

/// When a day begins, but not before the next minute.
fn begins(day: NaiveDate, at: Instant, zone: Tz) -> Instant {
    let begins = Instant::from(instant_of(day.and_time(NaiveTime::MIN), zone));
    begins.max(at.plus_millis(MINUTE))
}

fn left_of_hour(wall: NaiveDateTime) -> i64 {
    TimeDelta::minutes(60 - i64::from(wall.minute())).num_milliseconds()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset};

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse::<DateTime<FixedOffset>>().expect("an instant").to_utc().into()
    }

    /// The next times, as the wall clock shows them with its offset.
    fn next(text: &str, zone: Tz, from: &str, n: usize) -> Vec<String> {
        let cron: Cron = text.parse().expect("an expression");
        let mut now = at(from);
        let step = |_| {
            now = cron.next(now, zone).expect("a time");
            now.utc().with_timezone(&zone).format("%m-%dT%H:%M%:z").to_string()
        };
        (0..n).map(step).collect()
    }

    #[test]
    fn a_fixed_time_comes_once_a_day_in_both_directions() {
        let york = Tz::America__New_York;
        let spring = next("30 2 * * *", york, "2026-03-07T12:00:00-05:00", 2);
        assert_eq!(spring, ["03-08T03:00-04:00", "03-09T02:30-04:00"]);
        let autumn = next("30 1 * * *", york, "2026-10-31T12:00:00-04:00", 2);
        assert_eq!(autumn, ["11-01T01:30-04:00", "11-02T01:30-05:00"]);
        // Between the two, it has been.
        let between = next("30 1 * * *", york, "2026-11-01T01:10:00-05:00", 1);
        assert_eq!(between, ["11-02T01:30-05:00"]);
        let midnight = next("0 0 * * *", Tz::America__Sao_Paulo, "2018-11-03T12:00:00-03:00", 1);
        assert_eq!(midnight, ["11-04T01:00-02:00"]);
        // A day that was left out altogether.
        let apia = next("0 12 * * *", Tz::Pacific__Apia, "2011-12-29T13:00:00-10:00", 2);
        assert_eq!(apia, ["12-31T00:00+14:00", "12-31T12:00+14:00"]);
    }

    #[test]
    fn a_pattern_goes_through_the_minutes_that_there_are() {
        let york = Tz::America__New_York;
        let autumn = next("*/30 * * * *", york, "2026-11-01T00:30:00-04:00", 5);
        let twice = ["01T01:00-04:00", "01T01:30-04:00", "01T01:00-05:00", "01T01:30-05:00"];
        assert_eq!(autumn[..4], twice.map(|at| format!("11-{at}")));
        let spring = next("*/30 * * * *", york, "2026-03-08T01:30:00-05:00", 2);
        assert_eq!(spring, ["03-08T03:00-04:00", "03-08T03:30-04:00"]);
        let kolkata = next("0 * * * *", Tz::Asia__Kolkata, "2026-03-08T01:30:00+05:30", 1);
        assert_eq!(kolkata, ["03-08T02:00+05:30"]);
    }

    #[test]
    fn days_of_the_month_and_of_the_week_are_either_or() {
        let china = Tz::Asia__Shanghai;
        let from = "2026-03-01T00:00:00+08:00";
        let either = next("0 9 13 * fri", china, from, 3);
        assert_eq!(either, ["03-06T09:00+08:00", "03-13T09:00+08:00", "03-20T09:00+08:00"]);
        let first_sunday = next("0 9 1-7 * */7", china, from, 2);
        assert_eq!(first_sunday, ["03-01T09:00+08:00", "04-05T09:00+08:00"]);
        assert_eq!(next("0 9 * * 7", china, from, 1), next("0 9 * * 0", china, from, 1));
        assert_eq!(next("0 0 29 2 *", china, from, 1), ["02-29T00:00+08:00"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let problem = |text: &str| text.parse::<Cron>().expect_err(text);
        let part = |field, text: &str| CronProblem::Part(field, text.to_owned());
        assert_eq!(problem("0 9 * *"), CronProblem::Fields(4));
        assert_eq!(problem(""), CronProblem::Fields(0));
        assert_eq!(problem("60 9 * * *"), part(CronField::Minute, "60"));
        assert_eq!(problem("0 9-8 * * *"), part(CronField::Hour, "9-8"));
        assert_eq!(problem("0 9 L * *"), part(CronField::Day, "L"));
        assert_eq!(problem("0 9 * * fri#2"), part(CronField::Weekday, "fri#2"));
        assert_eq!(problem("*/0 9 * * *"), part(CronField::Minute, "*/0"));
        assert_eq!(problem("0 9,, * * *"), part(CronField::Hour, ""));
        assert_eq!(problem("0 9 30 feb *"), CronProblem::Never);
    }

    /// What other programs say, where their data is at hand: `GENDAN_SHARED_DATA` names its folder.
    #[test]
    fn others_agree() {
        let Some(folder) = std::env::var_os("GENDAN_SHARED_DATA") else {
            eprintln!("skipped: GENDAN_SHARED_DATA is not set");
            return;
        };
        let file = std::path::Path::new(&folder).join("cron/firings.jsonl");
        let rows = std::fs::read_to_string(file).expect("the data");
        let mut compared = 0;
        for line in rows.lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a row");
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            // Of those it is the one with the rules of Debian's cron.
            let vixie = text("source") == "cronsim";
            let Ok(cron) = text("cron").parse::<Cron>() else { continue };
            if text("op") != "next" || !vixie {
                continue;
            }
            let zone = row["tz"].as_str().and_then(|zone| zone.parse().ok()).unwrap_or(Tz::UTC);
            let read = |text: &str| {
                let zoned = text.parse::<DateTime<FixedOffset>>().map(|at| at.to_utc());
                let plain = || text.parse::<NaiveDateTime>().expect(text).and_utc();
                Instant::from(zoned.unwrap_or_else(|_| plain()))
            };
            let mut now = read(&text("start"));
            for expected in row["expected"].as_array().expect("times") {
                let expected = read(expected.as_str().expect("a time"));
                now = cron.next(now, zone).expect("a time");
                assert_eq!(now, expected, "{line}");
                compared += 1;
            }
        }
        assert!(compared > 50, "only {compared}");
    }
}
