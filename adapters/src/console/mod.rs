//! The terminal: a chat for trying things out with no account anywhere.

mod inbound;
mod outbound;
mod prompt;

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bot_core::chat::channel::{Channel, NotFetched, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::{Brought, Incoming};

pub use inbound::{BadLine, Line, Place, Said, Typed};
pub use outbound::Shown;
pub use prompt::Prompt;

/// The platform and bot.
pub const SOURCE: &str = "console/main";

/// How a message is shown.
pub type Show = Box<dyn FnMut(&Parcel) -> io::Result<()> + Send>;

/// The terminal as a channel: what is sent is shown at once, and out only when it is shown.
#[derive(Default)]
pub struct Console {
    screen: Mutex<Screen>,
}

#[derive(Default)]
struct Screen {
    show: Option<Show>,
    failure: Option<io::Error>,
}

impl Console {
    /// Says how messages are shown from now on.
    pub fn show_with(&self, show: Show) {
        self.screen().show = Some(show);
    }

    /// What has kept a message from being shown since the last time, if anything has.
    pub fn failure(&self) -> Option<io::Error> {
        self.screen().failure.take()
    }

    fn screen(&self) -> MutexGuard<'_, Screen> {
        self.screen.lock().unwrap_or_else(PoisonError::into_inner)
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
        let later = |why: &str| SendProblem::Later { why: why.to_owned(), after: None };
        let mut screen = self.screen();
        let Some(show) = &mut screen.show else {
            return Err(later("nobody sits at the terminal"));
        };
        if let Err(error) = show(parcel) {
            let why = error.to_string();
            screen.failure = Some(error);
            return Err(later(&why));
        }
        Ok(parcel.id.to_string())
    }

    /// What stands on a terminal stands there.
    fn shows_anew(&self) -> bool {
        false
    }

    async fn fetch(&self, brought: &Brought, most: usize) -> Result<Vec<u8>, NotFetched> {
        // What is in the file came in the line itself.
        let bytes = STANDARD.decode(&brought.key);
        let bytes = bytes.map_err(|why| NotFetched::Lost(why.to_string()))?;
        if bytes.len() > most { Err(NotFetched::TooLarge) } else { Ok(bytes) }
    }
}
