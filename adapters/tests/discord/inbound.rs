//! What happens is heard once, whatever happens on the way.

use std::sync::Arc;
use std::time::Duration;

use adapters::discord::{API_URL, Discord, DiscordProblem, DiscordSettings};
use bot_core::chat::channel::Channel as _;
use serde_json::{Value, json};

use crate::fake_discord::{
    BOT, Do, FakeDiscord, Fault, SERVER, TOKEN_SECRET, loopback_only, window_fits,
};
use crate::world::{AMY, Running, Shelf, bot, bot_with, logged, offers, settings};

/// Waits for a while in which nothing is to happen.
async fn a_while() {
    tokio::time::sleep(Duration::from_millis(200)).await;
}

/// How many times lines began anew, and how often one went on.
fn began(begun: &[Value]) -> (usize, usize) {
    let anew = begun.iter().filter(|frame| frame["op"] == 2).count();
    (anew, begun.len() - anew)
}

#[test]
fn tests_talk_to_this_machine_only() {
    loopback_only("http://127.0.0.1:8081");
    for elsewhere in [API_URL, "http://127.0.0.1", "https://127.0.0.1:80", "http://localhost:80"] {
        let caught = std::panic::catch_unwind(|| settings(elsewhere));
        assert!(caught.is_err(), "{elsewhere}");
    }
}

#[test]
fn settings_that_cannot_be_right_are_refused_without_asking_anybody() {
    let here = settings("http://127.0.0.1:1");
    let mut odd = vec![DiscordSettings { token: "Bot secret".into(), ..here.clone() }];
    for url in
        ["https://example.com", "http://discord.com", "file:///tmp", "https://discord.com.cn"]
    {
        odd.push(DiscordSettings { api_url: url.to_owned(), ..here.clone() });
    }
    for odd in odd {
        let why = Discord::new(&odd, Vec::new()).expect_err("it is odd");
        assert!(matches!(why, DiscordProblem::Settings(_)), "{why}");
        assert!(!why.to_string().contains("secret"));
    }
    let discords = DiscordSettings { api_url: API_URL.to_owned(), ..here };
    assert_eq!(Discord::new(&discords, Vec::new()).expect("it is right").source(), "discord/777");
}

#[tokio::test]
async fn a_gateway_elsewhere_is_not_talked_to() {
    let (fake, bot) = bot().await;
    let shelf = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    fake.resume_at("wss://gateway.discord.gg");
    fake.forget_session();
    fake.line(&Do::Close(4009));
    fake.begun(2).await;
    fake.line(&Do::Break);
    // The session cannot be gone on with there; a new one begins.
    fake.begun(3).await;
    running.stop().await;
    assert!(logged().contains("no gateway that may be talked to"));
}

#[tokio::test]
async fn what_is_written_is_kept_as_it_came_in_the_line_of_its_conversation() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    let first = fake.says(AMY, "加线索 张三");
    let called = json!({ "content": format!("<@{BOT}> today"), "mentions": [{ "id": BOT }] });
    let second = fake.writes(AMY, Some(SERVER), &called);
    fake.writes(AMY, Some(SERVER), &json!({ "content": "to others" }));
    let ours = json!({ "content": "hm", "referenced_message": { "author": { "id": BOT } } });
    let third = fake.writes(AMY, Some(SERVER), &ours);
    fake.event(
        "MESSAGE_CREATE",
        &json!({ "id": "9", "channel_id": "8", "author":
        { "id": "7", "bot": true }, "content": "of a bot" }),
    );
    fake.edits(AMY, first, "加线索 李四");
    fake.repeat();
    let kept = shelf.has(4).await;
    a_while().await;
    running.stop().await;

    assert_eq!(shelf.updates()[..3], [first, second, third].map(|id| id.to_string()));
    assert_eq!(shelf.updates().len(), 4);
    let lines: Vec<_> = kept.iter().map(|a| a.line.chat().to_owned()).collect();
    assert_eq!(lines, ["5501", "60:61", "60:61", "5501"]);
    let said: Vec<_> = kept.iter().map(|a| a.said.as_deref()).collect();
    assert_eq!(said, [Some("加线索 张三"), Some("today"), Some("hm"), None]);
    assert!(kept[3].update.starts_with(&format!("{first}/2026")), "{}", kept[3].update);
    assert_eq!(kept[3].message, kept[0].message);
    assert_eq!(shelf.kept().cursor, Some(third));
}

#[tokio::test]
async fn only_named_servers_are_listened_to_and_every_direct_message() {
    let fake = FakeDiscord::start().await;
    let only = DiscordSettings { guilds: vec!["99".to_owned()], ..settings(fake.url()) };
    let (bot, shelf) = (bot_with(&only), Arc::<Shelf>::default());
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    let called = json!({ "content": format!("<@{BOT}> today"), "mentions": [{ "id": BOT }] });
    fake.writes(AMY, Some(SERVER), &called);
    fake.uses(AMY, Some(SERVER), "today", &[]);
    let direct = fake.says(AMY, "today");
    shelf.has(1).await;
    running.stop().await;
    assert_eq!(shelf.updates(), [direct.to_string()]);
}

#[tokio::test]
async fn a_line_that_breaks_is_gone_on_with_and_nothing_is_lost_or_doubled() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    let again = json!({ "op": 7, "d": null }).to_string();
    let waits = json!({ "op": 9, "d": true }).to_string();
    let ways = [
        Do::Say(again),
        Do::Say(waits),
        Do::Break,
        Do::Close(4000),
        Do::Close(1001),
        Do::Say("{".to_owned()),
    ];
    let mut said = Vec::new();
    for (n, way) in ways.into_iter().enumerate() {
        said.push(fake.says(AMY, "before").to_string());
        fake.line(&way);
        said.push(fake.says(AMY, "meanwhile").to_string());
        fake.begun(n + 2).await;
        said.push(fake.says(AMY, "after").to_string());
        shelf.has(said.len()).await;
    }
    assert_eq!(shelf.updates(), said);
    assert_eq!(began(&fake.begun(7).await), (1, 6));
    assert!(fake.calls("messages?after").is_empty(), "nothing had to be asked for");
    running.stop().await;
}

#[tokio::test]
async fn a_heart_that_gets_no_answer_is_noticed() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    fake.deaf(true, 60);
    let running = Running::start(&bot, &shelf);
    let begun = fake.begun(2).await;
    assert_eq!(began(&begun), (1, 1));
    fake.deaf(false, 60);
    let id = fake.says(AMY, "hi");
    shelf.has(1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let count = fake.begun(0).await.len();
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(fake.begun(0).await.len(), count, "answered beats keep the line");
    running.stop().await;
    assert_eq!(shelf.updates(), [id.to_string()]);
}

#[tokio::test]
async fn what_a_lost_session_takes_along_is_asked_for_in_order() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    let mut said = vec![fake.says(AMY, "first").to_string()];
    shelf.has(1).await;
    for way in
        [Do::Say(json!({ "op": 9, "d": false }).to_string()), Do::Close(4009), Do::Close(4007)]
    {
        fake.forget_session();
        // More than one page of them.
        let lost = (0..150).map(|n| fake.says(AMY, &format!("lost {n}")).to_string());
        said.extend(lost);
        fake.line(&way);
        fake.fault("messages?after", Fault::Page(502));
        fake.fault("messages?after", Fault::TooMany(0.05, false));
        let count = fake.begun(0).await.len();
        fake.begun(count + 1).await;
        said.push(fake.says(AMY, "after").to_string());
        shelf.has(said.len()).await;
    }
    running.stop().await;
    assert_eq!(shelf.updates(), said);
    let cursor = shelf.kept().cursor.map(|cursor| cursor.to_string());
    assert_eq!(cursor.as_ref(), said.last());
}

#[tokio::test]
async fn what_was_written_while_nobody_ran_is_asked_for_and_a_closed_channel_is_left_out() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    let called = json!({ "content": format!("<@{BOT}> one"), "mentions": [{ "id": BOT }] });
    let mut said = vec![fake.says(AMY, "one"), fake.says(502, "one")];
    said.push(fake.writes(AMY, Some(SERVER), &called));
    shelf.has(3).await;
    running.stop().await;
    fake.forget_session();

    fake.close(&FakeDiscord::direct(502));
    fake.says(502, "into nothing");
    said.push(fake.says(AMY, "two"));
    fake.writes(AMY, Some(SERVER), &json!({ "content": "to others" }));
    said.push(fake.writes(AMY, Some(SERVER), &called));
    let bot = bot_with(&settings(fake.url()));
    let running = Running::start(&bot, &shelf);
    let kept = shelf.has(5).await;
    a_while().await;
    running.stop().await;
    let mut updates = shelf.updates();
    updates.sort();
    assert_eq!(updates, said.iter().map(ToString::to_string).collect::<Vec<_>>());
    let of_server = kept.iter().rfind(|a| a.line.chat() == "60:61").expect("it is kept");
    let read = bot.read(&of_server.raw).expect("it can be read");
    assert!(read.chat.group, "what is asked for in a server is of the server");
}

#[tokio::test]
async fn what_cannot_be_asked_for_yet_holds_up_nothing_and_is_asked_for_again() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let old = fake.says(AMY, "old");
    shelf.kept().cursor = Some(old - 1);
    shelf.kept().lines = vec![bot_core::chat::incoming::Address("discord/777/5501".to_owned())];
    for _ in 0..5 {
        fake.fault("messages?after", Fault::Says(500, 0, "Internal Server Error"));
    }
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    let new = fake.says(AMY, "new");
    shelf.has(2).await;
    running.stop().await;
    let mut updates = shelf.updates();
    updates.sort();
    assert_eq!(updates, [old.to_string(), new.to_string()]);
}

#[tokio::test]
async fn what_cannot_be_kept_comes_again() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    shelf.kept().refusals = 2;
    let id = fake.says(AMY, "hi");
    let command = fake.uses(AMY, None, "today", &[]);
    shelf.has(2).await;
    running.stop().await;
    assert_eq!(shelf.updates(), [id.to_string(), command]);
}

#[tokio::test]
async fn odd_happenings_hide_no_others() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    for sort in ["MESSAGE_CREATE", "MESSAGE_UPDATE", "INTERACTION_CREATE", "WHAT_WILL_COME_NEXT"] {
        for what in [json!(null), json!({}), json!({ "id": 5 }), json!([]), json!({ "id": "5" })] {
            fake.event(sort, &what);
        }
    }
    fake.line(&Do::Say(json!({ "op": 42, "d": {} }).to_string()));
    let id = fake.says(AMY, "hi\u{0}");
    let kept = shelf.has(1).await;
    running.stop().await;
    assert_eq!(shelf.updates(), [id.to_string()]);
    assert_eq!(kept[0].said.as_deref(), Some("hi"));
    assert_eq!(began(&fake.begun(1).await), (1, 0));
}

#[tokio::test]
async fn no_fault_of_the_way_in_keeps_it_out() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let faults = [
        Fault::Says(500, 0, "Internal Server Error"),
        Fault::TooMany(0.05, true),
        Fault::Page(502),
        Fault::Page(401),
        Fault::Breaks,
        Fault::DoneThenBreaks,
        Fault::Hangs,
    ];
    for fault in faults {
        fake.fault("gateway/bot", fault);
    }
    let running = Running::start(&bot, &shelf);
    fake.called("gateway/bot", 8).await;
    fake.begun(1).await;
    fake.says(AMY, "hi");
    shelf.has(1).await;
    running.stop().await;
}

#[tokio::test]
async fn a_token_that_is_taken_back_ends_it_and_names_the_remedy() {
    let (fake, bot) = bot().await;
    let running = Running::start(&bot, &Arc::default());
    fake.begun(1).await;
    fake.revoke();
    let why = running.ended().await.expect_err("the token is refused").to_string();
    assert!(why.contains("Reset Token") && why.contains("4004"), "{why}");
    let why = Running::start(&bot, &Arc::default()).ended().await;
    let why = why.expect_err("the token is refused").to_string();
    assert!(why.contains("Reset Token") && why.contains("401"), "{why}");
    assert!(matches!(bot.offer_commands().await, Err(DiscordProblem::Token(_))));
    for line in logged().lines() {
        assert!(!line.contains(TOKEN_SECRET), "{line}");
    }
    assert!(!format!("{bot:?}").contains(TOKEN_SECRET));
}

#[tokio::test]
async fn a_bot_that_is_set_up_wrong_is_not_let_in() {
    let (fake, bot) = bot().await;
    let running = Running::start(&bot, &Arc::default());
    fake.begun(1).await;
    fake.line(&Do::Close(4014));
    let why = running.ended().await.expect_err("it is refused").to_string();
    assert!(why.contains("does not let the bot in: 4014"), "{why}");
}

#[tokio::test]
async fn whoever_waits_is_answered_at_once_and_only_after_it_was_kept() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    fake.fault("callback", Fault::Page(502));
    fake.fault("callback", Fault::DoneThenBreaks);
    let direct = fake.uses(AMY, None, "lead list", &[("query", "张")]);
    assert_eq!(fake.said_to(&direct).await, json!({ "type": 5 }));
    fake.repeat();
    let group = fake.uses(AMY, Some(SERVER), "lead list", &[]);
    assert_eq!(fake.said_to(&group).await, json!({ "type": 5 }));
    let mine = fake.uses(AMY, Some(SERVER), "me", &[]);
    assert_eq!(fake.said_to(&mine).await, json!({ "type": 5, "data": { "flags": 64 } }));
    let kept = shelf.has(3).await;
    running.stop().await;
    assert_eq!(shelf.updates(), [direct, group, mine]);
    let lines: Vec<_> = kept.iter().map(|a| a.line.chat()).collect();
    assert_eq!(lines, ["5501", "60:61", "60:61"]);
    assert_eq!(kept[0].said.as_deref(), Some("/lead list query=张"));
}

#[tokio::test]
async fn an_open_option_is_proposed_for_and_a_bare_command_opens_a_form() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(1).await;
    let id = fake.types(AMY, "lead show", "lead", "张三");
    let said = fake.said_to(&id).await;
    let choices =
        json!([{ "name": "张三（C-1）", "value": "C-1" }, { "name": "张三", "value": "C-2" }]);
    assert_eq!(said, json!({ "type": 8, "data": { "choices": choices } }));
    for offer in offers().iter().filter(|offer| offer.spec.name.contains(" add")) {
        let id = fake.uses(AMY, None, offer.spec.name, &[]);
        let said = fake.said_to(&id).await;
        if said["type"] == 9 {
            window_fits(&said["data"]).expect("it can be shown");
            assert_eq!(said["data"]["title"], format!("中{}", offer.spec.name));
        }
    }
    let id = fake.uses(AMY, None, "lead add", &[]);
    let form = fake.said_to(&id).await["data"].clone();
    let before = shelf.updates().len();
    let sent = fake.fills(AMY, None, &form, &[("name", "张三")], None);
    shelf.has(before + 1).await;
    running.stop().await;
    assert!(shelf.updates().contains(&sent) && !shelf.updates().contains(&id));
}

#[tokio::test]
async fn commands_are_written_only_where_they_differ() {
    let (fake, bot) = bot().await;
    assert_eq!(bot.offer_commands().await, Ok(true));
    let commands = fake.commands();
    let commands = commands.as_array().expect("commands");
    let named = |name: &str| commands.iter().find(|command| command["name"] == name);
    let lead = named("lead").expect("a group");
    let add = lead["options"].as_array().expect("commands").iter().find(|one| one["name"] == "add");
    let add = add.expect("lead add");
    assert_eq!(add["name_localizations"]["zh-CN"], "加线索");
    let phone = add["options"].as_array().expect("options").iter().find(|o| o["name"] == "phone");
    assert_eq!(phone.expect("phone")["name_localizations"]["zh-TW"], "中phone");
    assert!(
        named("follow").is_some() && named("follow-show").is_some() && named("today").is_some()
    );
    let lang = named("lang").expect("lang");
    assert_eq!(lang["options"][0]["choices"][0]["value"], "zh");

    assert_eq!(bot.offer_commands().await, Ok(false));
    assert_eq!(bot.offer_commands().await, Ok(false));
    let fewer = Discord::new(&settings(fake.url()), offers().into_iter().skip(1).collect());
    assert_eq!(fewer.expect("it is right").offer_commands().await, Ok(true));
    assert_eq!(bot.offer_commands().await, Ok(true));
}
