//! What people are reminded of, and how that reads.

pub mod heard;
pub mod item;
pub mod message;
