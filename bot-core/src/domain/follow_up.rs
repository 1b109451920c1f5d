//! What is to happen next: the heart of the product.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::activity::Way;
use super::calendar::instant_of;
use super::ids::{Instant, Kind, PersonId};
use super::record::{Head, record};

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// At an instant, which never moves.
    At(Instant),
    /// On a day: 09:00 in the owner's current zone.
    Day(NaiveDate),
}

impl Due {
    /// The instant for an owner who lives in this zone now.
    pub fn instant(self, zone: Tz) -> Instant {
        match self {
            Self::At(at) => at,
            Self::Day(day) => instant_of(day.and_time(nine()), zone).into(),
        }
    }

    /// Tells whether it has passed: an instant at once, a day when it is over.
    pub fn is_over(self, now: Instant, zone: Tz) -> bool {
        match self {
            Self::At(at) => at < now,
            Self::Day(day) => day < Self::At(now).day(zone),
        }
    }

    /// The same on another day: at its time of day, where it has one.
    #[must_use]
    pub fn on(self, day: NaiveDate, zone: Tz) -> Self {
        match self {
            Self::At(at) => {
                let time = at.utc().with_timezone(&zone).time();
                Self::At(instant_of(day.and_time(time), zone).into())
            }
            Self::Day(_) => Self::Day(day),
        }
    }

    /// The calendar day in a zone.
    pub fn day(self, zone: Tz) -> NaiveDate {
        match self {
            Self::At(at) => at.utc().with_timezone(&zone).date_naive(),
            Self::Day(day) => day,
        }
    }
}

fn nine() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).unwrap_or(NaiveTime::MIN)
}

/// A move that counts from when somebody asks for it: a button that is pressed on Friday and says
/// tomorrow means Saturday, whenever it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// An hour later than now, or than the time it was due if that is still to come.
    Hour,
    /// The next day.
    Tomorrow,
    /// Three days on.
    ThreeDays,
    /// The Monday of next week.
    NextMonday,
}

impl Shift {
    /// When that is, for somebody in this zone.
    pub fn due(self, was: Option<Due>, now: Instant, zone: Tz) -> Due {
        let today = Due::At(now).day(zone);
        let in_days = |n| Due::Day(today.checked_add_days(Days::new(n)).unwrap_or(today));
        match self {
            Self::Hour => {
                let from = was.map_or(now, |was| was.instant(zone).max(now));
                Due::At(from.plus_millis(60 * 60 * 1000))
            }
            Self::Tomorrow => in_days(1),
            Self::ThreeDays => in_days(3),
            Self::NextMonday => in_days(7 - u64::from(today.weekday().num_days_from_monday())),
        }
    }
}

/// Whether a follow-up still wants doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpState {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Not wanted any more.
    Dropped,
}

impl FollowUpState {
    /// The word that stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

/// A follow-up on a lead, a customer, a deal or an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// What kind of record it is on.
    pub on_kind: Kind,
    /// Which record it is on.
    pub on_id: Uuid,
    /// The customer of that record, if it has one.
    pub customer: Option<Uuid>,
    /// What to do.
    pub what: String,
    /// By which way, where that was said.
    pub way: Option<Way>,
    /// Due at this instant. Exactly one of this and `due_day` is set.
    pub due_at: Option<Instant>,
    /// Due on this day.
    pub due_day: Option<NaiveDate>,
    /// Who is to do it.
    pub owner: Option<PersonId>,
    /// Whether it still wants doing.
    pub state: FollowUpState,
    /// When it was done or dropped.
    pub ended_at: Option<Instant>,
    /// True where the customer was promised it.
    #[serde(default)]
    pub promise: bool,
}

impl FollowUp {
    /// When it is due.
    pub fn due(&self) -> Option<Due> {
        self.due_at.map(Due::At).or(self.due_day.map(Due::Day))
    }

    /// Tells whether its time has come for an owner who lives in this zone now.
    pub fn is_due(&self, now: Instant, zone: Tz) -> bool {
        self.due().is_some_and(|due| due.instant(zone) <= now)
    }

    /// When people sit together, where that is what it is and the time is known.
    pub fn appointment(&self) -> Option<Instant> {
        self.due_at.filter(|_| matches!(self.way, Some(Way::Visit | Way::Meeting)))
    }

    /// Opens it again.
    pub fn reopen(&mut self) {
        self.state = FollowUpState::Open;
        self.ended_at = None;
    }

    /// Closes it: done or dropped.
    pub fn end(&mut self, state: FollowUpState, now: Instant) {
        self.state = state;
        self.ended_at = Some(now);
    }

    /// Sets when it is due.
    pub fn set_due(&mut self, due: Due) {
        (self.due_at, self.due_day) = match due {
            Due::At(at) => (Some(at), None),
            Due::Day(day) => (None, Some(day)),
        };
    }
}

record!(
    FollowUp,
    Kind::FollowUp,
    fn owner(&self) -> Option<PersonId> {
        self.owner
    },
    fn label(&self) -> String {
        self.what.clone()
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_counts_from_the_press_in_the_zone_of_who_presses() {
        let at = |text: &str| Instant::from(text.parse::<chrono::DateTime<chrono::Utc>>().unwrap());
        let day = |text: &str| Due::Day(text.parse().unwrap());
        // Sunday evening in London, Monday morning in Shanghai.
        let now = at("2026-03-15T22:00:00Z");
        for (zone, tomorrow, monday) in [
            (Tz::Europe__London, "2026-03-16", "2026-03-16"),
            (Tz::Asia__Shanghai, "2026-03-17", "2026-03-23"),
        ] {
            assert_eq!(Shift::Tomorrow.due(None, now, zone), day(tomorrow));
            assert_eq!(Shift::NextMonday.due(None, now, zone), day(monday));
        }
        let later = Due::At(at("2026-03-16T02:00:00Z"));
        let hour = |was| Shift::Hour.due(was, now, Tz::Asia__Shanghai);
        assert_eq!(hour(None), Due::At(at("2026-03-15T23:00:00Z")));
        assert_eq!(hour(Some(later)), Due::At(at("2026-03-16T03:00:00Z")));
    }
}
