//! What taking a change back does to each record, or why it cannot be taken back.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::chain::Chain;
use crate::chat::spec::Ask as _;
use crate::commands::calendar::show::{hours, quiet, week};
use crate::commands::rules::nudge::changed;
use crate::commands::twins::merge::Merge;
use crate::commands::{self, Cx, setup, show};
use crate::domain::access::Reach;
use crate::domain::any;
use crate::domain::event::{Event, in_force, take_back};
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::record::{Fields, of_fields};
use crate::domain::settings::{Settings, Setup};
use crate::problem::Problem;

/// For how long a change can be taken back: 24 hours.
pub(super) const WITHIN_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// How many of the newest events are looked at for a change that can be taken back.
pub(super) const LOOKED_AT: i64 = 60;

/// Commands whose effects have left the house.
const NEVER: [&str; 4] = ["order ship", "start", "freeze", "unfreeze"];

/// Commands after which there is nothing left to bring back.
pub(super) const FORGETS: [&str; 2] = ["lead forget", "customer forget"];

/// How many records a merge is about; all others only point there.
const MERGED: usize = 2;

/// Why a change cannot be taken back.
pub(crate) enum Blocked {
    /// It is not there, not the asker's or too old.
    Gone,
    /// The asker may not do such a thing any more: neither take it back nor bring it back.
    NotAllowed,
    /// Its command's effects have left the house.
    Never(String),
    /// It has been taken back.
    Already,
    /// A record was changed later: what it is called, and by what.
    Later(String, Event),
    /// Deals stand in stages that would not be there any more: what those are called, and how many.
    Stands(String, i64),
}

/// One record: as it is, and as it is to be again.
pub(crate) struct Part {
    pub kind: Kind,
    pub id: Uuid,
    pub label: String,
    /// True for what only went along with others: it is not named.
    pub moved: bool,
    pub row: Fields,
    pub after: Fields,
}

impl Part {
    /// Tells whether the change made the record.
    pub fn is_made(&self) -> bool {
        is_withdrawn(&self.after) && !is_withdrawn(&self.row)
    }

    /// The code of the record, unless it is withdrawn or only went along.
    pub fn stays(&self) -> Option<Code> {
        let n = self.after.get("n").and_then(serde_json::Value::as_i64)?;
        (!self.moved && !is_withdrawn(&self.after)).then_some(Code { kind: self.kind, n })
    }
}

fn is_withdrawn(row: &Fields) -> bool {
    row.get("withdrawn") == Some(&serde_json::Value::Bool(true))
}

fn since(cx: &Cx<'_>) -> Instant {
    cx.now.plus_millis(-WITHIN_MILLIS)
}

/// The asker's own changes in this chat, newest first.
pub(super) async fn newest(cx: &mut Cx<'_>, limit: i64) -> Result<Vec<Uuid>, Problem> {
    let (me, via, since) = (cx.me.person_id(), cx.chat.address.0.clone(), since(cx));
    Ok(cx.tx.newest_changes(me, &via, since, limit).await?)
}

/// What taking a change back does to each record, or why this person cannot do it.
pub(super) async fn parts(
    cx: &mut Cx<'_>,
    change: Uuid,
    person: PersonId,
) -> Result<Result<(Vec<Event>, Vec<Part>), Blocked>, Problem> {
    let (events, parts) = match parts_of(cx, &[change], person).await? {
        Ok(found) => found,
        Err(blocked) => return Ok(Err(blocked)),
    };
    if let Some((label, later)) = built_on(cx, &events, &parts).await? {
        return Ok(Err(Blocked::Later(label, later)));
    }
    Ok(Ok((events, parts)))
}

/// The same for changes that come one after the other, the oldest first, without a look at what
/// stands on the records.
pub(crate) async fn parts_of(
    cx: &mut Cx<'_>,
    changes: &[Uuid],
    person: PersonId,
) -> Result<Result<(Vec<Event>, Vec<Part>), Blocked>, Problem> {
    let mut events = Vec::new();
    for change in changes {
        events.extend(cx.tx.events_of_change(*change).await?);
    }
    let since = since(cx);
    let theirs = |event: &Event| event.actor == Some(person) && event.at >= since;
    if events.is_empty() || !events.iter().all(theirs) {
        return Ok(Err(Blocked::Gone));
    }
    let never = |event: &&Event| NEVER.iter().chain(&FORGETS).any(|op| event.op == *op);
    if let Some(event) = events.iter().find(never) {
        return Ok(Err(Blocked::Never(event.op.clone())));
    }
    if !still_allowed(cx, &events).await? {
        return Ok(Err(Blocked::NotAllowed));
    }
    for change in changes {
        if cx.tx.is_undone(*change).await? {
            return Ok(Err(Blocked::Already));
        }
    }
    let merges = is_merge(cx, &events).await?;
    let mut parts = Vec::new();
    for (place, (kind, id, of_record)) in by_record(&events).into_iter().enumerate() {
        let Some(row) = cx.tx.by_id(kind, id).await? else {
            return Ok(Err(Blocked::Gone));
        };
        // What was moved along with a merge goes back with it, whoever sees it.
        let moved = merges && place >= MERGED;
        if !moved && !still_seen(cx, kind, &row).await? {
            return Ok(Err(Blocked::Gone));
        }
        // The rules of the org have no name of their own.
        let label = match kind {
            Kind::Settings => show::kind_name(cx.lang(), kind),
            _ => any::label(kind, &row)?,
        };
        if let Some(later) = changed_since(cx, &row, &of_record).await? {
            if moved && !still_seen(cx, kind, &row).await? {
                return Ok(Err(Blocked::Gone));
            }
            let chain = Chain::of(cx, &later).await?;
            let taken_back = changes.iter().any(|change| chain.takes_back(*change));
            return Ok(Err(if taken_back {
                Blocked::Already
            } else {
                Blocked::Later(label, later)
            }));
        }
        let mut after = row.clone();
        for event in of_record.iter().rev() {
            take_back(&mut after, event);
        }
        if kind == Kind::Settings
            && let Some(blocked) = stands(cx, &row, &after).await?
        {
            return Ok(Err(blocked));
        }
        let label = if kind == Kind::Settings { of_rules(cx, &row, &after) } else { label };
        parts.push(Part { kind, id, label, moved, row, after });
    }
    Ok(Ok((events, parts)))
}

/// Tells whether deals stand in stages that would not be there any more.
async fn stands(cx: &mut Cx<'_>, row: &Fields, after: &Fields) -> Result<Option<Blocked>, Problem> {
    let setup = |fields: &Fields| -> Setup {
        let setup = fields.get("setup").cloned().map(serde_json::from_value);
        setup.and_then(Result::ok).unwrap_or_default()
    };
    let gone = setup::left_out(&setup(row), &setup(after));
    let sums = setup::standing(cx, gone.iter().map(|stage| stage.id).collect()).await?;
    let deals: i64 = sums.iter().map(|sum| sum.deals).sum();
    let named = gone.iter().filter(|stage| sums.iter().any(|sum| sum.stage == stage.id));
    let named: Vec<&str> = named.map(|stage| stage.name(cx.lang())).collect();
    Ok((deals > 0).then(|| Blocked::Stands(named.join(" · "), deals)))
}

/// What the rules of the org are like once a change is taken back: of those that a line shows, the
/// ones that it is about.
fn of_rules(cx: &Cx<'_>, row: &Fields, after: &Fields) -> String {
    let lang = cx.lang();
    let usual = Settings::standard(cx.org.id, cx.org.zone);
    let read = |fields: &Fields| {
        if is_withdrawn(fields) {
            return usual.clone();
        }
        of_fields::<Settings>(fields.clone()).unwrap_or_else(|_| usual.clone())
    };
    let (was, is) = (read(row), read(after));
    let name = |field| show::field_name(lang, field);
    let shown = [
        (was.week != is.week).then(|| (name("week"), week(lang, is.week))),
        (was.hours != is.hours).then(|| (name("hours"), hours(is.hours))),
        (was.quiet != is.quiet).then(|| (name("quiet"), quiet(lang, is.quiet))),
    ];
    let mut shown: Vec<String> =
        shown.into_iter().flatten().map(|(name, value)| format!("{name} {value}")).collect();
    let days: BTreeSet<_> = was.days.keys().chain(is.days.keys()).copied().collect();
    let mut days = days.into_iter().filter(|day| was.days.get(day) != is.days.get(day));
    if let Some(first) = days.next() {
        let last = days.next_back();
        shown.push(
            last.map_or_else(
                || cx.day(first),
                |last| format!("{}–{}", cx.day(first), cx.day(last)),
            ),
        );
    }
    shown.extend(changed(cx, &was.nudges, &is.nudges));
    if shown.is_empty() { show::kind_name(lang, Kind::Settings) } else { shown.join(" · ") }
}

/// Tells whether it is, at the bottom, a merge.
async fn is_merge(cx: &mut Cx<'_>, events: &[Event]) -> Result<bool, Problem> {
    let Some(event) = events.first() else { return Ok(false) };
    Ok(Chain::of(cx, event).await?.op == Merge::SPEC.name)
}

/// Tells whether the asker has, today, the right to what was done.
async fn still_allowed(cx: &mut Cx<'_>, events: &[Event]) -> Result<bool, Problem> {
    let Some(event) = events.first() else { return Ok(false) };
    let op = Chain::of(cx, event).await?.op;
    let right = commands::entry(&op).map(|entry| entry.spec.right);
    Ok(right.is_none_or(|right| cx.org.roles.allow(&cx.me.roles, right)))
}

/// Tells whether the asker sees, today, a record, or what it hangs on. One that is withdrawn
/// nobody sees: then it is the owner's.
async fn still_seen(cx: &mut Cx<'_>, kind: Kind, row: &Fields) -> Result<bool, Problem> {
    let text = |name: &str| row.get(name).and_then(serde_json::Value::as_str);
    let on =
        text("on_kind").and_then(Kind::of_word).zip(text("on_id").and_then(|id| id.parse().ok()));
    let above = match on {
        Some((kind, id)) => cx.tx.by_id(kind, id).await?.map(|row| (kind, row)),
        None => None,
    };
    let (kind, row) = above.as_ref().map_or((kind, row), |(kind, row)| (*kind, row));
    if matches!(kind, Kind::Person | Kind::Team | Kind::Product | Kind::Settings) {
        return Ok(true);
    }
    if is_withdrawn(row) {
        let owner = row.get("owner").and_then(serde_json::Value::as_str);
        let mine = owner == Some(cx.me.head.id.to_string().as_str());
        return Ok(mine || cx.scope().reach(kind) != Reach::Own);
    }
    let n = row.get("n").and_then(serde_json::Value::as_i64).unwrap_or_default();
    Ok(cx.sees(Code { kind, n }).await?)
}

/// The newest change of a record after these that is in force, if there is one. What has been
/// taken back since is in nobody's way.
async fn changed_since(
    cx: &mut Cx<'_>,
    row: &Fields,
    of_record: &[&Event],
) -> Result<Option<Event>, Problem> {
    let written = of_record.iter().map(|event| event.version).max().unwrap_or(0);
    let current = row.get("version").and_then(serde_json::Value::as_i64).unwrap_or(0);
    let Some(event) = of_record.first().filter(|_| current != written) else {
        return Ok(None);
    };
    let mut later = cx.tx.events_of(event.kind, event.id, None, LOOKED_AT).await?;
    later.reverse();
    let all = later.iter().any(|event| event.version <= written);
    later.retain(|event| event.version > written);
    let blocks = if all { in_force(&later) } else { later.last() };
    Ok(blocks.cloned())
}

/// What stands on a record that would be withdrawn, and by which change.
async fn built_on(
    cx: &mut Cx<'_>,
    events: &[Event],
    parts: &[Part],
) -> Result<Option<(String, Event)>, Problem> {
    for part in parts.iter().filter(|part| part.is_made()) {
        let standing = cx.tx.standing_on(part.kind, part.id).await?;
        for (kind, id) in standing {
            if parts.iter().any(|other| other.id == id) {
                continue;
            }
            // Made later, it is that which has to go; older than this, it was put here later.
            let all = cx.tx.events_of(kind, id, None, LOOKED_AT).await?;
            let begun = events.first().map_or(0, |event| event.seq);
            let made = all.last().filter(|event| event.seq > begun);
            if let Some(event) = made.or(all.first()) {
                return Ok(Some((part.label.clone(), event.clone())));
            }
        }
    }
    Ok(None)
}

/// The events of a change by record, in the order in which the records came up.
fn by_record(events: &[Event]) -> Vec<(Kind, Uuid, Vec<&Event>)> {
    let mut groups: BTreeMap<(i64, Uuid), (Kind, Vec<&Event>)> = BTreeMap::new();
    let mut first = BTreeMap::new();
    for event in events {
        let seq = *first.entry(event.id).or_insert(event.seq);
        groups.entry((seq, event.id)).or_insert_with(|| (event.kind, Vec::new())).1.push(event);
    }
    groups.into_iter().map(|((_, id), (kind, events))| (kind, id, events)).collect()
}
