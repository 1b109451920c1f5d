//! Contacts from a file, or from cards of people.

use std::collections::HashMap;

use async_trait::async_trait;
use uuid::Uuid;

use super::What;
use super::cell;
use super::customers::{names_of_customers, reach};
use super::header::{Layout, fields};
use super::lookup::{Hit, Names};
use super::plan::{Cx, Made, Notes, Taker, Write, all};
use super::report::Report;
use super::sheet::Row;
use super::twins::{Known, Meets, keys};
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::ids::PersonId;
use crate::domain::names::{email_key, phone_key};
use crate::domain::record::Record as _;
use crate::store::{Stored, Tx};
use crate::t;

/// What a file of contacts has.
pub(super) const LAYOUT: Layout = Layout {
    fields: fields![
        "name": [
            "contact", "contactname", "fullname", "person", "联系人", "联系人姓名", "姓名", "名字",
        ],
        "customer": [
            "company", "companyname", "account", "accountname", "customername", "organization",
            "客户", "客户名称", "公司", "公司名称", "单位",
        ],
        "title": ["jobtitle", "position", "职位", "职务"],
        "phone": ["tel", "telephone", "phonenumber", "mobile", "电话", "联系电话", "手机", "手机号"],
        "email": ["mail", "emailaddress", "邮箱", "电子邮件", "邮件"],
        "note": ["notes", "remark", "remarks", "comment", "备注", "说明"],
    ],
    needs: &[&["name"], &["customer"]],
    example: "name,company,phone\nAnn Lee,Acme Corporation,+1 415 555 2671",
    patched: &[
        ("name", "name"),
        ("title", "title"),
        ("phone", "phone"),
        ("email", "email"),
        ("note", "note"),
    ],
};

/// Takes contacts.
pub(super) struct Contacts {
    known: HashMap<String, Uuid>,
    customers: Names,
    owners: HashMap<Uuid, Option<PersonId>>,
    twins: Known,
    /// The phone and the e-mail address of each that is there.
    reached: HashMap<Uuid, (Option<String>, Option<String>)>,
}

/// Gets ready.
pub(super) async fn load(cx: &Cx<'_>, tx: &mut dyn Tx) -> Stored<Contacts> {
    let rows = cx.sheet.rows.iter().map(|row| key(cx, row));
    let mut known = cx.known(tx, rows.collect()).await?;
    let mut customers = names_of_customers(tx).await?;
    cx.learn(tx, &mut customers, What::Customers, "customer").await?;
    let owners = all::<Customer>(tx).await?;
    let owners = owners.into_iter().map(|one| (one.head.id, one.owner)).collect();
    let (mut twins, mut reached) = (Known::default(), HashMap::new());
    for one in all::<Contact>(tx).await? {
        let (phone, email) = (one.phone.as_deref(), one.email.as_deref());
        let keys = at(one.customer, &one.name).into_iter().chain(keys(None, &[phone], email, None));
        reached.insert(one.head.id, (phone.and_then(phone_key), email.and_then(email_key)));
        twins.record(one.head.id, true, (one.code(), &one.name), keys.collect());
    }
    known.retain(|_, id| twins.is_there(*id));
    Ok(Contacts { known, customers, owners, twins, reached })
}

/// By what a row is known where it comes from.
fn key(cx: &Cx<'_>, row: &Row) -> String {
    let cell = |field| fold::key(cx.cell(row, field).unwrap_or_default());
    format!("{} @ {}", cell("name"), cell("customer"))
}

/// A person of that name at that customer.
fn at(customer: Uuid, name: &str) -> Vec<String> {
    let named = keys(Some(name), &[], None, None).into_iter();
    named.map(|key| format!("{key} @ {customer}")).collect()
}

impl Contacts {
    /// Tells whether a row says another phone than the one of its name has, and no same address.
    fn is_another(&self, cx: &Cx<'_>, row: &Row, id: Uuid) -> bool {
        let Some((phone, email)) = self.reached.get(&id) else { return false };
        let said = cx.cell(row, "phone").and_then(phone_key);
        let other = said.is_some() && phone.is_some() && said != *phone;
        let written = cx.cell(row, "email").and_then(email_key);
        other && (written.is_none() || written != *email)
    }

    fn keys(&mut self, cx: &Cx<'_>, row: &Row) -> Vec<String> {
        let customer = cx.cell(row, "customer").map(|name| self.customers.find(name));
        let named = match customer {
            Some(Hit::One(found) | Hit::Spelt(found)) => {
                at(found.id, cx.cell(row, "name").unwrap_or_default())
            }
            _ => Vec::new(),
        };
        let reach = keys(None, &[cx.cell(row, "phone")], cx.cell(row, "email"), None);
        named.into_iter().chain(reach).collect()
    }
}

#[async_trait]
impl Taker for Contacts {
    fn external(&mut self, cx: &Cx<'_>, row: &Row) -> Result<String, String> {
        let lang = cx.settings.lang;
        let name = cx.cell(row, "name").ok_or_else(|| t!(lang, "import-no-name"))?;
        cell::name(lang, name)?;
        cx.cell(row, "customer").ok_or_else(|| t!(lang, "import-no-company"))?;
        Ok(key(cx, row))
    }

    fn meets(&mut self, cx: &Cx<'_>, row: &Row, external: &str) -> Meets {
        if let Some(id) = self.known.get(external) {
            return Meets::Same(*id);
        }
        let (lang, keys) = (cx.settings.lang, self.keys(cx, row));
        match self.twins.meets(lang, &keys) {
            // One name with two phones may be two people: that is for whoever sends it to say.
            Meets::Twin(id, _) if self.is_another(cx, row, id) => {
                let record = self.twins.called(id).unwrap_or_default();
                Meets::Unclear(t!(lang, "import-namesake", record = record))
            }
            met => met,
        }
    }

    fn called(&self, id: Uuid) -> Option<String> {
        self.twins.called(id)
    }

    fn take(
        &mut self,
        cx: &Cx<'_>,
        row: &Row,
        external: &str,
        over: Option<Uuid>,
        notes: &mut Notes,
    ) -> Result<Vec<Write>, String> {
        let (lang, text) = (cx.settings.lang, |key: &str| cx.columns.text(row, key));
        let company = text("customer").unwrap_or_default();
        let customer = self
            .customers
            .want(lang, &t!(lang, "import-the-customer"), &company, notes)
            .map_err(|why| t!(lang, "import-customers-first", why = why))?;
        let mut head = cx.own_head(row, notes)?;
        head.id = over.unwrap_or(head.id);
        let phone = reach(lang, &mut head, ("phone", text("phone")), cell::phone, notes);
        let email = reach(lang, &mut head, ("email", text("email")), cell::email, notes);
        if over.is_none() {
            let keys = self.keys(cx, row);
            self.twins.row(row.line, keys);
        }
        let contact = Contact {
            head,
            customer: customer.id,
            name: text("name").unwrap_or_default(),
            title: text("title"),
            phone,
            email,
            note: text("note"),
            owner: self.owners.get(&customer.id).copied().flatten(),
        };
        Ok(vec![cx.write(Made::Contact(contact), external)])
    }

    fn finish(&mut self, _: &Cx<'_>, _: &mut Vec<Write>, _: &mut Report) {}
}
