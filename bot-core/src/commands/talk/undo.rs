//! `/undo`: takes back the sender's newest change, unless later work depends on it.

mod chain;
mod names;
pub(crate) mod parts;
mod refusal;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use self::chain::Chain;
use self::names::{names, some};
use self::parts::{Part, WITHIN_MILLIS, newest, parts};
use self::refusal::{either, refused};
use crate::chat::reply::{Asked, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::people::back::Back;
use crate::commands::twins::merge::Merge;
use crate::commands::{self, Cx, Outcome, Run, order, show};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::event::Event;
use crate::domain::ids::Code;
use crate::domain::people::{Lang, Person};
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

impl Undo {
    /// Takes back what this very message changes.
    pub fn this(cx: &Cx<'_>) -> Self {
        Self { change: Some(cx.change) }
    }
}

impl Ask for Undo {
    const SPEC: Spec = Spec {
        name: "undo",
        aliases: &["撤销", "撤消", "撤回"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[],
        example: Both { zh: "撤销", en: "undo" },
    };
}

#[async_trait]
impl Run for Undo {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let wanted = self.wanted(cx).await?;
        if self.change.is_none()
            && let Some(back) = brought_since(cx, wanted).await?
            && let Some(entry) = commands::entry(&back.command)
        {
            return entry.run(back.args, cx).await;
        }
        let Some(change) = wanted else {
            return Err(Problem::tell(t!(cx.lang(), "undo-nothing")));
        };
        // Typed twice it is redo; with something else said in between it may mean either.
        if self.change.is_none()
            && cx.talk.undone != Some(change)
            && let Some(question) = either(cx, change).await?
        {
            return Err(question.into());
        }
        let (events, parts) = match parts(cx, change, cx.me.person_id()).await? {
            Ok(found) => found,
            Err(blocked) => return Err(refused(cx, self.change, change, blocked).await?),
        };
        let names = some(cx.lang(), &names(&parts));
        let codes = parts.iter().filter_map(Part::stays).collect::<Vec<_>>();
        cx.tx.undoing(change);
        cx.talk.ask_no_more(change);
        cx.changed.extend(&codes);
        for part in parts {
            let change = any::change(part.kind, part.row, part.after, cx.now)?;
            cx.tx.save_change(change).await?;
        }
        let chain = match events.first() {
            Some(event) => Chain::of(cx, event).await?,
            None => Chain::default(),
        };
        tell_others(cx, change, &events, (&chain, &names, &codes)).await?;
        let lang = cx.lang();
        let stays = stays(cx, &chain, &events).await?;
        let again = Self::this(cx);
        cx.talk.undone = Some(cx.change);
        cx.talk.redone = !chain.stands();
        let op = show::did(lang, &chain.op);
        let reply = if chain.op == Back::SPEC.name && chain.stands() {
            Reply::say(t!(lang, "back-undone-self", name = names))
                .button(t!(lang, "button-redo"), &again)
        } else if chain.stands() {
            Reply::say(t!(lang, "undo-done", op = op, what = names))
                .button(t!(lang, "button-redo"), &again)
        } else {
            Reply::say(t!(lang, "undo-redone", op = op, what = names))
                .button(t!(lang, "button-undo"), &again)
        };
        Ok(stays.iter().fold(reply, Reply::text))
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

/// What takes back the file that has come in after a change, for who still may.
async fn brought_since(cx: &mut Cx<'_>, change: Option<Uuid>) -> Result<Option<Asked>, Problem> {
    let since = cx.now.plus_millis(-WITHIN_MILLIS);
    let brought = cx.talk.brought.clone().filter(|brought| brought.at >= since);
    let Some(brought) = brought.filter(|_| cx.may(Right::Admin)) else { return Ok(None) };
    let before = match change {
        Some(change) => cx.tx.events_of_change(change).await?.first().map(|event| event.at),
        None => None,
    };
    Ok(before.is_none_or(|before| before <= brought.at).then_some(brought.back))
}

/// Says what stays with the record that another one had gone into: what has been put there since.
async fn stays(
    cx: &mut Cx<'_>,
    chain: &Chain,
    events: &[Event],
) -> Result<Option<String>, Problem> {
    let first = events.first().filter(|_| chain.op == Merge::SPEC.name && chain.stands());
    let Some(merge) = first else { return Ok(None) };
    let mut count = 0;
    for (kind, id) in cx.tx.standing_on(merge.kind, merge.id).await? {
        let begun = cx.tx.events_of(kind, id, None, parts::LOOKED_AT).await?.pop();
        count += i64::from(begun.is_some_and(|event| event.seq > merge.seq));
    }
    let Some(row) = cx.tx.by_id(merge.kind, merge.id).await?.filter(|_| count > 0) else {
        return Ok(None);
    };
    let what = any::label(merge.kind, &row)?;
    Ok(Some(t!(cx.lang(), "undo-merge-stays", n = count, what = what)))
}

/// Tells those who were told of a change that it is taken back.
async fn tell_others(
    cx: &mut Cx<'_>,
    change: Uuid,
    events: &[Event],
    (chain, names, codes): (&Chain, &str, &[Code]),
) -> Result<(), Problem> {
    let (me, op, stands) = (cx.me.name.clone(), chain.op.clone(), chain.stands());
    let text = |lang: Lang| {
        if op == Back::SPEC.name {
            return if stands {
                t!(lang, "back-undone", name = names)
            } else {
                t!(lang, "back-told", name = names)
            };
        }
        let op = show::did(lang, &op);
        if stands && me == names {
            // What somebody did with the own account: the name is said once.
            t!(lang, "undo-told-own", who = &me, op = op, what = names)
        } else if stands {
            t!(lang, "undo-told", who = &me, op = op, what = names)
        } else {
            t!(lang, "undo-told-redone", who = &me, op = op, what = names)
        }
    };
    let asked = order::ask_no_more(cx, events, &text).await?;
    for person in cx.tx.told(change).await? {
        if person == cx.me.person_id() || asked.contains(&person) {
            continue;
        }
        let told = cx.tx.get::<Person>(person.0).await?;
        let Some(told) = told.filter(|told| !told.frozen) else {
            continue;
        };
        // What is as it was before may want something again: a submitted order to be confirmed.
        let reply = order::once_more(cx, Reply::say(text(told.lang)), codes, &told).await?;
        cx.tell(person, reply).await?;
    }
    Ok(())
}
