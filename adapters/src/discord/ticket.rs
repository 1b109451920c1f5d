//! What lets us answer somebody who used a command, a form or a button.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::timeout;

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

/// The interactions that wait for their answer; true once their placeholder is there.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    all: Mutex<HashMap<String, bool>>,
    changed: Notify,
}

impl Waiting {
    fn all(&self) -> MutexGuard<'_, HashMap<String, bool>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody waits, and will be shown a placeholder.
    pub(super) fn begin(&self, id: &str) {
        self.all().insert(id.to_owned(), false);
    }

    /// The placeholder is there.
    pub(super) fn shown(&self, id: &str) {
        if let Some(shown) = self.all().get_mut(id) {
            *shown = true;
        }
        self.changed.notify_waiters();
    }

    /// Nobody waits any more; tells whether somebody did.
    pub(super) fn end(&self, id: &str) -> bool {
        let waited = self.all().remove(id).is_some();
        self.changed.notify_waiters();
        waited
    }

    /// Waits for the placeholder, if one is on its way.
    pub(super) async fn placeholder(&self, id: &str) {
        let there = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if self.all().get(id) != Some(&false) {
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

    #[test]
    fn a_ticket_comes_back_as_it_was_written() {
        for (hidden, placeholder) in [(true, true), (true, false), (false, true), (false, false)] {
            let [id, application, user] = ["1", "2", "3"].map(str::to_owned);
            let token = "aW50:x:y".to_owned();
            let ticket = Ticket { id, application, user, token, hidden, placeholder };
            assert_eq!(Ticket::read(&ticket.write()), Some(ticket));
        }
        assert_eq!(Ticket::read("123"), None);
    }
}
