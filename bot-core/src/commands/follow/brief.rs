//! `/brief`: all that one wants to know before one sits with a customer. It also comes by itself.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{FOLLOW_UPS, find_open, named_in};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::digest::write::Reader;
use crate::commands::follow::drop::Drop;
use crate::commands::follow::later::Later;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::follow_up::{FollowUp, Shift};
use crate::domain::ids::{Code, Kind};
use crate::domain::money::{Currency, Money};
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::Lang;
use crate::domain::record::{Fields, Record};
use crate::store::{
    ActivityFilter, DealFilter, FollowUpFilter, OrderFilter, Page, RecordsExt as _, Stored, Tx,
};
use crate::t;
use crate::text::{read, secret};

/// Of which follow-up.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowBrief {
    /// By its code, or by the record that it is on; the only one that is due when not said.
    pub follow_up: Option<Ref>,
}

impl Ask for ShowBrief {
    const SPEC: Spec = Spec {
        name: "brief",
        aliases: &["提要", "拜访提要", "会前提要"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[optional("follow_up", Take::Ref(FOLLOW_UPS), By::Shape)],
        example: Both { zh: "提要 F-1", en: "brief F-1" },
    };
}

#[async_trait]
impl Run for ShowBrief {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let follow_up = find_open(cx, self.follow_up.as_ref()).await?;
        let reader = Reader {
            org: cx.org,
            calendar: cx.calendar,
            person: cx.me,
            covers: cx.covers,
            due: cx.now,
            told: None,
            now: cx.now,
        };
        Ok(brief(cx.tx, &reader, &follow_up).await?)
    }
}

/// How many lines of a kind a brief has: all of it is seen at a glance.
const LINES: usize = 3;
/// How many activities are looked through for the last words that say something.
const TALKS: i64 = 20;
/// How many characters of what was said are repeated.
const WORDS: usize = 60;

/// What there is to know: whom one meets, what was said last, what was promised, what is going on.
pub async fn brief(tx: &mut dyn Tx, reader: &Reader<'_>, follow_up: &FollowUp) -> Stored<Reply> {
    let lang = reader.person.lang;
    let what = named_in(lang, follow_up);
    let when = follow_up.due().map(|due| read::due(lang, due, reader.person.zone, reader.now));
    let title = t!(lang, "brief-title", what = what, when = when.unwrap_or_default());
    let mut reply = Reply::card(title).about(follow_up.code());
    let (kind, id) = (follow_up.on_kind, follow_up.on_id);
    let fields = tx.by_id(kind, id).await?;
    let on = fields.map(|fields| On::of(kind, &fields)).transpose()?;
    let mut open = None;
    if let Some(on) = on {
        // Of what somebody was only given a task on, the name is all that is told.
        let seen = tx.by_code(on.code, reader.scope()).await?.is_some();
        let customer = match on.customer {
            Some(id) => tx.get::<Customer>(id).await?,
            None => None,
        };
        let whole = match &customer {
            Some(customer) => tx.by_code(customer.code(), reader.scope()).await?.is_some(),
            None => false,
        };
        reply = about(reader, reply, &on, customer.as_ref());
        if let Some(customer) = customer.as_ref().filter(|_| whole) {
            reply = contacts(tx, reader, reply, customer).await?;
        }
        if seen {
            // Who sees a deal but not its customer hears of the deal alone.
            let filter = match on.customer.filter(|_| whole) {
                Some(id) => ActivityFilter::OfCustomer(id, reader.scope()),
                None => ActivityFilter::On(kind, id),
            };
            reply = last_words(tx, reader, reply, &filter).await?;
        }
        reply = promises(tx, reader, reply, follow_up).await?;
        if let Some(customer) = on.customer.filter(|_| seen) {
            reply = going_on(tx, reader, reply, customer).await?;
        }
        open = show::to_show(t!(lang, "button-show"), on.code).filter(|_| seen);
    }
    Ok(reply.row(buttons(lang, open, follow_up)))
}

/// What people meet about, as far as it is named.
struct On {
    code: Code,
    label: String,
    customer: Option<Uuid>,
}

impl On {
    fn of(kind: Kind, fields: &Fields) -> Stored<Self> {
        let label = crate::domain::any::label(kind, fields)?;
        let n = fields.get("n").and_then(serde_json::Value::as_i64).unwrap_or_default();
        let customer = match kind {
            Kind::Customer => fields.get("id"),
            _ => fields.get("customer"),
        };
        let customer = customer.and_then(serde_json::Value::as_str);
        let customer = customer.and_then(|id| id.parse().ok());
        Ok(Self { code: Code { kind, n }, label, customer })
    }
}

/// Who it is: the record, and its customer.
fn about(reader: &Reader<'_>, reply: Reply, on: &On, customer: Option<&Customer>) -> Reply {
    let lang = reader.person.lang;
    let name = |field| show::field_name(lang, field);
    let of = customer.filter(|_| on.code.kind != Kind::Customer);
    reply.fields([
        (name("on"), Some(show::coded(lang, &on.label, on.code))),
        (name("customer"), of.map(|customer| show::named(lang, customer))),
    ])
}

/// Whom one knows there. Contact data of others is looked at on their card, where that is noted.
async fn contacts(
    tx: &mut dyn Tx,
    reader: &Reader<'_>,
    reply: Reply,
    customer: &Customer,
) -> Stored<Reply> {
    let own = customer.owner == Some(reader.person.person_id());
    let contacts = tx.contacts(customer.id()).await?;
    let lines = contacts.iter().take(LINES).map(|contact| {
        let phone = contact.phone.as_ref().filter(|_| own).map(secret::hide);
        let parts = [Some(contact.name.clone()), contact.title.clone(), phone];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let lines = lines.collect::<Vec<_>>().join(" · ");
    Ok(reply.fields([(show::field_name(reader.person.lang, "contact"), Some(lines))]))
}

/// What was said last, of that which says something.
async fn last_words(
    tx: &mut dyn Tx,
    reader: &Reader<'_>,
    reply: Reply,
    filter: &ActivityFilter,
) -> Stored<Reply> {
    let lang = reader.person.lang;
    let page = Page { below: None, limit: TALKS };
    let mut talks = tx.activities(filter, page).await?;
    // What was written down later may have happened earlier.
    talks.sort_by_key(|talk| std::cmp::Reverse(talk.at));
    let line = |talk: &crate::domain::activity::Activity| {
        let day = read::today(talk.at, reader.person.zone);
        let day = read::day(lang, day, read::today(reader.now, reader.person.zone));
        let way = show::word(lang, "way", talk.way.word());
        format!("{day} {way} {}", show::short(&talk.content, WORDS))
    };
    let lines = talks.iter().filter(|talk| talk.valid).take(LINES).map(line).collect();
    Ok(section(reply, t!(lang, "brief-last"), lines))
}

/// What was promised there and is still to be kept.
async fn promises(
    tx: &mut dyn Tx,
    reader: &Reader<'_>,
    reply: Reply,
    follow_up: &FollowUp,
) -> Stored<Reply> {
    let (lang, zone) = (reader.person.lang, reader.person.zone);
    let filter = match follow_up.customer {
        Some(customer) => FollowUpFilter::Promised(reader.scope(), customer),
        None => FollowUpFilter::On(follow_up.on_kind, follow_up.on_id),
    };
    let open = tx.follow_ups(&filter, TALKS).await?;
    let open = open.iter().filter(|one| one.promise && one.id() != follow_up.id());
    let line = |one: &FollowUp| {
        let when = one.due().map(|due| read::due(lang, due, zone, reader.now));
        let late = one.due().is_some_and(|due| due.is_over(reader.now, zone));
        let mark = if late { "⏰ " } else { "" };
        format!("{mark}{} · {}", when.unwrap_or_default(), show::named(lang, one))
    };
    let lines = open.take(LINES).map(line).collect();
    Ok(section(reply, t!(lang, "brief-promises"), lines))
}

/// The customer's open deals and orders. What is paid of them is nothing that Gendan knows.
async fn going_on(
    tx: &mut dyn Tx,
    reader: &Reader<'_>,
    reply: Reply,
    customer: Uuid,
) -> Stored<Reply> {
    let lang = reader.person.lang;
    let page = Page { below: None, limit: TALKS };
    let filter = DealFilter { customer: Some(customer), ..DealFilter::default() };
    let deals = tx.deals(&filter, reader.scope(), page).await?;
    let pipelines = tx.pipelines().await?;
    let deal = |deal: &Deal| {
        let stage = pipelines.iter().find_map(|pipeline| pipeline.stage(deal.stage));
        let stage = stage.map(|stage| stage.name(lang).to_owned());
        let amount = deal.amount.map(|minor| amount(minor, deal.currency));
        joined([Some(show::named(lang, deal)), stage, amount])
    };
    let filter = OrderFilter { customer: Some(customer), ..OrderFilter::default() };
    let orders = tx.orders(&filter, reader.scope(), page).await?;
    let over =
        |order: &&Order| matches!(order.status, OrderStatus::Delivered | OrderStatus::Cancelled);
    let order = |order: &Order| {
        let status = show::word(lang, "order-status", order.status.word());
        joined([
            Some(order.code().to_string()),
            Some(status),
            Some(amount(order.total, order.currency)),
        ])
    };
    let lines = deals.iter().take(LINES).map(deal);
    let lines = lines.chain(orders.iter().filter(|one| !over(one)).take(LINES).map(order));
    Ok(section(reply, t!(lang, "brief-open"), lines.collect()))
}

fn joined(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn amount(minor: i64, currency: Currency) -> String {
    secret::hide(read::money(Money::new(minor, currency)))
}

/// Adds a list under its title, unless it is empty.
fn section(reply: Reply, title: String, lines: Vec<String>) -> Reply {
    if lines.is_empty() { reply } else { reply.text(title).bullets(lines) }
}

/// What can still be done about it: look, come later, not come.
fn buttons(lang: Lang, open: Option<Button>, follow_up: &FollowUp) -> Vec<Button> {
    let code = || Ref::code(follow_up.code());
    let hour = Later { follow_up: Some(code()), by: Some(Shift::Hour), ..Later::default() };
    let later = Later { follow_up: Some(code()), ..Later::default() };
    let mut row: Vec<Button> = open.into_iter().collect();
    row.push(Button::new(t!(lang, "button-hour"), &hour));
    row.push(Button::new(t!(lang, "button-later"), &later));
    row.push(Button::new(t!(lang, "button-drop"), &Drop { follow_up: Some(code()) }));
    row
}
