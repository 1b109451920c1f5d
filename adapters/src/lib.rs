//! The platforms: each turns what arrives into `Incoming` and what we say into its own shape.
//!
//! All of them see the core only through its `chat`.

pub mod console;
pub mod discord;
pub mod door;
pub mod http;
pub mod pace;
pub mod parts;
pub mod patience;
pub mod telegram;
