//! Days by rule: the coming 30th, the last day of a month, the n-th working day.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::Here;

/// The most working days that are counted.
const MOST_WORKING: u32 = 400;

/// Within how many days a date without a year is the one that is over.
pub(super) const JUST_OVER: i64 = 90;
/// The same where the turn of a year lies between.
const JUST_OVER_LAST_YEAR: i64 = 32;

/// What a person says about a week, month, quarter or year: last −1, this 0, next 1.
pub(super) type Step = i32;

/// A weekday of the calendar week that lies `weeks` from this one; weeks start on Monday.
pub(super) fn weekday_of_week(today: NaiveDate, day: Weekday, weeks: Step) -> Option<NaiveDate> {
    let monday = today - Days::new(today.weekday().num_days_from_monday().into());
    let days = i64::from(weeks) * 7 + i64::from(day.num_days_from_monday());
    add_days(monday, days)
}

/// Adds days, backwards when below zero.
pub(super) fn add_days(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    if n < 0 {
        day.checked_sub_days(Days::new(n.unsigned_abs()))
    } else {
        day.checked_add_days(Days::new(n.unsigned_abs()))
    }
}

/// Adds months, backwards when below zero; the 31st becomes the last day of a shorter month.
pub(super) fn add_months(day: NaiveDate, n: i32) -> Option<NaiveDate> {
    let months = Months::new(n.unsigned_abs());
    if n < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

/// The first day of the month that lies `months` from this one.
pub(super) fn month(today: NaiveDate, months: Step) -> Option<NaiveDate> {
    add_months(today.with_day(1)?, months)
}

/// The first day of the quarter that lies `quarters` from this one.
pub(super) fn quarter(today: NaiveDate, quarters: Step) -> Option<NaiveDate> {
    let first = today.month0() / 3 * 3 + 1;
    add_months(NaiveDate::from_ymd_opt(today.year(), first, 1)?, quarters.checked_mul(3)?)
}

/// The last day of a stretch of months that starts on a first.
pub(super) fn last_day(first: NaiveDate, months: i32) -> Option<NaiveDate> {
    add_months(first, months)?.pred_opt()
}

/// The end of a quarter without a year: of the coming one, this quarter included.
pub(super) fn coming_quarter_end(today: NaiveDate, n: u32) -> Option<NaiveDate> {
    let end = |year| last_day(NaiveDate::from_ymd_opt(year, n * 3, 1)?, 1);
    end(today.year()).and_then(|day| if day >= today { Some(day) } else { end(today.year() + 1) })
}

/// The last day of a month without a year, by the rule of [`coming_date`].
pub(super) fn coming_month_end(today: NaiveDate, month: u32) -> Option<NaiveDate> {
    coming(today, |year| last_day(NaiveDate::from_ymd_opt(year, month, 1)?, 1))
}

/// A date without a year: the coming one, today included. One that was less than 90 days ago is
/// that one: who says 3月1日 on 3月3日 has most likely mistaken the day, and nothing is planned
/// for next year unasked. Over the turn of the year it is so for a month only: 12月25日 said in
/// March is the coming one. In a year without a 29 February that day is none.
pub fn coming_date(today: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    // The year is that of the day before a 29 February, which not every year has.
    let known = if (month, day) == (2, 29) { 28 } else { day };
    let near = coming(today, |year| NaiveDate::from_ymd_opt(year, month, known))?;
    NaiveDate::from_ymd_opt(near.year(), month, day)
}

/// What a rule gives in the year that is meant where none is said, as of [`coming_date`].
pub(super) fn coming(today: NaiveDate, of: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
    let just_over = |day: &NaiveDate| {
        let within = if day.year() < today.year() { JUST_OVER_LAST_YEAR } else { JUST_OVER };
        (1..within).contains(&(today - *day).num_days())
    };
    (-1..=1)
        .filter_map(|years| of(today.year() + years))
        .find(|day| *day >= today || just_over(day))
}

/// A day of the month without a month: the coming one, today included.
pub(super) fn coming_day(today: NaiveDate, day: u32) -> Option<NaiveDate> {
    (0..=2).filter_map(|months| month(today, months)?.with_day(day)).find(|date| *date >= today)
}

/// The n-th working day after today.
pub(super) fn working_days(here: &Here<'_>, n: u32) -> Option<NaiveDate> {
    count_working(here, n, |day| day.succ_opt())
}

/// The n-th working day before today.
pub(super) fn working_days_before(here: &Here<'_>, n: u32) -> Option<NaiveDate> {
    count_working(here, n, |day| day.pred_opt())
}

fn count_working(
    here: &Here<'_>,
    n: u32,
    next: impl Fn(NaiveDate) -> Option<NaiveDate>,
) -> Option<NaiveDate> {
    if n > MOST_WORKING {
        return None;
    }
    let mut day = here.today();
    let mut left = n;
    // No calendar rests for a month; one that does is broken, and would be searched for ever.
    let mut rested = 0;
    while left > 0 {
        day = next(day)?;
        if here.workdays.is_working_day(day) {
            left -= 1;
            rested = 0;
        } else {
            rested += 1;
            if rested > 31 {
                return None;
            }
        }
    }
    Some(day)
}
