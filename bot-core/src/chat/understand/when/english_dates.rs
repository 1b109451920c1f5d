//! Dates with the name of their month, in English: Jun 30, 30th of June 2026, second of March.

use chrono::{Datelike, NaiveDate};

use super::super::measure;
use super::super::number::english_count;
use super::super::scan::Cursor;
use super::draft::{Day, Draft, Piece};
use super::{Reader, calendar, english, fresh};

/// The months, long names first.
pub(super) const MONTHS: &[(&str, u32)] = &[
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sept", 9),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

/// Takes a year of four digits after a date.
pub(super) fn year(cur: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cur;
    ahead.eat(",");
    ahead.spaces();
    let (year, width) = ahead.digits(4)?;
    if width != 4 || !(1900..2200).contains(&year) || !ahead.word_ends() {
        return None;
    }
    *cur = ahead;
    i32::try_from(year).ok()
}

/// Jun 30, June 30th 2026, June the 3rd.
pub(super) fn named(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let mut ahead = *cur;
    let month = ahead.prefix(MONTHS)?;
    ahead.eat(".");
    if !ahead.eat_any(&["/", "-"]) {
        ahead.spaces();
    }
    if ahead.word("the") {
        ahead.spaces();
    }
    let day = match ordinal(&mut ahead) {
        Some((day, _)) => day,
        None => ordinal_words(&mut ahead)?,
    };
    if ahead.sees(&[":", "-", "/"]) || measure::follows(ahead) {
        return None;
    }
    let year = year(&mut ahead);
    *cur = ahead;
    date(today, year, month, day)
}

fn date(today: NaiveDate, year: Option<i32>, month: u32, day: u32) -> Option<NaiveDate> {
    match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day),
        None => calendar::coming_date(today, month, day),
    }
}

/// Takes a day of the month and says whether it was an ordinal: 30, 30th.
fn ordinal(cur: &mut Cursor<'_>) -> Option<(u32, bool)> {
    let mut ahead = *cur;
    let (day, _) = ahead.digits(2)?;
    let ordinal = ahead.any_word(&["st", "nd", "rd", "th"]);
    if !ahead.word_ends() {
        return None;
    }
    *cur = ahead;
    Some((day, ordinal))
}

/// Second of March, the twenty-first of June 2026.
pub(super) fn worded(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let mut ahead = *cur;
    let day = ordinal_words(&mut ahead)?;
    ahead.spaces();
    if !ahead.word("of") {
        return None;
    }
    ahead.spaces();
    let month = ahead.lookup(MONTHS)?;
    let year = year(&mut ahead);
    *cur = ahead;
    date(today, year, month, day)
}

/// Takes a day of the month in words: twenty second, twenty-nine, first.
fn ordinal_words(cur: &mut Cursor<'_>) -> Option<u32> {
    const WORDS: &[(&str, u32)] = &[
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("eleventh", 11),
        ("twelfth", 12),
        ("fifteenth", 15),
        ("twentieth", 20),
        ("thirtieth", 30),
    ];
    if let Some(day) = cur.lookup(WORDS) {
        return Some(day);
    }
    let mut ahead = *cur;
    let tens = ahead.lookup(&[("twenty", 20), ("thirty", 30)])?;
    if !(ahead.eat("-") || ahead.spaces()) {
        return None;
    }
    let ones = ahead.lookup(WORDS).or_else(|| english_count(&mut ahead))?;
    (1..10).contains(&ones).then(|| {
        *cur = ahead;
        tens + ones
    })
}

/// 30 June, 30th of June 2026, the 30th, the 20th of next month.
pub(super) fn numbered(cur: &mut Cursor<'_>, reader: &Reader<'_>, draft: &Draft) -> Option<Piece> {
    if !fresh(*cur) {
        return None;
    }
    let today = reader.here.today();
    let mut ahead = *cur;
    let (day, ordinal) = ordinal(&mut ahead)?;
    let plain = ahead;
    ahead.eat(".");
    ahead.spaces();
    ahead.word("day");
    ahead.spaces();
    let of = ahead.word("of");
    ahead.spaces();
    if let Some(step) = ahead.lookup(english::STEPS).filter(|_| of) {
        ahead.spaces();
        if !ahead.word("month") {
            return None;
        }
        *cur = ahead;
        return calendar::month(today, step)?.with_day(day).map(|date| Piece::Day(Day::On(date)));
    }
    let at = ahead.at();
    if let Some(month) = ahead.lookup(MONTHS) {
        ahead.eat(".");
        let year = year(&mut ahead);
        // Of the 20 may be late: the verb, unless it is written as a month.
        let verb = matches!(month, 3 | 5) && !reader.capital(at) && !of && !ordinal;
        let mut next = ahead;
        let goes_on = next.spaces() && next.peek().is_some_and(|c| c.is_ascii_alphabetic());
        if verb && year.is_none() && goes_on {
            return None;
        }
        *cur = ahead;
        return date(today, year, month, day).map(|date| Piece::Day(Day::On(date)));
    }
    // A bare ordinal is a day where `the`, a weekday or the like says so.
    let said = draft.started() || cur.follows(&["the "]);
    if !(ordinal && said) {
        return None;
    }
    *cur = plain;
    calendar::coming_day(today, day).map(|date| Piece::WeakDay(Day::On(date)))
}
