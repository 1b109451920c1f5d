//! `/order ship`: the goods have left. That is never undone.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::find::find;
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::order::OrderStatus;
use crate::t;

/// Which order, with whom and under which number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShipOrder {
    /// Its code, or its customer.
    pub order: Ref,
    /// Who carries it; asked for when not said.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub tracking: Option<String>,
}

impl ShipOrder {
    /// Ships an order; the carrier is asked for.
    pub(super) fn of(order: Ref) -> Self {
        Self { order, carrier: None, tracking: None }
    }
}

impl Ask for ShipOrder {
    const SPEC: Spec = Spec {
        name: "order ship",
        aliases: &["发货", "出货", "ship order", "ship"],
        right: Right::Ship,
        effect: Effect::Writes,
        args: &[
            required("order", Take::Ref(&[Kind::Order]), By::Shape),
            optional("carrier", Take::Name, By::Shape),
            optional("tracking", Take::Name, By::Shape),
        ],
        example: Both { zh: "发货 O-1 顺丰 SF1234567", en: "order ship O-1 DHL 1234567890" },
    };
}

#[async_trait]
impl Run for ShipOrder {
    async fn run(mut self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = find(cx, &self.order, Some(OrderStatus::Shipped)).await?;
        let mut order = before.clone();
        super::go(cx, &mut order, OrderStatus::Shipped).await?;
        self.split_tracking();
        let Some(carrier) = self.carrier else {
            let pick_up = t!(lang, "order-pick-up");
            let choices = vec![(pick_up.clone(), pick_up.into())];
            let text = t!(lang, "order-ask-carrier");
            return Err(cx.ask("carrier", text, choices));
        };
        order.carrier = Some(carrier);
        order.tracking = self.tracking;
        order.shipped_at = Some(cx.now);
        let order = super::save(cx, Some(&before), order).await?;
        let steps = super::steps(cx, &order).await?;
        let card = Card::of(cx, order).await?;
        super::tell_owner(cx, &card).await?;
        let name = |field| show::field_name(lang, field);
        let reply = Reply::say(t!(lang, "order-shipped", order = card.title())).fields([
            (name("carrier"), card.order.carrier.clone()),
            (name("tracking"), card.order.tracking.clone()),
        ]);
        Ok(super::ended(cx, reply, &card, steps, None))
    }
}

impl ShipOrder {
    /// An answer to «who carries it?» may bring the number along: 顺丰 SF1234567.
    fn split_tracking(&mut self) {
        let Some(carrier) = self.carrier.as_ref().filter(|_| self.tracking.is_none()) else {
            return;
        };
        if let Some((name, number)) = carrier.rsplit_once(char::is_whitespace)
            && number.chars().filter(char::is_ascii_digit).count() >= 4
        {
            let (name, number) = (name.trim().to_owned(), number.to_owned());
            (self.carrier, self.tracking) = (Some(name), Some(number));
        }
    }
}
