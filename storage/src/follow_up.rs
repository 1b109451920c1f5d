//! What is to happen next.

use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::FollowUpFilter;

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Date, Id, Text, Time, Word};
use crate::scope::{Select, covered};

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

/// Open follow-ups that are due at an instant and those that are due on a day, each in order.
pub(crate) fn lists(org: OrgId, filter: &FollowUpFilter, limit: i64) -> [Statement; 2] {
    let open = || Select::all(&TABLE, org).say("and r.state = 'open'").say(&stands());
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
                    let covered = covered(now);
                    format!(
                        "and r.owner in ({covered} union all select p.id from person p \
                         where p.org = $1 and p.id ="
                    )
                },
            );
            let theirs = || open().bind(&words, scope.viewer).say(")");
            [theirs().bind("and r.due_at <=", *at), theirs().bind("and r.due_day <=", *day)]
        }
        FollowUpFilter::Overdue(scope, person, at, day) => {
            let theirs = || {
                let theirs = Select::scoped(&TABLE, org, *scope).bind("and r.owner =", *person);
                theirs.say("and r.state = 'open'").say(&stands())
            };
            [theirs().bind("and r.due_at <", *at), theirs().bind("and r.due_day <", *day)]
        }
    };
    [
        at.bind("order by r.due_at, r.n limit", limit).done(),
        day.bind("order by r.due_day, r.n limit", limit).done(),
    ]
}
