//! Why something cannot be taken back, and what can be done instead.

use uuid::Uuid;

use super::Undo;
use super::chain::Chain;
use super::names::{joined, names};
use super::parts::{Blocked, FORGETS, LOOKED_AT, newest, parts};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::commands::{Cx, show};
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::t;

/// How many characters of the records' names a button shows.
const LABEL: usize = 20;

/// Says why a change cannot be taken back and what can be done instead.
pub(super) async fn refused(
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
        Blocked::Stands(stage, n) => t!(lang, "undo-stage-stands", stage = stage, n = n),
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

/// Where the newest change took another one back: asks whether to bring that back, or to undo what
/// was before it.
pub(super) async fn either(cx: &mut Cx<'_>, change: Uuid) -> Result<Option<Reply>, Problem> {
    let me = cx.me.person_id();
    let Ok(redo) = step(cx, change, me).await? else { return Ok(None) };
    if redo.chain.stands() {
        return Ok(None);
    }
    let lang = cx.lang();
    let reply = Reply::new(ReplyKind::Ask, t!(lang, "undo-which")).row(vec![redo.button(lang)]);
    Ok(Some(reply.row(earlier(cx, change).await?.into_iter().collect())))
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
        let op = show::did(lang, &self.chain.op);
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
