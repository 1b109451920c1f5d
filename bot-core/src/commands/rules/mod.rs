//! The rules of the org that are no calendar: when and how often people are reminded.

pub mod nudge;
pub mod useless;
