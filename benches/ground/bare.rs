//! The same statements through bare sqlx, each hop in one go.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use futures::TryStreamExt as _;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Arguments as _, AssertSqlSafe, ConnectOptions as _, Executor as _};
use storage::{Sent, Value};

/// Sends again what was sent; gives how long that took.
pub async fn through_sqlx(copy: &Path, sent: &[Sent]) -> Duration {
    let options = SqliteConnectOptions::new()
        .filename(copy)
        .foreign_keys(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .statement_cache_capacity(512)
        .row_buffer_size(256)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-16000")
        .pragma("secure_delete", "on")
        .disable_statement_logging();
    let mut conn = options.connect().await.expect("connected");
    let began = Instant::now();
    for hop in sent.chunk_by(|one, next| one.hop == next.hop) {
        let (mut text, mut args, mut bound) = (String::new(), SqliteArguments::default(), 0);
        for one in hop {
            shifted(&one.text, bound, &mut text);
            text.push_str(";\n");
            bound += one.binds.len();
            for value in &one.binds {
                bind(value, &mut args);
            }
        }
        let query = sqlx::query_with(AssertSqlSafe(text), args);
        let mut answers = conn.fetch_many(query);
        while answers.try_next().await.expect("an answer").is_some() {}
    }
    began.elapsed()
}

/// Copies a text whose values are bound behind others: sqlx counts `$2` by what it says.
fn shifted(text: &str, by: usize, to: &mut String) {
    let mut parts = text.split('?');
    to.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (n, rest) = part.split_at(digits);
        let n: usize = n.parse().expect("a number behind each sign");
        // Writing to a String cannot fail.
        write!(to, "${}{rest}", n + by).expect("written");
    }
}

fn bind(value: &Value, to: &mut SqliteArguments) {
    let bound = match value {
        Value::Text(text) => to.add(text.as_str()),
        Value::Int(n) => to.add(*n),
        Value::Bool(yes) => to.add(*yes),
        Value::Id(id) => to.add(*id),
        Value::Time(at) => to.add(at.0),
        Value::Date(day) => to.add(day.to_string()),
        Value::Json(json) => to.add(json.to_string()),
        Value::Null => to.add(None::<i64>),
    };
    bound.expect("bound");
}
