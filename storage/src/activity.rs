//! What happened.

use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{ActivityFilter, Page};
use uuid::Uuid;

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Bool, Id, Text, Time, Word};
use crate::scope::Select;

pub(crate) static TABLE: Table = Table {
    kind: Kind::Activity,
    name: "activity",
    columns: &[
        ("on_kind", Word),
        ("on_id", Id),
        ("customer", Id),
        ("way", Word),
        ("content", Text),
        ("at", Time),
        ("owner", Id),
        ("valid", Bool),
    ],
    derived: &[],
    label: &["content"],
};

/// Activities, newest first, one list for each index that they are found by.
pub(crate) fn lists(org: OrgId, filter: &ActivityFilter, page: Page) -> Vec<Statement> {
    let on = |kind: Kind, id: Uuid| {
        let select = Select::all(&TABLE, org).bind("and r.on_kind =", kind.word());
        select.bind("and r.on_id =", id).page(page)
    };
    match filter {
        ActivityFilter::On(kind, id) => vec![on(*kind, *id)],
        // Those on the customer itself may carry no customer; those on its deals do.
        ActivityFilter::OfCustomer(id) => vec![
            Select::all(&TABLE, org).bind("and r.customer =", *id).page(page),
            on(Kind::Customer, *id),
        ],
    }
}
