//! The deliverer: takes replies that are due, sends them, notes how that ended.
//!
//! No transaction is open while a message is on its way. Within a chat the order is kept: a
//! message that has to wait holds the chat, one that is given up lets it go on.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;

use crate::chat::channel::{Channel, Channels, Parcel, SendProblem};
use crate::chat::reply::How;
use crate::clock::Clock;
use crate::domain::ids::Instant;
use crate::exports;
use crate::store::{Outgoing, OutgoingEnd, Store, Stored};

/// How many replies are taken at a time.
const AT_A_TIME: usize = 16;
/// The first wait after a failure; it doubles with each further one.
const FIRST_WAIT: i64 = 1000;
/// The longest wait that we choose ourselves.
const LONGEST_WAIT: i64 = 10 * 60 * 1000;
/// How long a temporary failure may hold a chat.
const HOLDS: i64 = 24 * 60 * 60 * 1000;
/// How often a reply is tried at least, however old it is: it may be old because we were away.
const LEAST_TRIES: i64 = 8;

/// A reply that is due, and where it goes out.
pub struct Due {
    outgoing: Outgoing,
    channel: Arc<dyn Channel>,
}

/// Brings replies from the outbox to the platforms.
pub struct Deliverer {
    store: Arc<dyn Store>,
    channels: Channels,
    clock: Arc<dyn Clock>,
}

impl Deliverer {
    /// A deliverer for these channels.
    pub fn new(
        store: Arc<dyn Store>,
        channels: Vec<Arc<dyn Channel>>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { store, channels: Channels::new(channels), clock }
    }

    /// Sends what goes out on one more channel, from now on.
    pub fn add(&self, channel: Arc<dyn Channel>) {
        self.channels.add(channel);
    }

    /// Takes some replies that are due and sends them, chats side by side.
    ///
    /// Tells how many it took; 0 means that nothing is due.
    pub async fn step(&self) -> Stored<usize> {
        let due = self.take(AT_A_TIME).await?;
        let sent = due.iter().map(|one| self.deliver(one));
        join_all(sent).await.into_iter().collect::<Stored<()>>()?;
        Ok(due.len())
    }

    /// Takes replies that are due, the first of each chat and so many at most.
    pub async fn take(&self, most: usize) -> Stored<Vec<Due>> {
        let mut due: Vec<Due> = Vec::new();
        for channel in self.channels.all() {
            let room = i64::try_from(most - due.len()).unwrap_or(i64::MAX);
            if room > 0 {
                let claimed = self.store.claim_outgoing(channel.source(), room).await?;
                let channel = |outgoing| Due { outgoing, channel: Arc::clone(&channel) };
                due.extend(claimed.into_iter().map(channel));
            }
        }
        Ok(due)
    }

    /// Sends one reply and notes how that ended.
    pub async fn deliver(&self, due: &Due) -> Stored<()> {
        let end = self.send(due.channel.as_ref(), &due.outgoing).await?;
        self.store.end_outgoing(&due.outgoing, &end, self.clock.now()).await
    }

    async fn send(&self, channel: &dyn Channel, outgoing: &Outgoing) -> Stored<OutgoingEnd> {
        let nobodys = |why: &str| Ok(OutgoingEnd::Dropped(why.to_owned()));
        if outgoing.shut_out {
            return nobodys("the account is frozen");
        }
        let file = match &outgoing.reply.file {
            None => None,
            Some(wanted) => {
                let made = exports::make(self.store.as_ref(), outgoing, wanted, self.clock.now());
                match made.await? {
                    None => return nobodys("the file may not go to this person any more"),
                    Some(Err(why)) => return Ok(OutgoingEnd::Dead(why)),
                    Some(Ok(file)) => Some(file),
                }
            }
        };
        let refreshes = matches!(outgoing.reply.how, How::Refresh(_));
        if refreshes && outgoing.edits.is_none() {
            return nobodys("what it shows anew was never sent");
        }
        let mut parcel = Parcel {
            id: outgoing.id,
            to: outgoing.chat.clone(),
            reply: outgoing.reply.clone(),
            edits: outgoing.edits.clone(),
            file,
            plain: false,
        };
        let mut sent = channel.send(&parcel).await;
        if let (Err(SendProblem::Never(why)), true) = (&sent, refreshes) {
            return nobodys(why);
        }
        if let Err(SendProblem::Never(why)) = &sent {
            tracing::warn!(reply = %outgoing.id, why, "not shown as it is; trying plain text");
            parcel.plain = true;
            sent = channel.send(&parcel).await;
        }
        let end = match sent {
            Ok(key) => OutgoingEnd::Sent(key),
            Err(SendProblem::Later { why, after }) => later(outgoing, why, after, self.clock.now()),
            Err(SendProblem::Closed(why)) => OutgoingEnd::Closed(why),
            Err(problem) => OutgoingEnd::Dead(problem.to_string()),
        };
        match &end {
            OutgoingEnd::Sent(_) | OutgoingEnd::Dropped(_) => {}
            OutgoingEnd::Later(wait, why) => {
                tracing::warn!(reply = %outgoing.id, wait, why, "not sent, to be tried again");
            }
            OutgoingEnd::Closed(why) => {
                tracing::warn!(reply = %outgoing.id, why, "the chat is closed; what is for it waits");
            }
            OutgoingEnd::Dead(why) => {
                tracing::error!(reply = %outgoing.id, why, "not sent, given up");
            }
        }
        Ok(end)
    }
}

/// When to try again, or that it has been tried for long enough.
fn later(outgoing: &Outgoing, why: String, after: Option<Duration>, now: Instant) -> OutgoingEnd {
    let tries = outgoing.attempts.saturating_add(1);
    if tries >= LEAST_TRIES && now >= outgoing.at.plus_millis(HOLDS) {
        return OutgoingEnd::Dead(format!("tried for 24 hours: {why}"));
    }
    let doubled = FIRST_WAIT << outgoing.attempts.clamp(0, 20);
    let wanted = after.map_or(0, |after| i64::try_from(after.as_millis()).unwrap_or(LONGEST_WAIT));
    OutgoingEnd::Later(doubled.min(LONGEST_WAIT).max(wanted), why)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::chat::incoming::Address;
    use crate::chat::reply::Reply;
    use crate::domain::ids::OrgId;

    fn outgoing(attempts: i64) -> Outgoing {
        Outgoing {
            org: OrgId(Uuid::nil()),
            seq: 1,
            id: Uuid::nil(),
            chat: Address("test/1/a".to_owned()),
            person: None,
            reply: Reply::say("x"),
            edits: None,
            edits_id: None,
            epoch: 1,
            attempts,
            at: Instant(0),
            shut_out: false,
        }
    }

    fn wait(attempts: i64, after: Option<u64>) -> Option<i64> {
        let after = after.map(Duration::from_secs);
        match later(&outgoing(attempts), String::new(), after, Instant(0)) {
            OutgoingEnd::Later(wait, _) => Some(wait),
            _ => None,
        }
    }

    #[test]
    fn the_wait_doubles_up_to_ten_minutes() {
        assert_eq!(wait(0, None), Some(1000));
        assert_eq!(wait(3, None), Some(8000));
        assert_eq!(wait(60, None), Some(LONGEST_WAIT));
    }

    #[test]
    fn a_platform_may_ask_for_a_longer_wait() {
        assert_eq!(wait(0, Some(30)), Some(30_000));
        assert_eq!(wait(5, Some(1)), Some(32_000));
    }

    #[test]
    fn a_chat_is_held_for_a_day_and_never_given_up_at_the_first_try() {
        let day_later = Instant(HOLDS);
        let end = |tries| later(&outgoing(tries), String::new(), None, day_later);
        assert!(matches!(end(0), OutgoingEnd::Later(..)));
        assert!(matches!(end(LEAST_TRIES), OutgoingEnd::Dead(_)));
    }
}
