//! The schema: numbered steps, never changed once released, replayed in order.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::{Connection, TYPES};

/// Each step: its number, what it is about, its text.
const STEPS: [(i64, &str, &str); 1] =
    [(1, "spine", include_str!("../../migrations/0001_spine.sql"))];

/// Brings a database up to date; one that knows more than this program is refused.
pub(super) async fn migrate(conn: &mut Connection) -> Result<(), MigrateError> {
    let steps = STEPS.iter().map(|&(n, name, text)| {
        let text = AssertSqlSafe(for_this_database(text)).into_sql_str();
        Migration::new(n, name.into(), MigrationType::Simple, text, false)
    });
    Migrator::with_migrations(steps.collect()).run(&mut *conn).await
}

/// Puts the database's own types in.
fn for_this_database(text: &str) -> String {
    TYPES.iter().fold(text.to_owned(), |text, (name, own)| text.replace(name, own))
}
