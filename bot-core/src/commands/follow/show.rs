//! How follow-ups read: the card of one, its buttons, and the next steps that answers offer.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::Follow;
use super::done::Done;
use super::drop::Drop;
use super::later::Later;
use super::today::{Today, due_today};
use super::{On, due_text, named, owner_of, planned_text};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::follow_up::{Due, FollowUp, FollowUpState, Shift};
use crate::domain::ids::{Code, Kind};
use crate::domain::people::{Lang, Person};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{ActivityFilter, Page, RecordsExt};
use crate::t;
use crate::text::read;

/// How many characters of the last words a card shows.
const LAST_WORDS: usize = 60;

/// Which follow-up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowFollowUp {
    /// By code.
    pub follow_up: Ref,
}

impl Ask for ShowFollowUp {
    const SPEC: Spec = Spec {
        name: "follow show",
        aliases: &["看跟进", "show follow-up"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[required("follow_up", Take::Ref(&[Kind::FollowUp]), By::Shape)],
        example: Both { zh: "看跟进 F-4", en: "follow show F-4" },
    };
}

#[async_trait]
impl Run for ShowFollowUp {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let follow_up: FollowUp = cx.find("follow_up", &self.follow_up).await?;
        let reply = card(cx, &follow_up).await?;
        Ok(if follow_up.state == FollowUpState::Open {
            reply.row(nudge_buttons(cx.lang(), follow_up.code()))
        } else {
            reply
        })
    }
}

/// The buttons under a follow-up that is due: done · +1 h · tomorrow · next Monday · drop.
pub fn nudge_buttons(lang: Lang, follow_up: Code) -> Vec<Button> {
    let later =
        |by| Later { follow_up: Some(Ref::code(follow_up)), by: Some(by), ..Later::default() };
    let done = Done { follow_up: Some(Ref::code(follow_up)), ..Done::default() };
    let drop = Drop { follow_up: Some(Ref::code(follow_up)) };
    vec![
        Button::new(t!(lang, "button-done"), &done),
        Button::new(t!(lang, "button-hour"), &later(Shift::Hour)),
        Button::new(t!(lang, "button-tomorrow"), &later(Shift::Tomorrow)),
        Button::new(t!(lang, "button-next-monday"), &later(Shift::NextMonday)),
        Button::new(t!(lang, "button-drop"), &drop),
    ]
}

/// Buttons for when something is to happen next on a record: tomorrow · 3 days · next week.
pub(crate) fn when_buttons(lang: Lang, follow: &Follow) -> Vec<Button> {
    let by = |by| Follow { by: Some(by), ..follow.clone() };
    vec![
        Button::new(t!(lang, "button-tomorrow"), &by(Shift::Tomorrow)),
        Button::new(t!(lang, "button-three-days"), &by(Shift::ThreeDays)),
        Button::new(t!(lang, "button-next-week"), &by(Shift::NextMonday)),
    ]
}

/// Offers a next step where there is none yet.
pub(crate) fn offer_next(lang: Lang, reply: Reply, on: Ref) -> Reply {
    reply.row(next_buttons(lang, on))
}

/// Buttons that plan a next step on a record: tomorrow · 3 days · next week · pick a day.
pub fn next_buttons(lang: Lang, on: Ref) -> Vec<Button> {
    let follow = Follow::on(on);
    let mut row = when_buttons(lang, &follow);
    row.push(Button::new(t!(lang, "button-pick-day"), &follow));
    row
}

/// Ends the answer to a step of the day's round: undo, and what is due next.
pub(crate) async fn then_next(cx: &mut Cx<'_>, reply: Reply) -> Result<Reply, Problem> {
    let lang = cx.lang();
    let left = due_today(cx).await?.len();
    let mut row = vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))];
    if left > 0 {
        let next = t!(lang, "button-next-due", n = left);
        row.insert(0, Button::new(next, &Today::default()));
    }
    Ok(reply.row(row))
}

/// A follow-up with all that one needs to do it, without buttons.
pub(crate) async fn card(cx: &mut Cx<'_>, follow_up: &FollowUp) -> Result<Reply, Problem> {
    let lang = cx.lang();
    let on = On::of_follow_up(cx, follow_up).await?;
    let last =
        if on.as_ref().is_some_and(|on| on.seen) { last_words(cx, follow_up).await? } else { None };
    let name = |field| show::field_name(lang, field);
    let ended = follow_up.state != FollowUpState::Open;
    let state = ended.then(|| show::word(lang, "follow-up-state", follow_up.state.word()));
    let (customer, contact) = whom(cx, on.as_ref()).await?;
    if let Some(on) = on.as_ref().filter(|on| on.phone.is_some()) {
        cx.shows_contacts(on.code.kind, on.id, follow_up.owner);
    }
    let phone = on.as_ref().and_then(|on| on.phone.clone());
    let whose = owner_of(cx, follow_up).await?;
    let when = when_text(cx, follow_up, whose.as_ref());
    let other = whose.filter(|owner| owner.head.id != cx.me.head.id);
    let owner = follow_up.owner.is_none().then(String::new).or(other.map(|owner| owner.name));
    Ok(Reply::card(named(cx, follow_up)).about(follow_up.code()).fields([
        (name("on"), on.map(|on| on.named(lang))),
        (name("customer"), customer),
        (name("when"), Some(when)),
        (name("status"), state),
        (name("owner"), owner),
        (name("phone"), show::hidden(phone.as_ref())),
        (name("contact"), contact),
        (t!(lang, "follow-last-words"), last),
    ]))
}

/// The customer of a deal or an order, and whom to call there.
async fn whom(
    cx: &mut Cx<'_>,
    on: Option<&On>,
) -> Result<(Option<String>, Option<String>), Problem> {
    let Some((on, id)) = on.and_then(|on| Some((on, on.customer?))) else {
        return Ok((None, None));
    };
    let customer = cx.tx.get::<Customer>(id).await?;
    // Whoever was given a deal of somebody else's customer sees its name, not its people.
    let code = customer.as_ref().map(Record::code);
    let seen = match code {
        Some(code) => cx.sees(code).await?,
        None => false,
    };
    let contacts = if seen { cx.tx.contacts(id).await? } else { Vec::new() };
    let contact = contacts.into_iter().find_map(|contact| {
        let phone = show::hidden(contact.phone.as_ref())?;
        Some(format!("{} {phone}", contact.name))
    });
    if on.id == id {
        return Ok((None, contact));
    }
    Ok((customer.map(|customer| customer.label()), contact))
}

/// When it is due, and for how long it has been by the clock of whose it is, as reports have it.
fn when_text(cx: &Cx<'_>, follow_up: &FollowUp, owner: Option<&Person>) -> String {
    let (lang, text) = (cx.lang(), due_text(cx, follow_up));
    let zone = owner.map_or(cx.zone(), |owner| owner.zone);
    let late = follow_up.due().filter(|due| due.is_over(cx.now, zone));
    let Some(due) = late.filter(|_| follow_up.state == FollowUpState::Open) else {
        return text;
    };
    match (read::today(cx.now, zone) - due.day(zone)).num_days() {
        0 => t!(lang, "follow-overdue-today", when = text),
        days => t!(lang, "follow-overdue", when = text, n = days),
    }
}

/// The newest thing that was said on the record.
async fn last_words(cx: &mut Cx<'_>, follow_up: &FollowUp) -> Result<Option<String>, Problem> {
    let filter = ActivityFilter::On(follow_up.on_kind, follow_up.on_id);
    let page = Page { below: None, limit: 1 };
    let newest = cx.tx.activities(&filter, page).await?.into_iter().next();
    Ok(newest.map(|activity| {
        let mut words: String = activity.content.chars().take(LAST_WORDS).collect();
        if words.len() < activity.content.len() {
            words.push('…');
        }
        format!("{words} · {}", cx.time(activity.at))
    }))
}

/// Says that nothing is open on a record, and how to plan something.
pub(super) fn none_on(cx: &Cx<'_>, on: &On) -> Reply {
    let lang = cx.lang();
    let text = t!(lang, "follow-none-on", on = on.named(lang));
    let reply = Reply::new(ReplyKind::Problem, text);
    if !cx.may(Right::Sell) {
        return reply;
    }
    let follow = Follow::on(on.record());
    // The time that was said is kept: one tap plans something then.
    let said = cx.asked.args.get("when").and_then(|when| Due::deserialize(when).ok());
    let then = said.map(|due| {
        let label = t!(lang, "button-then", when = read::due(lang, due, cx.zone(), cx.now));
        vec![Button::new(label, &Follow { when: Some(due), ..follow.clone() })]
    });
    reply.row(then.unwrap_or_default()).row(when_buttons(lang, &follow))
}

/// Says that the asker has no open follow-up, with an example of how to plan one.
pub(super) fn nothing_open(cx: &Cx<'_>) -> Reply {
    let lang = cx.lang();
    let example = Follow::SPEC.example.in_lang(lang);
    Reply::card(t!(lang, "follow-none", example = example))
}

/// The field that tells what was planned: `下次: 3月18日 周三 · 再打（F-3）`.
pub(crate) fn planned_field(cx: &Cx<'_>, follow_up: &FollowUp) -> (String, Option<String>) {
    let lang = cx.lang();
    let text = format!("{} · {}", planned_text(cx, follow_up), named(cx, follow_up));
    (show::field_name(lang, "next"), Some(text))
}

/// A button that moves a follow-up; it asks to when.
pub(crate) fn later_button(lang: Lang, follow_up: &FollowUp) -> Button {
    let later = Later { follow_up: Some(Ref::code(follow_up.code())), ..Later::default() };
    Button::new(t!(lang, "button-later"), &later)
}
