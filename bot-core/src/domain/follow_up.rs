//! What is to happen next: the heart of the product.

use chrono::{NaiveDate, NaiveTime};
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
}

impl FollowUp {
    /// When it is due.
    pub fn due(&self) -> Option<Due> {
        self.due_at.map(Due::At).or(self.due_day.map(Due::Day))
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
