//! `/order cancel`: gives an order up, as long as the goods are here.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::find::find;
use super::{asked, goods};
use crate::chat::parse::Ref;
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required, rest};
use crate::commands::follow::drop_planned;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::order::{Order, OrderLine, OrderStatus, sum};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::t;

/// Which order, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CancelOrder {
    /// Its code, or its customer.
    pub order: Ref,
    /// Why; asked for when not said.
    pub reason: Option<String>,
}

impl Ask for CancelOrder {
    const SPEC: Spec = Spec {
        name: "order cancel",
        aliases: &["取消订单", "cancel order"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("order", Take::Ref(&[Kind::Order]), By::Shape), rest("reason")],
        example: Both {
            zh: "取消订单 O-1 客户改主意了",
            en: "order cancel O-1 customer changed their mind",
        },
    };
}

#[async_trait]
impl Run for CancelOrder {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = find(cx, &self.order, Some(OrderStatus::Cancelled)).await?;
        let mut order = before.clone();
        super::go(cx, &mut order, OrderStatus::Cancelled).await?;
        if !may(cx, &before) {
            let status = super::state_name(lang, &before);
            let text =
                t!(lang, "order-not-yours-to-cancel", order = before.code(), status = status);
            let reply = Reply::new(ReplyKind::Problem, text);
            return Err(super::possible(cx, reply, &before).await?.into());
        }
        let Some(reason) = self.reason else {
            return Err(ask_reason(cx));
        };
        order.cancel_reason = Some(reason);
        if before.is_part_shipped() {
            return rest_cancelled(cx, &before, order).await;
        }
        let order = super::save(cx, Some(&before), order).await?;
        let card = Card::of(cx, order).await?;
        super::tell_owner(cx, &card, None).await?;
        asked::settle(cx, &card).await?;
        let reply = Reply::say(t!(lang, "order-cancelled", order = card.title()))
            .fields([(show::field_name(lang, "reason"), card.order.cancel_reason.clone())]);
        let reply = drop_planned(cx, reply, &card.order).await?;
        Ok(super::ended(cx, reply, &card, Vec::new(), Some(Undo::this(cx))))
    }
}

/// What has not left is given up: the order is what has left.
async fn rest_cancelled(cx: &mut Cx<'_>, before: &Order, mut order: Order) -> Outcome {
    let lang = cx.lang();
    order.status = before.status;
    order.lines.retain(|line| !line.shipped.is_none());
    for line in &mut order.lines {
        line.quantity = line.shipped;
        let again = line.clone().worked_out();
        *line = again.ok_or_else(|| goods::too_large(cx))?;
    }
    order.total = sum(&order.lines).ok_or_else(|| goods::too_large(cx))?;
    order.follow_goods();
    let order = super::save(cx, Some(before), order).await?;
    let was = Card::of(cx, before.clone()).await?;
    let card = Card::of(cx, order).await?;
    super::tell_owner(cx, &card, None).await?;
    let open: Vec<_> = before.lines.iter().map(OrderLine::open).collect();
    let reply = Reply::say(t!(lang, "order-rest-cancelled", order = card.title()))
        .bullets(was.goods(&open))
        .fields([(show::field_name(lang, "reason"), card.order.cancel_reason.clone())])
        .text(t!(lang, "order-edited-total", was = was.total(), is = card.total()));
    let steps = super::steps(cx, &card.order).await?;
    Ok(super::ended(cx, reply, &card, steps, Some(Undo::this(cx))))
}

/// The owner may, until it is confirmed; whoever confirms orders may, until the goods have left.
pub(super) fn may(cx: &Cx<'_>, order: &Order) -> bool {
    let early = matches!(order.status, OrderStatus::Draft | OrderStatus::Submitted);
    cx.may(super::CONFIRM) || (early && super::is_mine(cx, order) && cx.may(Right::Sell))
}

fn ask_reason(cx: &Cx<'_>) -> Problem {
    let lang = cx.lang();
    let reasons = [
        t!(lang, "order-reason-customer"),
        t!(lang, "order-reason-mistake"),
        t!(lang, "order-reason-stock"),
    ];
    let choices = reasons.map(|reason| (reason.clone(), reason.into()));
    cx.ask("reason", t!(lang, "order-ask-reason"), choices.to_vec())
}
