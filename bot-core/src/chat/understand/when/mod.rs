//! Dates and times in Chinese and English: 下周三下午两点, 3个工作日后, by Friday, in 2 weeks.
//!
//! Weeks start on Monday, 下周三 and `next Wed` are in the next calendar week, and what cannot be
//! read for certain is not read at all: the person is asked.
//!
//! A month and a day without a year are the coming ones, unless they were less than 90 days ago:
//! then the past ones are read, and whoever plans says that they are over
//! (`docs/decisions/0006`).

mod beside;
mod calendar;
mod chinese;
mod chinese_dates;
mod clock;
mod combine;
mod draft;
mod either;
mod english;
mod english_dates;
mod holidays;
mod impossible;
mod nth;
mod numeric;
mod offset;
mod offset_english;
mod period;
mod unread;
mod weekdays;

use chrono::{Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

use super::Found;
use super::fold::plain;
use super::number::is_numeral;
use super::scan::{Cursor, is_latin};

use draft::Draft;

pub use beside::lasting;
pub use calendar::coming_date;
pub use either::{Said, span_of};
pub use period::{Period, period_whole};
pub use weekdays::weekdays;

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

/// Why what is written like a moment is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// No calendar has the day: 2月30日, 下周八.
    Day,
    /// No clock shows the time, or not in that part of the day: 25:61, 早上23点.
    Time,
    /// Further away than anything is planned: 9999-12-31, in 99999999 days.
    Far,
    /// A time of another zone: 3pm EST.
    Zone,
    /// A weekday and a date that are two days: Friday 3 July.
    Clash,
    /// A day of the old Chinese calendar: 正月初八.
    Lunar,
    /// It can be two: 26/6/30, tomorrow at midnight.
    Unclear,
    /// A day that is said by words of which only a part was understood: 周五前若干天.
    Unread,
    /// A holiday of a year whose holidays are not announced.
    Unannounced(i32),
}

/// What something that is written like a moment means.
pub type Reading = Result<Moment, Odd>;

/// Knows which days are worked.
pub trait Workdays {
    /// Says whether a day is worked.
    fn is_working_day(&self, day: NaiveDate) -> bool;

    /// The holidays of a year whose names contain this, from their first day to their last; all of
    /// them without a name, and none in a year that is not announced.
    fn holidays(&self, name: Option<&str>, year: i32) -> Vec<(NaiveDate, NaiveDate)>;

    /// When a day of work ends.
    fn closing(&self) -> NaiveTime;
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

/// Reads a text that is one moment, or is written like one, and nothing else.
pub fn whole(text: &str, here: &Here<'_>) -> Option<Reading> {
    let mut all = whole_either(text, here);
    (all.len() == 1).then(|| all.remove(0))
}

/// Reads a text that is one moment or several alternatives, and nothing else: 明天或后天.
pub fn whole_either(text: &str, here: &Here<'_>) -> Vec<Reading> {
    let text = text.trim().trim_end_matches(['.', '。', '!', '?', ',']);
    let plain = plain(text);
    let reader = Reader { here, text, whole: true };
    let read = either::read(Cursor::new(&plain, 0), &reader);
    let said = read.filter(|(_, end)| end.done()).map(|(said, _)| said).unwrap_or_default();
    said.into_iter().map(|said| said.found.value).collect()
}

/// The last day of the month or the quarter that a text names and says nothing else: 6月, Q3, June.
pub fn stretch_end(text: &str, here: &Here<'_>) -> Option<Reading> {
    let quarter = text.len() == 2 && text.starts_with(['Q', 'q']);
    if quarter || text.ends_with(['月', '季']) || text.ends_with("月份") || text.ends_with("季度")
    {
        return whole(&format!("{text}底"), here);
    }
    let name = text.starts_with(|c: char| c.is_ascii_uppercase());
    name.then(|| whole(&format!("end of {text}"), here)).flatten()
}

/// What a text that names a day without its year means in the year after `moment`, which it means
/// now; nothing where the year was said, or the day is counted from today.
pub fn next_year(text: &str, moment: Moment, here: &Here<'_>) -> Option<Moment> {
    // Said later in that year it would mean the next one, and only a day without a year would.
    let later = moment.day().checked_add_days(Days::new(calendar::JUST_OVER.unsigned_abs()))?;
    let later = Here { now: later.and_time(here.now.time()), ..*here };
    let again = whole(text, &later)?.ok()?;
    let day = moment.day().checked_add_months(Months::new(12))?;
    (again.day() == day).then_some(again)
}

/// Tells whether the words of a time say until when something is to be done: by Friday, 周五前.
pub fn is_deadline(said: &str) -> bool {
    let said = said.trim().to_lowercase();
    let led = ["by ", "before ", "no later than "].iter().any(|word| said.starts_with(word));
    led || ["前", "前完成"].iter().any(|end| said.ends_with(end))
}

/// The day on which what is due by a day of rest is worked on: the last one of work before it, where
/// that is still to come.
pub fn worked_by(moment: Moment, said: &str, here: &Here<'_>) -> Moment {
    let Moment::Day(day) = moment else { return moment };
    if here.workdays.is_working_day(day) || !is_deadline(said) {
        return moment;
    }
    let back = std::iter::successors(day.pred_opt(), NaiveDate::pred_opt);
    let mut back = back.take_while(|day| *day >= here.today());
    back.find(|day| here.workdays.is_working_day(*day)).map_or(moment, Moment::Day)
}

/// Finds the moments in a text, in order, the longest at each place, without overlaps.
pub fn find_moments(text: &str, here: &Here<'_>) -> Vec<Found<Moment>> {
    let found = find_all(text, here).into_iter();
    found.filter_map(|found| Some(Found::new(found.value.ok()?, found.span))).collect()
}

/// Finds everything that is written like a moment, in order; what can be none, such as 2月30日,
/// with the reason.
pub fn find_all(text: &str, here: &Here<'_>) -> Vec<Found<Reading>> {
    find_said(text, here).into_iter().flatten().map(|said| said.found).collect()
}

/// Finds the same, alternatives together: 周三到周五, `Wed or Thu`.
pub fn find_said(text: &str, here: &Here<'_>) -> Vec<Vec<Said>> {
    let plain = plain(text);
    let reader = Reader { here, text, whole: false };
    let mut cur = Cursor::new(&plain, 0);
    let mut found = Vec::new();
    while !cur.done() {
        if starts(cur)
            && let Some((said, end)) = either::read(cur, &reader)
        {
            let span = (!said.is_empty()).then(|| span_of(&said));
            let unread = span.and_then(|span| unread::around(&plain, &span));
            let unread = unread.and_then(|span| Said::new(Draft::unread(), span, here));
            // Words of a day that were understood only in part are no moment.
            let said = unread.map_or(said, |unread| vec![unread]);
            cur = said
                .last()
                .map_or(end, |last| Cursor::new(&plain, last.found.span.end.max(end.at())));
            found.extend(Some(said).filter(|said| !said.is_empty()));
            continue;
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
    const FIRST: &str = "今明后昨前大下上这本当月季年周星礼早中正凌清傍晚夜第去再元春劳端国节过农阴旧農陰舊腊臘冬半午深从自倒";
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
