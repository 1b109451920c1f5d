//! People at customers.

pub mod add;
pub mod edit;
pub mod list;
