//! What becomes of a job: whom a nudge reaches, and what a failure leads to.

use bot_core::domain::access::{Reach, Scope};
use bot_core::domain::deadlines::NUDGE;
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::{Kind, PersonId};
use bot_core::domain::lead::Lead;
use bot_core::domain::people::Person;
use bot_core::domain::record::{Head, of_fields};
use bot_core::store::{FollowUpFilter, Page, RecordsExt as _, Store as _};
use futures::future::BoxFuture;
use scheduler::jobs::{JobCx, JobEntry, JobProblem, JobResult};
use scheduler::runner::Runner;
use uuid::Uuid;

use crate::world::{World, dump, run};

const DUE: &str = "2026-03-12T10:00:00+08:00";

/// Amy is to call somebody on Thursday at ten.
async fn thursday_at_ten(world: &World) -> (PersonId, FollowUp) {
    let amy = world.rep("amy").await;
    let mut unit = world.begin().await;
    let n = unit.tx().next_number(Kind::FollowUp).await.expect("a number");
    let follow_up = FollowUp {
        head: Head::new(Uuid::from_u128(7), n, world.now()),
        on_kind: Kind::Lead,
        on_id: Uuid::from_u128(8),
        customer: None,
        what: "打电话".to_owned(),
        way: None,
        due_at: Some(crate::world::instant(DUE)),
        due_day: None,
        owner: Some(amy),
        state: FollowUpState::Open,
        ended_at: None,
        promise: false,
    };
    unit.tx().save(None, &follow_up, world.now()).await.expect("saved");
    unit.commit().await.expect("a commit");
    (amy, follow_up)
}

/// What Amy is told when it is due, after this has happened before.
fn told<F>(before: F) -> usize
where
    F: AsyncFnOnce(&World, PersonId, FollowUp),
{
    run(async {
        let world = World::new().await;
        let (amy, follow_up) = thursday_at_ten(&world).await;
        world.settle().await;
        assert_eq!(world.channel.all().len(), 0, "it is not due yet");
        before(&world, amy, follow_up).await;
        world.at(DUE);
        world.settle().await;
        world.channel.all().len()
    })
}

#[test]
fn the_owner_hears_of_what_is_due() {
    assert_eq!(told(async |_, _, _| {}), 1);
}

#[test]
fn nobody_hears_of_what_is_done() {
    let done = async |world: &World, _, _| {
        let mut unit = world.begin().await;
        let id = Uuid::from_u128(7);
        let before = unit.tx().get::<FollowUp>(id).await.expect("read").expect("there");
        let after = FollowUp { state: FollowUpState::Done, ..before.clone() };
        unit.tx().save(Some(&before), &after, world.now()).await.expect("saved");
        unit.commit().await.expect("a commit");
    };
    assert_eq!(told(done), 0);
}

#[test]
fn a_frozen_owner_hears_nothing() {
    let freeze = async |world: &World, amy: PersonId, _| {
        let mut unit = world.begin().await;
        let before = unit.tx().get::<Person>(amy.0).await.expect("read").expect("there");
        let after = Person { frozen: true, ..before.clone() };
        unit.tx().save(Some(&before), &after, world.now()).await.expect("saved");
        unit.commit().await.expect("a commit");
    };
    assert_eq!(told(freeze), 0);
}

#[test]
fn nobody_hears_of_what_was_entered_by_mistake() {
    let withdraw = async |world: &World, amy: PersonId, follow_up: FollowUp| {
        world.say("amy", "加线索 李四").await;
        let mut unit = world.begin().await;
        let page = Page { below: None, limit: 1 };
        let row = unit.tx().every(Kind::Lead, page).await.expect("read").remove(0);
        let before: Lead = of_fields(row).expect("a lead");
        let mut after = before.clone();
        after.head.withdrawn = true;
        unit.tx().save(Some(&before), &after, world.now()).await.expect("saved");
        let id = follow_up.head.id;
        let before = unit.tx().get::<FollowUp>(id).await.expect("read").expect("there");
        let after = FollowUp { on_id: after.head.id, ..before.clone() };
        unit.tx().save(Some(&before), &after, world.now()).await.expect("saved");
        unit.commit().await.expect("a commit");
        let due = crate::world::instant(DUE);
        let own = Scope::new(amy, Reach::Own);
        let due = FollowUpFilter::DueFor(own, due, due.utc().date_naive());
        let open = world.begin().await.tx().follow_ups(&due, 9).await.expect("read");
        assert!(open.is_empty(), "{open:?}");
    };
    // Only the answer to what she said.
    assert_eq!(told(withdraw), 1);
}

/// Runs a job until nothing more is to come of it; how often it was begun, and its last state.
fn runs(jobs: &'static [JobEntry]) -> (usize, Vec<String>) {
    run(async {
        let world = World::new().await;
        thursday_at_ten(&world).await;
        let runner = Runner::new(world.store.clone(), world.clock.clone(), jobs);
        let mut begun = 0;
        while let Some(next) = world.store.next_ring().await.expect("asked") {
            world.clock_to(next);
            begun += runner.step().await.expect("the scheduler works");
        }
        let states = dump::rows(&world.address, "select state from job").await;
        (begun, states)
    })
}

fn panics(_: &mut JobCx<'_>) -> BoxFuture<'static, JobResult> {
    Box::pin(async { panic!("on purpose") })
}

fn gives_up(_: &mut JobCx<'_>) -> BoxFuture<'static, JobResult> {
    Box::pin(async { Err(JobProblem::GiveUp("on purpose".to_owned())) })
}

#[test]
fn a_job_that_panics_is_begun_five_times_and_failed() {
    static JOBS: [JobEntry; 1] = [JobEntry { kind: NUDGE, run: panics }];
    assert_eq!(runs(&JOBS), (5, vec!["failed".to_owned()]));
}

#[test]
fn a_job_that_gives_up_is_begun_once() {
    static JOBS: [JobEntry; 1] = [JobEntry { kind: NUDGE, run: gives_up }];
    assert_eq!(runs(&JOBS), (1, vec!["failed".to_owned()]));
}

#[test]
fn a_job_of_an_unknown_kind_is_failed() {
    assert_eq!(runs(&[]), (1, vec!["failed".to_owned()]));
}
