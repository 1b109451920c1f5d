//! How conversations begin: who is there, with which customers, products and deals.

use std::collections::BTreeMap;

use bot_core::commands::new_id;
use bot_core::domain::contact::Contact;
use bot_core::domain::customer::Customer;
use bot_core::domain::deadlines::{FOLLOW_UP_DUE, NO_NEXT_STEP, NUDGES};
use bot_core::domain::deal::{Deal, DealLine};
use bot_core::domain::ids::PersonId;
use bot_core::domain::money::{Currency, Quantity};
use bot_core::domain::pipeline::Outcome;
use bot_core::domain::product::Product;
use bot_core::domain::record::{Head, Record};
use bot_core::domain::settings::Settings;
use bot_core::store::RecordsExt;

use super::World;

/// Writes records down, each with the next number of its kind.
pub async fn save<R: Record>(w: &World, records: impl IntoIterator<Item = R>) -> Vec<R> {
    let mut saved = Vec::new();
    let mut unit = w.begin().await;
    for mut record in records {
        record.head_mut().n = unit.tx().next_number(R::KIND).await.expect("a number");
        unit.tx().save(None, &record, w.now()).await.expect("saved");
        saved.push(record);
    }
    unit.commit().await.expect("a commit");
    saved
}

/// Nobody is reminded of anything but follow-ups: for conversations about something else.
pub async fn only_follow_ups(w: &World) {
    without(w, NUDGES.into_iter().filter(|rule| *rule != FOLLOW_UP_DUE)).await;
}

/// Nobody is reminded of anything.
pub async fn no_nudges(w: &World) {
    without(w, NUDGES).await;
}

/// Nobody is reminded that nothing is planned: for conversations that begin with customers of which
/// nobody speaks.
pub async fn no_next_steps(w: &World) {
    without(w, [NO_NEXT_STEP]).await;
}

async fn without(w: &World, off: impl IntoIterator<Item = &str>) {
    let mut rules = Settings::standard(w.org.id, w.org.zone);
    rules.nudges.off = off.into_iter().map(str::to_owned).collect();
    let mut unit = w.begin().await;
    unit.tx().save(None, &rules, w.now()).await.expect("rules");
    unit.commit().await.expect("a commit");
}

/// The head of a record that is made now.
pub fn head(w: &World) -> Head {
    Head::new(new_id(w.now()), 0, w.now())
}

/// A customer that is not saved yet.
fn named(w: &World, name: &str, owner: PersonId) -> Customer {
    Customer {
        head: head(w),
        name: name.to_owned(),
        aliases: Vec::new(),
        level: None,
        industry: None,
        region: None,
        address: None,
        phone: None,
        email: None,
        tags: Vec::new(),
        note: None,
        owner: Some(owner),
        helpers: Vec::new(),
        parent: None,
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
        place: None,
    }
}

/// A customer of somebody.
pub async fn customer(w: &World, name: &str, owner: PersonId) -> Customer {
    save(w, [named(w, name, owner)]).await.remove(0)
}

/// A customer with a phone, and with a contact where one is named.
pub async fn with_phone(w: &World, owner: PersonId, name: &str, contact: Option<&str>) {
    let phone = Some("13800138000".to_owned());
    let customer = Customer { phone, ..named(w, name, owner) };
    let customer = save(w, [customer]).await.remove(0);
    let contact = contact.map(|name| Contact {
        head: head(w),
        customer: customer.id(),
        name: name.to_owned(),
        title: None,
        phone: None,
        email: None,
        note: None,
        owner: customer.owner,
    });
    save(w, contact).await;
}

/// Amy and Ben, who reads English, each with a customer.
pub async fn two_languages(w: &World) {
    let amy = w.rep("amy").await;
    let ben = w.english("ben").await;
    with_phone(w, amy, "华星电子", Some("李工")).await;
    with_phone(w, ben, "Acme Trading", None).await;
}

/// A product that is not saved yet.
pub fn product(
    w: &World,
    sku: &str,
    name: &str,
    price: Option<i64>,
    floor: Option<i64>,
) -> Product {
    Product {
        head: head(w),
        sku: sku.to_owned(),
        name: name.to_owned(),
        unit: (sku == "A100").then(|| "台".to_owned()),
        price,
        floor,
        cost: None,
        currency: Currency::CNY,
        tax: None,
        series: None,
        prices: Vec::new(),
    }
}

/// Amy with two customers, Bo with one, and Chen, their manager.
pub async fn team(w: &World) {
    let (amy, bo) = (w.rep("amy").await, w.rep("bo").await);
    w.manager("chen").await;
    customer(w, "华为技术有限公司", amy).await;
    customer(w, "华威机械", amy).await;
    customer(w, "华星电子", bo).await;
}

/// Six products, some of them without a price.
pub async fn products(w: &World) -> Vec<Product> {
    let all = [
        ("A100", "空调", Some(350_000), Some(300_000)),
        ("B7", "配件包", Some(120_000), None),
        ("C1", "螺丝", Some(35), None),
        ("C2", "螺丝", Some(35), None),
        ("D9", "定制柜", None, None),
        ("E5", "定制门", None, None),
    ];
    save(w, all.map(|(sku, name, price, floor)| product(w, sku, name, price, floor))).await
}

/// Amy with 华星科技 (C-1) and 三一重工 (C-2), the manager Chen, six products.
pub async fn shop(w: &World) {
    let amy = w.rep("amy").await;
    w.manager("chen").await;
    customer(w, "华星科技", amy).await;
    customer(w, "三一重工", amy).await;
    products(w).await;
}

/// The same with a deal D-1 of 20 A100 for 66,000 and a deal D-2 about no product.
pub async fn shop_with_deals(w: &World) {
    let amy = w.rep("amy").await;
    w.manager("chen").await;
    let customer = customer(w, "华星科技", amy).await;
    let products = products(w).await;
    let lines = vec![DealLine {
        product: products[0].id(),
        quantity: Some(Quantity::pieces(20)),
        amount: Some(6_600_000),
    }];
    let mut unit = w.begin().await;
    let pipeline = unit.tx().pipelines().await.expect("pipelines").remove(0);
    unit.rollback().await;
    let deals = [("空调", lines), ("改造", Vec::new())].map(|(name, lines)| Deal {
        head: head(w),
        name: name.to_owned(),
        customer: Some(customer.id()),
        amount: None,
        currency: Currency::CNY,
        pipeline: pipeline.id,
        stage: pipeline.stages[0].id,
        reached: 1,
        outcome: Outcome::Open,
        expected_close: None,
        opened_on: None,
        closed_on: None,
        lost_reason: None,
        lost_note: None,
        competitor: None,
        note: None,
        owner: Some(amy),
        helpers: Vec::new(),
        lines,
        lead: None,
    });
    save(w, deals).await;
}
