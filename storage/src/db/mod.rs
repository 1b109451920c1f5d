//! The database: the only module that knows which one it is.
//!
//! Everything else writes one SQL text with `$1…$n` and gets [`Row`]s back. What differs between
//! databases is here: types, the clock (`{now_ms}`), how transactions begin, errors, pragmas.

mod address;
mod alone;
mod at_work;
mod conn;
mod file;
mod hooks;
mod lanes;
mod migrate;
mod rows;
mod server;
mod session;
mod target;
mod value;

use std::path::Path;
use std::sync::Arc;

use bot_core::domain::ids::Instant;
use bot_core::store::{StoreError, Stored};

pub(crate) use alone::Alone;
pub use at_work::AtWork;
pub use hooks::{Counts, Fault, Sent};
#[cfg(test)]
pub(crate) use migrate::samples;
pub(crate) use migrate::{newest, texts};
pub(crate) use session::{Answer, Mode, Session};
#[cfg(test)]
pub(crate) use target::COLUMNS;
pub(crate) use target::Target;
pub use value::{Column, Row, Statement, Value};
pub(crate) use value::{sql, without_nul};

use hooks::Hooks;
use lanes::{Lane, Lanes};

use crate::open::OpenError;

/// How the database is opened.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many connections only read.
    pub readers: usize,
    /// How many connections write; a file has one in any case.
    pub writers: usize,
    /// How long a lease lasts.
    pub lease_millis: i64,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 3, writers: 8, lease_millis: 60_000 }
    }
}

/// An open database.
#[derive(Clone)]
pub struct Db {
    target: Target,
    writers: Arc<Lanes>,
    readers: Arc<Lanes>,
    hooks: Arc<Hooks>,
}

impl Db {
    /// Opens or creates a database and brings its schema up to date.
    pub(crate) async fn open(target: &Target, options: Options) -> Result<Self, OpenError> {
        let mut first = Lane::open(target, false).await?;
        if migrate::is_foreign(&mut first, target).await.map_err(|e| OpenError::of(target, e))? {
            return Err(OpenError::Foreign { path: target.to_string().into() });
        }
        if let Some(conn) = first.conn() {
            migrate::migrate(conn, target).await?;
        }
        let mut writers = vec![first];
        let wanted = if target.file().is_some() { 1 } else { options.writers.max(1) };
        while writers.len() < wanted {
            writers.push(Lane::open(target, false).await?);
        }
        let mut readers = Vec::new();
        for _ in 0..options.readers.max(1) {
            readers.push(Lane::open(target, true).await?);
        }
        Ok(Self {
            target: target.clone(),
            writers: Lanes::new(writers),
            readers: Lanes::new(readers),
            hooks: Arc::default(),
        })
    }

    /// Begins a transaction on the writer or a reader; nothing is asked for before the first hop.
    pub(crate) fn session(&self, mode: Mode) -> Stored<Session> {
        let lanes = match mode {
            Mode::Write | Mode::Single => &self.writers,
            Mode::Look | Mode::Ask => &self.readers,
        };
        self.hooks.alive()?;
        let (lanes, hooks) = (Arc::clone(lanes), Arc::clone(&self.hooks));
        let shares = self.target.file().is_some();
        Ok(Session::new(lanes, self.target.clone(), hooks, mode, shares))
    }

    /// Tells whether somebody waits for the one writer; where there are several, true.
    pub(crate) fn is_wanted(&self) -> bool {
        self.target.file().is_none() || self.writers.wanted()
    }

    /// Reads with one statement, outside any transaction.
    pub(crate) async fn ask(&self, statement: Statement) -> Stored<Vec<Row>> {
        let mut session = self.session(Mode::Ask)?;
        let answer = session.read(statement).await;
        session.commit().await?;
        answer
    }

    /// Writes with one statement that is its own transaction.
    pub(crate) async fn run(&self, statement: Statement) -> Stored<Answer> {
        let mut answers = self.batch(vec![statement]).await?;
        answers.pop().ok_or_else(|| gone("no answer"))
    }

    /// Writes several statements in one transaction and one hop: once more where others' troubles
    /// were in the way.
    pub(crate) async fn batch(&self, statements: Vec<Statement>) -> Stored<Vec<Answer>> {
        let mode = if statements.len() == 1 { Mode::Single } else { Mode::Write };
        let mut session = self.session(mode)?;
        session.extend(statements.iter().cloned());
        match session.commit().await {
            Err(StoreError::Busy(_)) => {
                let mut again = self.session(mode)?;
                again.extend(statements);
                again.commit().await
            }
            ended => ended,
        }
    }

    /// The database's own clock.
    pub(crate) async fn now(&self) -> Stored<Instant> {
        let rows = self.ask(sql!(crate::system::NOW)).await?;
        let now = rows.first().ok_or_else(|| gone("no clock"))?.get(0)?;
        Ok(Instant(now))
    }

    /// How many bytes the database takes.
    pub(crate) async fn size(&self) -> Stored<i64> {
        let rows = self.ask(sql!(self.target.size())).await?;
        rows.first().ok_or_else(|| gone("no size"))?.get(0)
    }

    /// What has been sent since the database was opened.
    pub fn counts(&self) -> Counts {
        self.hooks.counts()
    }

    /// Makes the database die where the fault says so: see [`Fault`].
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.hooks.set_fault(fault);
    }

    /// Begins to note down what is sent, or stops and gives what was, in this database's words.
    pub fn record(&self, on: bool) -> Vec<Sent> {
        let mut sent = self.hooks.record(on);
        for one in &mut sent {
            let mut text = String::new();
            self.target.render(&one.text, &mut text);
            one.text = text;
        }
        sent
    }

    /// Sends again what was noted down, hop by hop on the writer: what the same statements cost
    /// without anything around them.
    pub async fn replay(&self, sent: &[Sent]) -> Stored<()> {
        let turn = self.writers.take().await?;
        let mut using = turn.lane().await?;
        for hop in sent.chunk_by(|a, b| a.hop == b.hop) {
            let parts = hop.iter().map(|one| Statement::new(one.text.clone(), one.binds.clone()));
            using.lane.send(parts.collect()).await?;
        }
        Ok(())
    }

    /// Moves all of a file's journal into the file, unless somebody is just reading it.
    pub(crate) async fn empty_journal(&self) -> Stored<()> {
        if self.target.file().is_none() {
            return Ok(());
        }
        let turn = self.writers.take().await?;
        let mut using = turn.lane().await?;
        using.lane.commit_batch().await;
        using.lane.send(vec![sql!("pragma wal_checkpoint(truncate)")]).await.map(drop)
    }

    /// Writes a compact, consistent copy of a database file to one that is empty or not there yet.
    pub(crate) async fn copy_to(&self, path: &Path) -> Stored<()> {
        // A connection of its own: it reads everything, and nobody is to wait for that.
        let lane = Lane::open(&self.target, false).await;
        let mut lane = lane.map_err(|e| StoreError::Unusable(e.to_string()))?;
        let path = path.to_string_lossy().into_owned();
        let copied = lane.send(vec![sql!("vacuum into $1", path)]).await;
        lane.die().await;
        copied.map(drop)
    }

    /// Which database it is.
    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// What the database finds wrong with itself; empty when all is well.
    pub async fn integrity_check(&self) -> Stored<Vec<String>> {
        if self.target.file().is_none() {
            return Ok(Vec::new());
        }
        let rows = self.ask(sql!("pragma integrity_check")).await?;
        let words: Vec<String> = rows.iter().map(|r| r.get(0)).collect::<Stored<_>>()?;
        Ok(words.into_iter().filter(|word| word != "ok").collect())
    }

    /// Closes all connections; what comes after fails.
    pub async fn close(&self) {
        self.hooks.die();
        self.readers.close().await;
        self.writers.close().await;
    }
}

fn gone(why: &str) -> StoreError {
    StoreError::Broken(why.to_owned())
}
