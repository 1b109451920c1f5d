//! The rules of the org that are no calendar: when and how often people are reminded.

pub mod nudge;
mod rehearsal;
pub mod set;
