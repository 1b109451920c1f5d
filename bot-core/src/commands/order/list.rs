//! `/order list`: orders, newest first.

use std::collections::HashMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::card::amount;
use super::place::PlaceOrder;
use super::show::ShowOrder;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional};
use crate::commands::owners::{Owners, is_called, seen_colleague};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::order::{Order, OrderStatus};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{OrderFilter, Page, Stored};
use crate::t;

/// Which orders.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrders {
    /// In this status.
    pub status: Option<OrderStatus>,
    /// Of this customer, or of this colleague.
    pub customer: Option<Ref>,
    /// From this deal.
    pub deal: Option<Ref>,
    /// The page begins below this number.
    pub below: Option<i64>,
}

const fn both(zh: &'static str, en: &'static str) -> Both {
    Both { zh, en }
}

const STATUSES: List = List::Fixed(&[
    ("draft", both("草稿", "draft")),
    ("submitted", both("待确认", "to confirm")),
    ("confirmed", both("已确认", "confirmed")),
    ("shipped", both("已发货", "shipped")),
    ("delivered", both("已签收", "delivered")),
    ("cancelled", both("已取消", "canceled")),
    // What else people call them.
    ("submitted", both("已提交", "waiting")),
    ("confirmed", both("待发货", "to ship")),
    ("shipped", both("在途", "on its way")),
]);

impl Ask for ListOrders {
    const SPEC: Spec = Spec {
        name: "order list",
        aliases: &["订单", "订单列表", "orders", "list orders"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[
            optional("status", Take::Choice(STATUSES), By::Shape),
            optional("customer", Take::Ref(&[Kind::Customer]), By::Shape),
            optional("deal", Take::Ref(&[Kind::Deal]), By::Key),
        ],
        example: Both { zh: "订单 待确认", en: "order list draft" },
    };
}

#[async_trait]
impl Run for ListOrders {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let filter = self.filter(cx).await?;
        let page = Page { below: self.below, limit: show::ROWS + 1 };
        let mut orders = cx.tx.orders(&filter, cx.scope(), page).await?;
        if orders.is_empty() {
            return Ok(none(cx, &filter));
        }
        let next = show::next_page(&mut orders).map(|below| Self { below: Some(below), ..self });
        let names = customers(cx, &orders).await?;
        let owners = Owners::of(cx, orders.iter().map(|order| order.owner)).await?;
        let lines = orders.iter().map(|order| {
            let customer = names.get(&order.customer).map_or("", String::as_str);
            let status = super::status_name(lang, order.status);
            let total = amount(order.total, order.currency);
            let parts = [Some(customer.to_owned()), Some(total), Some(status)];
            let parts = parts.into_iter().chain([owners.name(order.owner)]).flatten();
            format!("{} {}", order.code(), parts.collect::<Vec<_>>().join(" · "))
        });
        let reply = Reply::card(t!(lang, "order-list")).bullets(lines.collect::<Vec<_>>());
        let buttons = orders.iter().map(|order| {
            let code = order.code();
            let ask = ShowOrder { order: Ref::code(code), skip: None };
            Button::new(code.to_string(), &ask)
        });
        let buttons = buttons.collect();
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}

impl ListOrders {
    async fn filter(&self, cx: &mut Cx<'_>) -> Result<OrderFilter, Problem> {
        let owner = match &self.customer {
            Some(named) => seen_colleague(cx, &named.0).await?,
            None => None,
        };
        let owner =
            owner.filter(|person| self.customer.as_ref().is_some_and(|c| is_called(person, &c.0)));
        let customer = match &self.customer {
            _ if owner.is_some() => None,
            Some(named) => Some(cx.find::<Customer>("customer", named).await?.id()),
            None => None,
        };
        let deal = match &self.deal {
            Some(named) => Some(cx.find::<Deal>("deal", named).await?.id()),
            None => None,
        };
        let owner = owner.map(|person| person.person_id());
        Ok(OrderFilter { status: self.status, customer, deal, owner })
    }
}

/// Says that there is none: of that sort, or none at all and how to begin.
fn none(cx: &Cx<'_>, filter: &OrderFilter) -> Reply {
    let lang = cx.lang();
    if *filter == OrderFilter::default() {
        let example = PlaceOrder::SPEC.example.in_lang(lang);
        return Reply::card(t!(lang, "order-none", example = example));
    }
    let all = ListOrders::default();
    Reply::card(t!(lang, "order-none-such")).button(t!(lang, "button-orders"), &all)
}

/// What the customers of these orders are called.
async fn customers(cx: &mut Cx<'_>, orders: &[Order]) -> Stored<HashMap<Uuid, String>> {
    let ids: Vec<Uuid> = orders.iter().map(|order| order.customer).collect();
    let labels = cx.tx.labels(Kind::Customer, &ids).await?;
    Ok(labels.into_iter().map(|(id, _, name)| (id, name)).collect())
}
