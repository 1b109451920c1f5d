//! One connection to either database.

use bot_core::store::StoreError;
use tokio_postgres::error::DbError;

use super::address::Address;
use super::file::{File, Use};
use super::server::{self, Server};
use super::target::Target;
use super::{Answer, Statement};
use crate::open::OpenError;

/// Why a database did not do what it was asked to.
pub(super) enum Failed {
    /// What a file says.
    File(rusqlite::Error),
    /// What a server says.
    Server(tokio_postgres::Error),
    /// Who was to ask is gone.
    Gone,
}

impl From<tokio_postgres::Error> for Failed {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Server(error)
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Server(error) => f.write_str(&server::words(error)),
            Self::Gone => f.write_str("the connection is gone"),
        }
    }
}

/// A connection.
pub(super) enum Conn {
    /// To a file.
    File(File),
    /// To a server.
    Server(Box<Server>),
}

impl Conn {
    /// Connects.
    pub(super) async fn open(target: &Target, reads: bool) -> Result<Self, OpenError> {
        match target {
            Target::File(path) => {
                let conn = File::open(path, if reads { Use::Read } else { Use::Write }).await;
                Ok(Self::File(conn.map_err(|e| of_open(target, &e))?))
            }
            Target::Server(address) => Self::server(target, address, reads, (&BESIDE, true)).await,
        }
    }

    /// Connects for one long piece of work: to read everything, or to write everything anew, which
    /// nobody else can be connected for.
    pub(super) async fn alone(target: &Target, reads: bool) -> Result<Self, OpenError> {
        match target {
            Target::File(path) => {
                let conn = File::open(path, if reads { Use::Look } else { Use::Alone }).await;
                Ok(Self::File(conn.map_err(|e| of_open(target, &e))?))
            }
            // Whoever writes everything anew looks whether anybody else is there.
            Target::Server(address) => Self::server(target, address, reads, (&LONG, reads)).await,
        }
    }

    async fn server(
        target: &Target,
        address: &Address,
        reads: bool,
        (manner, is_seen): (&[(&str, &str)], bool),
    ) -> Result<Self, OpenError> {
        let may = ("default_transaction_read_only", if reads { "on" } else { "off" });
        let words = [&OURS, manner, &[may]].concat();
        let opened = Server::open(address, &words).await;
        let mut server = opened.map_err(|e| of_open(target, &e.into()))?;
        if let Some(text) = target.presence(false).filter(|_| is_seen) {
            let locked = server.run(text).await;
            locked.map_err(|e| OpenError::of(target, of_error(target, &e.into())))?;
        }
        Ok(Self::Server(Box::new(server)))
    }

    /// Sends several statements in one hop and separates what they answer.
    pub(super) async fn send(
        &mut self,
        target: &Target,
        parts: Vec<Statement>,
    ) -> Result<Vec<Answer>, Failed> {
        match self {
            Self::File(conn) => conn.send(target, parts).await,
            Self::Server(conn) => Ok(conn.send(target, &parts).await?),
        }
    }

    /// Runs a text of many statements, to which nothing is bound.
    pub(super) async fn batch(&mut self, text: String) -> Result<(), Failed> {
        match self {
            Self::File(conn) => conn.with(move |db| db.execute_batch(&text)).await,
            Self::Server(conn) => Ok(conn.run(&text).await?),
        }
    }

    /// Closes the connection; what is not committed is gone.
    pub(super) async fn close(self) {
        match self {
            Self::File(conn) => conn.close().await,
            Self::Server(conn) => conn.close().await,
        }
    }
}

/// What every connection to a server says of itself. Statements are short here: compiling one takes
/// longer than running it.
const OURS: [(&str, &str); 3] =
    [("timezone", "UTC"), ("client_min_messages", "warning"), ("jit", "off")];

/// Who waits longer than this for a row runs again; who sleeps in the middle of a transaction (a
/// stopped process) does not hold up the others.
const BESIDE: [(&str, &str); 2] =
    [("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "10s")];

/// Whoever takes what is read, or brings what is written, may be slow; but whoever else is connected
/// stays so.
const LONG: [(&str, &str); 2] =
    [("lock_timeout", "1s"), ("idle_in_transaction_session_timeout", "0")];

/// Columns of which null says that somebody else was faster.
const GUARDS: [&str; 4] = ["refusal.why", "counter.n", "outbox.state", "inbox_line.attempts"];

fn is_guard(column: &str) -> bool {
    column.ends_with(".version") || GUARDS.contains(&column)
}

/// What an error of the database means to the store.
pub(super) fn of_error(target: &Target, error: &Failed) -> StoreError {
    let unanswered = || {
        let why = format!("{target} does not answer: {error}");
        if lost(error) { StoreError::Busy(why) } else { StoreError::Broken(why) }
    };
    let unusable = || StoreError::Unusable(of_open(target, error).to_string());
    let server = match error {
        Failed::File(rusqlite::Error::SqliteFailure(code, words)) => {
            let words = words.as_deref().unwrap_or_default();
            let what = words.rsplit(": ").next().unwrap_or_default();
            return match (code.extended_code & 0xff, code.extended_code >> 8) {
                (5 | 6, _) => StoreError::Busy(format!("{target} is in use by another program")),
                (8 | 10 | 11 | 13 | 26, _) => unusable(),
                (19, 6 | 8) => StoreError::NotUnique(without_org(what)),
                (19, 5) if is_guard(what) => StoreError::Stale,
                _ => StoreError::Broken(words.to_owned()),
            };
        }
        Failed::Server(error) => error.as_db_error(),
        Failed::File(_) | Failed::Gone => None,
    };
    let Some(server) = server else { return unanswered() };
    let code = server.code().code();
    let table = server.table().unwrap_or_default();
    match (&code[..2.min(code.len())], code) {
        (_, "23505") => StoreError::NotUnique(taken(server)),
        (_, "23502") if is_guard(&format!("{table}.{}", server.column().unwrap_or_default())) => {
            StoreError::Stale
        }
        // Lost races and locks, and a server that is not there or is going away.
        ("40" | "55" | "08" | "57", _) | (_, "53300" | "25P03" | "25P04") => {
            StoreError::Busy(format!("{target}: {}", server.message()))
        }
        ("53" | "58" | "XX", _) | (_, "25006") => unusable(),
        _ => StoreError::Broken(server.message().to_owned()),
    }
}

/// Tells whether a connection is of no more use after an error.
pub(super) fn lost(error: &Failed) -> bool {
    match error {
        Failed::Gone => true,
        Failed::Server(error) => server::lost(error),
        Failed::File(_) => false,
    }
}

/// `person.org, person.handle` → `person.handle`.
fn without_org(columns: &str) -> String {
    let named: Vec<&str> =
        columns.split(", ").filter(|column| column.split('.').next_back() != Some("org")).collect();
    named.join(", ")
}

/// The columns that a server says are taken: `Key (org, handle)=(…) already exists.`
fn taken(error: &DbError) -> String {
    let table = error.table().unwrap_or_default();
    let detail = error.detail().unwrap_or_default();
    let columns = detail.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    let columns = columns.map_or("", |(columns, _)| columns).split(", ");
    let named: Vec<String> = columns.map(|column| format!("{table}.{column}")).collect();
    without_org(&named.join(", "))
}

/// What an error says about opening a database.
pub(super) fn of_open(target: &Target, error: &Failed) -> OpenError {
    let Target::File(path) = target else {
        return OpenError::Server { at: target.to_string(), why: error.to_string() };
    };
    let code = match error {
        Failed::File(rusqlite::Error::SqliteFailure(code, _)) => code.extended_code,
        Failed::File(_) | Failed::Server(_) | Failed::Gone => 0,
    };
    let path = path.to_owned();
    match code & 0xff {
        11 | 26 => OpenError::Corrupt { path },
        3 | 8 | 14 => OpenError::not_writable(&path),
        5 | 6 => OpenError::Busy { path },
        10 => OpenError::Disk { path },
        13 => OpenError::Full { path },
        _ => OpenError::Other { path, why: error.to_string() },
    }
}
