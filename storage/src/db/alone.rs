//! A transaction on a connection of its own: everything is read at one moment, or written at once.

use bot_core::store::Stored;

use super::conn::{Conn, of_error};
use super::target::Target;
use super::{Answer, Row, Statement, gone, migrate, sql};
use crate::open::OpenError;
use crate::system;

/// Such a transaction. What is not committed is gone.
pub(crate) struct Alone {
    conn: Conn,
    target: Target,
}

impl Alone {
    /// Begins to read one state of a database, which is not changed.
    pub(crate) async fn to_read(target: &Target) -> Result<Self, OpenError> {
        Self::begin(target, true, target.begin_look()).await
    }

    /// Begins to write a database that nobody else is connected to, or is refused.
    pub(crate) async fn to_write(target: &Target) -> Result<Self, OpenError> {
        let begin = if target.file().is_some() { "begin exclusive" } else { "begin" };
        Self::begin(target, false, begin).await
    }

    async fn begin(target: &Target, reads: bool, text: &'static str) -> Result<Self, OpenError> {
        let mut conn = Conn::alone(target, reads).await?;
        let begun = conn.send(target, vec![sql!(text)]).await;
        begun.map_err(|error| OpenError::of(target, of_error(target, &error)))?;
        let mut alone = Self { conn, target: target.clone() };
        if let Some(text) = target.presence(true).filter(|_| !reads) {
            alone.send(sql!(text)).await.map_err(|error| OpenError::of(target, error))?;
        }
        Ok(alone)
    }

    /// Which database it is.
    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// Sends one statement.
    pub(crate) async fn send(&mut self, statement: Statement) -> Stored<Answer> {
        let answers = self.conn.send(&self.target, vec![statement]).await;
        let answer = answers.map_err(|error| of_error(&self.target, &error))?.pop();
        answer.ok_or_else(|| gone("no answer"))
    }

    /// The one row that a question has for an answer.
    pub(crate) async fn ask(&mut self, statement: Statement) -> Stored<Row> {
        self.send(statement).await?.rows.pop().ok_or_else(|| gone("no row"))
    }

    /// The newest step of its schema; none where there are no tables yet.
    pub(crate) async fn step(&mut self) -> Result<Option<i64>, OpenError> {
        let target = self.target.clone();
        let found = async {
            let row = self.ask(sql!(target.tables())).await?;
            let step = match (row.get(0)?, row.get(1)?) {
                (0_i64, _) => Some(None),
                (_, 0_i64) => None,
                _ => Some(self.ask(sql!(system::STEP)).await?.opt::<i64>(0)?),
            };
            Ok(step)
        };
        let step = found.await.map_err(|error| OpenError::of(&target, error))?;
        match step {
            None => Err(OpenError::Foreign { path: target.to_string().into() }),
            Some(Some(step)) if step > migrate::newest() => {
                Err(OpenError::NewerSchema { path: target.to_string().into(), step })
            }
            Some(step) => Ok(step),
        }
    }

    /// What the database finds wrong with itself; empty when all is well.
    pub(crate) async fn integrity_check(&mut self) -> Stored<Vec<String>> {
        if self.target.file().is_none() {
            return Ok(Vec::new());
        }
        let rows = self.send(sql!("pragma integrity_check")).await?.rows;
        let words: Vec<String> = rows.iter().map(|row| row.get(0)).collect::<Stored<_>>()?;
        Ok(words.into_iter().filter(|word| word != "ok").collect())
    }

    /// Drops these tables with the triggers on them, and the list of our steps.
    pub(crate) async fn erase(&mut self, tables: &[String], triggers: &[&str]) -> Stored<()> {
        for table in tables.iter().map(String::as_str).chain(["_sqlx_migrations"]) {
            self.send(sql!(format!("drop table if exists {table}"))).await?;
        }
        let functions: Vec<_> =
            triggers.iter().filter_map(|name| self.target.drop_trigger(name)).collect();
        for function in functions {
            self.send(sql!(function)).await?;
        }
        Ok(())
    }

    /// Brings the schema to this step.
    pub(crate) async fn migrate(&mut self, step: i64) -> Result<(), OpenError> {
        let steps = migrate::texts(step).count();
        migrate::run(&mut self.conn, &self.target, steps).await
    }

    /// Lets a column that numbers the rows count on from `next`.
    pub(crate) async fn count_from(&mut self, table: &str, column: &str, next: i64) -> Stored<()> {
        match self.target.count_from(table, column, next) {
            Some(text) => self.send(sql!(text)).await.map(drop),
            None => Ok(()),
        }
    }

    /// Makes all of it stay.
    pub(crate) async fn commit(mut self) -> Stored<()> {
        let done = self.send(sql!("commit")).await;
        self.conn.close().await;
        done.map(drop)
    }

    /// Ends it without a trace.
    pub(crate) async fn close(mut self) {
        // Where that fails, the end of the connection does it.
        self.send(sql!("rollback")).await.ok();
        self.conn.close().await;
    }
}
