//! What can be done with an order next: who may, what it is called, and its button.

use super::approve::ApproveOrder;
use super::cancel::{self, CancelOrder};
use super::confirm::ConfirmOrder;
use super::deliver::DeliverOrder;
use super::sendback::SendBackOrder;
use super::ship::ShipOrder;
use super::submit::SubmitOrder;
use super::{CONFIRM, approval, confirmers, is_mine, step_name};
use crate::chat::parse::Ref;
use crate::chat::reply::Button;
use crate::chat::spec::Ask as _;
use crate::commands::{Cx, show as words};
use crate::domain::access::Right;
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::{Lang, Person};
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::t;

/// One thing that can be done with an order next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Giving a manager's word.
    Approve,
    /// Taking it to another status.
    To(OrderStatus),
}

/// Tells whether the asker can take an order a step further by a command; by one that takes it none,
/// always.
pub(crate) async fn takes(cx: &mut Cx<'_>, command: &str, order: &Order) -> Result<bool, Problem> {
    match of(command) {
        Some(step) => Ok(ahead(cx, order).await?.contains(&step) && step.may(cx, order).await?),
        None => Ok(true),
    }
}

/// The step that a command takes an order, if it takes it any.
fn of(command: &str) -> Option<Step> {
    let steps = [
        (ApproveOrder::SPEC.name, Step::Approve),
        (SubmitOrder::SPEC.name, Step::To(OrderStatus::Submitted)),
        (ConfirmOrder::SPEC.name, Step::To(OrderStatus::Confirmed)),
        (SendBackOrder::SPEC.name, Step::To(OrderStatus::Draft)),
        (ShipOrder::SPEC.name, Step::To(OrderStatus::Shipped)),
        (DeliverOrder::SPEC.name, Step::To(OrderStatus::Delivered)),
        (CancelOrder::SPEC.name, Step::To(OrderStatus::Cancelled)),
    ];
    steps.into_iter().find(|(name, _)| *name == command).map(|(_, step)| step)
}

/// What can be done next by whoever may, the likeliest first. A manager's word comes before the
/// confirmation.
pub(super) async fn ahead(cx: &mut Cx<'_>, order: &Order) -> Result<Vec<Step>, Problem> {
    let waits = approval::waits(cx, order).await?;
    let step = |to: &OrderStatus| match to {
        OrderStatus::Confirmed if waits => Step::Approve,
        to => Step::To(*to),
    };
    let mut all: Vec<Step> = order.status.possible().iter().map(step).collect();
    let arrives = Step::To(OrderStatus::Delivered);
    if order.can(OrderStatus::Delivered) && !all.contains(&arrives) {
        all.insert(1.min(all.len()), arrives);
    }
    Ok(all)
}

impl Step {
    /// Tells whether the asker may do it.
    pub(super) async fn may(self, cx: &mut Cx<'_>, order: &Order) -> Result<bool, Problem> {
        Ok(match self {
            Self::Approve => approval::may(cx, order).await?,
            Self::To(OrderStatus::Draft) => cx.may(CONFIRM) && !is_mine(cx, order),
            Self::To(OrderStatus::Submitted) => cx.may(Right::Sell),
            Self::To(OrderStatus::Confirmed) => {
                cx.may(CONFIRM) && (!is_mine(cx, order) || confirmers::alone(cx).await?)
            }
            Self::To(OrderStatus::Shipped | OrderStatus::Delivered) => cx.may(Right::Ship),
            Self::To(OrderStatus::Cancelled) => cancel::may(cx, order),
        })
    }

    /// Those who may, besides the asker.
    pub(super) async fn who(self, cx: &mut Cx<'_>, order: &Order) -> Result<Vec<Person>, Problem> {
        Ok(match self {
            Self::Approve => {
                let me = cx.me.person_id();
                let mut people = approval::people(cx, order.owner).await?;
                people.retain(|person| person.person_id() != me);
                people
            }
            Self::To(to) => confirmers::who(cx, order, to).await?,
        })
    }

    /// What it is called: 同意, ship.
    pub(super) fn name(self, lang: Lang) -> String {
        match self {
            Self::Approve => t!(lang, "order-step-approved"),
            Self::To(to) => step_name(lang, to),
        }
    }

    /// Its button. One that approves or confirms is bound to what the order says now.
    pub(super) fn button(self, lang: Lang, order: &Order) -> Button {
        let (code, version) = (Ref::code(order.code()), Some(order.head.version));
        let to = match self {
            Self::Approve => {
                let order = code;
                let label = t!(lang, "order-button-approved");
                return Button::new(label, &ApproveOrder { order, version });
            }
            Self::To(to) => to,
        };
        let label = words::word(lang, "order-button", to.word());
        match to {
            OrderStatus::Draft => {
                Button::asking::<SendBackOrder>(label, "order", order.code().to_string())
            }
            OrderStatus::Submitted => Button::new(label, &SubmitOrder { order: code }),
            OrderStatus::Confirmed => {
                let order = code;
                Button::new(label, &ConfirmOrder { order, version })
            }
            OrderStatus::Shipped => Button::new(label, &ShipOrder::of(code)),
            OrderStatus::Delivered => {
                Button::new(label, &DeliverOrder { order: code, lines: None })
            }
            OrderStatus::Cancelled => {
                let (order, reason) = (code, None);
                Button::new(label, &CancelOrder { order, reason })
            }
        }
    }
}
