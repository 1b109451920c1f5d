//! The terminal: a chat for trying things out with no account anywhere.

mod inbound;
mod outbound;
mod prompt;

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use bot_core::chat::channel::{Channel, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::Incoming;

pub use inbound::{BadLine, Line, Place, Said, Typed};
pub use outbound::Shown;
pub use prompt::Prompt;

/// The platform and bot.
pub const SOURCE: &str = "console/main";

/// The terminal as a channel: what is sent is collected until somebody shows it.
#[derive(Default)]
pub struct Console {
    sent: Mutex<Vec<Parcel>>,
}

impl Console {
    /// What was sent since the last time, in order.
    pub fn take(&self) -> Vec<Parcel> {
        std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Channel for Console {
    fn source(&self) -> &'static str {
        SOURCE
    }

    fn read(&self, raw: &str) -> Result<Incoming, Unreadable> {
        inbound::read(raw)
    }

    async fn send(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.push(parcel.clone());
        Ok(parcel.id.to_string())
    }
}
