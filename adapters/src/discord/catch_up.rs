//! What was written while nobody listened: asked for, conversation by conversation.

use bot_core::chat::channel::{Arrival, Inlet};
use reqwest::Method;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::api::Fault;
use super::{Discord, is_id};
use crate::patience::Backoff;

/// How many messages are asked for at once.
const PAGE: usize = 100;
/// How often one question is put.
const TRIES: usize = 4;
/// How much further back one looks: messages need not come in the order of their numbers. A number
/// is the milliseconds of its making, and 22 bits.
const FURTHER: i64 = 60_000 << 22;

/// What came of it.
pub(super) enum Caught {
    /// Everything is kept up to this number.
    Up(i64),
    /// Not everything; why.
    NotYet(String),
}

/// Asks for what is missing.
pub(super) struct CatchUp<'a> {
    pub(super) discord: &'a Discord,
    pub(super) inlet: &'a dyn Inlet,
}

impl CatchUp<'_> {
    /// Asks in every conversation for what came after the last message that is surely kept.
    pub(super) async fn run(&self) -> Caught {
        match self.all().await {
            Ok(newest) => Caught::Up(newest),
            Err(why) => Caught::NotYet(why),
        }
    }

    async fn all(&self) -> Result<i64, String> {
        let source = &self.discord.source;
        let cursor = self.inlet.cursor(source).await.map_err(|why| why.to_string())?;
        let Some((cursor, _)) = cursor else { return Ok(0) };
        let lines = self.inlet.lines(source).await.map_err(|why| why.to_string())?;
        let mut newest = cursor;
        for line in lines {
            let (guild, channel) = match line.chat().split_once(':') {
                Some((guild, channel)) => (Some(guild.to_owned()), channel),
                None => (None, line.chat()),
            };
            if is_id(channel) {
                let since = cursor.saturating_sub(FURTHER).max(0);
                newest = newest.max(self.conversation(guild.as_ref(), channel, since).await?);
            }
        }
        Ok(newest)
    }

    async fn conversation(
        &self,
        guild: Option<&String>,
        channel: &str,
        since: i64,
    ) -> Result<i64, String> {
        let mut after = since;
        loop {
            let page = self.page(channel, after).await?;
            let (count, mut kept) = (page.len(), Vec::new());
            for raw in page {
                let message: Value = serde_json::from_str(raw.get()).unwrap_or(Value::Null);
                let id = message["id"].as_str().and_then(|id| id.parse::<i64>().ok());
                after = after.max(id.unwrap_or_default());
                let raw = json!({ "t": "MESSAGE_CREATE", "guild_id": guild, "d": raw }).to_string();
                kept.extend(self.discord.arrival("MESSAGE_CREATE", guild, &message, raw));
            }
            kept.sort_by_key(|(_, number)| *number);
            let arrivals: Vec<Arrival> = kept.into_iter().map(|(arrival, _)| arrival).collect();
            if !arrivals.is_empty() {
                let kept = self.inlet.keep(&self.discord.source, &arrivals, None);
                kept.await.map_err(|why| why.to_string())?;
            }
            if count < PAGE {
                return Ok(after);
            }
        }
    }

    /// The next messages of a conversation; none of one that is closed to us.
    async fn page(&self, channel: &str, after: i64) -> Result<Vec<Box<RawValue>>, String> {
        let path = format!("channels/{channel}/messages?after={after}&limit={PAGE}");
        let mut backoff = Backoff::new(self.discord.api.pace);
        let mut why = String::new();
        for _ in 0..TRIES {
            match self.discord.api.call(Method::GET, &path, None).await {
                Ok(page) => return Ok(page),
                Err(Fault { status: Some(403 | 404), why, .. }) => {
                    tracing::info!(channel, why, "a conversation that is closed to us");
                    return Ok(Vec::new());
                }
                Err(fault) => {
                    why = fault.why;
                    sleep(backoff.next().max(fault.after.unwrap_or_default())).await;
                }
            }
        }
        Err(why)
    }
}
