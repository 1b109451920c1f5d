//! A transaction that queues its writes and sends them together.

use std::sync::Arc;

use bot_core::store::Stored;
use tokio::sync::OwnedSemaphorePermit;

use super::hooks::Hooks;
use super::lane::{Lane, Lanes};
use super::{Row, Statement, Value, gone};

/// What a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A transaction that writes; the lock is taken with the first hop.
    Write,
    /// A transaction that looks at one state of the database.
    Look,
    /// One statement that writes, its own transaction.
    Single,
    /// One statement that reads, its own transaction.
    Ask,
}

/// What one statement answered.
pub(crate) struct Answer {
    /// The rows that it gave.
    pub(crate) rows: Vec<Row>,
    /// How many rows it changed; without meaning for a statement that only reads.
    pub(crate) affected: u64,
}

/// A transaction.
///
/// Dropped before its commit, it leaves its connection marked, and whoever takes that connection
/// next rolls back first.
pub(crate) struct Session {
    lane: Option<Lane>,
    lanes: Arc<Lanes>,
    hooks: Arc<Hooks>,
    mode: Mode,
    begun: bool,
    failed: bool,
    queue: Vec<Statement>,
    _permit: OwnedSemaphorePermit,
}

impl Session {
    pub(super) fn new(
        lane: Lane,
        permit: OwnedSemaphorePermit,
        lanes: Arc<Lanes>,
        hooks: Arc<Hooks>,
        mode: Mode,
    ) -> Self {
        Self {
            lane: Some(lane),
            lanes,
            hooks,
            mode,
            begun: false,
            failed: false,
            queue: Vec::new(),
            _permit: permit,
        }
    }

    /// Queues a statement; it is sent with the next read or the commit.
    pub(crate) fn push(&mut self, statement: Statement) {
        self.queue.push(statement);
    }

    /// Queues several statements.
    pub(crate) fn extend(&mut self, statements: impl IntoIterator<Item = Statement>) {
        self.queue.extend(statements);
    }

    /// Sends what is queued and a statement that reads, in one hop.
    pub(crate) async fn read(&mut self, statement: Statement) -> Stored<Vec<Row>> {
        let mut all = self.reads(vec![statement]).await?;
        Ok(all.pop().unwrap_or_default())
    }

    /// Sends what is queued and statements that read, in one hop.
    pub(crate) async fn reads(&mut self, statements: Vec<Statement>) -> Stored<Vec<Vec<Row>>> {
        let from = self.queue.len();
        self.queue.extend(statements);
        let answers = self.hop(None).await?;
        Ok(answers.into_iter().skip(from).map(|a| a.rows).collect())
    }

    /// Sends what is queued and commits; gives what the queued statements answered.
    pub(crate) async fn commit(mut self) -> Stored<Vec<Answer>> {
        let nothing = self.queue.is_empty() && !self.begun;
        if nothing || (self.queue.is_empty() && matches!(self.mode, Mode::Single | Mode::Ask)) {
            return Ok(Vec::new());
        }
        let end = matches!(self.mode, Mode::Write | Mode::Look).then_some("commit");
        let answers = self.hop(end).await;
        if answers.is_err() {
            self.end().await;
        }
        answers
    }

    /// Leaves no trace.
    pub(crate) async fn rollback(mut self) {
        self.end().await;
    }

    async fn end(&mut self) {
        self.queue.clear();
        if let Some(lane) = self.lane.as_mut().filter(|lane| lane.dirty) {
            self.hooks.sending(&[("rollback", &[])], 1);
            lane.clean().await;
        }
    }

    async fn hop(&mut self, end: Option<&str>) -> Stored<Vec<Answer>> {
        self.hooks.alive()?;
        if self.failed {
            return Err(gone("an earlier statement of this transaction failed"));
        }
        let lane = self.lane.as_mut().ok_or_else(|| gone("no connection"))?;
        if lane.dirty && !self.begun {
            lane.clean().await;
        }
        let begin = match self.mode {
            _ if self.begun => None,
            Mode::Write => Some("begin immediate"),
            Mode::Look => Some("begin"),
            Mode::Single | Mode::Ask => None,
        };
        let queue = std::mem::take(&mut self.queue);
        let control = |text| (text, &[] as &[Value]);
        let parts: Vec<(&str, &[Value])> = begin
            .map(control)
            .into_iter()
            .chain(queue.iter().map(|s| (s.text.as_ref(), s.binds.as_slice())))
            .chain(end.map(control))
            .collect();
        let lives = self.hooks.survives(&parts);
        let controls = usize::from(begin.is_some()) + usize::from(end.is_some());
        self.hooks.sending(&parts[..lives], controls.min(lives));
        self.begun = true;
        self.failed = true; // until all of it has gone well: this future may be dropped
        lane.dirty = matches!(self.mode, Mode::Write | Mode::Look);
        let answers = send_all(lane, &parts[..lives]).await;
        if lives < parts.len() {
            self.die().await;
            return Err(gone("the process died (a fault was asked for)"));
        }
        let mut answers = answers?;
        self.failed = false;
        lane.dirty &= end.is_none();
        if end.is_some() {
            answers.pop();
        }
        Ok(answers.into_iter().skip(usize::from(begin.is_some())).collect())
    }

    /// Closes everything as the end of the process would.
    async fn die(&mut self) {
        use sqlx::Connection as _;
        self.hooks.die();
        if let Some(lane) = self.lane.take() {
            lane.conn.close().await.ok();
        }
        self.lanes.close().await;
    }
}

/// How many values one hop binds at most; the database's own limit is some 32,000.
const MOST_BINDS: usize = 16_000;

/// Sends statements in one hop, or in several where they bind very much.
async fn send_all(lane: &mut Lane, mut parts: &[(&str, &[Value])]) -> Stored<Vec<Answer>> {
    let mut answers = Vec::with_capacity(parts.len());
    while !parts.is_empty() {
        let mut bound = 0;
        let fit = parts.iter().take_while(|(_, binds)| {
            bound += binds.len();
            bound <= MOST_BINDS
        });
        let (now, later) = parts.split_at(fit.count().max(1));
        answers.extend(lane.send(now).await?);
        parts = later;
    }
    Ok(answers)
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(lane) = self.lane.take() {
            self.lanes.give_back(lane);
        }
    }
}
