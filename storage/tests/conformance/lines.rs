//! The lines of work: each message once, in order, by whoever holds the lease.

use bot_core::chat::channel::Inlet as _;
use bot_core::chat::dialog::Talk;
use bot_core::chat::incoming::Address;
use bot_core::chat::reply::Reply;
use bot_core::domain::ids::{Instant, Kind, PersonId};
use bot_core::domain::people::Person;
use bot_core::store::{
    Claimed, Context, NewReply, Origin, OutgoingEnd, RecordsExt as _, Store as _, StoreError, Unit,
};
use storage::Options;
use uuid::Uuid;

use crate::world::{NOW, SOURCE, World, arrival, incoming, lead, origin};

/// A database whose leases are over as soon as they are taken.
async fn forgetful() -> World {
    World::with(Options { lease_millis: -1, ..Options::default() }).await
}

fn by(world: &World, claimed: &Claimed, person: Option<PersonId>) -> Origin {
    Origin { change: claimed.id, actor: person, via: claimed.line.0.clone(), ..origin(&world.org) }
}

async fn work(world: &World, claimed: &Claimed, person: Option<PersonId>) -> Box<dyn Unit> {
    let begun = world.store.work(claimed, by(world, claimed, person)).await;
    begun.expect("a transaction")
}

fn say(chat: &str, text: &str) -> NewReply {
    NewReply {
        id: Uuid::now_v7(),
        chat: Address::new(SOURCE, chat),
        person: None,
        reply: Reply::say(text),
    }
}

async fn amy(world: &World) -> Person {
    let amy = world.person("amy", &["rep"], None).await;
    let (origin, home) = (world.origin(), Address::new(SOURCE, "5"));
    let id = amy.person_id();
    let added = world.store.add_account(&origin, (SOURCE, "5"), id, &home);
    added.await.expect("an account");
    amy
}

async fn context(world: &World, claimed: &Claimed, now: Instant) -> Context {
    let incoming = incoming(claimed.line.chat(), claimed.line.chat(), &claimed.raw);
    let found = world.store.context(claimed, &incoming, now).await;
    found.expect("an answer")
}

#[tokio::test]
async fn a_redelivery_is_kept_once_even_after_it_was_worked_on() {
    let world = World::new().await;
    world.keep("1", "5", "早").await;
    world.keep("1", "5", "早").await;
    let claimed = world.claim_one().await;
    assert_eq!((claimed.raw.as_str(), claimed.attempts), ("早", 1));
    assert!(world.store.claim(SOURCE, 9).await.expect("none").is_empty());
    work(&world, &claimed, None).await.commit().await.expect("done");
    world.keep("1", "5", "早").await;
    assert!(world.store.claim(SOURCE, 9).await.expect("none").is_empty());
}

#[tokio::test]
async fn a_conversation_is_worked_on_in_order_and_others_beside_it() {
    let world = World::new().await;
    let batch =
        [("1", "5", "a"), ("2", "5", "b"), ("3", "6", "c")].map(|(u, c, t)| arrival(u, c, t));
    world.store.keep(SOURCE, &batch, Some(4)).await.expect("kept");
    let (at, silent) = world.store.cursor(SOURCE).await.expect("a cursor").expect("one");
    assert_eq!(at, 4);
    assert!((0..5_000).contains(&silent), "{silent}");
    let heads = world.store.claim(SOURCE, 9).await.expect("two");
    let raws: Vec<&str> = heads.iter().map(|head| head.raw.as_str()).collect();
    assert_eq!(raws, ["a", "c"]);
    work(&world, &heads[0], None).await.commit().await.expect("done");
    assert_eq!(world.claim_one().await.raw, "b");
    // What rests is still a conversation; another bot has its own.
    let lines = world.store.lines(SOURCE).await.expect("lines");
    assert_eq!(lines, ["5", "6"].map(|chat| Address::new(SOURCE, chat)));
    assert_eq!(world.store.lines("test/12").await.expect("none"), []);
}

#[tokio::test]
async fn a_lost_lease_writes_nothing() {
    let world = forgetful().await;
    world.keep("1", "5", "加线索 张三").await;
    let first = world.claim_one().await;
    let second = world.claim_one().await;
    assert_eq!((second.epoch, second.attempts), (first.epoch + 1, 2));

    let mut late = work(&world, &first, None).await;
    let lead = lead("张三", 1, None);
    late.save(None, &lead, NOW).await.expect("queued");
    let refused = late.commit().await;
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");

    let mut late = work(&world, &first, None).await;
    assert_eq!(late.tx().by_id(Kind::Lead, lead.head.id).await.expect("nothing of it"), None);
    assert!(matches!(late.commit().await, Err(StoreError::Stale)));

    work(&world, &second, None).await.commit().await.expect("ours");
    assert!(world.store.claim(SOURCE, 9).await.expect("none").is_empty());
}

#[tokio::test]
async fn a_frozen_person_writes_nothing() {
    let world = World::new().await;
    let amy = amy(&world).await;
    let mut frozen = amy.clone();
    frozen.frozen = true;
    let mut unit = world.begin().await;
    unit.save(Some(&amy), &frozen, NOW).await.expect("frozen");
    unit.commit().await.expect("a commit");
    world.keep("1", "5", "早").await;
    let claimed = world.claim_one().await;
    let unit = work(&world, &claimed, Some(amy.person_id())).await;
    assert!(matches!(unit.commit().await, Err(StoreError::Stale)));
}

#[tokio::test]
async fn what_fails_waits_and_what_is_parked_lets_the_next_go_on() {
    let world = World::new().await;
    world.keep("1", "5", "a").await;
    world.keep("2", "5", "b").await;
    let claimed = world.claim_one().await;
    world.store.failed(&claimed, "odd", 60_000).await.expect("noted");
    assert!(world.store.claim(SOURCE, 9).await.expect("none").is_empty());

    let world = World::new().await;
    world.keep("1", "5", "a").await;
    world.keep("2", "5", "b").await;
    let claimed = world.claim_one().await;
    let sorry = Some(Reply::say("sorry"));
    world.store.park(&claimed, "odd", sorry).await.expect("parked");
    assert_eq!(world.claim_one().await.raw, "b");
    let out = world.store.claim_outgoing(SOURCE, 9).await.expect("one");
    assert_eq!(out[0].reply.plain(), "sorry");
}

#[tokio::test]
async fn the_context_knows_the_sender_the_talk_and_the_repeat() {
    let world = World::new().await;
    let amy = amy(&world).await;
    world.keep("1", "5", "加线索 张三").await;
    let claimed = world.claim_one().await;
    let known = context(&world, &claimed, NOW).await.known.expect("amy");
    assert_eq!((known.org, known.person), (world.org.clone(), amy.clone()));
    assert_eq!((known.talk, known.repeats), (Talk::default(), None));

    let mut unit = work(&world, &claimed, Some(amy.person_id())).await;
    let n = unit.tx().next_number(Kind::Lead).await.expect("a number");
    let lead = lead("张三", n, Some(amy.person_id()));
    unit.save(None, &lead, NOW).await.expect("saved");
    let talk = Talk {
        more: Some(bot_core::chat::reply::Asked {
            command: "lead list".to_owned(),
            args: serde_json::Map::new(),
        }),
        ..Talk::default()
    };
    let chat = claimed.line.clone();
    unit.tx().save_talk(amy.person_id(), &chat, &talk).await.expect("saved");
    unit.commit().await.expect("a commit");

    world.keep("2", "5", "加线索  张三").await;
    world.keep("3", "5", "加线索 张三").await;
    let other = world.claim_one().await;
    work(&world, &other, Some(amy.person_id())).await.commit().await.expect("done");
    let again = world.claim_one().await;
    let known = context(&world, &again, NOW).await.known.expect("amy");
    assert_eq!(known.talk, talk);
    assert_eq!(known.repeats.map(|code| code.to_string()).as_deref(), Some("L-1"));
    let later = context(&world, &again, NOW.plus_millis(11 * 60_000)).await;
    assert_eq!(later.known.expect("amy").repeats, None);

    let saved = world.read::<bot_core::domain::lead::Lead>(lead.head.id).await;
    let mut withdrawn = saved.clone();
    withdrawn.head.withdrawn = true;
    let mut unit = world.begin().await;
    unit.save(Some(&saved), &withdrawn, NOW).await.expect("saved");
    unit.commit().await.expect("a commit");
    let undone = context(&world, &again, NOW).await;
    assert_eq!(undone.known.expect("amy").repeats, None);
}

#[tokio::test]
async fn what_the_button_made_once_more_is_the_newest_repeat() {
    let world = World::new().await;
    let amy = amy(&world).await;
    let id = Some(amy.person_id());
    let add = async |unit: &mut Box<dyn Unit>| {
        let n = unit.tx().next_number(Kind::Lead).await.expect("a number");
        unit.save(None, &lead("张三", n, id), NOW).await.expect("saved");
    };
    world.keep("1", "5", "加线索 张三").await;
    let claimed = world.claim_one().await;
    let mut unit = work(&world, &claimed, id).await;
    add(&mut unit).await;
    unit.commit().await.expect("a commit");

    // The same sentence is refused with a button, which is pressed.
    world.keep("2", "5", "加线索 张三").await;
    let claimed = world.claim_one().await;
    let mut unit = work(&world, &claimed, id).await;
    let refused = say("5", "L-1 is there");
    let message = refused.id;
    unit.tx().send(refused).await.expect("sent");
    unit.commit().await.expect("a commit");
    world.keep("3", "5", "!1").await;
    let claimed = world.claim_one().await;
    let mut unit = work(&world, &claimed, id).await;
    unit.tx().use_up(message, 0).await.expect("used");
    add(&mut unit).await;
    unit.commit().await.expect("a commit");

    world.keep("4", "5", "加线索 张三").await;
    let claimed = world.claim_one().await;
    let known = context(&world, &claimed, NOW).await.known.expect("amy");
    assert_eq!(known.repeats.map(|code| code.to_string()).as_deref(), Some("L-2"));
}

#[tokio::test]
async fn a_stranger_is_known_to_have_been_answered() {
    let world = World::new().await;
    world.keep("1", "9", "hi").await;
    let claimed = world.claim_one().await;
    let stranger = context(&world, &claimed, NOW).await;
    assert_eq!(stranger, Context { known: None, answered: 0 });
    let nobody =
        Origin { org: bot_core::domain::ids::OrgId(Uuid::nil()), ..by(&world, &claimed, None) };
    let mut unit = world.store.work(&claimed, nobody).await.expect("begun");
    unit.tx().send(say("9", "ask your admin")).await.expect("sent");
    unit.commit().await.expect("a commit");
    world.keep("2", "9", "hi?").await;
    let claimed = world.claim_one().await;
    assert_eq!(context(&world, &claimed, NOW).await.answered, 1);
    let day = NOW.plus_millis(25 * 3_600_000);
    assert_eq!(context(&world, &claimed, day).await.answered, 0);
}

#[tokio::test]
async fn somebody_is_reached_where_they_wrote_last() {
    let world = World::new().await;
    let amy = amy(&world).await;
    let home = Address::new("discord/1", "8");
    let discord = ("discord/1", "8");
    let mut origin = world.origin();
    origin.at = NOW.plus_millis(5);
    let added = world.store.add_account(&origin, discord, amy.person_id(), &home);
    added.await.expect("an account");
    let mut unit = world.begin().await;
    assert_eq!(unit.tx().home(amy.person_id()).await.expect("one"), Some(home));
    unit.rollback().await;

    world.keep("1", "5", "早").await;
    let claimed = world.claim_one().await;
    context(&world, &claimed, NOW).await;
    let mut origin = by(&world, &claimed, Some(amy.person_id()));
    origin.at = NOW.plus_millis(9);
    let mut unit = world.store.work(&claimed, origin).await.expect("begun");
    unit.tx().send(say("5", "早")).await.expect("sent");
    unit.commit().await.expect("a commit");
    let mut unit = world.begin().await;
    let home = unit.tx().home(amy.person_id()).await.expect("one");
    assert_eq!(home, Some(Address::new(SOURCE, "5")));
}

#[tokio::test]
async fn a_change_knows_whom_it_told() {
    let world = World::new().await;
    let amy = amy(&world).await;
    let origin = world.origin();
    let mut unit = world.store.begin(origin.clone()).await.expect("begun");
    let to_amy = || NewReply { person: Some(amy.person_id()), ..say("5", "早") };
    for reply in [to_amy(), say("#east", "早"), to_amy()] {
        unit.tx().send(reply).await.expect("sent");
    }
    unit.commit().await.expect("a commit");
    let mut unit = world.begin().await;
    assert_eq!(unit.tx().told(origin.change).await.expect("one"), [amy.person_id()]);
    assert!(unit.tx().told(Uuid::now_v7()).await.expect("none").is_empty());
    unit.rollback().await;
    let other = Origin { org: bot_core::domain::ids::OrgId(Uuid::nil()), ..origin.clone() };
    let mut unit = world.store.begin(other).await.expect("begun");
    assert!(unit.tx().told(origin.change).await.expect("none").is_empty());
}

#[tokio::test]
async fn replies_leave_in_the_order_of_each_chat() {
    let world = World::new().await;
    let mut unit = world.begin().await;
    for (chat, text) in [("5", "a"), ("5", "b"), ("6", "c")] {
        unit.tx().send(say(chat, text)).await.expect("sent");
    }
    unit.commit().await.expect("a commit");
    let heads = world.store.claim_outgoing(SOURCE, 9).await.expect("two");
    let texts: Vec<String> = heads.iter().map(|out| out.reply.plain()).collect();
    assert_eq!(texts, ["a", "c"]);
    assert!(world.store.claim_outgoing("discord/1", 9).await.expect("none").is_empty());

    let sent = OutgoingEnd::Sent("m1".to_owned());
    world.store.end_outgoing(&heads[0], &sent, NOW).await.expect("marked");
    let twice = world.store.end_outgoing(&heads[0], &sent, NOW).await;
    assert!(matches!(twice, Err(StoreError::Stale)));
    let later = OutgoingEnd::Later(60_000, "busy".to_owned());
    world.store.end_outgoing(&heads[1], &later, NOW).await.expect("marked");
    let next = world.store.claim_outgoing(SOURCE, 9).await.expect("one");
    assert_eq!((next.len(), next[0].reply.plain()), (1, "b".to_owned()));
    let dead = OutgoingEnd::Dead("blocked".to_owned());
    world.store.end_outgoing(&next[0], &dead, NOW).await.expect("marked");
    assert!(world.store.claim_outgoing(SOURCE, 9).await.expect("none").is_empty());
}

#[tokio::test]
async fn an_edit_knows_the_platforms_key_of_what_it_replaces() {
    let world = World::new().await;
    let first = say("5", "a");
    let mut edit = say("5", "b");
    edit.reply.how = bot_core::chat::reply::How::Edit(first.id);
    let mut unit = world.begin().await;
    unit.tx().send(first.clone()).await.expect("sent");
    unit.tx().send(edit).await.expect("sent");
    unit.commit().await.expect("a commit");
    let head = world.store.claim_outgoing(SOURCE, 9).await.expect("one").remove(0);
    assert_eq!((head.edits.as_deref(), head.attempts), (None, 0));
    let sent = OutgoingEnd::Sent("m1".to_owned());
    world.store.end_outgoing(&head, &sent, NOW).await.expect("marked");
    let head = world.store.claim_outgoing(SOURCE, 9).await.expect("one").remove(0);
    assert_eq!((head.edits.as_deref(), head.edits_id), (Some("m1"), Some(first.id)));
}

#[tokio::test]
async fn a_row_of_buttons_is_used_once() {
    let world = World::new().await;
    let reply = say("5", "a");
    let mut unit = world.begin().await;
    unit.tx().send(reply.clone()).await.expect("sent");
    let pressed = unit.tx().pressed(reply.id, 0).await.expect("an answer").expect("there");
    assert_eq!((pressed.reply, pressed.used, pressed.at), (reply.reply, false, NOW));
    unit.tx().use_up(reply.id, 0).await.expect("used");
    let used = |pressed: Option<bot_core::store::Pressed>| pressed.expect("there").used;
    assert!(used(unit.tx().pressed(reply.id, 0).await.expect("an answer")));
    assert!(!used(unit.tx().pressed(reply.id, 1).await.expect("an answer")));
    unit.tx().use_up(reply.id, 0).await.expect("queued");
    assert!(matches!(unit.commit().await, Err(StoreError::NotUnique(_))));
}

#[tokio::test]
async fn an_invite_works_once_and_not_too_late() {
    let world = World::new().await;
    let invite = |digest: &str| bot_core::store::Invite {
        digest: digest.to_owned(),
        role: "manager".to_owned(),
        team: None,
        person: None,
        made_by: None,
        until: NOW,
    };
    let mut unit = world.begin().await;
    for digest in ["a", "b"] {
        unit.tx().save_invite(&invite(digest)).await.expect("saved");
    }
    unit.commit().await.expect("a commit");
    world.keep("1", "5", "早").await;
    let claimed = world.claim_one().await;
    let take = async |by, at| world.store.take_invite(by, "a", at).await.expect("an answer");
    assert_eq!(take(&claimed, NOW.plus_millis(1)).await, None, "too late");
    assert_eq!(take(&claimed, NOW).await, Some((world.org.clone(), invite("a"))));
    assert_eq!(take(&claimed, NOW).await.map(|(_, taken)| taken), Some(invite("a")), "begun again");
    let other = Claimed { id: Uuid::max(), ..claimed.clone() };
    assert_eq!(take(&other, NOW).await, None, "used by another message");
}

#[tokio::test]
async fn a_very_long_transaction_is_sent_in_pieces() {
    let world = World::new().await;
    let mut unit = world.begin().await;
    for i in 0..800 {
        let n = unit.tx().next_number(Kind::Lead).await.expect("a number");
        let lead = lead(&format!("客户{i}"), n, None);
        unit.save(None, &lead, NOW).await.expect("queued");
    }
    unit.commit().await.expect("a commit");
    assert_eq!(world.lead("张三", None).await.head.n, 801);
}

#[tokio::test]
async fn a_lease_of_a_clock_that_was_ahead_holds_nothing_up() {
    let world = World::new().await;
    world.keep("1", "5", "早").await;
    world.claim_one().await;
    assert!(world.store.claim(SOURCE, 9).await.expect("ours for a while").is_empty());
    let ahead =
        World::open(&world.address, Options { lease_millis: 60 * 60 * 1000, ..Options::default() });
    let ahead = ahead.await;
    world.keep("2", "6", "早").await;
    assert_eq!(ahead.claim(SOURCE, 9).await.expect("one").len(), 1);
    let again = world.store.claim(SOURCE, 9).await.expect("one");
    assert_eq!(again.len(), 1, "the lease of an hour counts as none");
    assert_eq!(again[0].line.chat(), "6");
}

/// Keeps messages of one conversation, answers them and marks the answers, all at the same time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_while_the_line_moves_on_is_not_forgotten() {
    const MESSAGES: usize = 120;
    let world = World::new().await;
    let org = world.org.id;
    let comes = async {
        for i in 0..MESSAGES {
            world.keep(&i.to_string(), "5", "早").await;
        }
    };
    let answers = async {
        let mut done = 0;
        while done < MESSAGES {
            for claimed in world.store.claim(SOURCE, 9).await.expect("claimed") {
                let origin = Origin { org, change: claimed.id, ..world.origin() };
                let mut unit = world.store.work(&claimed, origin).await.expect("begun");
                unit.tx().send(say("5", &done.to_string())).await.expect("queued");
                unit.commit().await.expect("a commit");
                done += 1;
            }
        }
    };
    let marks = async {
        let mut heard = Vec::new();
        while heard.len() < MESSAGES {
            for out in world.store.claim_outgoing(SOURCE, 9).await.expect("claimed") {
                let sent = OutgoingEnd::Sent("m".to_owned());
                world.store.end_outgoing(&out, &sent, NOW).await.expect("marked");
                heard.push(out.reply.plain());
            }
        }
        heard
    };
    let all = futures::future::join3(comes, answers, marks);
    let all = tokio::time::timeout(std::time::Duration::from_mins(2), all).await;
    let ((), (), heard) = all.expect("a line stands still");
    let wanted: Vec<String> = (0..MESSAGES).map(|i| i.to_string()).collect();
    assert_eq!(heard, wanted);
}
