//! Conversations: a test is a chat.

mod lead;
mod order;
mod product;
