//! `/order sendback`: a submitted order goes back to its owner to be changed, with the reason.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::find::find;
use super::{asked, confirmers};
use crate::chat::parse::Ref;
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required, rest};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::ids::Kind;
use crate::domain::order::OrderStatus;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::t;

/// Which order, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendBackOrder {
    /// Its code, or its customer.
    pub order: Ref,
    /// Why; asked for when not said.
    pub reason: Option<String>,
}

impl Ask for SendBackOrder {
    const SPEC: Spec = Spec {
        name: "order sendback",
        aliases: &[
            "退回订单",
            "驳回订单",
            "退回",
            "驳回",
            "不同意",
            "order send back",
            "send back order",
            "send back",
            "reject order",
            "reject",
        ],
        right: super::CONFIRM,
        effect: Effect::Writes,
        args: &[required("order", Take::Ref(&[Kind::Order]), By::Shape), rest("reason")],
        example: Both { zh: "退回 O-1 价格太低", en: "order sendback O-1 too low" },
    };
}

#[async_trait]
impl Run for SendBackOrder {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = find(cx, &self.order, Some(OrderStatus::Draft)).await?;
        let mut order = before.clone();
        super::go(cx, &mut order, OrderStatus::Draft).await?;
        if super::is_mine(cx, &before) && !confirmers::alone(cx).await? {
            let text = t!(lang, "order-own-back", order = before.code());
            let reply = Reply::new(ReplyKind::Problem, text);
            return Err(super::possible(cx, reply, &before).await?.into());
        }
        let Some(reason) = self.reason else {
            return Err(ask_reason(cx));
        };
        order.returned = Some(reason);
        // A word that was given before is taken back with it.
        order.approval = None;
        let order = super::save(cx, Some(&before), order).await?;
        let card = Card::of(cx, order).await?;
        super::tell_owner(cx, &card, None).await?;
        asked::settle(cx, &card).await?;
        let reply = Reply::say(t!(lang, "order-sent-back", order = card.title()))
            .fields([(show::field_name(lang, "returned"), card.order.returned.clone())]);
        Ok(super::ended(cx, reply, &card, Vec::new(), Some(Undo::this(cx))))
    }
}

fn ask_reason(cx: &Cx<'_>) -> Problem {
    let lang = cx.lang();
    let reasons = [
        t!(lang, "order-back-price"),
        t!(lang, "order-back-quantity"),
        t!(lang, "order-back-customer"),
    ];
    let choices = reasons.map(|reason| (reason.clone(), reason.into()));
    cx.ask("reason", t!(lang, "order-ask-back"), choices.to_vec())
}
