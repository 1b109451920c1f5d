//! Everything that is kept, in a form that no database has for itself.
//!
//! A dump is lines of JSON: a head; then for each table its name and columns, and below it its rows
//! in order of their key; an end with the count and the sum of each table. Restored anywhere, the
//! same counts and sums come out of the database again, or nothing of it stays.

mod lines;
mod reading;
mod restore;
mod tables;

use std::fmt::Write as _;
use std::io;

use bot_core::store::StoreError;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::db::{Value, without_nul};
use crate::open::OpenError;

pub use lines::Lines;
pub use reading::Dump;
pub(crate) use restore::restore_into;
pub use restore::{Source, restore};
use tables::{Table, neutral};

/// How many rows are read at a time.
const PAGE: usize = 500;
/// The form of a dump; another number is another form.
const FORMAT: i64 = 1;

/// Told how many rows are done.
pub type Told<'a> = &'a mut (dyn FnMut(u64) + Send);

/// Why a dump or a restore came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// A database cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A database did not do what it should.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// What is to be read is not right.
    #[error("line {line}: {why}")]
    Line {
        /// In which line, from 1.
        line: u64,
        /// What is wrong there.
        why: String,
    },
    /// The dump was made by a newer version.
    #[error(
        "it was written by a newer version (schema step {step}): use that version or a newer one"
    )]
    Newer {
        /// The step that this program does not know.
        step: i64,
    },
    /// A database that is to be read finds something wrong with itself.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// There is nothing in a database that is to be read.
    #[error("there is no org in {0}")]
    Empty(String),
    /// A database that is to be written holds something.
    #[error("{0} holds an org already")]
    Full(String),
    /// What the database gives back is not what it was given.
    #[error("table {table} came out of the database otherwise than it went in: {why}")]
    Differs {
        /// Which table.
        table: String,
        /// How.
        why: String,
    },
}

/// How much there is, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many tables.
    pub tables: usize,
    /// How many rows.
    pub rows: u64,
    /// The sum over all of them: the same in every database that holds the same.
    pub hash: String,
}

/// The count and the sum of a table's rows.
///
/// The digests of the rows are added up: it does not matter in which order they come, which two
/// databases may see differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Sum {
    rows: u64,
    hash: [u64; 4],
}

/// A [`Sum`] as an end of a dump has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    rows: u64,
    sha256: String,
}

impl Sum {
    /// Adds a row.
    ///
    /// What one of the databases cannot keep is left out of account: a NUL in a text.
    fn add(&mut self, row: &Json) {
        let digest = Sha256::digest(without_nul(row).to_string());
        self.rows += 1;
        let mut carry = false;
        for (limb, bytes) in self.hash.iter_mut().zip(digest.chunks_exact(8)) {
            let more = bytes.iter().rev().fold(0, |n: u64, byte| n << 8 | u64::from(*byte));
            let (sum, over) = limb.overflowing_add(more);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            (*limb, carry) = (sum, over || over_again);
        }
    }

    fn written(&self) -> Written {
        let bytes: Vec<u8> = self.hash.iter().flat_map(|limb| limb.to_le_bytes()).collect();
        Written { rows: self.rows, sha256: hex(&bytes) }
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        write!(text, "{byte:02x}").ok();
        text
    })
}

/// The row as it stands in a dump: the names in nested values are in order.
fn neutral_row(row: &[Value]) -> Json {
    row.iter().map(neutral).collect()
}

fn summary(tables: &[Table], sums: &[Sum]) -> Summary {
    let mut all = Sha256::new();
    for (table, sum) in tables.iter().zip(sums) {
        let Written { rows, sha256 } = sum.written();
        all.update(format!("{} {rows} {sha256}\n", table.name));
    }
    Summary {
        tables: tables.len(),
        rows: sums.iter().map(|sum| sum.rows).sum(),
        hash: hex(&all.finalize()),
    }
}

/// A piece of what is moved.
enum Part {
    /// Rows of the table at this place.
    Rows(usize, Vec<Vec<Value>>),
    /// That was all.
    End,
}

/// The first line of a dump.
#[derive(Serialize, Deserialize)]
struct Head {
    gendan: String,
    format: i64,
    program: String,
    step: i64,
    created_at: String,
    rows: u64,
}

/// What stands above the rows of a table.
#[derive(Serialize, Deserialize)]
struct TableHead {
    table: String,
    columns: Vec<(String, tables::Holds)>,
}

impl TableHead {
    fn of(table: &Table) -> Self {
        let columns = table.columns.iter().map(|column| (column.name.clone(), column.holds));
        Self { table: table.name.clone(), columns: columns.collect() }
    }
}

/// The last line of a dump.
#[derive(Serialize, Deserialize)]
struct End {
    end: Vec<(String, Written)>,
    sha256: String,
}

impl End {
    fn of(tables: &[Table], sums: &[Sum]) -> Self {
        let all = tables.iter().zip(sums);
        Self {
            end: all.map(|(table, sum)| (table.name.clone(), sum.written())).collect(),
            sha256: summary(tables, sums).hash,
        }
    }
}

#[cfg(test)]
mod tests;
