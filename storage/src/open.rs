//! What can be wrong with a database file, and what to do about it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use bot_core::store::StoreError;

use crate::db::Target;

/// Why a database cannot be used, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is damaged.
    #[error(
        "{} is not a database or is damaged: move the file away, then restore a backup (gendan \
         restore BACKUP)",
        path.display()
    )]
    Corrupt {
        /// The file.
        path: PathBuf,
    },
    /// It belongs to another program.
    #[error("{} is a database of another program: name another file", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Its schema is none that this program knows.
    #[error(
        "{} was written by a newer version (schema step {step}): use that version or a newer one",
        path.display()
    )]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// The step that this program does not know, or knows otherwise.
        step: i64,
    },
    /// It cannot be read or written.
    #[error("{} cannot be used: {cause}", path.display())]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// What is in the way, and the remedy.
        cause: String,
    },
    /// There is no room.
    #[error(
        "{} has no room to grow: free space on the disk of its folder, or move it to another disk",
        path.display()
    )]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The disk does not do what it should.
    #[error(
        "{} could not be read or written: the disk reports an error. Free space, look at the \
         user's quota and at the disk, and start again: what was answered is kept",
        path.display()
    )]
    Disk {
        /// The file.
        path: PathBuf,
    },
    /// Another program holds it.
    #[error(
        "{} is in use by another program: wait until that is done, or end it",
        path.display()
    )]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// Another program does what is due there.
    #[error(
        "another `gendan serve` or `gendan tick --apply` is at work on {} already: one is enough for \
         a file. For several `gendan serve`, put the data on a server (docs/backup.md says how)",
        path.display()
    )]
    Served {
        /// The file.
        path: PathBuf,
    },
    /// The address of a server is none.
    #[error("the address of the database is not right: {why}. It looks like {like}")]
    Address {
        /// What is wrong.
        why: String,
        /// An example of a right one.
        like: &'static str,
    },
    /// A server does not let us in, or is not there.
    #[error(
        "{at} cannot be used: {why}. Check that the server runs, that the database is there \
         (createdb), and that the user may create tables in it"
    )]
    Server {
        /// Which server and database.
        at: String,
        /// What it said.
        why: String,
    },
    /// Something else.
    #[error("{} cannot be opened: {why}", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What the database said.
        why: String,
    },
}

impl OpenError {
    /// What an error of the store says about opening a file.
    pub(crate) fn of(target: &Target, error: StoreError) -> Self {
        let path = PathBuf::from(target.to_string());
        match error {
            StoreError::Unusable(_) => Self::Corrupt { path },
            StoreError::Busy(_) => Self::Busy { path },
            other => Self::Other { path, why: other.to_string() },
        }
    }

    /// A file that the database would not open or write: the file system knows why.
    pub(crate) fn not_writable(path: &Path) -> Self {
        prepare(path).and_then(|()| try_folder(path)).err().unwrap_or_else(|| Self::NotWritable {
            path: path.to_owned(),
            cause: "it is read-only for the database; look at its permissions and those of the \
                    files beside it that begin with its name"
                .to_owned(),
        })
    }

    /// What the file system says about `thing`, which is the file or lies on the way to it.
    fn of_io(path: &Path, thing: &Path, error: &io::Error) -> Self {
        let path = path.to_owned();
        if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            return Self::Full { path };
        }
        let named = if thing == path { "it".to_owned() } else { thing.display().to_string() };
        let cause = match error.kind() {
            ErrorKind::PermissionDenied => {
                format!("{named} may not be written by this user{}", whose(thing))
            }
            ErrorKind::ReadOnlyFilesystem => format!(
                "{named} lies on a disk that is mounted read-only: mount it for writing, or put \
                 the database elsewhere"
            ),
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
                format!("{named} is no folder: name a path through folders")
            }
            ErrorKind::IsADirectory => "it is a folder: name a file in it".to_owned(),
            ErrorKind::NotFound => format!("nothing can be made in {named}: name another path"),
            _ => format!("{named}: {error}"),
        };
        Self::NotWritable { path, cause }
    }

    /// Whether the same may work a moment later: another process makes or changes the same file.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Other { .. })
    }
}

/// Whose a file is, with the remedy.
fn whose(thing: &Path) -> String {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(about) = std::fs::metadata(thing) else {
        return String::new();
    };
    format!(
        " (it belongs to user {}, with permissions {:o}): change that with chown or chmod, or \
         run as that user",
        about.uid(),
        about.mode() & 0o7777
    )
}

/// The path itself, or what there is of it.
fn nearest(path: &Path) -> &Path {
    path.ancestors().find(|part| part.exists()).unwrap_or(Path::new("."))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Holds a place beside a file of which there is one, until what it gives is dropped or its process
/// ends, however it ends.
pub(crate) fn hold(path: &Path) -> Result<File, OpenError> {
    let place = PathBuf::from(format!("{}-serve", path.display()));
    let mut open = OpenOptions::new();
    std::os::unix::fs::OpenOptionsExt::mode(open.write(true).create(true).truncate(false), 0o600);
    let file = open.open(&place).map_err(|error| OpenError::of_io(path, &place, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Served { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(OpenError::of_io(path, &place, &error)),
    }
}

/// Sees to it that there is a file which can be written, in a folder that is made for it.
///
/// A new one may be read by its owner alone: it will hold customers' data. One that is there keeps
/// what its owner chose.
pub(crate) fn prepare(path: &Path) -> Result<(), OpenError> {
    let folder = folder_of(path);
    std::fs::create_dir_all(folder)
        .map_err(|error| OpenError::of_io(path, nearest(folder), &error))?;
    let mut new = OpenOptions::new();
    std::os::unix::fs::OpenOptionsExt::mode(new.write(true).create_new(true), 0o600);
    match new.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(OpenError::of_io(path, folder, &error));
        }
        _ => {}
    }
    let opened = OpenOptions::new().read(true).write(true).open(path);
    let file = opened.map_err(|error| OpenError::of_io(path, path, &error))?;
    match file.metadata() {
        Ok(about) if about.is_file() => Ok(()),
        Ok(_) => Err(OpenError::NotWritable {
            path: path.to_owned(),
            cause: "it is a device or a pipe: name an ordinary file".to_owned(),
        }),
        Err(error) => Err(OpenError::of_io(path, path, &error)),
    }
}

/// Looks whether a file can be made beside the database, as it must.
fn try_folder(path: &Path) -> Result<(), OpenError> {
    let folder = folder_of(path);
    let probe = folder.join(format!(".gendan-{}", std::process::id()));
    let made = OpenOptions::new().write(true).create_new(true).open(&probe);
    std::fs::remove_file(&probe).ok();
    made.map(drop).map_err(|error| OpenError::of_io(path, folder, &error))
}
