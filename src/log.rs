//! What the program says about itself, on standard error.

use std::io::{IsTerminal as _, stderr};

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};
use crate::fault::{Done, Fault};

/// Starts the log; `usual` is the level where the configuration names none.
pub fn start(log: &Log, usual: &str) -> Done {
    let level = log.level.as_deref().unwrap_or(usual);
    let filter = EnvFilter::try_new(level)
        .map_err(|error| Fault::Usage(format!("[log] level “{level}”: {error}")))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr)
        // Whoever has stopped reading is told of nothing, and that is no reason to break off.
        .log_internal_errors(false)
        .with_ansi(stderr().is_terminal());
    let started = match log.format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    started.map_err(|error| Fault::Failed(format!("the log does not start: {error}")))?;
    // A panic is the failure of one message or job, which is noted there: one line is enough.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let why = panic.payload_as_str().unwrap_or("?");
        tracing::error!(place, why, "a mistake of ours");
    }));
    Ok(())
}
