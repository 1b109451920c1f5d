//! Timers: what people are to be reminded of, and of what they were.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use serde_json::Value;
use uuid::Uuid;

use super::Stored;
use crate::domain::access::Scope;
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::record::Fields;
use crate::domain::settings::Settings;

/// One moment at which a rule looks at a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timer {
    /// What kind of record.
    pub kind: Kind,
    /// Which record.
    pub id: Uuid,
    /// Which rule.
    pub rule: String,
    /// Who hears of it; none where nobody does.
    pub person: Option<PersonId>,
    /// From when it is counted.
    pub since: Instant,
    /// Its place in the series of reminders, from 0.
    pub step: i64,
    /// How often somebody was reminded already.
    pub sent: i64,
    /// When it rings.
    pub at: Instant,
}

/// Something of which somebody is reminded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nudged {
    /// The message that does it.
    pub message: Uuid,
    /// Who gets it.
    pub person: PersonId,
    /// What it is about.
    pub timer: Timer,
}

/// Reminders of one kind to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NudgeSum {
    /// Which rule, as it stands with the timer.
    pub rule: String,
    /// What the person is called.
    pub name: String,
    /// How many.
    pub sent: i64,
    /// How many of them were said to be of no use.
    pub useless: i64,
}

/// Questions about timers.
#[async_trait]
pub trait Timers: Send {
    /// The rules of the org.
    async fn settings(&mut self) -> Stored<Settings>;

    /// After how many days without an activity each stage is stale.
    async fn idle_days(&mut self) -> Stored<HashMap<Uuid, i64>>;

    /// What has rung for a person and waits for the next message, or is to ring by now, the most
    /// overdue first.
    async fn rung(&mut self, person: PersonId, now: Instant, limit: i64) -> Stored<Vec<Timer>>;

    /// Takes a timer away, if it still is as it is known.
    async fn drop_timer(&mut self, timer: &Timer) -> Stored<()>;

    /// Sets a timer, in place of one of the same rule on the same record.
    async fn set_timer(&mut self, timer: &Timer) -> Stored<()>;

    /// Sets the timers of a record that has none yet, counted from now.
    async fn watch(&mut self, kind: Kind, record: &Fields) -> Stored<()>;

    /// Works out anew when the timers of some records ring, as the rules are now.
    async fn retime(&mut self, records: &[(Kind, Uuid)]) -> Stored<()>;

    /// Puts the timers of some records back to where they were, after a clock that was ahead.
    async fn put_back(&mut self, kind: Kind, records: &[Fields]) -> Stored<()>;

    /// Forgets what was done and said at instants that are still to come: what was put back happens
    /// then, and counts for its own day.
    async fn forget_ahead(&mut self) -> Stored<()>;

    /// Some of the records that have timers, in order of their keys, after one of them.
    async fn timed(&mut self, after: Option<(Kind, Uuid)>, limit: i64)
    -> Stored<Vec<(Kind, Uuid)>>;

    /// Writes a job down, to be begun at an instant; once for each key.
    async fn add_job(&mut self, kind: &str, key: &str, payload: Value, at: Instant) -> Stored<()>;

    /// Notes what somebody is reminded of.
    async fn note_nudge(&mut self, nudged: &Nudged) -> Stored<()>;

    /// Lets what a message reminds of ring anew: what of it is not settled is said again.
    async fn ring_again(&mut self, message: Uuid) -> Stored<()>;

    /// The moments from which the timers of people are counted, by record and rule; at most so many.
    async fn counted_from(&mut self, limit: i64) -> Stored<Vec<(Kind, Uuid, String, Instant)>>;

    /// When something that counts has happened on records: the last time before a moment, and each
    /// time from then on.
    async fn valid_times(&mut self, since: Instant) -> Stored<Vec<(Kind, Uuid, Instant)>>;

    /// How many messages with reminders were sent to anybody since then.
    async fn all_nudges_since(&mut self, since: Instant) -> Stored<i64>;

    /// How many messages with reminders a person has had since then.
    async fn nudges_since(&mut self, person: PersonId, since: Instant) -> Stored<i64>;

    /// When a person is still to be reminded for the first time of what is due, before then: each
    /// moment once, the soonest first.
    async fn reminders_until(&mut self, person: PersonId, end: Instant) -> Stored<Vec<Instant>>;

    /// Notes that a message with reminders was of no use to whom it was sent, the newest one where
    /// none is named; tells what kinds of reminders were in it.
    async fn not_useful(&mut self, person: PersonId, message: Option<Uuid>) -> Stored<Vec<String>>;

    /// How many reminders those in the scope have had since then, by kind and person.
    async fn nudge_sums(&mut self, since: Instant, scope: Scope) -> Stored<Vec<NudgeSum>>;

    /// When something that counts last happened on some records: none where nothing did.
    async fn last_valid(&mut self, kind: Kind, ids: &[Uuid]) -> Stored<HashMap<Uuid, Instant>>;

    /// Those of some records on which somebody plans something.
    ///
    /// What is planned on something of a customer's is planned on the customer.
    async fn planned(&mut self, kind: Kind, ids: &[Uuid]) -> Stored<HashSet<Uuid>>;

    /// Those of some customers of whom a deal is open, or an order on its way.
    async fn in_business(&mut self, customers: &[Uuid]) -> Stored<HashSet<Uuid>>;
}
