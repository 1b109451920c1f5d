//! Everything written into a database at once, or nothing.

use std::path::Path;

use bot_core::store::{StoreError, Stored};

use super::reading::Walk;
use super::tables::{Column, Holds, Table, all, kept, triggers};
use super::{Dump, DumpError, Lines, Part, Sum, Summary, Told, neutral_row, summary};
use crate::db::{Alone, Statement, Target, Value, newest, sql};
use crate::open::prepare;
use crate::system;

/// How many values one statement brings.
const BINDS: usize = 2_000;

/// What is restored.
pub enum Source {
    /// A dump.
    Lines(Lines),
    /// Another database.
    Database(Dump),
}

impl Source {
    fn step(&self) -> i64 {
        match self {
            Self::Lines(lines) => lines.step,
            Self::Database(dump) => dump.step,
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        match self {
            Self::Lines(lines) => lines.total,
            Self::Database(dump) => dump.rows(),
        }
    }

    async fn next(&mut self) -> Result<Part, DumpError> {
        match self {
            Self::Lines(lines) => lines.next(),
            Self::Database(dump) => Ok(dump.next().await?),
        }
    }

    /// A row that the database did not take.
    fn refused(&self, table: &str, error: StoreError) -> DumpError {
        match (self, error) {
            (Self::Lines(lines), StoreError::NotUnique(what)) => {
                lines.wrong(format!("table {table}: {what} stands there before"))
            }
            (Self::Lines(lines), StoreError::Broken(why)) => {
                lines.wrong(format!("table {table}: {why}"))
            }
            (_, error) => error.into(),
        }
    }
}

/// Writes everything into a database that nobody uses and that holds no org yet, unless what it
/// holds is to be replaced.
///
/// All of it is one transaction, in which what was written is read again and compared: whatever
/// fails leaves the database as it was.
pub async fn restore(
    path_or_url: &str,
    from: Source,
    replace: bool,
    told: Told<'_>,
) -> Result<Summary, DumpError> {
    restore_into(&Target::of(path_or_url)?, from, replace, told).await
}

pub(crate) async fn restore_into(
    target: &Target,
    from: Source,
    replace: bool,
    told: Told<'_>,
) -> Result<Summary, DumpError> {
    let made = target.file().filter(|path| !path.exists());
    let done = begin(target, from, replace, told).await;
    if let (Err(_), Some(path)) = (&done, made) {
        forget(path);
    }
    done
}

/// Removes the file that was made for nothing.
fn forget(path: &Path) {
    // It is empty; left behind it does no harm.
    std::fs::remove_file(path).ok();
}

async fn begin(
    target: &Target,
    from: Source,
    replace: bool,
    told: Told<'_>,
) -> Result<Summary, DumpError> {
    if let Some(path) = target.file() {
        prepare(path)?;
    }
    let mut to = Alone::to_write(target).await?;
    let done = write(&mut to, from, replace, told).await;
    match done {
        Ok(_) => to.commit().await?,
        Err(_) => to.close().await,
    }
    done
}

async fn write(
    to: &mut Alone,
    mut from: Source,
    replace: bool,
    told: Told<'_>,
) -> Result<Summary, DumpError> {
    if to.step().await?.is_some() {
        let orgs: i64 = to.ask(sql!(system::HOW_MANY_ORGS)).await?.get(0)?;
        if orgs > 0 && !replace {
            return Err(DumpError::Full(to.target().to_string()));
        }
    }
    let names: Vec<String> = all(newest())?.into_iter().map(|table| table.name).collect();
    to.erase(&names, &triggers()).await?;
    to.migrate(from.step()).await?;
    let tables = kept(from.step())?;
    let sums = load(to, &mut from, &tables, told).await?;
    if let Source::Database(dump) = from {
        dump.close().await;
    }
    compare(to, &tables, &sums).await?;
    to.migrate(newest()).await?;
    Ok(summary(&tables, &sums))
}

/// Writes all rows; gives what they come to.
async fn load(
    to: &mut Alone,
    from: &mut Source,
    tables: &[Table],
    told: Told<'_>,
) -> Result<Vec<Sum>, DumpError> {
    let mut sums = vec![Sum::default(); tables.len()];
    let mut numbers = vec![0; tables.len()];
    let mut emptied = 0;
    let mut done = 0;
    loop {
        let part = from.next().await?;
        let reached = match &part {
            Part::Rows(at, _) => at + 1,
            Part::End => tables.len(),
        };
        // Lines of work that made themselves, of rows that came before, are not those that were.
        for table in tables.get(emptied..reached).unwrap_or_default() {
            to.send(sql!(system::empty(&table.name))).await?;
        }
        emptied = reached;
        let Part::Rows(at, rows) = part else { break };
        let (Some(table), Some(sum), Some(number)) =
            (tables.get(at), sums.get_mut(at), numbers.get_mut(at))
        else {
            return Err(StoreError::Broken("a row belongs to no table".to_owned()).into());
        };
        done += rows.len() as u64;
        for row in &rows {
            *number = table.number(row).max(*number);
            sum.add(&neutral_row(row));
        }
        fill(to, table, rows).await.map_err(|error| from.refused(&table.name, error))?;
        told(done);
    }
    for (table, number) in tables.iter().zip(numbers) {
        if let Some((_, column)) = table.serial() {
            to.count_from(&table.name, &column.name, number + 1).await?;
        }
    }
    Ok(sums)
}

async fn fill(to: &mut Alone, table: &Table, rows: Vec<Vec<Value>>) -> Stored<()> {
    let width = table.columns.len();
    let at_once = (BINDS / width.max(1)).max(1);
    let list = table.list();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(at_once).collect();
        let text = system::fill(&table.name, &list, width, some.len());
        to.send(Statement::new(text, some.into_iter().flatten().collect())).await?;
    }
    Ok(())
}

/// Reads everything again.
async fn compare(to: &mut Alone, tables: &[Table], sums: &[Sum]) -> Result<(), DumpError> {
    let mut walk = Walk::over(tables.to_vec(), to).await?;
    let mut found = walk.no_sums();
    while let Part::Rows(at, rows) = walk.next(to).await? {
        if let Some(sum) = found.get_mut(at) {
            for row in &rows {
                sum.add(&neutral_row(row));
            }
        }
    }
    for ((table, sum), found) in tables.iter().zip(sums).zip(&found) {
        if sum != found {
            let why = format!("{} rows went in, {} came out", sum.rows, found.rows);
            return Err(DumpError::Differs { table: table.name.clone(), why });
        }
    }
    Ok(())
}

impl Table {
    /// The column that numbers the rows.
    fn serial(&self) -> Option<(usize, &Column)> {
        self.columns.iter().enumerate().find(|(_, column)| column.holds == Holds::Serial)
    }

    /// The number of a row, if the table numbers them.
    fn number(&self, row: &[Value]) -> i64 {
        let value = self.serial().and_then(|(at, _)| row.get(at));
        if let Some(Value::Int(n)) = value { *n } else { 0 }
    }
}
