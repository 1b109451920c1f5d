//! Looking things up whatever they are.

pub mod begin;
pub mod bring;
pub mod export;
pub mod files;
#[expect(clippy::module_inception, reason = "the command is called like its group")]
pub mod find;
pub mod history;
pub mod import;
