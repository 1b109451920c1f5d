//! `/contact list`: the people at a customer.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run, customer, show};
use crate::domain::access::Right;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::ids::Kind;
use crate::domain::record::Record as _;
use crate::t;

/// Whose people.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListContacts {
    /// By code or name, its own or a contact's.
    pub customer: Ref,
    /// How many were shown before.
    #[serde(default)]
    pub skip: Option<usize>,
}

/// How many rows a page has.
const ROWS: usize = 8;

impl Ask for ListContacts {
    const SPEC: Spec = Spec {
        name: "contact list",
        aliases: &["联系人", "contacts", "list contacts"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("customer", Take::Ref(&[Kind::Customer, Kind::Contact]), By::Shape)],
        example: Both { zh: "联系人 华为", en: "contact list C-1" },
    };
}

#[async_trait]
impl Run for ListContacts {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let customer = customer::show::named(cx, "customer", &self.customer).await?;
        let contacts = cx.tx.contacts(customer.id()).await?;
        let lang = cx.lang();
        let named = show::named(lang, &customer);
        let to_customer = show::to_show(t!(lang, "button-customer"), customer.code());
        let to_customer: Vec<Button> = to_customer.into_iter().collect();
        if contacts.is_empty() {
            let text = t!(lang, "contact-none", customer = named, name = &customer.name);
            return Ok(Reply::card(text).row(to_customer));
        }
        let skip = self.skip.unwrap_or(0);
        for contact in contacts.iter().skip(skip).take(ROWS) {
            shown(cx, contact, &customer);
        }
        let lines = contacts.iter().skip(skip).take(ROWS).map(line);
        let title = t!(lang, "contact-list", customer = named, count = contacts.len());
        let reply = Reply::card(title).bullets(lines.collect::<Vec<_>>());
        let next = (skip + ROWS < contacts.len())
            .then(|| Self { customer: Ref::code(customer.code()), skip: Some(skip + ROWS) });
        Ok(show::paged(cx, reply, to_customer, next.as_ref()))
    }
}

/// Notes that a line shows how to reach a contact of this customer.
pub(crate) fn shown(cx: &mut Cx<'_>, contact: &Contact, customer: &Customer) {
    if contact.phone.is_some() || contact.email.is_some() {
        cx.shows_contacts(Kind::Contact, contact.id(), customer.owner);
    }
}

/// One contact in a list, the phone for the person's eyes only.
pub(crate) fn line(contact: &Contact) -> String {
    let parts = [
        Some(contact.name.clone()),
        contact.title.clone(),
        show::hidden(contact.phone.as_ref()),
        show::hidden(contact.email.as_ref()),
        contact.note.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} {}", contact.code(), parts.join(" · "))
}
