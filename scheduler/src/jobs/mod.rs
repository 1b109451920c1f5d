//! What the scheduler does: one file per job, and the list of them.

mod adopt;
mod bot_refused;
mod bot_silent;
mod brief;
mod chat_closed;
mod chat_open;
mod clock_back;
mod cover_ends;
mod dead_letters;
mod digest;
mod every;
mod follow_up_due;
mod import;
mod leave_begins;
mod notice;
mod nudge;
mod rules_changed;

use bot_core::chat::incoming::Address;
use bot_core::domain::ids::Instant;
use bot_core::domain::org::Org;
use bot_core::domain::people::Person;
use bot_core::imports::{Kept, Step};
use bot_core::store::{Job, RecordsExt as _, Store, StoreError, Tx};
use futures::future::BoxFuture;
use serde_json::Value;
use uuid::Uuid;

/// Every job.
pub static ALL: &[JobEntry] = &[
    nudge::JOB,
    brief::JOB,
    adopt::JOB,
    clock_back::JOB,
    follow_up_due::JOB,
    cover_ends::JOB,
    leave_begins::JOB,
    rules_changed::JOB,
    chat_closed::JOB,
    chat_open::JOB,
    dead_letters::JOB,
    bot_refused::JOB,
    bot_silent::JOB,
    digest::MORNING,
    digest::DAILY,
    digest::WEEKLY,
    digest::MONTHLY,
    import::JOB,
];

/// What is done before the transactions of some jobs begin.
pub(crate) static BEFOREHAND: &[Beforehand] = &[import::BEFOREHAND];

/// What a job does before its transaction begins, in transactions of its own. It may run again.
pub(crate) struct Beforehand {
    /// The kind of the job.
    pub kind: &'static str,
    /// Does it.
    pub run: for<'a> fn(Around<'a>) -> BoxFuture<'a, Result<Option<Step>, JobProblem>>,
}

/// What that is done with.
pub(crate) struct Around<'a> {
    /// Where transactions are begun.
    pub store: &'a dyn Store,
    /// The job.
    pub job: &'a Job,
    /// Now.
    pub now: Instant,
    /// True where it is not tried again.
    pub last: bool,
    /// What was worked out for a file that is coming in.
    pub kept: &'a Kept,
}

/// A kind of job and what it does.
pub struct JobEntry {
    /// The kind: the name of the rule whose timer rang.
    pub kind: &'static str,
    /// Does it, inside the transaction that ends it. It may run again, so it only uses `cx`.
    pub run: for<'a> fn(&'a mut JobCx<'_>) -> BoxFuture<'a, JobResult>,
}

/// What a job works with.
pub struct JobCx<'a> {
    /// The transaction that ends the job when it commits.
    pub tx: &'a mut dyn Tx,
    /// The job.
    pub job: &'a Job,
    /// Its org.
    pub org: &'a Org,
    /// Now.
    pub now: Instant,
    /// What came of what was done before.
    pub before: Option<Step>,
}

/// How a job ends.
pub type JobResult = Result<(), JobProblem>;

/// Why a job did not end well. Whoever makes the problem decides what is to follow.
#[derive(Debug, PartialEq, Eq)]
pub enum JobProblem {
    /// It may work later.
    Retry(String),
    /// It will never work.
    GiveUp(String),
    /// Nothing is wrong, but this is not the moment: do it then.
    NotBefore(Instant),
}

/// The key of the record that a timer's job is about.
fn record_of(job: &Job) -> Result<Uuid, JobProblem> {
    let id = job.payload.get("id").and_then(Value::as_str);
    let id = id.and_then(|id| Uuid::parse_str(id).ok());
    id.ok_or_else(|| JobProblem::GiveUp("the payload has no id".to_owned()))
}

/// The key of a message that has that one in every run, or another where it was said before: a clock
/// that was set back comes by a moment twice.
async fn key_of(cx: &mut JobCx<'_>, id: Uuid) -> Result<Uuid, JobProblem> {
    let before = cx.tx.said_at(id).await?.is_some_and(|at| at < cx.now);
    Ok(if before { Uuid::new_v5(&id, cx.job.id.as_bytes()) } else { id })
}

/// The chat that a job is about.
fn chat_of(job: &Job) -> Result<Address, JobProblem> {
    let chat = job.payload.get("chat").and_then(Value::as_str);
    let chat = chat.map(|chat| Address(chat.to_owned()));
    chat.ok_or_else(|| JobProblem::GiveUp("the payload has no chat".to_owned()))
}

/// What the log says where a leave begins, and where nobody stands in any more.
pub(crate) const LEAVE: &str = "leave";
pub(crate) const BACK: &str = "back";

/// Who hears of somebody's work at the moment.
pub(crate) enum Hears {
    /// This person: the one whose work it is, or who stands in.
    Now(Box<Person>),
    /// Nobody before then. Whoever stands in is away as well, and standing in is not passed on: the
    /// next one has no right to it.
    Nobody(Instant),
}

impl Hears {
    /// Tells whether that is this person.
    pub fn is(&self, person: &Person) -> bool {
        matches!(self, Self::Now(hears) if hears.head.id == person.head.id)
    }
}

/// Who hears of somebody's work: who stands in while the person is away, else the person. Where both
/// are away it waits for whoever is back first.
pub(crate) async fn hears_for(cx: &mut JobCx<'_>, person: &Person) -> Result<Hears, JobProblem> {
    let until = person.cover_until.filter(|until| *until > cx.now);
    let Some((cover, until)) = person.cover.zip(until) else {
        return Ok(Hears::Now(Box::new(person.clone())));
    };
    let cover = cx.tx.get::<Person>(cover.0).await?;
    Ok(match cover.filter(|cover| !cover.frozen && cover.head.id != person.head.id) {
        None => Hears::Now(Box::new(person.clone())),
        Some(cover) => match cover.away_until(cx.now) {
            Some(back) => Hears::Nobody(back.min(until)),
            None => Hears::Now(Box::new(cover)),
        },
    })
}

impl From<StoreError> for JobProblem {
    fn from(error: StoreError) -> Self {
        Self::Retry(error.to_string())
    }
}
