//! Records: numbers, the one door for change, look-ups by key, code and name.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use uuid::Uuid;

use super::{Page, Stored};
use crate::domain::access::Scope;
use crate::domain::event::Event;
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::names::{Rung, SearchKey};
use crate::domain::org::Org;
use crate::domain::pipeline::Pipeline;
use crate::domain::record::{Change, Fields, Record, of_fields};

/// A record that a name led to.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What and which number.
    pub code: Code,
    /// Its key.
    pub id: Uuid,
    /// What people call it.
    pub label: String,
    /// Whose it is.
    pub owner: Option<PersonId>,
    /// The best rung on which it was found.
    pub rung: Rung,
}

/// A record, and how people name it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// What and which number.
    pub code: Code,
    /// What people call it.
    pub label: String,
    /// The record.
    pub fields: Fields,
}

/// A record that shares a phone, an e-mail address or a company name with a new one.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// The record.
    pub hit: Hit,
    /// What its company is called, every way: a person's name is nobody's alone.
    pub companies: Vec<String>,
    /// True when the asker may see it; otherwise neither its code nor its owner may show.
    pub seen: bool,
}

/// Questions about records of all kinds.
#[async_trait]
pub trait Records: Send {
    /// The next number of a kind's short codes. Gaps are allowed, reuse is not.
    async fn next_number(&mut self, kind: Kind) -> Stored<i64>;

    /// Writes a change: row, search keys, timers and event. The one door.
    ///
    /// Fails with `Stale` when the record has moved on since it was read.
    async fn save_change(&mut self, change: Change) -> Stored<()>;

    /// Marks everything that is saved from here on as taking that change back.
    fn undoing(&mut self, change: Uuid);

    /// Names the command on whose behalf things are saved from here on.
    fn on_behalf_of(&mut self, op: &'static str);

    /// A record by its key, whoever owns it: for following a link from a record that is seen.
    async fn by_id(&mut self, kind: Kind, id: Uuid) -> Stored<Option<Fields>>;

    /// Records by their keys, whoever owns them, and how they are named.
    async fn by_ids(&mut self, kind: Kind, ids: &[Uuid]) -> Stored<HashMap<Uuid, Named>>;

    /// Those of some records that are in the scope and not withdrawn.
    async fn within(&mut self, kind: Kind, ids: &[Uuid], scope: Scope) -> Stored<HashSet<Uuid>>;

    /// A record by its code, if it is in the scope and not withdrawn.
    async fn by_code(&mut self, code: Code, scope: Scope) -> Stored<Option<Fields>>;

    /// Records by search keys, best rung first, at most `limit`.
    async fn by_keys(
        &mut self,
        kinds: &[Kind],
        keys: &[SearchKey],
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Hit>>;

    /// Leads, customers and contacts that share one of these keys, and customers and leads with a
    /// key that begins so, in the whole org: the surest first, then those that share the most.
    ///
    /// Costs no more the more there are: of a key that many share some are enough.
    async fn twins(
        &mut self,
        keys: &[SearchKey],
        beginnings: &[SearchKey],
        scope: Scope,
    ) -> Stored<Vec<Twin>>;

    /// What records of a kind are called.
    async fn labels(&mut self, kind: Kind, ids: &[Uuid]) -> Stored<Vec<(Uuid, Code, String)>>;

    /// All records of a kind that are not withdrawn, whoever owns them, newest first: for imports.
    async fn every(&mut self, kind: Kind, page: Page) -> Stored<Vec<Fields>>;

    /// What has happened in the org since then, in order; at most so much.
    async fn events_since(&mut self, since: Instant, limit: i64) -> Stored<Vec<Event>>;

    /// All pipelines of the org with their stages.
    async fn pipelines(&mut self) -> Stored<Vec<Pipeline>>;

    /// Writes a new pipeline.
    async fn add_pipeline(&mut self, pipeline: &Pipeline) -> Stored<()>;

    /// Writes the org's own row again.
    async fn save_org(&mut self, org: &Org) -> Stored<()>;

    /// The newest events of a record, newest first, older than `before` where given.
    async fn events_of(
        &mut self,
        kind: Kind,
        id: Uuid,
        before: Option<i64>,
        limit: i64,
    ) -> Stored<Vec<Event>>;

    /// All events of one change, in order.
    async fn events_of_change(&mut self, change: Uuid) -> Stored<Vec<Event>>;

    /// The changes of a person in a chat since then that are not yet undone, newest first: those
    /// of the newest `limit` events.
    async fn newest_changes(
        &mut self,
        actor: PersonId,
        via: &str,
        since: Instant,
        limit: i64,
    ) -> Stored<Vec<Uuid>>;

    /// What somebody changed last from a chat, newest first: the records, and those that what was
    /// said and planned is about.
    async fn touched(
        &mut self,
        actor: PersonId,
        via: &str,
        limit: i64,
    ) -> Stored<Vec<(Kind, Uuid)>>;

    /// Tells whether a change has been taken back, and that not taken back in turn.
    async fn is_undone(&mut self, change: Uuid) -> Stored<bool>;

    /// The records that stand on one and are not withdrawn, the newest first: what is planned, noted,
    /// sold or known there. At most 50.
    async fn standing_on(&mut self, kind: Kind, id: Uuid) -> Stored<Vec<(Kind, Uuid)>>;

    /// Keeps where an imported record came from; its key the second time.
    async fn outside(&mut self, source: &str, external: &str) -> Stored<Option<(Kind, Uuid)>>;

    /// Those of these keys whose records have come from there before, in no order.
    async fn outside_of(
        &mut self,
        source: &str,
        externals: &[String],
    ) -> Stored<Vec<(String, Kind, Uuid)>>;

    /// All records that are noted to come from there, with their keys.
    async fn all_outside(&mut self, source: &str) -> Stored<Vec<(String, Kind, Uuid)>>;

    /// Notes where an imported record came from.
    async fn note_outside(
        &mut self,
        source: &str,
        external: &str,
        kind: Kind,
        id: Uuid,
    ) -> Stored<()>;

    /// Forgets that something came from there: it may come again.
    async fn drop_outside(&mut self, source: &str, external: &str) -> Stored<()>;
}

/// The same questions with the record's own type.
#[async_trait]
pub trait RecordsExt: Records {
    /// Saves a record as new (`before` is none) or over what was read.
    async fn save<R: Record>(&mut self, before: Option<&R>, after: &R, now: Instant) -> Stored<()> {
        self.save_change(Change::of(before, after, now)?).await
    }

    /// A record by its key.
    async fn get<R: Record>(&mut self, id: Uuid) -> Stored<Option<R>> {
        Ok(self.by_id(R::KIND, id).await?.map(of_fields).transpose()?)
    }
}

impl<T: Records + ?Sized> RecordsExt for T {}
