//! `/contact add`: writes down a person at a customer.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::edit::EditContact;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required, rest};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, own, same, show, twins};
use crate::domain::access::Right;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::ids::Kind;
use crate::domain::record::{Fields, Head, Record as _};
use crate::problem::Problem;
use crate::t;

/// A new contact.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddContact {
    /// Where the person works, by code or name.
    pub customer: Ref,
    /// As typed, title kept: 李工.
    pub name: String,
    /// As typed.
    #[serde(default)]
    pub phone: Option<String>,
    /// As typed.
    #[serde(default)]
    pub email: Option<String>,
    /// The position.
    #[serde(default)]
    pub title: Option<String>,
    /// Remarks.
    #[serde(default)]
    pub note: Option<String>,
    /// The org's own fields.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
    /// True when somebody else of that name is known and this is another person.
    #[serde(default)]
    pub another: Option<bool>,
}

impl Ask for AddContact {
    const SPEC: Spec = Spec {
        name: "contact add",
        aliases: &["加联系人", "新联系人", "add contact", "new contact"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: &[
            optional("phone", Take::Phone, By::Shape),
            optional("email", Take::Email, By::Shape),
            required("customer", Take::Ref(&[Kind::Customer]), By::Shape),
            required("name", Take::Name, By::Shape),
            optional("title", Take::Text, By::Key),
            rest("note"),
        ],
        example: Both {
            zh: "加联系人 华为 周工 13700137008",
            en: "contact add C-1 Mr. Li 13700137009",
        },
    };
}

#[async_trait]
impl Run for AddContact {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let customer: Customer = cx.find("customer", &self.customer).await?;
        let mut contact = Contact {
            head: Head::new(cx.new_id(), 0, cx.now),
            customer: customer.id(),
            name: self.name.clone(),
            title: self.title.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            note: self.note.clone(),
            owner: customer.owner,
        };
        own::put(&mut contact.head, &self.extra);
        // The switchboard of the customer may well be the contact's phone, too.
        twins::none_by_reach(cx, contact.search_keys(), &[customer.id()]).await?;
        if self.another != Some(true) {
            self.no_namesake(cx, &customer).await?;
        }
        contact.head.n = cx.tx.next_number(Kind::Contact).await?;
        cx.save(None, &contact).await?;
        let lang = cx.lang();
        let (who, at) = (show::named(lang, &contact), show::named(lang, &customer));
        let text = t!(lang, "contact-saved", contact = who, customer = at);
        let row = show::to_show(t!(lang, "button-customer"), customer.code()).into_iter();
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        let reply = details(cx, Reply::say(text), &contact);
        let reply = show::further_phones(lang, reply, "note", contact.note.as_deref());
        Ok(reply.row(row.chain([undo]).collect()))
    }
}

impl AddContact {
    /// What was said of somebody who is known already and is this very person.
    fn told_of(&self, other: &Contact) -> Option<Fields> {
        let said = [
            ("phone", &self.phone, &other.phone),
            ("email", &self.email, &other.email),
            ("title", &self.title, &other.title),
        ];
        let new = said.into_iter().filter(|(_, said, known)| said.is_some() && said != known);
        let set: Fields =
            new.map(|(field, said, _)| (field.to_owned(), said.clone().into())).collect();
        (!set.is_empty()).then_some(set)
    }

    /// Asks before a second person of the same name is written down at a customer.
    async fn no_namesake(&self, cx: &mut Cx<'_>, customer: &Customer) -> Result<(), Problem> {
        let known = cx.tx.contacts(customer.id()).await?;
        let is_other = |other: &&Contact| !cx.again.all.contains(&other.id());
        let mut others = known.iter().filter(is_other);
        let Some(other) = others.find(|other| same(&other.name, &self.name)) else {
            return Ok(());
        };
        let lang = cx.lang();
        let (who, at) = (show::named(lang, other), show::named(lang, customer));
        let text = t!(lang, "contact-namesake", contact = who, customer = at);
        let another =
            Self { customer: Ref::code(customer.code()), another: Some(true), ..self.clone() };
        let open = show::to_show(t!(lang, "button-show"), other.code());
        let add = Button::new(t!(lang, "button-contact-another"), &another);
        let same = self.told_of(other).map(|set| {
            let contact = Ref::code(other.code());
            let label = t!(lang, "button-contact-same", code = other.code());
            Button::new(label, &EditContact { contact, set })
        });
        let row = open.into_iter().chain(same).chain([add]).collect();
        Err(Reply::new(ReplyKind::Problem, text).row(row).into())
    }
}

/// The fields of a contact that are known.
pub(super) fn details(cx: &Cx<'_>, reply: Reply, contact: &Contact) -> Reply {
    let name = |field| show::field_name(cx.lang(), field);
    reply.fields([
        (name("title"), contact.title.clone()),
        (name("phone"), show::hidden(contact.phone.as_ref())),
        (name("email"), show::hidden(contact.email.as_ref())),
        (name("note"), contact.note.clone()),
    ])
}
