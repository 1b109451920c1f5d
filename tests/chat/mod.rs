//! Conversations: a test is a chat.

mod audit;
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
mod leaving;
mod log;
mod me;
mod order;
mod people;
mod product;
mod reading;
mod report;
mod shapes;
mod taxi;
mod undo;
