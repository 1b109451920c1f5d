//! People: how far they see, what they have in hand, how they come in, what is known of them.

use bot_core::chat::incoming::Address;
use bot_core::chat::reply::Reply;
use bot_core::domain::access::{Reach, Scope};
use bot_core::domain::ids::{Code, Instant, Kind, PersonId};
use bot_core::domain::people::Person;
use bot_core::domain::record::Record;
use bot_core::store::{
    AuditFilter, CustomerFilter, DealFilter, FollowUpFilter, Invite, NewReply, Noted, Origin, Page,
    RecordsExt as _, Store as _, Unit,
};
use uuid::Uuid;

use crate::samples::{self, day};
use crate::world::{NOW, SOURCE, World, scope};

const PAGE: Page = Page { below: None, limit: 50 };

async fn save<R: Record>(unit: &mut Box<dyn Unit>, record: R) -> R {
    let mut record = record;
    record.head_mut().n = unit.tx().next_number(R::KIND).await.expect("a number");
    unit.save(None, &record, NOW).await.expect("saved");
    unit.tx().get::<R>(record.id()).await.expect("an answer").expect("a record")
}

/// One customer, deal, lead, contact, order and follow-up of each of these people.
async fn things(world: &World, people: &[&Person]) {
    let mut unit = world.begin().await;
    for person in people {
        let owner = Some(person.person_id());
        let customer = samples::customer(false);
        let customer =
            save(&mut unit, bot_core::domain::customer::Customer { owner, ..customer }).await;
        let deal = samples::deal(false);
        save(&mut unit, bot_core::domain::deal::Deal { owner, ..deal }).await;
        let lead = samples::lead(false);
        save(&mut unit, bot_core::domain::lead::Lead { owner, ..lead }).await;
        let mut contact = samples::contact(false);
        (contact.owner, contact.customer) = (owner, customer.id());
        save(&mut unit, contact).await;
        let order = samples::order(false);
        save(&mut unit, bot_core::domain::order::Order { owner, ..order }).await;
        let follow_up = samples::follow_up(false);
        save(&mut unit, bot_core::domain::follow_up::FollowUp { owner, ..follow_up }).await;
    }
    unit.commit().await.expect("a commit");
}

async fn seen(unit: &mut Box<dyn Unit>, scope: Scope) -> [Vec<i64>; 3] {
    let tx = unit.tx();
    let customers = tx.customers(&CustomerFilter::default(), scope, PAGE).await.expect("a list");
    let deals = tx.deals(&DealFilter::default(), scope, PAGE).await.expect("a list");
    let keys = samples::customer(false).search_keys();
    let hits = tx.by_keys(&[Kind::Customer, Kind::Deal], &keys, scope, 50).await.expect("hits");
    let mut hits: Vec<i64> = hits.iter().map(|hit| hit.code.n).collect();
    hits.sort_unstable_by(|a, b| b.cmp(a));
    [
        customers.iter().map(|one| one.head.n).collect(),
        deals.iter().map(|one| one.head.n).collect(),
        hits,
    ]
}

#[tokio::test]
async fn a_team_sees_its_own_and_not_those_below_it() {
    let world = World::new().await;
    let east = world.team("华东", None).await;
    let city = world.team("上海", Some(east)).await;
    let chen = world.person("chen", &["manager"], Some(east)).await;
    let amy = world.person("amy", &["rep"], Some(east)).await;
    let bo = world.person("bo", &["rep"], Some(city)).await;
    things(&world, &[&chen, &amy, &bo]).await;
    let mut unit = world.begin().await;
    let of = |n: &[i64]| [n.to_vec(), n.to_vec(), n.to_vec()];
    assert_eq!(seen(&mut unit, scope(&chen, Reach::Team)).await, of(&[2, 1]));
    assert_eq!(seen(&mut unit, scope(&chen, Reach::Subtree)).await, of(&[3, 2, 1]));
    unit.rollback().await;
    let alone = world.person("eve", &["manager"], None).await;
    let mut unit = world.begin().await;
    assert_eq!(seen(&mut unit, scope(&alone, Reach::Team)).await, of(&[]));
}

#[tokio::test]
async fn who_helps_or_stands_in_sees_what_that_takes() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let bo = world.person("bo", &["rep"], None).await;
    things(&world, &[&amy, &bo]).await;
    let mut unit = world.begin().await;
    let deal = Code { kind: Kind::Deal, n: 2 };
    let all = scope(&amy, Reach::All);
    let fields = unit.tx().by_code(deal, all).await.expect("an answer").expect("a deal");
    let before: bot_core::domain::deal::Deal =
        bot_core::domain::record::of_fields(fields).expect("a deal");
    let mut after = before.clone();
    after.helpers = vec![amy.person_id()];
    unit.save(Some(&before), &after, NOW).await.expect("saved");
    let own = scope(&amy, Reach::Own);
    let shares = own.wider(None, true);
    assert_eq!(seen(&mut unit, own).await, [vec![1], vec![1], vec![1]]);
    let [customers, deals, _] = seen(&mut unit, shares).await;
    assert_eq!((customers, deals), (vec![1], vec![2, 1]));
    assert!(unit.tx().by_code(deal, shares).await.expect("an answer").is_some());
    assert!(unit.tx().by_code(deal, shares.unshared()).await.expect("an answer").is_none());
    let mut away = bo.clone();
    (away.cover, away.cover_until) = (Some(amy.person_id()), Some(NOW.plus_millis(1)));
    unit.save(Some(&bo), &away, NOW).await.expect("saved");
    let stands_for = async |unit: &mut Box<dyn Unit>, at| {
        let people = unit.tx().stands_for(amy.person_id(), at).await.expect("people");
        people.iter().map(|one| one.handle.clone()).collect::<Vec<_>>()
    };
    assert_eq!(stands_for(&mut unit, NOW).await, ["bo"]);
    assert!(stands_for(&mut unit, NOW.plus_millis(1)).await.is_empty());
    let covers = own.wider(Some(NOW), false);
    assert_eq!(seen(&mut unit, covers).await, [vec![2, 1], vec![2, 1], vec![2, 1]]);
    let far = NOW.plus_millis(1_000_000);
    for (scope, expected) in [(own, 1), (covers, 2)] {
        let due = FollowUpFilter::DueFor(scope, far, day("2033-11-15"));
        let due = unit.tx().follow_ups(&due, 50).await.expect("follow-ups");
        assert_eq!(due.len(), expected);
    }
    // The timer that ends it is written with the person.
    unit.commit().await.expect("a commit");
    assert_eq!(world.store.ring(NOW.plus_millis(2), 9).await.expect("rung"), 1);
    let jobs = world.store.claim_jobs(NOW.plus_millis(2), 9).await.expect("jobs");
    assert!(jobs.iter().any(|job| job.kind == "cover_ends"), "{jobs:?}");
}

#[tokio::test]
async fn what_somebody_has_in_hand_is_counted_and_read() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let bo = world.person("bo", &["rep"], None).await;
    things(&world, &[&amy, &bo, &amy]).await;
    let mut unit = world.begin().await;
    // What has ended is not in hand any more.
    for _ in 0..2 {
        let deal = samples::deal(true);
        save(&mut unit, bot_core::domain::deal::Deal { owner: Some(amy.person_id()), ..deal })
            .await;
    }
    let work = unit.tx().open_work(amy.person_id()).await.expect("counts");
    let counts: Vec<(Kind, i64, i64)> =
        work.iter().map(|one| (one.kind, one.count, one.mark)).collect();
    let kinds =
        [Kind::Customer, Kind::Deal, Kind::Lead, Kind::Contact, Kind::Order, Kind::FollowUp];
    assert_eq!(counts, kinds.map(|kind| (kind, 2, 4)));
    assert_eq!(work[4].biggest.as_deref(), Some("O-1"));
    for kind in kinds {
        let page = Page { below: Some(3), limit: 9 };
        let records = unit.tx().open_records(kind, amy.person_id(), page).await.expect("records");
        assert_eq!(records.len(), 1, "{kind:?}");
    }
    let nobody = unit.tx().open_work(PersonId(Uuid::now_v7())).await.expect("counts");
    assert!(nobody.is_empty());
}

#[tokio::test]
async fn whoever_is_shut_out_gets_nothing_and_comes_in_by_no_code() {
    let world = World::new().await;
    let bo = world.person("bo", &["rep"], None).await;
    let id = bo.person_id();
    let home = Address::new(SOURCE, "7");
    let invite = |digest: &str, person, made_by| Invite {
        digest: digest.to_owned(),
        role: "rep".to_owned(),
        team: None,
        person,
        until: NOW,
        made_by,
    };
    let mut unit = world.begin().await;
    unit.tx().bind_account(SOURCE, "7", id, &home).await.expect("bound");
    unit.tx().bind_account(SOURCE, "8", id, &home).await.expect("bound");
    for (digest, person, by) in [("a", None, None), ("b", Some(id), None), ("c", None, Some(id))] {
        unit.tx().save_invite(&invite(digest, person, by)).await.expect("saved");
    }
    let reply =
        NewReply { id: Uuid::now_v7(), chat: home, person: Some(id), reply: Reply::say("早") };
    unit.tx().send(reply).await.expect("sent");
    let open = unit.tx().open_invites(NOW).await.expect("invites");
    assert_eq!(open.len(), 3);
    let accounts = unit.tx().accounts(id).await.expect("accounts");
    assert_eq!(accounts.len(), 2);
    unit.tx().unbind_account(SOURCE, "8", id).await.expect("unbound");
    assert_eq!(unit.tx().accounts(id).await.expect("accounts").len(), 1);
    let mut frozen = bo.clone();
    frozen.frozen = true;
    unit.save(Some(&bo), &frozen, NOW).await.expect("saved");
    unit.tx().shut_out(id).await.expect("shut out");
    let open = unit.tx().open_invites(NOW).await.expect("invites");
    assert_eq!(open.iter().map(|one| one.digest.as_str()).collect::<Vec<_>>(), ["a"]);
    unit.tx().revoke_invite("a").await.expect("revoked");
    assert!(unit.tx().open_invites(NOW).await.expect("invites").is_empty());
    unit.commit().await.expect("a commit");
    let out = world.store.claim_outgoing(SOURCE, 9).await.expect("one");
    assert!(out[0].shut_out);
}

#[tokio::test]
async fn the_log_is_read_within_a_scope_and_page_by_page() {
    let world = World::new().await;
    let east = world.team("华东", None).await;
    let chen = world.person("chen", &["manager"], Some(east)).await;
    let amy = world.person("amy", &["rep"], Some(east)).await;
    let bo = world.person("bo", &["rep"], None).await;
    for (i, person) in [&amy, &bo, &amy].into_iter().enumerate() {
        let origin = Origin {
            actor: Some(person.person_id()),
            at: Instant(NOW.0 + i64::try_from(i).expect("small")),
            change: Uuid::now_v7(),
            ..world.origin()
        };
        let mut unit = world.store.begin(origin).await.expect("begun");
        let lead = save(&mut unit, samples::lead(false)).await;
        let look = Noted::Contacts(Kind::Lead, lead.id());
        unit.tx().note_looks(&[look, look]).await.expect("!");
        unit.commit().await.expect("a commit");
    }
    let mut unit = world.begin().await;
    let filter = AuditFilter { kind: Some(Kind::Lead), ..AuditFilter::default() };
    let team = scope(&chen, Reach::Subtree);
    let events = unit.tx().audit_events(&filter, team, 9).await.expect("events");
    let ats: Vec<i64> = events.iter().map(|event| event.at.0 - NOW.0).collect();
    assert_eq!(ats, [2, 0]);
    let looks = unit.tx().audit_looks(&filter, team, 9).await.expect("looks");
    assert_eq!(looks.len(), 4);
    let (at, seq) = (events[0].at, events[0].seq);
    let below = AuditFilter { below: Some((at, seq)), ..filter.clone() };
    assert_eq!(unit.tx().audit_events(&below, team, 9).await.expect("events").len(), 1);
    let one = AuditFilter { record: Some((Kind::Lead, events[0].id)), ..filter.clone() };
    assert_eq!(
        unit.tx().audit_events(&one, scope(&bo, Reach::Own), 9).await.expect("one").len(),
        1
    );
    let early = AuditFilter { to: Some(NOW.plus_millis(1)), ..filter.clone() };
    assert_eq!(unit.tx().audit_events(&early, team, 9).await.expect("events").len(), 1);
    let of_bo = AuditFilter { actor: Some(bo.person_id()), ..filter };
    assert!(unit.tx().audit_events(&of_bo, team, 9).await.expect("none").is_empty());
    let span = unit.tx().span_of_change(events[0].change).await.expect("a span");
    assert_eq!(span, (events[0].seq, 1));
    assert_eq!(unit.tx().looked_at(amy.person_id(), NOW).await.expect("a count"), 2);
    assert_eq!(unit.tx().looked_at(amy.person_id(), NOW.plus_millis(1)).await.expect("one"), 1);
    assert_eq!(unit.tx().said_at(Uuid::now_v7()).await.expect("an answer"), None);
}
