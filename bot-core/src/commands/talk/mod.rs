//! Talking with Gendan itself: help, undo, language, dialogs.

pub mod cancel;
pub mod help;
pub mod invite;
pub mod lang;
pub mod me;
pub mod more;
pub mod start;
pub mod tz;
pub mod undo;
