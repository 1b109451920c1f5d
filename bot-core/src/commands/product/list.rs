//! `/product list`: products, newest first; with a name or code, that one.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::AddProduct;
use super::show::ShowProduct;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::narrow;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::store::{Page, SortBy};
use crate::t;

/// Which products.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListProducts {
    /// Only this one.
    pub product: Option<Ref>,
    /// Newest first when not said.
    #[serde(skip_serializing_if = "SortBy::is_usual")]
    pub sort: SortBy,
    /// The page begins below this number.
    pub below: Option<i64>,
}

impl Ask for ListProducts {
    const SPEC: Spec = Spec {
        name: "product list",
        aliases: &["产品", "产品列表", "价格表", "products", "list products"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[
            optional("product", Take::Ref(&[Kind::Product]), By::Shape),
            optional("sort", Take::Choice(narrow::BY_WORTH), By::Shape),
        ],
        example: Both { zh: "产品", en: "product list" },
    };
}

#[async_trait]
impl Run for ListProducts {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        if let Some(product) = self.product {
            return ShowProduct { product }.run(cx).await;
        }
        let lang = cx.lang();
        let page = Page { below: self.below, limit: show::ROWS + 1 };
        let mut products = cx.tx.products(self.sort, page).await?;
        if products.is_empty() {
            return Ok(Reply::card(if cx.may(Right::Price) {
                let example = AddProduct::SPEC.example.in_lang(lang);
                t!(lang, "product-none", example = example)
            } else {
                t!(lang, "product-none-ask")
            }));
        }
        let sort = self.sort;
        let next = show::next_page(&mut products).map(|below| Self { below: Some(below), ..self });
        let lines = products.iter().map(|product| {
            let price = super::price(product).unwrap_or_else(|| t!(lang, "product-no-price"));
            format!("{} · {price}", super::named(product))
        });
        let order: Vec<String> = narrow::order(lang, sort).into_iter().collect();
        let heading = show::heading(t!(lang, "product-list"), &order);
        let reply = Reply::card(heading).bullets(lines.collect::<Vec<_>>());
        let buttons = products.iter().map(|product| {
            let ask = ShowProduct { product: super::code(product) };
            Button::new(product.sku.clone(), &ask)
        });
        let buttons = buttons.collect();
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}
