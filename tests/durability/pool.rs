//! Fewer connections than there is to do at once.

use std::sync::Arc;

use storage::{Options, Storage};

use super::burst::{all_is_well, everybody, say_all, work};
use crate::world::{World, run};

/// The least that a database can be opened with.
const ONE_EACH: Options = Options { readers: 1, writers: 1, lease_millis: 30_000 };

#[test]
fn with_one_connection_to_read_and_one_to_write_all_is_done_in_its_turn() {
    run(async {
        let world = World::with(ONE_EACH).await;
        everybody(&world).await;
        // Three engines at once, which all want the same two connections while more arrives.
        let working = (0..3).map(|_| work(world.store.clone(), &world));
        futures::future::join(say_all(&world), futures::future::join_all(working)).await;
        work(world.store.clone(), &world).await;
        all_is_well(&world, &world.address, false).await;
    });
}

#[test]
fn who_holds_a_connection_and_sleeps_does_not_hold_up_the_others() {
    run(async {
        let world = World::with(ONE_EACH).await;
        everybody(&world).await;
        let asleep = world.begin().await;
        say_all(&world).await;
        work(world.store.clone(), &world).await;
        all_is_well(&world, &world.address, false).await;
        assert!(asleep.commit().await.is_ok(), "nothing was asked of it, so nothing is lost");
    });
}

#[test]
fn a_program_that_opens_the_database_beside_it_waits_its_turn() {
    run(async {
        let world = World::with(ONE_EACH).await;
        everybody(&world).await;
        say_all(&world).await;
        let opening = (0..4).map(|_| Storage::open_with(&world.address, ONE_EACH));
        let opened = futures::future::join_all(opening);
        let ((), opened) = futures::future::join(work(world.store.clone(), &world), opened).await;
        let opened: Vec<_> = opened.into_iter().map(|one| Arc::new(one.expect("opened"))).collect();
        futures::future::join_all(opened.into_iter().map(|store| work(store, &world))).await;
        all_is_well(&world, &world.address, false).await;
    });
}
