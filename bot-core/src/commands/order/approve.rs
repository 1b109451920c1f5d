//! `/order approve`: a manager's word for prices below the floor or above the discount band.

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
use crate::domain::order::{Approval, Order, OrderStatus};
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::t;

/// Which order, and as it stood when it was shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApproveOrder {
    /// Its code, or its customer.
    pub order: Ref,
    /// The version that the person saw: what a button carries.
    pub version: Option<i64>,
}

impl Ask for ApproveOrder {
    const SPEC: Spec = Spec {
        name: "order approve",
        aliases: &["同意订单", "批准订单", "同意", "批准", "approve order", "approve"],
        right: super::CONFIRM,
        effect: Effect::Writes,
        args: &[required("order", Take::Ref(&[Kind::Order]), By::Shape)],
        example: Both { zh: "同意 O-1", en: "order approve O-1" },
    };
}

#[async_trait]
impl Run for ApproveOrder {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = find(cx, &self.order, Some(OrderStatus::Confirmed)).await?;
        if !approval::waits(cx, &before).await? {
            return Err(not_needed(cx, &before).await?);
        }
        if !approval::may(cx, &before).await? {
            return Err(not_yours(cx, &before).await?);
        }
        if self.version.is_some_and(|seen| seen != before.head.version) {
            return Err(asked::changed(cx, before).await?);
        }
        let over = Card::of(cx, before.clone()).await?.over();
        let mut order = before.clone();
        order.approval = Some(Approval { by: cx.me.person_id(), at: cx.now, over });
        let order = super::save(cx, Some(&before), order).await?;
        let confirm = confirmers::of(cx, order.owner).await?;
        let steps = super::steps(cx, &order).await?;
        let card = Card::of(cx, order).await?;
        super::tell_owner(cx, &card, None).await?;
        asked::settle(cx, &card).await?;
        asked::ask(cx, &card, &confirm).await?;
        let text = t!(lang, "order-approved", order = card.title(), total = card.total());
        let reply = Reply::say(text);
        Ok(super::ended(cx, reply, &card, steps, Some(Undo::this(cx))))
    }
}

/// Nothing waits for a manager's word: says where the order stands.
async fn not_needed(cx: &mut Cx<'_>, order: &Order) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let (code, status) = (order.code(), super::state_name(lang, order));
    let text = if order.status == OrderStatus::Submitted && order.approval.is_some() {
        t!(lang, "order-approved-already", order = code)
    } else {
        t!(lang, "order-approve-nothing", order = code, status = status)
    };
    let reply = Reply::new(ReplyKind::Problem, text);
    Ok(super::possible(cx, reply, order).await?.into())
}

/// Says whose word it takes.
pub(super) async fn not_yours(cx: &mut Cx<'_>, order: &Order) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let people = approval::people(cx, order.owner).await?;
    let text = t!(lang, "order-approve-not-yours", order = order.code());
    let next = if people.is_empty() {
        t!(lang, "order-nobody-confirms")
    } else {
        t!(lang, "order-who-approves", people = names(&people))
    };
    Ok(Reply::new(ReplyKind::Problem, text).text(next).into())
}
