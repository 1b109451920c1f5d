//! Timers that ring and jobs that are done once.

use bot_core::domain::access::Reach;
use bot_core::domain::follow_up::FollowUp;
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::people::Person;
use bot_core::store::{FollowUpFilter, Nudged, RecordsExt as _, Store as _, StoreError, Timer};
use chrono_tz::Tz;
use serde_json::json;
use storage::Options;

use crate::samples::{self, day};
use crate::world::{NOW, World, scope};

/// 2026-02-03 12:00 in Shanghai, where nobody sleeps.
const NOON: Instant = Instant(1_770_091_200_000);

async fn follow_up(world: &World, amy: &Person, on_a_day: bool) -> FollowUp {
    let mut one = samples::follow_up(false);
    one.owner = Some(amy.person_id());
    (one.due_at, one.due_day) =
        if on_a_day { (None, Some(day("2026-02-03"))) } else { (Some(NOON), None) };
    let mut unit = world.begin().await;
    one.head.n = unit.tx().next_number(Kind::FollowUp).await.expect("a number");
    unit.save(None, &one, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    world.read(one.head.id).await
}

#[tokio::test]
async fn a_timer_rings_once_and_its_job_is_done_once() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let one = follow_up(&world, &amy, false).await;
    let store = &world.store;
    assert_eq!(store.next_ring().await.expect("one"), Some(NOON));
    assert_eq!(store.ring(NOON.plus_millis(-1), 9).await.expect("none"), 0);
    assert_eq!(store.ring(NOON, 9).await.expect("one"), 1);
    assert_eq!(store.ring(NOON, 9).await.expect("none"), 0);
    assert_eq!(store.next_ring().await.expect("the job"), Some(NOON));
    let jobs = store.claim_jobs(NOON, 9).await.expect("one");
    assert_eq!((jobs.len(), jobs[0].kind.as_str(), jobs[0].due), (1, "nudge", NOON));
    assert_eq!(jobs[0].payload, json!({ "kind": "person", "id": amy.head.id }));
    assert!(store.claim_jobs(NOON, 9).await.expect("none").is_empty());
    assert_eq!(store.next_ring().await.expect("none"), None);

    // A save that does not move the due time must not make it ring again.
    let mut changed = one.clone();
    changed.what = "回访 2".to_owned();
    let mut unit = store.work_job(&jobs[0], world.origin()).await.expect("begun");
    unit.save(Some(&one), &changed, NOW).await.expect("saved");
    unit.commit().await.expect("done");
    store.ring(NOON, 9).await.expect("an old one");
    assert!(store.claim_jobs(NOON, 9).await.expect("none").is_empty());
    let again = store.work_job(&jobs[0], world.origin()).await.expect("begun");
    assert!(matches!(again.commit().await, Err(StoreError::Stale)));
}

#[tokio::test]
async fn a_job_that_fails_runs_again_or_is_given_up() {
    let world = World::with(Options { lease_millis: -1, ..Options::default() }).await;
    let amy = world.person("amy", &["rep"], None).await;
    follow_up(&world, &amy, false).await;
    let store = &world.store;
    store.ring(NOON, 9).await.expect("one");
    let slept = store.claim_jobs(NOON, 9).await.expect("one").remove(0);
    let job = store.claim_jobs(NOON, 9).await.expect("rescued").remove(0);
    assert_eq!((job.epoch, job.attempts), (slept.epoch + 1, 2));
    let late = store.job_failed(&slept, "odd", None).await;
    assert!(matches!(late, Err(StoreError::Stale)));
    let again = NOON.plus_millis(1_000);
    store.job_failed(&job, "odd", Some(again)).await.expect("noted");
    assert!(store.claim_jobs(NOON, 9).await.expect("none").is_empty());
    assert_eq!(store.next_ring().await.expect("one"), Some(again));
    let job = store.claim_jobs(again, 9).await.expect("one").remove(0);
    assert_eq!((job.due, job.attempts), (NOON, 3));
    // To wait is no failure, however often.
    let later = again.plus_millis(1_000);
    store.job_waits(&job, later).await.expect("noted");
    assert!(store.claim_jobs(again, 9).await.expect("none").is_empty());
    assert!(matches!(store.job_waits(&slept, later).await, Err(StoreError::Stale)));
    let job = store.claim_jobs(later, 9).await.expect("one").remove(0);
    assert_eq!((job.due, job.attempts), (NOON, 2));
    store.job_failed(&job, "odd", None).await.expect("noted");
    assert!(store.claim_jobs(later, 9).await.expect("none").is_empty());
    assert_eq!(store.next_ring().await.expect("none"), None);
}

#[tokio::test]
async fn a_follow_up_that_is_done_or_moved_does_not_ring() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let one = follow_up(&world, &amy, false).await;
    let mut moved = one.clone();
    moved.due_at = Some(NOON.plus_millis(60_000));
    let mut unit = world.begin().await;
    unit.save(Some(&one), &moved, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    assert_eq!(world.store.ring(NOON, 9).await.expect("none"), 0);
    let moved: FollowUp = world.read(one.head.id).await;
    let mut done = moved.clone();
    done.state = bot_core::domain::follow_up::FollowUpState::Dropped;
    let mut unit = world.begin().await;
    unit.save(Some(&moved), &done, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    assert_eq!(world.store.next_ring().await.expect("none"), None);
}

#[tokio::test]
async fn a_day_moves_with_its_owner_to_another_zone() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    follow_up(&world, &amy, true).await;
    let rings = world.store.next_ring().await.expect("one");
    assert_eq!(rings, Some(Instant(1_770_080_400_000))); // 09:00 in Shanghai
    let mut away = amy.clone();
    away.zone = Tz::Europe__Berlin;
    let mut unit = world.begin().await;
    unit.save(Some(&amy), &away, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    let rings = world.store.next_ring().await.expect("one");
    assert_eq!(rings, Some(Instant(1_770_105_600_000))); // 09:00 in Berlin
}

#[tokio::test]
async fn an_operator_sees_what_is_planned_and_what_was_given_up() {
    let world = World::with(Options { lease_millis: -1, ..Options::default() }).await;
    let amy = world.person("amy", &["rep"], None).await;
    follow_up(&world, &amy, false).await;
    let store = &world.store;
    let jobs = store.jobs().await.expect("one kind");
    assert_eq!((jobs.len(), jobs[0].timers, jobs[0].next), (1, 1, Some(NOON)));
    store.ring(NOON, 9).await.expect("one");
    let job = store.claim_jobs(NOON, 9).await.expect("one").remove(0);
    store.job_failed(&job, "odd", None).await.expect("noted");
    let failed = store.failed_jobs().await.expect("one");
    assert_eq!((failed.len(), failed[0].why.as_str()), (1, "odd"));
    let all = store.jobs().await.expect("two kinds");
    let of = |kind: &str| all.iter().find(|one| one.kind == kind).expect("it is shown");
    assert_eq!((of("nudge").failed, of("nudge").last), (1, None));
    // A kind whose timers have all rung is still shown.
    assert_eq!((of("follow_up_due").timers, of("follow_up_due").last), (0, Some(NOON)));
    store.ring(NOON.plus_millis(-1), 9).await.expect("nothing rings");
    let unit = store.work_job(&job, world.origin()).await.expect("begun");
    assert!(matches!(unit.commit().await, Err(StoreError::Stale)), "it was given up");
    assert_eq!(store.jobs().await.expect("the same")[1].last, None);
    assert!(store.dead_replies().await.expect("none").is_empty());
    assert!(store.dead_seqs().await.expect("none").is_empty());
    assert!(!store.retry_reply(1).await.expect("there is none"));
    assert!(!store.drop_reply(1).await.expect("there is none"));
}

#[tokio::test]
async fn a_part_of_a_job_is_written_only_by_whoever_has_it_and_keeps_it() {
    let world = World::with(Options { lease_millis: 60_000, ..Options::default() }).await;
    let amy = world.person("amy", &["rep"], None).await;
    let one = follow_up(&world, &amy, false).await;
    let store = &world.store;
    store.ring(NOON, 9).await.expect("one");
    let mine = store.claim_jobs(NOON, 9).await.expect("one").remove(0);
    let mut part = store.part_of(&mine, world.origin()).await.expect("begun");
    let mut changed = one.clone();
    changed.what = "回访 2".to_owned();
    part.save(Some(&one), &changed, NOW).await.expect("saved");
    part.commit().await.expect("a part");
    // It goes on: nobody else takes it, and it can still be ended.
    assert!(store.claim_jobs(NOON, 9).await.expect("none").is_empty());
    let end = store.work_job(&mine, world.origin()).await.expect("begun");
    end.commit().await.expect("done");

    let world = World::with(Options { lease_millis: -1, ..Options::default() }).await;
    let amy = world.person("amy", &["rep"], None).await;
    let one = follow_up(&world, &amy, false).await;
    let store = &world.store;
    store.ring(NOON, 9).await.expect("one");
    let slept = store.claim_jobs(NOON, 9).await.expect("one").remove(0);
    store.claim_jobs(NOON, 9).await.expect("taken over").remove(0);
    let mut late = store.part_of(&slept, world.origin()).await.expect("begun");
    let mut changed = one.clone();
    changed.what = "回访 3".to_owned();
    let saved = late.save(Some(&one), &changed, NOW).await;
    let ended = late.commit().await;
    assert!(saved.is_err() || matches!(ended, Err(StoreError::Stale)), "{ended:?}");
    let mut unit = world.begin().await;
    let now = unit.tx().get::<FollowUp>(one.head.id).await.expect("read").expect("there");
    assert_eq!(now.what, one.what);
    unit.rollback().await;
}

#[tokio::test]
async fn what_was_there_before_it_was_watched_is_taken_up() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let lead = world.lead("张三", Some(amy.person_id())).await;
    let store = &world.store;
    store.adopt(NOW).await.expect("asked");
    store.adopt(NOW).await.expect("asked again");
    assert_eq!(store.ring(NOW, 9).await.expect("once"), 1);
    let jobs = store.claim_jobs(NOW, 9).await.expect("one");
    assert_eq!((jobs.len(), jobs[0].kind.as_str()), (1, "adopt"));
    let mut unit = world.begin().await;
    let row = unit.tx().by_id(Kind::Lead, lead.head.id).await.expect("read").expect("there");
    let before = unit.tx().timed(None, 9).await.expect("its timers");
    unit.tx().watch(Kind::Lead, &row).await.expect("they are there");
    assert_eq!(unit.tx().timed(None, 9).await.expect("the same"), before);
    unit.commit().await.expect("a commit");
}

#[tokio::test]
async fn a_clock_that_was_ahead_is_noticed_once_and_what_it_did_is_forgotten() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let one = follow_up(&world, &amy, false).await;
    let store = &world.store;
    let late = NOON.plus_millis(40 * 24 * 60 * 60 * 1000);
    assert_eq!(store.ring(late, 9).await.expect("one"), 1);
    let job = store.claim_jobs(late, 9).await.expect("one").remove(0);
    let nudged = Nudged {
        message: uuid::Uuid::now_v7(),
        person: amy.person_id(),
        timer: Timer {
            kind: Kind::FollowUp,
            id: one.head.id,
            rule: "follow_up_due".to_owned(),
            person: Some(amy.person_id()),
            since: late,
            step: 0,
            sent: 0,
            at: NOON,
        },
    };
    let origin = bot_core::store::Origin { at: late, ..world.origin() };
    let mut unit = store.work_job(&job, origin).await.expect("begun");
    unit.tx().note_nudge(&nudged).await.expect("noted");
    unit.tx().drop_timer(&nudged.timer).await.expect("the series is over");
    unit.commit().await.expect("done");

    let now = NOON.plus_millis(-60 * 60 * 1000);
    assert_eq!(store.notice_clock_back(late).await.expect("looked"), None);
    assert_eq!(store.notice_clock_back(now).await.expect("looked"), Some(late));
    assert_eq!(store.notice_clock_back(now).await.expect("looked"), None);
    let jobs = store.claim_jobs(now, 9).await.expect("one");
    assert_eq!((jobs.len(), jobs[0].kind.as_str()), (1, "clock_back"));
    let origin = || bot_core::store::Origin { at: now, ..world.origin() };
    let mut unit = store.begin(origin()).await.expect("begun");
    let row = unit.tx().by_id(Kind::FollowUp, one.head.id).await.expect("read").expect("there");
    unit.tx().put_back(Kind::FollowUp, &[row]).await.expect("put back");
    // What was sent by a wrong clock counts on no day, neither before it is put back nor after.
    let month = now.plus_millis(-30 * 24 * 60 * 60 * 1000);
    assert_eq!(unit.tx().all_nudges_since(month).await.expect("none"), 0);
    unit.tx().forget_ahead().await.expect("forgotten");
    assert_eq!(unit.tx().all_nudges_since(month).await.expect("none"), 0);
    assert_eq!(unit.tx().all_nudges_since(Instant(0)).await.expect("it is kept"), 1);
    unit.commit().await.expect("a commit");
    assert_eq!(store.ring(NOON, 9).await.expect("in its own time"), 1);
}

#[tokio::test]
async fn reminders_of_no_use_are_counted_by_kind_and_person_within_the_scope() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let bo = world.person("bo", &["rep"], None).await;
    let mut unit = world.begin().await;
    let (mut sent, mut first) = (Vec::new(), None);
    for (person, rule) in [(&amy, "deal_stale"), (&amy, "deal_stale"), (&bo, "follow_up_due")] {
        let timer = Timer {
            kind: Kind::Deal,
            id: uuid::Uuid::now_v7(),
            rule: rule.to_owned(),
            person: Some(person.person_id()),
            since: NOW,
            step: 0,
            sent: 0,
            at: NOW,
        };
        let nudged = Nudged { message: uuid::Uuid::now_v7(), person: person.person_id(), timer };
        unit.tx().note_nudge(&nudged).await.expect("noted");
        sent.push(nudged.message);
        first.get_or_insert(nudged.timer);
    }
    // Said of the same deal in the same message: not a line of its own.
    let merged = Timer { rule: "no_next_step".to_owned(), ..first.expect("one") };
    let merged = Nudged { message: sent[0], person: amy.person_id(), timer: merged };
    unit.tx().note_nudge(&merged).await.expect("noted");
    let tx = unit.tx();
    let theirs = tx.not_useful(amy.person_id(), Some(sent[2])).await.expect("an answer");
    assert!(theirs.is_empty(), "what bo got is not amy's to judge");
    let mine = tx.not_useful(amy.person_id(), Some(sent[0])).await.expect("an answer");
    assert_eq!(mine, ["deal_stale"]);
    assert_eq!(tx.not_useful(bo.person_id(), None).await.expect("one"), ["follow_up_due"]);
    for (reach, expected) in [
        (Reach::Own, vec![("deal_stale", 2, 1)]),
        (Reach::All, vec![("deal_stale", 2, 1), ("follow_up_due", 1, 1)]),
    ] {
        let sums = tx.nudge_sums(NOW, scope(&amy, reach)).await.expect("sums");
        let read: Vec<_> =
            sums.iter().map(|sum| (sum.rule.as_str(), sum.sent, sum.useless)).collect();
        assert_eq!(read, expected);
    }
    assert!(
        tx.nudge_sums(NOW.plus_millis(1), scope(&amy, Reach::All)).await.expect("none").is_empty()
    );
    unit.rollback().await;
}

#[tokio::test]
async fn promises_are_found_by_customer_and_once_they_are_broken() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let bo = world.person("bo", &["rep"], None).await;
    let customer = uuid::Uuid::now_v7();
    let mut unit = world.begin().await;
    for (owner, promise, due_at, due_day) in [
        (&amy, true, Some(NOON), None),
        (&amy, true, None, Some("2026-02-04")),
        (&amy, false, Some(NOON), None),
        (&bo, true, None, Some("2026-02-02")),
    ] {
        let mut one = samples::follow_up(false);
        one.head.n = unit.tx().next_number(Kind::FollowUp).await.expect("a number");
        (one.owner, one.promise) = (Some(owner.person_id()), promise);
        (one.due_at, one.due_day) = (due_at, due_day.map(day));
        one.customer = Some(customer);
        unit.save(None, &one, NOW).await.expect("saved");
    }
    let tx = unit.tx();
    let later = NOON.plus_millis(1);
    for (filter, expected) in [
        (FollowUpFilter::Promised(scope(&amy, Reach::Own), customer), vec![1, 2]),
        (FollowUpFilter::Promised(scope(&amy, Reach::All), customer), vec![1, 2, 4]),
        (FollowUpFilter::Promised(scope(&amy, Reach::All), uuid::Uuid::nil()), vec![]),
        (FollowUpFilter::Broken(scope(&amy, Reach::Own), later, day("2026-02-03")), vec![1]),
        (FollowUpFilter::Broken(scope(&amy, Reach::All), later, day("2026-02-03")), vec![1, 4]),
        (FollowUpFilter::Broken(scope(&amy, Reach::All), NOON, day("2026-02-03")), vec![4]),
    ] {
        let found = tx.follow_ups(&filter, 9).await.expect("follow-ups");
        let mut found: Vec<i64> = found.iter().map(|one| one.head.n).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{filter:?}");
    }
    unit.rollback().await;
}
