//! Units side by side: on a file they share commits, and what goes wrong with one harms no other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use bot_core::domain::ids::Kind;
use bot_core::domain::lead::Lead;
use bot_core::domain::settings::Settings;
use bot_core::store::{Page, RecordsExt as _, Store as _, StoreError, Stored, Unit};
use tokio::sync::Barrier;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::database;
use crate::world::{NOW, World, lead, org, origin};

#[expect(clippy::disallowed_methods, reason = "a test waits for what it begins")]
fn go<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    tokio::spawn(work)
}

/// Writes a lead into an open unit.
async fn one_more(unit: &mut Box<dyn Unit>) -> Stored<Lead> {
    let n = unit.tx().next_number(Kind::Lead).await?;
    let lead = lead(&format!("客户{n}"), n, None);
    unit.save(None, &lead, NOW).await?;
    Ok(lead)
}

/// How many leads there are.
async fn leads(world: &World) -> usize {
    let mut look = world.store.look(world.origin()).await.expect("a look");
    let all = look.tx().every(Kind::Lead, Page { below: None, limit: 1000 }).await;
    look.rollback().await;
    all.expect("leads").len()
}

/// Lets so many units write a lead at once, in tasks of their own; tells how many did.
async fn side_by_side(world: &Arc<World>, units: usize) -> usize {
    let tasks = (0..units).map(|_| {
        let world = world.clone();
        go(async move {
            let mut unit = world.begin().await;
            one_more(&mut unit).await?;
            unit.commit().await
        })
    });
    let ended = futures::future::join_all(tasks.collect::<Vec<_>>()).await;
    ended.into_iter().filter(|end| matches!(end, Ok(Ok(())))).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn units_that_wait_for_each_other_share_a_commit() {
    let world = Arc::new(World::new().await);
    let before = world.store.counts();
    world.store.record(true);
    assert_eq!(side_by_side(&world, 48).await, 48);
    let sent = world.store.record(false);
    let commits = sent.iter().filter(|one| one.text == "commit").count();
    assert_eq!(leads(&world).await, 48);
    assert!(world.store.counts().hops > before.hops);
    if database::server().is_none() {
        assert!(commits <= 16, "{commits} commits for 48 units");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unit_that_fails_is_dropped_or_panics_harms_only_itself() {
    let world = Arc::new(World::new().await);
    world.lead("张三", None).await;
    let (fine, odd) = (Arc::new(AtomicUsize::new(0)), 12);
    let together = Arc::new(Barrier::new(odd * 4));
    let mut tasks = Vec::new();
    for i in 0..odd * 4 {
        let (world, fine, together) = (world.clone(), fine.clone(), together.clone());
        tasks.push(go(async move {
            together.wait().await;
            let mut unit = world.begin().await;
            let lead = one_more(&mut unit).await.expect("written");
            match i % 4 {
                0 => {
                    // A number that is taken: the last statements fail.
                    unit.save(None, &super::world::lead("又", 1, None), NOW).await.expect("queued");
                    assert!(unit.commit().await.is_err());
                }
                1 => {
                    // Its writes are in the database when it is dropped.
                    unit.get::<Lead>(lead.head.id).await.expect("read").expect("there");
                    drop(unit);
                }
                2 => {
                    unit.get::<Lead>(lead.head.id).await.expect("read").expect("there");
                    panic!("as the test wants it");
                }
                _ => {
                    unit.commit().await.expect("a commit");
                    fine.fetch_add(1, Ordering::SeqCst);
                }
            }
        }));
    }
    let ended = futures::future::join_all(tasks).await;
    assert_eq!(
        ended.iter().filter(|end| end.is_err()).count(),
        odd,
        "only those that are to panic"
    );
    assert_eq!(fine.load(Ordering::SeqCst), odd);
    assert_eq!(leads(&world).await, odd + 1);
    assert!(world.store.integrity_check().await.expect("checked").is_empty());
}

/// Polls a future so many times, then drops it.
async fn cut_short<T>(polls: usize, work: impl Future<Output = T>) {
    let mut work = std::pin::pin!(work);
    let mut polled = 0;
    std::future::poll_fn(|cx| {
        polled += 1;
        if polled > polls || work.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        Poll::Pending
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_is_cut_short_fails_nobody_who_shares_it() {
    let world = Arc::new(World::new().await);
    let together = Arc::new(Barrier::new(8));
    for polls in 0..24 {
        let tasks = (0..8).map(|i| {
            let (world, together) = (world.clone(), together.clone());
            go(async move {
                together.wait().await;
                let mut unit = world.begin().await;
                one_more(&mut unit).await.expect("written");
                if i % 2 == 0 {
                    cut_short(polls, unit.commit()).await;
                } else {
                    unit.commit().await.expect("whoever stays is committed");
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.expect("no one else's commit failed");
        }
    }
    assert!(leads(&world).await >= 24 * 4);
    assert!(world.store.integrity_check().await.expect("checked").is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_sleeps_in_the_middle_of_a_unit_loses_it_and_nobody_else_does() {
    // One connection, so that the sleeper is in everybody's way on either database.
    let world = World::with(storage::Options { writers: 1, ..storage::Options::default() }).await;
    let world = Arc::new(world);
    let mut sleeper = world.begin().await;
    let lost = one_more(&mut sleeper).await.expect("written");
    sleeper.get::<Lead>(lost.head.id).await.expect("read").expect("there");
    let began = Instant::now();
    assert_eq!(side_by_side(&world, 8).await, 8);
    assert!(began.elapsed() < Duration::from_secs(30), "they waited for the sleeper");
    let refused = sleeper.commit().await;
    assert!(matches!(refused, Err(StoreError::Busy(_))), "{refused:?}");
    assert_eq!(leads(&world).await, 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_and_goes_away_leaves_nothing_hanging() {
    let world = Arc::new(World::new().await);
    for _ in 0..20 {
        let writer = {
            let world = world.clone();
            go(async move {
                let mut unit = world.begin().await;
                one_more(&mut unit).await.expect("written");
                sleep(Duration::from_millis(5)).await;
                unit.commit().await.expect("a commit");
            })
        };
        // It asks for its turn while the other has it, and is gone before it comes.
        let gone = {
            let world = world.clone();
            go(async move {
                let mut unit = world.begin().await;
                unit.tx().next_number(Kind::Lead).await.ok();
            })
        };
        sleep(Duration::from_millis(4)).await;
        gone.abort();
        writer.await.expect("the one that stayed is committed");
    }
    assert_eq!(leads(&world).await, 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orgs_side_by_side_keep_their_own_numbers() {
    let world = Arc::new(World::new().await);
    let other = org("别家");
    world.store.create_org(&other).await.expect("an org");
    let mut tasks = Vec::new();
    for i in 0..24 {
        let (world, other) = (world.clone(), other.clone());
        tasks.push(go(async move {
            let origin = if i % 2 == 0 { world.origin() } else { origin(&other) };
            let mut unit = world.store.begin(origin).await.expect("begun");
            let lead = one_more(&mut unit).await.expect("written");
            unit.commit().await.expect("a commit");
            (i % 2, lead.head.n)
        }));
    }
    let mut numbers: Vec<(usize, i64)> = Vec::new();
    for task in tasks {
        numbers.push(task.await.expect("done"));
    }
    numbers.sort_unstable();
    let wanted: Vec<(usize, i64)> =
        (0..2).flat_map(|org| (1..=12).map(move |n| (org, n))).collect();
    assert_eq!(numbers, wanted);
}

/// A unit that goes on where another one ends, with a lead in it.
async fn following(world: &World, first: &dyn Unit) -> Box<dyn Unit> {
    let mut next = world.begin().await;
    next.follow(first.foreknown().expect("it has asked")).expect("nothing is sent");
    one_more(&mut next).await.expect("a lead");
    next.ready();
    next
}

#[tokio::test]
async fn what_follows_is_worked_out_before_and_committed_behind() {
    let world = World::new().await;
    let mut first = world.begin().await;
    assert!(first.foreknown().is_none(), "it has asked nothing yet");
    one_more(&mut first).await.expect("a lead");
    let before = world.store.counts().hops;
    let next = following(&world, first.as_ref()).await;
    assert_eq!(world.store.counts().hops, before, "it asks nothing");
    first.commit().await.expect("a commit");
    next.commit().await.expect("the one behind it");
    assert_eq!(leads(&world).await, 2);
    one_more(&mut world.begin().await).await.expect("the numbers go on");
}

#[tokio::test]
async fn what_follows_fails_where_somebody_came_in_between() {
    let world = World::new().await;
    // Another number.
    let mut first = world.begin().await;
    one_more(&mut first).await.expect("a lead");
    let next = following(&world, first.as_ref()).await;
    first.commit().await.expect("a commit");
    world.lead("张三", None).await;
    assert!(matches!(next.commit().await, Err(StoreError::Stale)));
    // Other rules.
    let mut first = world.begin().await;
    one_more(&mut first).await.expect("a lead");
    let next = following(&world, first.as_ref()).await;
    first.commit().await.expect("a commit");
    let mut unit = world.begin().await;
    let rules = unit.tx().settings().await.expect("the usual ones");
    let changed = Settings { week: [true; 7], ..rules };
    unit.save(None, &changed, NOW).await.expect("changed");
    unit.commit().await.expect("a commit");
    assert!(matches!(next.commit().await, Err(StoreError::Stale)));
    assert_eq!(leads(&world).await, 3);
}
