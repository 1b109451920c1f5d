//! What an operator looks at and sets right: jobs, timers, and replies that were given up.

use std::collections::BTreeMap;

use bot_core::chat::reply::Reply;
use bot_core::domain::ids::Instant;
use bot_core::store::{ClosedChat, Stored};
use uuid::Uuid;

use crate::chats::of_json;
use crate::db::{Db, sql};
use crate::letters::closed_chat;
use crate::system;

/// How one kind of job or timer does.
#[derive(Clone, Debug, Default)]
pub struct JobKind {
    /// Its name.
    pub kind: String,
    /// How many timers are set that make one, or things that are told with one.
    pub timers: i64,
    /// How many wait to be begun, or for another try.
    pub waiting: i64,
    /// When the next one is due.
    pub next: Option<Instant>,
    /// When the last one was done or rang.
    pub last: Option<Instant>,
    /// How many were given up.
    pub failed: i64,
}

/// A job that was given up.
#[derive(Clone, Debug)]
pub struct FailedJob {
    /// Its kind.
    pub kind: String,
    /// When it was due.
    pub due: Instant,
    /// What went wrong.
    pub why: String,
}

/// A reply that was given up.
#[derive(Clone, Debug)]
pub struct DeadReply {
    /// Its place in the outbox: what it is named by.
    pub seq: i64,
    /// Where it was to go.
    pub chat: String,
    /// When it was written.
    pub at: Instant,
    /// Why it was given up.
    pub why: String,
    /// How it begins.
    pub text: String,
}

/// How all kinds of jobs and timers do, by name.
pub(crate) async fn jobs(db: &Db) -> Stored<Vec<JobKind>> {
    let mut all: BTreeMap<String, JobKind> = BTreeMap::new();
    for row in &db.ask(sql!(system::JOB_KINDS)).await? {
        let one = of_kind(&mut all, row.get(0)?);
        (one.waiting, one.next, one.failed) = (row.get(1)?, row.opt(2)?, row.get(3)?);
    }
    for row in &db.ask(sql!(system::TIMER_RULES)).await? {
        let one = of_kind(&mut all, row.get(0)?);
        one.timers = row.get(1)?;
        one.next = one.next.into_iter().chain(row.opt(2)?).min();
    }
    for row in &db.ask(sql!(system::LAST_RAN)).await? {
        of_kind(&mut all, row.get(0)?).last = row.opt(1)?;
    }
    Ok(all.into_values().collect())
}

fn of_kind(all: &mut BTreeMap<String, JobKind>, kind: String) -> &mut JobKind {
    all.entry(kind.clone()).or_insert_with(|| JobKind { kind, ..JobKind::default() })
}

/// The newest jobs that were given up.
pub(crate) async fn failed_jobs(db: &Db) -> Stored<Vec<FailedJob>> {
    let rows = db.ask(sql!(system::FAILED_JOBS)).await?;
    let all = rows.iter().map(|row| {
        let why: Option<String> = row.opt(2)?;
        Ok(FailedJob { kind: row.get(0)?, due: row.get(1)?, why: why.unwrap_or_default() })
    });
    all.collect()
}

/// The newest replies that were given up.
pub(crate) async fn dead(db: &Db) -> Stored<Vec<DeadReply>> {
    let rows = db.ask(sql!(system::DEAD_REPLIES)).await?;
    let all = rows.iter().map(|row| {
        let reply = row.get(4).and_then(of_json::<Reply>);
        let text = reply.map(|reply| reply.plain()).unwrap_or_default();
        let why: Option<String> = row.opt(3)?;
        Ok(DeadReply {
            seq: row.get(0)?,
            chat: row.get(1)?,
            at: row.get(2)?,
            why: why.unwrap_or_default(),
            text: text.lines().next().unwrap_or_default().to_owned(),
        })
    });
    all.collect()
}

/// The places of all replies that were given up, the oldest first.
pub(crate) async fn dead_seqs(db: &Db) -> Stored<Vec<i64>> {
    db.ask(sql!(system::DEAD_SEQS)).await?.iter().map(|row| row.get(0)).collect()
}

/// The chats that are closed to us, the newest first.
pub(crate) async fn closed_chats(db: &Db) -> Stored<Vec<ClosedChat>> {
    let rows = db.ask(sql!(system::CLOSED_CHATS)).await?;
    rows.iter().map(closed_chat).collect()
}

/// Sends a reply that was given up once more, last in its chat's line; tells whether there is one.
pub(crate) async fn retry(db: &Db, seq: i64) -> Stored<bool> {
    let again = vec![sql!(system::RETRY_REPLY, seq, Uuid::now_v7()), sql!(system::DROP_REPLY, seq)];
    let answers = db.batch(again).await?;
    Ok(answers.first().is_some_and(|answer| answer.affected > 0))
}

/// Lets a reply that was given up rest; tells whether there is one.
pub(crate) async fn drop_reply(db: &Db, seq: i64) -> Stored<bool> {
    Ok(db.run(sql!(system::DROP_REPLY, seq)).await?.affected > 0)
}
