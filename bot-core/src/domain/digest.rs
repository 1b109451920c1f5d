//! Digests: which there are, and when each is due.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, instant_of, local};
use super::cron::Cron;
use super::ids::Instant;

/// How many days ahead a plain rhythm is looked for.
const FAR: u64 = 800;

/// A scheduled summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DigestKind {
    /// What a rep has to do today.
    Morning,
    /// What moved since the last working day.
    Daily,
    /// The week that is over.
    Weekly,
    /// The month that is over.
    Monthly,
}

impl DigestKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Morning, Self::Daily, Self::Weekly, Self::Monthly];

    /// The word that is stored and typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
        }
    }

    /// The rule whose timer rings for it.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Morning => "digest_morning",
            Self::Daily => "digest_daily",
            Self::Weekly => "digest_weekly",
            Self::Monthly => "digest_monthly",
        }
    }

    /// The rhythm of those who have chosen none.
    pub fn standard(self) -> Rhythm {
        let time = NaiveTime::from_hms_opt(8, 30, 0).unwrap_or(NaiveTime::MIN);
        match self {
            Self::Morning | Self::Daily => Rhythm::WorkingDays(time),
            Self::Weekly => Rhythm::Weekly(vec![1], time),
            Self::Monthly => Rhythm::Monthly(1, time),
        }
    }
}

/// What somebody has chosen for a digest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DigestPlan {
    /// Whether it comes; as the person's roles say when none.
    pub on: Option<bool>,
    /// When it comes; at the usual time when none.
    pub rhythm: Option<Rhythm>,
    /// True when it stays away where there is nothing to tell.
    pub only_if: bool,
}

/// What is written of somebody who wants none.
pub fn no_digests() -> BTreeMap<DigestKind, DigestPlan> {
    let off = |kind| (kind, DigestPlan { on: Some(false), ..DigestPlan::default() });
    DigestKind::ALL.map(off).into()
}

impl DigestPlan {
    /// When it comes next, strictly after a moment.
    ///
    /// A time that the person chose is kept; the usual one moves from a day of rest to the next
    /// working day.
    pub fn next(
        &self,
        kind: DigestKind,
        after: Instant,
        zone: Tz,
        calendar: &Calendar,
    ) -> Option<Instant> {
        match &self.rhythm {
            Some(chosen) => chosen.next(after, zone, calendar, false),
            None => kind.standard().next(after, zone, calendar, true),
        }
    }
}

/// When something comes again and again, by the wall clock of a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every working day.
    WorkingDays(NaiveTime),
    /// On some days of the week, Monday 1.
    Weekly(Vec<u32>, NaiveTime),
    /// On a day of the month; on its last one where the month is shorter.
    Monthly(u32, NaiveTime),
    /// As a cron expression says.
    Cron(CronText),
}

/// A cron expression that has been read once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CronText(String);

impl FromStr for CronText {
    type Err = super::cron::CronProblem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Cron>()?;
        Ok(Self(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

impl fmt::Display for CronText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Rhythm {
    /// The first time strictly after a moment; where `moves`, a day of rest gives way to the next
    /// working day.
    pub fn next(
        &self,
        after: Instant,
        zone: Tz,
        calendar: &Calendar,
        moves: bool,
    ) -> Option<Instant> {
        let today = local(after.utc(), zone).date();
        let time = match self {
            Self::Cron(text) => return text.0.parse::<Cron>().ok()?.next(after, zone),
            Self::WorkingDays(time) | Self::Weekly(_, time) | Self::Monthly(_, time) => *time,
        };
        // What belongs to a day of rest before today may have moved to today or later.
        let first = today.checked_sub_days(Days::new(if moves { 31 } else { 0 }))?;
        let mut days = first.iter_days().take(usize::try_from(FAR).unwrap_or(0));
        days.find_map(|day| {
            if !self.is_on(day, calendar) {
                return None;
            }
            let day = if moves && !calendar.is_working_day(day) {
                calendar.next_working_day(day)
            } else {
                day
            };
            let at = Instant::from(instant_of(day.and_time(time), zone));
            (at > after).then_some(at)
        })
    }

    fn is_on(&self, day: NaiveDate, calendar: &Calendar) -> bool {
        match self {
            Self::WorkingDays(_) => calendar.is_working_day(day),
            Self::Weekly(days, _) => days.contains(&day.weekday().number_from_monday()),
            Self::Monthly(wanted, _) => {
                let last = last_of_month(day);
                day.day() == *wanted || (day == last && *wanted > last.day())
            }
            Self::Cron(_) => false,
        }
    }
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    next.pred_opt().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse::<chrono::DateTime<chrono::FixedOffset>>().expect("an instant").to_utc().into()
    }

    fn three(plan: &DigestPlan, kind: DigestKind, from: &str) -> Vec<String> {
        let (zone, china) = (Tz::Asia__Shanghai, Calendar::china());
        let mut now = at(from);
        let mut all = Vec::new();
        for _ in 0..3 {
            now = plan.next(kind, now, zone, &china).expect("a time");
            all.push(local(now.utc(), zone).format("%m-%d %H:%M").to_string());
        }
        all
    }

    #[test]
    fn the_usual_times_move_from_days_of_rest() {
        let usual = DigestPlan::default();
        let from = "2026-09-30T08:30:00+08:00";
        let daily = three(&usual, DigestKind::Daily, from);
        assert_eq!(daily, ["10-08 08:30", "10-09 08:30", "10-10 08:30"]);
        let weekly = three(&usual, DigestKind::Weekly, from);
        assert_eq!(weekly, ["10-08 08:30", "10-12 08:30", "10-19 08:30"]);
        let monthly = three(&usual, DigestKind::Monthly, from);
        assert_eq!(monthly, ["10-08 08:30", "11-02 08:30", "12-01 08:30"]);
    }

    #[test]
    fn a_time_that_was_chosen_is_kept() {
        let chosen = |rhythm| DigestPlan { rhythm: Some(rhythm), ..DigestPlan::default() };
        let seven = NaiveTime::from_hms_opt(7, 0, 0).expect("a time");
        let from = "2026-09-30T08:30:00+08:00";
        let monthly = three(&chosen(Rhythm::Monthly(31, seven)), DigestKind::Monthly, from);
        assert_eq!(monthly, ["10-31 07:00", "11-30 07:00", "12-31 07:00"]);
        let weekly = three(&chosen(Rhythm::Weekly(vec![1, 4], seven)), DigestKind::Daily, from);
        assert_eq!(weekly, ["10-01 07:00", "10-05 07:00", "10-08 07:00"]);
        let cron = Rhythm::Cron("0 7 * * 1-5".parse().expect("cron"));
        let days = three(&chosen(cron), DigestKind::Daily, from);
        assert_eq!(days, ["10-01 07:00", "10-02 07:00", "10-05 07:00"]);
    }
}
