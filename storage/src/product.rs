//! What we sell.

use bot_core::domain::fold;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::domain::record::Fields;
use bot_core::store::{Page, SortBy};

use crate::db::{Statement, Value};
use crate::record::Table;
use crate::record::Ty::{Int, Json, Word};
use crate::scope::Select;

pub(crate) static TABLE: Table = Table {
    kind: Kind::Product,
    name: "product",
    columns: &[
        ("sku", Word),
        ("name", Word),
        ("unit", Word),
        ("price", Int),
        ("floor", Int),
        ("cost", Int),
        ("currency", Word),
        ("tax", Int),
        ("series", Word),
        ("prices", Json),
    ],
    derived: &[("sku_key", sku_key)],
    label: &["name"],
};

fn sku_key(fields: &Fields) -> Value {
    let sku = fields.get("sku").and_then(serde_json::Value::as_str);
    Value::from(sku.map(fold::key))
}

/// Products, in an order.
pub(crate) fn list(org: OrgId, sort: SortBy, page: Page) -> Statement {
    Select::all(&TABLE, org).sorted(Kind::Product, sort, false, page)
}

/// The product with this code, compared without case.
pub(crate) fn by_sku(org: OrgId, sku: &str) -> Statement {
    Select::all(&TABLE, org).bind("and r.sku_key =", fold::key(sku)).done()
}
