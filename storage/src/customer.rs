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
        ("tax_title", Company),
        ("tax_id", Company),
        ("bank", Company),
        ("bank_account", Text),
        ("billing", Text),
        ("also", Texts),
        ("merged", Id),
        ("apart", Texts),
    ],
    derived: &[],
    label: &["name"],
};

/// Customers, newest first.
pub(crate) fn list(org: OrgId, filter: &CustomerFilter, scope: Scope, page: Page) -> Statement {
    Select::scoped(&TABLE, org, scope)
        .bind_some("and r.level =", filter.level.as_deref())
        .bind_some("and r.owner =", filter.owner)
        .tagged(filter.tag.as_deref())
        .owning(&filter.own)
        .page(page)
}
