//! Read models: one file each. Chat, digest, board and API use the same ones.

pub mod picture;
pub mod pipeline;
pub mod won;
