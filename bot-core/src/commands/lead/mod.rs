//! Leads.

pub mod add;
pub mod list;
pub mod show;
