//! Conversations: a test is a chat.

mod lead;
