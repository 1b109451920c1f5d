//! `gendan backup`: everything into one file, while everybody goes on working.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write, stderr, stdout};
use std::path::{Path, PathBuf};

use storage::{DumpError, Storage, Summary};
use tempfile::NamedTempFile;

use crate::app::open_existing;
use crate::config::Config;
use crate::fault::{Done, Fault};
use crate::progress::bar;

/// What is wanted.
pub struct Order {
    /// The file; `-` is standard output.
    pub file: PathBuf,
    /// Lines of JSON instead of a database file.
    pub dump: bool,
    /// Whether a file that is there already is written over.
    pub force: bool,
}

/// Runs it.
pub async fn run(config: &Config, order: &Order) -> Done {
    let address = config.address();
    let to_output = order.file == Path::new("-");
    if to_output && !order.dump {
        return Err(Fault::Usage(
            "only a dump can go to standard output: gendan backup --dump -".to_owned(),
        ));
    }
    if !to_output {
        look(&order.file, order.force, &address)?;
    }
    let store = open_existing(&address).await?;
    if to_output {
        let summary = dump(&store, &mut stdout()).await.map_err(unheard)?;
        writeln!(stderr(), "{}", words(&summary))?;
        return Ok(());
    }
    let file = order.file.display();
    let folder = folder_of(&order.file);
    let mut part = part_of(&order.file, folder)?;
    let said = if order.dump {
        words(&dump(&store, part.as_file_mut()).await?)
    } else {
        store.copy_to(part.path()).await?;
        format!("a copy of {}", storage::named(&address))
    };
    store.close().await;
    part.as_file().sync_all()?;
    let kept =
        if order.force { part.persist(&order.file) } else { part.persist_noclobber(&order.file) };
    match kept {
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            return Err(there_already(&order.file));
        }
        kept => kept.map_err(|error| error.error)?,
    };
    File::open(folder)?.sync_all()?;
    writeln!(stdout(), "{file}: {said}")?;
    Ok(())
}

/// Refuses a file that must not be written.
fn look(file: &Path, force: bool, address: &str) -> Done {
    let usage = |why: &str| Err(Fault::Usage(format!("{}: {why}", file.display())));
    if file.is_dir() {
        return usage("it is a folder: name a file in it");
    }
    if is_the_database(file, address) {
        return usage("this is the database itself: name another file");
    }
    if file.try_exists()? && !force {
        return Err(there_already(file));
    }
    Ok(())
}

/// Whether a file is the database of this address.
pub fn is_the_database(file: &Path, address: &str) -> bool {
    let Some(database) = storage::file_of(address) else { return false };
    matches!((file.canonicalize(), database.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn there_already(file: &Path) -> Fault {
    Fault::Failed(format!(
        "{}: it is there already. Name another file, or write over it with --force",
        file.display()
    ))
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file beside the one that is wanted, which nobody else may read; it goes when it is not done.
fn part_of(file: &Path, folder: &Path) -> Done<NamedTempFile> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    let made = tempfile::Builder::new().prefix(&name).suffix(".part").tempfile_in(folder);
    made.map_err(|error| {
        let (folder, why) = (folder.display(), io::Error::from(error.kind()));
        Fault::Usage(format!("no file can be made in {folder}: {why}. Name another folder"))
    })
}

async fn dump(store: &Storage, to: &mut (dyn Write + Send)) -> Result<Summary, DumpError> {
    let dump = store.dump().await?;
    let bar = bar(dump.rows());
    let mut to = BufWriter::with_capacity(1 << 16, to);
    let done = dump.write(&mut to, &mut |done| bar.set_position(done)).await;
    bar.finish_and_clear();
    done
}

/// Unlike an answer, half a dump is of no use to anybody.
fn unheard(error: DumpError) -> Fault {
    match Fault::from(error) {
        Fault::Unheard => Fault::Failed("nobody read the dump to its end".to_owned()),
        fault => fault,
    }
}

/// How much there is.
pub fn words(summary: &Summary) -> String {
    let Summary { tables, rows, hash } = summary;
    format!("{rows} rows of {tables} tables, sha256 {hash}")
}
