//! A company of any size, in which everything has the names, keys, times and events that it has
//! when people write it down.

use std::collections::BTreeMap;

use bot_core::commands::new_id;
use bot_core::domain::activity::{Activity, Way};
use bot_core::domain::contact::Contact;
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::Deal;
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::{Instant, Kind, PersonId};
use bot_core::domain::lead::{Lead, LeadStatus};
use bot_core::domain::money::{Currency, Paid, Quantity};
use bot_core::domain::order::{Order, OrderLine, OrderStatus};
use bot_core::domain::pipeline::{Outcome, Pipeline};
use bot_core::domain::record::{Head, Record};
use bot_core::store::{RecordsExt as _, Tx};
use chrono::{Days, NaiveDate};
use pinyin::ToPinyin as _;
use storage::Storage;
use uuid::Uuid;

use crate::world::{World, dump, scenes};

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;
/// How many sell.
const REPS: usize = 20;
/// How many products there are.
const PRODUCTS: usize = 60;
/// How many follow-ups are due today for each: a day has no more hours in a large company.
const DUE: usize = 12;
/// How many records one transaction writes.
const BATCH: usize = 200;

const PLACES: [(&str, &str); 10] = [
    ("苏州", "suzhou"),
    ("无锡", "wuxi"),
    ("宁波", "ningbo"),
    ("深圳", "shenzhen"),
    ("青岛", "qingdao"),
    ("武汉", "wuhan"),
    ("成都", "chengdu"),
    ("长沙", "changsha"),
    ("合肥", "hefei"),
    ("东莞", "dongguan"),
];
const FIRST: &str = "华中金新鑫东南大长永恒宏达瑞祥盛泰安康德信义诚明光远航海天";
const SECOND: &str = "星威远通达利丰源兴隆茂昌顺和美佳乐友联创智慧云峰山川江河松";
const TRADES: [(&str, &str); 12] = [
    ("科技", "keji"),
    ("机械", "jixie"),
    ("电子", "dianzi"),
    ("贸易", "maoyi"),
    ("化工", "huagong"),
    ("食品", "shipin"),
    ("物流", "wuliu"),
    ("建材", "jiancai"),
    ("纺织", "fangzhi"),
    ("仪器", "yiqi"),
    ("环保", "huanbao"),
    ("医疗", "yiliao"),
];
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文辉玲";

fn at(text: &str, i: usize) -> char {
    let count = text.chars().count();
    text.chars().nth(i % count).unwrap_or('华')
}

/// The two letters by which a company is known: neighbours share few of them.
pub fn brand(i: usize) -> String {
    let i = i * 7919 % 104_729;
    [at(FIRST, i), at(SECOND, i / 31), at(SECOND, i / 31 / 31 + i)].iter().collect()
}

/// The whole name of a company.
pub fn name(i: usize) -> String {
    let (place, trade) = (PLACES[i % PLACES.len()].0, TRADES[i % TRADES.len()].0);
    format!("{place}{}{trade}有限公司", brand(i))
}

/// The name in pinyin, without its place.
pub fn spelled(i: usize) -> String {
    let brand = brand(i);
    let letters: String = brand.as_str().to_pinyin().flatten().map(pinyin::Pinyin::plain).collect();
    format!("{letters}{}", TRADES[i % TRADES.len()].1)
}

/// The initials of its name.
pub fn initials(i: usize) -> String {
    let whole = format!("{}{}", brand(i), TRADES[i % TRADES.len()].0);
    whole.as_str().to_pinyin().flatten().map(pinyin::Pinyin::first_letter).collect()
}

/// Its pinyin with two letters in the wrong order.
pub fn slip(i: usize) -> String {
    let mut letters: Vec<char> = spelled(i).chars().collect();
    letters.swap(1, 2);
    letters.into_iter().collect()
}

/// The phone of a lead.
pub fn phone(i: usize) -> String {
    format!("139{:08}", (i + 11) * 7_368_787 % 100_000_000)
}

/// What somebody at a company is called.
pub fn person(i: usize) -> String {
    let i = i * 5_003 % 15_485_863;
    [at(SURNAMES, i), at(GIVEN, i / 20), at(GIVEN, i / 20 / 28)].iter().collect()
}

/// The company, and a connection of its own to the database.
pub struct Company {
    pub world: World,
    pub bare: Storage,
}

impl Company {
    /// How a file would look for what a statement asks.
    pub fn plan(&self, text: &str) -> Vec<String> {
        if self.world.address.starts_with("postgres") {
            return Vec::new();
        }
        let text = text.replace("{now_ms}", "0").replace("{instant ", "(").replace('}', ")");
        let db = rusqlite::Connection::open(&self.world.address).expect("opened");
        let mut asked = db.prepare(&format!("explain query plan {text}")).expect("a statement");
        let nothing = vec![rusqlite::types::Null; asked.parameter_count()];
        let nothing = rusqlite::params_from_iter(nothing);
        let steps = asked.query_map(nothing, |row| row.get::<_, String>(3)).expect("a plan");
        steps.map(|step| step.expect("a step")).collect()
    }
}

/// Who works there, and what everything needs.
struct Staff {
    reps: Vec<PersonId>,
    pipeline: Pipeline,
    products: Vec<Uuid>,
    now: Instant,
    today: NaiveDate,
}

/// Writes a company down: so many leads, customers and deals, half as many contacts, a tenth as
/// many orders, and what was done and is to be done about each open deal.
pub async fn company(world: World, size: usize) -> Company {
    let mut reps = vec![world.rep("amy").await];
    for i in 1..REPS {
        reps.push(world.rep(&format!("rep{i}")).await);
    }
    world.manager("chen").await;
    world.admin("dana").await;
    let product = |i: usize| {
        let sku = format!("P{i}");
        scenes::product(&world, &sku, &format!("产品{i}号"), Some(10_000), None)
    };
    let products = scenes::save(&world, (0..PRODUCTS).map(product)).await;
    let mut unit = world.begin().await;
    let pipeline = unit.tx().pipelines().await.expect("pipelines").remove(0);
    unit.rollback().await;
    let staff = Staff {
        reps,
        pipeline,
        products: products.iter().map(Record::id).collect(),
        now: world.now(),
        today: NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day"),
    };
    for some in (0..size).collect::<Vec<_>>().chunks(BATCH) {
        world.clock_to(staff.when(some[0], size));
        let mut unit = world.begin().await;
        for &i in some {
            staff.write(unit.tx(), i, size).await;
        }
        unit.commit().await.expect("a commit");
    }
    world.clock_to(staff.now);
    if world.address.starts_with("postgres") {
        dump::execute(&world.address, "analyze").await;
    }
    let bare = crate::beside(&world.address).await;
    Company { world, bare }
}

async fn save<R: Record>(tx: &mut dyn Tx, mut record: R) -> R {
    record.head_mut().n = tx.next_number(R::KIND).await.expect("a number");
    let now = record.head().created_at;
    tx.save(None, &record, now).await.expect("saved");
    record
}

impl Staff {
    fn rep(&self, i: usize) -> Option<PersonId> {
        self.reps.get(i % REPS).copied()
    }

    /// When the record with this place was written down: over two years, the newest last.
    fn when(&self, i: usize, size: usize) -> Instant {
        let left = i64::try_from((size - i) * 730 / size).expect("few");
        self.now.plus_millis(-left * DAY - HOUR)
    }

    fn day(&self, before: usize) -> NaiveDate {
        self.today - Days::new(u64::try_from(before).expect("few"))
    }

    /// One of everything.
    async fn write(&self, tx: &mut dyn Tx, i: usize, size: usize) {
        let at = self.when(i, size);
        let head = || Head::new(new_id(at), 0, at);
        save(tx, self.lead(head(), i)).await;
        let customer = save(tx, self.customer(head(), i)).await;
        if i % 2 == 1 {
            save(tx, Self::contact(head(), i, &customer)).await;
        }
        let deal = save(tx, self.deal(head(), i, size, &customer)).await;
        if deal.outcome == Outcome::Open {
            save(tx, Self::activity(head(), i, &deal)).await;
            save(tx, self.follow_up(head(), i, &deal)).await;
        }
        if i % 10 == 1 {
            save(tx, self.order(head(), i, &customer)).await;
        }
    }

    fn lead(&self, head: Head, i: usize) -> Lead {
        let status = match i % 10 {
            0..4 => LeadStatus::New,
            4..6 => LeadStatus::Contacted,
            6..8 => LeadStatus::Qualified,
            _ => LeadStatus::Lost,
        };
        let sources = ["website", "exhibition", "referral", "ad"];
        let needs = ["20台空调", "配件", "一套系统", "年度维保"];
        Lead {
            head,
            name: Some(person(i)),
            company: Some(name(i + 13)),
            phone: Some(phone(i)),
            email: None,
            source: Some(sources[i % sources.len()].to_owned()),
            need: Some(needs[i % needs.len()].to_owned()),
            region: Some(PLACES[i % PLACES.len()].0.to_owned()),
            tags: if i.is_multiple_of(50) { vec!["VIP".to_owned()] } else { Vec::new() },
            owner: self.rep(i),
            status,
            lost_reason: (status == LeadStatus::Lost).then(|| "price".to_owned()),
            lost_note: None,
            customer: None,
            rule: None,
            given_at: None,
            also: Vec::new(),
            merged: None,
            apart: BTreeMap::new(),
        }
    }

    fn customer(&self, head: Head, i: usize) -> Customer {
        Customer {
            head,
            name: name(i),
            aliases: Vec::new(),
            level: Some(["A", "B", "C"][i % 3].to_owned()),
            industry: Some(TRADES[i % TRADES.len()].0.to_owned()),
            region: Some(PLACES[i % PLACES.len()].0.to_owned()),
            address: None,
            phone: None,
            email: None,
            tags: if i.is_multiple_of(50) { vec!["VIP".to_owned()] } else { Vec::new() },
            note: None,
            owner: self.rep(i / 3),
            helpers: Vec::new(),
            parent: None,
            credit: None,
            place: None,
            tax_title: None,
            tax_id: None,
            bank: None,
            bank_account: None,
            billing: None,
            lead: None,
            also: Vec::new(),
            merged: None,
            apart: BTreeMap::new(),
        }
    }

    fn contact(head: Head, i: usize, customer: &Customer) -> Contact {
        Contact {
            head,
            customer: customer.id(),
            name: person(i + 17),
            title: None,
            phone: Some(format!("136{:08}", i * 5_368_709 % 100_000_000)),
            email: None,
            note: None,
            owner: customer.owner,
        }
    }

    fn deal(&self, head: Head, i: usize, size: usize, customer: &Customer) -> Deal {
        let outcome = match i / 7 % 10 {
            0..4 => Outcome::Open,
            4..7 => Outcome::Won,
            _ => Outcome::Lost,
        };
        let open: Vec<_> = self.pipeline.open().collect();
        let stage = match outcome {
            Outcome::Open => open[i % open.len()],
            ended => self.pipeline.ending(ended).expect("a stage"),
        };
        let opened = (size - i) * 730 / size;
        Deal {
            head,
            name: format!("{}{}台", TRADES[i % TRADES.len()].0, i % 97 + 1),
            customer: Some(customer.id()),
            amount: (!i.is_multiple_of(20))
                .then(|| i64::try_from(i % 500 + 1).expect("few") * 100_000),
            currency: Currency::CNY,
            pipeline: self.pipeline.id,
            stage: stage.id,
            reached: stage.pos.min(4),
            outcome,
            expected_close: self.day(opened.min(60)).checked_add_days(Days::new(i as u64 % 360)),
            opened_on: Some(self.day(opened)),
            closed_on: (outcome != Outcome::Open).then(|| self.day(opened / 2)),
            lost_reason: (outcome == Outcome::Lost).then(|| "price".to_owned()),
            lost_note: None,
            competitor: None,
            note: None,
            owner: customer.owner,
            helpers: Vec::new(),
            lines: Vec::new(),
            lead: None,
        }
    }

    fn activity(head: Head, i: usize, deal: &Deal) -> Activity {
        let ways = [Way::Call, Way::Visit, Way::Message];
        Activity {
            at: head.created_at.plus_millis(HOUR / 2),
            head,
            on_kind: Kind::Deal,
            on_id: deal.id(),
            customer: deal.customer,
            way: ways[i % ways.len()],
            content: "聊了价格和交货期".to_owned(),
            owner: deal.owner,
            participants: Vec::new(),
            valid: true,
            spot: None,
            stay: None,
            files: Vec::new(),
        }
    }

    /// Those of the first deals of each are due, the others in the weeks to come.
    fn follow_up(&self, head: Head, i: usize, deal: &Deal) -> FollowUp {
        let due = i < DUE * REPS * 5 / 2;
        let later = i64::try_from(i % 90).expect("few") * DAY + 2 * DAY;
        FollowUp {
            head,
            promise: false,
            on_kind: Kind::Deal,
            on_id: deal.id(),
            customer: deal.customer,
            what: "回访".to_owned(),
            way: None,
            due_at: Some(self.now.plus_millis(if due { -HOUR } else { later })),
            due_day: None,
            owner: deal.owner,
            state: FollowUpState::Open,
            ended_at: None,
        }
    }

    fn order(&self, head: Head, i: usize, customer: &Customer) -> Order {
        let statuses = [OrderStatus::Draft, OrderStatus::Submitted, OrderStatus::Confirmed];
        let product = self.products[i % PRODUCTS];
        let quantity = Quantity::pieces(i64::try_from(i % 9 + 1).expect("few"));
        let line = OrderLine::new(product, quantity, 10_000, Paid::FULL).expect("a small sum");
        Order {
            head,
            customer: customer.id(),
            deal: None,
            total: line.total,
            lines: vec![line],
            currency: Currency::CNY,
            status: statuses[i / 10 % statuses.len()],
            owner: customer.owner,
            confirmed_by: None,
            confirmed_at: None,
            carrier: None,
            tracking: None,
            shipped_at: None,
            delivered_at: None,
            cancel_reason: None,
            note: None,
            approval: None,
            returned: None,
            parcels: Vec::new(),
        }
    }
}
