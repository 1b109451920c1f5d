//! What has been written since the scene was set, in any table that the database has.
//!
//! The tables are asked of the database itself, so that a new one is watched by itself. A trigger
//! notes each write; what was written can be put back.

use std::collections::BTreeSet;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _, Row as _};

/// Where messages and conversations stand while they are worked on: no facts.
const ON_THE_WAY: [&str; 5] = ["inbox", "inbox_line", "outbox", "chat_line", "talk"];

/// Watches the tables of a database.
pub struct Ledger {
    conn: SqliteConnection,
    tables: Vec<String>,
}

impl Ledger {
    /// Begins to watch; what stands there now is what will be put back.
    pub async fn open(address: &str) -> Self {
        assert!(!address.starts_with("postgres"), "these tests watch a file");
        let options = SqliteConnectOptions::new().filename(address);
        let options = options.busy_timeout(std::time::Duration::from_secs(20));
        let conn = options.connect().await.expect("the database of the test");
        let mut ledger = Self { conn, tables: Vec::new() };
        ledger.tables = ledger
            .column(
                "select name from sqlite_schema where type = 'table' \
                 and name not like 'sqlite_%' and name not like '\\_sqlx%' escape '\\' order by name",
            )
            .await;
        assert!(ledger.tables.len() > 20, "these are not the tables: {:?}", ledger.tables);
        ledger.run("attach ':memory:' as kept").await;
        ledger.run("create table main.written (name text primary key)").await;
        ledger.keep().await;
        for table in ledger.tables.clone() {
            for change in ["insert", "update", "delete"] {
                let trigger = format!(
                    "create trigger main.noted_{change}_{table} after {change} on {table} \
                     begin insert into written values ('{table}') on conflict do nothing; end"
                );
                ledger.run(&trigger).await;
            }
        }
        ledger
    }

    /// From here on what stands there now is what will be put back.
    pub async fn keep(&mut self) {
        for table in self.tables.clone() {
            self.run(&format!("drop table if exists kept.{table}")).await;
            self.run(&format!("create table kept.{table} as select * from main.{table}")).await;
        }
        self.run("delete from main.written").await;
    }

    /// The tables of facts that were written, in which everything is as it was before again.
    pub async fn put_back(&mut self) -> BTreeSet<String> {
        let written = self.column("select name from written").await;
        if written.is_empty() {
            return BTreeSet::new();
        }
        let back = written
            .iter()
            .filter(|name| !ON_THE_WAY.contains(&name.as_str()) || name.as_str() == "talk");
        let back: Vec<String> = back.cloned().collect();
        self.run("begin immediate").await;
        for table in &back {
            self.run(&format!("delete from main.{table}")).await;
            self.run(&format!("insert into main.{table} select * from kept.{table}")).await;
        }
        self.run("delete from written").await;
        self.run("commit").await;
        back.into_iter().filter(|name| name != "talk").collect()
    }

    /// Everything in the tables of facts, row by row: for looking whether the notes can be trusted.
    pub async fn differences(&mut self) -> Vec<String> {
        let mut different = Vec::new();
        for table in self.tables.clone() {
            if ON_THE_WAY.contains(&table.as_str()) {
                continue;
            }
            let [now, before] = ["main", "kept"].map(|at| format!("select * from {at}.{table}"));
            let query = format!(
                "select (select count(*) from ({now} except {before})) \
                 + (select count(*) from ({before} except {now}))"
            );
            let row = sqlx::query(AssertSqlSafe(query)).fetch_one(&mut self.conn).await;
            if row.expect("an answer").get::<i64, _>(0) > 0 {
                different.push(table);
            }
        }
        different
    }

    /// Forgets that a stranger was answered, so that the next message is answered as well.
    pub async fn forget_strangers(&mut self) {
        self.run("update outbox set created_at = 0 where org = zeroblob(16)").await;
    }

    async fn column(&mut self, query: &'static str) -> Vec<String> {
        let rows = sqlx::query(query).fetch_all(&mut self.conn).await.expect("an answer");
        rows.iter().map(|row| row.get::<String, _>(0)).collect()
    }

    async fn run(&mut self, statement: &str) {
        let statement = AssertSqlSafe(statement.to_owned());
        let done = self.conn.execute(sqlx::raw_sql(statement)).await;
        done.expect("a statement of the test");
    }
}
