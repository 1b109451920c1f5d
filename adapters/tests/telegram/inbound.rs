//! News comes in once, whatever happens on the way.

use std::sync::Arc;
use std::time::{Duration, Instant};

use adapters::telegram::{Telegram, TelegramProblem, TelegramSettings};
use bot_core::chat::channel::Channel as _;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::fake_bot_api::{FakeBotApi, Fault, TOKEN_SECRET, loopback_only, message};
use crate::world::{Running, Shelf, bot, hasty, logged, settings};

const ASK: &str = "getUpdates";

fn offsets(calls: &[Value]) -> Vec<Option<i64>> {
    calls.iter().map(|call| call["offset"].as_i64()).collect()
}

#[test]
fn tests_talk_to_this_machine_only() {
    loopback_only("http://127.0.0.1:8081");
    for elsewhere in [
        adapters::telegram::API_URL,
        "http://127.0.0.1",
        "http://127.0.0.1:80@example.com",
        "http://127.0.0.1.example.com:80",
        "https://127.0.0.1:80",
        "http://localhost:80",
    ] {
        let caught = std::panic::catch_unwind(|| settings(elsewhere));
        assert!(caught.is_err(), "{elsewhere}");
    }
}

#[tokio::test]
async fn the_bot_that_the_token_belongs_to_is_the_source() {
    let (_fake, bot) = bot().await;
    assert_eq!((bot.source(), bot.username()), ("telegram/77", "Gendan_Bot"));
}

#[tokio::test]
async fn what_stands_in_the_way_at_the_start_is_said_clearly() {
    let fake = FakeBotApi::start().await;
    for (fault, expected) in [
        (Fault::Page(502, None), "HTTP 502"),
        (Fault::Page(404, None), "HTTP 404"),
        (Fault::Breaks, "cannot be reached"),
        (Fault::Hangs, "timed out"),
        (Fault::TooMany(Some(9)), "429 Too Many Requests"),
        (Fault::Says(401, "Unauthorized"), "@BotFather"),
        (Fault::Says(404, "Not Found"), "@BotFather"),
    ] {
        fake.fault("getMe", fault);
        let why = Telegram::connect(hasty(fake.url())).await;
        let why = why.expect_err(expected).to_string();
        assert!(why.contains(expected), "{why}");
        assert!(!why.contains(TOKEN_SECRET), "{why}");
    }
}

#[tokio::test]
async fn settings_that_cannot_be_right_are_refused_without_asking_anybody() {
    let odd_token =
        TelegramSettings { token: "Bot 77:secret".into(), ..settings("http://127.0.0.1:1") };
    let odd_url =
        TelegramSettings { api_url: "file:///tmp".to_owned(), ..settings("http://127.0.0.1:1") };
    for odd in [odd_token, odd_url] {
        let why = Telegram::connect(odd).await.expect_err("it is odd");
        assert!(matches!(why, TelegramProblem::Settings(_)), "{why}");
        assert!(!why.to_string().contains("secret"));
    }
}

#[tokio::test]
async fn a_patient_start_waits_for_the_network_but_not_for_a_new_token() {
    let fake = FakeBotApi::start().await;
    let stop = CancellationToken::new();
    for fault in [Fault::Breaks, Fault::Page(502, None), Fault::TooMany(None)] {
        fake.fault("getMe", fault);
    }
    let patient = Telegram::connect_patiently(settings(fake.url()), &stop).await;
    assert!(patient.expect("it comes up").is_some());

    fake.revoke();
    let refused = Telegram::connect_patiently(settings(fake.url()), &stop).await;
    assert!(matches!(refused, Err(TelegramProblem::Token(_))));

    stop.cancel();
    let nobody = settings("http://127.0.0.1:1");
    let stopped = Telegram::connect_patiently(nobody, &stop).await;
    assert!(stopped.expect("no problem").is_none());
}

#[tokio::test]
async fn an_update_is_acknowledged_by_the_question_after_it_was_kept() {
    let (fake, bot) = bot().await;
    let shelf = Arc::default();
    let first = fake.says(501, "加线索 张三");
    let second = fake.says(502, "help");
    let running = Running::start(&bot, &shelf);

    let calls = fake.wait_for(ASK, 2).await;
    assert_eq!(offsets(&calls)[..2], [None, Some(second + 1)]);
    for call in calls {
        let kinds = json!(["message", "edited_message", "callback_query", "my_chat_member"]);
        assert_eq!(call["allowed_updates"], kinds);
        assert_eq!((&call["limit"], &call["timeout"]), (&json!(100), &json!(1)));
    }
    let kept = shelf.has(2).await;
    assert_eq!(kept[0].update, first.to_string());
    assert_eq!(kept[0].line.0, "telegram/77/501");
    assert_eq!(kept[0].said.as_deref(), Some("加线索 张三"));
    assert!(kept[0].raw.contains("\"language_code\""));
    running.stop().await;
    assert_eq!(fake.pending(), [] as [i64; 0]);
}

#[tokio::test]
async fn what_cannot_be_kept_is_asked_for_again_and_not_acknowledged() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    shelf.kept().refusals = 3;
    let press = json!({ "id": "p1", "from": { "id": 501 }, "data": "v1:x:0" });
    let id = fake.update(json!({ "callback_query": press }));
    let running = Running::start(&bot, &shelf);

    let calls = fake.wait_for(ASK, 5).await;
    let expected = [None, None, None, None, Some(id + 1)];
    assert_eq!(offsets(&calls)[..5], expected);
    assert_eq!(shelf.updates(), [id.to_string()]);
    fake.wait_for("answerCallbackQuery", 1).await;
    running.stop().await;
    assert_eq!(fake.calls("answerCallbackQuery").len(), 1);
}

#[tokio::test]
async fn what_was_not_kept_before_the_end_comes_again_after_it() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    shelf.kept().refusals = usize::MAX;
    let id = fake.says(501, "help");
    let running = Running::start(&bot, &shelf);
    fake.wait_for(ASK, 2).await;
    running.stop().await;
    assert_eq!(fake.pending(), [id]);

    let shelf: Arc<Shelf> = Arc::default();
    let bot = Telegram::connect(settings(fake.url())).await;
    let running = Running::start(&Arc::new(bot.expect("it is up")), &shelf);
    assert_eq!(shelf.has(1).await[0].update, id.to_string());
    running.stop().await;
}

#[tokio::test]
async fn what_was_kept_but_not_acknowledged_is_acknowledged_by_the_next_process() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    let old = fake.says(501, "help");
    shelf.kept().cursor = Some(old + 1);
    let new = fake.says(501, "more");
    let running = Running::start(&bot, &shelf);
    assert_eq!(shelf.has(1).await[0].update, new.to_string());
    assert_eq!(offsets(&fake.calls(ASK))[0], Some(old + 1));
    running.stop().await;
}

#[tokio::test]
async fn no_fault_of_the_line_loses_or_doubles_an_update() {
    let fake = FakeBotApi::start().await;
    let bot = Telegram::connect(hasty(fake.url())).await;
    let bot = Arc::new(bot.expect("it is up"));
    let shelf: Arc<Shelf> = Arc::default();
    let faults = [
        Fault::Says(409, "Conflict: terminated by other getUpdates request"),
        Fault::Says(500, "Internal Server Error"),
        Fault::Says(404, "Not Found"),
        Fault::TooMany(None),
        Fault::Page(502, None),
        Fault::Page(429, Some(0)),
        Fault::Page(302, None),
        Fault::Page(401, None),
        Fault::Body("{\"ok\":true,\"result\":[{\"update_id\":1"),
        Fault::Body("{\"ok\":true,\"result\":{}}"),
        Fault::Body("{\"ok\":true}"),
        Fault::Body("nonsense"),
        Fault::Body(""),
        Fault::Hangs,
        Fault::Breaks,
        Fault::DoneThenBreaks,
    ];
    let running = Running::start(&bot, &shelf);
    for (i, fault) in faults.iter().enumerate() {
        fake.fault(ASK, fault.clone());
        fake.fault(ASK, fault.clone());
        fake.says(501, "help");
        assert_eq!(shelf.has(i + 1).await.len(), i + 1, "{fault:?}");
    }
    running.stop().await;
    assert_eq!(shelf.updates().len(), faults.len());
    assert!(logged().contains("another program uses the same token"));
}

#[tokio::test]
async fn a_bot_that_cannot_be_reached_goes_on_when_it_can() {
    let shelf: Arc<Shelf> = Arc::default();
    let (fake, bot) = bot().await;
    let address = fake.url().trim_start_matches("http://").to_owned();
    drop(fake);
    let running = Running::start(&bot, &shelf);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let fake = FakeBotApi::start_at(&address).await;
    fake.says(501, "help");
    shelf.has(1).await;
    running.stop().await;
}

#[tokio::test]
async fn who_says_nothing_at_once_is_not_asked_without_end() {
    let fake = FakeBotApi::start().await;
    let mut restless = settings(fake.url());
    restless.poll = 0;
    restless.pace.first = Duration::from_millis(60);
    let bot = Arc::new(Telegram::connect(restless).await.expect("it is up"));
    let begun = Instant::now();
    let running = Running::start(&bot, &Arc::default());
    fake.wait_for(ASK, 4).await;
    assert!(begun.elapsed() >= Duration::from_millis(3 * 60));
    running.stop().await;
}

#[tokio::test]
async fn the_wait_that_telegram_asks_for_is_kept() {
    let (fake, bot) = bot().await;
    fake.fault(ASK, Fault::TooMany(Some(1)));
    fake.fault(ASK, Fault::Page(429, Some(1)));
    let begun = Instant::now();
    let running = Running::start(&bot, &Arc::default());
    fake.wait_for(ASK, 3).await;
    assert!(begun.elapsed() >= Duration::from_secs(2));
    running.stop().await;
}

#[tokio::test]
async fn a_revoked_token_ends_it_and_names_the_remedy() {
    let (fake, bot) = bot().await;
    fake.revoke();
    let why = Running::start(&bot, &Arc::default()).ended().await;
    let why = why.expect_err("the token is refused").to_string();
    assert!(why.contains("@BotFather") && why.contains("401"), "{why}");
}

#[tokio::test]
async fn after_six_quiet_days_lower_numbers_are_not_missed() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    shelf.kept().cursor = Some(900_000);
    shelf.kept().quiet = 6 * 24 * 60 * 60 * 1000;
    fake.raw_update(40, &json!({ "update_id": 40, "message": message(501, "hi") }).to_string());
    let running = Running::start(&bot, &shelf);
    let calls = fake.wait_for(ASK, 2).await;
    assert_eq!(offsets(&calls)[..2], [None, Some(41)]);
    running.stop().await;
    assert_eq!(shelf.updates(), ["40"]);
}

#[tokio::test]
async fn a_negative_cursor_is_never_sent() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    shelf.kept().cursor = Some(-1);
    fake.says(501, "one");
    fake.says(501, "two");
    let running = Running::start(&bot, &shelf);
    assert_eq!(shelf.has(2).await.len(), 2);
    running.stop().await;
}

#[tokio::test]
async fn an_odd_update_neither_blocks_nor_hides_the_others() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    fake.raw_update(1, r#"{"message":{"text":"no number"}}"#);
    fake.raw_update(2, r#"{"update_id":2,"message":{"chat":{"id":501},"text":7}}"#);
    fake.raw_update(3, r#"{"update_id":3,"message":{"text":"\ud83d"}}"#);
    fake.raw_update(4, r#"{"update_id":4,"what_will_they_think_of_next":{}}"#);
    fake.raw_update(5, r#"{"update_id":"5"}"#);
    fake.raw_update(6, "null");
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    fake.raw_update(7, &format!(r#"{{"update_id":7,"x":{deep}}}"#));
    let last = fake.says(501, "help\u{0}");
    let running = Running::start(&bot, &shelf);
    let kept = shelf.has(5).await;
    fake.wait_for(ASK, 2).await;
    running.stop().await;

    let lines: Vec<_> = kept.iter().map(|a| (&*a.update, a.line.chat())).collect();
    let last = last.to_string();
    let expected = [("2", "501"), ("3", "-"), ("4", "-"), ("7", "-"), (&*last, "501")];
    assert_eq!(lines, expected);
    assert_eq!(kept[4].said.as_deref(), Some("help"));
    assert_eq!(fake.pending(), [] as [i64; 0]);
}

#[tokio::test]
async fn nothing_but_odd_updates_does_not_stop_what_comes_later() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    fake.raw_update(1, "{}");
    let running = Running::start(&bot, &shelf);
    fake.wait_for(ASK, 3).await;
    fake.says(501, "help");
    shelf.has(1).await;
    running.stop().await;
}

#[tokio::test]
async fn a_press_is_answered_without_holding_anything_up() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    fake.fault("answerCallbackQuery", Fault::Hangs);
    fake.fault("answerCallbackQuery", Fault::Says(400, "Bad Request: query is too old"));
    let running = Running::start(&bot, &shelf);
    for n in 1..=3 {
        let in_group = json!({ "message_id": 8, "chat": { "id": -1005, "type": "supergroup" } });
        let press = json!({ "id": n.to_string(), "from": { "id": 501 }, "message": in_group });
        fake.update(json!({ "callback_query": press }));
        let kept = shelf.has(n).await;
        assert_eq!(kept[n - 1].line.0, "telegram/77/-1005");
        fake.wait_for("answerCallbackQuery", n).await;
    }
    running.stop().await;
}

#[tokio::test]
async fn a_press_belongs_to_the_chat_of_its_message_or_to_the_presser() {
    let (fake, bot) = bot().await;
    let shelf: Arc<Shelf> = Arc::default();
    fake.update(json!({ "callback_query": { "id": "1", "from": { "id": 501 } } }));
    fake.update(json!({ "my_chat_member": { "chat": { "id": -9 }, "from": { "id": 501 } } }));
    let mut edited = message(501, "help");
    edited["chat"]["id"] = json!(-7);
    fake.update(json!({ "edited_message": edited }));
    let running = Running::start(&bot, &shelf);
    let kept = shelf.has(3).await;
    running.stop().await;
    let lines: Vec<_> = kept.iter().map(|a| (a.line.chat(), &a.said)).collect();
    assert_eq!(lines, [("501", &None), ("-9", &None), ("-7", &None)]);
}

#[tokio::test]
async fn stopping_does_not_wait_for_the_open_question() {
    let fake = FakeBotApi::start().await;
    let slow = TelegramSettings { poll: 50, ..settings(fake.url()) };
    let bot = Arc::new(Telegram::connect(slow).await.expect("it is up"));
    let running = Running::start(&bot, &Arc::default());
    fake.wait_for(ASK, 1).await;
    running.stop().await;
}

#[tokio::test]
async fn the_token_is_in_no_error_and_in_no_log() {
    let fake = FakeBotApi::start().await;
    let bot = Telegram::connect(hasty(fake.url())).await;
    let bot = Arc::new(bot.expect("it is up"));
    assert!(!format!("{bot:?}").contains(TOKEN_SECRET));
    let running = Running::start(&bot, &Arc::default());
    let faults = [
        Fault::Page(404, None),
        Fault::Says(400, "no such path: /bot77:AAF-secret_part_of_the_token/x"),
        Fault::Hangs,
        Fault::Breaks,
        Fault::Body("{\"ok\":true,\"result\":\"77:AAF-secret_part_of_the_token\"}"),
    ];
    for fault in &faults {
        fake.fault(ASK, fault.clone());
    }
    fake.wait_for(ASK, faults.len() + 1).await;
    drop(fake);
    tokio::time::sleep(Duration::from_millis(20)).await;
    running.stop().await;
    let log = logged();
    assert!(log.contains("no news from Telegram") && log.contains("no such path"));
    for line in log.lines() {
        assert!(!line.contains(TOKEN_SECRET), "{line}");
    }
}

#[tokio::test]
async fn another_poller_is_told_of_once_and_news_come_when_it_is_gone() {
    let (fake, bot) = bot().await;
    let why = "Conflict: terminated by other getUpdates request, said once";
    for _ in 0..6 {
        fake.fault("getUpdates", Fault::Says(409, why));
    }
    fake.says(501, "hi");
    let shelf = Arc::new(Shelf::default());
    let running = Running::start(&bot, &shelf);
    shelf.has(1).await;
    running.stop().await;
    let log = logged();
    let told = log.lines().filter(|line| line.contains("WARN") && line.contains(why));
    assert_eq!(told.count(), 1);
}
