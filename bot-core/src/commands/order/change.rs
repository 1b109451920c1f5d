//! Changes of an order that is confirmed: shown as before → after, by those who may confirm it.

use super::card::{Card, counted};
use super::edit::EditOrder;
use super::step::Step;
use super::{approval, approve, asked, confirmers, remark};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::commands::owners::names;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, product};
use crate::domain::order::{Approval, Order, OrderLine, OrderStatus};
use crate::domain::people::Lang;
use crate::domain::product::Product;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::t;

/// Refuses whoever may not confirm the order.
pub(super) async fn allowed(cx: &mut Cx<'_>, order: &Order) -> Result<(), Problem> {
    if Step::To(OrderStatus::Confirmed).may(cx, order).await? {
        return Ok(());
    }
    let lang = cx.lang();
    let status = super::state_name(lang, order);
    let text = t!(lang, "order-change-not-yours", order = order.code(), status = status);
    let people = confirmers::who(cx, order, OrderStatus::Confirmed).await?;
    let mut reply = Reply::new(ReplyKind::Problem, text);
    if !people.is_empty() {
        reply = reply.text(t!(lang, "order-who-changes", people = names(&people)));
    }
    Err(reply.into())
}

/// Changes it, or asks for a manager's word first where prices need one.
pub(super) async fn run(
    edit: EditOrder,
    cx: &mut Cx<'_>,
    before: &Order,
    mut order: Order,
    said: &str,
) -> Outcome {
    let lang = cx.lang();
    let was = Card::of(cx, before.clone()).await?;
    let less = order.lines.iter().zip(0..).find(|(line, _)| line.quantity < line.shipped);
    if let Some((line, at)) = less {
        let card = Card::of(cx, order.clone()).await?;
        return Err(below_shipped(lang, line, &card.products()[at]));
    }
    if order.lines != before.lines {
        order.approval = None;
        let card = Card::of(cx, order.clone()).await?;
        let more = order.total > before.total && card.over().is_some();
        if card.has_low_prices() || more {
            order.approval = Some(word(edit, cx, &was, &card).await?);
        }
    }
    order.follow_goods();
    let order = super::save(cx, Some(before), order).await?;
    let told = remark::told(lang, &order, said);
    let mut buttons = super::steps(cx, &order).await?;
    buttons.truncate(1);
    let card = Card::of(cx, order).await?;
    super::tell_owner(cx, &card, Some(&was)).await?;
    let reply = Reply::say(t!(lang, "order-edited", order = card.title()));
    let mut reply = differences(reply, &was, &card, lang);
    if before.note != card.order.note {
        let name = crate::commands::show::field_name(lang, "note");
        reply = reply.fields([(name, card.order.note.clone())]);
    }
    let reply = told.into_iter().fold(reply, Reply::text);
    Ok(super::ended(cx, reply, &card, buttons, Some(Undo::this(cx))))
}

/// The word of the asker, who is shown first what it is for; of nobody who may not give it.
async fn word(
    edit: EditOrder,
    cx: &mut Cx<'_>,
    was: &Card,
    card: &Card,
) -> Result<Approval, Problem> {
    if !approval::may(cx, &was.order).await? {
        return Err(approve::not_yours(cx, &was.order).await?);
    }
    let version = was.order.head.version;
    match edit.agreed {
        Some(seen) if seen == version => {
            let (by, over) = (cx.me.person_id(), card.over());
            Ok(Approval { by, at: cx.now, over })
        }
        Some(_) => Err(asked::changed(cx, was.order.clone()).await?),
        None => {
            let lang = cx.lang();
            let text = t!(lang, "order-change-approve", order = card.title());
            let reply = differences(Reply::new(ReplyKind::Ask, text), was, card, lang);
            let reply = card.breaches(lang).into_iter().fold(reply, Reply::text);
            let reply = card.with_margin(reply, cx, cx.me);
            let label = t!(lang, "order-button-change-approve");
            let button = Button::new(label, &EditOrder { agreed: Some(version), ..edit });
            Err(reply.row(vec![button, super::show_button(lang, &was.order)]).into())
        }
    }
}

/// Adds what is different, line by line, and the total.
pub(super) fn differences(reply: Reply, was: &Card, is: &Card, lang: Lang) -> Reply {
    let lines = Card::changes(was, is, lang);
    let mut reply = if lines.is_empty() { reply } else { reply.bullets(lines) };
    if was.order.total != is.order.total {
        reply = reply.text(t!(lang, "order-edited-total", was = was.total(), is = is.total()));
    }
    reply
}

/// What has left is not taken off.
pub(super) fn below_shipped(lang: Lang, line: &OrderLine, product: &Product) -> Problem {
    let (name, shipped) = (product::named(product), counted(line.shipped, product));
    Problem::tell(t!(lang, "order-below-shipped", product = name, shipped = shipped))
}
