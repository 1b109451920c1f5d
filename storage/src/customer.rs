//! Customers.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{CustomerFilter, Page};

use bot_core::domain::record::Fields;
use bot_core::domain::spot::Spot;
use serde_json::Value as Json;

use crate::db::{Statement, Value};
use crate::record::Ty::{Company, Id, Int, Text, Texts, Word};
use crate::record::{Table, Ty, table};
use crate::scope::{Select, within};

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
        ("helpers", Ty::Json),
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
        ("place", Text),
    ],
    derived: &[
        ("place_lat", |fields| spot(fields, |spot| spot.lat)),
        ("place_lon", |fields| spot(fields, |spot| spot.lon)),
    ],
    label: &["name"],
};

/// One of the two numbers of the place.
fn spot(fields: &Fields, of: fn(Spot) -> i32) -> Value {
    let place = fields.get("place").and_then(Json::as_str).and_then(|place| place.parse().ok());
    place.map_or(Value::Null, |place| Value::from(i64::from(of(place))))
}

/// Customers, in an order.
pub(crate) fn list(org: OrgId, filter: &CustomerFilter, scope: Scope, page: Page) -> Statement {
    let select = Select::scoped(&TABLE, org, scope);
    let select = match filter.near {
        None => select,
        Some((least, most)) => select
            .bind("and r.place_lat >=", i64::from(least.lat))
            .bind("and r.place_lat <=", i64::from(most.lat))
            .bind("and r.place_lon >=", i64::from(least.lon))
            .bind("and r.place_lon <=", i64::from(most.lon)),
    };
    let select = match filter.product {
        None => select,
        Some(product) => {
            let of = |kind: Kind| {
                let (name, word) = (table(kind).name, kind.word());
                let within =
                    within(scope, kind).replace("r.owner", "d.owner").replace("r.id", "d.id");
                format!(
                    "exists (select 1 from {name} d join record_line l on l.org = $1 \
                     and l.kind = '{word}' and l.id = d.id where d.org = $1 \
                     and d.customer = r.id and not d.withdrawn and {within} and l.product ="
                )
            };
            select
                .bind(&format!("and ({}", of(Kind::Deal)), product)
                .bind(&format!(") or {}", of(Kind::Order)), product)
                .say("))")
        }
    };
    select
        .bind_some("and r.level =", filter.level.as_deref())
        .bind_some("and r.owner =", filter.owner)
        .bind_some("and r.created_at >=", filter.created.map(|days| days.from))
        .bind_some("and r.created_at <", filter.created.map(|days| days.until))
        .among("r.region", &filter.regions)
        .bind_some("and r.industry =", filter.industry.as_deref())
        .tagged(filter.tag.as_deref())
        .owning(&filter.own)
        .touched(Kind::Customer, filter.touched)
        .sorted(Kind::Customer, filter.sort, filter.created.is_some(), page)
}
