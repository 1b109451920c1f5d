//! What Gendan knows and decides, without any input or output of its own.

pub mod chat;
pub mod clock;
pub mod commands;
pub mod deliver;
pub mod domain;
pub mod engine;
pub mod exports;
pub mod imports;
pub mod problem;
pub mod reports;
pub mod store;
pub mod text;
