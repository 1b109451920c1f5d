//! Two of every kind, unlike in every field.

use std::collections::BTreeMap;

use bot_core::domain::activity::{Activity, Stay, Way};
use bot_core::domain::calendar::Hours;
use bot_core::domain::contact::Contact;
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::{Deal, DealLine};
use bot_core::domain::digest::{DigestKind, DigestPlan, Rhythm};
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::{Instant, Kind, OrgId, PersonId};
use bot_core::domain::lead::{Lead, LeadStatus};
use bot_core::domain::money::{Currency, Paid, Quantity};
use bot_core::domain::order::{Approval, Order, OrderLine, OrderStatus, Parcel};
use bot_core::domain::people::{Lang, Leave, Person, Team};
use bot_core::domain::pipeline::Outcome;
use bot_core::domain::product::{ListPrice, Product};
use bot_core::domain::record::Head;
use bot_core::domain::settings::{Base, OwnDay, Settings};
use chrono::NaiveDate;
use chrono_tz::Tz;
use uuid::Uuid;

use crate::world::NOW;

pub struct Samples {
    pub leads: [Lead; 2],
    pub customers: [Customer; 2],
    pub contacts: [Contact; 2],
    pub deals: [Deal; 2],
    pub activities: [Activity; 2],
    pub follow_ups: [FollowUp; 2],
    pub products: [Product; 2],
    pub orders: [Order; 2],
    pub people: [Person; 2],
    pub teams: [Team; 2],
    pub settings: [Settings; 2],
}

pub fn all() -> Samples {
    Samples {
        leads: [false, true].map(lead),
        customers: [false, true].map(customer),
        contacts: [false, true].map(contact),
        deals: [false, true].map(deal),
        activities: [false, true].map(activity),
        follow_ups: [false, true].map(follow_up),
        products: [false, true].map(product),
        orders: [false, true].map(order),
        people: [false, true].map(person),
        teams: [false, true].map(team),
        settings: [false, true].map(settings),
    }
}

pub fn head() -> Head {
    Head::new(Uuid::now_v7(), 1, NOW)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn text(full: bool, text: &str) -> Option<String> {
    full.then(|| text.to_owned())
}

fn id(full: bool) -> Option<Uuid> {
    full.then(Uuid::now_v7)
}

fn owner(full: bool) -> Option<PersonId> {
    id(full).map(PersonId)
}

fn at(full: bool) -> Option<Instant> {
    full.then(|| NOW.plus_millis(77))
}

pub fn lead(full: bool) -> Lead {
    Lead {
        head: head(),
        name: text(!full, "张三"),
        company: text(full, "华星科技"),
        phone: text(full, "138 0013 8000"),
        email: text(full, "z@example.com"),
        source: text(full, "referral"),
        need: text(full, "20 台\n空调"),
        region: text(full, "上海"),
        tags: if full { vec!["急".to_owned()] } else { Vec::new() },
        owner: owner(full),
        status: if full { LeadStatus::Lost } else { LeadStatus::New },
        lost_reason: text(full, "price"),
        lost_note: text(full, "太贵"),
        customer: id(full),
        rule: full.then_some(3),
        given_at: at(full),
        also: if full { vec!["13900139000".to_owned()] } else { Vec::new() },
        merged: id(full),
        apart: id(full).map(|id| (id, "0f".to_owned())).into_iter().collect(),
    }
}

pub fn customer(full: bool) -> Customer {
    Customer {
        head: head(),
        name: "华为技术有限公司".to_owned(),
        aliases: if full { vec!["HW".to_owned()] } else { Vec::new() },
        level: text(full, "A"),
        industry: text(full, "通信"),
        region: text(full, "深圳"),
        address: text(full, "坂田"),
        phone: text(full, "0755-1"),
        email: text(full, "a@b.cn"),
        tags: if full { vec!["大".to_owned()] } else { Vec::new() },
        note: text(full, "老客户"),
        owner: owner(full),
        helpers: owner(full).into_iter().collect(),
        parent: id(full),
        credit: full.then_some(5_000_000),
        tax_title: text(full, "华为技术有限公司"),
        tax_id: text(full, "91350100M000100Y43"),
        bank: text(full, "招商银行"),
        bank_account: text(full, "5919"),
        billing: text(full, "坂田 0755-1"),
        lead: id(full),
        also: if full { vec!["13900139000".to_owned()] } else { Vec::new() },
        merged: id(full),
        apart: id(full).map(|id| (id, "0f".to_owned())).into_iter().collect(),
        place: text(full, "31.230416,121.473701"),
    }
}

pub fn contact(full: bool) -> Contact {
    Contact {
        head: head(),
        customer: Uuid::now_v7(),
        name: "李工".to_owned(),
        title: text(full, "总工"),
        phone: text(full, "139"),
        email: text(full, "l@b.cn"),
        note: text(full, "怕冷"),
        owner: owner(full),
    }
}

pub fn deal(full: bool) -> Deal {
    let line = DealLine { product: Uuid::now_v7(), quantity: Some(Quantity(1500)), amount: None };
    Deal {
        head: head(),
        name: "空调一批".to_owned(),
        customer: id(full),
        amount: full.then_some(7_000_000),
        currency: if full { Currency::USD } else { Currency::CNY },
        pipeline: Uuid::now_v7(),
        stage: Uuid::now_v7(),
        reached: i64::from(full) + 1,
        outcome: if full { Outcome::Lost } else { Outcome::Open },
        expected_close: full.then(|| day("2026-02-03")),
        opened_on: full.then(|| day("2026-01-01")),
        closed_on: full.then(|| day("2026-03-09")),
        lost_reason: text(full, "price"),
        lost_note: text(full, "太贵"),
        competitor: text(full, "格力"),
        note: text(full, "?"),
        owner: owner(full),
        helpers: owner(full).into_iter().collect(),
        lines: if full { vec![line] } else { Vec::new() },
        lead: id(full),
    }
}

pub fn activity(full: bool) -> Activity {
    Activity {
        head: head(),
        on_kind: if full { Kind::FollowUp } else { Kind::Deal },
        on_id: Uuid::now_v7(),
        customer: id(full),
        way: if full { Way::Visit } else { Way::Call },
        content: "谈了报价".to_owned(),
        at: NOW,
        owner: owner(full),
        participants: id(full).into_iter().collect(),
        valid: full,
        spot: text(full, "31.230416,121.473701"),
        stay: full.then_some(Stay { left: at(true), metres: Some(80), accuracy: Some(12) }),
        files: id(full).into_iter().collect(),
    }
}

pub fn follow_up(full: bool) -> FollowUp {
    FollowUp {
        head: head(),
        on_kind: Kind::Lead,
        on_id: Uuid::now_v7(),
        customer: id(full),
        what: "回访".to_owned(),
        way: full.then_some(Way::Call),
        due_at: at(!full),
        due_day: full.then(|| day("2026-02-03")),
        owner: owner(full),
        state: if full { FollowUpState::Done } else { FollowUpState::Open },
        ended_at: at(full),
        promise: full,
    }
}

pub fn product(full: bool) -> Product {
    Product {
        head: head(),
        sku: "A100".to_owned(),
        name: "空调".to_owned(),
        unit: text(full, "台"),
        price: full.then_some(350_000),
        floor: full.then_some(300_000),
        cost: full.then_some(200_000),
        currency: Currency::CNY,
        tax: full.then_some(1_300),
        series: text(full, "A"),
        prices: full
            .then(|| ListPrice {
                level: text(full, "A"),
                from: Quantity::pieces(50),
                price: 310_000,
            })
            .into_iter()
            .collect(),
    }
}

pub fn order(full: bool) -> Order {
    let line = OrderLine::new(Uuid::now_v7(), Quantity::pieces(2), 35, Paid(9_000));
    let line = line.map(|line| OrderLine { shipped: Quantity::pieces(1), ..line });
    let parcel = line.as_ref().zip(at(true)).map(|(line, at)| Parcel {
        at,
        carrier: "顺丰".to_owned(),
        tracking: text(full, "SF1"),
        goods: vec![(line.product, line.shipped)],
    });
    Order {
        head: head(),
        customer: Uuid::now_v7(),
        deal: id(full),
        lines: line.into_iter().filter(|_| full).collect(),
        total: if full { 63 } else { 0 },
        currency: Currency::CNY,
        status: if full { OrderStatus::Shipped } else { OrderStatus::Draft },
        owner: owner(full),
        confirmed_by: owner(full),
        confirmed_at: at(full),
        carrier: text(full, "顺丰"),
        tracking: text(full, "SF1"),
        shipped_at: at(full),
        delivered_at: at(full),
        cancel_reason: text(full, "-"),
        note: text(full, "轻放"),
        approval: owner(full).zip(at(full)).map(|(by, at)| Approval { by, at, over: Some(5) }),
        returned: text(full, "太低"),
        parcels: parcel.into_iter().filter(|_| full).collect(),
    }
}

pub fn person(full: bool) -> Person {
    Person {
        head: head(),
        handle: "zoe".to_owned(),
        name: "佐伊".to_owned(),
        lang: if full { Lang::En } else { Lang::Zh },
        zone: if full { Tz::Asia__Tokyo } else { Tz::Asia__Shanghai },
        roles: if full {
            vec!["manager".to_owned(), "rep".to_owned()]
        } else {
            vec!["rep".to_owned()]
        },
        team: id(full),
        frozen: full,
        cover: full.then(|| PersonId(Uuid::now_v7())),
        cover_until: at(full),
        quiet: full.then(|| Hours::new(19, 9)),
        leave: full.then(|| Leave {
            from: day("2026-10-01"),
            until: day("2026-10-09"),
            cover: Some(PersonId(Uuid::now_v7())),
        }),
        digests: if full {
            let rhythm = Some(Rhythm::Cron("0 7 * * 1-5".parse().expect("cron")));
            [(DigestKind::Daily, DigestPlan { on: Some(true), rhythm, only_if: true })].into()
        } else {
            BTreeMap::new()
        },
    }
}

pub fn team(full: bool) -> Team {
    Team { head: head(), name: "华东".to_owned(), parent: id(full) }
}

pub fn settings(full: bool) -> Settings {
    let usual = Settings::standard(OrgId(Uuid::now_v7()), Tz::Asia__Shanghai);
    if !full {
        return usual;
    }
    let mut own =
        Settings { base: Base::Plain, week: [false, true, true, true, true, true, true], ..usual };
    own.days.insert(day("2026-03-08"), OwnDay { working: false, name: "盘点".to_owned() });
    own.years.insert(2027);
    own.hours = Hours::new(8, 17);
    own.quiet = Hours::new(22, 7);
    own.approvals.discount = 2_000;
    own.visits.radius = 500;
    own.nudges.most = 3;
    own.nudges.off.insert("order_waits".to_owned());
    own
}
