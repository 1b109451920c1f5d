//! Stretches of days that reports are about: 本月, 上季度, 2017-Q1, 2017-01-01..2017-04-01.

use chrono::{Datelike, NaiveDate, Weekday};

use super::super::fold::plain;
use super::super::number::small;
use super::super::scan::Cursor;
use super::Here;
use super::calendar::{self, Step, add_days, add_months};
use super::chinese::YEARS;
use super::chinese_dates::full_year;
use super::english_dates::MONTHS;
use super::numeric;

/// Whole days: the first, and the one after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day.
    pub start: NaiveDate,
    /// The day after the last one.
    pub end: NaiveDate,
}

#[derive(Clone, Copy)]
enum Span {
    Day(i64),
    Week(Step),
    Month(Step),
    Quarter(Step),
    Year(Step),
}

const NAMED: &[(&str, Span)] = &[
    ("今天", Span::Day(0)),
    ("今日", Span::Day(0)),
    ("昨天", Span::Day(-1)),
    ("昨日", Span::Day(-1)),
    ("前天", Span::Day(-2)),
    ("明天", Span::Day(1)),
    ("本周", Span::Week(0)),
    ("这周", Span::Week(0)),
    ("这个星期", Span::Week(0)),
    ("本星期", Span::Week(0)),
    ("上周", Span::Week(-1)),
    ("上星期", Span::Week(-1)),
    ("上个星期", Span::Week(-1)),
    ("上上周", Span::Week(-2)),
    ("下周", Span::Week(1)),
    ("下星期", Span::Week(1)),
    ("本月", Span::Month(0)),
    ("这个月", Span::Month(0)),
    ("当月", Span::Month(0)),
    ("上个月", Span::Month(-1)),
    ("上月", Span::Month(-1)),
    ("下个月", Span::Month(1)),
    ("下月", Span::Month(1)),
    ("本季度", Span::Quarter(0)),
    ("这个季度", Span::Quarter(0)),
    ("这季度", Span::Quarter(0)),
    ("本季", Span::Quarter(0)),
    ("上季度", Span::Quarter(-1)),
    ("上个季度", Span::Quarter(-1)),
    ("上季", Span::Quarter(-1)),
    ("下季度", Span::Quarter(1)),
    ("下个季度", Span::Quarter(1)),
    ("下季", Span::Quarter(1)),
    ("今年", Span::Year(0)),
    ("本年", Span::Year(0)),
    ("本年度", Span::Year(0)),
    ("去年", Span::Year(-1)),
    ("前年", Span::Year(-2)),
    ("明年", Span::Year(1)),
    ("today", Span::Day(0)),
    ("yesterday", Span::Day(-1)),
    ("tomorrow", Span::Day(1)),
    ("this week", Span::Week(0)),
    ("last week", Span::Week(-1)),
    ("next week", Span::Week(1)),
    ("this month", Span::Month(0)),
    ("last month", Span::Month(-1)),
    ("next month", Span::Month(1)),
    ("this quarter", Span::Quarter(0)),
    ("last quarter", Span::Quarter(-1)),
    ("next quarter", Span::Quarter(1)),
    ("this year", Span::Year(0)),
    ("last year", Span::Year(-1)),
    ("next year", Span::Year(1)),
];

/// Reads a text that is one period and nothing else.
///
/// A month or a quarter without a year is this year's: reports show which one they read.
pub fn period_whole(text: &str, here: &Here<'_>) -> Option<Period> {
    let plain = plain(text.trim());
    let today = here.today();
    if let Some((_, span)) = NAMED.iter().find(|(name, _)| *name == plain) {
        return named(today, *span);
    }
    let start = Cursor::new(&plain, 0);
    [dates, year_first, part_of_year, english].into_iter().find_map(|read| {
        let mut cur = start;
        let period = read(&mut cur, today)?;
        cur.done().then_some(period)
    })
}

fn named(today: NaiveDate, span: Span) -> Option<Period> {
    let (start, end) = match span {
        Span::Day(n) => {
            let day = add_days(today, n)?;
            (day, day.succ_opt()?)
        }
        Span::Week(n) => {
            let monday = calendar::weekday_of_week(today, Weekday::Mon, n)?;
            (monday, add_days(monday, 7)?)
        }
        Span::Month(n) => return months(calendar::month(today, n)?, 1),
        Span::Quarter(n) => return months(calendar::quarter(today, n)?, 3),
        Span::Year(n) => return year(today.year() + n),
    };
    Some(Period { start, end })
}

fn months(start: NaiveDate, n: i32) -> Option<Period> {
    Some(Period { start, end: add_months(start, n)? })
}

fn year(year: i32) -> Option<Period> {
    months(NaiveDate::from_ymd_opt(year, 1, 1)?, 12)
}

/// 2017-01-01..2017-04-01 (without its end), or one day.
fn dates(cur: &mut Cursor<'_>, _: NaiveDate) -> Option<Period> {
    let start = numeric::date(cur)?;
    cur.spaces();
    let end = if cur.eat_any(&["..", "…"]) {
        cur.spaces();
        numeric::date(cur)?
    } else {
        start.succ_opt()?
    };
    (start < end).then_some(Period { start, end })
}

/// 2017, 2017年, 2017-03, 2017年3月, 2017-Q1, 今年三季度.
fn year_first(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<Period> {
    let named = cur.prefix(YEARS).map(|n| today.year() + n);
    let n = if let Some(year) = named {
        year
    } else {
        let at = cur.at();
        let n = small(cur, 4)?;
        // Four digits, or four characters of three bytes; 26年 says what it is.
        let four = matches!(cur.at() - at, 4 | 12);
        let n = full_year(n).filter(|_| !four || n > 99)?;
        if !cur.eat("年") && !four {
            return None;
        }
        n
    };
    if cur.done() {
        return year(n);
    }
    if cur.eat_any(&["-", "/", "."])
        && let Some((month, _)) = cur.digits(2)
    {
        return months(NaiveDate::from_ymd_opt(n, month, 1)?, 1);
    }
    cur.spaces();
    part(cur, n)
}

/// Q3, 三季度, 3月, 上半年: of this year.
fn part_of_year(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<Period> {
    part(cur, today.year())
}

fn part(cur: &mut Cursor<'_>, year: i32) -> Option<Period> {
    let first = |month| NaiveDate::from_ymd_opt(year, month, 1);
    if let Some(month) = cur.prefix(&[("上半年", 1), ("下半年", 7), ("h1", 1), ("h2", 7)]) {
        return months(first(month)?, 6);
    }
    if let Some(n) = cur.prefix(&[("q1", 1), ("q2", 4), ("q3", 7), ("q4", 10)]) {
        return months(first(n)?, 3);
    }
    if let Some(n) = cur.lookup(MONTHS) {
        return months(first(n)?, 1);
    }
    let ordinal = cur.eat("第");
    let n = small(cur, 2)?;
    if cur.eat_any(&["季度", "季"]) {
        return (1..=4).contains(&n).then(|| months(first(n * 3 - 2)?, 3)).flatten();
    }
    (!ordinal && cur.eat_any(&["月份", "月"])).then(|| months(first(n)?, 1)).flatten()
}

/// March 2017, Q1 2017; last 7 days, 最近7天 (today is the last of them).
fn english(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<Period> {
    let start = *cur;
    if cur.any_word(&["last", "past", "the last", "the past"])
        || cur.eat_any(&["最近", "过去", "近"])
    {
        cur.spaces();
        let n = small(cur, 3).filter(|n| *n > 0)?;
        cur.spaces();
        let there = cur.any_word(&["days", "day"]) || cur.eat("天");
        let end = today.succ_opt()?;
        return there
            .then(|| add_days(end, -i64::from(n)))
            .flatten()
            .map(|start| Period { start, end });
    }
    *cur = start;
    let quarter = cur.lookup(&[("q1", 1), ("q2", 4), ("q3", 7), ("q4", 10)]);
    let (month, length) = match quarter {
        Some(month) => (month, 3),
        None => (cur.lookup(MONTHS)?, 1),
    };
    cur.spaces();
    cur.eat(",");
    cur.spaces();
    let (year, width) = cur.digits(4)?;
    if width != 4 {
        return None;
    }
    months(NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)?, length)
}
