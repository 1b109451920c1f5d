//! `gendan restore`: a backup becomes a database again, on either kind of database.

use std::fs::File;
use std::io::{BufRead as _, BufReader, ErrorKind, Write as _, stdout};
use std::path::{Path, PathBuf};

use bot_core::store::Erasure;
use storage::{Dump, DumpError, Lines, Source, Storage, restore};

use crate::app::{must_be_there, open};
use crate::backup::{is_the_database, words};
use crate::config::Config;
use crate::fault::{Done, Fault};
use crate::progress::bar;

/// How a database file begins.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// Where the list of the forgotten is while a database is replaced, in the folder of the data.
const KEPT: &str = "forgotten.json";

/// What is said where nobody knows whom the database had forgotten that is not there any more.
const FORGET_AGAIN: &str = "Whoever was forgotten after this backup was made is in it again: send \
     “customer forget” or “lead forget” for each of them once more.";

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
    let kept = config.data().join(KEPT);
    let forgotten = if order.replace { forgotten(&address, &kept).await? } else { None };
    let bar = bar(source.rows());
    let mut told = |done| bar.set_position(done);
    let done = restore(&address, source, order.replace, &mut told).await;
    bar.finish_and_clear();
    let summary = done.map_err(of_file)?;
    writeln!(stdout(), "{named}: {} from {file}, compared row by row", words(&summary))?;
    let Some(forgotten) = forgotten else {
        // What was there cannot say it: only people know whom they have promised it.
        writeln!(stdout(), "{FORGET_AGAIN}")?;
        return Ok(());
    };
    if !forgotten.is_empty() {
        let store = open(&address).await?;
        let again = store.erase_again(&forgotten).await?;
        store.close().await;
        std::fs::remove_file(&kept)?;
        writeln!(stdout(), "{named}: {again} people were forgotten again")?;
    }
    Ok(())
}

/// Whom the database that is replaced has forgotten: the backup may be older, and know them still.
///
/// The list is kept beside it until they are forgotten again, so that a restore which ends in
/// between does not lose it. Nothing where there is no such list and no database that can be read.
async fn forgotten(address: &str, kept: &Path) -> Done<Option<Vec<Erasure>>> {
    let mut known = kept.exists();
    let mut all: Vec<Erasure> = match std::fs::read(kept) {
        Ok(list) => serde_json::from_slice(&list).map_err(std::io::Error::from)?,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    if must_be_there(address).is_ok() {
        match Storage::open(address).await {
            Ok(store) => {
                for org in store.orgs().await? {
                    all.extend(store.erasures(org.id).await?);
                }
                store.close().await;
                known = true;
            }
            // What is damaged is what a backup is for.
            Err(error) => tracing::warn!(%error, "nobody can say whom that database had forgotten"),
        }
    }
    if !all.is_empty() {
        std::fs::write(kept, serde_json::to_vec(&all).map_err(std::io::Error::from)?)?;
    }
    Ok(known.then_some(all))
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
