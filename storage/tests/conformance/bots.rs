//! Bots: one program leads each, and whoever slept past its lease keeps nothing.

use std::time::Duration;

use bot_core::chat::channel::Inlet as _;
use bot_core::chat::incoming::Address;
use bot_core::store::Store as _;
use storage::Options;

use crate::database;
use crate::world::{NOW, World, arrival};

const BOT: &str = "telegram/77";
const SHORT: Options = Options { readers: 1, writers: 2, lease_millis: 300 };

#[tokio::test]
async fn one_program_leads_a_bot_and_another_one_takes_over_when_it_is_silent() {
    let world = World::with(SHORT).await;
    let other = World::open(&world.address, SHORT).await;
    let lead = |store: storage::Storage| async move {
        store.lead(BOT, "@Gendan_Bot", Some("https://t.me/Gendan_Bot?start=")).await.expect("one")
    };
    let first = lead(world.store.clone()).await.expect("nobody has it");
    assert!(lead(other.clone()).await.is_none(), "it is taken");
    assert!(world.store.lead("telegram/78", "@b", None).await.expect("one").is_some());
    for _ in 0..4 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(first.go_on().await.expect("kept up"));
    }
    first.keep(BOT, &[arrival("1", "5", "加线索 张三")], Some(2)).await.expect("kept");
    assert_eq!(first.cursor(BOT).await.expect("one").map(|(next, _)| next), Some(2));
    tokio::time::sleep(Duration::from_millis(400)).await;
    let second = lead(other.clone()).await.expect("it is free");
    // The first one wakes up: it neither keeps nor asks nor moves what the second goes on from.
    second.keep(BOT, &[arrival("2", "5", "客户")], Some(3)).await.expect("kept");
    let late = first.keep(BOT, &[arrival("9", "5", "加线索 李四")], Some(2)).await;
    assert!(late.is_err());
    assert!(first.cursor(BOT).await.is_err());
    assert!(!first.go_on().await.expect("an answer"), "it is another's");
    let over = tokio::time::timeout(Duration::from_secs(5), first.over());
    over.await.expect("it is told");
    assert_eq!(second.cursor(BOT).await.expect("one").map(|(next, _)| next), Some(3));
    // Giving back what one has not takes nothing away; what is given back is free at once.
    first.end().await.expect("nothing happens");
    assert!(lead(world.store.clone()).await.is_none());
    second.end().await.expect("given back");
    assert!(lead(world.store.clone()).await.is_some());
}

#[tokio::test]
async fn what_is_in_the_way_of_a_bot_is_noted_and_told_once() {
    let world = World::new().await;
    let ann = world.person("ann", &["admin"], None).await;
    let home = Address::new(BOT, "5");
    let origin = world.origin();
    let bound = world.store.add_account(&origin, (BOT, "5"), ann.person_id(), &home);
    bound.await.expect("an account");
    let term = world.store.lead(BOT, "@b", Some("https://t.me/b?start=")).await.expect("one");
    let ways = || world.store.ways_in();
    assert_eq!(ways().await.expect("one").len(), 1);
    assert!(world.store.refused(BOT, "401", NOW).await.expect("noted"));
    assert!(!world.store.refused(BOT, "401", NOW).await.expect("known"));
    assert!(ways().await.expect("none").is_empty(), "nobody gets in there");
    let bots = world.store.bots().await.expect("one");
    assert_eq!(bots[0].refused.as_ref().map(|(_, why)| why.as_str()), Some("401"));
    assert!(world.store.let_in(BOT, NOW).await.expect("noted"));
    assert!(!world.store.let_in(BOT, NOW).await.expect("known"));
    let jobs = world.store.claim_jobs(NOW, 9).await.expect("two");
    assert_eq!(jobs.len(), 2, "that it is not let in, and that it is");
    // A bot that nobody is reached through concerns nobody.
    world.store.lead("telegram/78", "@c", None).await.expect("one");
    world.store.refused("telegram/78", "401", NOW).await.expect("noted");
    assert!(world.store.claim_jobs(NOW, 9).await.expect("none").is_empty());
    term.expect("the lead").end().await.expect("given back");
    assert!(ways().await.expect("none").is_empty(), "nobody listens");
}

#[tokio::test]
async fn when_a_bot_heard_something_last_is_known_and_so_is_who_is_reached_through_it() {
    let world = World::new().await;
    let ann = world.person("ann", &["admin"], None).await;
    let home = Address::new(BOT, "5");
    let origin = world.origin();
    let bound = world.store.add_account(&origin, (BOT, "5"), ann.person_id(), &home);
    bound.await.expect("an account");
    let term = world.store.lead(BOT, "@b", None).await.expect("one").expect("the lead");
    assert_eq!(world.store.bots().await.expect("one")[0].heard, None);
    term.keep(BOT, &[], Some(1)).await.expect("nothing came");
    assert_eq!(world.store.bots().await.expect("one")[0].heard, None);
    let before = world.store.counts().statements;
    for n in 0..5 {
        term.keep(BOT, &[arrival(&n.to_string(), "5", "客户")], None).await.expect("kept");
    }
    assert!(world.store.bots().await.expect("one")[0].heard.is_some());
    // A guard and a row each, and once for all of them that something was heard.
    assert!(world.store.counts().statements - before <= 5 * 2 + 2);
    let mut unit = world.begin().await;
    assert_eq!(unit.tx().hours_heard(BOT).await.expect("one").len(), 1);
    assert_eq!(unit.tx().home_besides(ann.person_id(), BOT).await.expect("none"), None);
    let elsewhere = unit.tx().home_besides(ann.person_id(), "discord/1").await.expect("one");
    assert_eq!(elsewhere, Some(home.clone()));
    unit.rollback().await;
    let members = world.store.members(BOT).await.expect("one");
    assert_eq!((members.len(), &members[0].home), (1, &home));
    assert_eq!((members[0].held.as_slice(), members[0].frozen), (&["admin".to_owned()][..], false));
}

#[tokio::test]
async fn a_file_is_served_by_one_program_and_what_a_dead_one_had_in_hand_is_free_at_once() {
    let world = World::new().await;
    if database::server().is_some() {
        return;
    }
    let alone = world.store.at_work(false).await.expect("nobody else");
    let other = World::open(&world.address, Options::default()).await;
    let refused = other.at_work(false).await.map(drop).expect_err("one is enough").to_string();
    assert!(refused.contains("gendan serve"), "{refused}");
    world.keep("1", "5", "客户").await;
    world.claim_one().await;
    world.store.lead(BOT, "@b", None).await.expect("one").expect("the lead");
    // It ends without a word.
    drop(alone);
    let _alone = other.at_work(false).await.expect("the first one is gone");
    assert_eq!(other.claim(crate::world::SOURCE, 9).await.expect("one").len(), 1);
    assert!(other.lead(BOT, "@b", None).await.expect("one").is_some());
}

#[tokio::test]
async fn who_goes_by_a_clock_of_its_own_is_the_only_one_at_work() {
    let world = World::new().await;
    let other = World::open(&world.address, Options::default()).await;
    let served = world.store.at_work(false).await.expect("nobody else");
    if database::server().is_some() {
        let _another = other.at_work(false).await.expect("several serve a server");
    }
    assert!(other.at_work(true).await.is_err(), "somebody serves it");
    drop(served);
    // A server learns of it a moment later.
    let mut tries = 0;
    let ticks = loop {
        match other.at_work(true).await {
            Ok(ticks) => break ticks,
            Err(error) => assert!(tries < 200, "{error}"),
        }
        tries += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert!(world.store.at_work(true).await.is_err(), "another one goes by its own clock");
    assert!(world.store.at_work(false).await.is_err(), "nobody serves it beside that");
    drop(ticks);
}
