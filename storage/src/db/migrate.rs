//! The schema: numbered steps, never changed once released, replayed in order.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use bot_core::store::{StoreError, Stored};

use super::lane::Lane;
use super::{Connection, TYPES};

/// Each step: its number, what it is about, its text.
const STEPS: [(i64, &str, &str); 3] = [
    (1, "spine", include_str!("../../migrations/0001_spine.sql")),
    (2, "told", include_str!("../../migrations/0002_told.sql")),
    (3, "people", include_str!("../../migrations/0003_people.sql")),
];

/// Brings a database up to date; one that knows more than this program is refused.
pub(super) async fn migrate(conn: &mut Connection) -> Result<(), MigrateError> {
    run(conn, STEPS.len()).await
}

/// Takes the first steps.
async fn run(conn: &mut Connection, steps: usize) -> Result<(), MigrateError> {
    let steps = STEPS.iter().take(steps).map(|&(n, name, text)| {
        let text = AssertSqlSafe(for_this_database(text)).into_sql_str();
        Migration::new(n, name.into(), MigrationType::Simple, text, false)
    });
    Migrator::with_migrations(steps.collect()).run(&mut *conn).await
}

/// Tells whether there are tables that no step of ours has made.
pub(super) async fn is_foreign(lane: &mut Lane) -> Stored<bool> {
    let tables = "select count(*), count(case when name = '_sqlx_migrations' then 1 end) \
         from sqlite_master where type = 'table'";
    let answers = lane.send(&[(tables, &[])]).await?;
    let row = answers.first().and_then(|answer| answer.rows.first());
    let counted = row.map(|row| Ok::<_, StoreError>((row.get::<i64>(0)?, row.get::<i64>(1)?)));
    Ok(counted.transpose()?.is_some_and(|(all, ours)| all > 0 && ours == 0))
}

/// Puts the database's own types in.
fn for_this_database(text: &str) -> String {
    TYPES.iter().fold(text.to_owned(), |text, (name, own)| text.replace(name, own))
}

#[cfg(test)]
mod tests {
    use bot_core::domain::access::Roles;
    use bot_core::domain::ids::Kind;
    use sqlx::Connection as _;

    use super::*;
    use crate::db::{Db, Options, literals, sql};
    use crate::keys::keys_of;
    use crate::record::table;

    /// The rows that each step brought, on top of those of the steps before it.
    const SAMPLES: [&str; STEPS.len()] = [
        include_str!("../../migrations/samples/0001.sql"),
        include_str!("../../migrations/samples/0002.sql"),
        include_str!("../../migrations/samples/0003.sql"),
    ];

    #[tokio::test]
    async fn rows_of_every_step_can_still_be_read() {
        let dir = tempfile::tempdir().expect("a folder");
        for steps in 1..=STEPS.len() {
            let path = dir.path().join(format!("{steps}.db"));
            let mut conn = Db::connect(&path).await.expect("a connection");
            run(&mut conn, steps).await.expect("the schema of then");
            let sample = sqlx::raw_sql(AssertSqlSafe(literals(&SAMPLES[..steps].concat())));
            sample.execute(&mut conn).await.expect("its rows");
            conn.close().await.expect("closed");

            let db = Db::open(&path, Options::default()).await.expect("up to date");
            assert!(db.integrity_check().await.expect("checked").is_empty());
            let orgs = db.ask(sql!(crate::system::ORGS)).await.expect("orgs");
            let org = crate::orgs::org_at(&orgs[0], 0).expect("an org");
            assert_eq!(org.roles, Roles::standard());
            for kind in Kind::ALL {
                let (columns, name) = (table(kind).columns(), table(kind).name);
                let text = format!("select {columns} from {name} r where r.org = $1");
                let rows = db.ask(sql!(text, org.id)).await.expect("rows");
                assert!(!rows.is_empty(), "step {steps} has no {name}");
                for row in &rows {
                    let fields = table(kind).fields(row).expect("fields");
                    keys_of(kind, &fields).expect("a record");
                }
            }
        }
    }

    #[test]
    fn every_table_has_a_sample() {
        for (&(_, step, text), sample) in STEPS.iter().zip(SAMPLES) {
            for name in text.split("create table ").skip(1) {
                let name = name.split_whitespace().next().unwrap_or_default();
                let filled = sample.contains(&format!(" into {name} ("));
                assert!(filled || name == "refusal", "{step}: {name}");
            }
        }
    }
}
