//! A dump, read line by line and believed only when its end has been seen.

use std::io::{BufRead, Read as _};

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::tables::{Table, kept};
use super::{DumpError, End, FORMAT, Head, PAGE, Part, Sum, TableHead, neutral_row};
use crate::db::{self, Value};

/// The longest line that is read, in bytes: no row comes near to it.
const LONGEST: u64 = 64 * 1024 * 1024;

/// A dump that is being read.
pub struct Lines {
    from: Box<dyn BufRead + Send>,
    line: u64,
    pub(super) step: i64,
    pub(super) total: u64,
    pub(super) tables: Vec<Table>,
    /// For each table that has begun, in which line.
    begun: Vec<u64>,
    sums: Vec<Sum>,
}

impl Lines {
    /// Reads the first line.
    pub fn of(from: Box<dyn BufRead + Send>) -> Result<Self, DumpError> {
        let (begun, sums) = (Vec::new(), Vec::new());
        let mut lines = Self { from, line: 0, step: 0, total: 0, tables: Vec::new(), begun, sums };
        let first = lines.line()?.unwrap_or_default();
        lines.line = 1;
        let head: Head = serde_json::from_slice(&first)
            .ok()
            .filter(|head: &Head| head.gendan == "dump")
            .ok_or_else(|| lines.wrong("this is neither a dump nor a copy that gendan has made"))?;
        if head.format != FORMAT {
            let known =
                format!("format {}, of which this version knows {FORMAT} only", head.format);
            return Err(lines.wrong(known));
        }
        if head.step > db::newest() {
            return Err(DumpError::Newer { step: head.step });
        }
        if head.step < 1 {
            return Err(lines.wrong(format!("there is no schema step {}", head.step)));
        }
        (lines.step, lines.total, lines.tables) = (head.step, head.rows, kept(head.step)?);
        Ok(lines)
    }

    /// In which line it stands.
    pub(super) fn wrong(&self, why: impl Into<String>) -> DumpError {
        DumpError::Line { line: self.line, why: why.into() }
    }

    /// The next rows. All of one part are of one table.
    pub(super) fn next(&mut self) -> Result<Part, DumpError> {
        let mut rows = Vec::new();
        loop {
            // The head of the next table stays where it is until the rows before it are taken.
            let begins = self.from.fill_buf()?.first().copied();
            if begins == Some(b'{') && !rows.is_empty() {
                break;
            }
            let line = self.whole_line()?;
            if begins == Some(b'{') {
                if self.begun.len() == self.tables.len() {
                    self.end(&line)?;
                    return Ok(Part::End);
                }
                self.table(&line)?;
                continue;
            }
            rows.push(self.row(&line)?);
            if rows.len() == PAGE {
                break;
            }
        }
        Ok(Part::Rows(self.begun.len().saturating_sub(1), rows))
    }

    fn line(&mut self) -> Result<Option<Vec<u8>>, DumpError> {
        let mut bytes = Vec::new();
        (&mut self.from).take(LONGEST).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.line += 1;
        Ok(Some(bytes))
    }

    /// A line that ends as every line of a dump does.
    fn whole_line(&mut self) -> Result<Vec<u8>, DumpError> {
        let line = self.line()?.unwrap_or_default();
        if line.ends_with(b"\n") {
            return Ok(line);
        }
        self.line += u64::from(line.is_empty());
        let inside = self.table_now().map(|table| format!(" in table {}", table.name));
        let inside = inside.unwrap_or_default();
        Err(self.wrong(format!("the dump breaks off{inside}: its end is missing")))
    }

    /// The table whose rows are being read.
    fn table_now(&self) -> Option<&Table> {
        self.tables.get(self.begun.len().checked_sub(1)?)
    }

    fn read<T: DeserializeOwned>(&self, line: &[u8], what: &str) -> Result<T, DumpError> {
        serde_json::from_slice(line).map_err(|_| self.wrong(format!("this is not {what}")))
    }

    fn table(&mut self, line: &[u8]) -> Result<(), DumpError> {
        let Some(table) = self.tables.get(self.begun.len()) else {
            return Err(self.wrong("there is no table to come"));
        };
        let head: TableHead = self.read(line, &format!("the head of table {}", table.name))?;
        let wanted = TableHead::of(table);
        if head.table != wanted.table {
            let (is, wanted) = (head.table, wanted.table);
            return Err(self.wrong(format!("table {is} stands in the place of table {wanted}")));
        }
        if head.columns != wanted.columns {
            let (step, name) = (self.step, wanted.table);
            return Err(self.wrong(format!("table {name} has other columns than at step {step}")));
        }
        self.begun.push(self.line);
        self.sums.push(Sum::default());
        Ok(())
    }

    fn row(&mut self, line: &[u8]) -> Result<Vec<Value>, DumpError> {
        let Some(table) = self.table_now() else {
            return Err(self.wrong("a row stands before the first table"));
        };
        let row: Vec<Json> = self.read(line, &format!("a row of table {}", table.name))?;
        if row.len() != table.columns.len() {
            let (is, wanted) = (row.len(), table.columns.len());
            let name = &table.name;
            return Err(self.wrong(format!("table {name} has {wanted} columns, this row {is}")));
        }
        let mut values = Vec::with_capacity(row.len());
        for (column, json) in table.columns.iter().zip(row) {
            let is = json.to_string().chars().take(80).collect::<String>();
            let value = column.value(json).ok_or_else(|| {
                self.wrong(format!("{}.{} cannot be {is}", table.name, column.name))
            })?;
            values.push(value);
        }
        if let Some(sum) = self.sums.last_mut() {
            sum.add(&neutral_row(&values));
        }
        Ok(values)
    }

    /// Compares what was read with what was written.
    fn end(&mut self, line: &[u8]) -> Result<(), DumpError> {
        let end: End = self.read(line, "the end of a dump")?;
        let ours = End::of(&self.tables, &self.sums);
        for (at, (theirs, ours)) in end.end.iter().zip(&ours.end).enumerate() {
            if theirs == ours {
                continue;
            }
            let from = self.begun.get(at).copied().unwrap_or_default();
            let to = self.begun.get(at + 1).copied().unwrap_or(self.line);
            let how = if theirs.1.rows == ours.1.rows {
                "its rows are not as they were written".to_owned()
            } else {
                format!("it has {} rows, and {} were written", ours.1.rows, theirs.1.rows)
            };
            let why = format!("table {} (lines {from} to {}): {how}", ours.0, to - 1);
            return Err(DumpError::Line { line: from, why });
        }
        if end.end.len() != ours.end.len() || end.sha256 != ours.sha256 {
            return Err(self.wrong("the end does not fit what it is the end of"));
        }
        if self.line()?.is_some() {
            return Err(self.wrong("something follows the end of the dump"));
        }
        Ok(())
    }
}
