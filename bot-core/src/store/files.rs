//! What was sent along with words: pictures, papers, voices.

use async_trait::async_trait;
use uuid::Uuid;

use super::Stored;
use crate::chat::incoming::Sort;

/// The largest file that is kept: 10 MB.
pub const LARGEST: usize = 10 * 1024 * 1024;

/// A file that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its key.
    pub id: Uuid,
    /// What sort it is.
    pub sort: Sort,
    /// What it is called, where that is known.
    pub name: Option<String>,
    /// What the platform calls those that were sent together.
    pub album: Option<String>,
}

/// A file that is kept, without what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its key.
    pub id: Uuid,
    /// What sort it is.
    pub sort: Sort,
    /// What it is called, where that is known.
    pub name: Option<String>,
    /// How many bytes it has.
    pub size: i64,
    /// What happened, that it is on; none while that is being asked.
    pub activity: Option<Uuid>,
}

/// Questions about files. Who may see a file is whoever may see what it is on.
#[async_trait]
pub trait Files: Send {
    /// Keeps a file that is on nothing yet; the same key again is the same file.
    async fn keep_file(&mut self, file: &NewFile, bytes: &[u8]) -> Stored<()>;

    /// Puts files of the actor's that are on nothing yet on something that happened, together with
    /// the others of their albums; gives all that are on it now because of that, in order.
    async fn attach(&mut self, files: &[Uuid], activity: Uuid) -> Stored<Vec<Uuid>>;

    /// Files by their keys, in that order; those that are gone are left out.
    async fn kept(&mut self, ids: &[Uuid]) -> Stored<Vec<Kept>>;

    /// The file of the actor's that was sent together with one, before it.
    async fn sibling(&mut self, file: Uuid) -> Stored<Option<Kept>>;

    /// What is in a file; nothing where it is gone.
    async fn content(&mut self, id: Uuid) -> Stored<Option<Vec<u8>>>;
}
