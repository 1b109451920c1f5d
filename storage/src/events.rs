//! The log: one event per record and change, numbered when the transaction commits.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use bot_core::domain::event::{Event, differences};
use bot_core::domain::ids::{Instant, Kind, OrgId, PersonId};
use bot_core::domain::record::{Change, Fields};
use bot_core::store::{Origin, Stored};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::{Row, Statement, Value, sql};
use crate::keys::kind;
use crate::record::table;
use crate::scope::Select;

/// An event that waits for its number.
pub(crate) struct Pending {
    kind: Kind,
    binds: Vec<Value>,
}

/// The event of a change: how what it was before, as far as that may be told, differs from what it
/// is now.
pub(crate) fn pending(
    origin: &Origin,
    op: &str,
    undoes: Option<Uuid>,
    change: &Change,
    told: Option<&Fields>,
) -> Pending {
    let version = change.after.get("version").and_then(Json::as_i64);
    let fields = differences(told, &change.after);
    Pending {
        kind: change.kind,
        binds: vec![
            origin.org.into(),
            change.id.into(),
            version.into(),
            origin.change.into(),
            origin.at.into(),
            origin.actor.into(),
            origin.via.as_str().into(),
            change.kind.word().into(),
            op.into(),
            Json::Object(fields).into(),
            undoes.into(),
        ],
    }
}

/// Refuses the transaction if anybody has taken a number since these were the newest. Those of
/// events are given at the end of each transaction.
pub(crate) fn guard_numbers(org: OrgId, numbers: &HashMap<String, i64>) -> Statement {
    let mut text = "insert into refusal (org, why) select $1, null from counter c \
         where c.org = $1 and c.name <> 'event' and c.n <> case c.name"
        .to_owned();
    let mut binds = vec![org.into()];
    for (name, n) in numbers.iter().collect::<BTreeMap<_, _>>() {
        // Writing to a String cannot fail.
        let _ =
            write!(text, " when ${} then cast(${} as bigint)", binds.len() + 1, binds.len() + 2);
        binds.extend([name.as_str().into(), (*n).into()]);
    }
    text.push_str(" else -1 end");
    Statement::new(text, binds)
}

/// The last statements of a transaction: note the numbers that were taken, number the events and
/// write them.
///
/// A number that somebody else took in the meantime makes null of the counter, which the table
/// refuses.
///
/// The version is read from the record's own row, so that an event of a record which is not this
/// org's has no version, and the table refuses it.
pub(crate) fn write(
    org: OrgId,
    mut events: Vec<Pending>,
    taken: &BTreeMap<&'static str, i64>,
) -> Vec<Statement> {
    let n = i64::try_from(events.len()).unwrap_or(i64::MAX);
    if events.is_empty() && taken.is_empty() {
        return Vec::new();
    }
    let mut text = "insert into counter (org, name, n) values ($1, 'event', $2)".to_owned();
    let mut binds = vec![org.into(), n.into()];
    for (name, last) in taken {
        let _ = write!(text, ", ($1, ${}, ${})", binds.len() + 1, binds.len() + 2);
        binds.extend([(*name).into(), (*last).into()]);
    }
    text.push_str(
        " on conflict (org, name) do update set n = case when counter.name = 'event' \
         then counter.n + excluded.n when counter.n < excluded.n then excluded.n end",
    );
    let take = Statement::new(text, binds);
    for (event, i) in events.iter_mut().zip(0..) {
        event.binds.push(Value::from(n - 1 - i));
    }
    // What has the same text goes together.
    events.sort_by_key(|event| event.kind);
    let written = events.into_iter().map(|event| {
        let name = table(event.kind).name;
        let text = format!(
            "insert into event (org, id, version, change, at, actor, via, kind, op, fields, undoes, \
             seq) values ($1, $2, (select cast($3 as bigint) from {name} r where r.org = $1 \
             and r.id = $2), $4, $5, $6, $7, $8, $9, $10, $11, (select c.n - $12 \
             from counter c where c.org = $1 and c.name = 'event'))"
        );
        Statement::row(text, event.binds)
    });
    std::iter::once(take).chain(written).collect()
}

/// The numbers of a new org: none is taken, and all are there to be queued up for.
pub(crate) fn no_numbers(org: OrgId) -> Statement {
    let mut text = "insert into counter (org, name, n) values ($1, 'event', 0)".to_owned();
    for kind in Kind::ALL {
        let _ = write!(text, ", ($1, '{}', 0)", kind.word());
    }
    sql!(text, org)
}

const EVENTS: &str = "select e.seq, e.change, e.at, e.actor, e.via, e.kind, e.id, e.version, e.op, \
     e.fields, e.undoes from event e where e.org = $1";

/// The newest events of a record, newest first.
pub(crate) fn of_record(
    org: OrgId,
    kind: Kind,
    id: Uuid,
    before: Option<i64>,
    limit: i64,
) -> Statement {
    Select::new(EVENTS, vec![org.into()])
        .bind("and e.kind =", kind.word())
        .bind("and e.id =", id)
        .bind_some("and e.seq <", before)
        .bind("order by e.seq desc limit", limit)
        .done()
}

/// The events of a change, in order.
pub(crate) fn of_change(org: OrgId, change: Uuid) -> Statement {
    Select::new(EVENTS, vec![org.into()])
        .bind("and e.change =", change)
        .say("order by e.seq")
        .done()
}

/// What has happened since then, in order.
pub(crate) fn since(org: OrgId, since: Instant, limit: i64) -> Statement {
    Select::new(EVENTS, vec![org.into()])
        .bind("and e.at >=", since)
        .bind("order by e.at, e.seq limit", limit)
        .done()
}

/// The events of a person's changes in a chat that nobody has taken back, newest first.
pub(crate) fn newest_changes(
    org: OrgId,
    actor: PersonId,
    via: &str,
    since: Instant,
    limit: i64,
) -> Statement {
    sql!(
        "select e.change from event e where e.org = $1 and e.actor = $2 and e.via = $3 \
         and e.at >= $4 and not exists \
         (select 1 from event u where u.org = $1 and u.undoes = e.change) \
         order by e.seq desc limit $5",
        org,
        actor,
        via,
        since,
        limit
    )
}

/// A change that takes another one back and has not been taken back itself.
pub(crate) fn undoing(org: OrgId, change: Uuid) -> Statement {
    sql!(
        "select e.change from event e where e.org = $1 and e.undoes = $2 and not exists \
         (select 1 from event u where u.org = $1 and u.undoes = e.change) limit 1",
        org,
        change
    )
}

/// An event of a row.
pub(crate) fn event(row: &Row) -> Stored<Event> {
    let fields = match row.get::<Json>(9)? {
        Json::Object(fields) => fields,
        _ => serde_json::Map::new(),
    };
    Ok(Event {
        seq: row.get(0)?,
        change: row.get(1)?,
        at: row.get(2)?,
        actor: row.opt(3)?,
        via: row.get(4)?,
        kind: kind(&row.get::<String>(5)?)?,
        id: row.get(6)?,
        version: row.get(7)?,
        op: row.get(8)?,
        fields,
        undoes: row.opt(10)?,
    })
}
