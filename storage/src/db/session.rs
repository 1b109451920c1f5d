//! A transaction that queues its writes, sends them together, and shares its commit with others.
//!
//! What a commit costs is waiting for the disk, and that costs the same for one unit of work as
//! for many. So on a database with one writer a unit that ends while others wait for their turn
//! does not commit: it passes the open transaction on, and learns of the commit when the last of
//! them makes it. Each unit but the first runs in a savepoint: one that fails, panics, is dropped
//! or takes too long takes back what it wrote and nothing else.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bot_core::store::Stored;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::sleep;

use super::hooks::Hooks;
use super::lanes::{Lane, Lanes, Open, Turn};
use super::target::Target;
use super::{Row, Statement, gone, rows, sql};

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

/// How many units share a commit at most.
const UNITS: usize = 64;
/// How long the first of them waits at most, unless a unit takes longer than that by itself.
const WAITS: Duration = Duration::from_millis(50);

/// A transaction.
///
/// Dropped before its commit, it leaves no trace either: its connection is tidied up before anybody
/// else gets it.
pub(crate) struct Session {
    lanes: Arc<Lanes>,
    /// The connection, asked for with the first hop: whoever still thinks holds up nobody.
    turn: Option<Turn>,
    target: Target,
    hooks: Arc<Hooks>,
    mode: Mode,
    /// Whether it may pass its commit on.
    shares: bool,
    begun: bool,
    failed: bool,
    queue: Vec<Statement>,
}

/// What a hop ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The transaction goes on.
    Open,
    /// It is committed, with all that waited for it.
    Commit,
    /// It is passed on to whoever is next.
    Share,
}

impl Session {
    pub(super) fn new(
        lanes: Arc<Lanes>,
        target: Target,
        hooks: Arc<Hooks>,
        mode: Mode,
        shares: bool,
    ) -> Self {
        let (begun, failed) = (false, false);
        Self { lanes, turn: None, target, hooks, mode, shares, begun, failed, queue: Vec::new() }
    }

    /// The connection; waits for it where it was not asked for yet.
    async fn turn(&mut self) -> Stored<&mut Turn> {
        if self.turn.is_none() {
            self.turn = Some(self.lanes.take().await?);
        }
        self.turn.as_mut().ok_or_else(|| gone("no connection"))
    }

    /// Queues a statement; it is sent with the next read or the commit.
    pub(crate) fn push(&mut self, statement: Statement) {
        self.queue.push(statement);
    }

    /// Queues a statement that waits for a row which somebody else is writing, so that the next
    /// one sees what that brought. Where there is one writer nobody else is, and nothing is sent.
    pub(crate) fn hold(&mut self, statement: Statement) {
        if self.target.file().is_none() {
            self.queue.push(statement);
        }
    }

    /// Tells whether a connection is held.
    pub(crate) fn holds(&self) -> bool {
        self.turn.is_some()
    }

    /// How many statements are queued.
    pub(crate) fn queued(&self) -> usize {
        self.queue.len()
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
        let (answers, _) = self.hop(false).await?;
        Ok(answers.into_iter().skip(from).map(|a| a.rows).collect())
    }

    /// Sends what is queued and commits; gives what the queued statements answered.
    ///
    /// A commit that others share goes on when this future is dropped: otherwise they would be told
    /// that it failed, and do again what is done. At the end of the program nobody is left to tell.
    pub(crate) async fn commit(mut self) -> Stored<Vec<Answer>> {
        let single = matches!(self.mode, Mode::Single | Mode::Ask);
        if self.queue.is_empty() && (!self.begun || single) {
            return Ok(Vec::new());
        }
        // Nobody joins while this unit has its turn: whoever shares the commit is there already.
        let using = self.turn().await?.lane().await;
        let alone = using.map_or(true, |using| using.lane.batch.is_empty());
        if !self.shares || alone {
            return self.ended().await;
        }
        let ended = Handle::current().spawn(self.ended()).await;
        ended.unwrap_or_else(|_| Err(gone("the program is being stopped")))
    }

    async fn ended(mut self) -> Stored<Vec<Answer>> {
        match self.hop(true).await {
            Ok((answers, None)) => Ok(answers),
            Ok((answers, Some(committed))) => {
                let lanes = Arc::clone(&self.lanes);
                drop(self);
                shared(&lanes, committed).await?;
                Ok(answers)
            }
            Err(error) => {
                self.end().await;
                Err(error)
            }
        }
    }

    /// Leaves no trace.
    pub(crate) async fn rollback(mut self) {
        self.end().await;
    }

    async fn end(&mut self) {
        self.queue.clear();
        let wanted = self.lanes.wanted();
        let Some(turn) = &mut self.turn else { return };
        let Ok(mut using) = turn.lane().await else { return };
        if using.lane.open != Open::No && self.begun {
            self.hooks.sending(&[sql!("rollback")], 1);
            using.lane.undo_unit().await;
        }
        if !wanted {
            using.lane.commit_batch().await;
        }
        drop(using);
        turn.left_open = false;
    }

    /// Sends what is queued in one hop. Where the commit is shared, the second value tells of it.
    async fn hop(
        &mut self,
        last: bool,
    ) -> Stored<(Vec<Answer>, Option<oneshot::Receiver<Stored<()>>>)> {
        self.hooks.alive()?;
        if self.failed {
            return Err(gone("an earlier statement of this transaction failed"));
        }
        let mut using = self.turn().await?.lane().await?;
        let lane = &mut *using.lane;
        if !self.begun && lane.open != Open::No {
            lane.undo_unit().await;
        }
        let end = match self.mode {
            _ if !last => End::Open,
            Mode::Write | Mode::Single if self.shares && self.lanes.shares(lane) => End::Share,
            _ => End::Commit,
        };
        let (before, after) = self.control(lane, end);
        let (queue, counts) = rows::joined(std::mem::take(&mut self.queue));
        let control = |text: &&'static str| sql!(*text);
        let mut parts: Vec<Statement> =
            before.iter().map(control).chain(queue).chain(after.iter().map(control)).collect();
        let lives = self.hooks.survives(&parts);
        let dies = lives < parts.len();
        parts.truncate(lives);
        self.hooks.sending(&parts, (before.len() + after.len()).min(lives));
        self.begun = true;
        self.failed = true; // until all of it has gone well: this future may be dropped
        match before.first() {
            Some(&"savepoint unit") => lane.open = Open::Part,
            Some(_) => lane.open = Open::Whole,
            None => {}
        }
        self.leaves_open(lane.open != Open::No);
        let answers = lane.send(parts).await;
        if dies {
            drop(using);
            self.die().await;
            return Err(gone("the process died (a fault was asked for)"));
        }
        let mut answers = answers?;
        self.failed = false;
        let mut committed = None;
        match end {
            End::Open => {}
            End::Commit => {
                lane.open = Open::No;
                lane.alone = lane.alone.saturating_sub(1);
                lane.tell_batch();
            }
            End::Share => {
                lane.open = Open::No;
                if lane.batch.is_empty() {
                    lane.since = Instant::now();
                }
                let (tell, told) = oneshot::channel();
                lane.batch.push(tell);
                committed = Some(told);
            }
        }
        self.leaves_open(lane.open != Open::No || !lane.batch.is_empty());
        drop(using);
        answers.truncate(answers.len() - after.len());
        // Of rows that were written in one go the first one answers for all.
        let each = answers.into_iter().skip(before.len()).zip(counts);
        let answers = each.flat_map(|(answer, n)| {
            let others = (1..n).map(|_| Answer { rows: Vec::new(), affected: 0 });
            std::iter::once(answer).chain(others)
        });
        Ok((answers.collect(), committed))
    }

    /// Notes whether something is to be taken back where this goes no further.
    fn leaves_open(&mut self, open: bool) {
        if let Some(turn) = &mut self.turn {
            turn.left_open = open;
        }
    }

    /// What a hop says before and after its statements.
    fn control(&self, lane: &Lane, end: End) -> (Vec<&'static str>, Vec<&'static str>) {
        let joined = !lane.batch.is_empty();
        let before = match self.mode {
            _ if self.begun => None,
            Mode::Write | Mode::Single if joined => Some("savepoint unit"),
            Mode::Write => Some(self.target.begin_write()),
            Mode::Single if end == End::Share => Some(self.target.begin_write()),
            Mode::Look => Some(self.target.begin_look()),
            Mode::Single | Mode::Ask => None,
        };
        let part = lane.open == Open::Part || before == Some("savepoint unit");
        let release = (part && end != End::Open).then_some("release unit");
        let commits = match self.mode {
            Mode::Write | Mode::Look => end == End::Commit,
            Mode::Single => end == End::Commit && joined,
            Mode::Ask => false,
        };
        let commit = commits.then_some("commit");
        (before.into_iter().collect(), release.into_iter().chain(commit).collect())
    }

    /// Closes everything as the end of the process would.
    async fn die(&mut self) {
        self.hooks.die();
        self.lanes.die().await;
    }
}

impl Lanes {
    /// Tells whether a unit may pass its commit on: somebody is there to make it.
    fn shares(&self, lane: &Lane) -> bool {
        let room = lane.batch.len() + 1 < UNITS;
        let fresh = lane.batch.is_empty() || lane.since.elapsed() < WAITS;
        self.wanted() && room && fresh && lane.alone == 0
    }
}

/// Waits for a commit that somebody else makes; where nobody does, makes it.
async fn shared(lanes: &Arc<Lanes>, mut committed: oneshot::Receiver<Stored<()>>) -> Stored<()> {
    loop {
        tokio::select! {
            told = &mut committed => {
                return told.unwrap_or_else(|_| Err(gone("the database was closed")));
            }
            () = sleep(WAITS) => {}
        }
        // Whoever was to be next has gone away, or is slow.
        let turn = lanes.take().await?;
        turn.lane().await?.lane.commit_batch().await;
    }
}
