//! Which deals moved in a stretch of time: what was undone, and what is back, did not.

use bot_core::domain::access::Reach;
use bot_core::domain::deal::Deal;
use bot_core::domain::ids::Instant;
use bot_core::domain::pipeline::{Outcome, Pipeline};
use bot_core::domain::record::Record;
use bot_core::store::{Origin, RecordsExt as _, Store as _};
use uuid::Uuid;

use crate::samples;
use crate::world::{NOW, World, scope};

const HOUR: i64 = 60 * 60 * 1000;

/// Saves a deal in another stage, so many hours after the beginning; gives the change.
async fn put(world: &World, deal: Uuid, stage: Uuid, hour: i64, undoes: Option<Uuid>) -> Uuid {
    let at = NOW.plus_millis(hour * HOUR);
    let origin = Origin { at, ..world.origin() };
    let change = origin.change;
    let mut unit = world.store.begin(origin).await.expect("a transaction");
    let before: Deal = unit.tx().get(deal).await.expect("an answer").expect("a deal");
    let after = Deal { stage, ..before.clone() };
    if let Some(undoes) = undoes {
        unit.tx().on_behalf_of("undo");
        unit.tx().undoing(undoes);
    } else {
        unit.tx().on_behalf_of("deal move");
    }
    unit.tx().save(Some(&before), &after, at).await.expect("saved");
    unit.commit().await.expect("a commit");
    change
}

#[tokio::test]
async fn what_was_undone_or_is_back_did_not_move() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let pipeline = Pipeline::standard(Uuid::now_v7);
    let mut unit = world.begin().await;
    unit.tx().add_pipeline(&pipeline).await.expect("a pipeline");
    let stages: Vec<Uuid> = pipeline.open().map(|stage| stage.id).collect();
    let mut deals = Vec::new();
    for n in 1..=4 {
        let mut deal = Deal {
            owner: Some(amy.person_id()),
            stage: stages[0],
            pipeline: pipeline.id,
            outcome: Outcome::Open,
            closed_on: None,
            ..samples::deal(false)
        };
        deal.head_mut().n = n;
        unit.tx().save(None, &deal, NOW).await.expect("saved");
        deals.push(deal.id());
    }
    unit.commit().await.expect("a commit");
    let moved = async |from: i64, to: i64| {
        let mut unit = world.store.look(world.origin()).await.expect("a look");
        let at = |hour: i64| -> Instant { NOW.plus_millis(hour * HOUR) };
        let day = samples::day("2026-03-01");
        let own = scope(&amy, Reach::Own);
        let seen = unit.tx().happened((at(from), at(to)), (day, day), own).await.expect("numbers");
        unit.rollback().await;
        seen.moved
    };
    // The first moves on; the second goes forth and back; the third is undone later.
    put(&world, deals[0], stages[1], 1, None).await;
    put(&world, deals[1], stages[1], 1, None).await;
    let third = put(&world, deals[2], stages[2], 1, None).await;
    assert_eq!(moved(0, 10).await, 3);
    let back = put(&world, deals[1], stages[0], 2, None).await;
    assert_eq!((moved(0, 10).await, moved(0, 2).await), (2, 3));
    let undo = put(&world, deals[2], stages[0], 20, Some(third)).await;
    assert_eq!((moved(0, 10).await, moved(10, 30).await), (1, 0));
    // Redone, undone again, and that as often as one likes.
    let redo = put(&world, deals[2], stages[2], 21, Some(undo)).await;
    assert_eq!((moved(0, 10).await, moved(10, 30).await), (2, 0));
    put(&world, deals[2], stages[0], 22, Some(redo)).await;
    assert_eq!(moved(0, 10).await, 1);
    // Without the way back the second did move.
    put(&world, deals[1], stages[1], 23, Some(back)).await;
    assert_eq!(moved(0, 10).await, 2);
}
