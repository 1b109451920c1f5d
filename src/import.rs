//! `gendan import`: brings records in from files.

use crate::config::Config;
use crate::fault::{Done, Fault};

/// Runs it.
pub fn run(_config: &Config) -> Done {
    Err(Fault::Usage("import is not part of this build".to_owned()))
}
