//! People at customers.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::Page;
use uuid::Uuid;

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Id, Text};
use crate::scope::Select;

pub(crate) static TABLE: Table = Table {
    kind: Kind::Contact,
    name: "contact",
    columns: &[
        ("customer", Id),
        ("name", Text),
        ("title", Text),
        ("phone", Text),
        ("email", Text),
        ("note", Text),
        ("owner", Id),
    ],
    derived: &[],
    label: &["name"],
};

/// The contacts of all customers, newest first.
pub(crate) fn list(org: OrgId, scope: Scope, page: Page) -> Statement {
    Select::scoped(&TABLE, org, scope).page(page)
}

/// The contacts of a customer, oldest first.
pub(crate) fn of_customer(org: OrgId, customer: Uuid) -> Statement {
    Select::all(&TABLE, org).bind("and r.customer =", customer).say("order by r.n limit 500").done()
}
