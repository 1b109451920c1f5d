//! `/undo`: takes back the sender's newest change, unless later work depends on it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::event::{Event, take_back};
use crate::domain::ids::Kind;
use crate::problem::Problem;
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

/// Commands whose effects have left the house.
const NEVER: [&str; 2] = ["order ship", "start"];

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
        let lang = cx.lang();
        let since = cx.now.plus_millis(-WITHIN_MILLIS);
        let via = cx.chat.address.0.clone();
        let change = match self.change {
            Some(change) => Some(change),
            None => cx.tx.newest_change(cx.me.person_id(), &via, since).await?,
        };
        let Some(change) = change else {
            return Err(Problem::tell(t!(lang, "undo-nothing")));
        };
        let events = cx.tx.events_of_change(change).await?;
        let mine = |event: &Event| event.actor == Some(cx.me.person_id()) && event.at >= since;
        if events.is_empty() || !events.iter().all(mine) {
            return Err(Problem::tell(t!(lang, "undo-nothing")));
        }
        if let Some(event) = events.iter().find(|event| NEVER.contains(&event.op.as_str())) {
            return Err(Problem::tell(t!(lang, "undo-never", what = &event.op)));
        }
        if cx.tx.is_undone(change).await? {
            return Err(Problem::tell(t!(lang, "undo-already")));
        }
        cx.tx.undoing(change);
        let mut names = Vec::new();
        for (kind, id, of_record) in by_record(&events) {
            names.push(take_back_one(cx, kind, id, &of_record).await?);
        }
        let redo = events.iter().any(|event| event.undoes.is_some());
        let what = names.join(if lang == crate::domain::people::Lang::Zh { "、" } else { ", " });
        let text = if redo {
            t!(lang, "undo-redone", what = what)
        } else {
            t!(lang, "undo-done", what = what)
        };
        let again = Self::this(cx);
        let label = if redo { t!(lang, "button-undo") } else { t!(lang, "button-redo") };
        Ok(Reply::say(text).button(label, &again))
    }
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

/// Takes the events of one record back; refuses when it was changed since.
async fn take_back_one(
    cx: &mut Cx<'_>,
    kind: Kind,
    id: Uuid,
    events: &[&Event],
) -> Result<String, Problem> {
    let lang = cx.lang();
    let Some(row) = cx.tx.by_id(kind, id).await? else {
        return Err(Problem::tell(t!(lang, "undo-nothing")));
    };
    let written = events.iter().map(|event| event.version).max().unwrap_or(0);
    let current = row.get("version").and_then(serde_json::Value::as_i64).unwrap_or(0);
    let label = any::label(kind, &row)?;
    if current != written {
        return Err(later_change(cx, kind, id, &label).await?);
    }
    let mut after = row.clone();
    for event in events.iter().rev() {
        take_back(&mut after, event);
    }
    let change = any::change(kind, row, after, cx.now)?;
    cx.tx.save_change(change).await?;
    Ok(label)
}

/// Names the later change that an undo would tear.
async fn later_change(
    cx: &mut Cx<'_>,
    kind: Kind,
    id: Uuid,
    label: &str,
) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let newest = cx.tx.events_of(kind, id, None, 1).await?.into_iter().next();
    let Some(event) = newest else {
        return Ok(Problem::tell(t!(lang, "undo-nothing")));
    };
    let who = cx.person_name(event.actor).await?;
    let (what, at) = (show::op_name(lang, &event.op), cx.time(event.at));
    Ok(Problem::tell(t!(lang, "undo-later", label = label, what = what, who = who, at = at)))
}
