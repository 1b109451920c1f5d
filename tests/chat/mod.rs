//! Conversations: a test is a chat.

mod follow;
mod lead;
mod log;
mod me;
