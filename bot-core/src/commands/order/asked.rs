//! The card that asks for a confirmation: sent with the order, and kept true afterwards.

use super::card::Card;
use super::terms::Terms;
use super::{CONFIRM, Step, show_button};
use crate::chat::reply::{Button, How, Reply, ReplyKind};
use crate::commands::{Cx, show};
use crate::domain::event::Event;
use crate::domain::ids::{Code, Kind, PersonId};
use crate::domain::order::{Order, OrderStatus};
use crate::domain::org::Org;
use crate::domain::people::{Lang, Person};
use crate::domain::record::{Record, of_fields};
use crate::domain::settings::Settings;
use crate::problem::Problem;
use crate::store::{NewReply, RecordsExt as _, Stored, Tx};
use crate::t;

/// How many of an order's newest events are looked at for its submission.
const EVENTS: i64 = 20;

/// Sends each of those who are to decide a card in their own language.
pub(super) async fn ask(cx: &mut Cx<'_>, card: &Card, people: &[Person]) -> Result<(), Problem> {
    let me = cx.me.person_id();
    for person in people.iter().filter(|person| person.person_id() != me) {
        let lang = person.lang;
        let (who, order) = (&cx.me.name, card.title());
        let title = if card.waits() {
            t!(lang, "order-please-approve", who = who, order = order)
        } else if card.order.approval.as_ref().is_some_and(|word| word.by == me) {
            t!(lang, "order-please-confirm-approved", who = who, order = order)
        } else {
            t!(lang, "order-please-confirm", who = who, order = order)
        };
        let mut reply = card.on(Reply::card(title), cx, person);
        if card.waits() {
            reply = card.with_margin(reply, cx, person);
        }
        cx.tell(person.person_id(), reply.row(buttons(lang, card))).await?;
    }
    Ok(())
}

/// What whoever is asked can do: give a word or confirm, send back, look.
fn buttons(lang: Lang, card: &Card) -> Vec<Button> {
    decide(lang, &card.order, card.waits())
}

fn decide(lang: Lang, order: &Order, waits: bool) -> Vec<Button> {
    let next = if waits { Step::Approve } else { Step::To(OrderStatus::Confirmed) };
    vec![
        next.button(lang, order),
        Step::To(OrderStatus::Draft).button(lang, order),
        show_button(lang, order),
    ]
}

/// The same for whoever is reminded of an order that waits for that word.
pub async fn to_decide(
    tx: &mut dyn Tx,
    (org, settings): (&Org, &Settings),
    order: &Order,
    lang: Lang,
) -> Stored<Vec<Button>> {
    let measure = (org.currency, settings.approvals.discount);
    let waits = Terms::of(tx, order, measure).await?.waits(order);
    Ok(decide(lang, order, waits))
}

/// The order is not what the person saw: shows it as it is, with a button for that.
pub(super) async fn changed(cx: &mut Cx<'_>, order: Order) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let steps = super::steps(cx, &order).await?;
    let card = Card::of(cx, order).await?;
    let text = t!(lang, "order-changed", order = card.title());
    let reply = Reply::new(ReplyKind::Problem, text);
    Ok(card.on(reply, cx, cx.me).row(steps).into())
}

/// Somebody has decided about an order: the cards of all others who were asked
/// say so from now on, and ask no more.
pub(super) async fn settle(cx: &mut Cx<'_>, card: &Card) -> Result<(), Problem> {
    let events = cx.tx.events_of(Kind::Order, card.order.id(), None, EVENTS).await?;
    let (me, owner) = (cx.me.person_id(), card.order.owner);
    // The cards of what asked before the newest are void already.
    let earlier = |event: &&Event| event.change != cx.change && asks(event);
    let Some(event) = events.iter().find(earlier) else {
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

/// Tells whether a change made an order wait for somebody: a submission, a manager's word after
/// which it is to be confirmed, or what brought one of these back.
fn asks(event: &Event) -> bool {
    let new = |field| event.fields.get(field).and_then(|pair| pair.get(1));
    let submitted =
        new("status").and_then(|status| status.as_str()) == Some(OrderStatus::Submitted.word());
    submitted || new("approval").is_some_and(|word| !word.is_null())
}

/// What made an order wait for its confirmation is taken back: the cards that asked for it ask no
/// more and say why. Gives those who know of it by that.
pub(crate) async fn ask_no_more(
    cx: &mut Cx<'_>,
    undone: &[Event],
    why: &(dyn Fn(Lang) -> String + Sync),
) -> Result<Vec<PersonId>, Problem> {
    let mut know = Vec::new();
    for event in undone.iter().filter(|event| event.kind == Kind::Order && asks(event)) {
        know.extend(void(cx, event, why).await?);
    }
    Ok(know)
}

/// Makes the cards of a submission say that it was taken back.
async fn void(
    cx: &mut Cx<'_>,
    event: &Event,
    why: &(dyn Fn(Lang) -> String + Sync),
) -> Result<Vec<PersonId>, Problem> {
    let Some(order) = cx.tx.get::<Order>(event.id).await? else { return Ok(Vec::new()) };
    let mut know = Vec::new();
    for (person, chat, message) in cx.tx.sent_by(event.change).await? {
        let Some(lang) = asked_in(cx, person).await?.filter(|_| Some(person) != order.owner) else {
            continue;
        };
        if person == cx.me.person_id() {
            continue;
        }
        let mut reply = Reply::card(why(lang)).row(vec![show_button(lang, &order)]);
        reply.how = How::Edit(message);
        let id = cx.new_id();
        cx.notices.push(NewReply { id, chat, person: Some(person), reply });
        know.push(person);
    }
    Ok(know)
}

/// Adds what an order says and the button that confirms it, where taking something back made it
/// wait for somebody's confirmation again; else the button that shows it.
pub(crate) async fn once_more(
    cx: &mut Cx<'_>,
    reply: Reply,
    codes: &[Code],
    person: &Person,
) -> Result<Reply, Problem> {
    let lang = person.lang;
    let code = codes.iter().find(|code| code.kind == Kind::Order);
    let row = match code {
        Some(code) => cx.tx.by_code(*code, cx.scope()).await?,
        None => None,
    };
    let order: Option<Order> = row.map(of_fields).transpose()?;
    let waits = |order: &Order| {
        order.status == OrderStatus::Submitted
            && order.owner != Some(person.person_id())
            && cx.org.roles.allow(&person.roles, CONFIRM)
    };
    if let Some(order) = order.filter(waits) {
        let card = Card::of(cx, order).await?;
        return Ok(card.on(reply, cx, person).row(buttons(lang, &card)));
    }
    let show = codes.iter().find_map(|code| show::to_show(t!(lang, "button-show"), *code));
    Ok(reply.row(show.into_iter().collect()))
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
    let (text, reason) = match card.order.status {
        OrderStatus::Cancelled => (
            t!(lang, "order-asked-cancelled", who = who, order = order),
            card.order.cancel_reason.clone(),
        ),
        OrderStatus::Draft => (
            t!(lang, "order-asked-sent-back", who = who, order = order),
            card.order.returned.clone(),
        ),
        OrderStatus::Submitted => {
            (t!(lang, "order-asked-approved", who = who, order = order), None)
        }
        _ => (t!(lang, "order-asked-confirmed", who = who, order = order), None),
    };
    let mut reply = Reply::card(text)
        .fields([(show::field_name(lang, "reason"), reason)])
        .row(vec![show_button(lang, &card.order)]);
    reply.how = How::Edit(message);
    reply
}
