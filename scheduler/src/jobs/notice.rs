//! Notices: who can be told that something did not go as it should, and when.

use bot_core::chat::incoming::Address;
use bot_core::domain::access::Right;
use bot_core::domain::deadlines::Timing;
use bot_core::domain::people::Person;
use std::collections::HashMap;

use super::{JobCx, JobProblem};

/// Those who can be told, and where.
pub async fn reachable(
    cx: &mut JobCx<'_>,
    people: Vec<Person>,
) -> Result<Vec<(Person, Address)>, JobProblem> {
    let mut all = Vec::new();
    for person in people.into_iter().filter(|person| !person.frozen) {
        if let Some(home) = cx.tx.home(person.person_id()).await?
            && !cx.tx.is_closed(&home).await?
        {
            all.push((person, home));
        }
    }
    Ok(all)
}

/// The same where they are not to be told through this bot.
pub async fn reachable_besides(
    cx: &mut JobCx<'_>,
    people: Vec<Person>,
    source: &str,
) -> Result<Vec<(Person, Address)>, JobProblem> {
    let mut all = Vec::new();
    for person in people.into_iter().filter(|person| !person.frozen) {
        if let Some(home) = cx.tx.home_besides(person.person_id(), source).await? {
            all.push((person, home));
        }
    }
    Ok(all)
}

/// Those who set the org up.
pub async fn admins(cx: &mut JobCx<'_>) -> Result<Vec<Person>, JobProblem> {
    let mut people = cx.tx.people().await?;
    people.retain(|person| cx.org.roles.allow(&person.roles, Right::Admin));
    Ok(people)
}

/// Puts the job off until somebody may be told: nothing of this is worth waking anybody.
pub async fn good_moment(cx: &mut JobCx<'_>, person: &Person) -> Result<(), JobProblem> {
    let settings = cx.tx.settings().await?;
    let timing = Timing {
        zone: person.zone,
        calendar: settings.calendar_of(person),
        nudges: &settings.nudges,
        idle_days: &HashMap::new(),
    };
    match timing.good(cx.now) {
        good if good > cx.now => Err(JobProblem::NotBefore(good)),
        _ => Ok(()),
    }
}
