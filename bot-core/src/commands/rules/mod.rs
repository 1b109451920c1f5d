//! The rules of the org that are no calendar: when people are reminded, what needs a manager's word.

pub mod approval;
pub(crate) mod dry_run;
pub mod nudge;
pub(crate) mod past;
pub(crate) mod rehearsal;
pub mod set;
pub mod useless;
pub mod visits;
