//! Days that are counted within a stretch: 下个月最后一个工作日, 12月第一个周一, 月底倒数第二天,
//! `last Friday of next month`, `the second working day of December`.

use chrono::{Datelike, NaiveDate, Weekday};

use super::super::number::small;
use super::super::scan::Cursor;
use super::calendar::{self, add_days};
use super::chinese::{STEPS, WEEKDAYS, YEARS};
use super::chinese_dates::full_year;
use super::draft::{Day, Piece};
use super::english_dates::{MONTHS, year};
use super::{Here, Odd, Reader, english, fresh};

/// Within what a day is counted.
#[derive(Clone, Copy)]
enum Within {
    /// From the first day to the last.
    Days(NaiveDate, NaiveDate),
    /// A month without its year: the coming one, by the rule of [`calendar::coming_date`].
    Month(u32),
}

/// Which days are counted.
#[derive(Clone, Copy)]
enum Counted {
    Any,
    Working,
    On(Weekday),
}

/// Takes a day that is counted within a week, a month, a quarter or a year.
pub(super) fn read(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Piece> {
    let latin = cur.peek()?.is_ascii_alphabetic();
    let habit = if latin { &["every ", "each "][..] } else { &["每", "每个", "每逢"][..] };
    if cur.follows(habit) {
        return None;
    }
    let mut ahead = *cur;
    let mut numbered = *cur;
    let asked = if latin {
        english(&mut ahead, reader)
    } else if self::numbered(&mut numbered).is_some() {
        // The 8th working day of December.
        english(&mut ahead, reader)
    } else {
        chinese(&mut ahead, reader)
    };
    let (within, n, counted) = asked?;
    *cur = ahead;
    let day = match within {
        Within::Days(first, last) => nth((first, last), n, counted, reader.here),
        Within::Month(month) => calendar::coming(reader.here.today(), |year| {
            let first = NaiveDate::from_ymd_opt(year, month, 1)?;
            nth((first, calendar::last_day(first, 1)?), n, counted, reader.here)
        }),
    };
    Some(day.map_or(Piece::Odd(Odd::Day), |day| Piece::Day(Day::On(day))))
}

/// The n-th of some days, from the end where it is below zero.
fn nth(
    (first, last): (NaiveDate, NaiveDate),
    n: i32,
    counted: Counted,
    here: &Here<'_>,
) -> Option<NaiveDate> {
    let counts = |day: &NaiveDate| match counted {
        Counted::Any => true,
        Counted::Working => here.workdays.is_working_day(*day),
        Counted::On(weekday) => day.weekday() == weekday,
    };
    let nth = usize::try_from(n.unsigned_abs().checked_sub(1)?).ok()?;
    let within = |day: &NaiveDate| (first..=last).contains(day);
    if n > 0 {
        first.iter_days().take_while(within).filter(counts).nth(nth)
    } else {
        let back = std::iter::successors(Some(last), NaiveDate::pred_opt);
        back.take_while(within).filter(counts).nth(nth)
    }
}

type Asked = (Within, i32, Counted);

/// 下个月最后一个工作日, 12月的第一个周一, 月底倒数第二天, 下周第一个工作日.
fn chinese(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Asked> {
    let within = chinese_stretch(cur, reader)?;
    // 本周日 and 下月底 are no more than that.
    cur.spaces();
    cur.eat_any(&["里的", "内的", "的", "里", "内", "中"]);
    cur.spaces();
    let n = chinese_n(cur)?;
    cur.eat_any(&["个", "的"]);
    let counted = if cur.eat_any(&["工作日", "上班日", "工作天"]) {
        Counted::Working
    } else if cur.eat_any(&["周末"]) {
        Counted::On(Weekday::Sat)
    } else if cur.eat_any(&["周", "星期", "礼拜"]) {
        Counted::On(cur.prefix(WEEKDAYS)?)
    } else {
        cur.eat_any(&["天", "日"]).then_some(Counted::Any)?
    };
    Some((within, n, counted))
}

/// The stretch within which a day is counted.
fn chinese_stretch(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Within> {
    const ENDS: [&str; 2] = ["底", "末"];
    let today = reader.here.today();
    let days =
        |first: NaiveDate, months| Some(Within::Days(first, calendar::last_day(first, months)?));
    let start = *cur;
    if let Some(step) = cur.prefix(STEPS).or_else(|| cur.eat("当").then_some(0)) {
        if cur.eat_any(&["月份", "月"]) {
            cur.eat_any(&ENDS);
            return days(calendar::month(today, step)?, 1);
        }
        if cur.eat_any(&["季度", "季"]) {
            cur.eat_any(&ENDS);
            return days(calendar::quarter(today, step)?, 3);
        }
        if cur.eat_any(&["周", "星期", "礼拜"]) {
            let monday = calendar::weekday_of_week(today, Weekday::Mon, step)?;
            return Some(Within::Days(monday, add_days(monday, 6)?));
        }
    }
    *cur = start;
    if !start.before().is_some_and(|c| "个岁每当".contains(c)) && cur.eat_any(&["月底", "月末"])
    {
        return days(calendar::month(today, 0)?, 1);
    }
    let mut of = cur.prefix(YEARS).map(|years| today.year() + years);
    if of.is_some() {
        cur.eat("年");
    } else if cur.eat_any(&["年底", "年末"]) {
        return days(NaiveDate::from_ymd_opt(today.year(), 1, 1)?, 12);
    }
    if !fresh(*cur) && cur.peek().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let Some(mut n) = small(cur, 4) else {
        cur.eat_any(&ENDS);
        return of.and_then(|year| days(NaiveDate::from_ymd_opt(year, 1, 1)?, 12));
    };
    if of.is_none() && cur.eat("年") {
        of = Some(full_year(n)?);
        n = small(cur, 2)?;
    }
    if !cur.eat_any(&["月份", "月"]) || !(1..=12).contains(&n) {
        return None;
    }
    cur.eat_any(&ENDS);
    match of {
        Some(year) => days(NaiveDate::from_ymd_opt(year, n, 1)?, 1),
        None => Some(Within::Month(n)),
    }
}

/// 最后一个, 倒数第二, 第三, 头一个.
fn chinese_n(cur: &mut Cursor<'_>) -> Option<i32> {
    let back = cur.eat_any(&["最后", "倒数"]);
    if back && cur.sees(&["工作日", "个工作日"]) {
        return Some(-1);
    }
    let ordinal = cur.eat_any(&["第", "头"]);
    if !back && !ordinal {
        return cur.eat("首").then_some(1);
    }
    let n = small(cur, 2).and_then(|n| i32::try_from(n).ok()).filter(|n| *n > 0)?;
    // 最后两天 are two of them.
    if back && !ordinal && n > 1 {
        return None;
    }
    Some(if back { -n } else { n })
}

const NTH: &[(&str, i32)] = &[
    ("last", -1),
    ("second last", -2),
    ("second-last", -2),
    ("second to last", -2),
    ("second-to-last", -2),
    ("2nd last", -2),
    ("penultimate", -2),
    ("next to last", -2),
    ("last but one", -2),
    ("third last", -3),
    ("third to last", -3),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("1st", 1),
    ("2nd", 2),
    ("3rd", 3),
    ("4th", 4),
    ("5th", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("twentieth", 20),
];

const COUNTED: &[(&str, Counted)] = &[
    ("working day", Counted::Working),
    ("business day", Counted::Working),
    ("work day", Counted::Working),
    ("workday", Counted::Working),
    ("weekday", Counted::Working),
    ("weekend", Counted::On(Weekday::Sat)),
    ("day", Counted::Any),
];

/// 8th, 21st.
fn numbered(cur: &mut Cursor<'_>) -> Option<i32> {
    let (n, _) = cur.digits(2)?;
    cur.eat_any(&["st", "nd", "rd", "th"]).then_some(())?;
    i32::try_from(n).ok().filter(|n| *n > 0)
}

/// The last Friday of next month, first Monday of December, the last business day this month.
fn english(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Asked> {
    if !cur.word_starts() {
        return None;
    }
    if cur.word("the") {
        cur.spaces();
    }
    // The longest: `last but one` begins with `last`.
    let longest = NTH.iter().filter_map(|(name, n)| {
        let mut ahead = *cur;
        (ahead.word(name) && ahead.spaces()).then_some((ahead, *n))
    });
    let digits = || {
        let mut ahead = *cur;
        let n = numbered(&mut ahead)?;
        ahead.spaces().then_some((ahead, n))
    };
    let (ahead, n) = longest.max_by_key(|(ahead, _)| ahead.at()).or_else(digits)?;
    *cur = ahead;
    let counted = cur
        .lookup(COUNTED)
        .or_else(|| english::weekday(cur).map(|(weekday, _)| Counted::On(weekday)))?;
    if !cur.spaces() {
        return None;
    }
    let of = cur.any_word(&["of", "in"]) && cur.spaces();
    Some((english_stretch(cur, reader, of)?, n, counted))
}

/// The month, next month, this quarter, December 2026; `of` is true where that word leads up to it.
fn english_stretch(cur: &mut Cursor<'_>, reader: &Reader<'_>, of: bool) -> Option<Within> {
    let today = reader.here.today();
    let days =
        |first: NaiveDate, months| Some(Within::Days(first, calendar::last_day(first, months)?));
    let step = cur.lookup(english::STEPS);
    if step.is_none() {
        cur.word("the");
    }
    cur.spaces();
    let named = step.is_some() || of;
    let step = step.unwrap_or(0);
    if named && cur.word("week") {
        let monday = calendar::weekday_of_week(today, Weekday::Mon, step)?;
        return Some(Within::Days(monday, add_days(monday, 6)?));
    }
    let length = cur.lookup(&[("month", 1), ("quarter", 3), ("year", 12)]).filter(|_| named);
    match length {
        Some(1) => return days(calendar::month(today, step)?, 1),
        Some(3) => return days(calendar::quarter(today, step)?, 3),
        Some(_) => return days(NaiveDate::from_ymd_opt(today.year() + step, 1, 1)?, 12),
        None => {}
    }
    let month = cur.lookup(MONTHS).filter(|_| of)?;
    match year(cur) {
        Some(year) => days(NaiveDate::from_ymd_opt(year, month, 1)?, 1),
        None => Some(Within::Month(month)),
    }
}
