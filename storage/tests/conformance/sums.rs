//! What deals add up to.

use bot_core::domain::access::{Reach, Scope};
use bot_core::domain::activity::Activity;
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::{Deal, DealLine};
use bot_core::domain::follow_up::FollowUp;
use bot_core::domain::ids::{Instant, Kind, PersonId};
use bot_core::domain::lead::{Lead, LeadStatus};
use bot_core::domain::money::Currency;
use bot_core::domain::people::Person;
use bot_core::domain::pipeline::{Outcome, Pipeline};
use bot_core::domain::record::Record;
use bot_core::reports::stale::stale;
use bot_core::reports::won::won;
use bot_core::store::{
    ActivityFilter, Days, DealFilter, FollowUpFilter, LeadFilter, Page, Part, Quiet,
    RecordsExt as _, Split, Store as _, Unit, WonQuestion, WonSum,
};
use uuid::Uuid;

use crate::samples;
use crate::world::{NOW, World, scope};

const USD: Currency = Currency::USD;
const CNY: Currency = Currency::CNY;

/// Saves a deal: whose, how much, how it ended, in which stage, about what.
async fn deal(
    world: &World,
    owner: &Person,
    (amount, currency): (Option<i64>, Currency),
    (outcome, stage): (Outcome, Uuid),
    lines: Vec<DealLine>,
) {
    let mut unit = world.begin().await;
    let mut deal: Deal = samples::deal(false);
    deal.head.n = unit.tx().next_number(Kind::Deal).await.expect("a number");
    deal.owner = Some(owner.person_id());
    (deal.amount, deal.currency, deal.outcome, deal.stage) = (amount, currency, outcome, stage);
    deal.closed_on = (outcome != Outcome::Open).then(|| samples::day("2026-03-11"));
    deal.lines = lines;
    unit.save(None, &deal, NOW).await.expect("a deal");
    unit.commit().await.expect("a commit");
}

#[tokio::test]
async fn a_list_adds_up_by_stage_and_currency_within_its_filter_and_scope() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let bo = world.person("bo", &["rep"], None).await;
    let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
    let open = |stage| (Outcome::Open, stage);
    deal(&world, &amy, (Some(100), CNY), open(first), Vec::new()).await;
    deal(&world, &amy, (None, CNY), open(first), Vec::new()).await;
    deal(&world, &amy, (Some(7), USD), open(first), Vec::new()).await;
    deal(&world, &bo, (Some(30), CNY), open(second), Vec::new()).await;
    deal(&world, &bo, (Some(900), CNY), (Outcome::Won, second), Vec::new()).await;

    let of = |owner: &Person| Some::<PersonId>(owner.person_id());
    let won = DealFilter { outcome: Some(Outcome::Won), ..DealFilter::default() };
    let here = DealFilter { stages: vec![first], ..DealFilter::default() };
    let bos = DealFilter { owner: of(&bo), ..DealFilter::default() };
    let mut unit = world.store.look(world.origin()).await.expect("a look");
    for (filter, reach, expected) in [
        (DealFilter::default(), Reach::All, vec![(2, 1, 100), (1, 0, 7), (1, 0, 30)]),
        (DealFilter::default(), Reach::Own, vec![(2, 1, 100), (1, 0, 7)]),
        (here, Reach::All, vec![(2, 1, 100), (1, 0, 7)]),
        (bos.clone(), Reach::All, vec![(1, 0, 30)]),
        (bos, Reach::Own, vec![]),
        (won, Reach::All, vec![(1, 0, 900)]),
    ] {
        let sums = unit.tx().deal_sums(&filter, scope(&amy, reach)).await.expect("sums");
        let got: Vec<_> = sums.iter().map(|sum| (sum.deals, sum.unknown, sum.sum)).collect();
        assert_eq!(got, expected, "{filter:?} {reach:?}");
    }
    unit.rollback().await;
}

#[tokio::test]
async fn what_was_won_by_product_adds_up_to_what_was_won() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let product = samples::product(true);
    let mut unit = world.begin().await;
    unit.save(None, &product, NOW).await.expect("a product");
    unit.commit().await.expect("a commit");
    let line = |amount| DealLine { product: product.id(), quantity: None, amount };
    let end = (Outcome::Won, Uuid::now_v7());
    // One line is worth the deal; of two lines with amounts, what is left over is nobody's.
    deal(&world, &amy, (Some(100), CNY), end, vec![line(None)]).await;
    deal(&world, &amy, (Some(50), CNY), end, vec![line(Some(20)), line(Some(25))]).await;
    deal(&world, &amy, (Some(8), CNY), end, Vec::new()).await;

    let ask = WonQuestion {
        start: samples::day("2026-03-01"),
        end: samples::day("2026-04-01"),
        by: Split::Product,
        owner: None,
    };
    let mut unit = world.store.look(world.origin()).await.expect("a look");
    let won = won(unit.tx(), &ask, scope(&amy, Reach::Own)).await.expect("sums");
    let rows: Vec<_> = won.rows.iter().map(|row| (row.name.as_str(), row.deals, row.sum)).collect();
    assert_eq!(rows, [("空调", 2, 145), ("", 1, 13)]);
    let totals: Vec<_> = won.totals.iter().map(|row| (row.deals, row.sum)).collect();
    assert_eq!(totals, [(3, 158)]);
    unit.rollback().await;
}

const PAGE: Page = Page { below: None, limit: 50 };
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

async fn save<R: Record>(unit: &mut Box<dyn Unit>, mut record: R) -> R {
    record.head_mut().n = unit.tx().next_number(R::KIND).await.expect("a number");
    unit.save(None, &record, NOW).await.expect("saved");
    record
}

fn march() -> Days {
    Days::of(samples::day("2026-03-01"), samples::day("2026-04-01"), chrono_tz::Asia::Shanghai)
}

/// The number and the list behind it are the same deals.
async fn agree(unit: &mut Box<dyn Unit>, filter: &DealFilter, scope: Scope) -> (i64, i64) {
    let sums = unit.tx().deal_sums(filter, scope).await.expect("sums");
    let deals = unit.tx().deals(filter, scope, PAGE).await.expect("deals");
    let counted: i64 = sums.iter().map(|sum| sum.deals).sum();
    let summed: i64 = sums.iter().map(|sum| sum.sum).sum();
    assert_eq!(usize::try_from(counted), Ok(deals.len()), "{filter:?}");
    assert_eq!(summed, deals.iter().filter_map(|deal| deal.amount).sum::<i64>(), "{filter:?}");
    (counted, summed)
}

/// What the deals of a row have in common.
type RowPart = fn(&WonSum) -> Part;

/// One won deal with a customer that came from a lead, one of a colleague in a team with none.
#[tokio::test]
async fn every_row_of_what_was_won_has_its_deals_behind_it() {
    let world = World::new().await;
    let team = world.team("华东", None).await;
    let amy = world.person("amy", &["rep"], Some(team)).await;
    let bo = world.person("bo", &["rep"], None).await;
    let mut unit = world.begin().await;
    let lead = Lead { source: Some("ad".to_owned()), ..samples::lead(true) };
    let lead = save(&mut unit, lead).await;
    let customer = Customer {
        region: Some("苏州".to_owned()),
        lead: Some(lead.id()),
        ..samples::customer(true)
    };
    let customer = save(&mut unit, customer).await;
    unit.commit().await.expect("a commit");
    let product = samples::product(true);
    let mut unit = world.begin().await;
    let product = save(&mut unit, product).await;
    for (owner, amount, customer) in [(&amy, 100, Some(customer.id())), (&bo, 30, None)] {
        let lines = vec![DealLine { product: product.id(), quantity: None, amount: None }];
        let won = Deal {
            owner: Some(owner.person_id()),
            customer,
            lead: None,
            amount: Some(amount),
            currency: CNY,
            outcome: Outcome::Won,
            closed_on: Some(samples::day("2026-03-11")),
            lines: if amount == 100 { lines } else { Vec::new() },
            ..samples::deal(false)
        };
        save(&mut unit, won).await;
    }
    unit.commit().await.expect("a commit");

    let mut unit = world.store.look(world.origin()).await.expect("a look");
    let all = scope(&amy, Reach::All);
    let parts: [(Split, RowPart); 5] = [
        (Split::Person, |row| Part::Person(row.key.map(PersonId))),
        (Split::Team, |row| Part::Team(row.key)),
        (Split::Product, |row| Part::Product(row.key)),
        (Split::Region, |row| Part::Region(row.name.clone())),
        (Split::Source, |row| Part::Source(row.name.clone())),
    ];
    let (start, end) = (march().start, march().end);
    for (by, part) in parts {
        let ask = WonQuestion { start, end, by, owner: None };
        let won = won(unit.tx(), &ask, all).await.expect("sums");
        assert_eq!(won.rows.iter().map(|row| row.sum).collect::<Vec<_>>(), [100, 30], "{by:?}");
        for row in &won.rows {
            let filter = DealFilter {
                outcome: Some(Outcome::Won),
                closes: Some((start, end)),
                part: Some(part(row)),
                ..DealFilter::default()
            };
            assert_eq!(agree(&mut unit, &filter, all).await, (row.deals, row.sum), "{by:?}");
        }
    }
    let own = WonQuestion { start, end, by: Split::Team, owner: None };
    let won = won(unit.tx(), &own, scope(&amy, Reach::Own)).await.expect("sums");
    assert_eq!(won.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["华东"]);
    unit.rollback().await;
}

#[tokio::test]
async fn a_deal_is_stale_by_its_last_valid_activity_and_never_by_its_age() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let mut unit = world.begin().await;
    let pipeline = Pipeline::standard(Uuid::now_v7);
    unit.tx().add_pipeline(&pipeline).await.expect("a pipeline");
    let needs = pipeline.open().next().expect("needs").id;
    let now = NOW.plus_millis(100 * DAY_MILLIS);
    // Days ago, and whether there was enough to it; the first deal has nothing at all.
    let talks: [&[(i64, bool)]; 4] =
        [&[], &[(7, true)], &[(30, true), (6, true)], &[(9, true), (1, false)]];
    for talks in talks {
        let open = Deal {
            owner: Some(amy.person_id()),
            stage: needs,
            pipeline: pipeline.id,
            outcome: Outcome::Open,
            closed_on: None,
            ..samples::deal(false)
        };
        let deal = save(&mut unit, open).await;
        for &(days, valid) in talks {
            let talk = Activity {
                on_kind: Kind::Deal,
                on_id: deal.id(),
                at: now.plus_millis(-days * DAY_MILLIS),
                valid,
                ..samples::activity(false)
            };
            save(&mut unit, talk).await;
        }
    }
    unit.commit().await.expect("a commit");
    let mut unit = world.store.look(world.origin()).await.expect("a look");
    let own = scope(&amy, Reach::Own);
    let today = now.utc().date_naive();
    let stale = stale(unit.tx(), (today, chrono_tz::UTC), None, own).await.expect("an answer");
    assert_eq!(stale.rows.len(), 1);
    assert_eq!(agree(&mut unit, &stale.rows[0].deals, own).await.0, 2);
    let found = unit.tx().deals(&stale.rows[0].deals, own, PAGE).await.expect("deals");
    assert_eq!(found.iter().map(|deal| deal.head.n).collect::<Vec<_>>(), [4, 2]);
    assert_eq!((stale.untouched, agree(&mut unit, &stale.never, own).await.0), (1, 1));
    let none = DealFilter { quiet: Some(Quiet::Since(Vec::new())), ..DealFilter::default() };
    assert_eq!(agree(&mut unit, &none, own).await.0, 0);
    unit.rollback().await;
}

#[tokio::test]
async fn deals_are_counted_by_how_far_they_got_how_they_ended_and_when_they_may() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let mut unit = world.begin().await;
    let pipeline = Pipeline::standard(Uuid::now_v7);
    unit.tx().add_pipeline(&pipeline).await.expect("a pipeline");
    let day = |text| Some(samples::day(text));
    for (reached, outcome, opened, closed, expected) in [
        (3, Outcome::Lost, day("2026-03-02"), day("2026-03-12"), day("2026-05-01")),
        (5, Outcome::Won, day("2026-02-01"), day("2026-03-13"), None),
        // Opened when it was written down.
        (1, Outcome::Open, None, None, day("2026-04-20")),
        (2, Outcome::Open, day("2026-03-31"), None, None),
        (2, Outcome::Open, day("2026-04-01"), None, day("2026-02-20")),
    ] {
        let mut deal = Deal {
            owner: Some(amy.person_id()),
            pipeline: pipeline.id,
            stage: pipeline.stages[0].id,
            reached,
            outcome,
            opened_on: opened,
            closed_on: closed,
            expected_close: expected,
            amount: Some(10),
            currency: CNY,
            ..samples::deal(false)
        };
        deal.head.created_at = march().from;
        save(&mut unit, deal).await;
    }
    unit.commit().await.expect("a commit");
    let mut unit = world.store.look(world.origin()).await.expect("a look");
    let own = scope(&amy, Reach::Own);
    let opened = bot_core::reports::funnel::opened(None, march());
    assert_eq!(agree(&mut unit, &opened, own).await.0, 3);
    let ways = bot_core::reports::funnel::funnel(unit.tx(), &opened, own).await.expect("ways");
    for step in &ways[0].steps {
        let filter = bot_core::reports::funnel::reached(&opened, pipeline.id, &step.stage);
        assert_eq!(agree(&mut unit, &filter, own).await.0, step.ever, "{}", step.stage.key);
    }
    let ever: Vec<i64> = ways[0].steps.iter().map(|step| step.ever).collect();
    assert_eq!(ever, [3, 2, 1, 0, 0]);

    let period = (march().start, march().end);
    let ended = unit.tx().ended_sums(period, own).await.expect("sums");
    let read: Vec<_> = ended.iter().map(|e| (e.outcome, e.deals, e.dated, e.days)).collect();
    assert_eq!(read, [(Outcome::Lost, 1, 1, 10), (Outcome::Won, 1, 1, 40)]);

    let sums = unit.tx().forecast_sums(period, own).await.expect("sums");
    let read: Vec<_> = sums.iter().map(|f| (f.month.as_str(), f.sum.deals)).collect();
    assert_eq!(read, [("", 1), ("2026-02", 1), ("2026-03", 1), ("2026-04", 1)]);
    for (when, count) in [
        (bot_core::reports::forecast::When::Late, 1),
        (bot_core::reports::forecast::When::Later, 1),
        (bot_core::reports::forecast::When::Undated, 1),
        (bot_core::reports::forecast::When::Month(period.0), 0),
    ] {
        let filter = bot_core::reports::forecast::open(when, period);
        assert_eq!(agree(&mut unit, &filter, own).await.0, count, "{when:?}");
    }
    let elsewhere = scope(&world.person("bo", &["rep"], None).await, Reach::Own);
    assert!(unit.tx().forecast_sums(period, elsewhere).await.expect("sums").is_empty());
    assert!(unit.tx().ended_sums(period, elsewhere).await.expect("sums").is_empty());
    unit.rollback().await;
}

#[tokio::test]
async fn what_people_did_and_did_not_do_is_counted_as_it_is_listed() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let bo = world.person("bo", &["rep"], None).await;
    let now: Instant = march().from.plus_millis(10 * DAY_MILLIS);
    let today = samples::day("2026-03-11");
    let mut unit = world.begin().await;
    for (owner, at, day) in [
        (&amy, Some(now.plus_millis(-1)), None),
        (&amy, Some(now), None),
        (&amy, None, Some("2026-03-10")),
        (&amy, None, Some("2026-03-11")),
        (&bo, None, Some("2026-03-01")),
    ] {
        let follow_up = FollowUp {
            owner: Some(owner.person_id()),
            due_at: at,
            due_day: day.map(samples::day),
            state: bot_core::domain::follow_up::FollowUpState::Open,
            ..samples::follow_up(false)
        };
        save(&mut unit, follow_up).await;
        let talk = Activity {
            owner: Some(owner.person_id()),
            at: at.unwrap_or(march().until),
            valid: day.is_none(),
            ..samples::activity(false)
        };
        save(&mut unit, talk).await;
    }
    unit.commit().await.expect("a commit");
    let mut unit = world.store.look(world.origin()).await.expect("a look");
    for (reach, expected) in [
        (Reach::All, vec![(amy.person_id(), 2), (bo.person_id(), 1)]),
        (Reach::Own, vec![(amy.person_id(), 2)]),
    ] {
        let scope = scope(&amy, reach);
        let sums = unit.tx().overdue_sums((now, today), scope).await.expect("sums");
        let read: Vec<_> = sums.iter().map(|sum| (sum.owner.expect("one"), sum.count)).collect();
        assert_eq!(read, expected);
        for (owner, count) in expected {
            let filter = FollowUpFilter::Overdue(scope, Some(owner), now, today);
            let found = unit.tx().follow_ups(&filter, 50).await.expect("follow-ups");
            assert_eq!(i64::try_from(found.len()), Ok(count));
        }
        // What happened on the day after the last is not counted.
        let done = unit.tx().activity_sums(march(), scope).await.expect("sums");
        let read: Vec<_> =
            done.iter().map(|sum| (sum.name.as_str(), sum.count, sum.valid)).collect();
        assert_eq!(read, [("AMY", 2, 2)]);
        let filter = ActivityFilter::Of(Some(amy.person_id()), march(), scope);
        assert_eq!(unit.tx().activities(&filter, PAGE).await.expect("activities").len(), 2);
    }
    unit.rollback().await;
}

#[tokio::test]
async fn new_leads_are_counted_by_source_with_what_became_of_them() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let mut unit = world.begin().await;
    for (source, status, wins) in [
        (Some("ad"), LeadStatus::Converted, true),
        (Some("ad"), LeadStatus::Converted, false),
        (Some("ad"), LeadStatus::Lost, false),
        (None, LeadStatus::New, false),
    ] {
        let customer = Customer { lead: None, ..samples::customer(true) };
        let converted = status == LeadStatus::Converted;
        let lead = Lead {
            source: source.map(str::to_owned),
            status,
            owner: Some(amy.person_id()),
            customer: converted.then(|| customer.id()),
            ..samples::lead(false)
        };
        let lead = save(&mut unit, lead).await;
        if converted {
            let customer = save(&mut unit, Customer { lead: Some(lead.id()), ..customer }).await;
            let outcome = if wins { Outcome::Won } else { Outcome::Open };
            let deal = Deal {
                owner: Some(amy.person_id()),
                customer: Some(customer.id()),
                lead: None,
                outcome,
                ..samples::deal(false)
            };
            save(&mut unit, deal).await;
        }
    }
    unit.commit().await.expect("a commit");
    let today = bot_core::text::read::today(NOW, chrono_tz::Asia::Shanghai);
    let days = Days::of(today, today.succ_opt().expect("a day"), chrono_tz::Asia::Shanghai);
    let own = scope(&amy, Reach::Own);
    let mut unit = world.store.look(world.origin()).await.expect("a look");
    let (all, rows) = bot_core::reports::leads::leads(unit.tx(), days, own).await.expect("sums");
    assert_eq!((all.leads, all.converted, all.lost, all.won), (4, 2, 1, 1));
    let every = LeadFilter { ended_or_not: true, created: Some(days), ..LeadFilter::default() };
    for row in &rows {
        let filter = LeadFilter { source: Some(row.source.clone()), ..every.clone() };
        let found = unit.tx().leads(&filter, own, PAGE).await.expect("leads");
        assert_eq!(i64::try_from(found.len()), Ok(row.leads), "{}", row.source);
    }
    let won = LeadFilter { won: true, ..every };
    assert_eq!(unit.tx().leads(&won, own, PAGE).await.expect("leads").len(), 1);
    let before = Days { until: days.from, from: days.from.plus_millis(-1), ..days };
    assert!(unit.tx().lead_sums(before, own).await.expect("sums").is_empty());
    unit.rollback().await;
}
