//! A database, read from end to end as it is at one moment.

use std::io::Write;
use std::path::Path;

use bot_core::domain::ids::Instant;
use bot_core::store::{StoreError, Stored};
use chrono::SecondsFormat;
use serde::Serialize;

use super::tables::{Table, kept};
use super::{
    DumpError, End, FORMAT, Head, PAGE, Part, Sum, Summary, TableHead, Told, neutral_row, summary,
};
use crate::db::{Alone, Statement, Target, Value, sql};
use crate::system;

/// A database that is being read.
pub struct Dump {
    from: Alone,
    pub(super) step: i64,
    pub(super) walk: Walk,
}

impl Dump {
    /// Begins to read the copy of a database.
    pub async fn of_copy(path: &Path) -> Result<Self, DumpError> {
        let mut dump = Self::begin(&Target::File(path.to_owned())).await?;
        match dump.from.integrity_check().await?.into_iter().next() {
            Some(why) => Err(DumpError::Damaged(why)),
            None => Ok(dump),
        }
    }

    /// Begins to read a database as it is now; what happens to it meanwhile is not seen.
    pub(crate) async fn begin(target: &Target) -> Result<Self, DumpError> {
        let mut from = Alone::to_read(target).await?;
        let step = from.step().await?;
        let orgs = match step {
            Some(_) => from.ask(sql!(system::HOW_MANY_ORGS)).await?.get(0)?,
            None => 0,
        };
        let Some(step) = step.filter(|_| orgs > 0_i64) else {
            return Err(DumpError::Empty(target.to_string()));
        };
        let walk = Walk::over(kept(step)?, &mut from).await?;
        Ok(Self { from, step, walk })
    }

    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        self.walk.total
    }

    pub(super) async fn next(&mut self) -> Stored<Part> {
        self.walk.next(&mut self.from).await
    }

    /// Writes all of it.
    pub async fn write(
        mut self,
        to: &mut (dyn Write + Send),
        told: Told<'_>,
    ) -> Result<Summary, DumpError> {
        let now: Instant = self.from.ask(sql!(system::NOW)).await?.get(0).map(Instant)?;
        let head = Head {
            gendan: "dump".to_owned(),
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            step: self.step,
            created_at: now.utc().to_rfc3339_opts(SecondsFormat::Millis, true),
            rows: self.walk.total,
        };
        put(to, &head)?;
        let mut sums = self.walk.no_sums();
        let mut headed = 0;
        let mut done = 0;
        loop {
            let part = self.next().await?;
            let reached = match &part {
                Part::Rows(at, _) => at + 1,
                Part::End => self.walk.tables.len(),
            };
            for table in self.walk.tables.get(headed..reached).unwrap_or_default() {
                put(to, &TableHead::of(table))?;
            }
            headed = reached;
            let Part::Rows(at, rows) = part else { break };
            for row in rows {
                let line = neutral_row(&row);
                put(to, &line)?;
                sums.get_mut(at).ok_or_else(lost)?.add(&line);
                done += 1;
            }
            told(done);
        }
        put(to, &End::of(&self.walk.tables, &sums))?;
        to.flush()?;
        self.from.close().await;
        Ok(summary(&self.walk.tables, &sums))
    }

    pub(super) async fn close(self) {
        self.from.close().await;
    }
}

fn put(to: &mut (dyn Write + Send), what: &impl Serialize) -> Result<(), DumpError> {
    let text =
        serde_json::to_string(what).map_err(|error| StoreError::Broken(error.to_string()))?;
    Ok(writeln!(to, "{text}")?)
}

fn lost() -> StoreError {
    StoreError::Broken("a row belongs to no table".to_owned())
}

/// A walk through all tables, page by page.
pub(super) struct Walk {
    pub(super) tables: Vec<Table>,
    /// How many rows there are.
    pub(super) total: u64,
    at: usize,
    after: Vec<Value>,
}

impl Walk {
    pub(super) async fn over(tables: Vec<Table>, from: &mut Alone) -> Stored<Self> {
        let mut total = 0;
        for table in &tables {
            let n: i64 = from.ask(sql!(system::count(&table.name))).await?.get(0)?;
            total += u64::try_from(n).unwrap_or_default();
        }
        Ok(Self { tables, total, at: 0, after: Vec::new() })
    }

    /// A sum for each table, with nothing in it yet.
    pub(super) fn no_sums(&self) -> Vec<Sum> {
        vec![Sum::default(); self.tables.len()]
    }

    /// The next rows.
    pub(super) async fn next(&mut self, from: &mut Alone) -> Stored<Part> {
        while let Some(table) = self.tables.get(self.at) {
            let after = std::mem::take(&mut self.after);
            let key = table.key_names();
            let text = system::page(&table.name, &table.list(), &key, !after.is_empty(), PAGE);
            let rows = from.send(Statement::new(text, after)).await?.rows;
            let rows: Vec<_> = rows.iter().map(|row| table.values(row)).collect::<Stored<_>>()?;
            let at = self.at;
            match rows.last().filter(|_| rows.len() == PAGE) {
                Some(last) => {
                    self.after = table.key.iter().filter_map(|&at| last.get(at).cloned()).collect();
                }
                None => self.at += 1,
            }
            if !rows.is_empty() {
                return Ok(Part::Rows(at, rows));
            }
        }
        Ok(Part::End)
    }
}
