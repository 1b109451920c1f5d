//! What lets us answer somebody who used a command, a form or a button.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

/// How long an answer waits for its placeholder to be there.
const PATIENCE: Duration = Duration::from_secs(5);

/// Leave to answer, for a quarter of an hour. It travels as the key of the message that is answered,
/// so that it outlives the process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ticket {
    /// The interaction.
    pub(super) id: String,
    /// Our application.
    pub(super) application: String,
    /// Who waits.
    pub(super) user: String,
    /// What shows that we may.
    pub(super) token: String,
    /// Whether only that person sees the answer.
    pub(super) hidden: bool,
    /// Whether a placeholder stands where the answer belongs.
    pub(super) placeholder: bool,
}

impl Ticket {
    pub(super) fn write(&self) -> String {
        let Self { id, application, user, token, .. } = self;
        let sort = match (self.placeholder, self.hidden) {
            (true, true) => "ph",
            (true, false) => "p",
            (false, true) => "h",
            (false, false) => "-",
        };
        format!("i:{id}:{application}:{user}:{sort}:{token}")
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("i:")?.splitn(5, ':').map(str::to_owned);
        let (id, application, user) = (parts.next()?, parts.next()?, parts.next()?);
        let (sort, token) = (parts.next()?, parts.next()?);
        let (placeholder, hidden) = (sort.contains('p'), sort.contains('h'));
        Some(Self { id, application, user, token, hidden, placeholder })
    }

    /// Where answers go.
    pub(super) fn webhook(&self) -> String {
        format!("webhooks/{}/{}", self.application, self.token)
    }

    /// The placeholder, or the message whose button was pressed.
    pub(super) fn original(&self) -> String {
        format!("{}/messages/@original", self.webhook())
    }
}

/// The interactions that wait for their answer.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    all: Mutex<HashMap<String, Wait>>,
    changed: Notify,
}

#[derive(Debug)]
struct Wait {
    /// Since when the placeholder is there, if it is.
    since: Option<Instant>,
    ticket: Ticket,
}

impl Waiting {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Wait>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody waits, and will be shown a placeholder.
    pub(super) fn begin(&self, ticket: Ticket) {
        self.all().insert(ticket.id.clone(), Wait { since: None, ticket });
    }

    /// The placeholder is there.
    pub(super) fn shown(&self, id: &str) {
        if let Some(wait) = self.all().get_mut(id) {
            wait.since = Some(Instant::now());
        }
        self.changed.notify_waiters();
    }

    /// Nobody waits any more.
    pub(super) fn end(&self, id: &str) {
        self.all().remove(id);
        self.changed.notify_waiters();
    }

    /// Those who have waited for that long in vain; they wait no more.
    pub(super) fn in_vain(&self, long: Duration) -> Vec<Ticket> {
        let mut all = self.all();
        let over = |wait: &Wait| wait.since.is_some_and(|since| since.elapsed() >= long);
        let over = all.extract_if(|_, wait| over(wait)).map(|(_, wait)| wait.ticket);
        over.collect()
    }

    /// Waits for the placeholder, if one is on its way.
    pub(super) async fn placeholder(&self, id: &str) {
        let there = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if self.all().get(id).is_none_or(|wait| wait.since.is_some()) {
                    return;
                }
                changed.await;
            }
        };
        let _ = timeout(PATIENCE, there).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(hidden: bool, placeholder: bool) -> Ticket {
        let [id, application, user] = ["1", "2", "3"].map(str::to_owned);
        let token = "aW50:x:y".to_owned();
        Ticket { id, application, user, token, hidden, placeholder }
    }

    #[test]
    fn who_waits_in_vain_is_told_of_once_and_not_before_the_placeholder_is_there() {
        let waiting = Waiting::default();
        waiting.begin(ticket(false, true));
        assert_eq!(waiting.in_vain(Duration::ZERO), []);
        waiting.shown("1");
        assert_eq!(waiting.in_vain(Duration::from_mins(1)), []);
        assert_eq!(waiting.in_vain(Duration::ZERO), [ticket(false, true)]);
        assert_eq!(waiting.in_vain(Duration::ZERO), []);
    }

    #[test]
    fn a_ticket_comes_back_as_it_was_written() {
        for (hidden, placeholder) in [(true, true), (true, false), (false, true), (false, false)] {
            let ticket = ticket(hidden, placeholder);
            assert_eq!(Ticket::read(&ticket.write()), Some(ticket));
        }
        assert_eq!(Ticket::read("123"), None);
    }
}
