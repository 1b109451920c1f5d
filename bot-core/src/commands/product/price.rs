//! `/product price`: changes what a product is sold for. Orders keep the prices they have.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::floor_fits;
use super::show::ShowProduct;
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::money::Money;
use crate::domain::product::Product;
use crate::problem::Problem;
use crate::t;

/// A new price.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangePrice {
    /// The product's code or name.
    pub product: Ref,
    /// Of one piece; asked for when not said.
    pub price: Option<Money>,
    /// A new floor price, too.
    pub floor: Option<Money>,
}

impl Ask for ChangePrice {
    const SPEC: Spec = Spec {
        name: "product price",
        aliases: &["改价", "调价", "change price", "reprice"],
        right: Right::Price,
        effect: Effect::Writes,
        args: &[
            required("product", Take::Ref(&[Kind::Product]), By::Shape),
            required("price", Take::Money, By::Shape),
            optional("floor", Take::Money, By::Key),
        ],
        example: Both { zh: "改价 A100 3600", en: "product price A100 3600" },
    };
}

#[async_trait]
impl Run for ChangePrice {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = super::find(cx, "product", &self.product).await?;
        let mut after = before.clone();
        for (of, new) in [(&mut after.price, self.price), (&mut after.floor, self.floor)] {
            if let Some(new) = new {
                same_currency(cx, &before, new)?;
                *of = Some(new.minor);
            }
        }
        if after == before {
            let product = super::named(&before);
            let price = super::price(&before).unwrap_or_default();
            let text = t!(lang, "product-same-price", product = product, price = price);
            return Err(Problem::tell(text));
        }
        floor_fits(cx, &after)?;
        cx.save(Some(&before), &after).await?;
        let text = t!(lang, "product-repriced", product = super::named(&after));
        let product = super::code(&after);
        Ok(Reply::say(text)
            .fields([
                changed(cx, &after, "price", before.price, after.price),
                changed(cx, &after, "floor", before.floor, after.floor),
            ])
            .button(t!(lang, "button-show"), &ShowProduct { product })
            .button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

/// All prices of a product are of one currency.
fn same_currency(cx: &Cx<'_>, product: &Product, new: Money) -> Result<(), Problem> {
    if new.currency == product.currency {
        return Ok(());
    }
    Err(Problem::tell(t!(
        cx.lang(),
        "product-other-currency",
        product = super::named(product),
        currency = product.currency.code()
    )))
}

/// A field that changed, as `old → new`.
fn changed(
    cx: &Cx<'_>,
    product: &Product,
    field: &str,
    old: Option<i64>,
    new: Option<i64>,
) -> (String, Option<String>) {
    let lang = cx.lang();
    let price = |minor: Option<i64>| {
        let known = minor.map(|minor| super::money(product, minor));
        known.unwrap_or_else(|| t!(lang, "product-no-price"))
    };
    let value = (old != new).then(|| format!("{} → {}", price(old), price(new)));
    (show::field_name(lang, field), value)
}
