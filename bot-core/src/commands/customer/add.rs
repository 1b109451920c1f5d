//! `/customer add`: writes a new customer down, unless the company is one already.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::show::ShowCustomer;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required, rest};
use crate::commands::follow::{Next, On};
use crate::commands::lead::convert::Convert;
use crate::commands::talk::undo::Undo;
use crate::commands::twins::entry::{self, Admitted, New};
use crate::commands::twins::{self, Known};
use crate::commands::{Cx, Outcome, Run, edit, own, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::follow_up::Due;
use crate::domain::ids::Kind;
use crate::domain::lead::Lead;
use crate::domain::record::{Fields, Head, Record as _};
use crate::problem::Problem;
use crate::store::{RecordsExt as _, Twin};
use crate::t;

/// A new customer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddCustomer {
    /// What it is called.
    pub name: Option<String>,
    /// The switchboard, as typed.
    pub phone: Option<String>,
    /// The common mailbox, as typed.
    pub email: Option<String>,
    /// A key of the org's list.
    pub level: Option<String>,
    /// What it does.
    pub industry: Option<String>,
    /// Where it is.
    pub region: Option<String>,
    /// The street address.
    pub address: Option<String>,
    /// Words to sort by.
    pub tag: Option<String>,
    /// When to go on, where that is said by `下次=`.
    pub next: Option<Due>,
    /// Remarks.
    pub note: Option<String>,
    /// What else it is called.
    pub alias: Option<String>,
    /// The company above.
    pub parent: Option<Ref>,
    /// The org's own fields.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
    /// True when somebody agreed that another one is written down; nobody can type it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anyway: bool,
}

impl Ask for AddCustomer {
    const SPEC: Spec = Spec {
        name: "customer add",
        aliases: &["加客户", "新客户", "add customer", "new customer"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: &[
            optional("phone", Take::Phone, By::Shape),
            optional("email", Take::Email, By::Shape),
            required("name", Take::Name, By::Shape),
            optional("level", Take::Choice(List::Levels), By::Key),
            optional("industry", Take::Text, By::Key),
            optional("region", Take::Text, By::Key),
            optional("address", Take::Text, By::Key),
            optional("tag", Take::Text, By::Key),
            optional("alias", Take::Text, By::Key),
            optional("parent", Take::Ref(&[Kind::Customer]), By::Key),
            optional("next", Take::When, By::Key),
            rest("note"),
        ],
        example: Both {
            zh: "加客户 华星科技 级别=A", en: "customer add Acme Trading level=A"
        },
    };
}

/// How many leads of the same company are looked at for one that is still open.
const LEADS: usize = 3;

#[async_trait]
impl Run for AddCustomer {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let again = Self { anyway: true, ..self.clone() };
        let Some(name) = self.name else {
            return Err(cx.ask("name", t!(cx.lang(), "ask-name"), Vec::new()));
        };
        let parent = match &self.parent {
            Some(named) => Some(cx.find::<Customer>("parent", named).await?.id()),
            None => None,
        };
        let mut customer = Customer {
            head: Head::new(cx.new_id(), 0, cx.now),
            name,
            aliases: edit::names(self.alias.as_deref()),
            level: self.level,
            industry: self.industry,
            region: self.region,
            address: self.address,
            phone: self.phone,
            email: self.email,
            tags: edit::tags(self.tag.as_deref()),
            note: self.note,
            owner: Some(cx.me.person_id()),
            helpers: Vec::new(),
            parent,
            credit: None,
            tax_title: None,
            tax_id: None,
            bank: None,
            bank_account: None,
            billing: None,
            lead: None,
            also: Vec::new(),
            merged: None,
            apart: BTreeMap::new(),
        };
        own::put(&mut customer.head, &self.extra);
        let known = twins::known(cx, customer.search_keys(), Some(&customer.name), &[]).await?;
        let (phone, email) = (customer.phone.as_ref(), customer.email.as_ref());
        let (name, anyway) = (Some(&customer.name), self.anyway);
        let new = New { kind: Kind::Customer, phone, email, name, anyway };
        let warning = match entry::admit(cx, new, &known, &again).await? {
            Admitted::Yes(warning) => warning,
            Admitted::Not(reply) => return Ok(*reply),
        };
        customer.head.n = cx.tx.next_number(Kind::Customer).await?;
        let next = Next::of_new(cx, &On::customer(&customer), self.next, &mut customer.note)?;
        cx.save(None, &customer).await?;
        let planned = next.plan(cx, &On::customer(&customer)).await?;
        let lang = cx.lang();
        let text = t!(lang, "customer-saved", customer = show::named(lang, &customer));
        let reply = super::show::details(cx, Reply::say(text), &customer);
        let reply = show::further_phones(lang, reply, "note", customer.note.as_deref());
        let reply = warning.into_iter().fold(planned.told(cx, reply), Reply::text);
        let open = ShowCustomer { customer: Ref::code(customer.code()) };
        let reply = reply
            .button(t!(lang, "button-show"), &open)
            .button(t!(lang, "button-undo"), &Undo::this(cx));
        let reply = own_lead(cx, known.warn(lang, reply), &known, &customer).await?;
        Ok(planned.offered(cx, reply, Ref::code(customer.code())))
    }
}

/// Offers to join a lead of the same company that the viewer may see.
async fn own_lead(cx: &mut Cx<'_>, reply: Reply, known: &Known, customer: &Customer) -> Outcome {
    let is_lead = |twin: &&Twin| twin.seen && twin.hit.code.kind == Kind::Lead;
    let mut open = None;
    for twin in known.same.iter().filter(is_lead).take(LEADS) {
        if is_open(cx, twin.hit.id).await? {
            open = Some(&twin.hit);
            break;
        }
    }
    let Some(hit) = open else {
        return Ok(reply);
    };
    let lang = cx.lang();
    let lead = show::coded(lang, &hit.label, hit.code);
    let convert =
        Convert { customer: Some(Ref::code(customer.code())), ..Convert::of(Ref::code(hit.code)) };
    let button = Button::new(t!(lang, "button-lead-convert"), &convert);
    Ok(reply.text(t!(lang, "customer-has-lead", lead = lead)).row(vec![button]))
}

async fn is_open(cx: &mut Cx<'_>, id: uuid::Uuid) -> Result<bool, Problem> {
    let lead = cx.tx.get::<Lead>(id).await?;
    Ok(lead.is_some_and(|lead| lead.status.is_open()))
}
