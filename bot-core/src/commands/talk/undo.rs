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
use self::parts::{Part, newest, parts};
use self::refusal::{either, refused};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run, order, show};
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
        let Some(change) = self.wanted(cx).await? else {
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
        let again = Self::this(cx);
        cx.talk.undone = Some(cx.change);
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

/// Tells those who were told of a change that it is taken back.
async fn tell_others(
    cx: &mut Cx<'_>,
    change: Uuid,
    events: &[Event],
    (chain, names, codes): (&Chain, &str, &[Code]),
) -> Result<(), Problem> {
    let (me, op, stands) = (cx.me.name.clone(), chain.op.clone(), chain.stands());
    let text = |lang: Lang| {
        let op = show::op_name(lang, &op);
        if stands {
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
