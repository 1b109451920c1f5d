//! Who sells and has noted nothing that counts in some days.

use chrono::{NaiveDate, NaiveTime};

use super::picture::Span;
use super::{Each, Whose, activity};
use crate::domain::access::{Reach, Right, Scope};
use crate::domain::calendar::{day_start, instant_of};
use crate::domain::event::take_back;
use crate::domain::ids::{Instant, Kind};
use crate::domain::people::Person;
use crate::domain::record::{fields, of_fields};
use crate::store::{Days, Stored, Tx};

/// How many changes of a person are looked back through for a leave.
const CHANGES: i64 = 200;

/// Somebody who sells and of whom nothing counts.
pub struct Silent {
    /// Who.
    pub person: Person,
    /// How much was noted that does not count.
    pub noted: i64,
}

/// Those within the scope, by the numbers of the activity report; not who was away on every working
/// day.
pub(super) async fn silent(tx: &mut dyn Tx, span: &Span<'_>, scope: Scope) -> Stored<Vec<Silent>> {
    let mut silent = Vec::new();
    let (first, end) = span.days;
    if first >= end {
        return Ok(silent);
    }
    let all = first.iter_days().take_while(|day| *day < end);
    let days: Vec<NaiveDate> = all.filter(|day| span.calendar.is_working_day(*day)).collect();
    let stretch = Days::of(first, end, span.zone);
    let rows = activity::activity(tx, stretch, Whose::default(), Each::Person, scope).await?;
    for person in tx.people().await? {
        let sells = span.roles.allow(&person.roles, Right::Sell);
        let leads = span.roles.allow(&person.roles, Right::Audit);
        let row = rows.iter().find(|row| row.owner == Some(person.person_id()));
        let counts = row.is_some_and(|row| row.valid > 0);
        let own = scope.viewer == person.person_id();
        if sells
            && !leads
            && !counts
            && !own
            && reaches(tx, scope, &person).await?
            && !was_away(tx, &person, &days).await?
        {
            silent.push(Silent { person, noted: row.map_or(0, |row| row.count) });
        }
    }
    Ok(silent)
}

/// Tells whether somebody was away on each of some days: by what holds now and, as the leave that is
/// over is forgotten, by what held before.
async fn was_away(tx: &mut dyn Tx, person: &Person, days: &[NaiveDate]) -> Stored<bool> {
    let mut left: Vec<NaiveDate> = days.to_vec();
    let mut row = fields(person)?;
    let mut until = None;
    for event in tx.events_of(Kind::Person, person.head.id, None, CHANGES).await? {
        let then: Person = of_fields(row.clone())?;
        left.retain(|day| !away_on(&then, *day, (Some(event.at), until)));
        if left.is_empty() {
            return Ok(true);
        }
        take_back(&mut row, &event);
        until = Some(event.at);
    }
    Ok(left.is_empty())
}

/// Tells whether somebody was away in the afternoon of a day: what ended in the morning left a day to
/// work.
fn away_on(
    then: &Person,
    day: NaiveDate,
    (from, until): (Option<Instant>, Option<Instant>),
) -> bool {
    let noon: Instant = instant_of(day.and_time(NOON), then.zone).into();
    let end: Instant = day_start(day.succ_opt().unwrap_or(day), then.zone).into();
    // What was changed again in the same instant never held.
    let held = from.map_or(noon, |from| from.max(noon)) < until.map_or(end, |until| until.min(end));
    let on_leave = then.leave.is_some_and(|leave| leave.contains(day));
    let covered = then.cover.is_some() && then.cover_until.is_some_and(|until| until > noon);
    held && (on_leave || covered)
}

/// In the middle of a day.
const NOON: NaiveTime = match NaiveTime::from_hms_opt(12, 0, 0) {
    Some(noon) => noon,
    None => NaiveTime::MIN,
};

async fn reaches(tx: &mut dyn Tx, scope: Scope, person: &Person) -> Stored<bool> {
    Ok(match scope.reach(Kind::Activity) {
        Reach::All => true,
        Reach::Own => false,
        reach => {
            let viewer = tx.by_id(Kind::Person, scope.viewer.0).await?;
            let viewer = viewer.and_then(|fields| {
                let team = fields.get("team")?.as_str()?;
                team.parse::<uuid::Uuid>().ok()
            });
            let mut team = person.team;
            let mut seen = Vec::new();
            while let Some(id) = team.filter(|id| !seen.contains(id)) {
                if Some(id) == viewer {
                    return Ok(true);
                }
                if reach == Reach::Team {
                    return Ok(false);
                }
                seen.push(id);
                let above = tx.by_id(Kind::Team, id).await?;
                team = above.and_then(|fields| fields.get("parent")?.as_str()?.parse().ok());
            }
            false
        }
    })
}
