//! Dates and times in Chinese and English: 下周三下午两点, 3个工作日后, by Friday, in 2 weeks.
//!
//! Weeks start on Monday, 下周三 and `next Wed` are in the next calendar week, and what cannot be
//! read for certain is not read at all: the person is asked.
//!
//! A month and a day without a year are the coming ones, unless they were less than 90 days ago:
//! then the past ones are read, and whoever plans says that they are over
//! (`docs/decisions/0006`).

mod calendar;
mod chinese;
mod chinese_dates;
mod clock;
mod combine;
mod english;
mod english_dates;
mod impossible;
mod numeric;
mod offset;
mod offset_english;
mod period;

use chrono::{NaiveDate, NaiveDateTime};

use super::Found;
use super::fold::plain;
use super::number::is_numeral;
use super::scan::{Cursor, is_latin};

pub use period::{Period, period_whole};

/// When something is due, on the wall clock of the person who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A day without a time.
    Day(NaiveDate),
    /// A day and a time.
    At(NaiveDateTime),
}

impl Moment {
    /// The day of it.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::At(at) => at.date(),
        }
    }
}

/// Knows which days are worked.
pub trait Workdays {
    /// Says whether a day is worked.
    fn is_working_day(&self, day: NaiveDate) -> bool;
}

/// Where and when a sentence is said.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// The wall clock of the person.
    pub now: NaiveDateTime,
    /// The working calendar of the org.
    pub workdays: &'a dyn Workdays,
}

impl Here<'_> {
    fn today(&self) -> NaiveDate {
        self.now.date()
    }
}

/// Reads a text that is one moment and nothing else.
pub fn whole(text: &str, here: &Here<'_>) -> Option<Moment> {
    let text = text.trim().trim_end_matches(['.', '。', '!', '?', ',']);
    let plain = plain(text);
    let reader = Reader { here, text, whole: true };
    let (moment, end) = combine::read(Cursor::new(&plain, 0), &reader)?;
    moment.filter(|_| end.done())
}

/// Finds the moments in a text, in order, the longest at each place, without overlaps.
pub fn find_moments(text: &str, here: &Here<'_>) -> Vec<Found<Moment>> {
    let found = find_all(text, here).into_iter();
    found.filter_map(|found| Some(Found::new(found.value?, found.span))).collect()
}

/// Finds everything that is written like a moment, in order; what no calendar has, such as
/// 2月30日, is found without a value.
pub fn find_all(text: &str, here: &Here<'_>) -> Vec<Found<Option<Moment>>> {
    let plain = plain(text);
    let reader = Reader { here, text, whole: false };
    let mut cur = Cursor::new(&plain, 0);
    let mut found = Vec::new();
    while !cur.done() {
        if starts(cur) {
            if let Some(end) = impossible::date(cur) {
                let end = impossible::with_time(end, &reader);
                found.push(Found::new(None, cur.at()..end.at()));
                cur = end;
                continue;
            }
            if let Some((moment, end)) = combine::read(cur, &reader) {
                if moment.is_some() {
                    found.push(Found::new(moment, cur.at()..end.at()));
                }
                cur = end;
                continue;
            }
        }
        if cur.peek().is_some_and(is_numeral) {
            while cur.peek().is_some_and(is_numeral) {
                cur.bump();
            }
        } else {
            cur.skip_run();
        }
    }
    found
}

/// What the readers of the pieces need to know.
struct Reader<'a> {
    here: &'a Here<'a>,
    /// The text with its case, which tells the month May from the verb.
    text: &'a str,
    /// Whether the text must be a moment as a whole, so that `sun` is no star.
    whole: bool,
}

impl Reader<'_> {
    /// Says whether the word at a byte is written with a capital.
    fn capital(&self, at: usize) -> bool {
        self.text.get(at..).and_then(|t| t.chars().next()).is_some_and(char::is_uppercase)
    }
}

/// Says whether a moment can start here; this keeps the search quick.
fn starts(cur: Cursor<'_>) -> bool {
    const FIRST: &str = "今明后昨前大下上这本当月季年周星礼早中正凌清傍晚夜第去再";
    let Some(c) = cur.peek() else { return false };
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() && fresh(cur);
    }
    is_numeral(c) || FIRST.contains(c)
}

/// Says whether a number or Latin word starts here and is not a part of a longer code.
fn fresh(cur: Cursor<'_>) -> bool {
    match cur.before() {
        Some('*' | '×' | '#' | '$' | '¥' | '_' | '+' | '=') => false,
        Some(joint @ ('-' | '/' | '.' | ':')) => {
            let earlier = Cursor::new(cur.whole_text(), cur.at() - joint.len_utf8());
            // 1pm-2pm and 9:30-11:00 are two times, 138-0013 is one number.
            let time = earlier.follows(&["am", "pm"])
                || cur.whole_text().get(..earlier.at()).is_some_and(|t| {
                    let mut back = t.chars().rev();
                    back.nth(2) == Some(':')
                });
            (joint == '-' && time) || !earlier.before().is_some_and(is_latin)
        }
        Some(c) => !is_latin(c),
        None => true,
    }
}

#[cfg(test)]
mod tests;
