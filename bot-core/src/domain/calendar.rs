//! The working calendar: which days are worked, which hours are quiet, and wall clocks against instants.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// How far [`Calendar::add_working_days`] counts, either way: about forty years.
pub const MAX_WORKING_DAYS: i32 = 10_000;

/// The last minute of a day.
const LAST: NaiveTime = match NaiveTime::from_hms_opt(23, 59, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// What China's State Council has announced, one line per day that differs from the week.
const CHINA: &str = include_str!("../../data/holidays-cn.csv");

/// A stretch of the day by the wall clock, the end not included; it may run past midnight.
///
/// From and until the same time is no time at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// When it starts.
    pub from: NaiveTime,
    /// When it is over.
    pub until: NaiveTime,
}

impl Hours {
    /// Makes a stretch from one full hour to another; an hour that does not exist is midnight.
    pub fn new(from: u32, until: u32) -> Self {
        let hour = |h| NaiveTime::from_hms_opt(h, 0, 0).unwrap_or(NaiveTime::MIN);
        Self { from: hour(from), until: hour(until) }
    }

    /// Says whether a time of the day is inside.
    pub fn contain(self, time: NaiveTime) -> bool {
        if self.from <= self.until {
            self.from <= time && time < self.until
        } else {
            time >= self.from || time < self.until
        }
    }
}

/// A day that differs from the weekly pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Exception {
    working: bool,
    name: String,
}

/// Why a calendar cannot be as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarProblem {
    /// No day of the week would be worked.
    #[error("a week needs at least one working day")]
    EmptyWeek,
    /// A line is not `date,working,name` with a date like 2026-01-31 and working 0 or 1.
    #[error("line {0} is not date,working,name (2026-01-31,0,…)")]
    Line(u64),
    /// A line has something else where the date stands.
    #[error("line {0}: {1} is no date")]
    Date(u64, String),
    /// A line says neither 0 nor 1.
    #[error("line {0}: {1} is neither 0 nor 1")]
    Working(u64, String),
    /// A line names a day that an earlier one has named already.
    #[error("line {0} names {1} again, after line {2}")]
    Twice(u64, NaiveDate, u64),
    /// An event ends before it begins.
    #[error("line {0} ends before it begins")]
    Ends(u64),
    /// An event comes again by a rule.
    #[error("line {0} repeats")]
    Repeats(u64),
    /// A day of a year that is too long ago or too far ahead.
    #[error("line {0}: the year {1} is out of reach")]
    Far(u64, i32),
    /// An event lasts for something else than whole days.
    #[error("line {0}: {1} are no whole days")]
    Lasts(u64, String),
    /// There are more days than a calendar has.
    #[error("line {0} is one too many")]
    TooMany(u64),
}

/// The days and hours that an org works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Monday first.
    week: [bool; 7],
    /// Shared by all calendars that are made of the same one: only who changes it has a copy.
    exceptions: Arc<BTreeMap<NaiveDate, Exception>>,
    /// The years that have been announced; `None` where nobody announces.
    announced: Option<BTreeSet<i32>>,
    /// The working hours of a working day: 09:00–18:00.
    pub hours: Hours,
    /// When nobody is nudged: 20:00–08:00.
    pub quiet: Hours,
}

impl Calendar {
    /// Monday to Friday without holidays.
    pub fn plain() -> Self {
        Self {
            week: [true, true, true, true, true, false, false],
            exceptions: Arc::default(),
            announced: None,
            hours: Hours::new(9, 18),
            quiet: Hours::new(20, 8),
        }
    }

    /// China's calendar: Monday to Friday, the holidays and the make-up working days of the announced years.
    pub fn china() -> Self {
        static READ_ONCE: LazyLock<Calendar> = LazyLock::new(|| {
            let mut calendar = Calendar::plain();
            calendar.announced = Some(BTreeSet::new());
            // The file is compiled in, and a test reads all of it: this never fails.
            let _ = calendar.announce(CHINA);
            calendar
        });
        READ_ONCE.clone()
    }

    /// Takes over the days of a file `date,working,name`, all of them or none; gives their number.
    ///
    /// The years with a line count as announced from then on.
    pub fn announce(&mut self, csv: &str) -> Result<usize, CalendarProblem> {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
        let mut days = Vec::new();
        for (record, number) in reader.records().zip(1_u64..) {
            let record = record.map_err(|problem| {
                CalendarProblem::Line(problem.position().map_or(number, csv::Position::line))
            })?;
            let line = record.position().map_or(number, csv::Position::line);
            let date = record.get(0).and_then(|date| date.trim().parse().ok());
            let working = match record.get(1).map(str::trim) {
                Some("0") => false,
                Some("1") => true,
                _ => return Err(CalendarProblem::Line(line)),
            };
            let name = record.get(2).unwrap_or_default().trim().to_owned();
            let date: NaiveDate = date.ok_or(CalendarProblem::Line(line))?;
            days.push((date, Exception { working, name }));
        }
        let count = days.len();
        if let Some(years) = &mut self.announced {
            years.extend(days.iter().map(|(date, _)| date.year()));
        }
        Arc::make_mut(&mut self.exceptions).extend(days);
        Ok(count)
    }

    /// Says which days of the week are worked, Monday first.
    pub fn set_week(&mut self, week: [bool; 7]) -> Result<(), CalendarProblem> {
        if week.contains(&true) {
            self.week = week;
            Ok(())
        } else {
            Err(CalendarProblem::EmptyWeek)
        }
    }

    /// Makes one day a working day or a rest day, whatever the week says.
    pub fn set_day(&mut self, date: NaiveDate, working: bool, name: &str) {
        let name = name.to_owned();
        Arc::make_mut(&mut self.exceptions).insert(date, Exception { working, name });
    }

    /// Makes days of rest of some days, whatever they were.
    pub fn rest(&mut self, from: NaiveDate, until: NaiveDate) {
        for day in from.iter_days().take_while(|day| *day <= until) {
            self.set_day(day, false, "");
        }
    }

    /// Says that the holidays of a year are known.
    pub fn know(&mut self, year: i32) {
        if let Some(years) = &mut self.announced {
            years.insert(year);
        }
    }

    /// The days from one on that differ from the week, with their names, and whether each is worked.
    pub fn special_days(
        &self,
        from: NaiveDate,
    ) -> impl Iterator<Item = (NaiveDate, bool, &str)> + '_ {
        let days = self.exceptions.range(from..);
        days.map(|(day, special)| (*day, special.working, special.name.as_str()))
    }

    /// The last year whose holidays are known; none where nobody announces them.
    pub fn known_until(&self) -> Option<i32> {
        self.announced.as_ref().and_then(|years| years.last().copied())
    }

    /// Says whether a day is worked; in a year that is not announced by its weekday alone.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        match self.exceptions.get(&date) {
            Some(exception) => exception.working,
            None => self.is_worked_weekday(date),
        }
    }

    /// Says whether the holidays of a year are known, so that an answer about it can be relied on.
    pub fn is_announced(&self, year: i32) -> bool {
        self.announced.as_ref().is_none_or(|years| years.contains(&year))
    }

    /// The holiday that a day belongs to, or that a make-up working day makes up for.
    pub fn name_of(&self, date: NaiveDate) -> Option<&str> {
        let name = self.exceptions.get(&date)?.name.as_str();
        (!name.is_empty()).then_some(name)
    }

    /// The holidays of a year whose names contain this, from their first day to their last.
    pub fn holidays(&self, name: &str, year: i32) -> Vec<(NaiveDate, NaiveDate)> {
        let mut found: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        let off = self.exceptions.iter().filter(|(date, day)| {
            date.year() == year && !day.working && !day.name.is_empty() && day.name.contains(name)
        });
        for (&date, _) in off {
            match found.last_mut() {
                Some((_, last)) if last.succ_opt() == Some(date) => *last = date,
                _ => found.push((date, date)),
            }
        }
        found
    }

    /// Finds the n-th working day after a date (before it, where n is negative); 0 is the date itself.
    ///
    /// `None` beyond [`MAX_WORKING_DAYS`] and where the calendar ends.
    pub fn add_working_days(&self, date: NaiveDate, n: i32) -> Option<NaiveDate> {
        if !(-MAX_WORKING_DAYS..=MAX_WORKING_DAYS).contains(&n) {
            return None;
        }
        let (mut day, mut left) = (date, n.abs());
        while left > 0 {
            day = if n > 0 { day.succ_opt()? } else { day.pred_opt()? };
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        Some(day)
    }

    /// Finds the first working day strictly after a date; at the end of time, the date itself.
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        self.add_working_days(date, 1).unwrap_or(date)
    }

    /// Counts the working days from one date to another, the end not included, as in every period.
    ///
    /// Negative where the end is before the start. For "n working days later", see [`Self::working_days_since`].
    pub fn working_days_between(&self, start: NaiveDate, end: NaiveDate) -> i64 {
        if end < start {
            return -self.working_days_between(end, start);
        }
        let days = (end - start).num_days();
        let a_week = self.week.iter().map(|&worked| i64::from(worked)).sum::<i64>();
        let rest: i64 = start
            .iter_days()
            .take(usize::try_from(days % 7).unwrap_or_default())
            .map(|date| i64::from(self.is_worked_weekday(date)))
            .sum();
        let corrections: i64 = self
            .exceptions
            .range(start..end)
            .map(|(&date, day)| i64::from(day.working) - i64::from(self.is_worked_weekday(date)))
            .sum();
        days / 7 * a_week + rest + corrections
    }

    /// Counts the working days that have begun since a date: the start not included, the end included.
    ///
    /// What `add_working_days(start, n)` gives is n since the start.
    pub fn working_days_since(&self, start: NaiveDate, end: NaiveDate) -> i64 {
        match (start.succ_opt(), end.succ_opt()) {
            (Some(start), Some(end)) => self.working_days_between(start, end),
            _ => self.working_days_between(start, end),
        }
    }

    /// Says whether somebody may be nudged at this moment of the wall clock.
    pub fn may_nudge(&self, local: NaiveDateTime) -> bool {
        self.is_working_day(local.date()) && !self.quiet.contain(local.time())
    }

    /// Moves a moment out of quiet hours and rest days; one that is already fine stays as it is.
    ///
    /// What is moved goes to the start of working hours, not to the minute at which quiet ends: the night's nudges
    /// arrive when people begin to work. So a working day's 07:30 becomes 09:00 of the same day, 21:00 becomes
    /// 09:00 of the next working day, and any time of a rest day, also in its small hours, 09:00 of the next working
    /// day. Quiet hours inside of the working day (a siesta) end when they end.
    pub fn out_of_quiet(&self, local: NaiveDateTime) -> NaiveDateTime {
        if self.may_nudge(local) {
            return local;
        }
        let (date, time) = (local.date(), local.time());
        let ends_today = time < self.quiet.until;
        if self.is_working_day(date) && ends_today {
            return date.and_time(self.quiet.until.max(self.opening()));
        }
        self.next_working_day(date).and_time(self.opening())
    }

    /// The moment that lies so many minutes of working time later; one outside of working hours counts
    /// from when they begin.
    pub fn after_working_minutes(&self, local: NaiveDateTime, minutes: i64) -> NaiveDateTime {
        let mut from = local;
        let mut left = minutes.max(0);
        for _ in 0..MAX_WORKING_DAYS {
            let (date, time) = (from.date(), from.time());
            let opens = self.hours.from;
            let closes = self.closing();
            if self.is_working_day(date) && time < closes {
                let begins = time.max(opens);
                let room = (closes - begins).num_minutes();
                if left <= room {
                    return date.and_time(begins) + TimeDelta::minutes(left);
                }
                left -= room;
            }
            from = self.next_working_day(date).and_time(opens);
            if from.date() <= date {
                break;
            }
        }
        from
    }

    /// When the working hours of a day end. Hours that run past midnight end with their day: what is
    /// left goes on the next one.
    pub fn closing(&self) -> NaiveTime {
        if self.hours.until > self.hours.from { self.hours.until } else { LAST }
    }

    /// When the nudging of a working day starts: with the working hours, but not while it is quiet.
    pub fn opening(&self) -> NaiveTime {
        if self.quiet.contain(self.hours.from) { self.quiet.until } else { self.hours.from }
    }

    fn is_worked_weekday(&self, date: NaiveDate) -> bool {
        let day = date.weekday().num_days_from_monday();
        usize::try_from(day).ok().and_then(|day| self.week.get(day)).copied().unwrap_or_default()
    }
}

/// The wall clock of a zone at an instant.
pub fn local(instant: DateTime<Utc>, tz: Tz) -> NaiveDateTime {
    let utc = instant.naive_utc();
    let offset = tz.offset_from_utc_datetime(&utc).fix();
    utc.checked_add_offset(offset).unwrap_or(utc)
}

/// The instant at which a zone's wall clock shows this.
///
/// Shown twice (the clocks went back): the first of the two. Never shown (they went forward): the first instant
/// after the gap.
pub fn instant_of(wall: NaiveDateTime, tz: Tz) -> DateTime<Utc> {
    match tz.from_local_datetime(&wall).map(|found| found.to_utc()) {
        chrono::LocalResult::Single(only) => only,
        chrono::LocalResult::Ambiguous(one, other) => one.min(other),
        chrono::LocalResult::None => after_gap(wall, tz),
    }
}

/// The stretch of a zone's wall clock that was left out right before an instant, where the clocks went forward.
pub fn gap_before(at: DateTime<Utc>, tz: Tz) -> Option<(NaiveTime, NaiveTime)> {
    let before = at.checked_sub_signed(TimeDelta::seconds(1))?;
    let from = before.with_timezone(&tz).naive_local() + TimeDelta::seconds(1);
    let to = at.with_timezone(&tz).naive_local();
    (to > from).then(|| (from.time(), to.time()))
}

/// The instant at which a zone's day starts: midnight, or the first instant that the day has.
pub fn day_start(date: NaiveDate, tz: Tz) -> DateTime<Utc> {
    instant_of(date.and_time(NaiveTime::MIN), tz)
}

/// Looks for the first second whose wall clock is past a time inside of a gap.
fn after_gap(wall: NaiveDateTime, tz: Tz) -> DateTime<Utc> {
    // No zone is further than this from UTC, not even across the day that Samoa left out in 2011.
    const REACH: Days = Days::new(2);
    let utc = wall.and_utc();
    let (Some(mut before), Some(mut after)) =
        (utc.checked_sub_days(REACH), utc.checked_add_days(REACH))
    else {
        return utc;
    };
    while after - before > TimeDelta::seconds(1) {
        let middle = before + (after - before) / 2;
        // Whole seconds: zones change on them, and the halves would never meet otherwise.
        let middle = middle - TimeDelta::nanoseconds(i64::from(middle.timestamp_subsec_nanos()));
        if middle <= before {
            break;
        }
        if local(middle, tz) > wall {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a date and a time")
    }

    #[test]
    fn the_years_have_their_working_days() {
        let china = Calendar::china();
        for (year, days) in [(2024, 251), (2025, 248), (2026, 248)] {
            let start = day(&format!("{year}-01-01"));
            let end = day(&format!("{}-01-01", year + 1));
            assert_eq!(china.working_days_between(start, end), days, "{year}");
            assert_eq!(china.working_days_between(end, start), -days, "{year}");
            assert!(china.is_announced(year));
        }
        assert!(!china.is_announced(2027) && !china.is_announced(2023));
        assert!(Calendar::plain().is_announced(2027));
        let lines = CHINA.lines().filter(|line| line.starts_with("20")).count();
        assert_eq!(china.exceptions.len(), lines, "every line of the file is read");
    }

    #[test]
    fn every_exception_differs_from_its_weekday_or_has_a_name() {
        for (date, exception) in Calendar::china().exceptions.iter() {
            assert!(!exception.name.is_empty(), "{date}");
            assert!(
                !exception.working || !Calendar::plain().is_working_day(*date),
                "{date} needs no making up"
            );
        }
    }

    #[test]
    fn holidays_rest_and_make_up_days_work() {
        let china = Calendar::china();
        for (date, works, name) in [
            ("2026-02-14", true, Some("春节")),
            ("2026-02-17", false, Some("春节")),
            ("2026-10-10", true, Some("国庆节")),
            ("2026-10-11", false, None),
            ("2026-10-12", true, None),
            ("2027-10-01", true, None),
        ] {
            assert_eq!(china.is_working_day(day(date)), works, "{date}");
            assert_eq!(china.name_of(day(date)), name, "{date}");
        }
    }

    #[test]
    fn working_days_are_counted_over_the_holidays() {
        let china = Calendar::china();
        for (from, n, to) in [
            ("2026-09-30", 1, "2026-10-08"),
            ("2026-09-30", 3, "2026-10-10"),
            ("2026-10-10", -3, "2026-09-30"),
            ("2026-10-03", 1, "2026-10-08"),
            ("2026-10-03", 0, "2026-10-03"),
        ] {
            let (from, to) = (day(from), day(to));
            assert_eq!(china.add_working_days(from, n), Some(to), "{from} {n}");
            assert_eq!(china.working_days_since(from, to), i64::from(n), "{from} {n}");
        }
        assert_eq!(china.next_working_day(day("2026-09-30")), day("2026-10-08"));
        assert_eq!(china.add_working_days(day("2026-01-01"), i32::MAX), None);
        assert_eq!(china.add_working_days(day("2026-01-01"), i32::MIN), None);
        assert_eq!(china.add_working_days(NaiveDate::MAX, 1), None);
        assert_eq!(china.next_working_day(NaiveDate::MAX), NaiveDate::MAX);
        assert!(china.working_days_between(NaiveDate::MIN, NaiveDate::MAX) > 100_000_000);
    }

    #[test]
    fn counting_by_weeks_is_counting_day_by_day() {
        let china = Calendar::china();
        let start = day("2025-12-20");
        for length in 0..400 {
            let end = start + Days::new(length);
            let one_by_one = start
                .iter_days()
                .take_while(|&date| date < end)
                .filter(|&date| china.is_working_day(date))
                .count();
            assert_eq!(usize::try_from(china.working_days_between(start, end)), Ok(one_by_one));
        }
    }

    #[test]
    fn an_org_has_its_own_week_and_days() {
        let mut shop = Calendar::plain();
        assert_eq!(shop.set_week([false; 7]), Err(CalendarProblem::EmptyWeek));
        let week = [false, true, true, true, true, true, true];
        assert_eq!(shop.set_week(week), Ok(()));
        shop.set_day(day("2026-03-08"), false, "stock-taking");
        assert!(!shop.is_working_day(day("2026-03-09")), "a Monday");
        assert!(shop.is_working_day(day("2026-03-07")), "a Saturday");
        assert_eq!(shop.name_of(day("2026-03-08")), Some("stock-taking"));
    }

    #[test]
    fn a_new_year_is_read_whole_or_not_at_all() {
        let mut china = Calendar::china();
        for (bad, line) in [
            ("date,working,name\n2027-01-01,0,元旦\n2027-02-30,0,x\n", 3),
            ("date,working,name\n2027-01-01,yes,元旦\n", 2),
            ("# note\ndate,working,name\n2027-01-01,0,元旦\n2027-01-02\n", 4),
        ] {
            assert_eq!(china.announce(bad), Err(CalendarProblem::Line(line)), "{bad}");
            assert!(!china.is_announced(2027));
        }
        assert_eq!(china.announce("date,working,name\n2027-01-01,0,元旦\n"), Ok(1));
        assert!(china.is_announced(2027) && !china.is_working_day(day("2027-01-01")));
        assert_eq!(china.announce(""), Ok(0));
    }

    #[test]
    fn nudges_move_to_the_start_of_work() {
        let china = Calendar::china();
        for (due, sent) in [
            ("2026-03-11 15:30", "2026-03-11 15:30"),
            ("2026-03-11 08:00", "2026-03-11 08:00"),
            ("2026-03-11 19:59", "2026-03-11 19:59"),
            ("2026-03-11 07:59", "2026-03-11 09:00"),
            ("2026-03-11 00:00", "2026-03-11 09:00"),
            ("2026-03-11 20:00", "2026-03-12 09:00"),
            ("2026-03-13 21:00", "2026-03-16 09:00"),
            ("2026-03-14 03:00", "2026-03-16 09:00"),
            ("2026-09-30 20:30", "2026-10-08 09:00"),
            ("2026-10-09 22:00", "2026-10-10 09:00"),
        ] {
            assert_eq!(china.out_of_quiet(at(due)), at(sent), "{due}");
        }
    }

    #[test]
    fn working_time_stands_still_outside_of_working_hours() {
        let china = Calendar::china();
        for (from, hours, to) in [
            ("2026-03-11 10:00", 4, "2026-03-11 14:00"),
            ("2026-03-11 15:30", 4, "2026-03-12 10:30"),
            ("2026-03-13 21:00", 4, "2026-03-16 13:00"),
            ("2026-03-11 06:00", 1, "2026-03-11 10:00"),
            ("2026-09-30 17:00", 2, "2026-10-08 10:00"),
            ("2026-10-10 17:00", 9, "2026-10-12 17:00"),
            ("2026-03-11 15:30", 0, "2026-03-11 15:30"),
        ] {
            assert_eq!(china.after_working_minutes(at(from), hours * 60), at(to), "{from} {hours}");
        }
        let mut never = Calendar::plain();
        never.hours = Hours::new(9, 9);
        assert!(never.after_working_minutes(at("2026-03-11 10:00"), 60) > at("2026-03-11 10:00"));
    }

    #[test]
    fn other_quiet_hours_work_too() {
        let mut calendar = Calendar::plain();
        calendar.quiet = Hours::new(13, 14);
        for (due, sent) in [
            ("2026-03-11 13:20", "2026-03-11 14:00"),
            ("2026-03-11 23:00", "2026-03-11 23:00"),
            ("2026-03-14 12:00", "2026-03-16 09:00"),
        ] {
            assert_eq!(calendar.out_of_quiet(at(due)), at(sent), "{due}");
        }
        calendar.quiet = Hours::new(20, 10);
        assert_eq!(calendar.out_of_quiet(at("2026-03-11 09:30")), at("2026-03-11 10:00"));
        calendar.quiet = Hours::new(8, 8);
        assert_eq!(calendar.out_of_quiet(at("2026-03-11 03:00")), at("2026-03-11 03:00"));
        calendar.quiet = Hours::new(18, 24);
        assert_eq!(calendar.out_of_quiet(at("2026-03-11 19:00")), at("2026-03-12 09:00"));
    }

    #[test]
    fn whatever_is_moved_may_be_nudged_and_never_lies_before() {
        let mut calendar = Calendar::china();
        let start = at("2026-09-20 00:00");
        for (from, until) in [(20, 8), (0, 8), (22, 12), (12, 14), (9, 9), (1, 23)] {
            calendar.quiet = Hours::new(from, until);
            for step in 0..3000 {
                let due = start + TimeDelta::minutes(17 * step);
                let sent = calendar.out_of_quiet(due);
                assert!(sent >= due && calendar.may_nudge(sent), "{from} {until} {due} {sent}");
            }
        }
    }

    #[test]
    fn a_gap_leads_to_its_end_and_an_overlap_to_its_first() {
        use chrono_tz::{America, Asia, Australia, Pacific};
        for (wall, tz, utc) in [
            ("2026-03-11 15:30", Asia::Shanghai, "2026-03-11T07:30:00Z"),
            ("2026-03-08 02:30", America::New_York, "2026-03-08T07:00:00Z"),
            ("2026-03-08 02:00", America::New_York, "2026-03-08T07:00:00Z"),
            ("2026-03-08 03:00", America::New_York, "2026-03-08T07:00:00Z"),
            ("2026-11-01 01:30", America::New_York, "2026-11-01T05:30:00Z"),
            ("2018-11-04 00:00", America::Sao_Paulo, "2018-11-04T03:00:00Z"),
            ("2026-10-04 02:15", Australia::Lord_Howe, "2026-10-03T15:30:00Z"),
            ("1991-04-14 02:30", Asia::Shanghai, "1991-04-13T18:00:00Z"),
            ("1991-09-15 01:30", Asia::Shanghai, "1991-09-14T16:30:00Z"),
            ("2011-12-30 12:00", Pacific::Apia, "2011-12-30T10:00:00Z"),
        ] {
            let expected: DateTime<Utc> = utc.parse().expect("an instant");
            assert_eq!(instant_of(at(wall), tz), expected, "{wall} {tz}");
        }
        let midnight = day_start(day("2018-11-04"), America::Sao_Paulo);
        assert_eq!(local(midnight, America::Sao_Paulo), at("2018-11-04 01:00"));
    }

    #[test]
    fn a_fraction_of_a_second_in_a_gap_ends_where_the_gap_ends() {
        let wall = at("2026-03-08 02:30") + TimeDelta::nanoseconds(1);
        let expected: DateTime<Utc> = "2026-03-08T07:00:00Z".parse().expect("an instant");
        assert_eq!(instant_of(wall, chrono_tz::America::New_York), expected);
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        for tz in chrono_tz::TZ_VARIANTS {
            for wall in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
                let _ = instant_of(wall, tz);
                let _ = local(wall.and_utc(), tz);
                let _ = Calendar::china().out_of_quiet(wall);
            }
        }
    }
}
