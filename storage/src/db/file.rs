//! A connection to a file.
//!
//! A statement takes microseconds; handing it to another thread and being woken by that takes
//! longer. So what a unit writes and reads runs where it is asked for, while what waits, for the
//! disk or for another program, and what may look at much, runs where it holds up nobody.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::types::{Null, Value as Kept};
use rusqlite::{Connection, OpenFlags};
use tokio::task::spawn_blocking;

use super::conn::Failed;
use super::hooks::lock;
use super::target::Target;
use super::{Answer, Row, Statement, Value};

/// How many texts a connection keeps prepared.
const PREPARED: usize = 512;

/// Longer lists of statements, as imports send them, take too long to be run in place.
const SHORT: usize = 64;

/// How long another program that is writing is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Units that write.
    Write,
    /// Questions.
    Read,
    /// To look at a file that stays as it is.
    Look,
    /// To write everything anew, with nobody else there: to change how its journal is kept needs
    /// that.
    Alone,
}

impl Use {
    fn flags(self) -> OpenFlags {
        let may = match self {
            Self::Write | Self::Alone => {
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
            }
            Self::Read => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Self::Look => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        may | OpenFlags::SQLITE_OPEN_NO_MUTEX
    }

    fn pragmas(self) -> &'static [&'static str] {
        match self {
            Self::Write => &["journal_mode = wal", "query_only = off"],
            Self::Read => &["journal_mode = wal", "query_only = on"],
            Self::Look => &[],
            Self::Alone => &["locking_mode = exclusive", "journal_mode = delete"],
        }
    }
}

/// What all connections have. Who is forgotten is not to be found in what the file has not used
/// again yet.
///
/// A page that is written over and over reaches the file less often when the journal may grow.
const PRAGMAS: [&str; 7] = [
    "foreign_keys = off",
    "temp_store = memory",
    "synchronous = full",
    "wal_autocheckpoint = 8000",
    "journal_size_limit = 67108864",
    "cache_size = -16000",
    "secure_delete = on",
];

/// A connection to a file.
pub(super) struct File {
    db: Arc<Mutex<Connection>>,
    purpose: Use,
}

impl File {
    /// Opens a file.
    pub(super) async fn open(path: &Path, purpose: Use) -> Result<Self, Failed> {
        let path: PathBuf = path.to_owned();
        let opened = spawn_blocking(move || connect(&path, purpose)).await;
        let db = opened.map_err(|_| Failed::Gone)?.map_err(Failed::File)?;
        Ok(Self { db: Arc::new(Mutex::new(db)), purpose })
    }

    /// Sends several statements and gives what each answers.
    pub(super) async fn send(
        &mut self,
        target: &Target,
        mut parts: Vec<Statement>,
    ) -> Result<Vec<Answer>, Failed> {
        let mut answers = Vec::with_capacity(parts.len());
        if self.purpose == Use::Write && parts.len() <= SHORT {
            self.in_place(target, &parts, &mut answers)?;
        }
        if answers.len() == parts.len() {
            return Ok(answers);
        }
        parts.drain(..answers.len());
        let target = target.clone();
        let waited = self.with(move |db| parts.iter().map(|part| run(db, &target, part)).collect());
        let waited: Vec<Answer> = waited.await?;
        answers.extend(waited);
        Ok(answers)
    }

    /// Runs statements up to the first that may have to wait.
    fn in_place(
        &self,
        target: &Target,
        parts: &[Statement],
        answers: &mut Vec<Answer>,
    ) -> Result<(), Failed> {
        // Who was dropped while waiting may still be at it.
        let Ok(db) = self.db.try_lock() else { return Ok(()) };
        for part in parts {
            let begins = db.is_autocommit();
            if begins && !part.text.starts_with("begin") || part.text == "commit" {
                break;
            }
            match run(&db, target, part) {
                Ok(answer) => answers.push(answer),
                // Another program is writing: it is waited for elsewhere.
                Err(error) if begins && is_busy(&error) => break,
                Err(error) => return Err(Failed::File(error)),
            }
        }
        Ok(())
    }

    /// Does what may take long, where that holds up nobody.
    pub(super) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Failed> {
        let (db, writes) = (Arc::clone(&self.db), self.purpose == Use::Write);
        let done = spawn_blocking(move || {
            let db = lock(&db);
            if !writes {
                return work(&db);
            }
            db.busy_timeout(PATIENCE)?;
            let done = work(&db);
            db.busy_timeout(Duration::ZERO)?;
            done
        });
        done.await.map_err(|_| Failed::Gone)?.map_err(Failed::File)
    }

    /// Closes the connection; what is not committed is gone.
    pub(super) async fn close(self) {
        let db = self.db;
        spawn_blocking(move || {
            // Whoever still works on it closes it at the end of that.
            drop(lock(&db));
            drop(db);
        })
        .await
        .ok();
    }
}

fn connect(path: &Path, purpose: Use) -> rusqlite::Result<Connection> {
    let db = Connection::open_with_flags(path, purpose.flags())?;
    db.set_prepared_statement_cache_capacity(PREPARED);
    db.busy_timeout(if purpose == Use::Alone { Duration::from_secs(1) } else { PATIENCE })?;
    for pragma in purpose.pragmas().iter().chain(&PRAGMAS) {
        // Some answer with a row, and some do not.
        db.prepare(&format!("pragma {pragma}"))?.query([])?.next()?;
    }
    if purpose == Use::Write {
        // Waiting is done elsewhere.
        db.busy_timeout(Duration::ZERO)?;
    }
    Ok(db)
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

/// Runs one statement to its end.
fn run(db: &Connection, target: &Target, part: &Statement) -> rusqlite::Result<Answer> {
    let mut text = String::with_capacity(part.text.len() + 32);
    target.render(&part.text, &mut text);
    let mut statement = db.prepare_cached(&text)?;
    for (value, place) in part.binds.iter().zip(1..=statement.parameter_count()) {
        match value {
            Value::Text(text) => statement.raw_bind_parameter(place, text)?,
            Value::Int(n) => statement.raw_bind_parameter(place, n)?,
            Value::Bool(yes) => statement.raw_bind_parameter(place, yes)?,
            Value::Id(id) => statement.raw_bind_parameter(place, id.as_bytes().as_slice())?,
            Value::Time(at) => statement.raw_bind_parameter(place, at.0)?,
            Value::Date(day) => statement.raw_bind_parameter(place, day.to_string())?,
            Value::Json(json) => statement.raw_bind_parameter(place, json.to_string())?,
            Value::Null => statement.raw_bind_parameter(place, Null)?,
        }
    }
    let columns = statement.column_count();
    let mut found = statement.raw_query();
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let kept = (0..columns).map(|at| row.get::<_, Kept>(at));
        rows.push(Row::File(kept.collect::<rusqlite::Result<_>>()?));
    }
    drop(found);
    Ok(Answer { rows, affected: db.changes() })
}
