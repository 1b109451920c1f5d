//! `/undo`: takes back the sender's newest change, unless later work depends on it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{self, Cx, Outcome, Run, show};
use crate::domain::access::{Reach, Right};
use crate::domain::any;
use crate::domain::event::{Event, in_force, take_back};
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::people::{Lang, Person};
use crate::domain::record::Fields;
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;

/// What to take back: the newest change in this chat when not said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Undo {
    /// One particular change: what a button under its reply carries.
    pub change: Option<Uuid>,
}

/// For how long a change can be taken back: 24 hours.
const WITHIN_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// How many of the newest events are looked at for a change that can be taken back.
const LOOKED_AT: i64 = 60;

/// How many names of records are told.
const NAMES: usize = 6;
/// How many characters of the records' names a button shows.
const LABEL: usize = 20;

/// Commands whose effects have left the house.
const NEVER: [&str; 4] = ["order ship", "start", "freeze", "unfreeze"];

/// Commands after which there is nothing left to bring back.
const FORGETS: [&str; 2] = ["lead forget", "customer forget"];

impl Undo {
    /// Takes back what this very message changes.
    pub fn this(cx: &Cx<'_>) -> Self {
        Self { change: Some(cx.change) }
    }
}

impl Ask for Undo {
    const SPEC: Spec = Spec {
        name: "undo",
        aliases: &["撤销", "撤回"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[],
        example: Both { zh: "撤销", en: "undo" },
    };
}

#[async_trait]
impl Run for Undo {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let Some(change) = self.wanted(cx).await? else {
            return Err(Problem::tell(t!(cx.lang(), "undo-nothing")));
        };
        let (events, parts) = match parts(cx, change, cx.me.person_id()).await? {
            Ok(found) => found,
            Err(blocked) => return Err(refused(cx, self.change, change, blocked).await?),
        };
        let names = some(cx.lang(), &names(&parts));
        let codes = parts.iter().filter_map(Part::stays).collect::<Vec<_>>();
        cx.tx.undoing(change);
        for part in parts {
            let change = any::change(part.kind, part.row, part.after, cx.now)?;
            cx.tx.save_change(change).await?;
        }
        let chain = match events.first() {
            Some(event) => Chain::of(cx, event).await?,
            None => Chain::default(),
        };
        tell_others(cx, change, &chain, &names, &codes).await?;
        let lang = cx.lang();
        let again = Self::this(cx);
        let op = show::op_name(lang, &chain.op);
        Ok(if chain.stands() {
            Reply::say(t!(lang, "undo-done", op = op, what = names))
                .button(t!(lang, "button-redo"), &again)
        } else {
            Reply::say(t!(lang, "undo-redone", op = op, what = names))
                .button(t!(lang, "button-undo"), &again)
        })
    }
}

impl Undo {
    /// The change that is meant: the newest one in this chat when none was named.
    async fn wanted(&self, cx: &mut Cx<'_>) -> Result<Option<Uuid>, Problem> {
        if self.change.is_some() {
            return Ok(self.change);
        }
        Ok(newest(cx, 1).await?.into_iter().next())
    }
}

/// A change with everything that takes back what lies below it.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    /// The command of the change at the bottom.
    op: String,
    /// How many changes lie on it, each taking back the one below.
    depth: usize,
    /// The changes that are taken back by the top, as things stand.
    taken_back: Vec<Uuid>,
}

impl Chain {
    /// The chain whose top an event belongs to.
    pub(crate) async fn of(cx: &mut Cx<'_>, event: &Event) -> Result<Self, Problem> {
        let mut chain = Self { op: event.op.clone(), ..Self::default() };
        let mut below = event.undoes;
        while let Some(change) = below {
            chain.depth += 1;
            if chain.depth % 2 == 1 {
                chain.taken_back.push(change);
            }
            let event = cx.tx.events_of_change(change).await?.into_iter().next();
            below = event.as_ref().and_then(|event| event.undoes);
            chain.op = event.map_or(chain.op, |event| event.op);
        }
        Ok(chain)
    }

    /// Tells whether a change is out of force because of the top.
    fn takes_back(&self, change: Uuid) -> bool {
        self.taken_back.contains(&change)
    }

    /// True when the change at the bottom is in force: undone an even number of times.
    fn stands(&self) -> bool {
        self.depth.is_multiple_of(2)
    }

    /// What the top did: `改商机`, `撤销了 改商机`, `恢复了 改商机`.
    pub(crate) fn name(&self, lang: Lang) -> String {
        let op = show::op_name(lang, &self.op);
        match self.depth {
            0 => op,
            _ if self.stands() => t!(lang, "op-redid", op = op),
            _ => t!(lang, "op-undid", op = op),
        }
    }
}

/// Why a change cannot be taken back.
enum Blocked {
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
}

/// One record: as it is, and as it is to be again.
struct Part {
    kind: Kind,
    id: Uuid,
    label: String,
    row: Fields,
    after: Fields,
}

impl Part {
    /// The code of the record, unless it is withdrawn.
    fn stays(&self) -> Option<Code> {
        let n = self.after.get("n").and_then(serde_json::Value::as_i64)?;
        (!is_withdrawn(&self.after)).then_some(Code { kind: self.kind, n })
    }
}

fn is_withdrawn(row: &Fields) -> bool {
    row.get("withdrawn") == Some(&serde_json::Value::Bool(true))
}

fn since(cx: &Cx<'_>) -> Instant {
    cx.now.plus_millis(-WITHIN_MILLIS)
}

/// The asker's own changes in this chat, newest first.
async fn newest(cx: &mut Cx<'_>, limit: i64) -> Result<Vec<Uuid>, Problem> {
    let (me, via, since) = (cx.me.person_id(), cx.chat.address.0.clone(), since(cx));
    Ok(cx.tx.newest_changes(me, &via, since, limit).await?)
}

/// What taking a change back does to each record, or why this person cannot do it.
async fn parts(
    cx: &mut Cx<'_>,
    change: Uuid,
    person: PersonId,
) -> Result<Result<(Vec<Event>, Vec<Part>), Blocked>, Problem> {
    let events = cx.tx.events_of_change(change).await?;
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
    if cx.tx.is_undone(change).await? {
        return Ok(Err(Blocked::Already));
    }
    let mut parts = Vec::new();
    for (kind, id, of_record) in by_record(&events) {
        let Some(row) = cx.tx.by_id(kind, id).await? else {
            return Ok(Err(Blocked::Gone));
        };
        if !still_seen(cx, kind, &row).await? {
            return Ok(Err(Blocked::Gone));
        }
        let label = any::label(kind, &row)?;
        if let Some(later) = changed_since(cx, &row, &of_record).await? {
            let taken_back = Chain::of(cx, &later).await?.takes_back(change);
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
        parts.push(Part { kind, id, label, row, after });
    }
    if let Some((label, later)) = built_on(cx, &events, &parts).await? {
        return Ok(Err(Blocked::Later(label, later)));
    }
    Ok(Ok((events, parts)))
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
    let gone = |part: &&Part| is_withdrawn(&part.after) && !is_withdrawn(&part.row);
    for part in parts.iter().filter(gone) {
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

/// What the records are called, each name once: a lead and the contact that it became share one.
fn names(parts: &[Part]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        if !names.contains(&part.label) {
            names.push(part.label.clone());
        }
    }
    names
}

fn joined(lang: Lang, names: &[String]) -> String {
    names.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// The first few names, and how many more there are.
fn some(lang: Lang, names: &[String]) -> String {
    let told = joined(lang, &names[..names.len().min(NAMES)]);
    match names.len().saturating_sub(NAMES) {
        0 => told,
        more => t!(lang, "undo-and-more", names = told, n = more),
    }
}

/// Tells those who were told of a change that it is taken back.
async fn tell_others(
    cx: &mut Cx<'_>,
    change: Uuid,
    chain: &Chain,
    names: &str,
    codes: &[Code],
) -> Result<(), Problem> {
    for person in cx.tx.told(change).await? {
        if person == cx.me.person_id() {
            continue;
        }
        let told = cx.tx.get::<Person>(person.0).await?;
        let Some(told) = told.filter(|told| !told.frozen) else {
            continue;
        };
        let (lang, who) = (told.lang, &cx.me.name);
        let op = show::op_name(lang, &chain.op);
        let text = if chain.stands() {
            t!(lang, "undo-told", who = who, op = op, what = names)
        } else {
            t!(lang, "undo-told-redone", who = who, op = op, what = names)
        };
        // What is as it was before may want something again: a submitted order to be confirmed.
        let show = |code: &Code| show::to_show(t!(lang, "button-show"), *code);
        let show = codes.iter().find_map(show).into_iter().collect();
        cx.tell(person, Reply::say(text).row(show)).await?;
    }
    Ok(())
}

/// Says why a change cannot be taken back and what can be done instead.
async fn refused(
    cx: &mut Cx<'_>,
    named: Option<Uuid>,
    change: Uuid,
    blocked: Blocked,
) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let mut offered = None;
    let text = match blocked {
        Blocked::Gone => t!(lang, "undo-nothing"),
        Blocked::NotAllowed => t!(lang, "not-allowed"),
        Blocked::Already => t!(lang, "undo-already"),
        Blocked::Never(op) if FORGETS.contains(&op.as_str()) => t!(lang, "undo-forgets"),
        Blocked::Never(op) => t!(lang, "undo-never", what = show::op_name(lang, &op)),
        Blocked::Later(label, event) => {
            let way = way_out(cx, &event).await?;
            let text = torn(cx, &label, &event, &way).await?;
            if let WayOut::Mine(step) | WayOut::MineFirst(step) = way {
                offered = Some(step.button(lang));
            }
            text
        }
    };
    if offered.is_none() && named.is_none() {
        offered = earlier(cx, change).await?;
    }
    Ok(Reply::new(ReplyKind::Problem, text).row(offered.into_iter().collect()).into())
}

/// The newest other change of the asker in this chat that can be taken back, as a button; nothing
/// that is an undoing itself.
async fn earlier(cx: &mut Cx<'_>, change: Uuid) -> Result<Option<Button>, Problem> {
    let me = cx.me.person_id();
    for earlier in newest(cx, LOOKED_AT).await?.into_iter().filter(|other| *other != change) {
        if let Ok(step) = step(cx, earlier, me).await?
            && step.chain.stands()
        {
            return Ok(Some(step.button(cx.lang())));
        }
    }
    Ok(None)
}

/// A change that can be taken back.
struct Step {
    change: Uuid,
    chain: Chain,
    names: Vec<String>,
}

impl Step {
    fn button(&self, lang: Lang) -> Button {
        let what = show::short(&joined(lang, &self.names), LABEL);
        let op = show::op_name(lang, &self.chain.op);
        let label = if self.chain.stands() {
            t!(lang, "button-undo-what", op = op, what = what)
        } else {
            t!(lang, "button-redo-what", op = op, what = what)
        };
        Button::new(label, &Undo { change: Some(self.change) })
    }
}

/// A change as something that a person can take back, or why not.
async fn step(
    cx: &mut Cx<'_>,
    change: Uuid,
    person: PersonId,
) -> Result<Result<Step, Blocked>, Problem> {
    let (events, parts) = match parts(cx, change, person).await? {
        Ok(found) => found,
        Err(blocked) => return Ok(Err(blocked)),
    };
    let chain = match events.first() {
        Some(event) => Chain::of(cx, event).await?,
        None => Chain::default(),
    };
    Ok(Ok(Step { change, chain, names: names(&parts) }))
}

/// What can be done about a later change that is in the way.
enum WayOut {
    /// The asker can take it back.
    Mine(Step),
    /// The asker can, after taking something else back that is in its own way.
    MineFirst(Step),
    /// Its author can.
    Theirs,
    /// Nobody can take it back any more.
    ByHand,
}

async fn way_out(cx: &mut Cx<'_>, event: &Event) -> Result<WayOut, Problem> {
    let me = cx.me.person_id();
    let Some(author) = event.actor else {
        return Ok(WayOut::ByHand);
    };
    if author != me {
        let can = step(cx, event.change, author).await?.is_ok();
        return Ok(if can { WayOut::Theirs } else { WayOut::ByHand });
    }
    let mut change = event.change;
    for _ in 0..LOOKED_AT {
        match step(cx, change, me).await? {
            Ok(step) if change == event.change => return Ok(WayOut::Mine(step)),
            Ok(step) => return Ok(WayOut::MineFirst(step)),
            Err(Blocked::Later(_, next)) if next.actor == Some(me) => change = next.change,
            Err(_) => break,
        }
    }
    Ok(WayOut::ByHand)
}

/// Names the later change that an undo would tear, and what can be done about it.
async fn torn(
    cx: &mut Cx<'_>,
    label: &str,
    event: &Event,
    way: &WayOut,
) -> Result<String, Problem> {
    let lang = cx.lang();
    let chain = Chain::of(cx, event).await?;
    let who = cx.person_name(event.actor).await?;
    if FORGETS.contains(&event.op.as_str()) {
        return Ok(t!(lang, "undo-forgotten", at = cx.time(event.at), who = who));
    }
    let advice = match (way, chain.stands()) {
        (WayOut::Mine(_), true) => t!(lang, "undo-first"),
        (WayOut::Mine(_), false) => t!(lang, "undo-redo-first"),
        (WayOut::MineFirst(step), _) => {
            t!(lang, "undo-begin-with", step = step.button(lang).label)
        }
        (WayOut::Theirs, true) => t!(lang, "undo-ask", who = &who),
        (WayOut::Theirs, false) => t!(lang, "undo-ask-redo", who = &who),
        (WayOut::ByHand, _) => t!(lang, "undo-by-hand"),
    };
    let (what, at) = (chain.name(lang), cx.time(event.at));
    Ok(if event.actor.is_some() {
        t!(lang, "undo-later", label = label, what = what, who = who, at = at, advice = advice)
    } else {
        t!(lang, "undo-later-by-itself", label = label, what = what, at = at, advice = advice)
    })
}
