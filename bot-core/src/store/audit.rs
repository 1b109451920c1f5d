//! Who did what and who looked at what.

use async_trait::async_trait;
use uuid::Uuid;

use super::Stored;
use crate::domain::access::Scope;
use crate::domain::event::Event;
use crate::domain::ids::{Instant, Kind, PersonId};

/// Which part of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// By this person.
    pub actor: Option<PersonId>,
    /// On this record; then whoever did it.
    pub record: Option<(Kind, Uuid)>,
    /// On records of this kind.
    pub kind: Option<Kind>,
    /// Not before.
    pub from: Option<Instant>,
    /// Before.
    pub to: Option<Instant>,
    /// Older than this moment and place in the log: where a page begins.
    pub below: Option<(Instant, i64)>,
}

/// Somebody looked at contact data of a record that is not the own, or took records out as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its place.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Who.
    pub person: PersonId,
    /// What kind of record.
    pub kind: Kind,
    /// Which record; none in particular where it was a file.
    pub id: Uuid,
    /// How many were in the file, where it was one.
    pub n: Option<i64>,
    /// The message that asked for it.
    pub change: Uuid,
    /// From where: the chat's address.
    pub via: String,
}

/// What an answer shows that is to be noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// Contact data of a record that is not the person's own.
    Contacts(Kind, Uuid),
    /// So many records of a kind, as a file.
    Export(Kind, i64),
}

/// Questions about the log as a whole.
#[async_trait]
pub trait Audit: Send {
    /// What people within the scope changed, newest first.
    async fn audit_events(
        &mut self,
        filter: &AuditFilter,
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Event>>;

    /// What people within the scope looked at, newest first.
    async fn audit_looks(
        &mut self,
        filter: &AuditFilter,
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Look>>;

    /// The place of a change's first event in the log, and how many it has.
    async fn span_of_change(&mut self, change: Uuid) -> Stored<(i64, i64)>;

    /// Notes what the actor looks at and takes out.
    async fn note_looks(&mut self, looks: &[Noted]) -> Stored<()>;

    /// At how many different records a person has looked since then.
    async fn looked_at(&mut self, person: PersonId, since: Instant) -> Stored<i64>;

    /// When a message with this key was put into the outbox, if it was.
    async fn said_at(&mut self, id: Uuid) -> Stored<Option<Instant>>;
}
