//! Read models: one file each. Chat, digest, board and API use the same ones.

pub mod activity;
pub mod attention;
pub mod forecast;
pub mod funnel;
pub mod leads;
pub mod overdue;
pub mod picture;
pub mod pipeline;
pub mod rate;
pub mod silent;
pub mod stale;
pub mod won;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::domain::ids::PersonId;

/// Whose numbers a report shows: of all in the scope, of one team or of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// One person's.
    pub owner: Option<PersonId>,
    /// Those of the people in one team.
    pub team: Option<Uuid>,
}

impl Whose {
    /// Tells whether a number of somebody in a team is among them.
    pub fn holds(self, owner: Option<PersonId>, team: Option<&(Uuid, String)>) -> bool {
        (self.owner.is_none() || owner == self.owner)
            && (self.team.is_none() || team.map(|(key, _)| *key) == self.team)
    }
}

/// What has a row of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// A person.
    Person,
    /// A team.
    Team,
}

/// All days before one, as a span.
pub fn before(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1)?, day))
}

/// A day and all after it, as a span.
pub fn from(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((day, NaiveDate::from_ymd_opt(LAST_YEAR, 1, 1)?))
}

/// No deal closed before this year.
pub const FIRST_YEAR: i32 = 1900;
/// No deal is expected to close after it.
pub const LAST_YEAR: i32 = 9000;
