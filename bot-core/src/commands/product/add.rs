//! `/product add`: writes a product down with its price.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::price::ChangePrice;
use super::show::{self as card, ShowProduct};
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::fold::Folded;
use crate::domain::ids::Kind;
use crate::domain::money::{Currency, Money};
use crate::domain::product::Product;
use crate::problem::Problem;
use crate::t;

/// A new product. Its code and its name are enough.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddProduct {
    /// The org's own code.
    pub sku: String,
    /// What it is called.
    pub name: Option<String>,
    /// Of one piece.
    pub price: Option<Money>,
    /// Below this a sale needs a manager.
    pub floor: Option<Money>,
    /// What it is counted in.
    pub unit: Option<String>,
    /// What it costs us.
    pub cost: Option<Money>,
    /// The tax rate in basis points.
    pub tax: Option<i64>,
}

/// The longest code, in characters.
const LONGEST_SKU: usize = 40;
/// What stands between the parts of an order line, and so in no code.
const LINE_MARKS: &str = "*×@,;、+&!?:=\"";

impl Ask for AddProduct {
    const SPEC: Spec = Spec {
        name: "product add",
        aliases: &["加产品", "新产品", "add product", "new product"],
        right: Right::Price,
        effect: Effect::Creates,
        args: &[
            required("sku", Take::Name, By::Shape),
            optional("name", Take::Name, By::Rest),
            optional("price", Take::Money, By::Shape),
            optional("floor", Take::Money, By::Key),
            optional("unit", Take::Name, By::Key),
            optional("cost", Take::Money, By::Key),
            optional("tax", Take::Share, By::Key),
        ],
        example: Both {
            zh: "加产品 A200 柜式空调 单价=5200 底价=4600 单位=台",
            en: "product add A200 Cabinet unit price=5200 floor=4600 unit=pcs",
        },
    };
}

#[async_trait]
impl Run for AddProduct {
    async fn run(mut self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        self.split_name();
        Folded::of(&self.sku).text().clone_into(&mut self.sku);
        if self.sku.chars().count() > LONGEST_SKU || self.sku.contains(|c| LINE_MARKS.contains(c)) {
            return Err(Problem::tell(t!(lang, "product-bad-sku", sku = &self.sku)));
        }
        if let Some(twin) = cx.tx.product_by_sku(&self.sku).await? {
            return Err(taken(cx, &twin));
        }
        let Some(name) = self.name.take() else {
            return Err(cx.ask("name", t!(lang, "product-ask-name", sku = &self.sku), vec![]));
        };
        let currency = self.one_currency(cx)?;
        let minor = |money: Option<Money>| money.map(|money| money.minor);
        let mut product = Product {
            head: crate::domain::record::Head::new(cx.new_id(), 0, cx.now),
            sku: self.sku,
            name,
            unit: self.unit,
            price: minor(self.price),
            floor: minor(self.floor),
            cost: minor(self.cost),
            currency,
            tax: self.tax,
            series: None,
            prices: Vec::new(),
        };
        floor_fits(cx, &product)?;
        product.head.n = cx.tx.next_number(Kind::Product).await?;
        cx.save(None, &product).await?;
        let saved = t!(lang, "product-saved", product = super::named(&product));
        let reply = card::details(cx, Reply::say(saved), &product);
        let product = super::code(&product);
        Ok(reply
            .button(t!(lang, "button-show"), &ShowProduct { product })
            .button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

impl AddProduct {
    /// The code is one word; capitalised ones that came along are the name's.
    fn split_name(&mut self) {
        let Some((sku, more)) = self.sku.split_once(char::is_whitespace) else {
            return;
        };
        let name = match &self.name {
            Some(name) => format!("{} {name}", more.trim()),
            None => more.trim().to_owned(),
        };
        (self.sku, self.name) = (sku.to_owned(), Some(name));
    }

    /// The currency of all prices; they are never of two.
    fn one_currency(&self, cx: &Cx<'_>) -> Result<Currency, Problem> {
        let mut said = [self.price, self.floor, self.cost].into_iter().flatten();
        let currency = said.next().map_or(cx.org.currency, |first| first.currency);
        if said.any(|other| other.currency != currency) {
            return Err(Problem::tell(t!(cx.lang(), "product-two-currencies")));
        }
        Ok(currency)
    }
}

/// Refuses a price of nothing, which gives things away, and one below the floor price: most likely
/// the two were mixed up.
pub(super) fn floor_fits(cx: &Cx<'_>, product: &Product) -> Result<(), Problem> {
    let listed = product.prices.iter().map(|one| one.price);
    let least = product.price.into_iter().chain(listed).min();
    if least.is_some_and(|least| least <= 0) {
        return Err(Problem::tell(t!(cx.lang(), "product-free", sku = &product.sku)));
    }
    match (least, product.floor) {
        (Some(price), Some(floor)) if floor > price => Err(Problem::tell(t!(
            cx.lang(),
            "product-floor-above",
            floor = super::money(product, floor),
            price = super::money(product, price)
        ))),
        _ => Ok(()),
    }
}

/// Says whose code it is already.
fn taken(cx: &Cx<'_>, twin: &Product) -> Problem {
    let lang = cx.lang();
    let text = t!(lang, "product-taken", product = super::named(twin));
    let mut reply = Reply::new(ReplyKind::Problem, text);
    let product = super::code(twin);
    reply = reply.button(t!(lang, "button-show"), &ShowProduct { product: product.clone() });
    reply.button(t!(lang, "button-product-price"), &ChangePrice::of(product)).into()
}
