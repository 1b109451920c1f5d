//! Pipelines of the org's own: ways of selling with stages of their own.

pub mod add;
pub mod drop;
pub mod rename;
