//! What customers bought.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::domain::order::OrderStatus;
use bot_core::store::{OrderFilter, Page};

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Id, Int, Json, Text, Time, Word};
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
        ("parcels", Json),
    ],
    derived: &[],
    label: &[],
};

/// Orders, newest first.
pub(crate) fn list(org: OrgId, filter: &OrderFilter, scope: Scope, page: Page) -> Statement {
    Select::scoped(&TABLE, org, scope)
        .bind_some("and r.status =", filter.status.map(OrderStatus::word))
        .bind_some("and r.customer =", filter.customer)
        .bind_some("and r.deal =", filter.deal)
        .bind_some("and r.owner =", filter.owner.map(|owner| owner.0))
        .bind_some("and r.created_at >=", filter.created.map(|days| days.from))
        .bind_some("and r.created_at <", filter.created.map(|days| days.until))
        .page(page)
}
