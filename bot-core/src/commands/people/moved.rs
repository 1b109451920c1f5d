//! How open work reads: `客户 3（华为） · 商机 5（办公楼空调）`.

use crate::commands::{Cx, show};
use crate::domain::access::Right;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::order::OrderStatus;
use crate::domain::people::{Lang, Person};
use crate::problem::Problem;
use crate::store::{OpenWork, OrderFilter, Page};
use crate::t;

/// How many characters of the biggest one's name are told.
const NAME: usize = 24;
/// How many orders that wait for a decision are counted.
const WAITING: i64 = 100;

/// One line for each kind, with the biggest one by name.
pub(super) fn lines(lang: Lang, work: &[OpenWork]) -> Vec<String> {
    let line = |one: &OpenWork| {
        let (kind, n) = (show::kind_name(lang, one.kind), one.count);
        match &one.biggest {
            Some(name) => {
                t!(lang, "handover-line", kind = kind, n = n, name = show::short(name, NAME))
            }
            None => count(lang, one.kind, n),
        }
    };
    work.iter().map(line).collect()
}

/// `3 个客户`.
pub(super) fn count(lang: Lang, kind: Kind, n: i64) -> String {
    t!(lang, "handover-count", kind = show::kind_name(lang, kind), n = n)
}

/// All kinds in one line.
pub(super) fn sum(lang: Lang, work: impl Iterator<Item = (Kind, i64)>) -> String {
    let all: Vec<String> = work.map(|(kind, n)| count(lang, kind, n)).collect();
    all.join(" · ")
}

/// What the content of a hand-over is known by: it is another one when anything came or went.
pub(super) fn mark(work: &[OpenWork]) -> String {
    let each = work.iter().map(|one| format!("{}{}:{}", one.kind.letter(), one.count, one.mark));
    each.collect::<Vec<_>>().join(" ")
}

/// How many orders wait for this person's decision: it stays with whoever else may take it.
pub(super) async fn waiting(cx: &mut Cx<'_>, person: &Person) -> Result<i64, Problem> {
    let roles = &cx.org.roles;
    if !roles.allow(&person.roles, Right::ConfirmOrder) {
        return Ok(0);
    }
    let id: PersonId = person.person_id();
    let scope = roles.scope(id, &person.roles);
    let filter = OrderFilter { status: Some(OrderStatus::Submitted), ..OrderFilter::default() };
    let page = Page { below: None, limit: WAITING };
    let orders = cx.tx.orders(&filter, scope, page).await?;
    let others = orders.iter().filter(|order| order.owner != Some(id)).count();
    Ok(i64::try_from(others).unwrap_or(WAITING))
}
