//! Customers.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{CustomerFilter, Page};

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Company, Id, Int, Json, Text, Texts, Word};
use crate::scope::Select;

pub(crate) static TABLE: Table = Table {
    kind: Kind::Customer,
    name: "customer",
    columns: &[
        ("name", Company),
        ("aliases", Texts),
        ("level", Word),
        ("industry", Company),
        ("region", Text),
        ("address", Text),
        ("phone", Text),
        ("email", Text),
        ("tags", Texts),
        ("note", Text),
        ("owner", Id),
        ("helpers", Json),
        ("parent", Id),
        ("lead", Id),
        ("credit", Int),
        ("also", Texts),
        ("merged", Id),
        ("apart", Texts),
    ],
    derived: &[],
    label: &["name"],
};

/// Customers, in an order.
pub(crate) fn list(org: OrgId, filter: &CustomerFilter, scope: Scope, page: Page) -> Statement {
    Select::scoped(&TABLE, org, scope)
        .bind_some("and r.level =", filter.level.as_deref())
        .bind_some("and r.owner =", filter.owner)
        .bind_some("and r.created_at >=", filter.created.map(|days| days.from))
        .bind_some("and r.created_at <", filter.created.map(|days| days.until))
        .bind_some("and r.region =", filter.region.as_deref())
        .bind_some("and r.industry =", filter.industry.as_deref())
        .tagged(filter.tag.as_deref())
        .sorted(Kind::Customer, filter.sort, filter.created.is_some(), page)
}
