//! Conversations: a test is a chat.

mod customer;
mod deal;
mod deal_closing;
mod deal_list;
mod find;
mod lead;
mod lead_steps;
mod order;
mod product;
mod report;
