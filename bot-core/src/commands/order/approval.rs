//! Who gives a manager's word for an order, and whether it still waits for one.

use super::card::Card;
use super::{CONFIRM, confirmers, is_mine};
use crate::commands::Cx;
use crate::commands::people::{leaders_but, roles_lead};
use crate::domain::ids::PersonId;
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::Person;
use crate::problem::Problem;
use crate::store::RecordsExt as _;

/// Those who are asked: who leads the owner in the nearest team that has such a one who is there;
/// else all who may confirm the owner's orders. Never the owner.
pub(super) async fn people(
    cx: &mut Cx<'_>,
    owner: Option<PersonId>,
) -> Result<Vec<Person>, Problem> {
    let mut all = confirmers::of(cx, owner).await?;
    let Some(person) = owner_of(cx, owner).await? else { return Ok(all) };
    let (now, mut tried) = (cx.now, Vec::new());
    let is_there = |one: &Person| one.away_until(now).is_none();
    loop {
        let mut near = leaders_but(cx.tx, &cx.org.roles, &person, &tried).await?;
        if near.is_empty() {
            break;
        }
        tried.extend(near.iter().map(Person::person_id));
        let may = |one: &Person| all.iter().any(|other| other.head.id == one.head.id);
        near.retain(|one| may(one) && is_there(one));
        if !near.is_empty() {
            return Ok(near);
        }
    }
    if all.iter().any(is_there) {
        all.retain(is_there);
    }
    Ok(all)
}

/// Those who are away of whoever would be asked first, and of those who are.
pub(super) async fn away(
    cx: &mut Cx<'_>,
    owner: Option<PersonId>,
    asked: &[Person],
) -> Result<Vec<Person>, Problem> {
    let Some(person) = owner_of(cx, owner).await? else { return Ok(Vec::new()) };
    let mut all = roles_lead(cx, &person).await?;
    let new = |one: &&Person| !all.iter().any(|other| other.head.id == one.head.id);
    let more: Vec<Person> = asked.iter().filter(new).cloned().collect();
    all.extend(more);
    all.retain(|one| one.away_until(cx.now).is_some());
    Ok(all)
}

async fn owner_of(cx: &mut Cx<'_>, owner: Option<PersonId>) -> Result<Option<Person>, Problem> {
    Ok(match owner {
        Some(PersonId(id)) => cx.tx.get::<Person>(id).await?,
        None => None,
    })
}

/// Tells whether the asker may give the word: whoever stands above the owner; the owner only where
/// there is nobody else in the org.
pub(super) async fn may(cx: &mut Cx<'_>, order: &Order) -> Result<bool, Problem> {
    if !cx.may(CONFIRM) {
        return Ok(false);
    }
    if is_mine(cx, order) {
        return Ok(confirmers::alone(cx).await?);
    }
    let me = cx.me.person_id();
    Ok(confirmers::of(cx, order.owner).await?.iter().any(|person| person.person_id() == me))
}

/// Tells whether an order cannot be confirmed before a manager's word.
pub(super) async fn waits(cx: &mut Cx<'_>, order: &Order) -> Result<bool, Problem> {
    if order.status != OrderStatus::Submitted {
        return Ok(false);
    }
    Ok(Card::of(cx, order.clone()).await?.waits())
}
