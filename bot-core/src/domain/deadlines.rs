//! When a record wants attention: the pure function behind the timers.

use chrono_tz::Tz;

use super::calendar::{Calendar, instant_of};
use super::follow_up::{FollowUp, FollowUpState};
use super::ids::{Instant, Kind};
use super::people::Person;
use super::record::{BadFields, Fields, of_fields};

/// The rule that a follow-up has become due.
pub const FOLLOW_UP_DUE: &str = "follow_up_due";
/// The rule that nobody stands in for a person any more.
pub const COVER_ENDS: &str = "cover_ends";

/// One moment at which a rule wants to look at a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Which rule.
    pub rule: &'static str,
    /// When.
    pub at: Instant,
}

/// What the rules need to know besides the record.
pub struct Rules<'a> {
    /// The zone where the record's owner lives now.
    pub zone: Tz,
    /// The org's working calendar.
    pub calendar: &'a Calendar,
}

/// Tells whether records of this kind ever have deadlines.
pub fn has_deadlines(kind: Kind) -> bool {
    matches!(kind, Kind::FollowUp | Kind::Person)
}

/// When a record wants attention.
///
/// A nudge never falls into quiet hours or on a rest day: it waits for the next good moment.
pub fn deadlines(
    kind: Kind,
    record: &Fields,
    rules: &Rules<'_>,
) -> Result<Vec<Deadline>, BadFields> {
    if kind == Kind::Person {
        let person: Person = of_fields(record.clone())?;
        let ends = person.cover.and(person.cover_until);
        return Ok(ends.map(|at| Deadline { rule: COVER_ENDS, at }).into_iter().collect());
    }
    if kind != Kind::FollowUp {
        return Ok(Vec::new());
    }
    let follow_up: FollowUp = of_fields(record.clone())?;
    if follow_up.state != FollowUpState::Open || follow_up.head.withdrawn {
        return Ok(Vec::new());
    }
    let due = follow_up.due().map(|due| due.instant(rules.zone));
    Ok(due.map(|due| nudge_at(due, rules)).into_iter().collect())
}

fn nudge_at(due: Instant, rules: &Rules<'_>) -> Deadline {
    let local = due.utc().with_timezone(&rules.zone).naive_local();
    let good = rules.calendar.out_of_quiet(local);
    // An instant inside an hour that the clock repeats must not move: only what is moved is resolved.
    let at = if good == local { due } else { instant_of(good, rules.zone).into() };
    Deadline { rule: FOLLOW_UP_DUE, at }
}
