//! News that Telegram brings by itself: kept first, answered with 200 only then.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bot_core::chat::channel::Inlet;
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::api::Fault;
use super::inbound::{KINDS, number, text_at};
use super::{Telegram, TelegramProblem, problem};
use crate::door::{Caller, Head};
use crate::patience::Backoff;

/// How often it is looked whether Telegram still calls us.
const LOOK: Duration = Duration::from_mins(10);
/// Where Telegram says who it is.
const SECRET: &str = "x-telegram-bot-api-secret-token";

#[derive(Deserialize)]
struct Info {
    url: String,
    #[serde(default)]
    pending_update_count: i64,
    last_error_date: Option<i64>,
    last_error_message: Option<String>,
}

impl Telegram {
    /// Has Telegram call us at `url`, and looks again and again whether it still does.
    pub(super) async fn be_called(
        &self,
        url: &str,
        inlet: &dyn Inlet,
        stop: &CancellationToken,
    ) -> Result<(), TelegramProblem> {
        let mut backoff = Backoff::new(self.api.pace);
        let mut complaint = None;
        loop {
            let looked = stop.run_until_cancelled(self.look_after_hook(url, inlet, &mut complaint));
            let pause = match looked.await {
                None => return Ok(()),
                Some(Ok(())) => {
                    self.note_let_in(true);
                    backoff.over();
                    LOOK
                }
                Some(Err(fault)) => {
                    if let refused @ TelegramProblem::Token(_) = problem(&self.api, &fault) {
                        return Err(refused);
                    }
                    let (why, pause) = (fault.why, backoff.next());
                    let pause = pause.max(fault.after.unwrap_or_default());
                    tracing::warn!(source = self.source, why, ?pause, "no webhook on Telegram yet");
                    pause
                }
            };
            if stop.run_until_cancelled(sleep(pause)).await.is_none() {
                return Ok(());
            }
        }
    }

    async fn look_after_hook(
        &self,
        url: &str,
        inlet: &dyn Inlet,
        complaint: &mut Option<i64>,
    ) -> Result<(), Fault> {
        let info: Info = self.api.call("getWebhookInfo", &json!({}), Duration::ZERO).await?;
        if info.url == url && complaint.is_some() {
            if info.last_error_date > *complaint {
                let (why, waiting) = (info.last_error_message, info.pending_update_count);
                tracing::warn!(source = self.source, why, waiting, "Telegram could not reach us");
            }
            *complaint = Some(info.last_error_date.unwrap_or_default());
            return Ok(());
        }
        // Numbers that were asked for before say nothing about those that are brought from now on.
        let kept = inlet.keep(&self.source, &[], Some(-1)).await;
        kept.map_err(|why| Fault { why: why.to_string(), ..Fault::default() })?;
        let hook = json!({ "url": url, "secret_token": self.secret(), "allowed_updates": KINDS,
            "drop_pending_updates": false });
        self.api.call::<Value>("setWebhook", &hook, Duration::ZERO).await?;
        tracing::info!(source = self.source, url, "Telegram calls us");
        *complaint = Some(info.last_error_date.unwrap_or_default());
        Ok(())
    }

    /// Has Telegram wait to be asked; what waits stays.
    pub(super) async fn unhook(&self) {
        let keep = json!({ "drop_pending_updates": false });
        let gone = self.api.call::<Value>("deleteWebhook", &keep, Duration::ZERO);
        if let Err(Fault { why, .. }) = gone.await {
            tracing::debug!(source = self.source, why, "no webhook was taken away");
        }
    }

    /// What Telegram shows with every call: known to whoever has the token, and to nobody else.
    fn secret(&self) -> String {
        let token = self.api.token().expose_secret();
        URL_SAFE_NO_PAD.encode(Sha256::digest(format!("webhook of {token}").as_bytes()))
    }
}

/// A bot that Telegram calls.
pub struct Hooked {
    bot: Arc<Telegram>,
    inlet: Arc<dyn Inlet>,
    path: String,
    secret: String,
    answers: Mutex<JoinSet<()>>,
}

impl Hooked {
    /// What Telegram brings to a bot is kept in the inlet.
    pub fn new(bot: Arc<Telegram>, inlet: Arc<dyn Inlet>) -> Self {
        let (path, secret) = (format!("/{}", bot.source), bot.secret());
        Self { bot, inlet, path, secret, answers: Mutex::default() }
    }
}

#[async_trait]
impl Caller for Hooked {
    fn path(&self) -> &str {
        &self.path
    }

    fn knows(&self, head: &Head<'_>) -> bool {
        let shown = head.value(SECRET).unwrap_or_default();
        shown.ct_eq(self.secret.as_bytes()).into()
    }

    async fn bring(&self, body: &[u8]) -> u16 {
        let bot = &self.bot;
        let raw = String::from_utf8_lossy(body);
        let Some(id) = number(&raw) else {
            tracing::warn!(source = bot.source, bytes = body.len(), "an update without a number");
            return 200;
        };
        let update = serde_json::from_str(&raw).unwrap_or(Value::Null);
        if let Some(arrival) = bot.arrival(id, &raw, &update)
            && let Err(why) = self.inlet.keep(&bot.source, &[arrival], None).await
        {
            // Telegram brings it again.
            tracing::warn!(source = bot.source, %why, "what Telegram brought was not kept");
            return 503;
        }
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        bot.answer(text_at(&update, "/callback_query/id").into_iter().collect(), &mut answers);
        200
    }
}
