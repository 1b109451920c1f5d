//! `/order approvals`: orders that wait for the asker's word, the longest waiting first.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::list::{ListOrders, rows};
use super::{CONFIRM, approval, confirmers};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run, show as words};
use crate::domain::access::Right;
use crate::domain::ids::PersonId;
use crate::domain::order::{Order, OrderStatus};
use crate::problem::Problem;
use crate::store::{OrderFilter, Page, SortBy};
use crate::t;

/// How many submitted orders are looked at.
const MOST: i64 = 100;

/// Which page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderApprovals {
    /// How many were shown before.
    pub below: Option<i64>,
}

impl Ask for OrderApprovals {
    const SPEC: Spec = Spec {
        name: "order approvals",
        aliases: &[
            "待审批",
            "待我审批",
            "待审批订单",
            "审批列表",
            "approvals",
            "pending approvals",
        ],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "待审批", en: "approvals" },
    };
}

#[async_trait]
impl Run for OrderApprovals {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let all = waiting(cx).await?;
        if all.is_empty() {
            let reply = Reply::card(t!(lang, "order-approvals-none"));
            return Ok(reply.button(t!(lang, "button-orders"), &ListOrders::default()));
        }
        let heading = t!(lang, "order-approvals", count = all.len());
        let (orders, below) = words::page_of(all, self.below);
        let (mut lines, buttons) = rows(cx, &orders).await?;
        for (line, order) in lines.iter_mut().zip(&orders) {
            if approval::waits(cx, order).await? {
                *line = format!("⚠️ {line} · {}", t!(lang, "order-approvals-word"));
            }
        }
        let next = below.map(|below| Self { below: Some(below) });
        Ok(words::paged(cx, Reply::card(heading).bullets(lines), buttons, next.as_ref()))
    }
}

/// Submitted orders that the asker may decide about, the oldest first.
pub(crate) async fn waiting(cx: &mut Cx<'_>) -> Result<Vec<Order>, Problem> {
    if !cx.may(CONFIRM) {
        return Ok(Vec::new());
    }
    let (status, sort) = (Some(OrderStatus::Submitted), SortBy::Oldest);
    let filter = OrderFilter { status, sort, ..OrderFilter::default() };
    let page = Page { below: None, limit: MOST };
    let mut orders = cx.tx.orders(&filter, cx.scope().books(), page).await?;
    let mut decided: Vec<(Option<PersonId>, bool)> = Vec::new();
    for order in &orders {
        if decided.iter().all(|(owner, _)| *owner != order.owner) {
            let may = may(cx, order.owner).await?;
            decided.push((order.owner, may));
        }
    }
    orders.retain(|order| decided.contains(&(order.owner, true)));
    Ok(orders)
}

/// Tells whether the asker may decide about somebody's orders.
async fn may(cx: &mut Cx<'_>, owner: Option<PersonId>) -> Result<bool, Problem> {
    let me = cx.me.person_id();
    if owner == Some(me) {
        return Ok(confirmers::alone(cx).await?);
    }
    Ok(confirmers::of(cx, owner).await?.iter().any(|person| person.person_id() == me))
}

/// Adds that orders wait for the asker, where some do.
pub(crate) async fn and_waiting(cx: &mut Cx<'_>, reply: Reply) -> Outcome {
    let count = waiting(cx).await?.len();
    if count == 0 {
        return Ok(reply);
    }
    let lang = cx.lang();
    let button = Button::new(t!(lang, "button-order-approvals"), &OrderApprovals::default());
    Ok(reply.text(t!(lang, "order-approvals-wait", count = count)).row(vec![button]))
}
