//! The finished product from outside, in one binary: a link per file would cost minutes.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says why and fails; clippy knows only its outermost function"
)]

mod chat;
mod durability;
mod isolation;
mod journeys;
mod lines;
mod platforms;
mod terminal;
mod tidy;
mod world;
