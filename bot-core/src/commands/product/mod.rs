//! Products: what we sell, and for how much.

use crate::chat::parse::Ref;
use crate::commands::Cx;
use crate::domain::ids::{Code, Kind};
use crate::domain::money::Money;
use crate::domain::product::Product;
use crate::problem::Problem;
use crate::t;
use crate::text::{read, secret};

pub mod add;
pub mod list;
pub mod price;
pub mod show;

/// The product that `field` names: by its own code exactly, else by `P-1` or its name.
///
/// The org's own code comes first: `C1` is a product here, and elsewhere a customer's short code.
pub(super) async fn find(cx: &mut Cx<'_>, field: &str, named: &Ref) -> Result<Product, Problem> {
    let word = named.0.trim();
    if let Some(product) = cx.tx.product_by_sku(word).await? {
        return Ok(product);
    }
    if word.parse::<Code>().is_ok_and(|code| code.kind != Kind::Product) {
        return Err(Problem::tell(t!(cx.lang(), "not-found", what = word)));
    }
    cx.find(field, named).await
}

/// Names a product in a button, so that no name can lead elsewhere.
pub(super) fn code(product: &Product) -> Ref {
    Ref::code(Code { kind: Kind::Product, n: product.head.n })
}

/// A product as it is named in a sentence: `A100 空调`.
pub(super) fn named(product: &Product) -> String {
    format!("{} {}", product.sku, product.name)
}

/// A price of a product as it reads, marked as secret.
fn money(product: &Product, minor: i64) -> String {
    secret::hide(read::money(Money::new(minor, product.currency)))
}

/// The price of one piece: `¥3,500.00/台`; none where no price is known.
fn price(product: &Product) -> Option<String> {
    let price = money(product, product.price?);
    Some(match &product.unit {
        Some(unit) => format!("{price}/{unit}"),
        None => price,
    })
}
