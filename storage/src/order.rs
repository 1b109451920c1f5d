//! What customers bought.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::domain::money::Currency;
use bot_core::domain::order::OrderStatus;
use bot_core::store::{OrderFilter, Page};

use uuid::Uuid;

use crate::db::{Statement, sql};
use crate::record::Table;
use crate::record::Ty::{Id, Int, Json, Text, Texts, Time, Word};
use crate::scope::Select;

pub(crate) static TABLE: Table = Table {
    kind: Kind::Order,
    name: "sales_order",
    columns: &[
        ("customer", Id),
        ("deal", Id),
        ("lines", Json),
        ("total", Int),
        ("currency", Word),
        ("status", Word),
        ("owner", Id),
        ("confirmed_by", Id),
        ("confirmed_at", Time),
        ("carrier", Word),
        ("tracking", Word),
        ("shipped_at", Time),
        ("delivered_at", Time),
        ("cancel_reason", Text),
        ("note", Text),
        ("approval", Json),
        ("returned", Text),
        ("parcels", Texts),
    ],
    derived: &[],
    label: &[],
};

/// Orders, in an order.
pub(crate) fn list(org: OrgId, filter: &OrderFilter, scope: Scope, page: Page) -> Statement {
    let currency = filter.at_least.or(filter.at_most).map(|money| money.currency.code());
    let select = Select::scoped(&TABLE, org, scope);
    let select = match filter.product {
        None => select,
        Some(product) => select
            .bind(
                "and exists (select 1 from record_line l where l.org = $1 and l.kind = 'order' \
                 and l.id = r.id and l.product =",
                product,
            )
            .say(")"),
    };
    let left = if filter.part_shipped { "and r.parcels <> '[]'" } else { "" };
    select
        .bind_some("and r.status =", filter.status.map(OrderStatus::word))
        .say(left)
        .bind_some("and r.customer =", filter.customer)
        .bind_some("and r.deal =", filter.deal)
        .bind_some("and r.owner =", filter.owner.map(|owner| owner.0))
        .bind_some("and r.created_at >=", filter.created.map(|days| days.from))
        .bind_some("and r.created_at <", filter.created.map(|days| days.until))
        .owning(&filter.own)
        .bind_some("and r.total >=", filter.at_least.map(|money| money.minor))
        .bind_some("and r.total <=", filter.at_most.map(|money| money.minor))
        .bind_some("and r.currency =", currency)
        .sorted(Kind::Order, filter.sort, filter.created.is_some(), page)
}

/// What a customer's confirmed orders of a currency come to, without one of them.
pub(crate) fn owed(org: OrgId, customer: Uuid, currency: Currency, without: Uuid) -> Statement {
    sql!(
        "select cast(coalesce(sum(o.total), 0) as bigint) from sales_order o where o.org = $1 \
         and o.customer = $2 and o.currency = $3 and o.id <> $4 and not o.withdrawn \
         and o.status in ('confirmed', 'shipped', 'delivered')",
        org,
        customer,
        currency.code(),
        without
    )
}
