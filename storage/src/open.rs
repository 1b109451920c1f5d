//! What can be wrong with a database file, and what to do about it.

use std::path::{Path, PathBuf};

use bot_core::store::StoreError;

use crate::db::Target;

/// Why a database cannot be used, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is damaged.
    #[error(
        "{} is not a database or is damaged: restore a backup or move the file away",
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
    /// It cannot be written.
    #[error(
        "{} cannot be opened for writing: check that its folder exists and may be written to",
        path.display()
    )]
    NotWritable {
        /// The file.
        path: PathBuf,
    },
    /// There is no room.
    #[error("{} has no room to grow: free space on the disk", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The address of a server is none.
    #[error(
        "the address of the database is not right: {why}. \
         It looks like postgres://USER:PASSWORD@HOST:5432/DATABASE"
    )]
    Address {
        /// What is wrong.
        why: String,
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
            other => Self::Other { path, why: other.to_string() },
        }
    }
}

/// Makes the folder that a database file is to lie in.
pub(crate) fn make_folder(path: &Path) -> Result<(), OpenError> {
    let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|_| OpenError::NotWritable { path: path.to_owned() })
}

/// Makes a new file that only its owner may read: it will hold customers' data.
///
/// A file that is there keeps what its owner chose.
pub(crate) fn make_private(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // What cannot be made is said in better words when the database is opened.
    drop(options.open(path));
}
