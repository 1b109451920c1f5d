//! `/lead convert`: makes customer, contact and, where wanted, deal of a lead in one step.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::step;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::follow::show::offer_next;
use crate::commands::talk::undo::Undo;
use crate::commands::twins::{self, Known};
use crate::commands::{Cx, Outcome, Run, deal, same, show};
use crate::domain::access::Right;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::names::phone_key;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::{FollowUpFilter, RecordsExt as _, Twin};
use crate::t;

/// Which lead, and what to make of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Convert {
    /// By code or name.
    pub lead: Ref,
    /// What the deal is about; no deal when neither this nor an amount is said.
    #[serde(default)]
    pub deal: Option<String>,
    /// What the deal is worth.
    #[serde(default)]
    pub amount: Option<String>,
    /// A customer that is there already.
    #[serde(default)]
    pub customer: Option<Ref>,
    /// What the new customer is called; the lead's company when not said.
    #[serde(default)]
    pub company: Option<String>,
}

impl Convert {
    /// Converts a lead with nothing more said.
    pub fn of(lead: Ref) -> Self {
        Self { lead, deal: None, amount: None, customer: None, company: None }
    }
}

impl Ask for Convert {
    const SPEC: Spec = Spec {
        name: "lead convert",
        aliases: &["转客户", "convert lead", "convert"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("lead", Take::Ref(&[Kind::Lead]), By::Shape),
            optional("amount", Take::Amount, By::Shape),
            optional("customer", Take::Ref(&[Kind::Customer]), By::Key),
            optional("company", Take::Name, By::Key),
            optional("deal", Take::Text, By::Rest),
        ],
        example: Both {
            zh: "转客户 L-1 商机=20台空调 金额=12万",
            en: "lead convert L-1 deal=\"20 units\" amount=120k",
        },
    };
}

#[async_trait]
impl Run for Convert {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lead: Lead = cx.find("lead", &self.lead).await?;
        let mut after = step::moved(cx, &lead, LeadStatus::Converted).await?;
        let (customer, known) = self.customer_of(cx, &lead).await?;
        let is_new = known.is_some();
        if is_new {
            cx.save(None, &customer).await?;
        }
        let contact = contact_of(cx, &lead, &customer).await?;
        let deal = self.deal_of(cx, &lead, &customer).await?;
        after.customer = Some(customer.id());
        cx.save(Some(&lead), &after).await?;
        let planned = take_follow_ups_along(cx, &lead, &customer, deal.as_ref()).await?;
        let reply = told(cx, &after, &customer, known, contact.as_ref(), deal.as_ref());
        if planned > 0 {
            return Ok(reply);
        }
        let on = deal.map_or_else(|| customer.code(), |deal| deal.code());
        Ok(offer_next(cx.lang(), reply, Ref::code(on)))
    }
}

impl Convert {
    /// The customer that the lead becomes, and, where it is new, what is known of its like.
    async fn customer_of(
        &self,
        cx: &mut Cx<'_>,
        lead: &Lead,
    ) -> Result<(Customer, Option<Known>), Problem> {
        if let Some(named) = &self.customer {
            return Ok((cx.find("customer", named).await?, None));
        }
        let company = self.company.clone().or_else(|| lead.company.clone());
        let Some(name) = company.clone().or_else(|| lead.name.clone()) else {
            let text = t!(cx.lang(), "lead-ask-company");
            return Err(cx.ask("company", text, Vec::new()));
        };
        let mut known = twins::known(cx, Vec::new(), Some(&name), &[lead.id()]).await?;
        let mut twins = std::mem::take(&mut known.same);
        twins.retain(|twin| twin.hit.code.kind == Kind::Customer);
        // Where the lead names no company, somebody else's customer of the same name is no twin.
        twins.retain(|twin| twin.seen || company.is_some());
        if let Some(id) = ours(&twins, &[lead.owner, Some(cx.me.person_id())])
            && company.is_some()
        {
            let customer = cx.tx.get::<Customer>(id).await?.ok_or(Problem::Again)?;
            return Ok((customer, None));
        }
        match twins.first() {
            Some(twin) if twin.seen => Err(which(cx, &name, &twins)),
            Some(twin) => Err(twins::problem(cx.lang(), twin)),
            None => {
                // A person's name is like many others.
                let known = if company.is_some() { known } else { Known::default() };
                Ok((new_customer(cx, lead, name).await?, Some(known)))
            }
        }
    }

    /// The deal, if one is wanted.
    async fn deal_of(
        &self,
        cx: &mut Cx<'_>,
        lead: &Lead,
        customer: &Customer,
    ) -> Result<Option<Deal>, Problem> {
        if self.deal.is_none() && self.amount.is_none() {
            return Ok(None);
        }
        let name = self.deal.clone().or_else(|| lead.need.clone());
        let name = name.unwrap_or_else(|| customer.name.clone());
        let (mut deal, _) = deal::begin(cx, name, customer.id()).await?;
        deal.head.n = cx.tx.next_number(Kind::Deal).await?;
        if let Some(words) = &self.amount {
            let amount = deal::amount::read(cx, words, cx.org.currency)?;
            deal::amount::set(&mut deal, Some(amount));
        }
        deal.owner = owner_of(cx, lead);
        deal.lead = Some(lead.id());
        cx.save(None, &deal).await?;
        Ok(Some(deal))
    }
}

fn owner_of(cx: &Cx<'_>, lead: &Lead) -> Option<PersonId> {
    lead.owner.or(Some(cx.me.person_id()))
}

/// The one customer among the twins that belongs to one of these people.
fn ours(twins: &[Twin], owners: &[Option<PersonId>]) -> Option<Uuid> {
    let ours =
        |twin: &&Twin| twin.seen && twin.hit.owner.is_some() && owners.contains(&twin.hit.owner);
    let mut ours = twins.iter().filter(ours);
    let only = ours.next()?;
    ours.next().is_none().then_some(only.hit.id)
}

/// Asks which of the customers that are seen is meant.
fn which(cx: &Cx<'_>, name: &str, twins: &[Twin]) -> Problem {
    let seen = twins.iter().filter(|twin| twin.seen).take(5);
    let choice = |twin: &Twin| {
        let hit = &twin.hit;
        let label = format!("{} {}", hit.code, hit.label);
        (label, hit.code.to_string().into())
    };
    let text = t!(cx.lang(), "lead-which-customer", company = name);
    cx.ask("customer", text, seen.map(choice).collect())
}

async fn new_customer(cx: &mut Cx<'_>, lead: &Lead, name: String) -> Result<Customer, Problem> {
    let by_person = lead.name.is_some();
    Ok(Customer {
        head: cx.new_head(Kind::Customer).await?,
        name,
        aliases: Vec::new(),
        level: None,
        industry: None,
        region: lead.region.clone(),
        address: None,
        // Without a person's name there is no contact to keep them.
        phone: lead.phone.clone().filter(|_| !by_person),
        email: lead.email.clone().filter(|_| !by_person),
        tags: lead.tags.clone(),
        note: None,
        owner: owner_of(cx, lead),
        helpers: Vec::new(),
        parent: None,
        credit: None,
        tax_title: None,
        tax_id: None,
        bank: None,
        bank_account: None,
        billing: None,
        lead: Some(lead.id()),
        also: Vec::new(),
        merged: None,
        apart: BTreeMap::new(),
    })
}

/// The person at the customer: one who is there already, else a new contact.
async fn contact_of(
    cx: &mut Cx<'_>,
    lead: &Lead,
    customer: &Customer,
) -> Result<Option<Contact>, Problem> {
    let Some(name) = lead.name.clone() else {
        return Ok(None);
    };
    let phone = lead.phone.as_deref().and_then(phone_key);
    let known = cx.tx.contacts(customer.id()).await?;
    let is_same = |contact: &Contact| {
        let other = contact.phone.as_deref().and_then(phone_key);
        match (&phone, &other) {
            (Some(phone), Some(other)) => phone == other,
            _ => same(&contact.name, &name),
        }
    };
    if let Some(contact) = known.into_iter().find(is_same) {
        return Ok(Some(contact));
    }
    let contact = Contact {
        head: cx.new_head(Kind::Contact).await?,
        customer: customer.id(),
        name,
        title: None,
        phone: lead.phone.clone(),
        email: lead.email.clone(),
        note: None,
        owner: customer.owner,
    };
    cx.save(None, &contact).await?;
    Ok(Some(contact))
}

/// What was to happen next with the lead is to happen with the deal, else with the customer.
async fn take_follow_ups_along(
    cx: &mut Cx<'_>,
    lead: &Lead,
    customer: &Customer,
    deal: Option<&Deal>,
) -> Result<usize, Problem> {
    let on_lead = FollowUpFilter::On(Kind::Lead, lead.id());
    let open = cx.tx.follow_ups(&on_lead, 100).await?;
    for follow_up in &open {
        let mut after = follow_up.clone();
        (after.on_kind, after.on_id) =
            deal.map_or((Kind::Customer, customer.id()), |deal| (Kind::Deal, deal.id()));
        after.customer = Some(customer.id());
        cx.save(Some(follow_up), &after).await?;
    }
    Ok(open.len())
}

fn told(
    cx: &Cx<'_>,
    lead: &Lead,
    customer: &Customer,
    known: Option<Known>,
    contact: Option<&Contact>,
    deal: Option<&Deal>,
) -> Reply {
    let lang = cx.lang();
    let (lead, to) = (show::named(lang, lead), show::named(lang, customer));
    let text = if known.is_some() {
        t!(lang, "lead-converted", lead = lead, customer = to)
    } else {
        t!(lang, "lead-converted-into", lead = lead, customer = to)
    };
    let name = |field| show::field_name(lang, field);
    let amount = deal.and_then(|deal| Some(cx.amount(deal.amount?, deal.currency)));
    let reply = Reply::say(text).fields([
        (name("contact"), contact.map(|c| show::named(lang, c))),
        (name("deal"), deal.map(|d| show::named(lang, d))),
        (name("amount"), amount),
    ]);
    let mut row = vec![show::to_show(t!(lang, "button-customer"), customer.code())];
    row.extend(deal.map(|deal| show::to_show(t!(lang, "button-deal"), deal.code())));
    let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
    row.push(Some(undo));
    let reply = reply.row(row.into_iter().flatten().collect());
    known.unwrap_or_default().warn(lang, reply)
}
