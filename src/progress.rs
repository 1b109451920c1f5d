//! How far something is that takes a while.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::time::{Duration, Instant as Clock};

use bot_core::domain::ids::Instant;
use indicatif::{ProgressBar, ProgressStyle};

use crate::fault::Done;

/// A bar on a terminal, nothing elsewhere.
pub fn bar(n: u64) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(n);
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} · {eta} left");
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// How long a day is, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// After how many simulated days it is told how far a clock has come where there is no terminal.
const TOLD_AFTER: i64 = 30;
/// What is over sooner needs no line.
const QUIET: Duration = Duration::from_secs(5);

/// How far a simulated clock has come: a bar on a terminal, a line now and then elsewhere.
pub struct Far {
    bar: ProgressBar,
    begun: Instant,
    told: (Instant, Clock),
}

impl Far {
    /// A clock that runs from one instant to another.
    pub fn begin(from: Instant, until: Instant) -> Self {
        let days = u64::try_from((until.0 - from.0) / DAY).unwrap_or_default();
        Self { bar: bar(days), begun: from, told: (from, Clock::now()) }
    }

    /// Says where it is.
    pub fn at(&mut self, now: Instant) -> Done {
        if !self.bar.is_hidden() {
            self.bar.set_position(u64::try_from((now.0 - self.begun.0) / DAY).unwrap_or_default());
            return Ok(());
        }
        let (at, told) = self.told;
        if now.0 - at.0 >= TOLD_AFTER * DAY && told.elapsed() >= QUIET {
            self.told = (now, Clock::now());
            writeln!(stderr(), "… {}", now.utc().format("%Y-%m-%d"))?;
        }
        Ok(())
    }

    /// Does something that writes to the terminal.
    pub fn aside<T>(&self, what: impl FnOnce() -> T) -> T {
        self.bar.suspend(what)
    }
}

impl Drop for Far {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
