//! Looking things up whatever they are.

pub mod export;
#[expect(clippy::module_inception, reason = "the command is called like its group")]
pub mod find;
pub mod history;
pub mod import;
