//! Leads from a file, or from cards of people.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use uuid::Uuid;

use super::What;
use super::cell::{self, short};
use super::customers::{keys_of, owner, reach};
use super::header::{Layout, fields};
use super::lookup::Names;
use super::people::names_of_people;
use super::plan::{Cx, Made, Notes, Taker, Write, all};
use super::report::Report;
use super::sheet::Row;
use super::twins::{Known, Meets, keys};
use crate::chat::parse::choice;
use crate::chat::spec::List;
use crate::commands::assign::Giving;
use crate::commands::{edit, show};
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::names::{email_key, phone_key};
use crate::domain::people::Lang;
use crate::domain::record::Record as _;
use crate::store::{Stored, Tx};
use crate::t;

/// What a file of leads has.
pub(super) const LAYOUT: Layout = Layout {
    fields: fields![
        "name": ["lead", "leadname", "contact", "contactname", "fullname", "姓名", "名字", "联系人", "线索", "线索名称"],
        "company": ["account", "companyname", "organization", "公司", "公司名称", "单位", "单位名称", "客户名称"],
        "phone": ["tel", "telephone", "phonenumber", "mobile", "电话", "联系电话", "手机", "手机号"],
        "email": ["mail", "emailaddress", "邮箱", "电子邮件", "邮件"],
        "source": ["leadsource", "channel", "来源", "线索来源", "渠道"],
        "need": ["interest", "requirement", "notes", "note", "需求", "意向", "备注"],
        "region": ["city", "country", "location", "地区", "区域", "城市", "省份"],
        "tag": ["tags", "label", "labels", "标签"],
        "owner": ["salesagent", "agent", "salesrep", "rep", "负责人", "销售", "业务员", "销售代表"],
        "status": ["leadstatus", "状态", "线索状态"],
        "reason": ["lostreason", "原因", "丢失原因"],
        "phone2": ["mobile2", "otherphone", "secondphone", "备用电话", "其他电话", "电话2"],
    ],
    needs: &[&["name", "phone", "company", "email"]],
    example: "name,company,phone,source\nAnn Lee,Acme Corporation,13800138000,exhibition",
    patched: &[
        ("name", "name"),
        ("company", "company"),
        ("phone", "phone"),
        ("email", "email"),
        ("source", "source"),
        ("need", "need"),
        ("region", "region"),
        ("tags", "tag"),
        ("owner", "owner"),
        ("also", "phone2"),
    ],
};

/// Takes leads.
pub(super) struct Leads {
    known: HashMap<String, Uuid>,
    people: Names,
    twins: Known,
    /// The org's rules of assignment, where some are on.
    giving: Option<Giving>,
    /// How many leads they gave to whom.
    given: BTreeMap<String, usize>,
}

/// Gets ready.
pub(super) async fn load(cx: &Cx<'_>, tx: &mut dyn Tx) -> Stored<Leads> {
    let rows = cx.sheet.rows.iter().filter_map(|row| external(cx, row).ok());
    let mut known = cx.known(tx, rows.collect()).await?;
    let mut people = names_of_people(tx).await?;
    cx.learn(tx, &mut people, What::People, "owner").await?;
    let mut twins = Known::default();
    for lead in all::<Lead>(tx).await? {
        let also = lead.also.iter().map(|one| Some(one.as_str()));
        let phones: Vec<Option<&str>> = also.chain([lead.phone.as_deref()]).collect();
        let keys = keys(None, &phones, lead.email.as_deref(), None);
        twins.record(lead.head.id, true, (lead.code(), &lead.label()), keys);
    }
    // Whoever is a customer already is no lead; the names of companies say too little for that.
    let reach = |key: &String| !key.starts_with("name ");
    for customer in all::<Customer>(tx).await? {
        let keys = keys_of(&customer).into_iter().filter(reach).collect();
        twins.record(customer.head.id, false, (customer.code(), &customer.name), keys);
    }
    for contact in all::<Contact>(tx).await? {
        let keys = keys(None, &[contact.phone.as_deref()], contact.email.as_deref(), None);
        twins.record(contact.head.id, false, (contact.code(), &contact.name), keys);
    }
    known.retain(|_, id| twins.is_there(*id));
    let giving = Giving::read(tx, &cx.settings.org, cx.settings.now).await?;
    Ok(Leads { known, people, twins, giving, given: BTreeMap::new() })
}

/// By what a row is known: how it is reached, else who it is.
fn external(cx: &Cx<'_>, row: &Row) -> Result<String, String> {
    let lang = cx.settings.lang;
    for field in ["name", "company"] {
        cell::name(lang, cx.cell(row, field).unwrap_or_default())?;
    }
    if let Some(phone) = cx.cell(row, "phone").and_then(phone_key) {
        return Ok(format!("phone {phone}"));
    }
    if let Some(email) = cx.cell(row, "email").and_then(email_key) {
        return Ok(format!("email {email}"));
    }
    let cell = |field| fold::key(cx.cell(row, field).unwrap_or_default());
    let (name, company) = (cell("name"), cell("company"));
    if name.is_empty() && company.is_empty() {
        return Err(t!(lang, "import-no-name"));
    }
    Ok(format!("{name} @ {company}"))
}

fn keys_of_row(cx: &Cx<'_>, row: &Row) -> Vec<String> {
    let phones = [cx.cell(row, "phone"), cx.cell(row, "phone2")];
    keys(None, &phones, cx.cell(row, "email"), None)
}

#[async_trait]
impl Taker for Leads {
    fn external(&mut self, cx: &Cx<'_>, row: &Row) -> Result<String, String> {
        external(cx, row)
    }

    fn meets(&mut self, cx: &Cx<'_>, row: &Row, external: &str) -> Meets {
        match self.known.get(external) {
            Some(id) => Meets::Same(*id),
            None => self.twins.meets(cx.settings.lang, &keys_of_row(cx, row)),
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
        let owner = owner(cx, row, &mut self.people, notes)?;
        let mut head = cx.own_head(row, notes)?;
        head.id = over.unwrap_or(head.id);
        let phone = reach(lang, &mut head, ("phone", text("phone")), cell::phone, notes);
        let second = reach(lang, &mut head, ("phone2", text("phone2")), cell::phone, notes);
        let email = reach(lang, &mut head, ("email", text("email")), cell::email, notes);
        let lists = &cx.settings.org.lists;
        let source = text("source").and_then(|said| {
            let known = choice(&said, List::Sources, lists, &cx.settings.org.roles);
            if known.is_none() {
                notes.repaired(t!(lang, "import-no-source", text = short(&said)));
                head.extra.insert("source".to_owned(), said.into());
            }
            known
        });
        let status = text("status").and_then(|said| {
            let known = status(&said).filter(|status| *status != LeadStatus::Converted);
            if known.is_none() {
                notes.repaired(t!(lang, "import-no-status", text = short(&said)));
                head.extra.insert("status".to_owned(), said.into());
            }
            known
        });
        let status = status.unwrap_or(LeadStatus::New);
        let lost = status == LeadStatus::Lost;
        let other = || lists.reasons.iter().find(|reason| reason.key == "other");
        if over.is_none() {
            self.twins.row(row.line, keys_of_row(cx, row));
        }
        let mut lead = Lead {
            head,
            name: text("name"),
            company: text("company"),
            phone,
            email,
            source,
            need: text("need"),
            region: text("region"),
            tags: edit::tags(text("tag").as_deref()),
            owner,
            status,
            lost_reason: other().filter(|_| lost).map(|reason| reason.key.clone()),
            lost_note: text("reason").filter(|_| lost),
            customer: None,
            rule: None,
            given_at: None,
            also: second.into_iter().collect(),
            merged: None,
            apart: BTreeMap::new(),
        };
        if lead.name.is_none() && lead.company.is_none() && lead.phone.is_none() {
            return Err(t!(lang, "import-no-name"));
        }
        let open = !matches!(status, LeadStatus::Lost | LeadStatus::Converted);
        if lead.owner.is_none() && open && over.is_none() && text("owner").is_none() {
            let given = self.giving.as_mut().and_then(|giving| giving.give(&mut lead));
            if let Some(name) = given {
                *self.given.entry(name.to_owned()).or_default() += 1;
            }
        }
        Ok(vec![cx.write(Made::Lead(Box::new(lead)), external)])
    }

    fn finish(&mut self, cx: &Cx<'_>, writes: &mut Vec<Write>, report: &mut Report) {
        if self.given.is_empty() || writes.is_empty() {
            return;
        }
        let all: usize = self.given.values().sum();
        let who = self.given.iter().map(|(name, count)| format!("{name} {count}"));
        let who = who.collect::<Vec<_>>().join(" · ");
        report.also.push(t!(cx.settings.lang, "import-assigned", n = all, who = who));
    }
}

/// The status that a word names, in either language.
fn status(said: &str) -> Option<LeadStatus> {
    let key = fold::key(said);
    let is = |status: &LeadStatus| {
        let shown = |lang| fold::key(&show::word(lang, "lead-status", status.word()));
        status.word() == key || shown(Lang::Zh) == key || shown(Lang::En) == key
    };
    LeadStatus::ALL.into_iter().find(is)
}
