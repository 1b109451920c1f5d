//! The lines of work that belong to no single org: inbox, outbox, timers, jobs.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{Stored, Tx};
use crate::chat::channel::Inlet;
use crate::chat::dialog::Talk;
use crate::chat::incoming::{Address, Incoming};
use crate::chat::reply::Reply;
use crate::domain::calendar::Calendar;
use crate::domain::ids::{Code, Instant, OrgId, PersonId};
use crate::domain::org::Org;
use crate::domain::people::Person;
use crate::domain::settings::Settings;
use crate::domain::trial::{Played, Trial};

/// Tells whether a message is of the sort that is looked for.
pub type Sort = fn(&Reply) -> bool;

/// A message that is ours to work on until the lease is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Its place in the inbox.
    pub seq: i64,
    /// Its key: the change that it makes.
    pub id: Uuid,
    /// The platform and bot that it came through.
    pub source: String,
    /// The conversation.
    pub line: Address,
    /// What came.
    pub raw: String,
    /// The epoch of our lease; an older one may write nothing.
    pub epoch: i64,
    /// How often it has been begun, this time included.
    pub attempts: i64,
}

/// Who sent a message, and what the conversation remembers.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The sender's company.
    pub org: Org,
    /// The sender.
    pub person: Person,
    /// What the conversation remembers.
    pub talk: Talk,
    /// What the same sentence made within the last ten minutes.
    pub repeats: Option<Code>,
    /// True when the sender stands in for somebody.
    pub covers: bool,
    /// True when the sender works along on records of others.
    pub shares: bool,
    /// The rules of the company.
    pub settings: Settings,
    /// Its working calendar.
    pub calendar: Calendar,
    /// What was played for the message before it is worked on, where it asked for that.
    pub played: Option<Arc<(Trial, Played)>>,
}

/// What is known of a message before it is worked on.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// The sender, unless it is a stranger.
    pub known: Option<Known>,
    /// How often a stranger in this chat was answered within the last 24 hours; counted up to 9.
    pub answered: i64,
}

/// On whose behalf a transaction writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The org.
    pub org: OrgId,
    /// The change that all its events belong to.
    pub change: Uuid,
    /// Who acts; none for imports and the scheduler.
    pub actor: Option<PersonId>,
    /// From where: the chat's address, `import`, `scheduler`.
    pub via: String,
    /// The instant that is written down.
    pub at: Instant,
}

/// A reply that is ours to deliver until the lease is over.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// The org.
    pub org: OrgId,
    /// Its place in the outbox.
    pub seq: i64,
    /// Its key.
    pub id: Uuid,
    /// Where it goes.
    pub chat: Address,
    /// Whom it is for.
    pub person: Option<PersonId>,
    /// What it says.
    pub reply: Reply,
    /// The platform's key of the message whose place it takes.
    pub edits: Option<String>,
    /// The message of ours whose place it takes.
    pub edits_id: Option<Uuid>,
    /// The epoch of our lease.
    pub epoch: i64,
    /// How often it was tried before.
    pub attempts: i64,
    /// When it was written.
    pub at: Instant,
    /// True when the account of whom it is for is closed: it does not go out any more.
    pub shut_out: bool,
}

/// A message that went out.
#[derive(Clone, Debug, PartialEq)]
pub struct SentReply {
    /// Its key.
    pub id: Uuid,
    /// When it was written.
    pub at: Instant,
    /// What it says.
    pub reply: Reply,
}

/// How the delivery of a reply ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutgoingEnd {
    /// It is out; the platform's key of it.
    Sent(String),
    /// To be tried again after that many milliseconds, and why.
    Later(i64, String),
    /// The chat is closed to us, and why: it waits there, with all that follows it, until somebody
    /// writes in that chat again.
    Closed(String),
    /// Given up, and why: somebody is told and decides about it, and the chat moves on.
    Dead(String),
    /// Nobody is to get it any more, and why: the chat moves on.
    Dropped(String),
}

/// A piece of work that the scheduler does, once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// The org.
    pub org: OrgId,
    /// Its key.
    pub id: Uuid,
    /// What to do: the job's name.
    pub kind: String,
    /// What to do it with.
    pub payload: Value,
    /// The instant for which it was due.
    pub due: Instant,
    /// The epoch of our lease.
    pub epoch: i64,
    /// How often it has been begun, this time included.
    pub attempts: i64,
}

/// Under which name a job carries when the same was told before.
pub const TOLD_AT: &str = "told";

impl Job {
    /// When the same was told before, of what comes again and again.
    pub fn told(&self) -> Option<Instant> {
        self.payload.get(TOLD_AT).and_then(Value::as_i64).map(Instant)
    }
}

/// What a transaction has read of its org, and the numbers that it has taken since.
pub struct Foreknown {
    /// The rules.
    pub settings: Settings,
    /// The newest number of each name.
    pub numbers: HashMap<String, i64>,
    /// The people that were asked for.
    pub people: HashMap<PersonId, Option<Person>>,
    /// The limits of the stages in days, where they were asked for.
    pub idle_days: Option<HashMap<Uuid, i64>>,
}

/// A transaction together with the line of work that it finishes.
#[async_trait]
pub trait Unit: Tx {
    /// The transaction itself.
    fn tx(&mut self) -> &mut dyn Tx;

    /// What it has read of the org, for a transaction that is committed right behind it; none where
    /// it has read nothing yet.
    fn foreknown(&self) -> Option<Foreknown>;

    /// Takes over what the transaction before knows, so that nothing is asked and all of it can be
    /// worked out while that one is written. Fails with `Stale` at its commit when anything of it was
    /// changed by somebody else in between.
    fn follow(&mut self, known: Foreknown) -> Stored<()>;

    /// Works out all that the commit is going to send.
    fn ready(&mut self);

    /// Commits everything. Fails with `Stale` when the lease was lost.
    async fn commit(self: Box<Self>) -> Stored<()>;

    /// Leaves no trace.
    async fn rollback(self: Box<Self>);
}

/// The lines of work, and transactions on them.
#[async_trait]
pub trait Store: Inlet {
    /// Takes the heads of at most `limit` conversations of a channel that have something to do.
    async fn claim(&self, source: &str, limit: i64) -> Stored<Vec<Claimed>>;

    /// Who sent a message, in which state the conversation is.
    async fn context(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        now: Instant,
    ) -> Stored<Context>;

    /// What came before under the same key of the platform's: the message as it was before it was
    /// edited, each time. The oldest first; the changes that they made, and what came.
    async fn earlier(&self, claimed: &Claimed) -> Stored<Vec<(Uuid, String)>>;

    /// Takes along what the conversations of a chat remember, to where the chat is from now on.
    async fn moved(&self, from: &Address, to: &Address) -> Stored<()>;

    /// Begins a transaction that only looks.
    async fn look(&self, origin: Origin) -> Stored<Box<dyn Unit>>;

    /// Begins a transaction that ends the message's work when it commits.
    async fn work(&self, claimed: &Claimed, origin: Origin) -> Stored<Box<dyn Unit>>;

    /// Begins a transaction that ends a job when it commits.
    async fn work_job(&self, job: &Job, origin: Origin) -> Stored<Box<dyn Unit>>;

    /// Begins a transaction for a part of a job, which goes on after it: from here on the job is ours
    /// for another lease.
    ///
    /// Fails with `Stale` where somebody else does the job by now.
    async fn part_of(&self, job: &Job, origin: Origin) -> Stored<Box<dyn Unit>>;

    /// Begins a transaction of an org that belongs to no line of work: set-up and import.
    async fn begin(&self, origin: Origin) -> Stored<Box<dyn Unit>>;

    /// Tells whether somebody waits for a turn to write; on a server, where nobody knows, true.
    fn is_wanted(&self) -> bool;

    /// Notes that work on a message failed; it is tried again after that many milliseconds.
    async fn failed(&self, claimed: &Claimed, why: &str, wait_millis: i64) -> Stored<()>;

    /// Puts a message aside for an operator and lets the conversation go on.
    async fn park(&self, claimed: &Claimed, why: &str, answer: Option<Reply>) -> Stored<()>;

    /// Uses up an invite by the digest of its code and tells whose it is: for one message only,
    /// however often that is begun.
    async fn take_invite(
        &self,
        claimed: &Claimed,
        digest: &str,
        now: Instant,
    ) -> Stored<Option<(Org, super::Invite)>>;

    /// Takes at most `limit` replies that are due on a channel.
    async fn claim_outgoing(&self, source: &str, limit: i64) -> Stored<Vec<Outgoing>>;

    /// The channels that have a reply waiting, whether we know them or not.
    async fn sources(&self) -> Stored<Vec<String>>;

    /// The newest message of a sort among the last that went out to a chat and still stand there.
    async fn last_sent(&self, chat: &Address, sort: Sort) -> Stored<Option<SentReply>>;

    /// Whether messages or replies of a channel wait: for another try or the end of a lease.
    async fn waits(&self, source: &str) -> Stored<bool>;

    /// Notes how a delivery ended, and who is to be told of that from when on.
    async fn end_outgoing(
        &self,
        outgoing: &Outgoing,
        end: &OutgoingEnd,
        now: Instant,
    ) -> Stored<()>;

    /// Makes jobs of at most `limit` timers that are due; tells how many.
    async fn ring(&self, now: Instant, limit: i64) -> Stored<i64>;

    /// The next instant at which a timer rings or a job is due.
    async fn next_ring(&self) -> Stored<Option<Instant>>;

    /// Takes at most `limit` jobs that are due.
    async fn claim_jobs(&self, now: Instant, limit: i64) -> Stored<Vec<Job>>;

    /// Lets a job wait until that instant: it is not its moment yet, which is no failure.
    async fn job_waits(&self, job: &Job, then: Instant) -> Stored<()>;

    /// Notes that a job failed: tried again at that instant, or given up where none.
    async fn job_failed(&self, job: &Job, why: &str, again: Option<Instant>) -> Stored<()>;

    /// An org by its key.
    async fn org(&self, id: OrgId) -> Stored<Option<Org>>;
}
