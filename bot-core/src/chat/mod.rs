//! What can arrive, what can be shown, and how words become a command.

pub mod channel;
pub mod dialog;
pub mod incoming;
pub mod reply;
pub mod spec;
