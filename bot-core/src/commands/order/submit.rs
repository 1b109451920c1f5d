//! `/order submit`: hands a draft to those who may confirm it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::find::find;
use super::{approval, asked, confirmers};
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::owners::names;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::order::OrderStatus;
use crate::domain::people::Person;
use crate::t;
use crate::text::read;

/// Which order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SubmitOrder {
    /// Its code, or its customer.
    pub order: Ref,
}

impl Ask for SubmitOrder {
    const SPEC: Spec = Spec {
        name: "order submit",
        aliases: &["提交订单", "提交", "submit order", "submit"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("order", Take::Ref(&[Kind::Order]), By::Shape)],
        example: Both { zh: "提交订单 O-1", en: "order submit O-1" },
    };
}

#[async_trait]
impl Run for SubmitOrder {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = find(cx, &self.order, Some(OrderStatus::Submitted)).await?;
        let mut order = before.clone();
        super::go(cx, &mut order, OrderStatus::Submitted).await?;
        order.returned = None;
        let order = super::save(cx, Some(&before), order).await?;
        let steps = super::steps(cx, &order).await?;
        let card = Card::of(cx, order).await?;
        let people = if card.waits() {
            approval::people(cx, card.order.owner).await?
        } else {
            confirmers::of(cx, card.order.owner).await?
        };
        asked::ask(cx, &card, &people).await?;
        super::tell_owner(cx, &card, None).await?;
        let alone = confirmers::alone(cx).await?;
        let mut reply = submitted(cx, &card, &people, alone);
        let away = if card.waits() {
            approval::away(cx, card.order.owner, &people).await?
        } else {
            Vec::new()
        };
        for one in away {
            let Some(back) = one.away_until(cx.now) else { continue };
            let back = cx.day(read::today(back, one.zone));
            reply = reply.text(t!(cx.lang(), "order-away", who = &one.name, back = back));
        }
        Ok(super::ended(cx, reply, &card, steps, Some(Undo::this(cx))))
    }
}

fn submitted(cx: &Cx<'_>, card: &Card, people: &[Person], alone: bool) -> Reply {
    let lang = cx.lang();
    let reply = Reply::say(t!(lang, "order-submitted", order = card.title()));
    let others: Vec<Person> =
        people.iter().filter(|person| person.person_id() != cx.me.person_id()).cloned().collect();
    if !others.is_empty() && card.waits() {
        return reply.text(t!(lang, "order-told-approve", people = names(&others)));
    }
    if !others.is_empty() {
        return reply.text(t!(lang, "order-told", people = names(&others)));
    }
    // Better to hear it now than when the order waits: one's own is nobody's to confirm, except
    // where one is alone.
    if people.is_empty() && !alone {
        return reply.text(t!(lang, "order-nobody-confirms"));
    }
    reply
}
