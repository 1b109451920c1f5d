//! Orders, from draft to delivered.

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::commands::owners::names;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, show as words};
use crate::domain::access::Right;
use crate::domain::ids::PersonId;
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::{Lang, Person};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{RecordsExt, Stored};
use crate::t;

mod approval;
mod asked;
mod card;
mod carriers;
mod change;
mod confirmers;
mod find;
pub(crate) mod goods;
mod limits;
mod parts;
mod remark;
pub(crate) mod step;
mod terms;
mod unclear;
mod whom;

pub use asked::to_decide;
pub(crate) use asked::{ask_no_more, once_more};
pub(crate) use limits::percent;

pub mod approvals;
pub mod approve;
pub mod cancel;
pub mod confirm;
pub mod deliver;
pub mod edit;
pub mod list;
pub(crate) mod out;
pub mod place;
pub(crate) mod recent;
pub mod sendback;
pub mod ship;
pub mod show;
pub mod submit;

use card::Card;
use edit::EditOrder;
use step::Step;

/// The right of the confirmers, said once.
const CONFIRM: Right = Right::ConfirmOrder;

/// Saves an order and gives it as it is kept, with its version.
async fn save(cx: &mut Cx<'_>, before: Option<&Order>, mut after: Order) -> Stored<Order> {
    cx.save(before, &after).await?;
    after.head.version = before.map_or(0, |before| before.head.version) + 1;
    Ok(after)
}

/// Moves an order on, or says where it stands and what is possible from there.
async fn go(cx: &mut Cx<'_>, order: &mut Order, to: OrderStatus) -> Result<(), Problem> {
    if order.go(to).is_ok() {
        return Ok(());
    }
    let lang = cx.lang();
    let (code, status) = (order.code(), state_name(lang, order));
    let step = step_name(lang, to);
    let ahead = to != OrderStatus::Cancelled && order.status < to;
    let text = if order.status == to {
        t!(lang, "order-already", order = code, status = status, step = step)
    } else if ahead {
        t!(lang, "order-illegal", order = code, status = status, step = step)
    } else {
        t!(lang, "order-too-late", order = code, status = status, step = step)
    };
    let reply = Reply::new(ReplyKind::Problem, text);
    Err(possible(cx, reply, order).await?.into())
}

/// Adds what is possible from here: the person's own steps as buttons, and who takes the others.
async fn possible(cx: &mut Cx<'_>, reply: Reply, order: &Order) -> Result<Reply, Problem> {
    let lang = cx.lang();
    if order.status.possible().is_empty() {
        return Ok(reply.text(t!(lang, "order-at-its-end")));
    }
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    for next in step::ahead(cx, order).await? {
        let step = next.name(lang);
        if next.may(cx, order).await? {
            mine.push(step);
            continue;
        }
        let people = next.who(cx, order).await?;
        if !people.is_empty() {
            theirs.push(t!(lang, "order-others-step", step = step, people = names(&people)));
        }
    }
    let mut reply = reply;
    if !mine.is_empty() {
        reply = reply.text(t!(lang, "order-possible", steps = mine.join(" · ")));
    }
    for line in theirs {
        reply = reply.text(line);
    }
    Ok(reply.row(steps(cx, order).await?))
}

/// What the person may do with an order next, as buttons, the likeliest first.
async fn steps(cx: &mut Cx<'_>, order: &Order) -> Result<Vec<Button>, Problem> {
    let mut buttons = Vec::new();
    for next in step::ahead(cx, order).await? {
        if next.may(cx, order).await? {
            buttons.push(next.button(cx.lang(), order));
        }
    }
    // After what is the likeliest.
    let edits = match order.status {
        OrderStatus::Draft => cx.may(Right::Sell),
        OrderStatus::Confirmed => Step::To(OrderStatus::Confirmed).may(cx, order).await?,
        _ => false,
    };
    if edits {
        buttons.insert(1.min(buttons.len()), edit_button(cx.lang(), order));
    }
    Ok(buttons)
}

/// Ends the answer of a step: what comes next, the order itself, and the way back.
fn ended(
    cx: &Cx<'_>,
    reply: Reply,
    card: &Card,
    mut buttons: Vec<Button>,
    undo: Option<Undo>,
) -> Reply {
    let lang = cx.lang();
    buttons.push(show_button(lang, &card.order));
    buttons.extend(undo.map(|undo| Button::new(t!(lang, "button-undo"), &undo)));
    reply.row(buttons)
}

/// Tells the owner what somebody else did with an order; what is different where it was another one.
async fn tell_owner(cx: &mut Cx<'_>, card: &Card, was: Option<&Card>) -> Stored<()> {
    let me = cx.me.person_id();
    let Some(PersonId(owner)) = card.order.owner.filter(|owner| *owner != me) else {
        return Ok(());
    };
    let Some(owner) = cx.tx.get::<Person>(owner).await?.filter(|owner| !owner.frozen) else {
        return Ok(());
    };
    let lang = owner.lang;
    let (who, order) = (&cx.me.name, card.title());
    let rest = card.order.status != OrderStatus::Cancelled;
    let part = card.order.status != OrderStatus::Delivered;
    let text = match cx.spec.name {
        "order approve" => t!(lang, "order-approved-by", who = who, order = order),
        "order sendback" => t!(lang, "order-sent-back-by", who = who, order = order),
        "order edit" if was.is_some() => t!(lang, "order-changed-by", who = who, order = order),
        "order edit" => t!(lang, "order-edited-by", who = who, order = order),
        "order submit" => t!(lang, "order-submitted-by", who = who, order = order),
        "order confirm" => t!(lang, "order-confirmed-by", who = who, order = order),
        "order ship" => t!(lang, "order-shipped-by", who = who, order = order),
        "order deliver" if part => t!(lang, "order-delivered-part-by", who = who, order = order),
        "order deliver" => t!(lang, "order-delivered-by", who = who, order = order),
        _ if rest => t!(lang, "order-rest-cancelled-by", who = who, order = order),
        _ => t!(lang, "order-cancelled-by", who = who, order = order),
    };
    let name = |field| words::field_name(lang, field);
    let back = cx.spec.name == sendback::SendBackOrder::SPEC.name;
    let reply = Reply::say(text).fields([
        (name("returned"), card.order.returned.clone().filter(|_| back)),
        (name("carrier"), card.order.carrier.clone()),
        (name("tracking"), card.order.tracking.clone()),
        (name("reason"), card.order.cancel_reason.clone()),
    ]);
    let reply = match was {
        Some(was) => change::differences(reply, was, card, lang),
        None => reply,
    };
    let next = match card.order.status {
        OrderStatus::Draft => Some((OrderStatus::Submitted, Right::Sell)),
        OrderStatus::Confirmed => Some((OrderStatus::Shipped, Right::Ship)),
        _ => None,
    };
    let next = next.filter(|(_, right)| cx.org.roles.allow(&owner.roles, *right));
    let mut buttons: Vec<Button> =
        next.map(|(to, _)| Step::To(to).button(lang, &card.order)).into_iter().collect();
    if card.order.status == OrderStatus::Draft {
        buttons.insert(0, edit_button(lang, &card.order));
    }
    buttons.push(show_button(lang, &card.order));
    cx.tell(owner.person_id(), reply.row(buttons)).await
}

fn is_mine(cx: &Cx<'_>, order: &Order) -> bool {
    order.owner == Some(cx.me.person_id())
}

/// How an order stands, as it reads: 已确认, 部分发货.
fn state_name(lang: Lang, order: &Order) -> String {
    if order.is_part_shipped() {
        return t!(lang, "order-part-shipped");
    }
    if order.is_part_delivered() {
        return t!(lang, "order-part-delivered");
    }
    status_name(lang, order.status)
}

fn status_name(lang: Lang, status: OrderStatus) -> String {
    words::word(lang, "order-status", status.word())
}

/// What taking an order there is called: 提交, ship.
fn step_name(lang: Lang, to: OrderStatus) -> String {
    words::word(lang, "order-step", to.word())
}

/// The button that asks what is to be different about a draft.
fn edit_button(lang: Lang, order: &Order) -> Button {
    Button::new(t!(lang, "order-button-edit"), &EditOrder::of(order))
}

/// The button that shows an order.
fn show_button(lang: Lang, order: &Order) -> Button {
    let order = Ref::code(order.code());
    Button::new(t!(lang, "button-show"), &show::ShowOrder { order, skip: None })
}
