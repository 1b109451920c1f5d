//! Every question that is asked of the store, on a real database.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod lines;
mod records;
mod samples;
mod sums;
mod world;
