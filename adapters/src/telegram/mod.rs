//! Telegram: one bot, its updates in and its messages out.

mod api;
mod inbound;
mod menu;
mod outbound;
mod read;
mod render;
mod webhook;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use bot_core::chat::channel::{Channel, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::Incoming;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use api::{Api, Fault};

pub use self::webhook::Hooked;
use crate::parts::HalfOut;
use crate::patience::Backoff;
pub use crate::patience::Pace;

/// Where Telegram's own Bot API is.
pub const API_URL: &str = "https://api.telegram.org";

/// How a bot is reached.
#[derive(Clone, Debug)]
pub struct TelegramSettings {
    /// The token that Telegram's `@BotFather` gave.
    pub token: SecretString,
    /// Where the Bot API is.
    pub api_url: String,
    /// The groups that are listened to, by their numbers; all where none is named. Direct chats
    /// always are.
    pub groups: Vec<i64>,
    /// At which address Telegram reaches us; none where it is asked for news.
    pub hook: Option<String>,
    /// For how many seconds a question for news may stay open, at most 50.
    pub poll: u64,
    /// How patient to be.
    pub pace: Pace,
}

impl TelegramSettings {
    /// The usual settings with this token.
    pub fn new(token: SecretString) -> Self {
        let api_url = API_URL.to_owned();
        Self { token, api_url, groups: Vec::new(), hook: None, poll: 25, pace: Pace::default() }
    }

    /// Which platform and bot the token is of: it begins with the bot's number.
    pub fn source(&self) -> Option<String> {
        let (id, _) = self.token.expose_secret().trim().split_once(':')?;
        let is_number = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit());
        is_number.then(|| format!("telegram/{id}"))
    }
}

/// Why a bot does not work. It never contains the token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TelegramProblem {
    /// The settings cannot be right.
    #[error("the Telegram settings cannot be right: {0}")]
    Settings(String),
    /// The token is not, or no longer, valid.
    #[error(
        "Telegram does not accept the bot's token ({0}): it was revoked, replaced or mistyped. \
         Ask @BotFather for the current one (/mybots, the bot, API Token), put it into the \
         settings under [telegram] and start again; nothing that people write meanwhile is lost \
         for 24 hours"
    )]
    Token(String),
    /// Nobody answers, or somebody who is not the Bot API.
    #[error("the Telegram Bot API at {at} cannot be reached: {why}")]
    Unreachable {
        /// Where it was looked for.
        at: String,
        /// What went wrong.
        why: String,
    },
}

impl TelegramProblem {
    /// Why, in a few words.
    pub fn reason(&self) -> &str {
        match self {
            Self::Settings(why) | Self::Token(why) | Self::Unreachable { why, .. } => why,
        }
    }
}

#[derive(Deserialize)]
struct Me {
    id: i64,
    username: Option<String>,
}

/// A bot on Telegram.
#[derive(Debug)]
pub struct Telegram {
    api: Arc<Api>,
    source: String,
    username: String,
    poll: u64,
    parts_out: HalfOut,
    groups: RwLock<Vec<i64>>,
    hook: Option<String>,
    let_in: AtomicBool,
}

impl Telegram {
    /// Asks Telegram which bot the token belongs to.
    pub async fn connect(settings: TelegramSettings) -> Result<Self, TelegramProblem> {
        let poll = settings.poll.min(50);
        let api = Api::new(&settings)?;
        let me: Me = api
            .call("getMe", &json!({}), Duration::ZERO)
            .await
            .map_err(|fault| problem(&api, &fault))?;
        Ok(Self {
            api: Arc::new(api),
            source: format!("telegram/{}", me.id),
            username: me.username.unwrap_or_default(),
            poll,
            parts_out: HalfOut::default(),
            groups: RwLock::new(settings.groups),
            hook: settings.hook,
            let_in: AtomicBool::new(true),
        })
    }

    /// The same, trying for as long as Telegram cannot be reached; `None` when told to stop.
    pub async fn connect_patiently(
        settings: TelegramSettings,
        stop: &CancellationToken,
    ) -> Result<Option<Self>, TelegramProblem> {
        let mut backoff = Backoff::new(settings.pace);
        loop {
            let tried = stop.run_until_cancelled(Self::connect(settings.clone()));
            match tried.await {
                None => return Ok(None),
                Some(Err(why @ TelegramProblem::Unreachable { .. })) => {
                    let pause = backoff.next();
                    tracing::warn!(%why, ?pause, "no bot on Telegram yet");
                    if stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_none() {
                        return Ok(None);
                    }
                }
                Some(done) => return done.map(Some),
            }
        }
    }

    /// The bot's name, as in `t.me/NAME`; empty if it has none.
    pub fn username(&self) -> &str {
        &self.username
    }

    /// Where one opens a chat with it: what is behind is passed on as the code of an invite.
    pub fn link(&self) -> Option<String> {
        (!self.username.is_empty()).then(|| format!("https://t.me/{}?start=", self.username))
    }

    /// Whether Telegram calls us instead of being asked for news.
    pub fn is_called(&self) -> bool {
        self.hook.is_some()
    }

    /// Whether Telegram has let it in since it was refused last.
    pub fn is_let_in(&self) -> bool {
        self.let_in.load(Ordering::SeqCst)
    }

    /// Notes whether Telegram lets it in.
    fn note_let_in(&self, yes: bool) {
        self.let_in.store(yes, Ordering::SeqCst);
    }
}

fn problem(api: &Api, fault: &Fault) -> TelegramProblem {
    match fault.code {
        Some(401 | 404) => TelegramProblem::Token(fault.why.clone()),
        _ => TelegramProblem::Unreachable { at: api.base().to_owned(), why: fault.why.clone() },
    }
}

#[async_trait]
impl Channel for Telegram {
    fn source(&self) -> &str {
        &self.source
    }

    fn read(&self, raw: &str) -> Result<Incoming, Unreadable> {
        read::incoming(raw, &self.source, &self.username)
    }

    async fn send(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        self.deliver(parcel).await
    }
}
