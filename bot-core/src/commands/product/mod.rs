//! Products: what we sell, and for how much.

use crate::chat::parse::Ref;
use crate::chat::reply::Asked;
use crate::chat::spec::{Ask as _, Spec};
use crate::commands::find::find::{Find, KINDS as FOUND};
use crate::commands::{Cx, show as words};
use crate::domain::access::Right;
use crate::domain::ids::{Code, Kind};
use crate::domain::money::Money;
use crate::domain::people::Lang;
use crate::domain::product::{ListPrice, Product};
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
    cx.find(field, named).await
}

/// What a word alone asks to be shown where it is the org's own code of a product: the product, or,
/// where it is also the short code of a record that the asker sees, both to choose from.
pub async fn alone(cx: &mut Cx<'_>, text: &str) -> Result<Option<(Asked, &'static Spec)>, Problem> {
    let word = text.trim();
    if word.contains(char::is_whitespace) || !cx.may(Right::Look) {
        return Ok(None);
    }
    let Some(product) = cx.tx.product_by_sku(word).await? else {
        return Ok(None);
    };
    let code = word.parse::<Code>().ok().filter(|code| code.kind != Kind::Product);
    let also = match code.filter(|code| FOUND.contains(&code.kind)) {
        Some(code) => cx.sees(code).await?,
        None => false,
    };
    Ok(Some(if also {
        let find = Find { query: Ref(word.to_owned()), skip: None };
        (Asked::of(&find), &Find::SPEC)
    } else {
        let show = show::ShowProduct { product: self::code(&product) };
        (Asked::of(&show), &show::ShowProduct::SPEC)
    }))
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

/// What a price of the list is for: `级别 A · 50台起`.
pub(super) fn price_name(cx: &Cx<'_>, lang: Lang, product: &Product, one: &ListPrice) -> String {
    let level = one.level.as_deref().map(|key| {
        let level = words::choice_name(&cx.org.lists.levels, key, lang);
        t!(lang, "product-price-level", level = level)
    });
    let many = || match &product.unit {
        Some(unit) if unit.is_ascii() => format!("{} {unit}", one.from),
        Some(unit) => format!("{}{unit}", one.from),
        None => one.from.to_string(),
    };
    let from = (!one.from.is_none()).then(|| t!(lang, "product-price-from", many = many()));
    [level, from].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
