//! Lists, look-ups by name and sums, each within a scope.

use bot_core::domain::access::{Reach, Scope};
use bot_core::domain::deal::{Deal, DealLine};
use bot_core::domain::ids::{Kind, PersonId};
use bot_core::domain::money::{Currency, Quantity};
use bot_core::domain::names::{Rung, SearchKey, keys_of_name, keys_of_query};
use bot_core::domain::order::{Order, OrderStatus};
use bot_core::domain::people::Person;
use bot_core::domain::pipeline::Outcome;
use bot_core::domain::record::Record;
use bot_core::store::{
    ActivityFilter, CustomerFilter, DealFilter, FollowUpFilter, LeadFilter, ListSum, OrderFilter,
    Page, RecordsExt as _, SortBy, Split, Unit, WonQuestion, WonSum,
};
use uuid::Uuid;

use crate::samples::{self, day};
use crate::world::{NOW, World, scope};

const PAGE: Page = Page { below: None, limit: 50 };

/// A manager over two teams, a rep in the lower one, one elsewhere, and an admin.
struct House {
    world: World,
    chen: Person,
    amy: Person,
    bo: Person,
    dana: Person,
}

impl House {
    async fn new() -> Self {
        let world = World::new().await;
        let east = world.team("华东", None).await;
        let city = world.team("上海", Some(east)).await;
        let west = world.team("西部", None).await;
        Self {
            chen: world.person("chen", &["manager"], Some(east)).await,
            amy: world.person("amy", &["rep"], Some(city)).await,
            bo: world.person("bo", &["rep"], Some(west)).await,
            dana: world.person("dana", &["admin"], None).await,
            world,
        }
    }

    fn scopes(&self) -> [Scope; 4] {
        [
            scope(&self.amy, Reach::Own),
            scope(&self.chen, Reach::Subtree),
            scope(&self.bo, Reach::Subtree),
            scope(&self.dana, Reach::All),
        ]
    }
}

async fn save<R: Record>(unit: &mut Box<dyn Unit>, record: R) -> R {
    let mut record = record;
    record.head_mut().n = unit.tx().next_number(R::KIND).await.expect("a number");
    unit.save(None, &record, NOW).await.expect("saved");
    record
}

#[tokio::test]
async fn everybody_sees_their_own_their_teams_or_all() {
    let house = House::new().await;
    let mut unit = house.world.begin().await;
    for owner in [Some(&house.amy), Some(&house.bo), Some(&house.chen), None] {
        let owner = owner.map(Person::person_id);
        let mut lead = samples::lead(false);
        lead.owner = owner;
        save(&mut unit, lead).await;
        let mut customer = samples::customer(false);
        customer.owner = owner;
        save(&mut unit, customer).await;
        let mut deal = samples::deal(false);
        deal.owner = owner;
        save(&mut unit, deal).await;
        let mut order = samples::order(false);
        order.owner = owner;
        save(&mut unit, order).await;
    }
    unit.commit().await.expect("a commit");
    let mut unit = house.world.begin().await;
    let tx = unit.tx();
    let expected: [&[i64]; 4] = [&[1], &[3, 1], &[2], &[4, 3, 2, 1]];
    for (scope, expected) in house.scopes().into_iter().zip(expected) {
        let leads = tx.leads(&LeadFilter::default(), scope, PAGE).await.expect("leads");
        assert_eq!(leads.iter().map(|r| r.head.n).collect::<Vec<_>>(), expected);
        let customers = tx.customers(&CustomerFilter::default(), scope, PAGE).await;
        let customers = customers.expect("customers");
        assert_eq!(customers.iter().map(|r| r.head.n).collect::<Vec<_>>(), expected);
        let deals = tx.deals(&DealFilter::default(), scope, PAGE).await.expect("deals");
        assert_eq!(deals.iter().map(|r| r.head.n).collect::<Vec<_>>(), expected);
        let orders = tx.orders(&OrderFilter::default(), scope, PAGE).await.expect("orders");
        assert_eq!(orders.iter().map(|r| r.head.n).collect::<Vec<_>>(), expected);
        let of_amy = Some(house.amy.person_id());
        let filter = OrderFilter { owner: of_amy, ..OrderFilter::default() };
        let orders = tx.orders(&filter, scope, PAGE).await.expect("orders");
        let expected_of_amy: Vec<i64> = expected.iter().copied().filter(|n| *n == 1).collect();
        assert_eq!(orders.iter().map(|r| r.head.n).collect::<Vec<_>>(), expected_of_amy);
        let sums = tx.deal_sums(&DealFilter::default(), scope).await.expect("sums");
        let deals = i64::try_from(expected.len()).expect("few");
        assert_eq!(sums.iter().map(|sum| sum.deals).sum::<i64>(), deals);
        assert_eq!(sums.iter().map(|sum| sum.unknown).sum::<i64>(), deals);
        for n in 1..=4 {
            let code = bot_core::domain::ids::Code { kind: Kind::Deal, n };
            let seen = tx.by_code(code, scope).await.expect("an answer").is_some();
            assert_eq!(seen, expected.contains(&n));
        }
        let keys = samples::lead(false).search_keys();
        let hits = tx.by_keys(&[Kind::Lead], &keys, scope, 9).await.expect("hits");
        assert_eq!(hits.iter().map(|hit| hit.code.n).collect::<Vec<_>>(), expected);
        let twins = tx.twins(&keys, &[], scope).await.expect("twins");
        let seen: Vec<i64> = twins.iter().filter(|t| t.seen).map(|t| t.hit.code.n).collect();
        assert_eq!((twins.len(), seen.as_slice()), (4, expected));
    }
}

#[tokio::test]
async fn filters_and_pages_narrow_a_list() {
    let house = House::new().await;
    let all = scope(&house.dana, Reach::All);
    let mut unit = house.world.begin().await;
    let stage = Uuid::now_v7();
    let mut deals = Vec::new();
    for i in 0..5 {
        let mut deal = samples::deal(i == 0);
        deal.stage = if i % 2 == 0 { stage } else { Uuid::now_v7() };
        deal.amount = Some(i64::from(i) * 1000);
        deal.expected_close = chrono::NaiveDate::from_ymd_opt(2026, 3, i + 1);
        deals.push(save(&mut unit, deal).await);
        save(&mut unit, samples::lead(i == 0)).await;
    }
    unit.commit().await.expect("a commit");
    let mut unit = house.world.begin().await;
    let tx = unit.tx();
    let numbers = |deals: Vec<Deal>| deals.iter().map(|r| r.head.n).collect::<Vec<_>>();
    let page = |below| Page { below, limit: 2 };
    let filter = DealFilter::default();
    assert_eq!(numbers(tx.deals(&filter, all, page(None)).await.expect("two")), [5, 4]);
    assert_eq!(numbers(tx.deals(&filter, all, page(Some(4))).await.expect("two")), [3, 2]);
    let none = tx.deals(&filter, all, page(Some(2))).await.expect("none");
    assert_eq!(numbers(none), [1_i64; 0]);
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
    let closing = DealFilter { closes: Some((day(3), day(5))), ..filter.clone() };
    assert_eq!(numbers(tx.deals(&closing, all, PAGE).await.expect("two")), [4, 3]);
    let sums = tx.deal_sums(&closing, all).await.expect("sums");
    assert_eq!(sums.iter().map(|sum| sum.sum).sum::<i64>(), 5000);
    let few = |most| (closing.clone(), most);
    for (closing, most) in [few(2), few(1)] {
        let found = tx.list_sums(&closing, all, most).await.expect("sums");
        let told = |one: &ListSum| (one.counted, one.deals, one.unknown, one.sum);
        let found = found.map(|all| all.iter().map(told).collect::<Vec<_>>());
        assert_eq!(found, (most == 2).then(|| vec![(true, 2, 0, 5000)]));
    }
    let money = |minor| Some(bot_core::domain::money::Money::new(minor, deals[1].currency));
    let over = DealFilter { at_least: money(3000), ..filter.clone() };
    assert_eq!(numbers(tx.deals(&over, all, PAGE).await.expect("two")), [5, 4]);
    let between = DealFilter { at_most: money(3000), at_least: money(1001), ..filter.clone() };
    assert_eq!(numbers(tx.deals(&between, all, PAGE).await.expect("two")), [4, 3]);
    let oldest = DealFilter { sort: SortBy::Oldest, ..filter.clone() };
    assert_eq!(numbers(tx.deals(&oldest, all, page(None)).await.expect("two")), [2, 3]);
    assert_eq!(numbers(tx.deals(&oldest, all, page(Some(3))).await.expect("two")), [4, 5]);
    let either = DealFilter { stages: vec![stage, Uuid::from_u128(7)], ..filter.clone() };
    assert_eq!(numbers(tx.deals(&either, all, PAGE).await.expect("two")), [5, 3]);
    let old = serde_json::json!({ "stage": stage });
    let old: DealFilter = serde_json::from_value(old).expect("a button of earlier days");
    assert_eq!(old.stages, [stage]);
    let filter = DealFilter { stages: vec![stage], ..filter };
    assert_eq!(numbers(tx.deals(&filter, all, PAGE).await.expect("two")), [5, 3]);
    let filter = DealFilter {
        outcome: Some(Outcome::Lost),
        customer: deals[0].customer,
        owner: deals[0].owner,
        ..filter
    };
    assert_eq!(numbers(tx.deals(&filter, all, PAGE).await.expect("one")), [1]);
    let lost = LeadFilter {
        status: Some(bot_core::domain::lead::LeadStatus::Lost),
        source: Some("referral".to_owned()),
        owner: None,
        ..LeadFilter::default()
    };
    assert_eq!(tx.leads(&lost, all, PAGE).await.expect("one").len(), 1);
    assert_eq!(tx.leads(&LeadFilter::default(), all, PAGE).await.expect("four").len(), 4);
}

#[tokio::test]
async fn the_largest_come_first_and_last_what_is_worth_nobody_knows_what() {
    let house = House::new().await;
    let all = scope(&house.dana, Reach::All);
    let mut unit = house.world.begin().await;
    for amount in [Some(300), None, Some(900), Some(300), None, Some(0)] {
        save(&mut unit, Deal { amount, ..samples::deal(false) }).await;
    }
    let tx = unit.tx();
    for (sort, expected) in
        [(SortBy::Amount, [3, 4, 1, 6, 5, 2]), (SortBy::Least, [6, 1, 4, 3, 2, 5])]
    {
        let filter = DealFilter { sort, ..DealFilter::default() };
        let (mut found, mut below) = (Vec::new(), None);
        loop {
            let some = tx.deals(&filter, all, Page { below, limit: 2 }).await.expect("two");
            let Some(last) = some.last() else { break };
            below = Some(last.head.n);
            found.extend(some.iter().map(|deal| deal.head.n));
        }
        assert_eq!(found, expected, "{sort:?}");
    }
}

#[tokio::test]
async fn what_hangs_on_a_record_is_listed_with_it() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let mut unit = world.begin().await;
    let customer = save(&mut unit, samples::customer(false)).await;
    let deal = save(&mut unit, samples::deal(false)).await;
    let mut contact = samples::contact(false);
    contact.customer = customer.head.id;
    let contact = save(&mut unit, contact).await;
    let mut on_customer = samples::activity(false);
    (on_customer.on_kind, on_customer.on_id) = (Kind::Customer, customer.head.id);
    save(&mut unit, on_customer).await;
    let mut on_deal = samples::activity(false);
    (on_deal.on_id, on_deal.customer) = (deal.head.id, Some(customer.head.id));
    save(&mut unit, on_deal).await;
    save(&mut unit, samples::activity(false)).await;
    let product = save(&mut unit, samples::product(true)).await;
    unit.commit().await.expect("a commit");

    let mut unit = world.begin().await;
    let tx = unit.tx();
    let contacts = tx.contacts(customer.head.id).await.expect("one");
    assert_eq!(contacts[0].head.id, contact.head.id);
    let on = ActivityFilter::On(Kind::Deal, deal.head.id);
    assert_eq!(tx.activities(&on, PAGE).await.expect("one").len(), 1);
    // What was said about a colleague's deal with the customer is the colleague's.
    for (reach, seen) in
        [(Reach::All, vec![2, 1]), (Reach::Subtree, vec![1]), (Reach::Own, vec![1])]
    {
        let of = ActivityFilter::OfCustomer(customer.head.id, scope(&amy, reach));
        let of = tx.activities(&of, PAGE).await.expect("one or two");
        assert_eq!(of.iter().map(|one| one.head.n).collect::<Vec<_>>(), seen);
    }
    assert_eq!(tx.products(SortBy::Newest, PAGE).await.expect("one").len(), 1);
    let found = tx.product_by_sku("a100").await.expect("one").expect("one");
    assert_eq!(found.head.id, product.head.id);
    assert_eq!(tx.product_by_sku("a10").await.expect("none"), None);
    assert_eq!(tx.people().await.expect("amy"), [amy]);
}

#[tokio::test]
async fn what_a_customer_owes_is_what_was_confirmed() {
    let world = World::new().await;
    let mut unit = world.begin().await;
    let customer = Uuid::now_v7();
    let mut confirmed = Vec::new();
    let statuses = OrderStatus::ALL.into_iter().chain([OrderStatus::Confirmed]);
    for (status, total) in statuses.zip([1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]) {
        let order = samples::order(false);
        let order = Order { customer, status, total, owner: None, ..order };
        if status == OrderStatus::Confirmed {
            confirmed.push(order.head.id);
        }
        save(&mut unit, order).await;
    }
    let mut withdrawn = samples::order(false);
    (withdrawn.customer, withdrawn.status, withdrawn.total) = (customer, OrderStatus::Confirmed, 7);
    withdrawn.head.withdrawn = true;
    save(&mut unit, withdrawn).await;
    unit.commit().await.expect("a commit");
    let mut unit = world.begin().await;
    let tx = unit.tx();
    let none = Uuid::nil();
    assert_eq!(tx.owed(customer, Currency::CNY, none).await.expect("a sum"), 1_011_100);
    assert_eq!(tx.owed(customer, Currency::CNY, confirmed[0]).await.expect("a sum"), 1_011_000);
    assert_eq!(tx.owed(customer, Currency::USD, none).await.expect("a sum"), 0);
    assert_eq!(tx.owed(none, Currency::CNY, none).await.expect("a sum"), 0);
}

#[tokio::test]
async fn the_most_overdue_follow_up_comes_first() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let mut unit = world.begin().await;
    // NOW is 2023-11-15 06:13 in Shanghai.
    let dues = [
        (None, Some("2023-11-14")),
        (Some(NOW.plus_millis(-40 * 3_600_000)), None),
        (None, Some("2023-11-15")),
        (Some(NOW.plus_millis(-3_600_000)), None),
        (Some(NOW.plus_millis(1)), None),
        (None, Some("2023-11-16")),
    ];
    for (at, on) in dues {
        let mut one = samples::follow_up(false);
        (one.due_at, one.due_day) = (at, on.map(day));
        one.owner = Some(amy.person_id());
        save(&mut unit, one).await;
    }
    unit.commit().await.expect("a commit");
    let mut unit = world.begin().await;
    let due = FollowUpFilter::DueFor(scope(&amy, Reach::Own), NOW, day("2023-11-15"));
    let due = unit.tx().follow_ups(&due, 9).await.expect("four");
    assert_eq!(due.iter().map(|one| one.head.n).collect::<Vec<_>>(), [2, 1, 4, 3]);
    let on = FollowUpFilter::On(Kind::Lead, due[0].on_id);
    assert_eq!(unit.tx().follow_ups(&on, 9).await.expect("one").len(), 1);
    let first = FollowUpFilter::DueFor(scope(&amy, Reach::Own), NOW, day("2023-11-15"));
    assert_eq!(unit.tx().follow_ups(&first, 1).await.expect("one")[0].head.n, 2);
}

fn key(key: &str, rung: Rung) -> SearchKey {
    SearchKey { key: key.to_owned(), rung }
}

#[tokio::test]
async fn a_name_leads_to_records_the_best_rung_first() {
    let house = House::new().await;
    let all = scope(&house.dana, Reach::All);
    let mut unit = house.world.begin().await;
    let pair = key("hu", Rung::Pair);
    let named = [
        vec![key("huaweitech", Rung::Normal), pair.clone(), key("ua", Rung::Pair)],
        vec![key("huawei", Rung::Normal), pair.clone()],
        vec![key("huawei", Rung::Exact), pair.clone()],
        vec![key("other", Rung::Normal), pair.clone()],
        vec![key("13800138000", Rung::Phone)],
    ];
    for keys in named {
        let mut customer = samples::customer(false);
        customer.head.n = unit.tx().next_number(Kind::Customer).await.expect("a number");
        let change = bot_core::domain::record::Change::of(None, &customer, NOW);
        let mut change = change.expect("a change");
        change.keys = keys;
        unit.tx().save_change(change).await.expect("saved");
    }
    unit.commit().await.expect("a commit");
    let mut unit = house.world.begin().await;
    let asked = [
        key("huawei", Rung::Exact),
        key("huawei", Rung::Normal),
        key("1380013800", Rung::Phone),
        pair,
        key("ua", Rung::Pair),
    ];
    let hits = unit.tx().by_keys(&[Kind::Customer], &asked, all, 9).await.expect("hits");
    let found: Vec<(i64, Rung)> = hits.iter().map(|hit| (hit.code.n, hit.rung)).collect();
    let expected = [(3, Rung::Exact), (2, Rung::Normal), (1, Rung::Normal), (4, Rung::Pair)];
    assert_eq!(found, expected, "an equal key before one that only begins like it");
    assert_eq!(hits[0].label, "华为技术有限公司");
    let two = unit.tx().by_keys(&[Kind::Customer], &asked, all, 2).await.expect("hits");
    assert_eq!(two.len(), 2);
    let none = unit.tx().by_keys(&[Kind::Lead, Kind::Deal], &asked, all, 9).await;
    assert!(none.expect("none").is_empty());
    let phone = [key("13800138000", Rung::Phone)];
    let twins = unit.tx().twins(&phone, &[], scope(&house.amy, Reach::Own)).await.expect("one");
    assert_eq!((twins.len(), twins[0].seen, twins[0].hit.rung), (1, false, Rung::Phone));
}

#[tokio::test]
async fn a_query_finds_what_its_keys_promise() {
    let house = House::new().await;
    let chen = scope(&house.chen, Reach::Subtree);
    let names =
        ["华为技术有限公司", "华威机械", "华星电子", "招商银行", "重庆长安", "Acme Trading Ltd"];
    let mut unit = house.world.begin().await;
    for name in names {
        let mut customer = samples::customer(false);
        (customer.name, customer.owner) = (name.to_owned(), Some(house.amy.person_id()));
        save(&mut unit, customer).await;
    }
    unit.commit().await.expect("a commit");
    let mut unit = house.world.begin().await;
    for query in ["华为", "huawei", "hw", "hx", "华", "yh", "cqca", "trading", "acm", "银行", "x"]
    {
        let asked = keys_of_query(query);
        let hits = unit.tx().by_keys(&[Kind::Customer], &asked, chen, 50).await.expect("hits");
        let mut found: Vec<&str> = hits.iter().map(|hit| hit.label.as_str()).collect();
        found.sort_unstable();
        let promised = |name: &str| {
            keys_of_name(name).iter().any(|has| {
                asked.iter().filter(|asked| asked.rung == has.rung).any(|asked| {
                    has.key == asked.key
                        || asked.rung.by_prefix() && has.key.starts_with(&asked.key)
                })
            })
        };
        let mut expected: Vec<&str> = names.into_iter().filter(|name| promised(name)).collect();
        expected.sort_unstable();
        assert_eq!(found, expected, "{query}");
    }
}

#[tokio::test]
async fn keys_follow_the_record() {
    let world = World::new().await;
    let amy = world.person("amy", &["admin"], None).await;
    let all = scope(&amy, Reach::All);
    let before = world.lead("张三", Some(amy.person_id())).await;
    let mut after = before.clone();
    after.name = Some("李四".to_owned());
    let mut unit = world.begin().await;
    unit.save(Some(&before), &after, NOW).await.expect("saved");
    let old = unit.tx().by_keys(&[Kind::Lead], &before.search_keys(), all, 9).await;
    assert!(old.expect("none").is_empty());
    let new = unit.tx().by_keys(&[Kind::Lead], &after.search_keys(), all, 9).await;
    let new = new.expect("one");
    assert_eq!((new[0].label.as_str(), new[0].owner), ("李四", after.owner));
    unit.commit().await.expect("a commit");
}

fn won(name: &str, deals: i64, sum: i64) -> WonSum {
    WonSum { name: name.to_owned(), key: None, currency: Currency::CNY, deals, sum }
}

#[tokio::test]
async fn won_deals_are_summed_in_each_way() {
    let house = House::new().await;
    let mut unit = house.world.begin().await;
    let mut product = async |name: &str, sku: &str| {
        let mut product = samples::product(false);
        (product.name, product.sku) = (name.to_owned(), sku.to_owned());
        save(&mut unit, product).await.head.id
    };
    let (air, part) = (product("空调", "A").await, product("配件", "B").await);
    let line = |product, amount| DealLine { product, quantity: Some(Quantity::pieces(1)), amount };
    let deals: [(&Person, &str, Option<i64>, Vec<DealLine>); 5] = [
        (&house.amy, "2026-01-31", Some(100), vec![line(air, None)]),
        (&house.amy, "2026-02-01", Some(70), vec![line(air, Some(50)), line(part, Some(20))]),
        (&house.bo, "2026-02-28", Some(30), Vec::new()),
        (&house.bo, "2026-02-28", Some(8), vec![line(air, None), line(part, None)]),
        (&house.bo, "2026-03-01", Some(1_000), Vec::new()),
    ];
    for (owner, closed, amount, lines) in deals {
        let mut deal = samples::deal(false);
        (deal.owner, deal.closed_on) = (Some(owner.person_id()), Some(day(closed)));
        (deal.outcome, deal.amount, deal.lines) = (Outcome::Won, amount, lines);
        save(&mut unit, deal).await;
    }
    unit.commit().await.expect("a commit");
    let mut withdrawn = samples::deal(false);
    (withdrawn.outcome, withdrawn.closed_on) = (Outcome::Won, Some(day("2026-02-02")));
    (withdrawn.head.withdrawn, withdrawn.amount) = (true, Some(9));
    let mut unit = house.world.begin().await;
    save(&mut unit, withdrawn).await;

    let all = scope(&house.dana, Reach::All);
    let mut ask = async |by, scope, owner: Option<PersonId>| {
        let ask = WonQuestion { start: day("2026-01-01"), end: day("2026-03-01"), by, owner };
        let sums = unit.tx().won_sums(&ask, scope).await.expect("sums");
        // Which record each is comes from the test of the lists behind them.
        sums.into_iter().map(|sum| WonSum { key: None, ..sum }).collect::<Vec<_>>()
    };
    assert_eq!(ask(Split::Total, all, None).await, [won("", 4, 208)]);
    let bo = Some(house.bo.person_id());
    assert_eq!(ask(Split::Total, all, bo).await, [won("", 2, 38)]);
    let mine = scope(&house.amy, Reach::Own);
    assert_eq!(ask(Split::Total, mine, None).await, [won("", 2, 170)]);
    let team = scope(&house.chen, Reach::Subtree);
    assert_eq!(ask(Split::Total, team, None).await, [won("", 2, 170)]);
    assert_eq!(ask(Split::Person, all, None).await, [won("AMY", 2, 170), won("BO", 2, 38)]);
    assert_eq!(
        ask(Split::Month, all, None).await,
        [won("2026-01", 1, 100), won("2026-02", 3, 108)]
    );
    assert_eq!(
        ask(Split::Product, all, None).await,
        [won("空调", 3, 150), won("", 1, 30), won("配件", 2, 20)]
    );
}
