//! The seam to a platform: how messages get in and out.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use uuid::Uuid;

use super::incoming::{Address, Brought, Incoming, Sort};
use super::reply::Reply;

/// One happening as it came from a platform, before anybody has looked into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The platform's key of it, unique per source: the same key again is a redelivery.
    pub update: String,
    /// The conversation that it belongs to: its messages are worked on in order.
    pub line: Address,
    /// What came, as it came.
    pub raw: String,
    /// The words in it, if any: for noticing that the same sentence was sent twice.
    pub said: Option<String>,
    /// The platform's key of the message: an edited one has that of the message as it was.
    pub message: Option<String>,
}

/// Says why something could not be kept; the platform must be told to send it again.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// It may work later.
    #[error("not kept: {0}")]
    Later(String),
    /// It will not work before somebody has mended what is said here.
    #[error("{0}")]
    Unusable(String),
}

/// Where arrivals are kept before they are acknowledged.
#[async_trait]
pub trait Inlet: Send + Sync {
    /// Keeps arrivals, all or none, together with the place to go on from.
    ///
    /// When this returns, they may be acknowledged: they will be worked on, each once.
    async fn keep(
        &self,
        source: &str,
        arrivals: &[Arrival],
        cursor: Option<i64>,
    ) -> Result<(), NotKept>;

    /// Where to go on from, and for how many milliseconds nothing has arrived.
    async fn cursor(&self, source: &str) -> Result<Option<(i64, i64)>, NotKept>;

    /// The conversations in which something has arrived so far.
    async fn lines(&self, source: &str) -> Result<Vec<Address>, NotKept>;
}

/// Proposes values while somebody fills a form in.
#[async_trait]
pub trait Proposer: Send + Sync {
    /// What the words that stand in a field so far may be going to mean, for this person: how it
    /// reads, and what is to be put into the field.
    async fn propose(&self, draft: &Incoming, field: &str) -> Vec<(String, String)>;
}

/// A file as it goes out.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: String,
    /// What sort it is: a picture is shown, a voice can be heard.
    pub sort: Sort,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", self.name, self.bytes.len())
    }
}

/// A message on its way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    /// Its key: part of the buttons' tokens, and the send key where a platform has one.
    pub id: Uuid,
    /// Where it goes.
    pub to: Address,
    /// What it says, already masked for where it goes.
    pub reply: Reply,
    /// The platform's key of the message whose place it takes.
    pub edits: Option<String>,
    /// The file that it brings.
    pub file: Option<File>,
    /// True for the second try of a message that the platform would not show as it was.
    pub plain: bool,
}

/// Why a message was not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendProblem {
    /// It may work later.
    #[error("not sent, to be tried again: {why}")]
    Later {
        /// What went wrong.
        why: String,
        /// How long the platform wants us to wait.
        after: Option<Duration>,
    },
    /// It will never work as it is.
    #[error("not sent: {0}")]
    Never(String),
    /// The chat is closed to us.
    #[error("the chat is closed: {0}")]
    Closed(String),
}

/// Why something that somebody has sent could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFetched {
    /// It has more bytes than are wanted.
    #[error("too large")]
    TooLarge,
    /// The platform does not give it, now or ever.
    #[error("not fetched: {0}")]
    Lost(String),
}

/// Says why an arrival cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("unreadable: {0}")]
pub struct Unreadable(pub String);

/// A platform with one bot on it.
#[async_trait]
pub trait Channel: Send + Sync {
    /// The platform and bot: `telegram/77`.
    fn source(&self) -> &str;

    /// Reads what the same channel kept.
    fn read(&self, raw: &str) -> Result<Incoming, Unreadable>;

    /// Sends a message and gives the platform's key of it.
    async fn send(&self, parcel: &Parcel) -> Result<String, SendProblem>;

    /// Whether messages that were sent can be changed later, without anybody being told.
    fn shows_anew(&self) -> bool {
        true
    }

    /// Fetches what is in a file that somebody has sent, so many bytes at most.
    async fn fetch(&self, brought: &Brought, most: usize) -> Result<Vec<u8>, NotFetched>;
}

/// The platforms that are there; one may join later, when it can be reached.
pub struct Channels(RwLock<Vec<Arc<dyn Channel>>>);

impl Channels {
    /// Those that are there from the beginning.
    pub fn new(channels: Vec<Arc<dyn Channel>>) -> Self {
        Self(RwLock::new(channels))
    }

    /// One more is there.
    pub fn add(&self, channel: Arc<dyn Channel>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(channel);
    }

    /// All that are there now.
    pub fn all(&self) -> Vec<Arc<dyn Channel>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
