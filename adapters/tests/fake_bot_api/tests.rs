//! The fake itself: it does what the tests rely on, wherever it is used.

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::{BOT_ID, BOT_NAME, FakeBotApi, Fault, TOKEN, TOKEN_SECRET, loopback_only, seen};

const NONE: [i64; 0] = [];

/// Calls a method over a line of its own; nothing if the line breaks.
async fn call(fake: &FakeBotApi, method: &str, body: Value) -> Option<Value> {
    let address = loopback_only(fake.url()).trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.expect("it is up");
    let body = body.to_string();
    let request = format!(
        "POST /bot{TOKEN}/{method} HTTP/1.1\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("it listens");
    let mut answer = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut header = String::new();
        if answer.read_line(&mut header).await.expect("a line") == 0 {
            return None;
        }
        if let Some(value) = header.strip_prefix("content-length: ") {
            length = value.trim().parse().expect("a length");
        }
        if header.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body).await.expect("a body");
    let text = String::from_utf8_lossy(&body).into_owned();
    Some(serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

async fn numbers(fake: &FakeBotApi, question: Value) -> Vec<i64> {
    let answer = call(fake, "getUpdates", question).await.expect("an answer");
    let list = answer["result"].as_array().cloned().unwrap_or_default();
    list.iter().filter_map(|u| u["update_id"].as_i64()).collect()
}

#[tokio::test]
async fn updates_come_again_until_a_higher_offset_forgets_them() {
    let fake = FakeBotApi::start_at("127.0.0.1:0").await;
    let ids = [fake.says(1, "a"), fake.says(1, "b"), fake.says(2, "c")];
    assert_eq!(numbers(&fake, json!({})).await, ids);
    assert_eq!(numbers(&fake, json!({ "limit": 2 })).await, ids[..2]);
    assert_eq!(numbers(&fake, json!({ "offset": ids[0] })).await, ids);
    assert_eq!(numbers(&fake, json!({ "offset": ids[2] + 100 })).await, ids);
    assert_eq!(numbers(&fake, json!({ "offset": ids[1] })).await, ids[1..]);
    assert_eq!(fake.pending(), ids[1..]);
    assert_eq!(numbers(&fake, json!({ "offset": -1 })).await, ids[2..]);
    assert_eq!(numbers(&fake, json!({ "offset": ids[2] + 1 })).await, NONE);
    assert_eq!(fake.pending(), NONE);
}

#[tokio::test]
async fn an_open_question_is_answered_when_something_arrives() {
    let fake = FakeBotApi::start().await;
    let arrives = async {
        fake.wait_for("getUpdates", 1).await;
        fake.raw_update(3, r#"{"update_id":3}"#);
    };
    let (numbers, ()) = tokio::join!(numbers(&fake, json!({ "timeout": 20 })), arrives);
    assert_eq!(numbers, [3]);
}

#[tokio::test]
async fn messages_are_kept_edited_and_refused_as_telegram_does_it() {
    let fake = FakeBotApi::start().await;
    let send = |chat: i64, text: &str, mode: Value| {
        let body = json!({ "chat_id": chat, "text": text, "parse_mode": mode });
        call(&fake, "sendMessage", body)
    };
    let html = json!("HTML");
    let sent = send(1, "<b>a</b> &lt;", html.clone()).await.expect("sent");
    let id = sent["result"]["message_id"].as_i64().expect("a key");
    assert_eq!(fake.messages(1)[0].0, id);
    for (text, mode) in [
        ("<b>a", html.clone()),
        ("a < b", html.clone()),
        ("<b></b>", html),
        ("", Value::Null),
        (&"😀".repeat(2049), Value::Null),
    ] {
        let refused = send(1, text, mode).await.expect("an answer");
        assert_eq!(refused["error_code"], 400, "{text}");
    }
    let edit = json!({ "chat_id": 1, "message_id": id, "text": "b" });
    for code in [Value::Null, json!(400)] {
        let edited = call(&fake, "editMessageText", edit.clone()).await;
        assert_eq!(edited.expect("an answer")["error_code"], code);
    }
    fake.block(1);
    fake.migrate(2, 3);
    let blocked = send(1, "a", Value::Null).await.expect("an answer");
    assert_eq!(blocked["error_code"], 403);
    let moved = send(2, "a", Value::Null).await.expect("an answer");
    assert_eq!(moved["parameters"]["migrate_to_chat_id"], 3);
    assert_eq!(seen("<b>a</b> &amp; b").as_deref(), Some("a & b"));
}

#[tokio::test]
async fn faults_are_met_in_their_order_and_only_once() {
    let fake = FakeBotApi::start().await;
    for fault in [
        Fault::Says(500, "Internal Server Error"),
        Fault::TooMany(Some(3)),
        Fault::Body("{}"),
        Fault::Page(502, Some(1)),
        Fault::Breaks,
        Fault::DoneThenBreaks,
        Fault::Hangs,
    ] {
        fake.fault("getMe", fault);
    }
    let me = || call(&fake, "getMe", json!({}));
    assert_eq!(me().await.expect("it answers")["error_code"], 500);
    let wait = me().await.expect("it answers")["parameters"]["retry_after"].clone();
    assert_eq!(wait, 3);
    assert_eq!(me().await, Some(json!({})));
    assert!(me().await.is_some_and(|page| page.is_string()));
    assert_eq!(me().await, None);
    assert_eq!(me().await, None);
    let seven = fake.wait_for("getMe", 7);
    tokio::select! {
        _ = me() => panic!("it has to hang"),
        calls = seven => assert_eq!(calls.len(), 7),
    }
    let fine = me().await.expect("it answers")["result"].clone();
    assert_eq!((&fine["id"], &fine["username"]), (&json!(BOT_ID), &json!(BOT_NAME)));
    assert_eq!(fake.calls("getMe").len(), 8);
    fake.revoke();
    assert_eq!(me().await.expect("it answers")["error_code"], 401);
    assert!(TOKEN.contains(TOKEN_SECRET));
}

#[tokio::test]
async fn a_webhook_takes_the_news_until_it_is_taken_away() {
    let fake = FakeBotApi::start().await;
    fake.says(1, "a");
    fake.set_hook("http://127.0.0.1:1/elsewhere");
    let refused = call(&fake, "getUpdates", json!({})).await.expect("an answer");
    assert_eq!(refused["error_code"], 409);
    assert_eq!(fake.hook().expect("one is set")["url"], "http://127.0.0.1:1/elsewhere");
    call(&fake, "deleteWebhook", json!({})).await.expect("an answer");
    assert_eq!(fake.hook(), None);
    assert_eq!(numbers(&fake, json!({})).await.len(), 1);
    let asked = fake.timed("getUpdates");
    assert_eq!(asked.len(), 2);
    assert!(asked[0].0 <= asked[1].0);
}

#[tokio::test]
async fn a_token_comes_back_a_chat_is_opened_and_a_menu_is_taken_away() {
    let fake = FakeBotApi::start_as(BOT_ID, "127.0.0.1:0").await;
    assert_eq!(fake.token(), TOKEN);
    fake.revoke();
    assert_eq!(call(&fake, "getMe", json!({})).await.expect("an answer")["error_code"], 401);
    fake.restore();
    assert_eq!(call(&fake, "getMe", json!({})).await.expect("an answer")["ok"], true);
    let text = json!({ "chat_id": 5, "text": "hi" });
    fake.block(5);
    assert_eq!(call(&fake, "sendMessage", text.clone()).await.expect("one")["ok"], false);
    fake.unblock(5);
    assert_eq!(call(&fake, "sendMessage", text).await.expect("one")["ok"], true);
    let whose = json!({ "scope": { "type": "chat", "chat_id": 5 } });
    let mut menu = whose.clone();
    menu["commands"] = json!([{ "command": "help", "description": "help" }]);
    call(&fake, "setMyCommands", menu).await.expect("an answer");
    let name = r#"{"chat_id":5,"type":"chat"}/"#;
    assert_eq!(fake.menu(name).expect("a menu")[0]["command"], "help");
    call(&fake, "deleteMyCommands", whose).await.expect("an answer");
    assert_eq!(fake.menu(name), None);
}
