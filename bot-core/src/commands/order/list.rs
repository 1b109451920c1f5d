//! `/order list`: orders, newest first.

use std::collections::HashMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::card::amount;
use super::place::PlaceOrder;
use super::show::ShowOrder;
use crate::chat::parse::{self, Ref};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::customer::show::named as named_customer;
use crate::commands::narrow::{self, Facet, Narrowing};
use crate::commands::owners::{Owners, of_colleague};
use crate::commands::report::Period;
use crate::commands::{Cx, Outcome, Run, own, show as words};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::Person;
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::store::{OrderFilter, Page, SortBy, Stored};
use crate::t;

/// Which orders.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrders {
    /// In this status.
    pub status: Option<OrderStatus>,
    /// Of which some has left and some has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// Written down within these days.
    pub period: Option<Period>,
    /// Of this customer.
    pub customer: Option<Ref>,
    /// From this deal.
    pub deal: Option<Ref>,
    /// Of this colleague.
    pub owner: Option<String>,
    /// What it is worth: an amount, or the least or the most.
    pub amount: Option<String>,
    /// With this product in it.
    pub product: Option<Ref>,
    /// Newest first when not said.
    #[serde(skip_serializing_if = "SortBy::is_usual")]
    pub sort: SortBy,
    /// Words that each name an amount, a colleague or a customer.
    pub query: Option<String>,
    /// With these values of the org's own fields.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
    /// The page begins below this number.
    pub below: Option<i64>,
}

/// What has happened to some of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// It has left.
    Shipped,
}

const PARTS: List = List::Fixed(&[("shipped", both("部分发货", "partly shipped"))]);

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
            // Before the status, whose word is a part of it.
            optional("part", Take::Choice(PARTS), By::Shape),
            optional("status", Take::Choice(STATUSES), By::Shape),
            optional("period", Take::Period, By::Key),
            optional("customer", Take::Ref(&[Kind::Customer, Kind::Contact]), By::Key),
            optional("deal", Take::Ref(&[Kind::Deal]), By::Key),
            optional("owner", Take::Text, By::Key),
            optional("amount", Take::Text, By::Key),
            optional("product", Take::Ref(&[Kind::Product]), By::Key),
            optional("sort", Take::Choice(narrow::BY_WORTH), By::Shape),
            rest("query"),
        ],
        example: Both { zh: "订单 待确认", en: "order list draft" },
    };
}

#[async_trait]
impl Run for ListOrders {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let (filter, said) = self.filter(cx).await?;
        let heading = words::heading(t!(lang, "order-list"), &said);
        let page = Page { below: self.below, limit: words::ROWS + 1 };
        let mut orders = cx.tx.orders(&filter, cx.scope(), page).await?;
        if orders.is_empty() {
            return Ok(none(cx, &heading, said.is_empty()));
        }
        let next = words::next_page(&mut orders).map(|below| Self { below: Some(below), ..self });
        let (lines, buttons) = rows(cx, &orders).await?;
        let reply = Reply::card(heading).bullets(lines);
        Ok(words::paged(cx, reply, buttons, next.as_ref()))
    }
}

/// A line for each order, and a button that shows it.
pub(super) async fn rows(
    cx: &mut Cx<'_>,
    orders: &[Order],
) -> Result<(Vec<String>, Vec<Button>), Problem> {
    let lang = cx.lang();
    let names = customers(cx, orders).await?;
    let owners = Owners::of(cx, orders.iter().map(|order| order.owner)).await?;
    let line = |order: &Order| {
        let customer = names.get(&order.customer).map_or("", String::as_str);
        let status = super::state_name(lang, order);
        let total = amount(order.total, order.currency);
        let parts = [Some(customer.to_owned()), Some(total), Some(status)];
        let parts = parts.into_iter().chain([owners.name(order.owner)]).flatten();
        format!("{} {}", order.code(), parts.collect::<Vec<_>>().join(" · "))
    };
    let button = |order: &Order| {
        let code = order.code();
        Button::new(code.to_string(), &ShowOrder { order: Ref::code(code), skip: None })
    };
    Ok((orders.iter().map(line).collect(), orders.iter().map(button).collect()))
}

impl ListOrders {
    /// Which orders are meant, and what that is called.
    pub(crate) async fn filter(
        &self,
        cx: &mut Cx<'_>,
    ) -> Result<(OrderFilter, Vec<String>), Problem> {
        let lang = cx.lang();
        let (part_shipped, sort) = (self.part == Some(Part::Shipped), self.sort);
        let status = self.status.or(part_shipped.then_some(OrderStatus::Confirmed));
        let mut filter = OrderFilter { status, part_shipped, sort, ..OrderFilter::default() };
        let status = self.status.map(|status| super::status_name(lang, status));
        let part = part_shipped.then(|| t!(lang, "order-part-shipped"));
        let mut said: Vec<String> = status.into_iter().chain(part).collect();
        let mut narrowing = Narrowing::default();
        let query = self.query.as_deref().unwrap_or_default();
        narrowing.take_all(cx, query, FACETS).await?;
        let odd = Some(narrowing.left.join(" ")).filter(|left| !left.is_empty());
        let amount = self.amount.as_ref();
        let odd =
            odd.or(amount.filter(|a| !narrowing.by_worth(cx, &format!("amount {a}"))).cloned());
        if let Some(words) = odd {
            let word = parse::shortened(&words);
            return Err(Problem::tell(t!(lang, "order-no-such-word", word = word)));
        }
        let created = self.period.map(|period| narrow::days(cx, period)).or(narrowing.created);
        if let Some((days, read)) = created {
            filter.created = Some(days);
            said.push(read);
        }
        said.append(&mut narrowing.said);
        filter.at_least = narrowing.at_least;
        filter.at_most = narrowing.at_most;
        filter.customer = narrowing.customer;
        filter.owner = narrowing.owner.as_ref().map(Person::person_id);
        if let Some(named) = &self.customer {
            let customer = named_customer(cx, "customer", named).await?;
            filter.customer = Some(customer.id());
            said.push(customer.label());
        }
        if let Some(named) = &self.deal {
            let deal: Deal = cx.find("deal", named).await?;
            filter.deal = Some(deal.id());
            said.push(words::named(lang, &deal));
        }
        let product = narrow::product(cx, self.product.as_ref()).await?;
        filter.product = product.as_ref().map(|(id, _)| *id);
        let name = product.as_ref().map(|(_, name)| name.as_str());
        said.extend(narrow::named(lang, &[("product", name)]));
        let extra = own::resolved(cx, Kind::Order, &self.extra).await?;
        filter.own = own::filter(&extra);
        said.extend(own::said(cx, Kind::Order, &extra));
        if let Some(word) = &self.owner {
            let person = of_colleague(cx, word).await?;
            filter.owner = Some(person.person_id());
            said.push(person.name);
        }
        said.extend(narrow::order(lang, self.sort));
        Ok((filter, said))
    }
}

/// What words say of orders.
pub(crate) const FACETS: &[Facet] =
    &[Facet::Created, Facet::Amount, Facet::WholeOwner, Facet::Customer];

/// Says that there is none: of that sort, or none at all and how to begin.
fn none(cx: &Cx<'_>, heading: &str, all: bool) -> Reply {
    let lang = cx.lang();
    if all {
        let example = PlaceOrder::SPEC.example.in_lang(lang);
        return Reply::card(t!(lang, "order-none", example = example));
    }
    let all = ListOrders::default();
    let reply = Reply::card(t!(lang, "order-none-such")).text(heading);
    reply.button(t!(lang, "button-orders"), &all)
}

/// What the customers of these orders are called.
async fn customers(cx: &mut Cx<'_>, orders: &[Order]) -> Stored<HashMap<Uuid, String>> {
    let ids: Vec<Uuid> = orders.iter().map(|order| order.customer).collect();
    let labels = cx.tx.labels(Kind::Customer, &ids).await?;
    Ok(labels.into_iter().map(|(id, _, name)| (id, name)).collect())
}
