//! Golden tables: what is said when, and what it means.

mod corpus;
mod golden;
mod hostile;
mod relative;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::*;

/// Monday to Friday, with one week off from 1 October as in the practice calendar.
struct Plain;

impl Workdays for Plain {
    fn is_working_day(&self, day: NaiveDate) -> bool {
        let holiday = day.month() == 10 && day.day() <= 7;
        !holiday && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    fn holidays(&self, name: Option<&str>, year: i32) -> Vec<(NaiveDate, NaiveDate)> {
        let october = |day| NaiveDate::from_ymd_opt(year, 10, day).unwrap();
        let known = name.is_none_or(|name| name == "国庆") && year < 2027;
        known.then(|| (october(1), october(7))).into_iter().collect()
    }

    fn closing(&self) -> NaiveTime {
        NaiveTime::from_hms_opt(18, 0, 0).unwrap()
    }
}

fn time(text: &str) -> NaiveDateTime {
    let text = if text.len() == 10 {
        format!("{text}T00:00:00")
    } else if text.len() == 16 {
        format!("{}:00", text.replace(' ', "T"))
    } else {
        text.replace(' ', "T")
    };
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn shown(moment: Option<Moment>) -> String {
    match moment {
        Some(Moment::Day(day)) => day.to_string(),
        Some(Moment::At(at)) => at.format("%Y-%m-%d %H:%M").to_string(),
        None => "-".to_owned(),
    }
}

fn with<T>(now: &str, f: impl FnOnce(&Here<'_>) -> T) -> T {
    f(&Here { now: time(now), workdays: &Plain })
}
