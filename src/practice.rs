//! The practice org: a small company in the middle of its work, the same each time.

use std::collections::BTreeMap;

use bot_core::commands::new_id;
use bot_core::domain::access::{ADMIN, MANAGER, REP};
use bot_core::domain::activity::{Activity, Way, is_valid};
use bot_core::domain::contact::Contact;
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::{Deal, DealLine};
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::money::{Currency, Quantity};
use bot_core::domain::org::Org;
use bot_core::domain::people::{Lang, Person, Team};
use bot_core::domain::pipeline::{Outcome, Pipeline};
use bot_core::domain::product::Product;
use bot_core::domain::record::Record as _;
use bot_core::store::{RecordsExt as _, Tx};
use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::fault::Done;
use crate::init::{NewOrg, NewPerson, add_person, head};

/// The company.
pub fn org() -> NewOrg {
    NewOrg {
        name: "练习公司".to_owned(),
        admin: "dana".to_owned(),
        zone: chrono_tz::Asia::Shanghai,
        currency: Currency::CNY,
        lang: Lang::Zh,
    }
}

/// Its products: own code, name, unit, price and floor price in minor units.
const PRODUCTS: [(&str, &str, &str, i64, Option<i64>); 4] = [
    ("A100", "空调", "台", 350_000, Some(300_000)),
    ("B7", "配件包", "套", 120_000, None),
    ("C1", "螺丝", "个", 35, None),
    ("C2", "螺丝", "个", 35, None),
];

/// A customer: name, whose it is, level, industry, region.
struct PracticeCustomer(&'static str, &'static str, &'static str, &'static str, &'static str);

const CUSTOMERS: [PracticeCustomer; 3] = [
    PracticeCustomer("华为技术有限公司", "amy", "A", "通信", "深圳"),
    PracticeCustomer("华威机械", "amy", "B", "机械", "苏州"),
    PracticeCustomer("华星电子", "bo", "B", "电子", "杭州"),
];

/// Whom one calls there: name, position, phone.
const CONTACTS: [(&str, &str, &str); 3] = [
    ("李工", "采购工程师", "13700137001"),
    ("王总", "总经理", "13700137002"),
    ("赵经理", "设备部经理", "13700137003"),
];

/// A deal: name, customer, stage, product, pieces, price of one in minor units, days since it was
/// opened, days until it is expected to close or since it was closed.
struct PracticeDeal(&'static str, usize, &'static str, usize, i64, i64, u64, u64);

/// Amy's deals are with the first two customers, Bo's with the third: one in every stage for each.
const DEALS: [PracticeDeal; 12] = [
    PracticeDeal("办公楼空调", 0, "needs", 0, 20, 350_000, 6, 60),
    PracticeDeal("食堂空调", 1, "proposal", 0, 8, 350_000, 12, 45),
    PracticeDeal("机房空调", 0, "quotation", 0, 12, 340_000, 20, 30),
    PracticeDeal("备件年度采购", 0, "contract", 1, 30, 120_000, 35, 14),
    PracticeDeal("一期车间空调", 1, "won", 0, 10, 350_000, 50, 3),
    PracticeDeal("宿舍空调", 1, "lost", 0, 40, 310_000, 45, 5),
    PracticeDeal("实验室空调", 2, "needs", 0, 6, 350_000, 4, 70),
    PracticeDeal("维修配件", 2, "proposal", 1, 15, 120_000, 15, 40),
    PracticeDeal("仓库空调", 2, "quotation", 0, 16, 330_000, 25, 21),
    PracticeDeal("紧固件框架", 2, "contract", 2, 100_000, 35, 30, 10),
    PracticeDeal("展厅空调", 2, "won", 0, 5, 350_000, 40, 8),
    PracticeDeal("门店空调", 2, "lost", 0, 25, 320_000, 60, 12),
];

/// What is to happen next: deal, days from today (before it when negative), way, what.
const NEXT: [(usize, i64, Way, &str); 6] = [
    (2, -2, Way::Call, "问报价反馈"),
    (1, -1, Way::Visit, "现场看安装位置"),
    (0, 0, Way::Call, "确认需求清单"),
    (3, 2, Way::Meeting, "过合同条款"),
    (8, -3, Way::Call, "催报价回复"),
    (6, 1, Way::Message, "发产品资料"),
];

/// Fills the org, all within the caller's transaction.
pub async fn fill(tx: &mut dyn Tx, org: &Org, now: Instant) -> Done {
    tx.on_behalf_of("init");
    let today = now.utc().with_timezone(&org.zone).date_naive();
    let pipeline = Pipeline::standard(|| new_id(now));
    tx.add_pipeline(&pipeline).await?;
    let people = people(tx, org, now).await?;
    let products = products(tx, now).await?;
    let customers = customers(tx, &people, now).await?;
    let mut deals = Vec::new();
    for new in &DEALS {
        let deal = deal(new, &pipeline, &products, &customers, today);
        let deal = Deal { head: head(tx, Kind::Deal, now).await?, ..deal };
        tx.save(None, &deal, now).await?;
        log(tx, &deal, new.6, now).await?;
        deals.push(deal);
    }
    for (place, days, way, what) in NEXT {
        follow_up(tx, &deals[place], (days, way, what), today, now).await?;
    }
    Ok(())
}

async fn people(tx: &mut dyn Tx, org: &Org, now: Instant) -> Done<Vec<Person>> {
    let team =
        Team { head: head(tx, Kind::Team, now).await?, name: "华东".to_owned(), parent: None };
    tx.save(None, &team, now).await?;
    let east = Some(team.id());
    let mut people = Vec::new();
    for (handle, name, role, team) in [
        ("amy", "Amy", REP, east),
        ("bo", "Bo", REP, east),
        ("chen", "陈主管", MANAGER, east),
        ("dana", "Dana", ADMIN, None),
    ] {
        let new = NewPerson { handle, name, role, team };
        people.push(add_person(tx, org, &new, now).await?);
    }
    Ok(people)
}

async fn products(tx: &mut dyn Tx, now: Instant) -> Done<Vec<Product>> {
    let mut products = Vec::new();
    for (sku, name, unit, price, floor) in PRODUCTS {
        let product = Product {
            head: head(tx, Kind::Product, now).await?,
            sku: sku.to_owned(),
            name: name.to_owned(),
            unit: Some(unit.to_owned()),
            price: Some(price),
            floor,
            cost: None,
            currency: Currency::CNY,
            tax: None,
            series: None,
            prices: Vec::new(),
        };
        tx.save(None, &product, now).await?;
        products.push(product);
    }
    Ok(products)
}

async fn customers(tx: &mut dyn Tx, people: &[Person], now: Instant) -> Done<Vec<Customer>> {
    let mut customers = Vec::new();
    for (new, (contact, title, phone)) in CUSTOMERS.iter().zip(CONTACTS) {
        let &PracticeCustomer(name, owner, level, industry, region) = new;
        let owner = people.iter().find(|person| person.handle == owner);
        let owner = owner.map(Person::person_id);
        let customer = Customer {
            head: head(tx, Kind::Customer, now).await?,
            name: name.to_owned(),
            aliases: Vec::new(),
            level: Some(level.to_owned()),
            industry: Some(industry.to_owned()),
            region: Some(region.to_owned()),
            address: None,
            phone: None,
            email: None,
            tags: Vec::new(),
            note: None,
            owner,
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
        };
        tx.save(None, &customer, now).await?;
        let contact = Contact {
            head: head(tx, Kind::Contact, now).await?,
            customer: customer.id(),
            name: contact.to_owned(),
            title: Some(title.to_owned()),
            phone: Some(phone.to_owned()),
            email: None,
            note: None,
            owner,
        };
        tx.save(None, &contact, now).await?;
        customers.push(customer);
    }
    Ok(customers)
}

/// The deal as it stands, still without a number.
fn deal(
    new: &PracticeDeal,
    pipeline: &Pipeline,
    products: &[Product],
    customers: &[Customer],
    today: NaiveDate,
) -> Deal {
    let &PracticeDeal(name, customer, stage, product, pieces, price, age, days) = new;
    let customer = &customers[customer];
    let amount = price * pieces;
    let mut deal = Deal {
        head: customer.head.clone(),
        name: name.to_owned(),
        customer: Some(customer.id()),
        amount: Some(amount),
        currency: Currency::CNY,
        pipeline: pipeline.id,
        stage: Uuid::nil(),
        reached: 0,
        outcome: Outcome::Open,
        expected_close: None,
        opened_on: Some(today - Days::new(age)),
        closed_on: None,
        lost_reason: None,
        lost_note: None,
        competitor: None,
        note: None,
        owner: customer.owner,
        helpers: Vec::new(),
        lines: vec![DealLine {
            product: products[product].id(),
            quantity: Some(Quantity::pieces(pieces)),
            amount: Some(amount),
        }],
        lead: None,
    };
    // A lost deal has passed the stages before: it was given up at the quotation.
    for stage in pipeline.stages.iter().filter(|s| s.key == "quotation" && stage == "lost") {
        deal.enter(pipeline, stage, today);
    }
    for stage in pipeline.stages.iter().filter(|s| s.key == stage) {
        deal.enter(pipeline, stage, today - Days::new(days));
    }
    match deal.outcome {
        Outcome::Open => deal.expected_close = Some(today + Days::new(days)),
        Outcome::Won => {}
        Outcome::Lost => {
            deal.lost_reason = Some("price".to_owned());
            deal.lost_note = Some("对方报价更低".to_owned());
        }
    }
    deal
}

/// The call with which work on a deal began.
async fn log(tx: &mut dyn Tx, deal: &Deal, age: u64, now: Instant) -> Done {
    let content = format!("电话沟通{}的需求和预算", deal.name);
    let days = i64::try_from(age / 2).unwrap_or(0);
    let activity = Activity {
        head: head(tx, Kind::Activity, now).await?,
        on_kind: Kind::Deal,
        on_id: deal.id(),
        customer: deal.customer,
        way: Way::Call,
        participants: Vec::new(),
        valid: is_valid(&content),
        content,
        at: now.plus_millis(-days * 24 * 60 * 60 * 1000),
        owner: deal.owner,
        spot: None,
        stay: None,
        files: Vec::new(),
    };
    Ok(tx.save(None, &activity, now).await?)
}

async fn follow_up(
    tx: &mut dyn Tx,
    deal: &Deal,
    (days, way, what): (i64, Way, &str),
    today: NaiveDate,
    now: Instant,
) -> Done {
    let due = today + chrono::TimeDelta::days(days);
    let follow_up = FollowUp {
        head: head(tx, Kind::FollowUp, now).await?,
        on_kind: Kind::Deal,
        on_id: deal.id(),
        customer: deal.customer,
        what: what.to_owned(),
        way: Some(way),
        due_at: None,
        due_day: Some(due),
        owner: deal.owner,
        state: FollowUpState::Open,
        ended_at: None,
        promise: false,
    };
    Ok(tx.save(None, &follow_up, now).await?)
}
