//! Who may confirm somebody's orders, or take another step with them.

use super::CONFIRM;
use crate::commands::Cx;
use crate::commands::owners::with_right;
use crate::domain::access::Right;
use crate::domain::ids::PersonId;
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::Person;
use crate::store::Stored;

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
        // It is for whoever decides to say so.
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
