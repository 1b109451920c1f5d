//! What somebody has in hand: for handing it over.

use async_trait::async_trait;

use super::{Page, Stored};
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::record::Fields;

/// Open work of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWork {
    /// Of which kind.
    pub kind: Kind,
    /// How many records.
    pub count: i64,
    /// The sum of their numbers: another one for other records.
    pub mark: i64,
    /// What the biggest one is called.
    pub biggest: Option<String>,
}

/// What somebody has of leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadLoad {
    /// Who.
    pub person: PersonId,
    /// How many are open.
    pub open: i64,
    /// How many were given by a rule since then.
    pub given: i64,
    /// When each rule gave one last.
    pub last: Vec<(i64, Instant)>,
}

/// Questions about open work.
#[async_trait]
pub trait Handovers: Send {
    /// How much of each kind is open and somebody's; kinds of which there is none are left out.
    async fn open_work(&mut self, person: PersonId) -> Stored<Vec<OpenWork>>;

    /// What these people have of leads; who has none may be left out.
    async fn lead_loads(&mut self, people: &[PersonId], since: Instant) -> Stored<Vec<LeadLoad>>;

    /// Somebody's open records of a kind, newest first.
    async fn open_records(
        &mut self,
        kind: Kind,
        person: PersonId,
        page: Page,
    ) -> Stored<Vec<Fields>>;
}
