//! `/order deliver`: the goods have arrived.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::find::find;
use super::parts::{self, Of};
use crate::chat::parse::{LineAsked, Ref};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
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
    /// What has arrived; all that is on its way where nothing is said.
    #[serde(default)]
    pub lines: Option<Vec<LineAsked>>,
}

impl Ask for DeliverOrder {
    const SPEC: Spec = Spec {
        name: "order deliver",
        aliases: &["签收", "到货", "deliver order", "delivered", "deliver"],
        right: Right::Ship,
        effect: Effect::Writes,
        args: &[
            required("order", Take::Ref(&[Kind::Order]), By::Shape),
            optional("lines", Take::Lines, By::Shape),
        ],
        example: Both { zh: "签收 O-1", en: "order deliver O-1" },
    };
}

#[async_trait]
impl Run for DeliverOrder {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = find(cx, &self.order, Some(OrderStatus::Delivered)).await?;
        let mut order = before.clone().counted();
        if !before.can(OrderStatus::Delivered) {
            super::go(cx, &mut order, OrderStatus::Delivered).await?;
        }
        let lines = self.lines.unwrap_or_default();
        let parts = parts::meant(cx, &order, &lines, Of::OnTheWay).await?;
        for (line, quantity) in order.lines.iter_mut().zip(&parts) {
            line.delivered = line.delivered.and(*quantity);
        }
        order.delivered_at = Some(cx.now);
        order.follow_goods();
        let order = super::save(cx, Some(&before), order).await?;
        let card = Card::of(cx, order).await?;
        super::tell_owner(cx, &card, None).await?;
        let (lang, title) = (cx.lang(), card.title());
        let whole = card.order.status == OrderStatus::Delivered;
        let mut reply = Reply::say(if whole {
            t!(lang, "order-delivered", order = title)
        } else {
            t!(lang, "order-delivered-part", order = title)
        });
        if parts.iter().zip(&card.order.lines).any(|(part, line)| *part != line.quantity) {
            reply = reply.bullets(card.goods(&parts));
        }
        let steps = super::steps(cx, &card.order).await?;
        let reply = super::ended(cx, reply, &card, steps, Some(Undo::this(cx)));
        if whole { keep_planned(cx, reply, &card.order).await } else { Ok(reply) }
    }
}
