//! A moment as it was said, piece by piece, and what the pieces mean together.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::{Here, Moment, Odd, Reading, calendar};

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

/// A day that is said by another one, or by a stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beside {
    pub day: NaiveDate,
    /// Another day that may as well be meant.
    pub other: Option<NaiveDate>,
    /// From the first day to the last, where it is a stretch as well.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

impl Beside {
    /// A day that can be no other.
    pub fn day(day: NaiveDate) -> Self {
        Self { day, other: None, days: None }
    }
}

/// One piece of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Day(Day),
    /// The first day of work after a holiday: that which is left of it, or the next one.
    WorkDay(NaiveDate),
    /// What is counted from a day that was named, or from a stretch of days.
    Beside(Beside),
    /// The same where it needs company to be one: `weekend`.
    WeakBeside(Beside),
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) day: Option<Day>,
    clock: Option<Clock>,
    part: Option<Part>,
    pub(super) exact: Option<NaiveDateTime>,
    pub(super) odd: Option<Odd>,
    /// Another day that may as well be meant.
    pub(super) other: Option<NaiveDate>,
    /// From the first day to the last, where the words name a stretch of days: 周末, 明天起三天.
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    written: bool,
    /// True where the day is meant as one of work.
    works: bool,
    pub(super) strong: bool,
    pub(super) count: usize,
}

impl Draft {
    /// Takes one more piece, or says that it does not fit.
    pub(super) fn take(&mut self, piece: Piece) -> bool {
        if self.exact.is_some() && !matches!(piece, Piece::Odd(_)) {
            return false;
        }
        let strong =
            !matches!(piece, Piece::WeakDay(_) | Piece::WeakPart(_) | Piece::WeakBeside(_));
        let fits = match piece {
            Piece::Day(day) | Piece::WeakDay(day) => self.take_day(day),
            Piece::WorkDay(date) => {
                self.works = true;
                self.take_day(Day::On(date))
            }
            Piece::Beside(beside) | Piece::WeakBeside(beside) => {
                let fits = self.take_day(Day::On(beside.day));
                (self.other, self.days) = (beside.other, beside.days);
                fits
            }
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

    /// A day alone.
    pub(super) fn of_day(day: NaiveDate) -> Self {
        Self { day: Some(Day::On(day)), strong: true, count: 1, ..Self::default() }
    }

    /// The same as one of a stretch of days.
    pub(super) fn of_days(self, days: Option<(NaiveDate, NaiveDate)>) -> Self {
        Self { days, ..self }
    }

    /// What is said like a moment and was not understood.
    pub(super) fn unread() -> Self {
        Self { odd: Some(Odd::Unread), strong: true, count: 1, ..Self::default() }
    }

    /// A time without a day on the day of another, in the same part of it: 明天下午3点或4点.
    pub(super) fn on_day_of(self, other: &Self) -> Self {
        if !self.is_only_clock() {
            return self;
        }
        let part = self.part.or(other.part.filter(|_| !self.has_sure_clock()));
        Self { day: other.day, part, written: other.written, ..self }
    }

    /// The same time on another day.
    pub(super) fn on(self, day: NaiveDate) -> Self {
        Self { day: Some(Day::On(day)), ..self }
    }

    /// The day that is counted from its own.
    pub(super) fn beside(self, beside: Beside) -> Self {
        Self { other: beside.other, days: beside.days, ..self.on(beside.day) }
    }

    /// An alternative after another: the weekday of 下周三或周四 is of the same week, and of the next
    /// one where that is over.
    pub(super) fn in_week_of(self, other: &Self, today: NaiveDate) -> Self {
        let (Some(Day::Coming(weekday)), Some(Day::On(first))) = (self.day, other.day) else {
            return self;
        };
        let same = calendar::weekday_of_week(first, weekday, 0).filter(|day| *day > today);
        let day = same.or_else(|| calendar::weekday_of_week(first, weekday, 1));
        day.map_or(self, |day| self.on(day))
    }

    /// Says whether a day was named and no time: another may name it.
    pub(super) fn is_only_day(&self) -> bool {
        self.day.is_some() && self.clock.is_none() && self.exact.is_none()
    }

    /// Says whether a part of the day is named: Friday morning.
    pub(super) fn has_part(&self) -> bool {
        self.part.is_some()
    }

    /// Says whether it is one word that may as well be another: `sat`.
    pub(super) fn is_weak(&self) -> bool {
        !self.strong && self.count == 1
    }

    /// Says whether a time was named and no day.
    pub(super) fn is_only_clock(&self) -> bool {
        self.clock.is_some() && self.day.is_none() && self.exact.is_none()
    }

    /// The same day at the time of another: 周三 … 上午10点.
    pub(super) fn at_time_of(self, other: &Self) -> Self {
        let part = if other.part.is_some() { other.part } else { self.part };
        Self { clock: other.clock, part, odd: self.odd.or(other.odd), ..self }
    }

    /// Says what the pieces mean; nothing where they are not enough.
    pub(super) fn reading(&self, here: &Here<'_>) -> Option<Reading> {
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
            // Said on a Friday, `Friday` is a week away, unless a later time today makes it today.
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
            // What is left of today is no day of work any more.
            None if self.works && day == today && here.now.time() >= here.workdays.closing() => {
                calendar::working_days(here, 1).map(Moment::Day)
            }
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
            | (Self::Evening, 17..=24)
            | (Self::Midnight, 21..=24) => hour,
            (Self::Noon, 1..=3)
            | (Self::Afternoon, 1..=11)
            | (Self::Evening, 5..=11)
            | (Self::Midnight, 9..=11) => hour + 12,
            (Self::Evening | Self::Midnight, 0 | 12) => 24,
            (Self::Evening | Self::Midnight, 1..=4) => hour + 24,
            _ => return None,
        })
    }
}
