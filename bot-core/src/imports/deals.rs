//! Deals from a file.
//!
//! What is not known stays unknown: an open deal without an amount has none, and neither has a
//! lost one that says 0, because nobody sells for nothing and files write it where nothing stood.

use std::collections::HashMap;

use async_trait::async_trait;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::cell::{self, short};
use super::customers::{names_of_customers, owner};
use super::header::{Layout, fields};
use super::lookup::{Found, Names};
use super::people::names_of_people;
use super::plan::{Cx, Made, Notes, Taker, Write, all};
use super::products::currency;
use super::report::Report;
use super::sheet::Row;
use super::stages::Stages;
use super::twins::Meets;
use super::{Refused, What};
use crate::domain::deal::{Deal, DealLine};
use crate::domain::fold;
use crate::domain::ids::{Code, Kind};
use crate::domain::pipeline::{Outcome, Stage};
use crate::domain::product::Product;
use crate::store::{Stored, Tx};
use crate::t;

/// What a file of deals has.
pub(super) const LAYOUT: Layout = Layout {
    fields: fields![
        "id": ["opportunityid", "dealid", "recordid", "商机编号", "商机id", "编号"],
        "name": ["dealname", "opportunity", "opportunityname", "deal", "title", "商机", "商机名称", "名称"],
        "owner": [
            "salesagent", "agent", "salesrep", "rep", "dealowner", "opportunityowner", "负责人",
            "销售", "业务员", "销售代表",
        ],
        "product": ["productname", "item", "产品", "产品名称", "商品"],
        "customer": [
            "account", "accountname", "company", "companyname", "customername", "客户", "客户名称",
            "公司", "公司名称",
        ],
        "stage": ["dealstage", "salesstage", "status", "阶段", "商机阶段", "销售阶段", "状态"],
        "opened": [
            "engagedate", "opendate", "createdate", "createddate", "startdate", "创建日期", "开始日期",
            "立项日期", "创建时间",
        ],
        "close": [
            "closedate", "closeddate", "closedon", "成交日期", "结束日期", "结单日期", "关闭日期",
            "成交时间", "预计成交", "预计成交日期", "预计成交日", "expectedclose", "expectedclosedate",
        ],
        "amount": ["closevalue", "dealvalue", "dealamount", "value", "金额", "商机金额", "成交金额", "合同金额"],
        "currency": ["币种"],
        "reason": ["lostreason", "lossreason", "输单原因", "丢单原因", "原因"],
        "competitor": ["competitors", "竞争对手", "竞品"],
        "note": ["notes", "remark", "remarks", "comment", "description", "备注", "说明", "描述"],
    ],
    needs: &[&["stage"], &["name", "product", "customer"]],
    example: "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,\
              close_value\n1C1I7A6R,Moses Frase,GTX Basic,Cancity,Won,2016-10-20,2017-03-01,1054.0",
    patched: &[],
};

/// Takes deals.
pub(super) struct Deals {
    known: HashMap<String, Uuid>,
    people: Names,
    products: Names,
    customers: Names,
    stages: Stages,
    /// How often a row without a key of its own has stood in the file.
    copies: HashMap<String, usize>,
}

/// Gets ready.
pub(super) async fn load(cx: &Cx<'_>, tx: &mut dyn Tx) -> Stored<Result<Deals, Refused>> {
    let stages = match Stages::of(cx, &tx.pipelines().await?) {
        Ok(stages) => stages,
        Err(refused) => return Ok(Err(refused)),
    };
    let mut copies = HashMap::new();
    let rows = cx.sheet.rows.iter().filter_map(|row| external(cx, row, &mut copies).ok());
    let mut known = cx.known(tx, rows.collect()).await?;
    known.extend(exported(cx, tx).await?);
    let mut products = Names::default();
    for product in all::<Product>(tx).await? {
        // A code that is the name in one word is only another spelling, and is said to be one.
        let other = cell::loose(&product.sku) != cell::loose(&product.name);
        let names: &[&str] = if other { &[&product.name, &product.sku] } else { &[&product.name] };
        products.add(product.head.id, names);
    }
    let (mut people, mut customers) = (names_of_people(tx).await?, names_of_customers(tx).await?);
    cx.learn(tx, &mut people, What::People, "owner").await?;
    cx.learn(tx, &mut products, What::Products, "product").await?;
    cx.learn(tx, &mut customers, What::Customers, "customer").await?;
    Ok(Ok(Deals { known, people, products, customers, stages, copies: HashMap::new() }))
}

/// By what a row is known: its own key, else what stands in it and how often it stood there before.
/// The deals that were exported from here: they come back under their own code and name.
async fn exported(cx: &Cx<'_>, tx: &mut dyn Tx) -> Stored<HashMap<String, Uuid>> {
    let code = |row: &Row| {
        let code: Code = cx.cell(row, "id")?.parse().ok()?;
        (code.kind == Kind::Deal).then_some(code.n)
    };
    let mut found = HashMap::new();
    if !cx.sheet.rows.iter().any(|row| code(row).is_some()) {
        return Ok(found);
    }
    let deals = all::<Deal>(tx).await?;
    let deals: HashMap<i64, Deal> = deals.into_iter().map(|deal| (deal.head.n, deal)).collect();
    for row in &cx.sheet.rows {
        if let Some(deal) = code(row).and_then(|n| deals.get(&n))
            && cx.cell(row, "name").is_some_and(|name| fold::key(name) == fold::key(&deal.name))
            && let Some(id) = cx.cell(row, "id")
        {
            found.insert(id.to_owned(), deal.head.id);
        }
    }
    Ok(found)
}

fn external(cx: &Cx<'_>, row: &Row, copies: &mut HashMap<String, usize>) -> Result<String, String> {
    if cx.columns.has("id") {
        let id = cx.cell(row, "id").ok_or_else(|| t!(cx.settings.lang, "import-no-id"))?;
        return cell::name(cx.settings.lang, id);
    }
    let mut digest = Sha256::new();
    for cell in &row.cells {
        digest.update(cell.as_bytes());
        digest.update([0]);
    }
    let digest = BASE64.encode(digest.finalize());
    let n = copies.entry(digest.clone()).or_default();
    *n += 1;
    Ok(format!("row {digest} {n}"))
}

#[async_trait]
impl Taker for Deals {
    fn external(&mut self, cx: &Cx<'_>, row: &Row) -> Result<String, String> {
        external(cx, row, &mut self.copies)
    }

    fn meets(&mut self, _: &Cx<'_>, _: &Row, external: &str) -> Meets {
        self.known.get(external).copied().map_or(Meets::Nothing, Meets::Same)
    }

    fn take(
        &mut self,
        cx: &Cx<'_>,
        row: &Row,
        external: &str,
        _: Option<Uuid>,
        notes: &mut Notes,
    ) -> Result<Vec<Write>, String> {
        let lang = cx.settings.lang;
        let stage = cx.cell(row, "stage").ok_or_else(|| t!(lang, "import-no-stage-said"))?;
        let stage = self.stages.find(lang, stage)?.clone();
        let owner = owner(cx, row, &mut self.people, notes)?;
        let product = want(&mut self.products, cx, row, What::Products, notes)?;
        let customer = want(&mut self.customers, cx, row, What::Customers, notes)?;
        let called = name(cx, row, [product.as_ref(), customer.as_ref()], external)?;
        let mut deal = Deal {
            head: cx.own_head(row, notes)?,
            name: called,
            customer: customer.map(|found| found.id),
            amount: None,
            currency: currency(cx, row)?,
            pipeline: self.stages.pipeline.id,
            stage: stage.id,
            reached: 0,
            outcome: Outcome::Open,
            expected_close: None,
            opened_on: past(cx, row, "opened")?,
            closed_on: None,
            lost_reason: None,
            lost_note: None,
            competitor: cx.columns.text(row, "competitor"),
            note: cx.columns.text(row, "note"),
            owner,
            helpers: Vec::new(),
            lines: Vec::new(),
            lead: None,
        };
        amount(&mut deal, cx, row, &stage, notes)?;
        self.enter(&mut deal, cx, row, &stage, notes)?;
        deal.lines = product
            .map(|found| DealLine { product: found.id, quantity: None, amount: deal.amount })
            .into_iter()
            .collect();
        Ok(vec![cx.write(Made::Deal(Box::new(deal)), external)])
    }

    fn finish(&mut self, cx: &Cx<'_>, writes: &mut Vec<Write>, report: &mut Report) {
        let lang = cx.settings.lang;
        if !cx.columns.has("id") {
            report.also.push(t!(lang, "import-no-ids"));
        }
        if writes.is_empty() {
            return;
        }
        if self.stages.new {
            let deals = writes.iter().filter_map(|write| match &write.made {
                Made::Deal(deal) => Some(deal.as_ref()),
                _ => None,
            });
            self.stages.without_unused(deals);
        }
        if let Some(meant) = self.stages.meant(lang) {
            report.also.push(t!(lang, "import-stages-meant", meant = meant));
        }
        let (name, words) = (&self.stages.pipeline.name, self.stages.words(lang));
        if self.stages.new {
            report.also.push(t!(lang, "import-makes-pipeline", name = name, stages = words));
            writes.insert(
                0,
                Write { made: Made::Pipeline(self.stages.pipeline.clone()), from: None },
            );
        } else {
            report.also.push(t!(lang, "import-into-pipeline", name = name, stages = words));
        }
    }
}

impl Deals {
    /// Puts the deal where it stands. One that is over never passed the gates of our stages.
    fn enter(
        &mut self,
        deal: &mut Deal,
        cx: &Cx<'_>,
        row: &Row,
        stage: &Stage,
        notes: &mut Notes,
    ) -> Result<(), String> {
        let lang = cx.settings.lang;
        let ended = stage.outcome != Outcome::Open;
        let closed = if ended { past(cx, row, "close")? } else { day(cx, row, "close")? };
        deal.enter(&self.stages.pipeline, stage, closed.unwrap_or_default());
        deal.closed_on = None;
        if stage.outcome == Outcome::Open {
            deal.expected_close = closed;
            return Ok(());
        }
        deal.closed_on = closed;
        if stage.outcome == Outcome::Lost {
            deal.reached = self.stages.reached(deal.opened_on.is_some());
            lost(deal, cx, row, notes);
        }
        notes.noted(t!(lang, "import-over"));
        if closed.is_none() {
            notes.noted(t!(lang, "import-over-undated"));
        } else if closed < deal.opened_on {
            notes.noted(t!(lang, "import-closed-before"));
        }
        Ok(())
    }
}

fn day(cx: &Cx<'_>, row: &Row, field: &str) -> Result<Option<NaiveDate>, String> {
    let read = |text| cell::day(cx.settings.lang, text, cx.settings.today());
    cx.cell(row, field).map(read).transpose()
}

/// The same of what has happened: that is not still to come.
fn past(cx: &Cx<'_>, row: &Row, field: &str) -> Result<Option<NaiveDate>, String> {
    let day = day(cx, row, field)?;
    match day.filter(|day| *day > cx.settings.today()) {
        Some(future) => {
            let text = future.to_string();
            Err(t!(cx.settings.lang, "import-still-to-come", day = text, column = field))
        }
        None => Ok(day),
    }
}

/// What a lost deal says about why.
fn lost(deal: &mut Deal, cx: &Cx<'_>, row: &Row, notes: &mut Notes) {
    let Some(said) = cx.columns.text(row, "reason") else {
        notes.noted(t!(cx.settings.lang, "import-lost-unsaid"));
        return;
    };
    let reasons = &cx.settings.org.lists.reasons;
    let known = reasons.iter().find(|reason| {
        let names = [&reason.key, &reason.zh, &reason.en];
        names.iter().any(|name| fold::key(name) == fold::key(&said))
    });
    if let Some(reason) = known {
        deal.lost_reason = Some(reason.key.clone());
        return;
    }
    notes.repaired(t!(cx.settings.lang, "import-reason-kept", text = short(&said)));
    deal.lost_reason = reasons.iter().find(|r| r.key == "other").map(|r| r.key.clone());
    deal.lost_note = Some(said);
}

fn amount(
    deal: &mut Deal,
    cx: &Cx<'_>,
    row: &Row,
    stage: &Stage,
    notes: &mut Notes,
) -> Result<(), String> {
    let lang = cx.settings.lang;
    let said = cx.cell(row, "amount").map(|text| cell::amount(lang, text, deal.currency));
    let said = said.transpose()?;
    match said {
        Some(money) if money.minor == 0 && stage.outcome == Outcome::Lost => {
            notes.noted(t!(lang, "import-lost-zero"));
        }
        Some(money) => {
            deal.amount = Some(money.minor);
            deal.currency = money.currency;
        }
        None => notes.noted(t!(lang, "import-amount-unknown")),
    }
    Ok(())
}

/// The record that a cell names; a cell without a name is no mistake.
fn want(
    names: &mut Names,
    cx: &Cx<'_>,
    row: &Row,
    what: What,
    notes: &mut Notes,
) -> Result<Option<Found>, String> {
    let lang = cx.settings.lang;
    let product = what == What::Products;
    let Some(name) = cx.cell(row, if product { "product" } else { "customer" }) else {
        notes.noted(if product {
            t!(lang, "import-no-product")
        } else {
            t!(lang, "import-no-customer")
        });
        return Ok(None);
    };
    let the =
        if product { t!(lang, "import-the-product") } else { t!(lang, "import-the-customer") };
    names.want(lang, &the, name, notes).map(Some).map_err(|why| {
        if product {
            t!(lang, "import-products-first", why = why)
        } else {
            t!(lang, "import-customers-first", why = why)
        }
    })
}

/// What a deal is called: as it says, else product and customer.
fn name(
    cx: &Cx<'_>,
    row: &Row,
    parts: [Option<&Found>; 2],
    external: &str,
) -> Result<String, String> {
    if let Some(name) = cx.cell(row, "name") {
        return cell::name(cx.settings.lang, name);
    }
    let parts = parts.into_iter().flatten().map(|found| found.name.as_str());
    let name = parts.collect::<Vec<_>>().join(" · ");
    Ok(if name.is_empty() { external.to_owned() } else { name })
}
