//! By what lists are narrowed that stands beside the records themselves.

use std::collections::BTreeSet;

use bot_core::domain::access::Reach;
use bot_core::domain::activity::Activity;
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::{Deal, DealLine};
use bot_core::domain::ids::{Kind, PersonId};
use bot_core::domain::lead::Lead;
use bot_core::domain::people::Person;
use bot_core::domain::pipeline::Outcome;
use bot_core::domain::record::{Head, Record};
use bot_core::store::{
    CustomerFilter, Days, DealFilter, LeadFilter, OrderFilter, Page, Part, RecordsExt as _, SortBy,
    Split, Touched, Unit,
};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::samples::{self, day};
use crate::world::{NOW, World, scope};

const PAGE: Page = Page { below: None, limit: 50 };

async fn save<R: Record>(unit: &mut Box<dyn Unit>, mut record: R) -> R {
    record.head_mut().n = unit.tx().next_number(R::KIND).await.expect("a number");
    unit.save(None, &record, NOW).await.expect("saved");
    record
}

#[tokio::test]
async fn regions_are_told_once_and_any_of_several_is_listed() {
    let world = World::new().await;
    let dana = world.person("dana", &["admin"], None).await;
    let all = scope(&dana, Reach::All);
    let mut unit = world.begin().await;
    for region in [Some("苏州"), Some("深圳"), None, Some("苏州"), Some("Suzhou")] {
        let region = region.map(str::to_owned);
        save(&mut unit, Customer { region: region.clone(), ..samples::customer(false) }).await;
        save(&mut unit, Lead { region, ..samples::lead(false) }).await;
    }
    let tx = unit.tx();
    for kind in [Kind::Customer, Kind::Lead] {
        assert_eq!(tx.regions(kind).await.expect("regions"), ["Suzhou", "深圳", "苏州"]);
    }
    let regions = vec!["苏州".to_owned(), "Suzhou".to_owned()];
    let filter = CustomerFilter { regions: regions.clone(), ..CustomerFilter::default() };
    assert_eq!(tx.customers(&filter, all, PAGE).await.expect("three").len(), 3);
    let filter = LeadFilter { regions, ..LeadFilter::default() };
    assert_eq!(tx.leads(&filter, all, PAGE).await.expect("three").len(), 3);
    let old: CustomerFilter =
        serde_json::from_str(r#"{"region":"深圳"}"#).expect("what was kept earlier");
    assert_eq!(tx.customers(&old, all, PAGE).await.expect("one").len(), 1);
    let old: LeadFilter = serde_json::from_str(r#"{"region":null}"#).expect("one without");
    assert_eq!(old.regions, [""; 0]);
}

#[tokio::test]
async fn what_was_done_lately_or_not_narrows_a_list() {
    let world = World::new().await;
    let dana = world.person("dana", &["admin"], None).await;
    let all = scope(&dana, Reach::All);
    let mut unit = world.begin().await;
    let spoken = save(&mut unit, samples::customer(false)).await;
    let visited = save(&mut unit, samples::customer(false)).await;
    save(&mut unit, samples::customer(false)).await;
    let deal = save(&mut unit, Deal { customer: Some(spoken.id()), ..samples::deal(false) }).await;
    save(&mut unit, samples::deal(false)).await;
    for (on_kind, on_id, customer, valid) in [
        (Kind::Deal, deal.id(), Some(spoken.id()), true),
        (Kind::Customer, visited.id(), None, true),
        (Kind::Deal, deal.id(), Some(visited.id()), false),
    ] {
        let talk = Activity { on_kind, on_id, customer, valid, ..samples::activity(false) };
        save(&mut unit, talk).await;
    }
    let today = NOW.utc().date_naive();
    let days = Days::of(today, today.succ_opt().expect("a day"), Tz::UTC);
    let before = Days::of(today.pred_opt().expect("a day"), today, Tz::UTC);
    let tx = unit.tx();
    for (was, days, customers, deals) in [
        (true, days, vec![2, 1], vec![1]),
        (false, days, vec![3], vec![2]),
        (false, Days::ever(), vec![3], vec![2]),
        (true, before, vec![], vec![]),
    ] {
        let touched = Some(Touched { was, days, known: None });
        let filter = CustomerFilter { touched, ..CustomerFilter::default() };
        let found = tx.customers(&filter, all, PAGE).await.expect("customers");
        assert_eq!(found.iter().map(|one| one.head.n).collect::<Vec<_>>(), customers, "{was}");
        let filter = DealFilter { touched, ..DealFilter::default() };
        let found = tx.deals(&filter, all, PAGE).await.expect("deals");
        assert_eq!(found.iter().map(|one| one.head.n).collect::<Vec<_>>(), deals, "{was}");
    }
}

#[tokio::test]
async fn a_product_or_a_competitor_narrows_a_list() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let bo = world.person("bo", &["rep"], None).await;
    let dana = world.person("dana", &["admin"], None).await;
    let all = scope(&dana, Reach::All);
    let mut unit = world.begin().await;
    let product = save(&mut unit, samples::product(true)).await;
    let owner = Some(amy.person_id());
    let mut customers = Vec::new();
    for _ in 0..3 {
        customers.push(save(&mut unit, Customer { owner, ..samples::customer(false) }).await);
    }
    let line = DealLine { product: product.id(), quantity: None, amount: None };
    let lines = vec![line];
    // A colleague's deal with her customer: she sees the customer and not that.
    let owner = Some(bo.person_id());
    let customer = Some(customers[0].id());
    let deal = Deal { customer, owner, lines, ..samples::deal(false) };
    let competitor = Some("GREE Electric".to_owned());
    save(&mut unit, Deal { competitor, ..deal }).await;
    save(&mut unit, samples::deal(false)).await;
    let mut order = samples::order(true);
    order.lines[0].product = product.id();
    (order.customer, order.owner) = (customers[1].id(), Some(amy.person_id()));
    save(&mut unit, order).await;
    save(&mut unit, samples::order(true)).await;
    let tx = unit.tx();
    let product = Some(product.id());
    let filter = CustomerFilter { product, ..CustomerFilter::default() };
    let found = tx.customers(&filter, all, PAGE).await.expect("two");
    assert_eq!(found.iter().map(|one| one.head.n).collect::<Vec<_>>(), [2, 1]);
    let found = tx.customers(&filter, scope(&amy, Reach::Own), PAGE).await.expect("one");
    assert_eq!(found.iter().map(|one| one.head.n).collect::<Vec<_>>(), [2]);
    let filter = OrderFilter { product, ..OrderFilter::default() };
    assert_eq!(tx.orders(&filter, all, PAGE).await.expect("one").len(), 1);
    let against =
        |name: &str| DealFilter { competitor: Some(name.to_owned()), ..DealFilter::default() };
    assert_eq!(tx.deals(&against("gree"), all, PAGE).await.expect("one").len(), 1);
    assert_eq!(tx.deals(&against("g_ee"), all, PAGE).await.expect("none").len(), 0);
}

#[tokio::test]
async fn what_closes_soonest_comes_first_over_pages() {
    let world = World::new().await;
    let dana = world.person("dana", &["admin"], None).await;
    let all = scope(&dana, Reach::All);
    let mut unit = world.begin().await;
    for (close, closed) in [
        (Some("2026-06-01"), None),
        (None, None),
        (Some("2026-03-01"), None),
        (Some("2026-09-01"), Some("2026-02-01")),
        (Some("2026-03-01"), None),
    ] {
        let outcome = if closed.is_some() { Outcome::Won } else { Outcome::Open };
        let (expected_close, closed_on) = (close.map(day), closed.map(day));
        let deal = Deal { expected_close, closed_on, outcome, ..samples::deal(false) };
        save(&mut unit, deal).await;
    }
    let tx = unit.tx();
    let filter = DealFilter { sort: SortBy::Close, ended_or_not: true, ..DealFilter::default() };
    let (mut found, mut below) = (Vec::new(), None);
    loop {
        let some = tx.deals(&filter, all, Page { below, limit: 2 }).await.expect("two");
        let Some(last) = some.last() else { break };
        below = Some(last.head.n);
        found.extend(some.iter().map(|deal| deal.head.n));
    }
    assert_eq!(found, [4, 3, 5, 1, 2]);
}

#[tokio::test]
async fn fields_that_files_brought_are_told_of_the_newest() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let dana = world.person("dana", &["admin"], None).await;
    let mut unit = world.begin().await;
    for (extra, owner) in [
        (r#"{"产品":"A100","a\"b":"1"}"#, Some(amy.person_id())),
        (r#"{"产品":"B7"}"#, None),
        ("{}", Some(amy.person_id())),
        (r#"{"渠道":"产品"}"#, None),
    ] {
        let extra = serde_json::from_str(extra).expect("fields");
        let head = Head { extra, ..samples::head() };
        save(&mut unit, Customer { head, owner, ..samples::customer(false) }).await;
    }
    let tx = unit.tx();
    let (all, own) = (scope(&dana, Reach::All), scope(&amy, Reach::Own));
    for (having, scope, count) in [
        (None, all, 3),
        (None, own, 1),
        (Some("产品"), all, 2),
        (Some("产品"), own, 1),
        (Some("a\"b"), all, 1),
        (Some("渠"), all, 0),
    ] {
        let found = tx.extras(Kind::Customer, having, scope, 50).await.expect("fields");
        assert_eq!(found.len(), count, "{having:?}");
    }
    let newest = tx.extras(Kind::Customer, Some("产品"), all, 1).await.expect("one");
    assert_eq!(newest[0]["产品"], "B7");
}

#[tokio::test]
async fn the_rows_of_a_split_are_what_a_list_of_their_part_adds_up_to() {
    let world = World::new().await;
    let east = world.team("华东", None).await;
    let amy = world.person("amy", &["rep"], Some(east)).await;
    let bo = world.person("bo", &["rep"], None).await;
    let dana = world.person("dana", &["admin"], None).await;
    let all = scope(&dana, Reach::All);
    let mut unit = world.begin().await;
    let product = save(&mut unit, samples::product(true)).await;
    let line = DealLine { product: product.id(), quantity: None, amount: None };
    for (owner, amount, lines) in [
        (Some(&amy), Some(300), vec![line.clone()]),
        (Some(&amy), None, Vec::new()),
        (Some(&bo), Some(500), vec![line]),
        (None, Some(70), Vec::new()),
    ] {
        let owner = owner.map(Person::person_id);
        save(&mut unit, Deal { owner, amount, lines, ..samples::deal(false) }).await;
    }
    let tx = unit.tx();
    let whole = DealFilter::default();
    for (by, rows) in [(Split::Person, 3), (Split::Team, 2), (Split::Product, 2)] {
        let sums = tx.split_sums(&whole, by, all).await.expect("sums");
        let keys: BTreeSet<Option<Uuid>> = sums.iter().map(|sum| sum.key).collect();
        assert_eq!(keys.len(), rows, "{by:?}");
        for key in keys {
            let part = match by {
                Split::Person => Part::Person(key.map(PersonId)),
                Split::Team => Part::Team(key),
                _ => Part::Product(key),
            };
            let filter = DealFilter { part: Some(part), ..whole.clone() };
            let listed = tx.deal_sums(&filter, all).await.expect("sums");
            let mine = || sums.iter().filter(|sum| sum.key == key).map(|sum| &sum.sum);
            let numbers = |deals: i64, unknown: i64, sum: i64| (deals, unknown, sum);
            assert_eq!(
                numbers(
                    mine().map(|sum| sum.deals).sum(),
                    mine().map(|sum| sum.unknown).sum(),
                    mine().map(|sum| sum.sum).sum(),
                ),
                numbers(
                    listed.iter().map(|sum| sum.deals).sum(),
                    listed.iter().map(|sum| sum.unknown).sum(),
                    listed.iter().map(|sum| sum.sum).sum(),
                ),
                "{by:?}"
            );
        }
    }
    let own = tx.split_sums(&whole, Split::Person, scope(&amy, Reach::Own)).await.expect("own");
    assert!(own.iter().all(|sum| sum.key == Some(amy.id()) && sum.name == amy.name));
}
