//! From now on, in English: in 2 weeks, within an hour, 3 working days, 2 days ago.

use chrono::{Datelike, NaiveDate, Weekday};

use super::super::number::{Decimal, digits, english_count};
use super::super::scan::Cursor;
use super::calendar;
use super::draft::{Day, Piece};
use super::offset::{Stretch, Unit};
use super::{Reader, fresh};

/// How many numbers one stretch may have: 1 day 2 hours and 5 minutes.
const TERMS: usize = 4;

const UNITS: &[(&str, Unit)] = &[
    ("working days", Unit::Working),
    ("working day", Unit::Working),
    ("business days", Unit::Working),
    ("business day", Unit::Working),
    ("workdays", Unit::Working),
    ("workday", Unit::Working),
    ("seconds", Unit::Seconds(1)),
    ("second", Unit::Seconds(1)),
    ("secs", Unit::Seconds(1)),
    ("sec", Unit::Seconds(1)),
    ("minutes", Unit::Seconds(60)),
    ("minute", Unit::Seconds(60)),
    ("mins", Unit::Seconds(60)),
    ("min", Unit::Seconds(60)),
    ("hours", Unit::Seconds(3600)),
    ("hour", Unit::Seconds(3600)),
    ("hrs", Unit::Seconds(3600)),
    ("hr", Unit::Seconds(3600)),
    ("h", Unit::Seconds(3600)),
    ("days", Unit::Days(1)),
    ("day", Unit::Days(1)),
    ("d", Unit::Days(1)),
    ("weeks", Unit::Days(7)),
    ("week", Unit::Days(7)),
    ("wks", Unit::Days(7)),
    ("wk", Unit::Days(7)),
    ("fortnight", Unit::Days(14)),
    ("months", Unit::Months(1)),
    ("month", Unit::Months(1)),
    ("quarters", Unit::Months(3)),
    ("quarter", Unit::Months(3)),
    ("years", Unit::Months(12)),
    ("year", Unit::Months(12)),
];

/// Takes a stretch with its direction.
pub(super) fn read(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Piece> {
    if !fresh(*cur) || cur.follows(&["next ", "last ", "past ", "every ", "first "]) {
        return None;
    }
    let here = reader.here;
    let mut ahead = *cur;
    if ahead.any_word(&[
        "the next working day",
        "next working day",
        "next business day",
        "next workday",
    ]) {
        *cur = ahead;
        return calendar::working_days(here, 1).map(|day| Piece::Day(Day::On(day)));
    }
    if ahead.any_word(&["now", "right now"]) && reader.whole {
        *cur = ahead;
        return Some(Piece::Exact(here.now));
    }
    if ahead.any_word(&["the next hour", "next hour"]) {
        let mut hour = Stretch::default();
        hour.add(Decimal::whole(1), Unit::Seconds(3600))?;
        *cur = ahead;
        return hour.after_now(here, false);
    }
    // «When?» «A fortnight.»
    ahead = *cur;
    if reader.whole && ahead.any_word(&["a fortnight", "fortnight"]) && ahead.done() {
        let mut weeks = Stretch::default();
        weeks.add(Decimal::whole(2), Unit::Days(7))?;
        *cur = ahead;
        return weeks.after_now(here, false);
    }
    ahead = *cur;
    let forward = ahead.any_word(&["in", "within"]);
    if forward && !ahead.spaces() {
        return None;
    }
    if forward && ahead.word("the next") {
        ahead.spaces();
    }
    if let Some(day) = weekdays(&mut ahead, reader) {
        *cur = ahead;
        return Some(Piece::Day(Day::On(day)));
    }
    let stretch = stretch(&mut ahead)?;
    let mut after = ahead;
    after.spaces();
    if after.any_word(&["from now", "later", "from today", "hence"]) {
        *cur = after;
        return stretch.after_now(here, false);
    }
    // Two days from tomorrow: one more than from today.
    if !forward && after.any_word(&["from tomorrow", "after tomorrow"]) {
        let mut more = stretch;
        more.add(Decimal::whole(1), Unit::Days(1))?;
        *cur = after;
        return more.after_now(here, false).filter(|_| !stretch.is_working());
    }
    if after.any_word(&["ago", "earlier"]) && !forward {
        *cur = after;
        return stretch.after_now(here, true);
    }
    // Two weeks after something else, or from Monday, is not from now.
    if after.any_word(&["from", "after", "before", "of", "old"]) {
        return None;
    }
    if !(forward || stretch.is_working()) {
        return None;
    }
    after = ahead;
    after.eat_any(&["'s", "'", "’"]);
    after.spaces();
    if after.word("time") {
        ahead = after;
    }
    *cur = ahead;
    stretch.after_now(here, false)
}

/// Three Fridays from now.
fn weekdays(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<NaiveDate> {
    const PLURALS: &[(&str, Weekday)] = &[
        ("mondays", Weekday::Mon),
        ("tuesdays", Weekday::Tue),
        ("wednesdays", Weekday::Wed),
        ("thursdays", Weekday::Thu),
        ("fridays", Weekday::Fri),
        ("saturdays", Weekday::Sat),
        ("sundays", Weekday::Sun),
    ];
    let mut ahead = *cur;
    let n = english_count(&mut ahead).filter(|n| (1..=52).contains(n))?;
    ahead.spaces();
    let weekday = ahead.lookup(PLURALS)?;
    ahead.spaces();
    if !ahead.word("from now") {
        return None;
    }
    *cur = ahead;
    let today = reader.here.today();
    let first = 7 - i64::from(today.weekday().days_since(weekday));
    calendar::add_days(today, first + 7 * (i64::from(n) - 1))
}

/// Takes how long something is: 2 days, a week and 3 days.
pub(super) fn stretch(cur: &mut Cursor<'_>) -> Option<Stretch> {
    let mut sum = Stretch::default();
    let mut ahead = *cur;
    for _ in 0..TERMS {
        let Some((n, unit)) = term(&mut ahead) else {
            break;
        };
        sum.add(n, unit)?;
        *cur = ahead;
        // An hour and a half.
        let mut half = ahead;
        half.spaces();
        if half.word("and a half") && matches!(unit, Unit::Seconds(_)) {
            if let Unit::Seconds(one) = unit {
                sum.add(Decimal::HALF, Unit::Seconds(one))?;
            }
            *cur = half;
            break;
        }
        ahead.eat(",");
        ahead.spaces();
        if ahead.word("and") {
            ahead.spaces();
        }
    }
    (sum.terms() > 0).then_some(sum)
}

fn term(cur: &mut Cursor<'_>) -> Option<(Decimal, Unit)> {
    let mut ahead = *cur;
    for (words, minutes) in [
        ("half an hour", 30),
        ("half a hour", 30),
        ("half hour", 30),
        ("three-quarters of an hour", 45),
        ("a quarter of an hour", 15),
    ] {
        if ahead.word(words) {
            *cur = ahead;
            return Some((Decimal::whole(minutes), Unit::Seconds(60)));
        }
    }
    let fraction = ahead.prefix(&[("1/2", 50), ("1/4", 25), ("3/4", 75)]);
    let n = match ahead.peek()? {
        _ if fraction.is_some() => Decimal::new(fraction?, 2),
        c if c.is_ascii_digit() => digits(&mut ahead)?,
        _ => Decimal::whole(english_count(&mut ahead)?.into()),
    };
    if !ahead.eat("-") {
        ahead.spaces();
    }
    let unit = ahead.lookup(UNITS)?;
    *cur = ahead;
    Some((n, unit))
}
