//! Talking with Gendan itself: help, undo, language, dialogs.

pub mod accounts;
pub mod cancel;
pub mod each;
pub mod help;
pub mod invite;
pub mod invites;
pub mod lang;
pub mod link;
pub mod me;
pub mod more;
pub mod phone;
pub mod quiet;
pub mod revoke;
pub mod start;
pub mod tz;
pub mod undo;
pub mod unlink;
