//! What was missed happens once, late, and says so: in one way for all that is said at a time.

use bot_core::domain::ids::Instant;
use bot_core::domain::people::Person;
use bot_core::text::read;

/// From how many milliseconds on something is late: half an hour.
pub const LATE: i64 = 30 * 60 * 1000;

/// Tells whether something that was due at that instant is late by now: nobody was there to say it.
pub fn is_late(due: Instant, now: Instant) -> bool {
    now.0 - due.0 >= LATE
}

/// For when it was, where it is late: the message says that.
pub fn late(hears: &Person, due: Instant, now: Instant) -> Option<String> {
    is_late(due, now).then(|| read::instant(hears.lang, due, hears.zone, now))
}
