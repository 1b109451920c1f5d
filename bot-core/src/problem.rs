//! What can go wrong: for people, with what is wrong, what is allowed and an example; or for us.

use crate::chat::reply::{Asked, Reply, ReplyKind};
use crate::domain::trial::Trial;
use crate::store::StoreError;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub enum Problem {
    /// The person is told; nothing was written.
    Tell(Box<Reply>),
    /// A field is asked for; nothing was written, and what is known so far is kept.
    Ask(Box<Question>),
    /// Somebody else was faster: the same again may work.
    Again,
    /// The last days are to be played first, while nobody waits for it; then the same again.
    Beforehand(Box<Trial>),
    /// The database cannot be used: nothing is to be done until somebody has mended it.
    Unusable(String),
    /// Ours to mend: the person gets a reference, the log gets the reason.
    Broken(String),
}

/// A question for one field of the command that is being put together.
#[derive(Debug)]
pub struct Question {
    /// The field.
    pub field: String,
    /// The words, with choices as buttons where there are some.
    pub reply: Reply,
    /// The command with what is known of it, where that is another one than was run.
    pub draft: Option<Asked>,
}

impl Question {
    /// A question for a field.
    pub fn of(field: impl Into<String>, reply: Reply) -> Self {
        Self { field: field.into(), reply, draft: None }
    }
}

impl Problem {
    /// Tells the person what is wrong.
    pub fn tell(text: impl AsRef<str>) -> Self {
        Self::Tell(Box::new(Reply::new(ReplyKind::Problem, text)))
    }
}

impl From<Reply> for Problem {
    fn from(reply: Reply) -> Self {
        Self::Tell(Box::new(reply))
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale | StoreError::Busy(_) => Self::Again,
            // A number that somebody else took first is a lost race like any other.
            StoreError::NotUnique(what) if what.rsplit('.').next() == Some("n") => Self::Again,
            StoreError::Unusable(why) => Self::Unusable(why),
            StoreError::NotUnique(_) | StoreError::Broken(_) => Self::Broken(error.to_string()),
        }
    }
}

impl From<crate::domain::record::BadFields> for Problem {
    fn from(bad: crate::domain::record::BadFields) -> Self {
        Self::Broken(bad.to_string())
    }
}
