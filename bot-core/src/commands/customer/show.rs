//! `/customer show`: one customer with its people, open deals, last talks and next steps.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::contact::list::{ListContacts, line as contact_line, shown as contact_shown};
use crate::commands::deal::list::ListDeals;
use crate::commands::find::files::ShowFiles;
use crate::commands::find::history::History;
use crate::commands::follow::add::Follow;
use crate::commands::order::list::ListOrders;
use crate::commands::owners::Owners;
use crate::commands::{Cx, Outcome, Run, order, own, recent, show, values};
use crate::domain::access::Right;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::people::Lang;
use crate::domain::record::{Record as _, of_fields};
use crate::problem::Problem;
use crate::store::{ActivityFilter, DealFilter, FollowUpFilter, OrderFilter, Page};
use crate::t;

/// Which customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowCustomer {
    /// By code or name, its own or a contact's.
    pub customer: Ref,
}

/// How many of each are shown.
const FEW: usize = 3;
/// How many deals are shown.
const DEALS: usize = 5;

impl Ask for ShowCustomer {
    const SPEC: Spec = Spec {
        name: "customer show",
        aliases: &["看客户", "看联系人", "show customer", "contact show"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("customer", Take::Ref(&[Kind::Customer, Kind::Contact]), By::Shape)],
        example: Both { zh: "看客户 华为", en: "customer show C-1" },
    };
}

#[async_trait]
impl Run for ShowCustomer {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let customer = named(cx, "customer", &self.customer).await?;
        let lang = cx.lang();
        let title = show::named(lang, &customer);
        let mut reply = details(cx, Reply::card(title).about(customer.code()), &customer);
        if customer.owner != Some(cx.me.person_id()) {
            let owner = cx.person_name(customer.owner).await?;
            reply = reply.fields([(show::field_name(lang, "owner"), Some(owner))]);
        }
        if !customer.helpers.is_empty() {
            let helpers = values::people(cx, &customer.helpers).await?;
            reply = reply.fields([(show::field_name(lang, "helpers"), Some(helpers))]);
        }
        let contacts = cx.tx.contacts(customer.id()).await?;
        let reach = [&customer.phone, &customer.email, &customer.address];
        if reach.into_iter().any(Option::is_some) || !customer.also.is_empty() {
            cx.shows_contacts(Kind::Customer, customer.id(), customer.owner);
        }
        for contact in contacts.iter().take(FEW) {
            contact_shown(cx, contact, &customer);
        }
        let deals = open_deals(cx, &customer).await?;
        reply = people(lang, reply, &contacts);
        reply = deal_lines(cx, reply, &deals).await?;
        let filter = OrderFilter { customer: Some(customer.id()), ..OrderFilter::default() };
        let all =
            ListOrders { customer: Some(Ref::code(customer.code())), ..ListOrders::default() };
        let (with_orders, orders) = order::recent::section(cx, reply, &filter, &all).await?;
        let (with_talks, files) = last_talks(cx, with_orders, &customer).await?;
        reply = with_talks;
        reply = next_steps(cx, reply, &customer, &deals).await?;
        let helps = cx.only_helps(customer.code(), &customer.helpers).await?;
        let reply = buttons(cx, reply, &customer, (&contacts, &deals), helps);
        Ok(reply.row(orders.into_iter().chain(files).collect()))
    }
}

/// The customer that `field` names, by its own name or code or by a contact's.
pub(crate) async fn named(cx: &mut Cx<'_>, field: &str, named: &Ref) -> Result<Customer, Problem> {
    let kinds = [Kind::Customer, Kind::Contact];
    let (kind, fields) = cx.find_any(field, named, &kinds).await?;
    if kind == Kind::Customer {
        return Ok(of_fields(fields)?);
    }
    let contact: Contact = of_fields(fields)?;
    cx.customer_at(&contact, named).await
}

/// The fields of a customer that are known.
pub(super) fn details(cx: &Cx<'_>, reply: Reply, customer: &Customer) -> Reply {
    let lang = cx.lang();
    let name = |field| show::field_name(lang, field);
    let level =
        customer.level.as_ref().map(|key| show::choice_name(&cx.org.lists.levels, key, lang));
    let known = [
        (name("level"), level),
        (name("industry"), customer.industry.clone()),
        (name("region"), customer.region.clone()),
        (name("address"), show::hidden(customer.address.as_ref())),
        (name("place"), show::hidden(customer.place.as_ref())),
        (name("phone"), show::hidden(customer.phone.as_ref())),
        (name("email"), show::hidden(customer.email.as_ref())),
        (name("also"), show::all_hidden(&customer.also)),
        (name("tag"), Some(show::tags(&customer.tags))),
        (name("alias"), Some(customer.aliases.join("、"))),
        (name("credit"), customer.credit.map(|minor| cx.amount(minor, cx.org.currency))),
        (name("tax-title"), customer.tax_title.clone()),
        (name("tax-id"), show::hidden(customer.tax_id.as_ref())),
        (name("bank"), customer.bank.clone()),
        (name("bank-account"), show::hidden(customer.bank_account.as_ref())),
        (name("billing"), show::hidden(customer.billing.as_ref())),
        (name("note"), customer.note.clone()),
    ];
    reply.fields(known.into_iter().chain(own::fields(cx, Kind::Customer, &customer.head)))
}

fn people(lang: Lang, reply: Reply, contacts: &[Contact]) -> Reply {
    let lines = contacts.iter().take(FEW).map(contact_line);
    let title = t!(lang, "customer-contacts", count = contacts.len());
    section(reply, title, lines.collect())
}

/// Adds a list under its title, unless it is empty.
fn section(reply: Reply, title: String, lines: Vec<String>) -> Reply {
    if lines.is_empty() { reply } else { reply.text(title).bullets(lines) }
}

async fn open_deals(cx: &mut Cx<'_>, customer: &Customer) -> Result<Vec<Deal>, Problem> {
    let filter = DealFilter { customer: Some(customer.id()), ..DealFilter::default() };
    let page = Page { below: None, limit: i64::try_from(DEALS + 1).unwrap_or(6) };
    Ok(cx.tx.deals(&filter, cx.scope(), page).await?)
}

async fn deal_lines(cx: &mut Cx<'_>, reply: Reply, deals: &[Deal]) -> Result<Reply, Problem> {
    if deals.is_empty() {
        return Ok(reply);
    }
    let lang = cx.lang();
    let pipelines = cx.tx.pipelines().await?;
    let line = |deal: &Deal| {
        let stage = pipelines.iter().find_map(|p| p.stage(deal.stage));
        let parts = [
            Some(deal.name.clone()),
            stage.map(|stage| stage.name(lang).to_owned()),
            deal.amount.map(|amount| cx.amount(amount, deal.currency)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{} {}", deal.code(), parts.join(" · "))
    };
    let mut lines: Vec<String> = deals.iter().take(DEALS).map(line).collect();
    if deals.len() > DEALS {
        lines.push(t!(lang, "and-more"));
    }
    Ok(section(reply, t!(lang, "customer-deals"), lines))
}

/// The last talks with the customer, those with the lead that it came from among them; none about
/// deals and orders that the viewer may not see.
async fn last_talks(
    cx: &mut Cx<'_>,
    reply: Reply,
    customer: &Customer,
) -> Result<(Reply, Option<Button>), Problem> {
    let page = Page { below: None, limit: i64::try_from(FEW + 1).unwrap_or(4) };
    let of_customer = ActivityFilter::OfCustomer(customer.id(), cx.scope());
    let mut talks = cx.tx.activities(&of_customer, page).await?;
    if let Some(lead) = customer.lead {
        let on_lead = ActivityFilter::On(Kind::Lead, lead);
        talks.extend(cx.tx.activities(&on_lead, page).await?);
    }
    talks.sort_by_key(|talk| std::cmp::Reverse((talk.at, talk.head.n)));
    talks.dedup_by_key(|talk| talk.head.n);
    let lang = cx.lang();
    let more = talks.len() > FEW;
    talks.truncate(FEW);
    let people = Owners::of(cx, talks.iter().map(|talk| talk.owner)).await?;
    let lines = talks.iter().map(|talk| recent::line(cx, talk, &people)).collect();
    let files = talks.iter().any(|talk| !talk.files.is_empty());
    let reply = section(reply, t!(lang, "recent-activities"), recent::few(lang, lines, more));
    let all = ShowFiles { record: Ref::code(customer.code()), file: None, skip: None };
    let button = files.then(|| Button::new(t!(lang, "button-files"), &all));
    Ok((reply, button))
}

/// What is to happen next with the customer and its open deals, the most overdue first.
async fn next_steps(
    cx: &mut Cx<'_>,
    reply: Reply,
    customer: &Customer,
    deals: &[Deal],
) -> Result<Reply, Problem> {
    let few = i64::try_from(FEW + 1).unwrap_or(4);
    let on_customer = FollowUpFilter::On(Kind::Customer, customer.id());
    let mut steps = cx.tx.follow_ups(&on_customer, few).await?;
    for deal in deals {
        let on_deal = FollowUpFilter::On(Kind::Deal, deal.id());
        steps.extend(cx.tx.follow_ups(&on_deal, few).await?);
    }
    let zone = cx.zone();
    steps.sort_by_key(|step| step.due().map(|due| due.instant(zone)));
    let lang = cx.lang();
    let more = steps.len() > FEW;
    steps.truncate(FEW);
    let people = Owners::of(cx, steps.iter().map(|step| step.owner)).await?;
    let lines = steps.iter().map(|step| recent::planned(cx, step, &people)).collect();
    Ok(section(reply, t!(lang, "customer-next"), recent::few(lang, lines, more)))
}

fn buttons(
    cx: &Cx<'_>,
    reply: Reply,
    customer: &Customer,
    (contacts, deals): (&[Contact], &[Deal]),
    helps: bool,
) -> Reply {
    let lang = cx.lang();
    let record = Ref::code(customer.code());
    let to_deals = deals
        .iter()
        .take(DEALS)
        .filter_map(|deal| show::to_show(deal.code().to_string(), deal.code()));
    let mut row = Vec::new();
    if cx.may(Right::Sell) {
        let code = customer.code();
        row.extend(show::about(t!(lang, "button-log-call"), "log call", code));
        row.push(Button::new(t!(lang, "button-follow"), &Follow::on(record.clone())));
        if !helps {
            row.extend(show::about(t!(lang, "button-new-deal"), "deal open", code));
        }
    }
    if contacts.len() > FEW {
        let list = ListContacts { customer: record.clone(), skip: None };
        row.push(Button::new(t!(lang, "button-contacts"), &list));
    }
    if deals.len() > DEALS {
        let list = ListDeals { customer: Some(record.clone()), ..ListDeals::default() };
        row.push(Button::new(t!(lang, "button-deals"), &list));
    }
    let history = History::of(record);
    row.push(Button::new(t!(lang, "button-history"), &history));
    reply.row(to_deals.collect()).row(row)
}
