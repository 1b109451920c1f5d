//! Days that are written like one and are on no calendar, or beyond every plan: 2月30日, 31 June,
//! 下周八, 9999-12-31.

use chrono::{Datelike, NaiveDate};

use super::super::measure;
use super::super::number::{is_numeral, small};
use super::super::scan::Cursor;
use super::chinese::{STEPS, YEARS as YEARS_FROM_NOW};
use super::draft::YEARS;
use super::english_dates::{self, MONTHS};
use super::{Odd, Reader, calendar, fresh};

/// The largest numbers that are taken for a wrong month or day rather than for something else.
const MOST: u32 = 99;
/// A leap year, for dates in years beyond every plan.
const LEAP: i32 = 2024;
/// How many digits a mistyped year may have.
const DIGITS: usize = 9;

/// Takes a day that starts here, if it is written like one and is none.
pub(super) fn read(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Odd> {
    if cur.peek().is_some_and(|c| c.is_ascii_digit()) && !fresh(*cur) {
        return None;
    }
    [digits, lunar, chinese, month_from_now, weekday, english].into_iter().find_map(|read| {
        let mut ahead = *cur;
        let odd = read(&mut ahead, reader)?;
        *cur = ahead;
        Some(odd)
    })
}

/// Says what is wrong with a date, if anything is.
fn judge(reader: &Reader<'_>, year: Option<u32>, month: u32, day: u32) -> Option<Odd> {
    let plausible = year.and_then(|year| i32::try_from(year).ok()).filter(|y| YEARS.contains(y));
    let date = match year {
        Some(_) => NaiveDate::from_ymd_opt(plausible.unwrap_or(LEAP), month, day),
        None => calendar::coming_date(reader.here.today(), month, day),
    };
    let known = date.is_some();
    match (known, year.is_some() && plausible.is_none()) {
        _ if month > MOST || day > MOST => None,
        (false, _) => Some(Odd::Day),
        (true, true) => Some(Odd::Far),
        (true, false) => None,
    }
}

/// 2026-02-30, 9999-12-31, 31/12/9999, 2/30.
fn digits(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Odd> {
    let (first, width) = cur.digits(DIGITS)?;
    let sep = ["-", "/", "."].into_iter().find(|sep| cur.eat(sep))?;
    let (second, wide) = cur.digits(2)?;
    let mut third = *cur;
    let last = third.eat(sep).then(|| third.digits(DIGITS)).flatten();
    if let Some((last, wide_last)) = last {
        *cur = third;
        let ends = cur.word_ends() && !cur.sees(&["-", "/", "."]);
        let odd = match (width, wide_last) {
            (4.., 1 | 2) => {
                // 1200-60-30 is a size; a date that is none has two digits each.
                let written = wide == 2 && wide_last == 2 && sep != ".";
                let like = written && (first == 0 || first == 9999 || (second <= 12 && last <= 31));
                let year = i32::try_from(first).is_ok_and(|year| YEARS.contains(&year));
                (year || like).then(|| judge(reader, Some(first), second, last))?
            }
            (1 | 2, 4) if sep == "/" || (sep == "-" && first <= 31 && second <= 31) => {
                let either = judge(reader, Some(last), first, second);
                either.and(judge(reader, Some(last), second, first))
            }
            _ => None,
        };
        return odd.filter(|_| ends);
    }
    // Only the 29th to the 31st of a shorter month: 24/7 and 50/50 are no dates.
    let short = sep == "/" && (1..=12).contains(&first) && (29..=31).contains(&second);
    let ends = cur.word_ends() && !cur.sees(&["-", "/", "%", "."]) && !measure::follows(*cur);
    judge(reader, None, first, second).filter(|_| short && ends)
}

/// 农历八月初八, 正月初八, 腊月二十三: a day of the old calendar, which is not read.
fn lunar(cur: &mut Cursor<'_>, _: &Reader<'_>) -> Option<Odd> {
    let said = cur.eat_any(&["农历", "阴历", "旧历", "農曆", "陰曆", "舊曆"]);
    cur.spaces();
    let own = cur.eat_any(&["正月", "腊月", "臘月", "冬月"]);
    let month = own || (small(cur, 2).is_some() && cur.eat("月"));
    let first_ten = month && cur.eat("初");
    let worded = !cur.peek().is_some_and(|c| c.is_ascii_digit());
    let day = month && small(cur, 2).is_some();
    if day {
        cur.eat_any(&["日", "号"]);
    }
    // 6月初一定到 and 6月初三台 have no day.
    let other =
        measure::follows(*cur) || cur.sees(&["定", "起", "般", "直", "些", "旦", "共", "批"]);
    let counted = first_ten && worded && !other;
    ((said && month) || (day && (own || counted))).then_some(Odd::Lunar)
}

/// 2月30日, 2026年13月1号, 明年2月30日, 9999年12月31日, 9999年底.
fn chinese(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Odd> {
    let mut year = cur
        .prefix(YEARS_FROM_NOW)
        .and_then(|years| u32::try_from(reader.here.today().year() + years).ok());
    let start = *cur;
    let written = cur.digits(DIGITS).filter(|_| year.is_none() && cur.eat("年"));
    if let Some((n, width)) = written {
        year = Some(if width <= 2 { n + 2000 } else { n });
        let far = judge(reader, year, 1, 1).is_some();
        if far && cur.eat_any(&["底", "末"]) {
            return Some(Odd::Far);
        }
    } else {
        *cur = start;
    }
    cur.spaces();
    let month = small(cur, 2)?;
    cur.spaces();
    if !(cur.eat("月份") || cur.eat("月")) {
        return None;
    }
    let far = judge(reader, year, 1, 1);
    let after_month = *cur;
    cur.spaces();
    let Some(day) = small(cur, 2) else {
        *cur = after_month;
        cur.eat_any(&["底", "末", "初"]);
        return far.filter(|_| month <= 12);
    };
    cur.spaces();
    let named = cur.eat_any(&["日", "号"]);
    if !named && far.is_none() {
        return None;
    }
    judge(reader, year, month, day)
}

/// 下月31号, where the next month has 30 days.
fn month_from_now(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Odd> {
    let step = cur.prefix(STEPS)?;
    if !cur.eat("月") {
        return None;
    }
    cur.eat("的");
    let day = small(cur, 2)?;
    let first = calendar::month(reader.here.today(), step)?;
    let named = cur.eat_any(&["号", "日"]);
    (named && first.with_day(day).is_none()).then_some(Odd::Day)
}

/// 下周八.
fn weekday(cur: &mut Cursor<'_>, _: &Reader<'_>) -> Option<Odd> {
    let counted = cur.before().is_some_and(|c| is_numeral(c) || c.is_ascii_digit());
    cur.prefix(STEPS);
    let week = cur.eat_any(&["周", "星期", "礼拜"]);
    let none = week && !counted && cur.eat_any(&["八", "九", "8", "9"]);
    let goes_on = cur.peek().is_some_and(|c| {
        is_numeral(c) || c.is_ascii_alphanumeric() || matches!(c, '点' | ':' | '.' | '月' | '年')
    });
    (none && !goes_on && !measure::follows(*cur)).then_some(Odd::Day)
}

/// Feb 30, 31 June 2026, Dec 31, 9999.
fn english(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Odd> {
    if !cur.word_starts() {
        return None;
    }
    let first = cur.lookup(MONTHS);
    let (month, day) = if let Some(month) = first {
        cur.eat(".");
        cur.spaces();
        (month, cur.digits(2)?.0)
    } else {
        let (day, _) = cur.digits(2)?;
        cur.any_word(&["st", "nd", "rd", "th"]);
        cur.spaces();
        if cur.word("of") {
            cur.spaces();
        }
        (cur.lookup(MONTHS)?, day)
    };
    if first.is_some() {
        cur.any_word(&["st", "nd", "rd", "th"]);
    }
    if !cur.word_ends() || measure::follows(*cur) {
        return None;
    }
    if let Some(odd) = far_year(cur).and_then(|year| judge(reader, Some(year), month, day)) {
        return Some(odd);
    }
    // May 45 units: only what looks like a day of the month.
    let day_like = (29..=31).contains(&day);
    let year = english_dates::year(cur).and_then(|year| u32::try_from(year).ok());
    judge(reader, year, month, day).filter(|_| day_like)
}

/// Takes a year in which nothing happens, after a comma or at the end: Dec 31 5000 may be an amount.
fn far_year(cur: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cur;
    let comma = ahead.eat(",");
    ahead.spaces();
    let (year, width) = ahead.digits(DIGITS)?;
    let last = ahead.done() || ahead.sees(&[",", ".", "!", "?"]);
    let far = i32::try_from(year).is_ok_and(|year| !YEARS.contains(&year));
    if width < 4 || !far || !(comma || last) || !ahead.word_ends() || measure::follows(ahead) {
        return None;
    }
    *cur = ahead;
    Some(year)
}
