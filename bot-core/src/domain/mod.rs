//! Facts and rules: synchronous, without text for people and without a clock.

pub mod access;
pub mod activity;
pub mod any;
pub mod calendar;
pub mod calendar_file;
pub mod contact;
pub mod cron;
pub mod customer;
pub mod deadlines;
pub mod deal;
pub mod digest;
pub mod event;
pub mod fold;
pub mod follow_up;
pub mod ids;
pub mod lead;
pub mod merge;
pub mod money;
pub mod names;
pub mod order;
pub mod org;
pub mod people;
pub mod pipeline;
pub mod product;
pub mod record;
pub mod settings;
