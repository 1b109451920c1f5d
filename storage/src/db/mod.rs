//! The database: the only module that knows which one it is.
//!
//! Everything else writes one SQL text with `$1…$n` and gets [`Row`]s back. What differs between
//! databases is here: types, the clock (`{now_ms}`), how transactions begin, errors, pragmas.

mod hooks;
mod lane;
mod migrate;
mod session;
mod value;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bot_core::domain::ids::Instant;
use bot_core::store::{StoreError, Stored};

pub use hooks::{Counts, Fault, Sent};
pub(crate) use session::{Answer, Mode, Session};
pub(crate) use value::sql;
pub use value::{Column, Row, Statement, Value};

use hooks::Hooks;
use lane::{Lane, Lanes};

use crate::open::OpenError;

/// How the database is opened.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many connections only read.
    pub readers: usize,
    /// How long a lease lasts.
    pub lease_millis: i64,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 3, lease_millis: 60_000 }
    }
}

/// An open database.
#[derive(Clone)]
pub struct Db {
    writer: Arc<Lanes>,
    readers: Arc<Lanes>,
    hooks: Arc<Hooks>,
}

impl Db {
    /// Opens or creates a database file and brings its schema up to date.
    pub async fn open(path: &Path, options: Options) -> Result<Self, OpenError> {
        let mut writer = Lane::open(path, false).await?;
        if migrate::is_foreign(&mut writer).await.map_err(|e| OpenError::of(path, e))? {
            return Err(OpenError::Foreign { path: path.to_owned() });
        }
        migrate::migrate(&mut writer.conn).await.map_err(|e| lane::of_migration(path, &e))?;
        let mut readers = Vec::new();
        for _ in 0..options.readers.max(1) {
            readers.push(Lane::open(path, true).await?);
        }
        Ok(Self {
            writer: Lanes::new(vec![writer]),
            readers: Lanes::new(readers),
            hooks: Arc::default(),
        })
    }

    /// Opens a bare connection.
    #[cfg(test)]
    pub(crate) async fn connect(path: &Path) -> Result<Connection, OpenError> {
        Ok(Lane::open(path, false).await?.conn)
    }

    /// Begins a transaction on the writer or a reader; nothing is sent before the first hop.
    pub(crate) async fn session(&self, mode: Mode) -> Stored<Session> {
        let lanes = match mode {
            Mode::Write | Mode::Single => &self.writer,
            Mode::Look | Mode::Ask => &self.readers,
        };
        self.hooks.alive()?;
        let (lane, permit) = lanes.take().await?;
        Ok(Session::new(lane, permit, Arc::clone(lanes), Arc::clone(&self.hooks), mode))
    }

    /// Reads with one statement, outside any transaction.
    pub(crate) async fn ask(&self, statement: Statement) -> Stored<Vec<Row>> {
        let mut session = self.session(Mode::Ask).await?;
        let answer = session.read(statement).await;
        session.commit().await?;
        answer
    }

    /// Writes with one statement that is its own transaction.
    pub(crate) async fn run(&self, statement: Statement) -> Stored<Answer> {
        let mut session = self.session(Mode::Single).await?;
        session.push(statement);
        let mut answers = session.commit().await?;
        answers.pop().ok_or_else(|| gone("no answer"))
    }

    /// Writes several statements in one transaction and one hop.
    pub(crate) async fn batch(&self, statements: Vec<Statement>) -> Stored<Vec<Answer>> {
        let mut session = self.session(Mode::Write).await?;
        session.extend(statements);
        session.commit().await
    }

    /// The database's own clock.
    pub(crate) async fn now(&self) -> Stored<Instant> {
        let rows = self.ask(sql!(crate::system::NOW)).await?;
        rows.first().ok_or_else(|| gone("no clock"))?.get(0)
    }

    /// What has been sent since the database was opened.
    pub fn counts(&self) -> Counts {
        self.hooks.counts()
    }

    /// Makes the database die where the fault says so: see [`Fault`].
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.hooks.set_fault(fault);
    }

    /// Begins to note down what is sent, or stops and gives what was.
    pub fn record(&self, on: bool) -> Vec<Sent> {
        self.hooks.record(on)
    }

    /// Sends again what was noted down, hop by hop on the writer: what the same statements cost
    /// without anything around them.
    pub async fn replay(&self, sent: &[Sent]) -> Stored<()> {
        let (mut lane, _permit) = self.writer.take().await?;
        for hop in sent.chunk_by(|a, b| a.hop == b.hop) {
            let parts: Vec<(&str, &[Value])> =
                hop.iter().map(|one| (one.text.as_str(), one.binds.as_slice())).collect();
            lane.send(&parts).await?;
        }
        self.writer.give_back(lane);
        Ok(())
    }

    /// Writes a compact, consistent copy to a file that must not be there yet.
    pub async fn copy_to(&self, path: &Path) -> Stored<()> {
        let text = path.to_string_lossy().into_owned();
        self.run(sql!("vacuum into $1", text)).await.map(drop)
    }

    /// What the database finds wrong with itself; empty when all is well.
    pub async fn integrity_check(&self) -> Stored<Vec<String>> {
        let rows = self.ask(sql!("pragma integrity_check")).await?;
        let words: Vec<String> = rows.iter().map(|r| r.get(0)).collect::<Stored<_>>()?;
        Ok(words.into_iter().filter(|word| word != "ok").collect())
    }

    /// Closes all connections; what comes after fails.
    pub async fn close(&self) {
        self.hooks.die();
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn gone(why: &str) -> StoreError {
    StoreError::Broken(why.to_owned())
}

/// The types of a migration's placeholders in this database.
pub(crate) const TYPES: [(&str, &str); 9] = [
    ("{id}", "blob"),
    ("{int}", "integer"),
    ("{time}", "integer"),
    ("{date}", "text"),
    ("{json}", "text"),
    ("{bool}", "integer"),
    ("{serial}", "integer not null primary key autoincrement"),
    ("{strict}", "strict"),
    ("{keyed}", "strict, without rowid"),
];

/// Writes the keys `{u:…}` and instants `{t:…}` of sample data as this database reads them.
#[cfg(test)]
pub(crate) fn literals(sample: &str) -> String {
    let mut parts = sample.split("{u:");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (key, rest) = part.split_once('}').unwrap_or((part, ""));
        text.extend(["x'", key, "'", rest]);
    }
    let mut parts = text.split("{t:");
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        written.push_str(&part.replacen('}', "", 1));
    }
    written
}

/// The connection that migrations run on.
pub(crate) type Connection = sqlx::SqliteConnection;

/// The file that a setting names: a path, or `sqlite:PATH`.
pub(crate) fn file_of(path_or_url: &str) -> PathBuf {
    let path = path_or_url
        .strip_prefix("sqlite://")
        .or_else(|| path_or_url.strip_prefix("sqlite:"))
        .unwrap_or(path_or_url);
    PathBuf::from(path)
}
