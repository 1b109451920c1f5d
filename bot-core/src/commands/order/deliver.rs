//! `/order deliver`: the goods have arrived.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::find::find;
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::keep_planned;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::order::OrderStatus;
use crate::t;

/// Which order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeliverOrder {
    /// Its code, or its customer.
    pub order: Ref,
}

impl Ask for DeliverOrder {
    const SPEC: Spec = Spec {
        name: "order deliver",
        aliases: &["签收", "到货", "deliver order", "delivered", "deliver"],
        right: Right::Ship,
        effect: Effect::Writes,
        args: &[required("order", Take::Ref(&[Kind::Order]), By::Shape)],
        example: Both { zh: "签收 O-1", en: "order deliver O-1" },
    };
}

#[async_trait]
impl Run for DeliverOrder {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = find(cx, &self.order, Some(OrderStatus::Delivered)).await?;
        let mut order = before.clone();
        super::go(cx, &mut order, OrderStatus::Delivered).await?;
        order.delivered_at = Some(cx.now);
        let order = super::save(cx, Some(&before), order).await?;
        let card = Card::of(cx, order).await?;
        super::tell_owner(cx, &card).await?;
        let reply = Reply::say(t!(cx.lang(), "order-delivered", order = card.title()));
        let reply = super::ended(cx, reply, &card, Vec::new(), Some(Undo::this(cx)));
        keep_planned(cx, reply, &card.order).await
    }
}
