//! `/undo`: takes back the sender's newest change, unless later work depends on it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::event::{Event, take_back};
use crate::domain::ids::{Instant, Kind};
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
        let (events, parts) = match parts(cx, change).await? {
            Ok(found) => found,
            Err(blocked) => return Err(refused(cx, self.change, change, blocked).await?),
        };
        let names = some(cx.lang(), &names(&parts));
        cx.tx.undoing(change);
        for part in parts {
            let change = any::change(part.kind, part.row, part.after, cx.now)?;
            cx.tx.save_change(change).await?;
        }
        let chain = match events.first() {
            Some(event) => Chain::of(cx, event).await?,
            None => Chain::default(),
        };
        tell_others(cx, change, &chain, &names).await?;
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
}

impl Chain {
    /// The chain whose top an event belongs to.
    pub(crate) async fn of(cx: &mut Cx<'_>, event: &Event) -> Result<Self, Problem> {
        let mut chain = Self { op: event.op.clone(), depth: 0 };
        let mut below = event.undoes;
        while let Some(change) = below {
            chain.depth += 1;
            let event = cx.tx.events_of_change(change).await?.into_iter().next();
            below = event.as_ref().and_then(|event| event.undoes);
            chain.op = event.map_or(chain.op, |event| event.op);
        }
        Ok(chain)
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
    label: String,
    row: Fields,
    after: Fields,
}

fn since(cx: &Cx<'_>) -> Instant {
    cx.now.plus_millis(-WITHIN_MILLIS)
}

/// The asker's own changes in this chat, newest first.
async fn newest(cx: &mut Cx<'_>, limit: i64) -> Result<Vec<Uuid>, Problem> {
    let (me, via, since) = (cx.me.person_id(), cx.chat.address.0.clone(), since(cx));
    Ok(cx.tx.newest_changes(me, &via, since, limit).await?)
}

/// What taking a change back does to each record, or why it cannot be done.
async fn parts(
    cx: &mut Cx<'_>,
    change: Uuid,
) -> Result<Result<(Vec<Event>, Vec<Part>), Blocked>, Problem> {
    let events = cx.tx.events_of_change(change).await?;
    let (me, since) = (cx.me.person_id(), since(cx));
    let mine = |event: &Event| event.actor == Some(me) && event.at >= since;
    if events.is_empty() || !events.iter().all(mine) {
        return Ok(Err(Blocked::Gone));
    }
    if let Some(event) = events.iter().find(|event| NEVER.contains(&event.op.as_str())) {
        return Ok(Err(Blocked::Never(event.op.clone())));
    }
    if cx.tx.is_undone(change).await? {
        return Ok(Err(Blocked::Already));
    }
    let mut parts = Vec::new();
    for (kind, id, of_record) in by_record(&events) {
        let Some(row) = cx.tx.by_id(kind, id).await? else {
            return Ok(Err(Blocked::Gone));
        };
        let written = of_record.iter().map(|event| event.version).max().unwrap_or(0);
        let current = row.get("version").and_then(serde_json::Value::as_i64).unwrap_or(0);
        let label = any::label(kind, &row)?;
        if current != written {
            let newest = cx.tx.events_of(kind, id, None, 1).await?.into_iter().next();
            return Ok(Err(newest.map_or(Blocked::Gone, |event| Blocked::Later(label, event))));
        }
        let mut after = row.clone();
        for event in of_record.iter().rev() {
            take_back(&mut after, event);
        }
        parts.push(Part { kind, label, row, after });
    }
    Ok(Ok((events, parts)))
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
        cx.tell(person, Reply::say(text)).await?;
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
    let mut later = None;
    let text = match blocked {
        Blocked::Gone => t!(lang, "undo-nothing"),
        Blocked::Already => t!(lang, "undo-already"),
        Blocked::Never(op) => t!(lang, "undo-never", what = show::op_name(lang, &op)),
        Blocked::Later(label, event) => {
            later = Some(event.change);
            torn(cx, &label, &event).await?
        }
    };
    let mut offered = Vec::new();
    if let Some(button) = offer(cx, later).await? {
        offered.push(button);
    } else if named.is_none() {
        let earlier = newest(cx, LOOKED_AT).await?;
        for earlier in earlier.into_iter().filter(|other| *other != change) {
            if let Some(button) = offer(cx, Some(earlier)).await? {
                offered.push(button);
                break;
            }
        }
    }
    Ok(Reply::new(ReplyKind::Problem, text).row(offered).into())
}

/// A button that takes a change back, if that can be done; none for what is an undoing itself.
async fn offer(cx: &mut Cx<'_>, change: Option<Uuid>) -> Result<Option<Button>, Problem> {
    let Some(change) = change else {
        return Ok(None);
    };
    let Ok((events, parts)) = parts(cx, change).await? else {
        return Ok(None);
    };
    let Some(event) = events.first() else {
        return Ok(None);
    };
    let chain = Chain::of(cx, event).await?;
    if !chain.stands() {
        return Ok(None);
    }
    let lang = cx.lang();
    let what = show::short(&joined(lang, &names(&parts)), LABEL);
    let op = show::op_name(lang, &chain.op);
    let label = t!(lang, "button-undo-what", op = op, what = what);
    Ok(Some(Button::new(label, &Undo { change: Some(change) })))
}

/// Names the later change that an undo would tear, and what can be done about it.
async fn torn(cx: &mut Cx<'_>, label: &str, event: &Event) -> Result<String, Problem> {
    let lang = cx.lang();
    let what = Chain::of(cx, event).await?.name(lang);
    let at = cx.time(event.at);
    let who = cx.person_name(event.actor).await?;
    Ok(if event.actor == Some(cx.me.person_id()) {
        t!(lang, "undo-later", label = label, what = what, who = who, at = at)
    } else if event.actor.is_some() {
        t!(lang, "undo-later-theirs", label = label, what = what, who = who, at = at)
    } else {
        t!(lang, "undo-later-by-itself", label = label, what = what, at = at)
    })
}
