//! What deals add up to.

use bot_core::domain::access::Reach;
use bot_core::domain::deal::{Deal, DealLine};
use bot_core::domain::ids::{Kind, PersonId};
use bot_core::domain::money::Currency;
use bot_core::domain::people::Person;
use bot_core::domain::pipeline::Outcome;
use bot_core::domain::record::Record as _;
use bot_core::reports::won::won;
use bot_core::store::{DealFilter, RecordsExt as _, Split, Store as _, WonQuestion};
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
    let here = DealFilter { stage: Some(first), ..DealFilter::default() };
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
