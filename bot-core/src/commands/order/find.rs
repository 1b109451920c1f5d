//! Which order somebody means: by its code, or by its customer where that is clear.

use super::state_name;
use crate::chat::parse::Ref;
use crate::commands::Cx;
use crate::domain::customer::Customer;
use crate::domain::ids::{Code, Kind};
use crate::domain::order::{Order, OrderStatus};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{OrderFilter, Page};
use crate::t;

/// How many of a customer's newest orders are looked at.
const NEWEST: i64 = 50;
/// How many choices one question offers.
const CHOICES: usize = 5;

/// The order that is named; by a customer's name it is one that can take this step, if any is
/// asked for.
pub(super) async fn find(
    cx: &mut Cx<'_>,
    named: &Ref,
    step: Option<OrderStatus>,
) -> Result<Order, Problem> {
    if named.0.trim().parse::<Code>().is_ok_and(|code| code.kind != Kind::Customer) {
        return cx.find("order", named).await;
    }
    let customer: Customer = cx.find("order", named).await?;
    let mut orders = of_customer(cx, &customer, step).await?;
    let lang = cx.lang();
    // What cannot be taken back is never guessed.
    if orders.len() == 1 && step != Some(OrderStatus::Shipped) {
        return Ok(orders.remove(0));
    }
    if orders.is_empty() {
        let customer = &customer.name;
        return Err(Problem::tell(t!(lang, "order-none-of", customer = customer)));
    }
    let choice = |order: &Order| {
        let code = order.code().to_string();
        (format!("{code} {}", state_name(lang, order)), code.into())
    };
    let choices = orders.iter().take(CHOICES).map(choice).collect();
    let text = t!(lang, "order-which-of", customer = &customer.name);
    Err(cx.ask("order", text, choices))
}

async fn of_customer(
    cx: &mut Cx<'_>,
    customer: &Customer,
    step: Option<OrderStatus>,
) -> Result<Vec<Order>, Problem> {
    let filter = OrderFilter { customer: Some(customer.id()), ..OrderFilter::default() };
    let page = Page { below: None, limit: NEWEST };
    let mut orders = cx.tx.orders(&filter, cx.scope(), page).await?;
    orders.retain(|order| step.is_none_or(|to| order.can(to)));
    Ok(orders)
}
