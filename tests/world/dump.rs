//! What stands in a database, with the keys that differ from run to run made equal.

use std::collections::HashMap;
use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _};

/// Everything that happened and everything that was said, in order, with keys numbered by their
/// first appearance.
pub async fn facts(address: &str) -> Vec<String> {
    let events = if address.starts_with("postgres") {
        "select kind || ' ' || id || ' v' || version || ' ' || op || ' ' || fields \
         from event order by seq"
    } else {
        "select kind || ' ' || lower(hex(id)) || ' v' || version || ' ' || op || ' ' || fields \
         from event order by seq"
    };
    let mut lines = rows(address, events).await;
    lines.extend(rows(address, "select chat || ' ' || payload from outbox order by seq").await);
    let mut seen = HashMap::new();
    lines.iter().map(|line| with_small_keys(line, &mut seen)).collect()
}

/// The first column of each row of a query.
pub async fn rows(address: &str, query: &'static str) -> Vec<String> {
    let missing = "the database of the test";
    if address.starts_with("postgres") {
        let options = PgConnectOptions::from_str(address).expect("an address");
        let mut conn = options.connect().await.expect(missing);
        let rows = sqlx::query(query).fetch_all(&mut conn).await.expect("an answer");
        return rows.iter().map(|row| row.get::<String, _>(0)).collect();
    }
    let options = SqliteConnectOptions::new().filename(address).read_only(true);
    let mut conn = options.connect().await.expect(missing);
    let rows = sqlx::query(query).fetch_all(&mut conn).await.expect("an answer");
    rows.iter().map(|row| row.get::<String, _>(0)).collect()
}

/// Puts `#1`, `#2`, … in the place of keys, with and without hyphens.
fn with_small_keys(line: &str, seen: &mut HashMap<String, usize>) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in line.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_hexdigit() || c == '-' {
            word.push(c);
            continue;
        }
        let hex: String = word.chars().filter(|c| *c != '-').collect();
        if hex.len() == 32 {
            let next = seen.len() + 1;
            let n = seen.entry(hex).or_insert(next);
            out.push('#');
            out.push_str(&n.to_string());
        } else {
            out.push_str(&word);
        }
        word.clear();
        out.push(c);
    }
    out
}
