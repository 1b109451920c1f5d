//! A database that nobody else uses: a file, or a schema of its own on a server.
//!
//! Which of the two `GENDAN_TEST_DATABASE` says: without it all tests run on files; with the
//! address of a throw-away PostgreSQL they run there. `./test` does both.

use std::path::Path;
use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};
use uuid::Uuid;

/// The server that the tests are to run on, if they are.
#[expect(clippy::disallowed_methods, reason = "which database is the harness's to ask")]
pub fn server() -> Option<String> {
    let url = std::env::var("GENDAN_TEST_DATABASE").ok().filter(|url| !url.is_empty())?;
    let options = PgConnectOptions::from_str(&url).expect("postgres://…");
    let here = ["127.0.0.1", "localhost", "::1"].contains(&options.get_host());
    assert!(here, "tests run on a server of this machine only, not on {}", options.get_host());
    Some(url)
}

/// The address of a fresh database; a file of it lies in the folder.
pub async fn fresh(folder: &Path) -> String {
    let Some(server) = server() else {
        return folder.join("gendan.db").to_string_lossy().into_owned();
    };
    let schema = format!("test_{}", Uuid::now_v7().simple());
    let mut conn = PgConnectOptions::from_str(&server).expect("a url").connect().await.expect(
        "the server of GENDAN_TEST_DATABASE does not answer; ./test starts one for its tests",
    );
    let create = format!("create schema {schema}");
    conn.execute(AssertSqlSafe(create)).await.expect("a schema");
    conn.close().await.expect("closed");
    let sign = if server.contains('?') { '&' } else { '?' };
    format!("{server}{sign}options=-csearch_path%3D{schema}")
}
