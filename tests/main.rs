//! The finished product from outside, in one binary: a link per file would cost minutes.

mod chat;
mod journeys;
mod tidy;
mod world;
