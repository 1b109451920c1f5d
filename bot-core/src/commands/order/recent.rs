//! The newest orders of a deal or a customer, at the end of its card.

use super::card::amount;
use super::list::ListOrders;
use super::state_name;
use crate::chat::reply::{Button, Reply};
use crate::commands::{Cx, recent};
use crate::domain::order::{Order, OrderStatus};
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::{OrderFilter, Page};
use crate::t;

/// How many orders a card shows.
const ORDERS: usize = 3;

/// Adds the newest orders with their state and total; gives a button for all, where there are more.
pub(crate) async fn section(
    cx: &mut Cx<'_>,
    reply: Reply,
    filter: &OrderFilter,
    all: &ListOrders,
) -> Result<(Reply, Option<Button>), Problem> {
    let limit = i64::try_from(ORDERS + 1).unwrap_or(4);
    let orders = cx.tx.orders(filter, cx.scope(), Page { below: None, limit }).await?;
    if orders.is_empty() {
        return Ok((reply, None));
    }
    let lang = cx.lang();
    let line = |order: &Order| {
        let (total, status) = (amount(order.total, order.currency), state_name(lang, order));
        format!("{} {total} · {status}", order.code())
    };
    let more = orders.len() > ORDERS;
    let lines = recent::few(lang, orders.iter().take(ORDERS).map(line).collect(), more);
    let button = more.then(|| Button::new(t!(lang, "button-orders"), all));
    Ok((reply.text(t!(lang, "recent-orders")).bullets(lines), button))
}

/// The newest order of a deal that was not given up.
pub(crate) async fn standing(
    cx: &mut Cx<'_>,
    filter: &OrderFilter,
) -> Result<Option<Order>, Problem> {
    let page = Page { below: None, limit: 20 };
    let orders = cx.tx.orders(filter, cx.scope(), page).await?;
    Ok(orders.into_iter().find(|order| order.status != OrderStatus::Cancelled))
}
