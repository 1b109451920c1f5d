//! Who may confirm somebody's orders, or take another step with them.

use super::CONFIRM;
use crate::commands::Cx;
use crate::commands::owners::team_and_above;
use crate::domain::access::{Reach, Right};
use crate::domain::ids::{Kind, PersonId};
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::Person;
use crate::store::{RecordsExt, Stored};

/// Tells whether the org has only one person: then that one may confirm all.
pub(super) async fn alone(cx: &mut Cx<'_>) -> Stored<bool> {
    Ok(cx.tx.people().await?.len() == 1)
}

/// Those who have the right and see the owner's orders; never the owner.
pub(super) async fn of(cx: &mut Cx<'_>, owner: Option<PersonId>) -> Stored<Vec<Person>> {
    let mut people = with_right(cx, owner, CONFIRM).await?;
    people.retain(|person| Some(person.person_id()) != owner);
    Ok(people)
}

/// Those who may take somebody's order to a status, besides the asker.
pub(super) async fn who(cx: &mut Cx<'_>, order: &Order, to: OrderStatus) -> Stored<Vec<Person>> {
    let mut people = match to {
        OrderStatus::Draft => Vec::new(),
        OrderStatus::Submitted => with_right(cx, order.owner, Right::Sell).await?,
        OrderStatus::Confirmed | OrderStatus::Cancelled => of(cx, order.owner).await?,
        OrderStatus::Shipped | OrderStatus::Delivered => {
            with_right(cx, order.owner, Right::Ship).await?
        }
    };
    let me = cx.me.person_id();
    people.retain(|person| person.person_id() != me);
    Ok(people)
}

/// Those who have a right and see the owner's orders.
async fn with_right(cx: &mut Cx<'_>, owner: Option<PersonId>, right: Right) -> Stored<Vec<Person>> {
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
        Reach::Own => Some(person.person_id()) == owner,
    };
    let mut people = cx.tx.people().await?;
    people.retain(|person| roles.allow(&person.roles, right) && sees(person));
    Ok(people)
}

/// What they are called, as a list.
pub(super) fn names(people: &[Person]) -> String {
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    names.join(" · ")
}
