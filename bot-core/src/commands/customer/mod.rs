//! Customers.

pub mod add;
pub mod edit;
pub mod forget;
pub mod list;
pub mod place;
pub mod show;
