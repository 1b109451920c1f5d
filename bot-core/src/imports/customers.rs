//! Customers from a file.

use std::collections::{BTreeMap, HashMap, HashSet};

use async_trait::async_trait;
use uuid::Uuid;

use super::What;
use super::cell::{self, short};
use super::header::{Layout, fields};
use super::lookup::{Hit, Names};
use super::people::names_of_people;
use super::plan::{Cx, Made, Notes, Taker, Write, all};
use super::report::{Report, Sort};
use super::sheet::Row;
use super::twins::{Known, Meets, keys};
use crate::commands::edit;
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::ids::PersonId;
use crate::domain::people::Lang;
use crate::domain::record::{Head, Record as _};
use crate::store::{Stored, Tx};
use crate::t;

/// What a file of customers has.
pub(super) const LAYOUT: Layout = Layout {
    fields: fields![
        "name": [
            "account", "accountname", "company", "companyname", "customer", "customername", "客户",
            "客户名称", "客户名", "公司", "公司名称", "企业名称", "单位名称", "名称",
        ],
        "level": ["grade", "tier", "级别", "客户级别", "等级", "客户等级"],
        "industry": ["sector", "行业", "所属行业"],
        "region": [
            "officelocation", "location", "country", "city", "地区", "区域", "所在地", "城市", "省份",
        ],
        "address": ["street", "地址", "详细地址", "公司地址"],
        "phone": ["tel", "telephone", "phonenumber", "mobile", "电话", "联系电话", "手机"],
        "email": ["mail", "emailaddress", "邮箱", "电子邮件", "邮件"],
        "note": ["notes", "remark", "remarks", "comment", "备注", "说明"],
        "owner": [
            "salesagent", "agent", "salesrep", "rep", "accountowner", "accountmanager", "负责人",
            "销售", "业务员", "销售代表",
        ],
        "parent": ["subsidiaryof", "parentcompany", "parentaccount", "上级公司", "母公司", "上级客户"],
        "alias": ["aliases", "shortname", "alsocalled", "别名", "简称", "客户简称"],
        "tag": ["tags", "label", "labels", "标签"],
        "credit": ["creditlimit", "额度", "信用额度"],
        "phone2": ["mobile2", "otherphone", "secondphone", "备用电话", "其他电话", "电话2", "其他联系方式", "alsoreachedat"],
        "tax_title": ["invoicetitle", "billingname", "抬头", "发票抬头", "开票抬头"],
        "tax_id": [
            "taxnumber", "taxno", "vat", "vatid", "税号", "纳税人识别号", "统一社会信用代码", "信用代码",
        ],
        "bank": ["bankname", "开户行", "开户银行"],
        "bank_account": ["accountno", "accountnumber", "iban", "账号", "银行账号", "开户账号"],
        "billing": ["billingaddress", "invoiceaddress", "地址电话", "开票地址电话", "开票地址"],
    ],
    needs: &[&["name"]],
    example: "account,sector,office_location,subsidiary_of\nAcme Corporation,technology,Kenya,",
    patched: &[
        ("name", "name"),
        ("aliases", "alias"),
        ("level", "level"),
        ("industry", "industry"),
        ("region", "region"),
        ("address", "address"),
        ("phone", "phone"),
        ("email", "email"),
        ("also", "phone2"),
        ("tags", "tag"),
        ("note", "note"),
        ("owner", "owner"),
        ("parent", "parent"),
        ("credit", "credit"),
        ("tax_title", "tax_title"),
        ("tax_id", "tax_id"),
        ("bank", "bank"),
        ("bank_account", "bank_account"),
        ("billing", "billing"),
    ],
};

/// Takes customers.
pub(super) struct Customers {
    known: HashMap<String, Uuid>,
    names: Names,
    people: Names,
    /// Those that are there and the rows so far, by how they are called and reached.
    twins: Known,
    /// Those that are there and that rows say something of.
    over: HashSet<Uuid>,
    /// Rows that name a company above: the row's line, its customer, the name.
    above: Vec<(usize, Uuid, String)>,
}

/// All customers by name.
pub(super) async fn names_of_customers(tx: &mut dyn Tx) -> Stored<Names> {
    Ok(names_of(&all::<Customer>(tx).await?))
}

fn names_of(customers: &[Customer]) -> Names {
    let mut names = Names::default();
    for customer in customers {
        names.add_company(customer.head.id, &customer.name);
    }
    names
}

/// By what a customer is known to be the same.
pub(super) fn keys_of(customer: &Customer) -> Vec<String> {
    let also = customer.also.iter().map(|one| Some(one.as_str()));
    let phones: Vec<Option<&str>> = also.chain([customer.phone.as_deref()]).collect();
    let (email, tax) = (customer.email.as_deref(), customer.tax_id.as_deref());
    let aliases = customer.aliases.iter().flat_map(|alias| keys(Some(alias), &[], None, None));
    keys(Some(&customer.name), &phones, email, tax).into_iter().chain(aliases).collect()
}

/// Gets ready.
pub(super) async fn load(cx: &Cx<'_>, tx: &mut dyn Tx) -> Stored<Customers> {
    let rows = cx.sheet.rows.iter().filter_map(|row| cx.cell(row, "name")).map(fold::key);
    let mut known = cx.known(tx, rows.collect()).await?;
    let (all, mut people) = (all::<Customer>(tx).await?, names_of_people(tx).await?);
    let (mut names, mut twins) = (names_of(&all), Known::default());
    for customer in &all {
        let called = (customer.code(), customer.name.as_str());
        twins.record(customer.head.id, true, called, keys_of(customer));
    }
    cx.learn(tx, &mut names, What::Customers, "parent").await?;
    cx.learn(tx, &mut people, What::People, "owner").await?;
    known.retain(|_, id| twins.is_there(*id));
    Ok(Customers { known, names, people, twins, over: HashSet::new(), above: Vec::new() })
}

/// By what the customer of a row is known to be the same.
fn keys_of_row(cx: &Cx<'_>, row: &Row) -> Vec<String> {
    let cell = |field| cx.cell(row, field);
    keys(cell("name"), &[cell("phone"), cell("phone2")], cell("email"), cell("tax_id"))
}

#[async_trait]
impl Taker for Customers {
    fn external(&mut self, cx: &Cx<'_>, row: &Row) -> Result<String, String> {
        let lang = cx.settings.lang;
        let name = cx.cell(row, "name").ok_or_else(|| t!(lang, "import-no-name"))?;
        Ok(fold::key(&cell::name(lang, name)?))
    }

    fn meets(&mut self, cx: &Cx<'_>, row: &Row, external: &str) -> Meets {
        let known = self.known.get(external).copied();
        match known.or_else(|| self.names.exactly(external)) {
            Some(id) => Meets::Same(id),
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
        let text = |key: &str| cx.columns.text(row, key);
        let owner = owner(cx, row, &mut self.people, notes)?;
        let mut head = cx.own_head(row, notes)?;
        head.id = over.unwrap_or(head.id);
        let mut level = None;
        if let Some(said) = text("level") {
            let levels = &cx.settings.org.lists.levels;
            let same = |choice: &&crate::domain::org::Choice| {
                let names = [&choice.key, &choice.zh, &choice.en];
                names.iter().any(|name| fold::key(name) == fold::key(&said))
            };
            level = levels.iter().find(same).map(|choice| choice.key.clone());
            if level.is_none() {
                notes.repaired(t!(cx.settings.lang, "import-no-level", text = short(&said)));
                head.extra.insert("level".to_owned(), said.into());
            }
        }
        let lang = cx.settings.lang;
        let phone = reach(lang, &mut head, ("phone", text("phone")), cell::phone, notes);
        let email = reach(lang, &mut head, ("email", text("email")), cell::email, notes);
        if let Some(above) = text("parent") {
            self.above.push((row.line, head.id, above));
        }
        let tax_id = reach(lang, &mut head, ("tax_id", text("tax_id")), cell::tax_id, notes);
        let mut also = Vec::new();
        let second = text("phone2").unwrap_or_default();
        for one in
            second.split(['、', ';', '；', '\n']).map(str::trim).filter(|one| !one.is_empty())
        {
            let one = ("phone2", Some(one.to_owned()));
            also.extend(reach(lang, &mut head, one, cell::phone, notes));
        }
        let name = text("name").unwrap_or_default();
        if over.is_none()
            && let Hit::Spelt(found) = self.names.find(&name)
        {
            notes.noted(t!(lang, "import-looks-like", ours = short(&found.name)));
        }
        match over {
            Some(id) => drop(self.over.insert(id)),
            None => self.twins.row(row.line, keys_of_row(cx, row)),
        }
        let customer = Customer {
            head,
            name,
            aliases: edit::names(text("alias").as_deref()),
            level,
            industry: text("industry"),
            region: text("region"),
            address: text("address"),
            phone,
            email,
            tags: edit::tags(text("tag").as_deref()),
            note: text("note"),
            owner,
            helpers: Vec::new(),
            parent: None,
            credit: credit(cx, row)?,
            tax_title: text("tax_title"),
            tax_id,
            bank: text("bank"),
            bank_account: text("bank_account"),
            billing: text("billing"),
            lead: None,
            also,
            merged: None,
            apart: BTreeMap::new(),
            place: None,
        };
        Ok(vec![cx.write(Made::Customer(Box::new(customer)), external)])
    }

    fn finish(&mut self, cx: &Cx<'_>, writes: &mut Vec<Write>, report: &mut Report) {
        let lang = cx.settings.lang;
        let mut places = HashMap::new();
        for (at, write) in writes.iter().enumerate() {
            if let Made::Customer(customer) = &write.made {
                if !self.over.contains(&customer.head.id) {
                    self.names.add_company(customer.head.id, &customer.name);
                }
                places.insert(customer.head.id, at);
            }
        }
        let mut parents: HashMap<Uuid, Uuid> = HashMap::new();
        for (line, id, name) in std::mem::take(&mut self.above) {
            let mut notes = Notes::default();
            let found = self.names.want(lang, &t!(lang, "import-the-parent"), &name, &mut notes);
            let circle = |parent: &Uuid| {
                let up = |id: &Uuid| parents.get(id).copied();
                std::iter::successors(Some(*parent), up).any(|above| above == id)
            };
            let customer = places.get(&id).and_then(|at| writes.get_mut(*at));
            let Some(Made::Customer(customer)) = customer.map(|write| &mut write.made) else {
                continue;
            };
            match found {
                Ok(parent) if !circle(&parent.id) => {
                    customer.parent = Some(parent.id);
                    parents.insert(id, parent.id);
                    report.take(line, notes);
                }
                unclear => {
                    let circle = t!(lang, "import-parent-circle", name = short(&name));
                    let why = unclear.err().unwrap_or(circle);
                    let why = t!(lang, "import-parent-kept", why = why);
                    report.say(Sort::Repaired, line, why);
                    customer.head.extra.insert("parent".to_owned(), name.into());
                }
            }
        }
        // Whoever is above is written first: an import that is interrupted points at nothing.
        let depth = |write: &Write| match &write.made {
            Made::Customer(customer) => {
                std::iter::successors(Some(customer.head.id), |id| parents.get(id).copied()).count()
            }
            _ => 0,
        };
        writes.sort_by_cached_key(depth);
    }
}

/// How much a customer may owe: in the org's currency.
fn credit(cx: &Cx<'_>, row: &Row) -> Result<Option<i64>, String> {
    let Some(text) = cx.cell(row, "credit") else { return Ok(None) };
    let (lang, currency) = (cx.settings.lang, cx.settings.org.currency);
    let money = cell::amount(lang, text, currency)?;
    if money.currency != currency {
        return Err(t!(lang, "customer-credit-currency", currency = currency.code()));
    }
    Ok(Some(money.minor))
}

/// A way to reach somebody; one that cannot be is said and kept as an extra field.
pub(super) fn reach(
    lang: Lang,
    head: &mut Head,
    (field, said): (&str, Option<String>),
    read: fn(Lang, &str) -> Result<String, String>,
    notes: &mut Notes,
) -> Option<String> {
    let said = said?;
    match read(lang, &said) {
        Ok(good) => Some(good),
        Err(why) => {
            notes.repaired(t!(lang, "import-kept-extra", why = why));
            head.extra.insert(field.to_owned(), said.into());
            None
        }
    }
}

/// Whose a row's record is. One who is not there leaves the row out: nobody else is meant.
pub(super) fn owner(
    cx: &Cx<'_>,
    row: &Row,
    people: &mut Names,
    notes: &mut Notes,
) -> Result<Option<PersonId>, String> {
    let Some(name) = cx.cell(row, "owner") else { return Ok(None) };
    let lang = cx.settings.lang;
    let found = people.want(lang, &t!(lang, "import-the-owner"), name, notes);
    let found = found.map_err(|why| t!(lang, "import-people-first", why = why))?;
    Ok(Some(PersonId(found.id)))
}
