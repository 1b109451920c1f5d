//! What people are reminded of, and how that reads.

pub mod facts;
pub mod heard;
pub mod item;
pub mod message;
