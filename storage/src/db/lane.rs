//! Connections, lent one by one in the order of asking.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bot_core::store::{StoreError, Stored};
use futures::TryStreamExt as _;
use sqlx::migrate::MigrateError;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Either, Executor as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::hooks::lock;
use super::{Answer, Row, Value, gone};
use crate::open::OpenError;

/// How many texts a connection keeps prepared.
const PREPARED: usize = 512;

/// Longer lists of statements, as imports send them, are not worth keeping prepared.
const WORTH_KEEPING: usize = 64;

/// A connection.
pub(super) struct Lane {
    pub(super) conn: SqliteConnection,
    /// The file, for what is said when it cannot be used.
    path: PathBuf,
    /// True while a transaction is open on it.
    pub(super) dirty: bool,
}

impl Lane {
    pub(super) async fn open(path: &Path, reads: bool) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(!reads)
            .foreign_keys(false)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(PREPARED)
            .row_buffer_size(256)
            .pragma("journal_size_limit", "67108864")
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-16000")
            .pragma("query_only", if reads { "on" } else { "off" })
            .disable_statement_logging();
        let conn = options.connect().await.map_err(|e| of_open(path, &e))?;
        Ok(Self { conn, path: path.to_owned(), dirty: false })
    }

    /// Sends several statements in one hop and separates what they answer.
    pub(super) async fn send(&mut self, parts: &[(&str, &[Value])]) -> Stored<Vec<Answer>> {
        let mut args = SqliteArguments::default();
        let mut text = String::with_capacity(parts.iter().map(|(t, _)| t.len() + 8).sum());
        let mut bound = 0;
        for (part, binds) in parts {
            renumber(part, bound, &mut text);
            text.push_str(";\n");
            bound += binds.len();
            for value in *binds {
                value.bind(&mut args)?;
            }
        }
        let keep = parts.len() <= WORTH_KEEPING;
        let query = sqlx::query_with(AssertSqlSafe(text), args).persistent(keep);
        let mut stream = self.conn.fetch_many(query);
        let mut answers = Vec::with_capacity(parts.len());
        let mut rows = Vec::new();
        while let Some(item) = stream.try_next().await.map_err(|e| of_error(&self.path, &e))? {
            match item {
                Either::Right(row) => rows.push(Row(row)),
                Either::Left(done) => answers.push(Answer {
                    rows: std::mem::take(&mut rows),
                    affected: done.rows_affected(),
                }),
            }
        }
        Ok(answers)
    }

    /// Ends a transaction that was left open.
    pub(super) async fn clean(&mut self) {
        // A transaction that a failed commit has ended already cannot be rolled back: no matter.
        self.send(&[("rollback", &[])]).await.ok();
        self.dirty = false;
    }
}

/// Copies a text, shifting `$n` by what is bound before it and putting the database's clock in.
fn renumber(part: &str, shift: usize, to: &mut String) {
    let mut rest = part;
    while let Some(at) = rest.find(['$', '{']) {
        to.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{now_ms}") {
            to.push_str("cast(unixepoch('subsec') * 1000 as integer)");
            rest = after;
            continue;
        }
        let (sign, after) = rest.split_at(1);
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        to.push_str(sign);
        match after[..digits].parse::<usize>() {
            Ok(n) => to.push_str(&(n + shift).to_string()),
            Err(_) => to.push_str(&after[..digits]),
        }
        rest = &after[digits..];
    }
    to.push_str(rest);
}

/// Connections of one sort.
pub(super) struct Lanes {
    free: Mutex<Vec<Lane>>,
    permits: Arc<Semaphore>,
}

impl Lanes {
    pub(super) fn new(lanes: Vec<Lane>) -> Arc<Self> {
        let permits = Arc::new(Semaphore::new(lanes.len()));
        let free = Mutex::new(lanes);
        Arc::new(Self { free, permits })
    }

    /// Waits for one, in the order of asking.
    pub(super) async fn take(&self) -> Stored<(Lane, OwnedSemaphorePermit)> {
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let permit = permit.map_err(|_| gone("the database is closed"))?;
        let mut free = lock(&self.free);
        // One with a forgotten transaction first: it holds old pages until it is cleaned.
        let at = free.iter().position(|lane| lane.dirty);
        let lane = match at {
            Some(at) => Some(free.swap_remove(at)),
            None => free.pop(),
        };
        Ok((lane.ok_or_else(|| gone("no connection"))?, permit))
    }

    pub(super) fn give_back(&self, lane: Lane) {
        lock(&self.free).push(lane);
    }

    pub(super) async fn close(&self) {
        self.permits.close();
        let lanes = std::mem::take(&mut *lock(&self.free));
        for lane in lanes {
            lane.conn.close().await.ok();
        }
    }
}

/// What an error of the database means to the store.
pub(super) fn of_error(path: &Path, error: &sqlx::Error) -> StoreError {
    let Some(db) = error.as_database_error() else {
        return StoreError::Broken(error.to_string());
    };
    let code: i32 = db.code().and_then(|c| c.parse().ok()).unwrap_or_default();
    let what = db.message().rsplit(": ").next().unwrap_or_default();
    match (code & 0xff, code >> 8) {
        (5 | 6, _) => StoreError::Busy(format!("{} is in use by another program", path.display())),
        (8 | 10 | 11 | 13 | 26, _) => StoreError::Unusable(of_open(path, error).to_string()),
        (19, 6 | 8) => StoreError::NotUnique(without_org(what)),
        (19, 5)
            if what.ends_with(".version")
                || ["refusal.why", "counter.n", "outbox.state"].contains(&what) =>
        {
            StoreError::Stale
        }
        _ => StoreError::Broken(db.message().to_owned()),
    }
}

/// `person.org, person.handle` → `person.handle`.
fn without_org(columns: &str) -> String {
    let named: Vec<&str> =
        columns.split(", ").filter(|column| column.split('.').next_back() != Some("org")).collect();
    named.join(", ")
}

fn of_open(path: &Path, error: &sqlx::Error) -> OpenError {
    let code: i32 = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .and_then(|code| code.parse().ok())
        .unwrap_or_default();
    let path = path.to_owned();
    match code & 0xff {
        11 | 26 => OpenError::Corrupt { path },
        3 | 8 | 14 => OpenError::not_writable(&path),
        5 | 6 => OpenError::Busy { path },
        13 => OpenError::Full { path },
        _ => OpenError::Other { path, why: error.to_string() },
    }
}

pub(super) fn of_migration(path: &Path, error: &MigrateError) -> OpenError {
    match error {
        MigrateError::Execute(e) | MigrateError::ExecuteMigration(e, _) => of_open(path, e),
        MigrateError::VersionMissing(step) | MigrateError::VersionMismatch(step) => {
            OpenError::NewerSchema { path: path.to_owned(), step: *step }
        }
        other => OpenError::Other { path: path.to_owned(), why: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_shifted_and_the_clock_is_put_in() {
        let mut text = String::new();
        renumber("a = $1 and b = $12 and '{}' < {now_ms}", 3, &mut text);
        assert_eq!(
            text,
            "a = $4 and b = $15 and '{}' < cast(unixepoch('subsec') * 1000 as integer)"
        );
    }
}
