//! Talking with Gendan itself: help, undo, language, dialogs.

pub mod cancel;
pub mod help;
pub mod more;
pub mod undo;
