//! News from Telegram: kept first, acknowledged by the next question.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use bot_core::chat::channel::{Arrival, Inlet, NotKept};
use bot_core::chat::incoming::Address;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::api::Fault;
use super::read::{NO_CHAT, key};
use super::{Telegram, TelegramProblem};
use crate::patience::Backoff;

/// After a week without news Telegram picks the next number at random, maybe a lower one.
const NUMBERS_AGE_MILLIS: i64 = 6 * 24 * 60 * 60 * 1000;
/// How many presses are told to stop turning at the same time.
const ANSWERS: usize = 100;

/// Named in every question: what is asked for once is forgotten when that question fails.
pub(super) const KINDS: [&str; 4] =
    ["message", "edited_message", "callback_query", "my_chat_member"];

#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: [&'static str; 4],
}

/// Why there is nothing new.
pub(super) enum Trouble {
    Revoked(String),
    Hooked(String),
    Wait { why: String, after: Option<Duration> },
}

impl Trouble {
    fn wait(why: &str) -> Self {
        Self::Wait { why: why.to_owned(), after: None }
    }
}

impl From<NotKept> for Trouble {
    fn from(why: NotKept) -> Self {
        Self::wait(&why.to_string())
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        let Fault { why, after, .. } = fault;
        match fault.code {
            Some(401) => Self::Revoked(why),
            Some(409) if why.contains("webhook") => Self::Hooked(why),
            Some(409) => Self::Wait {
                why: format!("{why} (another program uses the same token: stop it)"),
                after,
            },
            _ => Self::Wait { why, after },
        }
    }
}

impl Telegram {
    /// Takes in news until told to stop; comes back by itself only when the token is refused.
    pub async fn run(
        &self,
        inlet: Arc<dyn Inlet>,
        stop: CancellationToken,
    ) -> Result<(), TelegramProblem> {
        let ended = match &self.hook {
            None => self.poll(inlet, stop).await,
            Some(url) => self.be_called(url, &*inlet, &stop).await,
        };
        if ended.is_err() {
            self.note_let_in(false);
        }
        ended
    }

    /// Asks for news.
    ///
    /// What is kept is acknowledged by the next question, and the kept cursor is the only one: a
    /// batch that could not be kept comes again, in this process or the next.
    async fn poll(
        &self,
        inlet: Arc<dyn Inlet>,
        stop: CancellationToken,
    ) -> Result<(), TelegramProblem> {
        let mut backoff = Backoff::new(self.api.pace);
        let mut answers = JoinSet::new();
        let source = self.source.as_str();
        let mut told = String::new();
        // A webhook of earlier would take all the news.
        stop.run_until_cancelled(self.unhook()).await;
        loop {
            let asked = Instant::now();
            let Some(news) = stop.run_until_cancelled(self.ask(&*inlet)).await else {
                break;
            };
            let done = match news {
                Ok(batch) => self.take(&*inlet, &batch, &mut answers).await,
                Err(trouble) => Err(trouble),
            };
            let pause = match done {
                Ok(count) => {
                    self.note_let_in(true);
                    told.clear();
                    if backoff.over() {
                        tracing::info!(source, "news from Telegram again");
                    }
                    // Whoever answers "nothing" at once must not be asked without end.
                    let least = if count == 0 { self.api.pace.first } else { Duration::ZERO };
                    least.saturating_sub(asked.elapsed())
                }
                Err(Trouble::Revoked(why)) => return Err(TelegramProblem::Token(why)),
                Err(Trouble::Hooked(why)) => {
                    tracing::warn!(source, why, "a webhook was set: it is taken away");
                    stop.run_until_cancelled(self.unhook()).await;
                    backoff.next()
                }
                Err(Trouble::Wait { why, after }) => {
                    let pause = backoff.next().max(after.unwrap_or_default());
                    // What stays wrong is told once: another poller may take the news for days.
                    if told == why {
                        tracing::debug!(source, why, ?pause, "still no news from Telegram");
                    } else {
                        tracing::warn!(source, why, ?pause, "no news from Telegram");
                        told = why;
                    }
                    pause
                }
            };
            let slept = stop.run_until_cancelled(tokio::time::sleep(pause));
            if slept.await.is_none() {
                break;
            }
        }
        let finish = async { while answers.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(self.api.pace.first, finish).await;
        Ok(())
    }

    async fn ask(&self, inlet: &dyn Inlet) -> Result<Vec<Box<RawValue>>, Trouble> {
        let cursor = inlet.cursor(&self.source).await?;
        // A negative offset would throw away what waits.
        let offset = cursor
            .filter(|&(next, quiet)| next >= 0 && quiet < NUMBERS_AGE_MILLIS)
            .map(|(next, _)| next);
        // Whoever was refused wants to know at once whether that is over.
        let timeout = if self.is_let_in() { self.poll } else { 0 };
        let question = GetUpdates { offset, limit: 100, timeout, allowed_updates: KINDS };
        let held = Duration::from_secs(timeout);
        Ok(self.api.call("getUpdates", &question, held).await?)
    }

    async fn take(
        &self,
        inlet: &dyn Inlet,
        batch: &[Box<RawValue>],
        answers: &mut JoinSet<()>,
    ) -> Result<usize, Trouble> {
        let mut arrivals = Vec::with_capacity(batch.len());
        let mut presses = Vec::new();
        let mut newest = None;
        for raw in batch {
            let Some(id) = number(raw.get()) else {
                let bytes = raw.get().len();
                tracing::warn!(source = self.source, bytes, "an update without a number");
                continue;
            };
            let value = serde_json::from_str(raw.get()).unwrap_or(Value::Null);
            newest = newest.max(Some(id));
            presses.extend(text_at(&value, "/callback_query/id"));
            arrivals.extend(self.arrival(id, raw.get(), &value));
        }
        let Some(newest) = newest else {
            return if batch.is_empty() {
                Ok(0)
            } else {
                Err(Trouble::wait("nothing but updates without a number"))
            };
        };
        let cursor = Some(newest.saturating_add(1));
        inlet.keep(&self.source, &arrivals, cursor).await?;
        self.answer(presses, answers);
        Ok(batch.len())
    }

    /// What is to be kept of an update; nothing of one from a group that is not listened to.
    pub(super) fn arrival(&self, id: i64, raw: &str, update: &Value) -> Option<Arrival> {
        if !self.listens_to(update) {
            return None;
        }
        Some(Arrival {
            update: id.to_string(),
            line: Address::new(&self.source, &chat(update)),
            raw: raw.to_owned(),
            said: text_at(update, "/message/text"),
            message: message(update),
        })
    }

    fn listens_to(&self, update: &Value) -> bool {
        let groups = self.groups.read().unwrap_or_else(PoisonError::into_inner);
        let Some(chat) = chats(update).find_map(|message| message.get("chat")) else { return true };
        let id = chat.get("id").and_then(Value::as_i64).unwrap_or_default();
        if groups.is_empty() || chat.get("type") == Some(&Value::from("private")) {
            return true;
        }
        if !groups.contains(&id) {
            let title = chat.get("title").and_then(Value::as_str).unwrap_or_default();
            tracing::info!(source = self.source, id, title, "a group that is not listened to");
            return false;
        }
        drop(groups);
        // A group that becomes a supergroup goes on under another number.
        let moved = update.pointer("/message/migrate_to_chat_id").and_then(Value::as_i64);
        if let Some(now) = moved {
            tracing::warn!(
                source = self.source,
                id,
                now,
                "a group has another number: name that one in [telegram] groups"
            );
            self.groups.write().unwrap_or_else(PoisonError::into_inner).push(now);
        }
        true
    }

    /// Lets the pressed buttons stop turning; it does not matter if that fails.
    pub(super) fn answer(&self, presses: Vec<String>, answers: &mut JoinSet<()>) {
        while answers.try_join_next().is_some() {}
        for press in presses {
            if answers.len() >= ANSWERS {
                return;
            }
            let api = Arc::clone(&self.api);
            answers.spawn(async move {
                let body = json!({ "callback_query_id": press });
                let said = api.call::<Value>("answerCallbackQuery", &body, Duration::ZERO);
                if let Err(Fault { why, .. }) = said.await {
                    tracing::debug!(why, "a press was not answered");
                }
            });
        }
    }
}

/// An update's number, however odd the rest of it is.
pub(super) fn number(raw: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct Numbered {
        update_id: i64,
    }
    let numbered: Numbered = serde_json::from_str(raw).ok()?;
    (numbered.update_id >= 0).then_some(numbered.update_id)
}

/// What in an update may be in a chat.
fn chats(update: &Value) -> impl Iterator<Item = &Value> {
    let places = ["/message", "/edited_message", "/callback_query/message", "/my_chat_member"];
    places.into_iter().filter_map(|place| update.pointer(place))
}

/// The chat that an update belongs to; `-` for those that belong to none.
fn chat(update: &Value) -> String {
    let of_message = chats(update).find_map(|message| {
        let chat = message.get("chat")?;
        let id = chat.get("id")?.as_i64()?;
        let in_topic = message.get("is_topic_message") == Some(&Value::Bool(true))
            && chat.get("type") != Some(&Value::from("private"));
        let thread = message.get("message_thread_id").and_then(Value::as_i64);
        Some(key(id, thread.filter(|_| in_topic)))
    });
    let of_press = || Some(update.pointer("/callback_query/from/id")?.as_i64()?.to_string());
    of_message.or_else(of_press).unwrap_or_else(|| NO_CHAT.to_owned())
}

/// What Telegram calls a message that people write; an edited one keeps its number.
fn message(update: &Value) -> Option<String> {
    let mut places = ["/message/message_id", "/edited_message/message_id"].into_iter();
    Some(places.find_map(|place| update.pointer(place)?.as_i64())?.to_string())
}

pub(super) fn text_at(update: &Value, place: &str) -> Option<String> {
    // PostgreSQL takes no NUL in a text.
    Some(update.pointer(place)?.as_str()?.replace('\0', ""))
}
