//! Conversations: a test is a chat.

mod deal;
mod deal_closing;
mod deal_list;
mod lead;
mod report;
