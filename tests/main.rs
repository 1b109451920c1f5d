//! The finished product from outside, in one binary: a link per file would cost minutes.

mod chat;
mod durability;
mod lines;
mod terminal;
mod tidy;
mod world;
