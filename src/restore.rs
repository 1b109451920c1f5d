//! `gendan restore`: a backup becomes a database again, on either kind of database.

use std::fs::File;
use std::io::{BufRead as _, BufReader, ErrorKind, Write as _, stdout};
use std::path::{Path, PathBuf};

use storage::{Dump, DumpError, Lines, Source, restore};

use crate::backup::{is_the_database, words};
use crate::config::Config;
use crate::fault::{Done, Fault};
use crate::progress::bar;

/// How a database file begins.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// What is wanted.
pub struct Order {
    /// The backup.
    pub file: PathBuf,
    /// Whether what the database holds is replaced.
    pub replace: bool,
}

/// Runs it.
pub async fn run(config: &Config, order: &Order) -> Done {
    let address = config.address();
    let named = storage::named(&address);
    let file = order.file.display();
    if is_the_database(&order.file, &address) {
        return Err(Fault::Usage(format!("{file}: this is the database itself: name a backup")));
    }
    let of_file = |error| of_file(&order.file, error);
    let source = source(&order.file).await?;
    let bar = bar(source.rows());
    let mut told = |done| bar.set_position(done);
    let done = restore(&address, source, order.replace, &mut told).await;
    bar.finish_and_clear();
    let summary = done.map_err(of_file)?;
    writeln!(stdout(), "{named}: {} from {file}, compared row by row", words(&summary))?;
    Ok(())
}

/// A dump or a copy, whichever it is.
async fn source(file: &Path) -> Done<Source> {
    let wrong = |why: &str| Fault::Usage(format!("{}: {why}", file.display()));
    if file.is_dir() {
        return Err(wrong("it is a folder: name the backup in it"));
    }
    let opened = File::open(file).map_err(|error| match error.kind() {
        ErrorKind::NotFound => wrong("there is no such file"),
        _ => wrong(&format!("cannot be read: {error}")),
    })?;
    let mut from = BufReader::with_capacity(1 << 16, opened);
    let source = if from.fill_buf()?.starts_with(DATABASE) {
        Dump::of_copy(file).await.map(Source::Database)
    } else {
        Lines::of(Box::new(from)).map(Source::Lines)
    };
    source.map_err(|error| of_file(file, error))
}

/// What is wrong with a backup is said with its name.
fn of_file(file: &Path, error: DumpError) -> Fault {
    match error {
        DumpError::Line { .. } | DumpError::Damaged(_) | DumpError::Differs { .. } => {
            Fault::Failed(format!("{}: {error}. Nothing was restored", file.display()))
        }
        DumpError::Newer { .. } => Fault::Database(format!("{}: {error}", file.display())),
        other => other.into(),
    }
}
