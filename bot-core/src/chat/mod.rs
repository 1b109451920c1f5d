//! What can arrive, what can be shown, and how words become a command.

pub mod channel;
pub mod dialog;
pub mod fields;
pub mod incoming;
pub mod lines;
pub mod parse;
pub mod reply;
pub mod spec;
pub mod understand;
