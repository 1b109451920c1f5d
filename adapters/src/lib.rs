//! The platforms: each turns what arrives into `Incoming` and what we say into its own shape.

pub mod console;
pub mod pace;
