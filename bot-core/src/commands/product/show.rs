//! `/product show`: a product with everything known.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::price::ChangePrice;
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::product::Product;
use crate::t;
use crate::text::read;

/// Which product.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowProduct {
    /// Its code or name.
    pub product: Ref,
}

impl Ask for ShowProduct {
    const SPEC: Spec = Spec {
        name: "product show",
        aliases: &["看产品", "查价", "show product"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("product", Take::Ref(&[Kind::Product]), By::Shape)],
        example: Both { zh: "看产品 A100", en: "product show A100" },
    };
}

#[async_trait]
impl Run for ShowProduct {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let product = super::find(cx, "product", &self.product).await?;
        let reply = details(cx, Reply::card(super::named(&product)), &product);
        if !cx.may(Right::Price) {
            return Ok(reply);
        }
        let change = ChangePrice::of(super::code(&product));
        Ok(reply.button(t!(cx.lang(), "button-product-price"), &change))
    }
}

/// The fields of a product that are known. What it costs us is only for those who set prices.
pub(super) fn details(cx: &Cx<'_>, reply: Reply, product: &Product) -> Reply {
    let lang = cx.lang();
    let name = |field| show::field_name(lang, field);
    let price = super::price(product).unwrap_or_else(|| t!(lang, "product-no-price"));
    let money = |minor: Option<i64>| minor.map(|minor| super::money(product, minor));
    // Basis points with two decimals: 1,300 is 13 %.
    let tax = product.tax.map(|tax| read::grouped(tax, 2));
    let tax = tax.map(|tax| format!("{}%", tax.trim_end_matches('0').trim_end_matches('.')));
    let cost = product.cost.filter(|_| cx.may(Right::Price));
    let mut prices: Vec<_> = product.prices.iter().collect();
    prices.sort_by_key(|one| (&one.level, one.from));
    let list = prices.into_iter().map(|one| {
        let name = super::price_name(cx, lang, product, one);
        format!("{name} · {}", super::money(product, one.price))
    });
    let list: Vec<String> = list.collect();
    let reply = reply.fields([
        (name("price"), Some(price)),
        (name("floor"), money(product.floor)),
        (name("cost"), money(cost)),
        (name("unit"), product.unit.clone()),
        (name("tax"), tax),
    ]);
    if list.is_empty() { reply } else { reply.bullets(list) }
}
