//! Leads.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{Days, LeadFilter, Page};

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Company, Id, Int, Text, Texts, Time, Word};
use crate::scope::{Select, within};

pub(crate) static TABLE: Table = Table {
    kind: Kind::Lead,
    name: "lead",
    columns: &[
        ("name", Text),
        ("company", Company),
        ("phone", Text),
        ("email", Text),
        ("source", Word),
        ("need", Text),
        ("region", Text),
        ("tags", Texts),
        ("owner", Id),
        ("status", Word),
        ("lost_reason", Word),
        ("lost_note", Text),
        ("customer", Id),
        ("rule", Int),
        ("given_at", Time),
        ("also", Texts),
        ("merged", Id),
        ("apart", Texts),
    ],
    derived: &[],
    label: &["name", "company", "phone"],
};

/// Leads, in an order.
pub(crate) fn list(org: OrgId, filter: &LeadFilter, scope: Scope, page: Page) -> Statement {
    let select = Select::scoped(&TABLE, org, scope);
    let select = match filter.status {
        Some(status) => select.bind("and r.status =", status.word()),
        None if filter.ended_or_not => select,
        None => select.say("and r.status not in ('converted', 'lost')"),
    };
    let select = match filter.source.as_deref() {
        Some("") => select.say("and r.source is null"),
        source => select.bind_some("and r.source =", source),
    };
    let select = if filter.pool { select.say("and r.owner is null") } else { select };
    let won = if filter.won { format!("and {}", led_to_won(scope)) } else { String::new() };
    select
        .say(&won)
        .bind_some("and r.created_at >=", filter.created.map(|days| days.from))
        .bind_some("and r.created_at <", filter.created.map(|days| days.until))
        .bind_some("and r.owner =", filter.owner)
        .among("r.region", &filter.regions)
        .tagged(filter.tag.as_deref())
        .owning(&filter.own)
        .sorted(Kind::Lead, filter.sort, filter.created.is_some(), page)
}

/// Leads of these days by source and status: how many, and how many of them led to a won deal.
pub(crate) fn sums(org: OrgId, days: Days, scope: Scope) -> Statement {
    let (within, won) = (within(scope, Kind::Lead), led_to_won(scope));
    let text = format!(
        "select coalesce(r.source, ''), r.status, count(*), \
         cast(coalesce(sum(case when {won} then 1 else 0 end), 0) as bigint) from lead r \
         where r.org = $1 and {within} and not r.withdrawn"
    );
    Select::new(text, vec![org.into(), scope.viewer.into()])
        .bind("and r.created_at >=", days.from)
        .bind("and r.created_at <", days.until)
        .say("group by coalesce(r.source, ''), r.status order by 1, 2")
        .done()
}

/// Tells of a lead whether a deal was won that was made of it, or with the customer that was: as
/// far as the viewer sees such deals.
fn led_to_won(scope: Scope) -> String {
    let within = within(scope, Kind::Deal).replace("r.owner", "d.owner").replace("r.id", "d.id");
    format!(
        "exists (select 1 from deal d where d.org = $1 and d.customer = r.customer \
         and d.outcome = 'won' and not d.withdrawn and {within} and (d.lead = r.id \
         or exists (select 1 from customer c where c.org = $1 and c.id = d.customer \
         and c.lead = r.id)))"
    )
}
