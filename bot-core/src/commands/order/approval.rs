//! Who gives a manager's word for an order, and whether it still waits for one.

use super::card::Card;
use super::{CONFIRM, confirmers, is_mine};
use crate::commands::Cx;
use crate::commands::people::roles_lead;
use crate::domain::ids::PersonId;
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::Person;
use crate::problem::Problem;
use crate::store::RecordsExt as _;

/// Those who are asked: who leads the owner in the nearest team that has such a one; else all who
/// may confirm the owner's orders. Never the owner.
pub(super) async fn people(
    cx: &mut Cx<'_>,
    owner: Option<PersonId>,
) -> Result<Vec<Person>, Problem> {
    let all = confirmers::of(cx, owner).await?;
    let person = match owner {
        Some(PersonId(id)) => cx.tx.get::<Person>(id).await?,
        None => None,
    };
    let Some(person) = person else { return Ok(all) };
    let mut near = roles_lead(cx, &person).await?;
    near.retain(|leader| all.iter().any(|one| one.person_id() == leader.person_id()));
    Ok(if near.is_empty() { all } else { near })
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
