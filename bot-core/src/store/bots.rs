//! The bots through which we talk.

use async_trait::async_trait;

use super::Stored;
use crate::chat::incoming::Address;
use crate::domain::ids::{Instant, PersonId};

/// A bot, as all programs on one database know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bot {
    /// The platform and bot.
    pub source: String,
    /// What it is called there.
    pub name: String,
    /// Where one opens a chat with it; what ends with `=` takes the code of an invite behind it.
    pub link: Option<String>,
    /// Until when a program listens for it, by the database's clock.
    pub led_until: Option<Instant>,
    /// When something came in last, to the minute.
    pub heard: Option<Instant>,
    /// Since when its platform does not let it in, and why.
    pub refused: Option<(Instant, String)>,
}

/// Questions about bots.
#[async_trait]
pub trait Bots: Send {
    /// A bot by its platform and key.
    async fn bot(&mut self, source: &str) -> Stored<Option<Bot>>;

    /// The bots that are listened for now, and where one opens a chat with each.
    async fn ways_in(&mut self) -> Stored<Vec<(String, String)>>;

    /// The hours in which a bot heard something within the last days, counted from the beginning
    /// of time.
    async fn hours_heard(&mut self, source: &str) -> Stored<Vec<i64>>;

    /// Where a person is reached who is not to be told through this bot.
    async fn home_besides(&mut self, person: PersonId, source: &str) -> Stored<Option<Address>>;
}
