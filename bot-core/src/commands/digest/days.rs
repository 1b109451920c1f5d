//! Which days a digest is about: those that are over when it comes, and that no earlier one told of.

use chrono::{Datelike, Days, Months, NaiveDate, Timelike};

use super::write::Reader;
use crate::domain::calendar::{day_start, local};
use crate::domain::digest::{DigestKind, DigestPlan};
use crate::domain::ids::Instant;

/// How many days before it the last digest is looked for.
const RARELY: u64 = 62;
/// From which hour on a digest is about the day on which it comes.
const NOON: u32 = 12;

impl Reader<'_> {
    /// The days that a digest is about, by the org's calendar: also those that one was meant for
    /// which comes late.
    pub(super) fn days(&self, kind: DigestKind) -> (NaiveDate, NaiveDate) {
        let (first, _) = self.days_before(kind, self.due);
        let (_, end) = self.days_before(kind, self.now);
        (first, end)
    }

    fn days_before(&self, kind: DigestKind, at: Instant) -> (NaiveDate, NaiveDate) {
        let over = self.over(kind, at);
        let first = over.with_day(1).unwrap_or(over);
        match kind {
            DigestKind::Weekly => {
                let monday = over - Days::new(u64::from(over.weekday().num_days_from_monday()));
                let next = monday + Days::new(7);
                let works = |days: (NaiveDate, NaiveDate)| {
                    self.calendar.working_days_between(days.0, days.1) > 0
                };
                // On a Friday evening the week is over.
                let monday =
                    if works((monday, over)) && !works((over, next)) { next } else { monday };
                (monday - Days::new(7), monday)
            }
            DigestKind::Monthly => {
                (first.checked_sub_months(Months::new(1)).unwrap_or(first), first)
            }
            _ => (self.day_before(kind, over), over),
        }
    }

    /// The first day that is not over yet: of what comes in the afternoon or the evening, tomorrow.
    fn over(&self, kind: DigestKind, at: Instant) -> NaiveDate {
        let wall = local(at.utc(), self.org.zone);
        let ends_it = self.ends_day(kind, at) && wall.hour() >= NOON;
        if ends_it { wall.date() + Days::new(1) } else { wall.date() }
    }

    /// Tells whether the person has chosen to have it when the day is nearly over.
    fn ends_day(&self, kind: DigestKind, at: Instant) -> bool {
        let next = self.plan(kind).next(kind, at.plus_millis(-1), self.person.zone, self.calendar);
        next.is_some_and(|next| local(next.utc(), self.org.zone).hour() >= NOON)
    }

    fn plan(&self, kind: DigestKind) -> DigestPlan {
        self.person.digests.get(&kind).cloned().unwrap_or_default()
    }

    /// The first day that has not been told of: that on which it came by its plan before, or the
    /// one after where it is about the day itself.
    fn day_before(&self, kind: DigestKind, over: NaiveDate) -> NaiveDate {
        let plan = self.plan(kind);
        let begins = |day: NaiveDate| Instant::from(day_start(day, self.org.zone));
        let ends = u64::from(self.ends_day(kind, begins(over)));
        let comes = over - Days::new(ends);
        let mut before = (1..=RARELY).filter_map(|days| comes.checked_sub_days(Days::new(days)));
        let came = |day: &NaiveDate| {
            let at = begins(*day).plus_millis(-1);
            let next = plan.next(kind, at, self.person.zone, self.calendar);
            next.is_some_and(|next| next < begins(comes))
        };
        let before = before.find(came).or_else(|| self.calendar.add_working_days(comes, -1));
        before.map_or(over, |day| day + Days::new(ends))
    }
}
