//! The clock is an argument: the root owns the real one, tests and simulations own theirs.

use crate::domain::ids::Instant;

/// Tells what time it is.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;
}
