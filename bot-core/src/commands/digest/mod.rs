//! Digests: what they say, seeing one now, and when they come.

pub mod lines;
pub mod set;
pub mod show;
pub mod write;
