//! Puts the pieces of a moment together: day, part of the day, clock.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::super::scan::Cursor;
use super::{
    Here, Moment, Odd, Reader, Reading, chinese, clock, english, english_dates, holidays,
    impossible, numeric, offset, offset_english,
};

/// How many pieces one moment may have: Tuesday, 30 June, in the afternoon, at 3.
const PIECES: usize = 5;

/// The years in which anything is planned or has happened.
pub(super) const YEARS: std::ops::Range<i32> = 1900..2200;

/// A day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    On(NaiveDate),
    /// A weekday without this, next or last: which one it is depends on the time as well.
    Coming(Weekday),
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 凌晨, which has no hour of its own.
    Dawn,
    Morning,
    Noon,
    Afternoon,
    Evening,
    /// The end of the working day.
    Close,
    Midnight,
}

/// Which half of the day an hour is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
    /// Written with a 0 in front or after a full date: as it stands.
    Exact,
    Open,
}

/// A time as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
    pub half: Half,
}

/// One piece of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Day(Day),
    /// A day that needs company to be one: `sat`, 1/2.
    WeakDay(Day),
    /// A full date in digits, after which 3:30 is in the morning.
    Written(NaiveDate),
    Clock(Clock),
    Part(Part),
    /// A part that needs company: `morning`.
    WeakPart(Part),
    DayPart(NaiveDate, Part),
    Exact(NaiveDateTime),
    /// Written like one of these, and none.
    Odd(Odd),
}

/// The pieces so far.
#[derive(Clone, Copy, Default)]
pub(super) struct Draft {
    day: Option<Day>,
    clock: Option<Clock>,
    part: Option<Part>,
    exact: Option<NaiveDateTime>,
    odd: Option<Odd>,
    written: bool,
    strong: bool,
    count: usize,
}

impl Draft {
    /// Takes one more piece, or says that it does not fit.
    fn take(&mut self, piece: Piece) -> bool {
        if self.exact.is_some() && !matches!(piece, Piece::Odd(_)) {
            return false;
        }
        let strong = !matches!(piece, Piece::WeakDay(_) | Piece::WeakPart(_));
        let fits = match piece {
            Piece::Day(day) | Piece::WeakDay(day) => self.take_day(day),
            Piece::Written(date) => {
                self.written = true;
                self.take_day(Day::On(date))
            }
            Piece::Clock(clock) => self.clock.replace(clock).is_none(),
            Piece::Part(part) | Piece::WeakPart(part) => self.take_part(part),
            Piece::DayPart(date, part) => self.take_day(Day::On(date)) && self.take_part(part),
            Piece::Exact(at) if self.count == 0 => {
                self.exact = Some(at);
                true
            }
            Piece::Exact(_) => false,
            Piece::Odd(odd) => {
                self.odd = self.odd.or(Some(odd));
                true
            }
        };
        self.strong |= strong;
        self.count += 1;
        fits
    }

    fn take_day(&mut self, day: Day) -> bool {
        let merged = match (self.day, day) {
            (None, day) => Some(day),
            // Friday 3 July: the date and its weekday must agree.
            (Some(Day::Coming(weekday)), Day::On(date))
            | (Some(Day::On(date)), Day::Coming(weekday)) => {
                (date.weekday() == weekday).then_some(Day::On(date))
            }
            (Some(first), second) => (first == second).then_some(first),
        };
        if merged.is_some() {
            self.day = merged;
        }
        merged.is_some()
    }

    fn take_part(&mut self, part: Part) -> bool {
        let fits = self.part.is_none_or(|p| p == part);
        self.part = self.part.or(Some(part));
        fits
    }

    pub(super) fn started(&self) -> bool {
        self.count > 0
    }

    pub(super) fn has_clock(&self) -> bool {
        self.clock.is_some()
    }

    /// Says whether the clock needs no part of the day: 15:30, 3pm.
    pub(super) fn has_sure_clock(&self) -> bool {
        self.clock.is_some_and(|clock| clock.half != Half::Open || clock.hour > 12)
    }

    pub(super) fn has_day(&self) -> bool {
        self.day.is_some()
    }

    /// Says what the pieces mean; nothing where they are not enough.
    fn reading(&self, here: &Here<'_>) -> Option<Reading> {
        if let Some(odd) = self.odd {
            return Some(Err(odd));
        }
        let enough = self.day.is_some() || self.clock.is_some();
        match self.moment(here) {
            Some(moment) if YEARS.contains(&moment.day().year()) => Some(Ok(moment)),
            Some(_) => Some(Err(Odd::Far)),
            None if self.part == Some(Part::Midnight) && self.clock.is_none() => {
                enough.then_some(Err(Odd::Unclear))
            }
            None => enough.then_some(Err(Odd::Time)),
        }
    }

    /// Says which moment the pieces name.
    fn moment(&self, here: &Here<'_>) -> Option<Moment> {
        if let Some(at) = self.exact {
            return Some(Moment::At(at));
        }
        let time = match (self.clock, self.part) {
            (Some(clock), part) => Some(clock.resolve(part, self.written)?),
            (None, Some(Part::Dawn)) if self.day.is_some() => None,
            (None, Some(Part::Midnight)) if self.day.is_some() => return None,
            (None, Some(part)) => Some(part.hour()?),
            (None, None) => None,
        };
        let at = |day: NaiveDate| -> Option<NaiveDateTime> {
            let (time, days) = time?;
            Some(day.checked_add_days(Days::new(days))?.and_time(time))
        };
        let today = here.today();
        let day = match self.day {
            Some(Day::On(date)) => date,
            None => today,
            // Said on a Friday, `Friday` is a week away, unless a later time today makes it today:
            // nobody calls today by its weekday to plan something without a time.
            Some(Day::Coming(weekday)) => {
                let ahead = today.weekday().days_since(weekday);
                if ahead == 0 && at(today).is_some_and(|at| at > here.now) {
                    today
                } else {
                    today.checked_add_days(Days::new((7 - ahead).into()))?
                }
            }
        };
        match time {
            Some(_) => at(day).map(Moment::At),
            None if self.day.is_some() => Some(Moment::Day(day)),
            None => None,
        }
    }
}

impl Part {
    /// The time that a part of the day stands for, and how many days later it is.
    fn hour(self) -> Option<(NaiveTime, u64)> {
        let (hour, days) = match self {
            Self::Dawn => return None,
            Self::Morning => (9, 0),
            Self::Noon => (12, 0),
            Self::Afternoon => (14, 0),
            Self::Evening => (19, 0),
            Self::Close => (18, 0),
            Self::Midnight => (0, 1),
        };
        Some((NaiveTime::from_hms_opt(hour, 0, 0)?, days))
    }
}

impl Clock {
    /// The time in 24 hours, and how many days later it is: 晚上12点 is tomorrow's 0:00.
    fn resolve(self, part: Option<Part>, written: bool) -> Option<(NaiveTime, u64)> {
        let hour = match (self.half, self.hour) {
            (Half::Am, 12) => 0,
            (Half::Am, 13..) => return None,
            (Half::Pm, h @ 1..=11) => h + 12,
            (Half::Am | Half::Pm | Half::Exact, h) => h,
            (Half::Open, h) => match part {
                None if !written && (1..=6).contains(&h) => h + 12,
                None => h,
                Some(part) => part.place(h)?,
            },
        };
        let (hour, days) = if hour >= 24 { (hour - 24, 1) } else { (hour, 0) };
        if days == 1 && hour > 4 {
            return None;
        }
        NaiveTime::from_hms_opt(hour, self.minute, self.second).map(|time| (time, days))
    }
}

impl Part {
    /// Places an hour in a part of the day; 24 and above are after midnight.
    fn place(self, hour: u32) -> Option<u32> {
        Some(match (self, hour) {
            (Self::Dawn, 12) => 0,
            (Self::Dawn, 0..=11)
            | (Self::Morning, 0..=12)
            | (Self::Noon, 11 | 12)
            | (Self::Afternoon, 12..=19)
            | (Self::Evening, 17..=24) => hour,
            (Self::Noon, 1..=3) | (Self::Afternoon, 1..=11) | (Self::Evening, 5..=11) => hour + 12,
            (Self::Evening, 0 | 12) => 24,
            (Self::Evening, 1..=4) => hour + 24,
            _ => return None,
        })
    }
}

/// Reads the moment that starts here.
///
/// Without a moment, the words up to the end belong to one that cannot be read, and no part of
/// them may be read alone.
pub(super) fn read<'t>(
    start: Cursor<'t>,
    reader: &Reader<'_>,
) -> Option<(Option<Reading>, Cursor<'t>)> {
    let mut cur = start;
    let anchored = english::anchor(&mut cur);
    let (mut draft, mut end) = pieces(cur, reader, anchored)?;
    if counted(start) || (!draft.has_day() && draft.exact.is_none() && dated(start)) {
        return Some((None, end));
    }
    if !(draft.strong || draft.count > 1 || anchored || reader.whole) {
        return None;
    }
    if draft.has_clock()
        && let Some((tail, until)) = until(end, reader)
    {
        // 1pm-2pm tomorrow.
        draft.day = draft.day.or(tail.day);
        draft.odd = draft.odd.or(tail.odd);
        end = until;
    }
    let reading = draft.reading(reader.here)?;
    chinese::deadline(&mut end);
    Some((Some(reading), end))
}

/// Skips the end of a stretch of time: 2点到4点 is planned at 2.
fn until<'t>(mut cur: Cursor<'t>, reader: &Reader<'_>) -> Option<(Draft, Cursor<'t>)> {
    cur.spaces();
    if !cur.eat_any(&["-", "~", "–", "—", "到", "至"]) && !cur.any_word(&["to", "until", "till"])
    {
        return None;
    }
    cur.spaces();
    let (draft, end) = pieces(cur, reader, true)?;
    draft.has_clock().then_some((draft, end))
}

/// Says whether a date that could not be read stands before a time: 2月30日下午3点.
fn dated(start: Cursor<'_>) -> bool {
    let before = start.whole_text().get(..start.at()).unwrap_or("");
    let before = before.trim_end_matches([' ', ',', '@']);
    if before.ends_with(['日', '号']) {
        return true;
    }
    let month = before.trim_end_matches(|c: char| c.is_ascii_digit());
    if month.len() < before.len()
        && english_dates::MONTHS.iter().any(|(name, _)| month.trim_end().ends_with(name))
    {
        return true;
    }
    let mut joints = 0;
    for c in before.chars().rev().take(12) {
        match c {
            '/' | '-' | '.' => joints += 1,
            c if c.is_ascii_digit() => {}
            // A code like D-1 has a letter.
            c => return joints > 0 && !c.is_ascii_alphabetic(),
        }
    }
    joints > 0
}

/// Says whether this is where a count starts from: two days from tomorrow is not tomorrow.
fn counted(start: Cursor<'_>) -> bool {
    let start = if start.sees(&["from "]) {
        start
    } else if start.follows(&["from ", "after ", "before "]) {
        let back = if start.follows(&["from "]) {
            5
        } else {
            start
                .whole_text()
                .get(..start.at())
                .map_or(0, |t| if t.ends_with("after ") { 6 } else { 7 })
        };
        Cursor::new(start.whole_text(), start.at() - back)
    } else {
        return false;
    };
    start.follows(&[
        "minutes ", "hours ", "hour ", "days ", "day ", "weeks ", "week ", "months ", "month ",
    ])
}

fn pieces<'t>(
    start: Cursor<'t>,
    reader: &Reader<'_>,
    anchored: bool,
) -> Option<(Draft, Cursor<'t>)> {
    let mut draft = Draft::default();
    let mut cur = start;
    for _ in 0..PIECES {
        let mut ahead = cur;
        let at = if draft.started() {
            english::connector(&mut ahead)
        } else {
            // `at 3` is a time where it is the whole text, or once a day was named.
            anchored && reader.whole
        };
        let Some(piece) = piece(&mut ahead, reader, &draft, at) else {
            break;
        };
        let mut next = draft;
        if !next.take(piece) {
            match (draft.day, piece) {
                (Some(Day::Coming(_)), Piece::Day(Day::On(_)) | Piece::Written(_))
                | (Some(Day::On(_)), Piece::Day(Day::Coming(_))) => {
                    next = draft;
                    next.odd = next.odd.or(Some(Odd::Clash));
                }
                _ => break,
            }
        }
        draft = next;
        cur = ahead;
        cur.eat(")");
    }
    draft.started().then_some((draft, cur))
}

fn piece(cur: &mut Cursor<'_>, reader: &Reader<'_>, draft: &Draft, at: bool) -> Option<Piece> {
    let c = cur.peek()?;
    let latin = c.is_ascii_alphabetic();
    if latin && !cur.word_starts() && cur.before().is_some_and(|b| !b.is_ascii_digit()) {
        return None;
    }
    if let Some(odd) = impossible::read(cur, reader) {
        return Some(Piece::Odd(odd));
    }
    if let Some(piece) = holidays::read(cur, reader) {
        return Some(piece);
    }
    if !latin && let Some(piece) = offset::read(cur, reader) {
        return Some(piece);
    }
    if c.is_ascii_alphanumeric()
        && let Some(piece) = offset_english::read(cur, reader)
    {
        return Some(piece);
    }
    if !latin
        && let Some(piece) =
            numeric::read(cur, reader, draft).or_else(|| chinese::read(cur, reader, draft))
    {
        return Some(piece);
    }
    if c.is_ascii_alphanumeric()
        && let Some(piece) = english::read(cur, reader, draft)
    {
        return Some(piece);
    }
    clock::read(cur, reader, draft, at)
}
