//! Leads.

pub mod add;
pub mod assign;
pub mod check;
pub mod contacted;
pub mod convert;
pub mod edit;
pub mod forget;
pub mod giveback;
pub mod list;
pub mod lose;
pub mod qualify;
pub mod reopen;
pub mod show;
mod step;
pub mod take;
