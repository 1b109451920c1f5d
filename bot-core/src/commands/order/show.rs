//! `/order show`: an order with its lines, and what can be done with it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::{Card, LINES};
use super::find::find;
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run, show as words};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::money::Money;
use crate::domain::people::Lang;
use crate::domain::record::Record as _;
use crate::text::capital::capital;
use crate::text::secret;

/// Which order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowOrder {
    /// Its code, or its customer.
    pub order: Ref,
    /// How many lines were shown before.
    #[serde(default)]
    pub skip: Option<usize>,
}

impl Ask for ShowOrder {
    const SPEC: Spec = Spec {
        name: "order show",
        aliases: &["看订单", "查订单", "show order"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("order", Take::Ref(&[Kind::Order]), By::Shape)],
        example: Both { zh: "看订单 O-1", en: "order show O-1" },
    };
}

#[async_trait]
impl Run for ShowOrder {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let order = find(cx, &self.order, None).await?;
        let lang = cx.lang();
        let steps = super::steps(cx, &order).await?;
        let card = Card::of(cx, order).await?;
        let skip = self.skip.unwrap_or(0);
        let reply = Reply::card(card.title()).about(card.order.code());
        let reply = if skip == 0 {
            let reply = card.on(reply, cx, cx.me);
            let money = Money::new(card.order.total, card.order.currency);
            let words = capital(money).filter(|_| lang == Lang::Zh).map(secret::hide);
            reply.fields([(words::field_name(lang, "in-words"), words)]).row(steps)
        } else {
            card.page(reply, lang, skip)
        };
        let next = (skip + LINES < card.order.lines.len())
            .then(|| Self { skip: Some(skip + LINES), ..self });
        Ok(words::paged(cx, reply, Vec::new(), next.as_ref()))
    }
}
