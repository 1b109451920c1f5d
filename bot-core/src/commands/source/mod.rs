//! Where leads come from: the org's own list.

pub mod add;
pub mod drop;
pub mod list;
