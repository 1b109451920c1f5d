//! Discord: one bot, what is written to it and done with its commands in, its messages out.

mod api;
mod catch_up;
mod commands;
mod forms;
mod gateway;
mod inbound;
mod interaction;
mod message;
mod outbound;
mod read;
mod render;
mod respond;
mod ticket;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bot_core::chat::channel::{Channel, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::Incoming;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};

pub use self::commands::{Offer, Words};
pub use crate::patience::Pace;

use self::api::{Api, Fault};
use self::ticket::Waiting;
use crate::parts::HalfOut;

/// Where Discord's own API is.
pub const API_URL: &str = "https://discord.com";

/// How a bot is reached.
#[derive(Clone, Debug)]
pub struct DiscordSettings {
    /// The token of the developer portal.
    pub token: SecretString,
    /// Where the API is.
    pub api_url: String,
    /// The servers that are listened to; all where none is named. Direct messages always are.
    pub guilds: Vec<String>,
    /// How patient to be.
    pub pace: Pace,
}

impl DiscordSettings {
    /// The usual settings with this token.
    pub fn new(token: SecretString) -> Self {
        Self { token, api_url: API_URL.to_owned(), guilds: Vec::new(), pace: Pace::default() }
    }

    /// Which platform and bot the token is of.
    pub fn source(&self) -> Option<String> {
        account_of(self.token.expose_secret().trim()).map(|me| format!("discord/{me}"))
    }
}

/// Why a bot does not work. It never contains the token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiscordProblem {
    /// The settings cannot be right.
    #[error("the Discord settings cannot be right: {0}")]
    Settings(String),
    /// The token is not, or no longer, valid.
    #[error(
        "Discord does not accept the bot's token ({0}): it was reset or mistyped. Make a new one in \
         the developer portal (the application, Bot, Reset Token), put it into the settings under \
         [discord] and start again; direct messages that people write meanwhile are read then"
    )]
    Token(String),
    /// Discord does not let the bot in as it is set up.
    #[error("Discord does not let the bot in: {0}")]
    Refused(String),
    /// Something did not work this time.
    #[error("Discord at {at} did not do it: {why}")]
    Failed {
        /// Where it was asked.
        at: String,
        /// What went wrong.
        why: String,
    },
}

impl DiscordProblem {
    /// Why, in a few words.
    pub fn reason(&self) -> &str {
        match self {
            Self::Settings(why)
            | Self::Token(why)
            | Self::Refused(why)
            | Self::Failed { why, .. } => why,
        }
    }
}

/// A bot on Discord.
#[derive(Debug)]
pub struct Discord {
    api: Arc<Api>,
    source: String,
    /// The bot's own account.
    me: String,
    guilds: Vec<String>,
    offers: Vec<Offer>,
    parts_out: HalfOut,
    waiting: Arc<Waiting>,
    let_in: AtomicBool,
}

impl Discord {
    /// A bot that offers these commands; nobody is asked yet.
    pub fn new(settings: &DiscordSettings, offers: Vec<Offer>) -> Result<Self, DiscordProblem> {
        let odd = "a token looks like MTIz….X.Y, from the Bot page of the developer portal";
        let me = account_of(settings.token.expose_secret().trim())
            .ok_or_else(|| DiscordProblem::Settings(odd.to_owned()))?;
        Ok(Self {
            api: Arc::new(Api::new(settings)?),
            source: format!("discord/{me}"),
            me,
            guilds: settings.guilds.clone(),
            offers,
            parts_out: HalfOut::default(),
            waiting: Arc::default(),
            let_in: AtomicBool::new(false),
        })
    }

    /// The bot's own account.
    pub fn account(&self) -> &str {
        &self.me
    }

    /// Where one finds it, to write to it directly.
    pub fn link(&self) -> String {
        format!("{API_URL}/users/{}", self.me)
    }

    /// Whether Discord has let it in since it was refused last.
    pub fn is_let_in(&self) -> bool {
        self.let_in.load(Ordering::SeqCst)
    }

    fn offer(&self, command: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.spec.name == command)
    }
}

/// The account that a token belongs to: it begins with its number.
fn account_of(token: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    let mut parts = token.split('.');
    let (first, rest) = (parts.next()?, parts.collect::<Vec<_>>());
    if rest.len() != 2 || !rest.iter().all(|part| !part.is_empty() && part.chars().all(fits)) {
        return None;
    }
    let bare = first.trim_end_matches('=');
    let bytes = STANDARD_NO_PAD.decode(bare).or_else(|_| URL_SAFE_NO_PAD.decode(bare)).ok()?;
    let account = String::from_utf8(bytes).ok()?;
    is_id(&account).then_some(account)
}

/// Whether a text is a number as Discord gives them to everything.
fn is_id(text: &str) -> bool {
    text.parse::<i64>().is_ok_and(|id| id > 0) && text.chars().all(|c| c.is_ascii_digit())
}

/// Whether an address is of this machine.
fn is_here(url: &Url) -> bool {
    matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"))
}

fn problem(api: &Api, fault: &Fault) -> DiscordProblem {
    match fault.status {
        Some(401) => DiscordProblem::Token(fault.why.clone()),
        _ => DiscordProblem::Failed { at: api.base().to_owned(), why: fault.why.clone() },
    }
}

#[async_trait]
impl Channel for Discord {
    fn source(&self) -> &str {
        &self.source
    }

    fn read(&self, raw: &str) -> Result<Incoming, Unreadable> {
        self.incoming(raw)
    }

    async fn send(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        self.deliver(parcel).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_begins_with_the_account() {
        assert_eq!(account_of("Nzc3.GaBcDe.f_-123").as_deref(), Some("777"));
        for odd in ["", "Nzc3", "Nzc3.x", "Nzc3..y", "abc.x.y", "Nzc3.x.y.z", "Nzc3.x y.z"] {
            assert_eq!(account_of(odd), None, "{odd}");
        }
    }
}
