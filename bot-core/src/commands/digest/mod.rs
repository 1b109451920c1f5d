//! Digests: what they say, seeing one now, and when they come.

pub mod ask;
mod days;
pub mod lines;
pub mod set;
pub mod show;
pub(crate) mod when;
pub mod write;
