//! Keeps a channel within the pace that its platform allows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bot_core::chat::channel::{Channel, NotFetched, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::{Address, Brought, Incoming};
use tokio::time::{Instant, sleep_until};

/// One message a second to one chat, three at once.
const CHAT: Pace = Pace { gap: Duration::from_secs(1), burst: 3 };
/// 25 messages a second to all chats together.
const SOURCE: Pace = Pace { gap: Duration::from_millis(40), burst: 5 };
/// From how many chats on those that have rested are forgotten.
const MANY: usize = 1000;

/// A channel that waits before it sends what would be too much.
pub struct Paced {
    channel: Arc<dyn Channel>,
    buckets: Mutex<Buckets>,
}

impl Paced {
    /// Holds a channel back.
    pub fn new(channel: Arc<dyn Channel>) -> Self {
        Self { channel, buckets: Mutex::default() }
    }
}

#[async_trait]
impl Channel for Paced {
    fn source(&self) -> &str {
        self.channel.source()
    }

    fn read(&self, raw: &str) -> Result<Incoming, Unreadable> {
        self.channel.read(raw)
    }

    async fn send(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        let turn = {
            let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
            buckets.turn(&parcel.to, Instant::now())
        };
        sleep_until(turn).await;
        self.channel.send(parcel).await
    }

    fn shows_anew(&self) -> bool {
        self.channel.shows_anew()
    }

    async fn fetch(&self, brought: &Brought, most: usize) -> Result<Vec<u8>, NotFetched> {
        self.channel.fetch(brought, most).await
    }
}

/// How often something may happen, and how many times at once after a rest.
#[derive(Clone, Copy)]
struct Pace {
    gap: Duration,
    burst: u32,
}

impl Pace {
    /// The moment of the next turn. `full` is when the bucket would be empty of debts again.
    fn turn(self, full: &mut Instant, now: Instant) -> Instant {
        let credit = self.gap * (self.burst - 1);
        let turn = full.checked_sub(credit).unwrap_or(now).max(now);
        *full = (*full).max(now) + self.gap;
        turn
    }
}

#[derive(Default)]
struct Buckets {
    source: Option<Instant>,
    chats: HashMap<String, Instant>,
}

impl Buckets {
    fn turn(&mut self, chat: &Address, now: Instant) -> Instant {
        if self.chats.len() >= MANY {
            self.chats.retain(|_, full| *full > now);
        }
        let of_source = SOURCE.turn(self.source.get_or_insert(now), now);
        let of_chat = CHAT.turn(self.chats.entry(chat.0.clone()).or_insert(now), now);
        of_source.max(of_chat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(chats: &[&str]) -> Vec<u128> {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let wait = |chat: &&str| {
            let turn = buckets.turn(&Address((*chat).to_owned()), now);
            turn.duration_since(now).as_millis()
        };
        chats.iter().map(wait).collect()
    }

    #[test]
    fn one_chat_gets_three_at_once_and_then_one_a_second() {
        assert_eq!(waits(&["a"; 5]), [0, 0, 0, 1000, 2000]);
    }

    #[test]
    fn many_chats_share_the_pace_of_the_bot() {
        let chats: Vec<String> = (0..30).map(|n| n.to_string()).collect();
        let chats: Vec<&str> = chats.iter().map(String::as_str).collect();
        assert_eq!(waits(&chats).last(), Some(&1000));
    }
}
