//! News from Telegram: kept first, acknowledged by the next question.

use std::sync::Arc;
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
const KINDS: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: [&'static str; 4],
}

/// Why there is nothing new.
enum Trouble {
    Revoked(String),
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
            Some(409) => Self::Wait {
                why: format!(
                    "{why} (another program uses the same token, or a webhook is set: stop it, \
                     or call deleteWebhook)"
                ),
                after,
            },
            _ => Self::Wait { why, after },
        }
    }
}

impl Telegram {
    /// Takes in news until told to stop; comes back by itself only when the token is refused.
    ///
    /// What is kept is acknowledged by the next question, and the kept cursor is the only one: a
    /// batch that could not be kept comes again, in this process or the next.
    pub async fn run(
        &self,
        inlet: Arc<dyn Inlet>,
        stop: CancellationToken,
    ) -> Result<(), TelegramProblem> {
        let mut backoff = Backoff::new(self.api.pace);
        let mut answers = JoinSet::new();
        let source = self.source.as_str();
        let mut told = String::new();
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
                    told.clear();
                    if backoff.over() {
                        tracing::info!(source, "news from Telegram again");
                    }
                    // Whoever answers "nothing" at once must not be asked without end.
                    let least = if count == 0 { self.api.pace.first } else { Duration::ZERO };
                    least.saturating_sub(asked.elapsed())
                }
                Err(Trouble::Revoked(why)) => return Err(TelegramProblem::Token(why)),
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
        let question =
            GetUpdates { offset, limit: 100, timeout: self.poll, allowed_updates: KINDS };
        let held = Duration::from_secs(self.poll);
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
            arrivals.push(Arrival {
                update: id.to_string(),
                line: Address::new(&self.source, &chat(&value)),
                raw: raw.get().to_owned(),
                said: text_at(&value, "/message/text"),
                message: message(&value),
            });
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
        Ok(arrivals.len())
    }

    /// Lets the pressed buttons stop turning; it does not matter if that fails.
    fn answer(&self, presses: Vec<String>, answers: &mut JoinSet<()>) {
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
fn number(raw: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct Numbered {
        update_id: i64,
    }
    let numbered: Numbered = serde_json::from_str(raw).ok()?;
    (numbered.update_id >= 0).then_some(numbered.update_id)
}

/// The chat that an update belongs to; `-` for those that belong to none.
fn chat(update: &Value) -> String {
    let messages = ["/message", "/edited_message", "/callback_query/message", "/my_chat_member"];
    let of_message = messages.iter().find_map(|place| {
        let message = update.pointer(place)?;
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

fn text_at(update: &Value, place: &str) -> Option<String> {
    // PostgreSQL takes no NUL in a text.
    Some(update.pointer(place)?.as_str()?.replace('\0', ""))
}
