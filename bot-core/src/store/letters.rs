//! Replies that did not get out: given up, or waiting for a chat that is closed.

use async_trait::async_trait;
use uuid::Uuid;

use super::Stored;
use crate::chat::incoming::Address;
use crate::chat::reply::Reply;
use crate::domain::ids::{Instant, PersonId};

/// A reply that did not get out.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Its place in the outbox: what it is named by.
    pub seq: i64,
    /// Its key.
    pub id: Uuid,
    /// Where it was to go.
    pub chat: Address,
    /// Whom it is for.
    pub person: Option<PersonId>,
    /// What it says; none where that cannot be read any more.
    pub reply: Option<Reply>,
    /// When it was written.
    pub at: Instant,
    /// Why it did not get out.
    pub why: String,
    /// True when nobody is to be told of it any more.
    pub told: bool,
    /// True when it reminds of what rang by itself: that can ring again.
    pub reminds: bool,
}

/// A chat that is closed to us.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedChat {
    /// Which chat.
    pub chat: Address,
    /// Since when.
    pub since: Instant,
    /// Why.
    pub why: String,
    /// How many replies wait for it.
    pub waiting: i64,
}

/// Questions about replies that did not get out.
#[async_trait]
pub trait Letters: Send {
    /// Those that were given up, the newest first.
    async fn dead_letters(&mut self, limit: i64) -> Stored<Vec<Letter>>;

    /// Notes that nobody is to be told when these are given up.
    async fn hush(&mut self, letters: &[Uuid]) -> Stored<()>;

    /// Sends one that was given up once more, last in its chat's line.
    async fn retry_letter(&mut self, seq: i64) -> Stored<()>;

    /// Lets one that was given up rest.
    async fn drop_letter(&mut self, seq: i64) -> Stored<()>;

    /// Tells whether a chat is closed to us.
    async fn is_closed(&mut self, chat: &Address) -> Stored<bool>;

    /// The chats that are closed to us, the newest first.
    async fn closed_chats(&mut self, limit: i64) -> Stored<Vec<ClosedChat>>;

    /// Whose own chat it is; none where several people write.
    async fn whose(&mut self, chat: &Address) -> Stored<Option<PersonId>>;

    /// What waits for a chat, the oldest first.
    async fn waiting_for(&mut self, chat: &Address) -> Stored<Vec<Letter>>;

    /// Takes back one that waits.
    async fn take_back(&mut self, letter: Uuid) -> Stored<()>;

    /// Notes that a chat is closed to us, and why; whoever is to hear of it will.
    async fn close_chat(&mut self, chat: &Address, why: &str) -> Stored<()>;

    /// Lets a chat go on that was closed.
    async fn open_chat(&mut self, chat: &Address) -> Stored<()>;
}
