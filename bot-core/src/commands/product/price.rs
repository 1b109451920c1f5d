//! `/product price`: changes what a product is sold for. Orders keep the prices they have.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::floor_fits;
use super::show::ShowProduct;
use crate::chat::parse::{Ref, read};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required, rest};
use crate::chat::understand::money;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::fold;
use crate::domain::ids::Kind;
use crate::domain::money::{Money, Quantity};
use crate::domain::product::{ListPrice, Product};
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
    /// For customers of this level only.
    #[serde(default)]
    pub level: Option<String>,
    /// From this quantity on only: 50台.
    #[serde(default)]
    pub from: Option<String>,
    /// What else was said: «50台起», or that a price is not wanted any more.
    #[serde(default)]
    pub said: Option<String>,
}

impl ChangePrice {
    /// Asks for the new price of a product.
    pub(super) fn of(product: Ref) -> Self {
        Self { product, price: None, floor: None, level: None, from: None, said: None }
    }
}

/// What people say of a price of the list that is not wanted any more.
const OUT: [&str; 7] = ["取消", "去掉", "删除", "删掉", "删", "remove", "delete"];

impl Ask for ChangePrice {
    const SPEC: Spec = Spec {
        name: "product price",
        aliases: &["改价", "调价", "change price", "reprice"],
        right: Right::Price,
        effect: Effect::Writes,
        args: &[
            required("product", Take::Ref(&[Kind::Product]), By::Shape),
            optional("price", Take::Money, By::Shape),
            optional("floor", Take::Money, By::Key),
            optional("level", Take::Choice(List::Levels), By::Key),
            optional("from", Take::Text, By::Key),
            rest("said"),
        ],
        example: Both { zh: "改价 A100 3600", en: "product price A100 3600" },
    };
}

#[async_trait]
impl Run for ChangePrice {
    async fn run(mut self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = super::find(cx, "product", &self.product).await?;
        let mut after = before.clone();
        let out = self.said_beside(cx);
        let from = match (&self.from, &self.said) {
            (Some(words), _) => Some(
                quantity(words)
                    .ok_or_else(|| Problem::tell(t!(lang, "product-from-what", given = words)))?,
            ),
            (None, Some(words)) => Some(quantity(words).ok_or_else(|| {
                let example = Self::SPEC.example.in_lang(lang);
                Problem::tell(t!(lang, "extra-words", words = words, example = example))
            })?),
            (None, None) => None,
        };
        if self.level.is_some() || from.is_some() {
            return listed(cx, &self, before, from.unwrap_or_default(), out).await;
        }
        if self.price.is_none() && self.floor.is_none() {
            return Err(cx.ask("price", t!(lang, "ask-price"), vec![]));
        }
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

impl ChangePrice {
    /// Reads the words beside the fields: a bare 0 is a price, too. Tells whether they ask to take a
    /// price out; what is left of them is a quantity.
    fn said_beside(&mut self, cx: &Cx<'_>) -> bool {
        let Some(said) = self.said.take() else { return false };
        let said = said.trim();
        if said.is_empty() || OUT.contains(&said) {
            return !said.is_empty();
        }
        let price = read(Take::Money, said, said, &cx.env()).ok();
        match price.filter(|_| self.price.is_none()) {
            Some(price) => self.price = serde_json::from_value(price).ok(),
            None => self.said = Some(said.to_owned()),
        }
        false
    }
}

/// Sets a price of the list, or takes it out.
async fn listed(
    cx: &mut Cx<'_>,
    asked: &ChangePrice,
    before: Product,
    from: Quantity,
    out: bool,
) -> Outcome {
    let lang = cx.lang();
    let level = asked.level.clone();
    let is = |one: &ListPrice| one.level == level && one.from == from;
    let old = before.prices.iter().find(|one| is(one)).map(|one| one.price);
    let mut after = before.clone();
    after.prices.retain(|one| !is(one));
    let new = ListPrice { level: level.clone(), from, price: 0 };
    let name = super::price_name(cx, lang, &before, &new);
    match asked.price {
        Some(price) => {
            same_currency(cx, &before, price)?;
            after.prices.push(ListPrice { price: price.minor, ..new });
        }
        None if out && old.is_some() => {}
        None => {
            return Err(cx.ask("price", t!(lang, "ask-price"), vec![]));
        }
    }
    let price = |minor: Option<i64>| minor.map(|minor| super::money(&before, minor));
    let is = asked.price.map(|price| price.minor);
    if old == is {
        let product = format!("{} {name}", super::named(&before));
        let price = price(old).unwrap_or_default();
        return Err(Problem::tell(t!(
            lang,
            "product-same-price",
            product = product,
            price = price
        )));
    }
    floor_fits(cx, &after)?;
    cx.save(Some(&before), &after).await?;
    let [old, is] = [old, is].map(|minor| price(minor).unwrap_or_else(|| "—".to_owned()));
    let text = t!(lang, "product-repriced", product = super::named(&after));
    let product = super::code(&after);
    Ok(Reply::say(text)
        .fields([(name, Some(format!("{old} → {is}")))])
        .button(t!(lang, "button-show"), &ShowProduct { product })
        .button(t!(lang, "button-undo"), &Undo::this(cx)))
}

/// The quantity that «50台起», «满50», `50+` or `50` name.
fn quantity(words: &str) -> Option<Quantity> {
    let plain = fold::key(words);
    let plain = plain.trim().trim_start_matches(['满', '买']).trim_start_matches("from ");
    let plain = plain.trim_end_matches(['上', '以', '起', '+', '满', ' ']);
    money::quantity_whole(plain).filter(|quantity| !quantity.is_none())
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
