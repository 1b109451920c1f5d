//! What stands in a database, with the keys that differ from run to run made equal.

use std::collections::HashMap;
use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _, Row as _};

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

/// Every row of every table, as text.
pub async fn everything(address: &str) -> Vec<String> {
    let server = address.starts_with("postgres");
    let tables = if server {
        "select tablename from pg_tables where schemaname = current_schema()"
    } else {
        "select name from sqlite_master where type = 'table'"
    };
    let mut lines = Vec::new();
    for table in rows(address, tables).await {
        let query = if server {
            format!("select cast(t as text) from \"{table}\" t")
        } else {
            let columns =
                format!("select 'quote(\"' || name || '\")' from pragma_table_info('{table}')");
            let columns = rows(address, &columns).await.join(" || ' ' || ");
            format!("select {columns} from \"{table}\"")
        };
        let found = rows(address, &query).await;
        lines.extend(found.into_iter().map(|row| format!("{table}: {row}")));
    }
    lines
}

/// The first column of each row of a query.
pub async fn rows(address: &str, query: &str) -> Vec<String> {
    let missing = "the database of the test";
    if address.starts_with("postgres") {
        let options = PgConnectOptions::from_str(address).expect("an address");
        let mut conn = options.connect().await.expect(missing);
        let rows = sqlx::query(AssertSqlSafe(query.to_owned()))
            .fetch_all(&mut conn)
            .await
            .expect("an answer");
        return rows.iter().map(|row| row.get::<String, _>(0)).collect();
    }
    let options = SqliteConnectOptions::new().filename(address).read_only(true);
    let mut conn = options.connect().await.expect(missing);
    let rows =
        sqlx::query(AssertSqlSafe(query.to_owned())).fetch_all(&mut conn).await.expect("an answer");
    rows.iter().map(|row| row.get::<String, _>(0)).collect()
}

/// Changes rows behind the program's back.
pub async fn execute(address: &str, statement: &str) {
    let missing = "the database of the test";
    let text = AssertSqlSafe(statement.to_owned());
    if address.starts_with("postgres") {
        let options = PgConnectOptions::from_str(address).expect("an address");
        options.connect().await.expect(missing).execute(text).await.expect("done");
    } else {
        let options = SqliteConnectOptions::new().filename(address);
        options.connect().await.expect(missing).execute(text).await.expect("done");
    }
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
