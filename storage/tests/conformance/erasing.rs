//! Forgetting somebody: the values go everywhere, what happened stays, and it is done again elsewhere.

use bot_core::chat::dialog::{Dialog, Talk};
use bot_core::chat::incoming::Address;
use bot_core::chat::reply::{Asked, Reply};
use bot_core::domain::access::Reach;
use bot_core::domain::event::apply;
use bot_core::domain::ids::{Code, Kind, OrgId};
use bot_core::domain::record::{FORGOTTEN, Fields, Record, fields};
use bot_core::store::{Forget, NewReply, Origin, RecordsExt as _, Store as _};
use storage::Storage;
use uuid::Uuid;

use crate::samples::{self, Samples};
use crate::world::{NOW, SOURCE, World, origin, scope};

/// A customer with all that can hang on one, each saved twice.
struct Life {
    customer: Uuid,
    ids: Vec<(Kind, Uuid)>,
}

/// The same life twice, so that it can be led in two databases.
fn samples_of_one_life() -> Samples {
    let mut all = samples::all();
    let (customer, lead, deal) = (all.customers[0].id(), all.leads[0].id(), all.deals[0].id());
    for one in &mut all.customers {
        (one.lead, one.parent) = (Some(lead), None);
    }
    for one in &mut all.leads {
        one.customer = Some(customer);
    }
    for one in &mut all.contacts {
        one.customer = customer;
    }
    for one in &mut all.deals {
        (one.customer, one.lead) = (Some(customer), Some(lead));
    }
    for one in &mut all.orders {
        (one.customer, one.deal) = (customer, Some(deal));
    }
    for one in &mut all.activities {
        (one.on_kind, one.on_id, one.customer) = (Kind::Deal, deal, None);
    }
    for one in &mut all.follow_ups {
        (one.on_kind, one.on_id, one.customer) = (Kind::Customer, customer, Some(customer));
    }
    all
}

async fn twice<R: Record>(store: &Storage, origin: &Origin, both: &[R; 2]) -> (Kind, Uuid) {
    let (mut first, mut second) = (both[0].clone(), both[1].clone());
    first.head_mut().extra.insert("wechat".to_owned(), "zqxw".into());
    let again = || Origin { change: Uuid::now_v7(), ..origin.clone() };
    let mut unit = store.begin(again()).await.expect("begun");
    unit.save(None, &first, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    first.head_mut().version = 1;
    *second.head_mut() = first.head().clone();
    let mut unit = store.begin(again()).await.expect("begun");
    unit.save(Some(&first), &second, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    (R::KIND, first.id())
}

async fn live(store: &Storage, origin: &Origin, all: &Samples) -> Life {
    let mut ids = vec![twice(store, origin, &all.customers).await];
    ids.push(twice(store, origin, &all.leads).await);
    ids.push(twice(store, origin, &all.contacts).await);
    ids.push(twice(store, origin, &all.deals).await);
    ids.push(twice(store, origin, &all.orders).await);
    ids.push(twice(store, origin, &all.activities).await);
    ids.push(twice(store, origin, &all.follow_ups).await);
    Life { customer: ids[0].1, ids }
}

fn personal() -> Vec<&'static str> {
    let mut all = vec!["张三", "138 0013 8000", "z@example.com", "空调\"", "李工", "总工"];
    all.extend(["怕冷", "坂田", "a@b.cn", "老客户", "太贵", "轻放", "zqxw", "谈了报价", "回访"]);
    all
}

/// Every row of the life and every event of it, as text.
async fn rows(store: &Storage, org: OrgId, life: &Life) -> Vec<(Fields, Vec<String>, Fields)> {
    let origin = Origin { org, change: Uuid::now_v7(), actor: None, via: String::new(), at: NOW };
    let mut unit = store.look(origin).await.expect("a look");
    let mut found = Vec::new();
    for (kind, id) in &life.ids {
        let row = unit.tx().by_id(*kind, *id).await.expect("an answer").expect("a row");
        let mut events = unit.tx().events_of(*kind, *id, None, 99).await.expect("events");
        events.reverse();
        let mut replayed = Fields::new();
        for event in &events {
            apply(&mut replayed, event);
        }
        let said = events.iter().map(|e| format!("{} {:?}", e.op, e.fields)).collect();
        found.push((row, said, replayed));
    }
    unit.rollback().await;
    found
}

async fn forget(store: &Storage, origin: Origin, who: Forget) {
    let mut unit = store.begin(origin).await.expect("begun");
    unit.tx().on_behalf_of("customer forget");
    unit.tx().forget(&who).await.expect("forgotten");
    unit.commit().await.expect("a commit");
}

#[tokio::test]
async fn forgotten_values_are_in_no_row_and_no_event_and_the_log_still_replays() {
    let world = World::new().await;
    let life = live(&world.store, &world.origin(), &samples_of_one_life()).await;
    let who = Forget { kind: Kind::Customer, id: life.customer, all: false };
    let mut unit = world.begin().await;
    for external in ["李工", "77"] {
        let (kind, id) = life.ids[2];
        unit.tx().note_outside("crm", external, kind, id).await.expect("noted");
    }
    unit.commit().await.expect("a commit");
    let mut look = world.store.look(world.origin()).await.expect("a look");
    let would = look.tx().would_forget(&who).await.expect("a plan");
    assert_eq!(would.names, ["李工"]);
    assert_eq!(would.records.iter().map(|(_, n)| n).sum::<usize>(), life.ids.len());
    look.rollback().await;

    forget(&world.store, world.origin(), who).await;
    for (row, events, replayed) in rows(&world.store, world.org.id, &life).await {
        let all = format!("{row:?} {events:?}");
        for value in personal() {
            assert!(!all.contains(value), "{value} in {all}");
        }
        assert_eq!(row["version"], 3);
        assert!(events[2].starts_with("customer forget "), "{events:?}");
        for (name, value) in &row {
            // What never held anything is in no event.
            let replayed = replayed.get(name).unwrap_or(&serde_json::Value::Null);
            assert_eq!(replayed, value, "{name}");
        }
    }
    // The company is a company still, and its people are found by nothing any more.
    let amy = world.person("amy", &["admin"], None).await;
    let mut unit = world.begin().await;
    let everything = scope(&amy, Reach::All);
    for (text, hits) in [("华为技术有限公司", 1), ("李工", 0), ("13800138000", 0), ("a@b.cn", 0)]
    {
        let keys = bot_core::domain::names::keys_of_query(text);
        let kinds = [Kind::Lead, Kind::Customer, Kind::Contact, Kind::Deal];
        let found = unit.tx().by_keys(&kinds, &keys, everything, 9).await;
        let mut found = found.expect("an answer");
        found.retain(|hit| !hit.rung.is_guess());
        assert_eq!(found.len(), hits, "{text}: {found:?}");
    }
    assert!(unit.tx().outside("crm", "李工").await.expect("none").is_none());
    assert!(unit.tx().outside("crm", "77").await.expect("one").is_some());
    let again = unit.tx().would_forget(&who).await.expect("a plan");
    assert!(again.is_nothing(), "{again:?}");
    assert_eq!(unit.tx().forgotten_at(life.customer).await.expect("once"), Some(NOW));
}

#[tokio::test]
async fn money_codes_and_days_stay_and_all_takes_the_company_too() {
    let world = World::new().await;
    let life = live(&world.store, &world.origin(), &samples_of_one_life()).await;
    let before = rows(&world.store, world.org.id, &life).await;
    let who = Forget { kind: Kind::Customer, id: life.customer, all: true };
    forget(&world.store, world.origin(), who).await;
    let after = rows(&world.store, world.org.id, &life).await;
    for ((before, ..), (after, ..)) in before.iter().zip(&after) {
        for name in ["n", "amount", "total", "currency", "lines", "stage", "closed_on", "tracking"]
        {
            assert_eq!(before.get(name), after.get(name), "{name}");
        }
    }
    let all = format!("{after:?}");
    for value in ["华为", "HW", "通信", "华星科技", "格力"] {
        assert!(!all.contains(value), "{value} in {all}");
    }
    assert_eq!(after[0].0["name"], FORGOTTEN);
}

#[tokio::test]
async fn an_older_copy_forgets_again_whom_the_newer_one_forgot() {
    let (newer, older) = (World::new().await, World::new().await);
    older.store.create_org(&newer.org).await.expect("the same org");
    let all = samples_of_one_life();
    let life = live(&newer.store, &newer.origin(), &all).await;
    let who = Forget { kind: Kind::Customer, id: life.customer, all: false };
    forget(&newer.store, newer.origin(), who).await;
    let list = newer.store.erasures(newer.org.id).await.expect("a list");
    assert_eq!(list.iter().filter(|one| one.root).count(), 1);
    let said = format!("{list:?}");
    assert!(personal().iter().all(|value| !said.contains(value)), "{said}");

    // The copy is from before the lead became a customer.
    let origin = origin(&newer.org);
    let mut lead = all.leads.clone();
    for one in &mut lead {
        one.customer = None;
    }
    let lead = twice(&older.store, &origin, &lead).await;
    assert_eq!(older.store.erase_again(&list).await.expect("done"), 1);
    assert_eq!(older.store.erase_again(&list).await.expect("known"), 0);
    let life = Life { customer: life.customer, ids: vec![lead] };
    for (row, events, _) in rows(&older.store, newer.org.id, &life).await {
        let all = format!("{row:?} {events:?}");
        assert!(personal().iter().all(|value| !all.contains(value)), "{all}");
        assert!(all.contains("customer forget"), "{all}");
    }
    assert_eq!(older.store.erasures(newer.org.id).await.expect("a list"), list);
    assert_eq!(older.store.erase_again(&[]).await.expect("nobody"), 0);
}

#[tokio::test]
async fn a_lead_takes_nobody_else_along() {
    let world = World::new().await;
    let mut all = samples_of_one_life();
    for customer in &mut all.customers {
        customer.lead = None;
    }
    let life = live(&world.store, &world.origin(), &all).await;
    let lead = life.ids[1].1;
    forget(&world.store, world.origin(), Forget { kind: Kind::Lead, id: lead, all: false }).await;
    let rows = rows(&world.store, world.org.id, &life).await;
    assert_eq!(rows[0].0["address"], "坂田");
    assert_eq!(rows[2].0["name"], "李工");
    assert_eq!(rows[1].0["phone"], serde_json::Value::Null);
}

#[tokio::test]
async fn messages_and_questions_that_tell_of_somebody_are_emptied_and_others_are_not() {
    let world = World::new().await;
    let amy = world.person("amy", &["rep"], None).await;
    let (home, id) = (Address::new(SOURCE, "5"), amy.person_id());
    let mut other = samples::customer(true);
    (other.phone, other.email) = (Some("13800138000".to_owned()), None);
    other.note = Some("也可以打 138-0013-8000 找".to_owned());
    (other.head.n, other.head.id) = (7, Uuid::now_v7());
    let lead = samples::lead(true);
    let mut unit = world.begin().await;
    unit.save(None, &lead, NOW).await.expect("saved");
    unit.save(None, &other, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");

    let said = ["改线索 l-1 备注=嗯", "帮助", "找 z@EXAMPLE.com"];
    let told = ["好的 (L-1)", "帮助", "没有"];
    for (i, (said, told)) in said.iter().zip(told).enumerate() {
        world.keep(&i.to_string(), "5", said).await;
        let claimed = world.claim_one().await;
        let origin = Origin { change: claimed.id, ..world.origin() };
        let mut unit = world.store.work(&claimed, origin).await.expect("begun");
        let (chat, reply) = (home.clone(), Reply::say(told));
        let reply = NewReply { id: Uuid::now_v7(), chat, person: Some(id), reply };
        unit.tx().send(reply).await.expect("sent");
        if i == 0 {
            let args = [("lead".to_owned(), "L-1".into())].into_iter().collect();
            let dialog = Dialog {
                draft: Asked { command: "lead edit".to_owned(), args },
                op: String::new(),
                field: "note".to_owned(),
                at: NOW,
                until: NOW,
                named: None,
                parked: false,
                by: None,
                told: Vec::new(),
            };
            let talk = Talk { dialog: Some(dialog), ..Talk::default() };
            unit.tx().save_talk(id, &home, &talk).await.expect("saved");
        }
        unit.commit().await.expect("a commit");
    }
    // What is not yet worked on is still to be worked on.
    world.keep("later", "5", "看线索 L-1").await;

    let who = Forget { kind: Kind::Lead, id: lead.id(), all: false };
    forget(&world.store, world.origin(), who).await;
    let sent = world.store.claim_outgoing(SOURCE, 9).await.expect("one");
    assert_eq!(sent[0].reply.plain(), "好的 (L-1)", "it waits, and says nothing personal");
    assert_eq!(world.claim_one().await.raw, "看线索 L-1");
    let mut unit = world.begin().await;
    let kept = unit.tx().ever(Code { kind: Kind::Customer, n: 7 }).await.expect("one");
    let kept = kept.expect("the other customer");
    assert_eq!((&kept["note"], &kept["phone"]), (&"也可以打 *** 找".into(), &"13800138000".into()));
    let events = unit.tx().events_of(Kind::Customer, other.head.id, None, 9).await.expect("two");
    assert!(!format!("{:?}", events[1].fields["note"]).contains("138"), "{events:?}");
    assert_eq!(fields(&other).expect("fields")["level"], kept["level"]);
}

#[tokio::test]
async fn what_was_merged_into_somebody_is_forgotten_along() {
    let world = World::new().await;
    let kept = crate::world::lead("张三", 1, None);
    let mut gone = crate::world::lead("张三丰", 2, None);
    gone.phone = Some("13900139000".to_owned());
    gone.merged = Some(kept.id());
    gone.head.withdrawn = true;
    let mut unit = world.begin().await;
    for lead in [&kept, &gone] {
        unit.tx().save(None, lead, NOW).await.expect("saved");
    }
    unit.commit().await.expect("a commit");
    let who = Forget { kind: Kind::Lead, id: kept.id(), all: false };
    forget(&world.store, world.origin(), who).await;
    let mut look = world.store.look(world.origin()).await.expect("a look");
    let row = look.tx().by_id(Kind::Lead, gone.id()).await.expect("read").expect("there");
    assert_eq!(row["phone"], serde_json::Value::Null);
    assert!(look.tx().forgotten_at(gone.id()).await.expect("an answer").is_some());
    look.rollback().await;
}
