//! Leads.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{LeadFilter, Page};

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Company, Id, Text, Texts, Word};
use crate::scope::Select;

pub(crate) static TABLE: Table = Table {
    kind: Kind::Lead,
    name: "lead",
    columns: &[
        ("name", Text),
        ("company", Company),
        ("phone", Text),
        ("email", Text),
        ("source", Word),
        ("need", Text),
        ("region", Text),
        ("tags", Texts),
        ("owner", Id),
        ("status", Word),
        ("lost_reason", Word),
        ("lost_note", Text),
        ("customer", Id),
    ],
    derived: &[],
    label: &["name", "company", "phone"],
};

/// Leads, newest first.
pub(crate) fn list(org: OrgId, filter: &LeadFilter, scope: Scope, page: Page) -> Statement {
    let select = Select::scoped(&TABLE, org, scope);
    let select = match filter.status {
        Some(status) => select.bind("and r.status =", status.word()),
        None => select.say("and r.status not in ('converted', 'lost')"),
    };
    select
        .bind_some("and r.source =", filter.source.as_deref())
        .bind_some("and r.owner =", filter.owner)
        .page(page)
}
