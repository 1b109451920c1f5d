//! Every question that is asked of the store, on a real database.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod bots;
#[path = "../../../tests/world/database.rs"]
mod database;
mod erasing;
mod faults;
mod files;
mod groups;
mod jobs;
mod lines;
mod lists;
mod merging;
mod moved;
mod narrowing;
mod opening;
mod people;
mod records;
mod samples;
mod statements;
mod sums;
mod world;
