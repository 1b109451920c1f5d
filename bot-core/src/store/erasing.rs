//! Forgetting somebody: what is known of a person goes; codes, money and what happened stay.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Stored;
use crate::domain::ids::{Code, Instant, Kind, OrgId, PersonId};
use crate::domain::record::Fields;

/// Whom to forget: a lead, or the people of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forget {
    /// What kind of record was named.
    pub kind: Kind,
    /// Its key.
    pub id: Uuid,
    /// True when the company goes too, not only its people.
    pub all: bool,
}

/// What forgetting somebody removes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// Stands for the records as they are now: another one means that one of them has changed.
    pub stamp: String,
    /// The people's names.
    pub names: Vec<String>,
    /// The fields that hold something personal.
    pub fields: Vec<(Kind, &'static str)>,
    /// How many records of each kind lose something.
    pub records: Vec<(Kind, usize)>,
    /// How many entries of the log lose something.
    pub events: usize,
    /// How many messages, in and out, lose what they said.
    pub messages: usize,
    /// How many pictures, papers and voices go.
    pub files: usize,
}

impl Removal {
    /// True when neither a record nor its history holds anything personal any more.
    pub fn is_nothing(&self) -> bool {
        self.records.is_empty() && self.events == 0
    }
}

/// Somebody who was forgotten, without any personal value: enough to do it again on an older copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// The org.
    pub org: OrgId,
    /// The change that did it: shared by all records that the person was known by.
    pub id: Uuid,
    /// What kind of record.
    pub kind: Kind,
    /// Which record.
    pub record: Uuid,
    /// True for the record that was named.
    pub root: bool,
    /// True when the company went too.
    pub all: bool,
    /// When.
    pub at: Instant,
    /// Who did it.
    pub actor: Option<PersonId>,
}

/// Questions about forgetting.
#[async_trait]
pub trait Erasing: Send {
    /// What forgetting somebody would remove; changes nothing.
    async fn would_forget(&mut self, who: &Forget) -> Stored<Removal>;

    /// Removes personal values from rows, search keys, events, messages and open questions, and
    /// writes down that it did.
    async fn forget(&mut self, who: &Forget) -> Stored<Removal>;

    /// When a record was last forgotten.
    async fn forgotten_at(&mut self, record: Uuid) -> Stored<Option<Instant>>;

    /// A record by its code, be it withdrawn: what was entered by mistake is to be forgotten too.
    async fn ever(&mut self, code: Code) -> Stored<Option<Fields>>;
}
