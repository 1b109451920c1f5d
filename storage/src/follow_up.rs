//! What is to happen next.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Instant, Kind, OrgId, PersonId};
use bot_core::store::{FollowUpFilter, Page};

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Bool, Date, Id, Text, Time, Word};
use crate::scope::{LateDays, Select, covered, within};

pub(crate) static TABLE: Table = Table {
    kind: Kind::FollowUp,
    name: "follow_up",
    columns: &[
        ("on_kind", Word),
        ("on_id", Id),
        ("customer", Id),
        ("what", Text),
        ("way", Word),
        ("due_at", Time),
        ("due_day", Date),
        ("owner", Id),
        ("state", Word),
        ("ended_at", Time),
        ("promise", Bool),
    ],
    derived: &[],
    label: &["what"],
};

/// The condition that what a follow-up is on has not been withdrawn: nobody is to be reminded of
/// what was entered by mistake.
pub(crate) fn stands() -> String {
    let gone = |table| {
        format!(
            "and not exists (select 1 from {table} x \
             where x.org = $1 and x.id = r.on_id and x.withdrawn)"
        )
    };
    ["lead", "customer", "contact", "deal", "sales_order"]
        .iter()
        .map(gone)
        .collect::<Vec<_>>()
        .join(" ")
}

/// How many open follow-ups were due before an instant or a day, by owner, the most first: each of
/// the two by its own index.
pub(crate) fn overdue(org: OrgId, now: Instant, days: &LateDays, scope: Scope) -> Statement {
    let (within, stands) = (within(scope, Kind::FollowUp), stands());
    let open = || {
        format!(
            "select r.owner, count(*) as late from follow_up r where r.org = $1 and {within} \
             and not r.withdrawn and r.state = 'open' {stands}"
        )
    };
    let late = format!("{} and r.due_at < $3 group by r.owner union all {}", open(), open());
    let late = Select::new(late, vec![org.into(), scope.viewer.into(), now.into()]).late(days);
    let late = late.say("group by r.owner").done();
    let text = format!(
        "select o.owner, coalesce(m.name, ''), cast(sum(o.late) as bigint) \
         from ({}) o left join person m on m.org = $1 and m.id = o.owner \
         group by o.owner, m.name order by 3 desc, 2",
        late.text
    );
    Statement::new(text, late.binds)
}

/// All open follow-ups of those in the scope, or of one of them, newest first.
pub(crate) fn all(org: OrgId, owner: Option<PersonId>, scope: Scope, page: Page) -> Statement {
    let open = Select::scoped(&TABLE, org, scope).say("and r.state = 'open'").say(&stands());
    open.bind_some("and r.owner =", owner).page(page)
}

/// Open follow-ups that are due at an instant and those that are due on a day, each in order.
pub(crate) fn lists(
    org: OrgId,
    filter: &FollowUpFilter,
    days: &LateDays,
    limit: i64,
) -> [Statement; 2] {
    let open = || Select::all(&TABLE, org).say("and r.state = 'open'").say(&stands());
    let within =
        |scope| Select::scoped(&TABLE, org, scope).say("and r.state = 'open'").say(&stands());
    let [at, day] = match filter {
        FollowUpFilter::On(kind, id) => ["and r.due_at is not null", "and r.due_day is not null"]
            .map(|due| {
                open().bind("and r.on_kind =", kind.word()).bind("and r.on_id =", *id).say(due)
            }),
        FollowUpFilter::DueFor(scope, at, day) => {
            // Only who stands in for somebody pays for looking whom.
            let words = scope.covers.map_or_else(
                || "and r.owner in (".to_owned(),
                |now| {
                    let covered = covered("id", now);
                    format!(
                        "and r.owner in ({covered} union all select p.id from person p \
                         where p.org = $1 and p.id ="
                    )
                },
            );
            let theirs = || open().bind(&words, scope.viewer).say(")");
            [theirs().bind("and r.due_at <=", *at), theirs().bind("and r.due_day <=", *day)]
        }
        FollowUpFilter::Promised(scope, customer) => {
            let theirs = || within(*scope).say("and r.promise").bind("and r.customer =", *customer);
            [theirs().say("and r.due_at is not null"), theirs().say("and r.due_day is not null")]
        }
        FollowUpFilter::Broken(scope, now, _) => {
            let theirs = || within(*scope).say("and r.promise");
            [theirs().bind("and r.due_at <", *now), theirs().late(days)]
        }
        FollowUpFilter::Overdue(scope, owner, now, _) => {
            let theirs = || within(*scope).bind_some("and r.owner =", *owner);
            [theirs().bind("and r.due_at <", *now), theirs().late(days)]
        }
    };
    [
        at.bind("order by r.due_at, r.n limit", limit).done(),
        day.bind("order by r.due_day, r.n limit", limit).done(),
    ]
}
