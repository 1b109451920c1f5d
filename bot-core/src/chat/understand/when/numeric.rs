//! Dates in digits: 2026-06-30, 2026/6/30, 6/30, 06/30/2026.

use chrono::{Datelike, NaiveDate};

use super::super::measure;
use super::super::scan::Cursor;
use super::calendar;
use super::draft::{Day, Draft, Piece, YEARS};
use super::english_dates::MONTHS;
use super::{Odd, Reader, english, fresh};

/// Takes a date in digits.
pub(super) fn read(cur: &mut Cursor<'_>, reader: &Reader<'_>, _draft: &Draft) -> Option<Piece> {
    if !cur.peek()?.is_ascii_digit() || !fresh(*cur) {
        return None;
    }
    let mut ahead = *cur;
    let piece = full(&mut ahead, reader.here.today()).or_else(|| {
        ahead = *cur;
        short(&mut ahead, reader)
    })?;
    *cur = ahead;
    Some(piece)
}

/// Reads one full date for periods: 2017-03-01.
pub(super) fn date(cur: &mut Cursor<'_>) -> Option<NaiveDate> {
    let mut ahead = *cur;
    let date = year_first(&mut ahead)?;
    *cur = ahead;
    Some(date)
}

fn full(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<Piece> {
    let start = *cur;
    if let Some(date) = year_first(cur) {
        // The T of ISO 8601 is followed by a time; the clock reads it from there.
        let mut t = *cur;
        if t.eat("t") && t.peek().is_some_and(|c| c.is_ascii_digit()) {
            *cur = t;
            return Some(Piece::Written(date));
        }
        return ends(*cur).then_some(Piece::Written(date));
    }
    *cur = start;
    // 06/30/2026, or 30/6/2026 where the first cannot be a month; 30.6.2026 is from Europe.
    let (a, _) = cur.digits(2)?;
    let sep = separator(cur)?;
    let spaced = sep == "." && cur.eat(" ");
    let (b, _) = cur.digits(2)?;
    if !cur.eat(sep) || (spaced && !cur.eat(" ")) {
        return None;
    }
    let (year, width) = cur.digits(4)?;
    if !ends(*cur) {
        return None;
    }
    if width == 2 && sep == "/" {
        return short_year(a, b, year, today);
    }
    let (month, day) = if a > 12 || sep == "." { (b, a) } else { (a, b) };
    let year = i32::try_from(year).ok().filter(|year| width == 4 && YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day).map(Piece::Written)
}

/// 6/30/26 and 26/6/30, by the only year in reach; what has two of them is not clear.
fn short_year(a: u32, b: u32, c: u32, today: NaiveDate) -> Option<Piece> {
    let date = |year: u32, month, day| {
        let year = i32::try_from(2000 + year).ok()?;
        let near = (-1..=9).contains(&(year - today.year()));
        near.then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()
    };
    let last = if a > 12 { date(c, b, a) } else { date(c, a, b) };
    match (last, date(a, b, c)) {
        (Some(one), Some(other)) if one != other => Some(Piece::Odd(Odd::Unclear)),
        (one, other) => one.or(other).map(Piece::Written),
    }
}

fn year_first(cur: &mut Cursor<'_>) -> Option<NaiveDate> {
    let (year, width) = cur.digits(4)?;
    if width != 4 || !(1900..2200).contains(&year) {
        return None;
    }
    let sep = separator(cur)?;
    let month = match cur.digits(2) {
        Some((month, _)) => month,
        None => cur.prefix(MONTHS)?,
    };
    if !cur.eat(sep) {
        return None;
    }
    let (day, _) = cur.digits(2)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn separator(cur: &mut Cursor<'_>) -> Option<&'static str> {
    ["-", "/", "."].into_iter().find(|sep| cur.eat(sep))
}

/// 6/30 and, where nothing else can be meant, 6-30 and 25/4.
fn short(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Piece> {
    let (a, _) = cur.digits(2)?;
    let sep = separator(cur).filter(|sep| *sep != ".")?;
    let (b, width) = cur.digits(2)?;
    if !ends(*cur) || measure::follows(*cur) || cur.sees(&["-", "/", ":", "%"]) {
        return None;
    }
    let (month, day) = if a > 12 { (b, a) } else { (a, b) };
    let date = calendar::coming_date(reader.here.today(), month, day)?;
    // 24/7, 1/2 and 3-5 are usually no dates.
    let doubtful = (a > 12 && width == 1) || sep == "-" || (a < b && b <= 10);
    Some(if doubtful { Piece::WeakDay(Day::On(date)) } else { Piece::Day(Day::On(date)) })
}

/// How many days ahead the nearer of two readings of 4/12 lies at most, so that the other one, which lies
/// at least as far as [`FAR`], is asked about.
const NEAR: i64 = 60;
/// How far the other one lies.
const FAR: i64 = 90;

/// What 05/04 is where the day is written first; with a zero in front either order is usual. Without
/// one it is the month first, unless that is far away and the day first is near.
pub(super) fn day_first(mut cur: Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    english::anchor(&mut cur);
    let zero = |cur: Cursor<'_>| cur.sees(&["0"]);
    let padded = zero(cur);
    let (a, first) = cur.digits(2)?;
    if !cur.eat("/") {
        return None;
    }
    let padded = padded || zero(cur);
    let (b, second) = cur.digits(2)?;
    let possible = a != b && a <= 12 && b <= 12 && ends(cur);
    let other = calendar::coming_date(today, b, a).filter(|_| possible)?;
    let ahead = |day: NaiveDate| (day - today).num_days();
    let usual = calendar::coming_date(today, a, b).map_or(i64::MAX, ahead);
    let near = usual >= FAR && (0..=NEAR).contains(&ahead(other));
    ((padded && first == 2 && second == 2) || near).then_some(other)
}

/// Says whether a date can end here.
fn ends(cur: Cursor<'_>) -> bool {
    let mut next = cur.rest().chars();
    match next.next() {
        Some('-' | '/' | '.' | ':') => !next.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some(c) => {
            !c.is_ascii_alphanumeric()
                && !matches!(c, '_' | '万' | '亿' | '千' | '百' | '元' | '块' | '%' | '*' | '×')
        }
        None => true,
    }
}
