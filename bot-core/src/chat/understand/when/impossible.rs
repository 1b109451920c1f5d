//! Dates that are written like one and are on no calendar: 2月30日, 2026-02-30, 31 June.

use chrono::NaiveDate;

use super::super::measure;
use super::super::number::small;
use super::super::scan::Cursor;
use super::english_dates::{self, MONTHS};
use super::{Reader, combine, fresh};

/// The largest numbers that are taken for a wrong month or day rather than for something else.
const MOST: u32 = 99;
/// A leap year, for dates without a year.
const LEAP: i32 = 2024;

/// Where the date that starts here ends, if it is written like one and is none.
pub(super) fn date(cur: Cursor<'_>) -> Option<Cursor<'_>> {
    if cur.peek().is_some_and(|c| c.is_ascii_digit()) && !fresh(cur) {
        return None;
    }
    digits(cur).or_else(|| chinese(cur)).or_else(|| english(cur))
}

/// Takes the time that follows such a date: it is of no other day.
pub(super) fn with_time<'t>(end: Cursor<'t>, reader: &Reader<'_>) -> Cursor<'t> {
    let mut ahead = end;
    ahead.spaces();
    match combine::read(ahead, reader) {
        Some((None, until)) => until,
        _ => end,
    }
}

fn is_none(year: Option<i32>, month: u32, day: u32) -> bool {
    let odd = month <= MOST && day <= MOST;
    odd && NaiveDate::from_ymd_opt(year.unwrap_or(LEAP), month, day).is_none()
}

/// 2026-02-30, 2/30.
fn digits(mut cur: Cursor<'_>) -> Option<Cursor<'_>> {
    let (first, width) = cur.digits(4)?;
    let sep = ["-", "/", "."].into_iter().find(|sep| cur.eat(sep))?;
    let (second, _) = cur.digits(2)?;
    if width == 4 && (1900..2200).contains(&first) {
        let third = cur.eat(sep).then(|| cur.digits(2)).flatten()?.0;
        let ends = cur.word_ends() && !cur.sees(&["-", "/", "."]);
        return (ends && is_none(i32::try_from(first).ok(), second, third)).then_some(cur);
    }
    // Only the 29th to the 31st of a shorter month: 24/7 and 50/50 are no dates.
    let short = sep == "/" && (1..=12).contains(&first) && (29..=31).contains(&second);
    let ends = cur.word_ends() && !cur.sees(&["-", "/", "%", "."]) && !measure::follows(cur);
    (short && ends && is_none(None, first, second)).then_some(cur)
}

/// 2月30日, 2026年13月1号.
fn chinese(mut cur: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut month = small(&mut cur, 4)?;
    let mut year = None;
    if cur.eat("年") {
        year = super::chinese_dates::full_year(month);
        cur.spaces();
        month = small(&mut cur, 2)?;
    }
    cur.spaces();
    if !(cur.eat("月份") || cur.eat("月")) {
        return None;
    }
    cur.spaces();
    let day = small(&mut cur, 2)?;
    cur.spaces();
    let named = cur.eat_any(&["日", "号"]);
    (named && is_none(year, month, day)).then_some(cur)
}

/// Feb 30, 31 June 2026.
fn english(mut cur: Cursor<'_>) -> Option<Cursor<'_>> {
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
    // May 45 units: only what looks like a day of the month.
    let day_like = (29..=31).contains(&day) && cur.word_ends() && !measure::follows(cur);
    let year = english_dates::year(&mut cur);
    (day_like && is_none(year, month, day)).then_some(cur)
}
