//! Deals.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::domain::pipeline::Outcome;
use bot_core::store::{DealFilter, Page};

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Company, Date, Id, Int, Json, Text, Word};
use crate::scope::{Select, within};

pub(crate) static TABLE: Table = Table {
    kind: Kind::Deal,
    name: "deal",
    columns: &[
        ("name", Text),
        ("customer", Id),
        ("amount", Int),
        ("currency", Word),
        ("pipeline", Id),
        ("stage", Id),
        ("reached", Int),
        ("outcome", Word),
        ("expected_close", Date),
        ("opened_on", Date),
        ("closed_on", Date),
        ("lost_reason", Word),
        ("lost_note", Text),
        ("competitor", Company),
        ("note", Text),
        ("owner", Id),
        ("helpers", Json),
        ("lines", Json),
        ("lead", Id),
    ],
    derived: &[],
    label: &["name"],
};

/// Deals, newest first.
pub(crate) fn list(org: OrgId, filter: &DealFilter, scope: Scope, page: Page) -> Statement {
    narrowed(Select::scoped(&TABLE, org, scope), filter).page(page)
}

/// The same deals by stage and currency: how many, how many without an amount, and how much.
///
/// `coalesce` keeps the planner from walking all deals in order of their stages, only to be spared
/// a sort of those few that are asked for.
pub(crate) fn sums(org: OrgId, filter: &DealFilter, scope: Scope) -> Statement {
    let within = within(scope, Kind::Deal);
    let text = format!(
        "select coalesce(r.stage, r.id), r.currency, count(*), \
         cast(coalesce(sum(case when r.amount is null then 1 else 0 end), 0) as bigint), \
         cast(coalesce(sum(r.amount), 0) as bigint) from deal r \
         where r.org = $1 and {within} and not r.withdrawn"
    );
    narrowed(Select::new(text, vec![org.into(), scope.viewer.into()]), filter)
        .say("group by coalesce(r.stage, r.id), r.currency order by 1, 2")
        .done()
}

fn narrowed(select: Select, filter: &DealFilter) -> Select {
    let currency = filter.at_least.or(filter.at_most).map(|money| money.currency.code());
    select
        .bind("and r.outcome =", filter.outcome.unwrap_or(Outcome::Open).word())
        .bind_some("and r.stage =", filter.stage)
        .bind_some("and r.customer =", filter.customer)
        .bind_some("and r.owner =", filter.owner)
        .bind_some("and coalesce(r.closed_on, r.expected_close) >=", filter.closes.map(|c| c.0))
        .bind_some("and coalesce(r.closed_on, r.expected_close) <", filter.closes.map(|c| c.1))
        .bind_some("and r.amount >=", filter.at_least.map(|money| money.minor))
        .bind_some("and r.amount <=", filter.at_most.map(|money| money.minor))
        .bind_some("and r.currency =", currency)
}
