//! What happened.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId, PersonId};
use bot_core::store::{ActivityFilter, Days, Page};
use uuid::Uuid;

use crate::db::Statement;
use crate::record::Ty::{Bool, Id, Json, Text, Texts, Time, Word};
use crate::record::{Table, table};
use crate::scope::{Select, within};

pub(crate) static TABLE: Table = Table {
    kind: Kind::Activity,
    name: "activity",
    columns: &[
        ("on_kind", Word),
        ("on_id", Id),
        ("customer", Id),
        ("way", Word),
        ("content", Text),
        ("at", Time),
        ("owner", Id),
        ("participants", Texts),
        ("valid", Bool),
        ("spot", Text),
        ("stay", Json),
        ("files", Texts),
    ],
    derived: &[],
    label: &["content"],
};

/// Activities, what happened last first, one list for each index that they are found by.
pub(crate) fn lists(org: OrgId, filter: &ActivityFilter, page: Page) -> Vec<Statement> {
    let on = |kind: Kind, id: Uuid| {
        let select = Select::all(&TABLE, org).bind("and r.on_kind =", kind.word());
        newest(select.bind("and r.on_id =", id), page)
    };
    match filter {
        ActivityFilter::On(kind, id) => vec![on(*kind, *id)],
        // Those on the customer itself may carry no customer; those on its deals do.
        ActivityFilter::OfCustomer(id, scope) => {
            vec![newest(of_customer(org, *id, *scope), page), on(Kind::Customer, *id)]
        }
        ActivityFilter::Visits(owner, since) => {
            let select = Select::all(&TABLE, org).bind("and r.owner =", *owner);
            let select = select.bind("and r.at >=", *since).say("and r.stay is not null");
            vec![newest(select, page)]
        }
        ActivityFilter::Of(owner, days, scope) => vec![of(org, *owner, *days, *scope, page)],
    }
}

/// Activities of those in the scope, or of one of them, within these days.
pub(crate) fn of(
    org: OrgId,
    owner: Option<PersonId>,
    days: Days,
    scope: Scope,
    page: Page,
) -> Statement {
    let select = within_days(Select::scoped(&TABLE, org, scope), days);
    newest(select.bind_some("and r.owner =", owner), page)
}

/// A page of them: after the one with the number that the page before ended with.
fn newest(select: Select, page: Page) -> Statement {
    let select = match page.below {
        Some(n) => select
            .bind(
                "and (r.at, r.n) < (select b.at, b.n from activity b where b.org = $1 and b.n =",
                n,
            )
            .say(")"),
        None => select,
    };
    select.bind("order by r.at desc, r.n desc limit", page.limit).done()
}

fn within_days(select: Select, days: Days) -> Select {
    select.bind("and r.at >=", days.from).bind("and r.at <", days.until)
}

/// What people did within these days, by person and way: how many, and how many are valid.
pub(crate) fn sums(org: OrgId, days: Days, scope: Scope) -> Statement {
    let within = within(scope, Kind::Activity);
    let text = format!(
        "select r.owner, coalesce(m.name, ''), t.id, t.name, r.way, count(*), \
         cast(coalesce(sum(case when r.valid then 1 else 0 end), 0) as bigint) from activity r \
         left join person m on m.org = $1 and m.id = r.owner \
         left join team t on t.org = $1 and t.id = m.team \
         where r.org = $1 and {within} and not r.withdrawn"
    );
    within_days(Select::new(text, vec![org.into(), scope.viewer.into()]), days)
        .say("group by r.owner, m.name, t.id, t.name, r.way order by 2, 5")
        .done()
}

/// Activities of a customer, on what the viewer may see: not those on a colleague's deal with it.
fn of_customer(org: OrgId, customer: Uuid, scope: Scope) -> Select {
    let seen = [Kind::Deal, Kind::Order, Kind::Lead].map(|kind| {
        let name = table(kind).name;
        let within = within(scope, kind).replace("r.owner", "d.owner").replace("r.id", "d.id");
        format!("exists (select 1 from {name} d where d.org = $1 and d.id = r.on_id and {within})")
    });
    let text = format!(
        "select {} from activity r where r.org = $1 and r.customer = $3 and not r.withdrawn \
         and (r.on_id = $3 or {})",
        TABLE.columns(),
        seen.join(" or ")
    );
    Select::new(text, vec![org.into(), scope.viewer.into(), customer.into()])
}
