//! How long one waits for others.

use std::time::Duration;

/// How patient to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The pause after the first failure; each further one doubles it.
    pub first: Duration,
    /// The longest pause after failures.
    pub longest: Duration,
    /// How long a connection may take.
    pub connect: Duration,
    /// How long an answer may take, beyond the time that a question for news may stay open.
    pub answer: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(1),
            longest: Duration::from_mins(1),
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(20),
        }
    }
}

/// Pauses that double: 1, 2, 4 … 60 seconds.
#[derive(Debug)]
pub(crate) struct Backoff {
    pace: Pace,
    next: Duration,
}

impl Backoff {
    pub(crate) fn new(pace: Pace) -> Self {
        Self { pace, next: pace.first }
    }

    pub(crate) fn next(&mut self) -> Duration {
        let pause = self.next.min(self.pace.longest);
        self.next = (pause * 2).min(self.pace.longest);
        pause
    }

    /// Begins anew; true if there was a failure before.
    pub(crate) fn over(&mut self) -> bool {
        let failed = self.next != self.pace.first;
        self.next = self.pace.first;
        failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_begin_anew() {
        let mut backoff = Backoff::new(Pace::default());
        let seconds: Vec<u64> = (0..8).map(|_| backoff.next().as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert!(backoff.over());
        assert_eq!(backoff.next().as_secs(), 1);
    }
}
