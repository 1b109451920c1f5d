//! What somebody has in hand: for handing it over.

use async_trait::async_trait;

use super::{Page, Stored};
use crate::domain::ids::{Kind, PersonId};
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

/// Questions about open work.
#[async_trait]
pub trait Handovers: Send {
    /// How much of each kind is open and somebody's; kinds of which there is none are left out.
    async fn open_work(&mut self, person: PersonId) -> Stored<Vec<OpenWork>>;

    /// Somebody's open records of a kind, newest first.
    async fn open_records(
        &mut self,
        kind: Kind,
        person: PersonId,
        page: Page,
    ) -> Stored<Vec<Fields>>;
}
