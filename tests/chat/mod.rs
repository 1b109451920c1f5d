//! Conversations: a test is a chat.

mod customer;
mod deal;
mod deal_closing;
mod deal_list;
mod dialog;
mod find;
mod follow;
mod forget;
mod forget_canary;
mod group;
mod group_masks;
mod journey;
mod lead;
mod lead_steps;
mod log;
mod me;
mod order;
mod product;
mod report;
mod undo;
