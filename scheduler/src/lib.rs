//! The scheduler: reads facts, does what has become due, once.

pub mod jobs;
mod late;
mod nudges;
pub mod runner;

pub use jobs::{JobCx, JobEntry, JobProblem, JobResult};
pub use runner::Runner;
