//! A record comes to its end: what is still planned on it.
//!
//! `docs/decisions/0007-follow-ups-at-the-end.md` says why.

use super::show::{ShowFollowUp, offer_next};
use super::{MOST, due_text};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::commands::{Cx, Outcome, show};
use crate::domain::event::Event;
use crate::domain::follow_up::{Due, FollowUp, FollowUpState};
use crate::domain::ids::Kind;
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{FollowUpFilter, RecordsExt as _};
use crate::t;

/// How many of them are named, each with a button.
const NAMED: usize = 3;
/// How many characters of what is to be done a button shows.
const LABEL: usize = 12;

/// A record came to nothing: what was planned on it is dropped within the same change, so that
/// undo brings it back.
pub(crate) async fn drop_planned<R: Record>(cx: &mut Cx<'_>, reply: Reply, record: &R) -> Outcome {
    let open = planned(cx, record).await?;
    for before in &open {
        let mut after = before.clone();
        after.end(FollowUpState::Dropped, cx.now);
        cx.save(Some(before), &after).await?;
    }
    if open.is_empty() {
        return Ok(reply);
    }
    Ok(reply.text(t!(cx.lang(), "follow-ended", count = open.len())))
}

/// A record is worked on again: what was dropped by the change that ended it is open once more, as
/// far as nobody has touched it since and its time is still to come. Where nothing is planned on the
/// record then, a next step is offered.
pub(crate) async fn bring_back<R: Record>(
    cx: &mut Cx<'_>,
    reply: Reply,
    record: &R,
    ending: Option<&Event>,
) -> Outcome {
    let lang = cx.lang();
    let events = match ending {
        Some(ending) => cx.tx.events_of_change(ending.change).await?,
        None => Vec::new(),
    };
    let mut back = 0_usize;
    for event in events.iter().filter(|event| event.kind == Kind::FollowUp) {
        let Some(before) = cx.tx.get::<FollowUp>(event.id).await? else { continue };
        let on = (before.on_kind, before.on_id) == (R::KIND, record.id());
        let untouched = before.head.version == event.version && !before.head.withdrawn;
        let to_come = before.due().is_some_and(|due| match due {
            Due::At(at) => at >= cx.now,
            Due::Day(day) => day >= cx.today(),
        });
        if on && untouched && to_come && before.state == FollowUpState::Dropped {
            let mut after = before.clone();
            after.reopen();
            cx.save(Some(&before), &after).await?;
            back += 1;
        }
    }
    let reply = match back {
        0 => reply,
        count => reply.text(t!(lang, "follow-back", count = count)),
    };
    if !planned(cx, record).await?.is_empty() {
        return Ok(reply);
    }
    Ok(offer_next(lang, reply.text(t!(lang, "deal-ask-next")), Ref::code(record.code())))
}

/// The newest change that gave a field of a record this value: what ended it.
pub(crate) async fn ending_of<R: Record>(
    cx: &mut Cx<'_>,
    record: &R,
    (field, value): (&str, &str),
) -> Result<Option<Event>, Problem> {
    let events = cx.tx.events_of(R::KIND, record.id(), None, MOST).await?;
    let is = |event: &Event| {
        let new = event.fields.get(field).and_then(|pair| pair.get(1));
        new.and_then(|new| new.as_str()) == Some(value)
    };
    Ok(events.into_iter().find(is))
}

/// A record ended well: what is planned on it stays, and is shown, so that it can be ended too.
pub(crate) async fn keep_planned<R: Record>(cx: &mut Cx<'_>, reply: Reply, record: &R) -> Outcome {
    let open = planned(cx, record).await?;
    if open.is_empty() {
        return Ok(reply);
    }
    let lang = cx.lang();
    let lines = open.iter().take(NAMED).map(|one| format!("{} · {}", due_text(cx, one), one.what));
    let button = |one: &FollowUp| {
        let label = format!("{} {}", one.code(), show::short(&one.what, LABEL));
        Button::new(label, &ShowFollowUp { follow_up: Ref::code(one.code()) })
    };
    Ok(reply
        .text(t!(lang, "follow-goes-on", count = open.len()))
        .bullets(lines.collect::<Vec<_>>())
        .row(open.iter().take(NAMED).map(button).collect()))
}

async fn planned<R: Record>(cx: &mut Cx<'_>, record: &R) -> Result<Vec<FollowUp>, Problem> {
    Ok(cx.tx.follow_ups(&FollowUpFilter::On(R::KIND, record.id()), MOST).await?)
}
