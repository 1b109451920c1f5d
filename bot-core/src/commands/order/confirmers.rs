//! Who may confirm somebody's orders.

use uuid::Uuid;

use super::CONFIRM;
use crate::commands::Cx;
use crate::domain::access::Reach;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::people::{Person, Team};
use crate::store::{RecordsExt, Stored};

/// How deep teams may stand in each other before we stop climbing.
const DEEPEST: usize = 32;

/// Tells whether the org has only one person: then that one may confirm all.
pub(super) async fn alone(cx: &mut Cx<'_>) -> Stored<bool> {
    Ok(cx.tx.people().await?.len() == 1)
}

/// Those who have the right and see the owner's orders; never the owner.
pub(super) async fn of(cx: &mut Cx<'_>, owner: Option<PersonId>) -> Stored<Vec<Person>> {
    let team = match owner {
        Some(PersonId(id)) => cx.tx.get::<Person>(id).await?.and_then(|p| p.team),
        None => None,
    };
    let above = team_and_above(cx, team).await?;
    let roles = &cx.org.roles;
    let sees = |person: &Person| match roles.reach(&person.roles, Kind::Order) {
        Reach::All => true,
        Reach::Team => team.is_some() && person.team == team,
        Reach::Subtree => person.team.is_some_and(|team| above.contains(&team)),
        Reach::Own => false,
    };
    let mut people = cx.tx.people().await?;
    people.retain(|p| Some(p.person_id()) != owner && roles.allow(&p.roles, CONFIRM) && sees(p));
    Ok(people)
}

/// What they are called, as a list.
pub(super) fn names(people: &[Person]) -> String {
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    names.join(" · ")
}

/// A team and all those that it is part of.
async fn team_and_above(cx: &mut Cx<'_>, team: Option<Uuid>) -> Stored<Vec<Uuid>> {
    let mut teams = Vec::new();
    let mut next = team;
    while let Some(id) = next.filter(|id| !teams.contains(id) && teams.len() < DEEPEST) {
        teams.push(id);
        next = cx.tx.get::<Team>(id).await?.and_then(|team| team.parent);
    }
    Ok(teams)
}
