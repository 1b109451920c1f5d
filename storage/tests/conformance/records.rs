//! The one door for change.

use bot_core::domain::access::Reach;
use bot_core::domain::event::{apply, take_back};
use bot_core::domain::ids::{Code, Instant, Kind};
use bot_core::domain::lead::Lead;
use bot_core::domain::pipeline::Pipeline;
use bot_core::domain::record::{Change, Fields, Record, fields, of_fields};
use bot_core::store::{Origin, Page, RecordsExt as _, Store as _, StoreError, Unit};
use serde_json::json;
use uuid::Uuid;

use crate::samples::{self, Samples};
use crate::world::{NOW, World, lead, org, origin, scope};

/// Saves a record as new, then with every field of `change` set; replays its events.
async fn replays<R: Record + PartialEq + std::fmt::Debug>(world: &World, new: &R, change: &R) {
    let mut unit = world.begin().await;
    unit.save(None, new, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    let first: R = world.read(new.id()).await;
    let mut second = change.clone();
    *second.head_mut() = first.head().clone();
    let extra = &mut second.head_mut().extra;
    extra.insert("colour".to_owned(), json!("red"));
    let mut unit = world.begin().await;
    let later = NOW.plus_millis(7);
    unit.save(Some(&first), &second, later).await.expect("saved");
    unit.commit().await.expect("a commit");

    let last: R = world.read(new.id()).await;
    assert_eq!(last.head().version, 2);
    let mut unit = world.begin().await;
    let events = unit.tx().events_of(R::KIND, new.id(), None, 10).await;
    let mut events = events.expect("events");
    assert_eq!(events.len(), 2);
    let older = unit.tx().events_of(R::KIND, new.id(), Some(events[0].seq), 10).await;
    assert_eq!(older.expect("one").len(), 1);
    unit.rollback().await;
    events.reverse();
    let mut row = Fields::new();
    for event in &events {
        apply(&mut row, event);
    }
    // The second save happened later than the origin says: only that instant differs.
    row.insert("updated_at".to_owned(), json!(later));
    assert_eq!(row, fields(&last).expect("fields"));
    assert_eq!(of_fields::<R>(row).expect("a record"), last);
}

#[tokio::test]
async fn the_events_of_every_kind_replay_into_equal_rows() {
    let world = World::new().await;
    let Samples {
        leads,
        customers,
        contacts,
        deals,
        activities,
        follow_ups,
        products,
        orders,
        people,
        teams,
        settings,
    } = samples::all();
    replays(&world, &leads[0], &leads[1]).await;
    replays(&world, &customers[0], &customers[1]).await;
    replays(&world, &contacts[0], &contacts[1]).await;
    replays(&world, &deals[0], &deals[1]).await;
    replays(&world, &activities[0], &activities[1]).await;
    replays(&world, &follow_ups[0], &follow_ups[1]).await;
    replays(&world, &products[0], &products[1]).await;
    replays(&world, &orders[0], &orders[1]).await;
    replays(&world, &people[0], &people[1]).await;
    replays(&world, &teams[0], &teams[1]).await;
    replays(&world, &settings[0], &settings[1]).await;
    assert!(world.store.integrity_check().await.expect("a check").is_empty());
}

#[tokio::test]
async fn a_field_without_a_column_is_refused() {
    let world = World::new().await;
    let mut change = Change::of(None, &lead("张三", 1, None), NOW).expect("a change");
    change.after.insert("colour".to_owned(), json!("red"));
    let mut unit = world.begin().await;
    let refused = unit.tx().save_change(change).await;
    assert!(matches!(refused, Err(StoreError::Broken(_))), "{refused:?}");
}

#[tokio::test]
async fn numbers_count_up_within_an_org_and_are_never_reused() {
    let world = World::new().await;
    let mut unit = world.begin().await;
    assert_eq!(unit.tx().next_number(Kind::Lead).await.expect("one"), 1);
    assert_eq!(unit.tx().next_number(Kind::Lead).await.expect("two"), 2);
    assert_eq!(unit.tx().next_number(Kind::Deal).await.expect("one"), 1);
    unit.commit().await.expect("a commit");
    assert_eq!(world.lead("张三", None).await.head.n, 3);
    let mut unit = world.begin().await;
    unit.save(None, &lead("李四", 3, None), NOW).await.expect("queued");
    let refused = unit.commit().await;
    assert!(
        matches!(&refused, Err(StoreError::NotUnique(what)) if what == "lead.n"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_save_over_an_older_version_is_refused() {
    let world = World::new().await;
    let lead = world.lead("张三", None).await;
    let mut newer = lead.clone();
    newer.need = Some("30 台".to_owned());
    let mut unit = world.begin().await;
    unit.save(Some(&lead), &newer, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");

    let mut unit = world.begin().await;
    unit.save(Some(&lead), &newer, NOW).await.expect("queued");
    let refused = unit.commit().await;
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
    let kept: Lead = world.read(lead.head.id).await;
    assert_eq!(kept.head.version, 2);
}

#[tokio::test]
async fn a_record_of_another_org_is_neither_read_nor_changed() {
    let world = World::new().await;
    let amy = world.person("amy", &["admin"], None).await;
    let lead = world.lead("张三", None).await;
    let foreign = org("别家");
    world.store.create_org(&foreign).await.expect("an org");
    let begin = || async { world.store.begin(origin(&foreign)).await.expect("begun") };

    let mut unit = begin().await;
    let mut changed = lead.clone();
    changed.need = Some("?".to_owned());
    unit.save(Some(&lead), &changed, NOW).await.expect("queued");
    let refused = unit.commit().await;
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
    let kept: Lead = world.read(lead.head.id).await;
    assert_eq!(kept, lead);

    let mut unit = begin().await;
    let all = scope(&amy, Reach::All);
    let tx = unit.tx();
    assert_eq!(tx.by_id(Kind::Lead, lead.head.id).await.expect("none"), None);
    assert_eq!(tx.by_code(lead.code(), all).await.expect("none"), None);
    let keys = lead.search_keys();
    assert!(tx.by_keys(&[Kind::Lead], &keys, all, 9).await.expect("none").is_empty());
    assert!(tx.twins(&keys, &keys, all).await.expect("none").is_empty());
    assert!(tx.labels(Kind::Lead, &[lead.head.id]).await.expect("none").is_empty());
    assert!(tx.events_of(Kind::Lead, lead.head.id, None, 9).await.expect("none").is_empty());
    assert!(tx.people().await.expect("none").is_empty());
}

#[tokio::test]
async fn of_two_writers_both_come_to_their_turn() {
    let world = World::new().await;
    let saves = (0..40).map(|i| {
        let world = &world;
        async move {
            let mut unit = world.begin().await;
            let n = unit.tx().next_number(Kind::Lead).await.expect("a number");
            tokio::task::yield_now().await;
            let lead = lead(&format!("客户{i}"), n, None);
            unit.save(None, &lead, NOW).await.expect("saved");
            unit.commit().await.expect("a commit");
        }
    });
    futures::future::join_all(saves).await;
    assert_eq!(world.lead("张三", None).await.head.n, 41);
}

#[tokio::test]
async fn a_dropped_transaction_leaves_no_trace() {
    let world = World::new().await;
    let lead = lead("张三", 1, None);
    let mut unit = world.begin().await;
    unit.save(None, &lead, NOW).await.expect("queued");
    assert!(unit.tx().by_id(Kind::Lead, lead.head.id).await.expect("seen").is_some());
    drop(unit);
    let mut unit = world.begin().await;
    assert_eq!(unit.tx().by_id(Kind::Lead, lead.head.id).await.expect("none"), None);
    unit.rollback().await;
    let mut look = world.store.look(world.origin()).await.expect("a look");
    let refused = look.save(None, &lead, NOW).await;
    assert!(matches!(refused, Err(StoreError::Broken(_))));
}

#[tokio::test]
async fn an_undone_change_is_not_undone_again() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let by_amy = |at: Instant| Origin {
        change: Uuid::now_v7(),
        actor: Some(amy.person_id()),
        via: "telegram/77/5".to_owned(),
        at,
        ..world.origin()
    };
    let newest = |since: Instant| {
        let world = &world;
        let id = amy.person_id();
        async move {
            let mut unit = world.begin().await;
            let found = unit.tx().newest_changes(id, "telegram/77/5", since, 9).await;
            unit.rollback().await;
            found.expect("an answer")
        }
    };
    let made = by_amy(NOW);
    let mut unit = world.store.begin(made.clone()).await.expect("begun");
    unit.tx().on_behalf_of("lead add");
    let new = lead("张三", 1, None);
    unit.save(None, &new, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    assert_eq!(newest(NOW).await, [made.change]);
    assert!(newest(NOW.plus_millis(1)).await.is_empty());
    let twice = by_amy(NOW);
    let mut unit = world.store.begin(twice.clone()).await.expect("begun");
    for n in [2, 3] {
        unit.save(None, &lead("李四", n, None), NOW).await.expect("saved");
    }
    unit.commit().await.expect("a commit");
    assert_eq!(newest(NOW).await, [twice.change, made.change]);

    let undo = by_amy(NOW.plus_millis(5));
    let mut unit = world.store.begin(undo.clone()).await.expect("begun");
    let events = unit.tx().events_of_change(made.change).await.expect("one");
    assert_eq!((events.len(), events[0].op.as_str(), events[0].version), (1, "lead add", 1));
    let before: Lead = unit.get(new.head.id).await.expect("read").expect("there");
    let mut row = fields(&before).expect("fields");
    take_back(&mut row, &events[0]);
    let after: Lead = of_fields(row).expect("a lead");
    unit.tx().undoing(made.change);
    unit.save(Some(&before), &after, undo.at).await.expect("saved");
    unit.commit().await.expect("a commit");

    assert_eq!(newest(NOW).await, [undo.change, twice.change]);
    let mut unit = world.begin().await;
    let all = scope(&amy, Reach::All);
    assert_eq!(unit.tx().by_code(new.code(), all).await.expect("none"), None);
    let keys = new.search_keys();
    let found = unit.tx().by_keys(&[Kind::Lead], &keys, all, 9).await;
    assert!(found.expect("none").is_empty());
}

#[tokio::test]
async fn a_handle_is_one_persons_until_it_is_withdrawn() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let mut other = amy.clone();
    (other.head.id, other.head.n) = (Uuid::now_v7(), 9);
    let save = |unit: Box<dyn Unit>| {
        let other = other.clone();
        async move {
            let mut unit = unit;
            unit.save(None, &other, NOW).await.expect("queued");
            unit.commit().await
        }
    };
    let refused = save(world.begin().await).await;
    assert!(matches!(&refused, Err(StoreError::NotUnique(what)) if what == "person.handle"));
    let mut gone = amy.clone();
    gone.head.withdrawn = true;
    let mut unit = world.begin().await;
    unit.save(Some(&amy), &gone, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    save(world.begin().await).await.expect("free again");
}

#[tokio::test]
async fn pipelines_the_org_and_foreign_keys_come_back() {
    let world = World::new().await;
    let pipeline = Pipeline::standard(Uuid::now_v7);
    let mut changed = world.org.clone();
    changed.name = "华东二".to_owned();
    let lead = world.lead("张三", None).await;
    let mut unit = world.begin().await;
    unit.tx().add_pipeline(&pipeline).await.expect("queued");
    unit.tx().save_org(&changed).await.expect("queued");
    let (id, kind) = (lead.head.id, Kind::Lead);
    unit.tx().note_outside("crm", "77", kind, id).await.expect("queued");
    assert_eq!(unit.tx().pipelines().await.expect("one"), [pipeline]);
    assert_eq!(unit.tx().outside("crm", "77").await.expect("one"), Some((kind, id)));
    assert_eq!(unit.tx().outside("crm", "78").await.expect("none"), None);
    let asked: Vec<String> = ["76", "77", "78"].map(str::to_owned).into();
    let known = unit.tx().outside_of("crm", &asked).await;
    assert_eq!(known.expect("one"), [("77".to_owned(), kind, id)]);
    assert_eq!(unit.tx().outside_of("erp", &asked).await.expect("none"), []);
    assert_eq!(unit.tx().outside_of("crm", &[]).await.expect("none"), []);
    unit.commit().await.expect("a commit");
    assert_eq!(world.store.org(changed.id).await.expect("one"), Some(changed.clone()));
    assert_eq!(world.store.orgs().await.expect("one"), [changed]);
    let mut unit = world.begin().await;
    let labels = unit.tx().labels(kind, &[id, Uuid::now_v7(), id]).await;
    let code = Code { kind, n: 1 };
    assert_eq!(labels.expect("one"), [(id, code, "张三".to_owned())]);
}

#[tokio::test]
async fn every_record_of_a_kind_is_listed_whoever_owns_it() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    for (name, owner) in [("张三", None), ("李四", Some(amy.person_id())), ("王五", None)] {
        world.lead(name, owner).await;
    }
    let mut unit = world.store.look(world.origin()).await.expect("a look");
    let page = Page { below: None, limit: 2 };
    let first = unit.tx().every(Kind::Lead, page).await.expect("two");
    let names = |rows: &[Fields]| rows.iter().map(|row| row["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(&first), ["王五", "李四"]);
    let page = Page { below: Some(2), limit: 2 };
    let second = unit.tx().every(Kind::Lead, page).await.expect("one");
    assert_eq!(names(&second), ["张三"]);
    unit.rollback().await;
}
