//! Conversations: a test is a chat.

mod customer;
mod find;
mod lead;
mod lead_steps;
mod order;
mod product;
