//! The card that asks for a confirmation: sent with the order, and kept true afterwards.

use super::card::Card;
use super::submit::SubmitOrder;
use super::{CONFIRM, show_button, step_button};
use crate::chat::reply::{How, Reply};
use crate::chat::spec::Ask as _;
use crate::commands::{Cx, show};
use crate::domain::event::Event;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::{Lang, Person};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{NewReply, RecordsExt as _};
use crate::t;

/// How many of an order's newest events are looked at for its submission.
const EVENTS: i64 = 20;

/// Sends each of those who may confirm a card in their own language.
pub(super) async fn ask(cx: &mut Cx<'_>, card: &Card, people: &[Person]) -> Result<(), Problem> {
    let me = cx.me.person_id();
    for person in people.iter().filter(|person| person.person_id() != me) {
        let lang = person.lang;
        let title = t!(lang, "order-please-confirm", who = &cx.me.name, order = card.title());
        let confirm = step_button(lang, &card.order, OrderStatus::Confirmed);
        let show = show_button(lang, &card.order);
        let reply = card.on(Reply::card(title), cx, lang);
        cx.tell(person.person_id(), reply.row(vec![confirm, show])).await?;
    }
    Ok(())
}

/// Somebody has confirmed or cancelled an order: the cards of all others who were asked
/// say so from now on, and ask no more.
pub(super) async fn settle(cx: &mut Cx<'_>, card: &Card) -> Result<(), Problem> {
    let events = cx.tx.events_of(Kind::Order, card.order.id(), None, EVENTS).await?;
    let (me, owner) = (cx.me.person_id(), card.order.owner);
    // The cards of a submission before the newest one are void already.
    let Some(event) = events.iter().find(|event| event.op == SubmitOrder::SPEC.name) else {
        return Ok(());
    };
    for (person, chat, message) in cx.tx.sent_by(event.change).await? {
        if person == me || Some(person) == owner || event.actor == Some(person) {
            continue;
        }
        let Some(lang) = asked_in(cx, person).await? else { continue };
        let reply = settled(cx, card, lang, message);
        let id = cx.new_id();
        cx.notices.push(NewReply { id, chat, person: Some(person), reply });
    }
    Ok(())
}

/// The submission of an order is taken back: the cards that asked for its confirmation ask no more.
/// Gives those who know of it by that.
pub(crate) async fn ask_no_more(
    cx: &mut Cx<'_>,
    undone: &[Event],
) -> Result<Vec<PersonId>, Problem> {
    let mut know = Vec::new();
    for event in undone.iter().filter(|event| event.op == SubmitOrder::SPEC.name) {
        know.extend(void(cx, event).await?);
    }
    Ok(know)
}

/// Makes the cards of a submission say that it was taken back.
async fn void(cx: &mut Cx<'_>, event: &Event) -> Result<Vec<PersonId>, Problem> {
    let Some(order) = cx.tx.get::<Order>(event.id).await? else { return Ok(Vec::new()) };
    let (owner, card) = (order.owner, Card::of(cx, order).await?);
    let mut know = Vec::new();
    for (person, chat, message) in cx.tx.sent_by(event.change).await? {
        let Some(lang) = asked_in(cx, person).await?.filter(|_| Some(person) != owner) else {
            continue;
        };
        if person == cx.me.person_id() {
            continue;
        }
        let (op, what) = (show::op_name(lang, SubmitOrder::SPEC.name), card.order.label());
        let text = t!(lang, "undo-told", who = &cx.me.name, op = op, what = what);
        let mut reply = Reply::card(text).row(vec![show_button(lang, &card.order)]);
        reply.how = How::Edit(message);
        let id = cx.new_id();
        cx.notices.push(NewReply { id, chat, person: Some(person), reply });
        know.push(person);
    }
    Ok(know)
}

/// The language of somebody who may still confirm orders.
async fn asked_in(cx: &mut Cx<'_>, person: PersonId) -> Result<Option<Lang>, Problem> {
    let person = cx.tx.get::<Person>(person.0).await?;
    let roles = &cx.org.roles;
    let may = person.filter(|person| !person.frozen && roles.allow(&person.roles, CONFIRM));
    Ok(may.map(|person| person.lang))
}

fn settled(cx: &Cx<'_>, card: &Card, lang: Lang, message: uuid::Uuid) -> Reply {
    let (who, order) = (&cx.me.name, card.title());
    let text = if card.order.status == OrderStatus::Cancelled {
        t!(lang, "order-asked-cancelled", who = who, order = order)
    } else {
        t!(lang, "order-asked-confirmed", who = who, order = order)
    };
    let reason = card.order.cancel_reason.clone();
    let mut reply = Reply::card(text)
        .fields([(show::field_name(lang, "reason"), reason)])
        .row(vec![show_button(lang, &card.order)]);
    reply.how = How::Edit(message);
    reply
}
