//! The clock of the program: the real one, or one that stands where it is put.

use std::sync::{Mutex, PoisonError};

use bot_core::clock::Clock;
use bot_core::domain::ids::Instant;
use chrono::Utc;

/// Tells the real time until somebody sets it; from then on it stands still.
#[derive(Default)]
pub struct Watch(Mutex<Option<Instant>>);

impl Watch {
    /// A clock that stands at this instant, or the real one.
    pub fn at(at: Option<Instant>) -> Self {
        Self(Mutex::new(at))
    }

    /// Puts the clock somewhere; it stands still from now on.
    pub fn set(&self, at: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
    }

    /// Whether the clock goes by itself.
    pub fn goes(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }
}

impl Clock for Watch {
    #[expect(clippy::disallowed_methods, reason = "the one place where the real time comes from")]
    fn now(&self) -> Instant {
        let set = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        set.unwrap_or_else(|| Utc::now().into())
    }
}
