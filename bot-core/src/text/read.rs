//! How money, dates and counts read in each language.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};
use chrono_tz::Tz;

use crate::domain::follow_up::Due;
use crate::domain::ids::Instant;
use crate::domain::money::{Currency, Money, Paid, Quantity};
use crate::domain::people::Lang;

/// An amount: `¥3,500.50`, `USD 20,000.00`.
///
/// Only the renminbi has its sign: ¥ is also the yen's and $ is twenty countries'.
pub fn money(money: Money) -> String {
    let number = grouped(money.minor, money.currency.exponent());
    if money.currency == Currency::CNY {
        format!("¥{number}")
    } else {
        format!("{} {number}", money.currency)
    }
}

/// A number of minor units with its decimals and a comma every three digits.
pub fn grouped(minor: i64, exponent: u32) -> String {
    let scale = 10_u64.pow(exponent);
    let (whole, part) = (minor.unsigned_abs() / scale, minor.unsigned_abs() % scale);
    let digits = whole.to_string();
    let mut out = String::new();
    if minor < 0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if exponent > 0 {
        let width = exponent as usize;
        let decimals = format!(".{part:0width$}");
        out.push_str(&decimals);
    }
    out
}

/// A share given in basis points: `60%`, `62.5%`.
pub fn percent(basis_points: i64) -> String {
    let (whole, part) = (basis_points / 100, (basis_points % 100).abs());
    if part == 0 {
        format!("{whole}%")
    } else {
        let digits = format!("{part:02}");
        format!("{whole}.{}%", digits.trim_end_matches('0'))
    }
}

/// A discount: `9折`, `10% off`.
pub fn discount(lang: Lang, paid: Paid) -> String {
    match lang {
        Lang::Zh => format!("{}折", Quantity(paid.0)),
        Lang::En => format!("{}% off", Quantity((Paid::FULL.0 - paid.0) * 10)),
    }
}

/// A day: `6月30日 周二`, `Tue 30 Jun`; with the year when it is not this one.
pub fn day(lang: Lang, day: NaiveDate, today: NaiveDate) -> String {
    let other_year = day.year() != today.year();
    match lang {
        Lang::Zh => {
            let year = if other_year { format!("{}年", day.year()) } else { String::new() };
            format!("{year}{}月{}日 {}", day.month(), day.day(), weekday(lang, day.weekday()))
        }
        Lang::En => {
            let year = if other_year { format!(" {}", day.year()) } else { String::new() };
            let (name, month) = (weekday(lang, day.weekday()), month(day.month()));
            format!("{name} {} {month}{year}", day.day())
        }
    }
}

/// A day with the time of day.
pub fn moment(lang: Lang, at: NaiveDateTime, today: NaiveDate) -> String {
    format!("{} {:02}:{:02}", day(lang, at.date(), today), at.hour(), at.minute())
}

/// An instant on somebody's wall clock.
pub fn instant(lang: Lang, at: Instant, zone: Tz, now: Instant) -> String {
    moment(lang, at.utc().with_timezone(&zone).naive_local(), today(now, zone))
}

/// When something is due: a bare day stays a day.
pub fn due(lang: Lang, due: Due, zone: Tz, now: Instant) -> String {
    match due {
        Due::At(at) => instant(lang, at, zone, now),
        Due::Day(on) => day(lang, on, today(now, zone)),
    }
}

/// The calendar day of an instant in a zone.
pub fn today(now: Instant, zone: Tz) -> NaiveDate {
    now.utc().with_timezone(&zone).date_naive()
}

fn weekday(lang: Lang, day: Weekday) -> &'static str {
    let place = day.num_days_from_monday() as usize;
    match lang {
        Lang::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][place],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][place],
    }
}

fn month(month: u32) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES.get(month as usize - 1).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_show_every_decimal_of_their_currency() {
        assert_eq!(money(Money::new(350_050, Currency::CNY)), "¥3,500.50");
        assert_eq!(money(Money::new(720_303_800, Currency::USD)), "USD 7,203,038.00");
        assert_eq!(grouped(-5, 2), "-0.05");
        assert_eq!(grouped(1_000, 0), "1,000");
    }

    #[test]
    fn shares_show_only_the_decimals_that_they_have() {
        let shown = [6_000, 6_250, 6_205, 10_000, 0].map(percent);
        assert_eq!(shown, ["60%", "62.5%", "62.05%", "100%", "0%"]);
    }

    #[test]
    fn days_name_the_weekday_and_only_a_foreign_year() {
        let on = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(day(Lang::Zh, on(2026, 6, 30), on(2026, 1, 1)), "6月30日 周二");
        assert_eq!(day(Lang::En, on(2027, 1, 2), on(2026, 1, 1)), "Sat 2 Jan 2027");
    }
}
