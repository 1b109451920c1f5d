//! Languages: how money, dates and counts read, and what Gendan says.

mod amounts;
pub mod capital;
mod places;
pub mod read;
pub mod say;
pub mod secret;
pub mod span;
