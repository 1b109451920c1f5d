//! What happened.

use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{ActivityFilter, Page};

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Bool, Id, Text, Time};
use crate::scope::Select;

pub(crate) static TABLE: Table = Table {
    kind: Kind::Activity,
    name: "activity",
    columns: &[
        ("on_kind", Text),
        ("on_id", Id),
        ("customer", Id),
        ("way", Text),
        ("content", Text),
        ("at", Time),
        ("owner", Id),
        ("valid", Bool),
    ],
    derived: &[],
    label: &["content"],
};

/// Activities, newest first.
pub(crate) fn list(org: OrgId, filter: &ActivityFilter, page: Page) -> Statement {
    let select = Select::all(&TABLE, org);
    let select = match filter {
        ActivityFilter::On(kind, id) => {
            select.bind("and r.on_kind =", kind.word()).bind("and r.on_id =", *id)
        }
        ActivityFilter::OfCustomer(id) => {
            // The customer's own activities carry no customer; those of its deals do.
            select
                .bind("and (r.customer =", *id)
                .bind("or (r.on_kind = 'customer' and r.on_id =", *id)
                .say("))")
        }
    };
    select.page(page)
}
