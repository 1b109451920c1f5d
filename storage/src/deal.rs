//! Deals.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::domain::pipeline::Outcome;
use bot_core::store::{DealFilter, Page};

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Date, Id, Int, Json, Text};
use crate::scope::Select;

pub(crate) static TABLE: Table = Table {
    kind: Kind::Deal,
    name: "deal",
    columns: &[
        ("name", Text),
        ("customer", Id),
        ("amount", Int),
        ("currency", Text),
        ("pipeline", Id),
        ("stage", Id),
        ("reached", Int),
        ("outcome", Text),
        ("expected_close", Date),
        ("opened_on", Date),
        ("closed_on", Date),
        ("lost_reason", Text),
        ("lost_note", Text),
        ("competitor", Text),
        ("note", Text),
        ("owner", Id),
        ("lines", Json),
        ("lead", Id),
    ],
    derived: &[],
    label: &["name"],
};

/// Deals, newest first.
pub(crate) fn list(org: OrgId, filter: &DealFilter, scope: Scope, page: Page) -> Statement {
    let outcome = filter.outcome.unwrap_or(Outcome::Open);
    Select::scoped(&TABLE, org, scope)
        .bind("and r.outcome =", outcome.word())
        .bind_some("and r.stage =", filter.stage)
        .bind_some("and r.customer =", filter.customer)
        .bind_some("and r.owner =", filter.owner)
        .page(page)
}
