//! `/order confirm`: agrees to a submitted order. Nobody confirms their own.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::find::find;
use super::{approval, asked, confirmers};
use crate::chat::parse::Ref;
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::owners::names;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::ids::Kind;
use crate::domain::order::{Order, OrderStatus};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::t;

/// Which order, and as it stood when it was shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmOrder {
    /// Its code, or its customer.
    pub order: Ref,
    /// The version that the person saw: what a button carries.
    pub version: Option<i64>,
}

impl Ask for ConfirmOrder {
    const SPEC: Spec = Spec {
        name: "order confirm",
        aliases: &["确认订单", "确认", "confirm order", "confirm"],
        right: super::CONFIRM,
        effect: Effect::Writes,
        args: &[required("order", Take::Ref(&[Kind::Order]), By::Shape)],
        example: Both { zh: "确认订单 O-1", en: "order confirm O-1" },
    };
}

#[async_trait]
impl Run for ConfirmOrder {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = find(cx, &self.order, Some(OrderStatus::Confirmed)).await?;
        let mut order = before.clone();
        super::go(cx, &mut order, OrderStatus::Confirmed).await?;
        if super::is_mine(cx, &before) && !confirmers::alone(cx).await? {
            return Err(own(cx, &before).await?);
        }
        if self.version.is_some_and(|seen| seen != before.head.version) {
            return Err(asked::changed(cx, before).await?);
        }
        if approval::waits(cx, &before).await? {
            return Err(unapproved(cx, before).await?);
        }
        order.confirmed_by = Some(cx.me.person_id());
        order.confirmed_at = Some(cx.now);
        let order = super::save(cx, Some(&before), order).await?;
        let steps = super::steps(cx, &order).await?;
        let card = Card::of(cx, order).await?;
        super::tell_owner(cx, &card, None).await?;
        asked::settle(cx, &card).await?;
        let reply =
            Reply::say(t!(lang, "order-confirmed", order = card.title(), total = card.total()));
        Ok(super::ended(cx, reply, &card, steps, Some(Undo::this(cx))))
    }
}

/// Four eyes: says who may do it instead.
async fn own(cx: &mut Cx<'_>, order: &Order) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let people = confirmers::of(cx, order.owner).await?;
    let text = t!(lang, "order-own", order = order.code());
    let next = if people.is_empty() {
        t!(lang, "order-nobody-confirms")
    } else {
        t!(lang, "order-who-confirms", people = names(&people))
    };
    Ok(Reply::new(ReplyKind::Problem, text).text(next).into())
}

/// A manager's word comes first: shows what it is for, to whoever can give it with a button.
async fn unapproved(cx: &mut Cx<'_>, order: Order) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let text = t!(lang, "order-unapproved", order = order.code());
    let mut reply = Reply::new(ReplyKind::Problem, text);
    let steps = super::steps(cx, &order).await?;
    if !approval::may(cx, &order).await? {
        let people = approval::people(cx, order.owner).await?;
        reply = reply.text(t!(lang, "order-who-approves", people = names(&people)));
    }
    let card = Card::of(cx, order).await?;
    let reply = card.with_margin(card.on(reply, cx, cx.me), cx, cx.me);
    Ok(reply.row(steps).into())
}
