//! How the program ends when it cannot do what was asked: a message with the remedy, and a code.

use std::fmt;

use bot_core::chat::channel::NotKept;
use bot_core::store::StoreError;
use storage::DumpError;

/// Why the program ends without having done what was asked.
#[derive(Debug)]
pub enum Fault {
    /// Something failed.
    Failed(String),
    /// The command line or the configuration is wrong.
    Usage(String),
    /// The database cannot be used, or is newer than the program.
    Database(String),
    /// An import is done, and so many rows were left out.
    LeftOut(usize),
    /// Whoever reads our output has gone: nothing to complain about.
    Unheard,
}

impl Fault {
    /// An answer that cannot be shown.
    pub fn unseen(error: std::io::Error) -> Self {
        match Self::from(error) {
            Self::Failed(why) => Self::Failed(format!(
                "the answer cannot be written to standard output: {why}. It is kept and shown by \
                 the next `gendan chat` there"
            )),
            unheard => unheard,
        }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Unheard => 0,
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::Database(_) => 3,
            Self::LeftOut(_) => 4,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(why) | Self::Usage(why) | Self::Database(why) => f.write_str(why),
            Self::LeftOut(1) => f.write_str("1 row was left out"),
            Self::LeftOut(n) => write!(f, "{n} rows were left out"),
            Self::Unheard => Ok(()),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unusable(why) => Self::Database(why),
            StoreError::Busy(why) => Self::Database(format!("{why}: wait until that is done")),
            other => Self::Failed(format!("the database did not do what it should: {other}")),
        }
    }
}

impl From<DumpError> for Fault {
    fn from(error: DumpError) -> Self {
        match error {
            DumpError::Open(why) => Self::Database(why.to_string()),
            DumpError::Store(why) => why.into(),
            DumpError::Io(why) => why.into(),
            DumpError::Newer { .. } | DumpError::Empty(_) => Self::Database(error.to_string()),
            DumpError::Full(_) => Self::Failed(format!(
                "{error}. Name another database ([database] path or url, $GENDAN_DATA), or lose \
                 what this one holds with --replace"
            )),
            DumpError::Line { .. } | DumpError::Damaged(_) | DumpError::Differs { .. } => {
                Self::Failed(error.to_string())
            }
        }
    }
}

impl From<NotKept> for Fault {
    fn from(error: NotKept) -> Self {
        match error {
            NotKept::Unusable(why) => Self::Database(why),
            NotKept::Later(_) => Self::Failed(format!("the message was not taken: {error}")),
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::Unheard,
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// What the parts of the program answer.
pub type Done<T = ()> = Result<T, Fault>;
