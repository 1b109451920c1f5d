//! Which days a digest is about: whole days that no earlier one told of, each of them once.

use chrono::{Datelike, Days, Months, NaiveDate, Timelike};

use super::write::Reader;
use crate::domain::calendar::{day_start, local};
use crate::domain::digest::{DigestKind, DigestPlan, Rhythm};
use crate::domain::ids::Instant;
use crate::text::read;

/// How many days before it the last digest is looked for.
const RARELY: u64 = 62;
/// From which hour on it is also told what the day has brought so far.
const NOON: u32 = 12;

impl Reader<'_> {
    /// The days that a digest is about, by the org's calendar: those after the last that was told of.
    pub(super) fn days(&self, kind: DigestKind) -> (NaiveDate, NaiveDate) {
        let day = |at| read::today(at, self.org.zone);
        let end = self.begun(kind, day(self.now));
        let usual = self.first(kind, day(self.due)).min(end);
        let told = self.told.map(|told| self.begun(kind, day(told)));
        (told.filter(|told| *told <= end).unwrap_or(usual), end)
    }

    /// Tells whether another one is planned for a moment, and is about the same days.
    pub fn is_also(&self, kind: DigestKind, other: DigestKind, at: Instant) -> bool {
        let before = at.plus_millis(-1);
        let next = self.plan(other).next(other, before, self.person.zone, self.calendar);
        next == Some(at) && self.days(other) == self.days(kind)
    }

    /// Tells whether all of it was told already: it comes at another time, or in another zone, since
    /// the last one, and this is the first one of the day by that.
    pub fn is_told(&self, kind: DigestKind) -> bool {
        let Some(told) = self.told else { return false };
        let zone = self.person.zone;
        let begins = Instant::from(day_start(read::today(self.now, zone), zone)).plus_millis(-1);
        let first = self.plan(kind).next(kind, begins, zone, self.calendar);
        if first.is_none_or(|first| first < self.due) {
            return false;
        }
        let (from, end) = self.days(kind);
        match kind {
            DigestKind::Morning => [zone, self.org.zone]
                .iter()
                .any(|zone| read::today(told, *zone) == read::today(self.now, *zone)),
            DigestKind::Daily => from >= end && self.today_so_far(kind).is_none(),
            DigestKind::Weekly | DigestKind::Monthly => from >= end,
        }
    }

    /// The day that is not over yet, of whose beginning it is told as well.
    pub(super) fn today_so_far(&self, kind: DigestKind) -> Option<(NaiveDate, NaiveDate)> {
        let wall = local(self.now.utc(), self.org.zone);
        let tells = kind != DigestKind::Morning && wall.hour() >= NOON;
        tells.then(|| (wall.date(), wall.date() + Days::new(1)))
    }

    fn plan(&self, kind: DigestKind) -> DigestPlan {
        self.person.digests.get(&kind).cloned().unwrap_or_default()
    }

    /// Tells whether it is about a week or a month as a whole: one that begins it tells of the last.
    pub(super) fn is_whole(&self, kind: DigestKind) -> bool {
        match (kind, self.plan(kind).rhythm) {
            (DigestKind::Weekly | DigestKind::Monthly, None) => true,
            (DigestKind::Weekly, Some(Rhythm::Weekly(days, _))) => days == [1],
            (DigestKind::Monthly, Some(Rhythm::Monthly(day, _))) => day == 1,
            _ => false,
        }
    }

    /// Where the week, the month or the day begins on which it comes: what is before that is over.
    fn begun(&self, kind: DigestKind, day: NaiveDate) -> NaiveDate {
        match kind {
            DigestKind::Weekly if self.is_whole(kind) => monday(day),
            DigestKind::Monthly if self.is_whole(kind) => first_of_month(day),
            _ => day,
        }
    }

    /// The first day of what comes on a day where nothing is known of what was told before.
    fn first(&self, kind: DigestKind, day: NaiveDate) -> NaiveDate {
        let begun = self.begun(kind, day);
        match kind {
            DigestKind::Weekly if self.is_whole(kind) => begun - Days::new(7),
            DigestKind::Monthly if self.is_whole(kind) => {
                begun.checked_sub_months(Months::new(1)).unwrap_or(begun)
            }
            _ => self.day_before(kind, day),
        }
    }

    /// The day on which it came by its plan before: what happened since then has not been told yet,
    /// and what was before that has.
    fn day_before(&self, kind: DigestKind, today: NaiveDate) -> NaiveDate {
        let plan = self.plan(kind);
        let begins = |day: NaiveDate| Instant::from(day_start(day, self.org.zone));
        let mut before = (1..=RARELY).filter_map(|days| today.checked_sub_days(Days::new(days)));
        let came = |day: &NaiveDate| {
            let at = begins(*day).plus_millis(-1);
            let next = plan.next(kind, at, self.person.zone, self.calendar);
            next.is_some_and(|next| next < begins(today))
        };
        let before = before.find(came);
        before.or_else(|| self.calendar.add_working_days(today, -1)).unwrap_or(today)
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}
