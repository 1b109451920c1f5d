//! News that Telegram brings: only from Telegram, and answered only when it is kept.

use std::sync::Arc;
use std::time::Duration;

use adapters::door::Door;
use adapters::telegram::{Hooked, Telegram, TelegramProblem};
use bot_core::chat::channel::Inlet;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::fake_bot_api::{FakeBotApi, message};
use crate::world::{Running, Shelf, bot, settings};

const PATH: &str = "/telegram/77";

/// A bot that is called, the door at which that happens, and all that runs for it.
struct Called {
    fake: FakeBotApi,
    shelf: Arc<Shelf>,
    at: String,
    running: Running,
    _door: JoinSet<()>,
}

impl Called {
    async fn start() -> Self {
        let fake = FakeBotApi::start().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let at = listener.local_addr().expect("an address").to_string();
        let mut hooked = settings(fake.url());
        hooked.hook = Some(format!("http://{at}{PATH}"));
        let bot = Arc::new(Telegram::connect(hooked).await.expect("it is up"));
        let (shelf, door) = (Arc::<Shelf>::default(), Door::default());
        door.expect(Arc::new(Hooked::new(bot.clone(), shelf.clone() as Arc<dyn Inlet>)));
        let mut keeping = JoinSet::new();
        keeping.spawn(door.keep(listener, CancellationToken::new()));
        let running = Running::start(&bot, &shelf);
        fake.wait_for("setWebhook", 1).await;
        while fake.hook().is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Self { fake, shelf, at, running, _door: keeping }
    }

    fn secret(&self) -> String {
        let hook = self.fake.hook().expect("it is set");
        hook["secret_token"].as_str().expect("a secret").to_owned()
    }

    /// What somebody who calls is answered, head and all.
    async fn call(&self, method: &str, path: &str, secret: Option<&str>, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.at).await.expect("it is open");
        let secret = secret.map(|secret| format!("X-Telegram-Bot-Api-Secret-Token: {secret}\r\n"));
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n{}\
             Content-Length: {}\r\n\r\n",
            secret.unwrap_or_default(),
            body.len()
        );
        stream.write_all(head.as_bytes()).await.expect("it listens");
        // Who is sent away is not listened to.
        let _ = stream.write_all(body).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The status of what Telegram itself brings.
    async fn bring(&self, update: &Value) -> u16 {
        let body = update.to_string();
        status(&self.call("POST", PATH, Some(&self.secret()), body.as_bytes()).await)
    }
}

fn status(answer: &str) -> u16 {
    let word = answer.split(' ').nth(1).unwrap_or_default();
    word.parse().unwrap_or_else(|_| panic!("no status: {answer}"))
}

fn update(id: i64, text: &str) -> Value {
    json!({ "update_id": id, "message": message(501, text) })
}

#[tokio::test]
async fn telegram_is_told_where_to_call_and_what_to_show() {
    let called = Called::start().await;
    let hook = called.fake.hook().expect("it is set");
    assert_eq!(hook["url"], format!("http://{}{PATH}", called.at));
    let kinds = json!(["message", "edited_message", "callback_query", "my_chat_member"]);
    assert_eq!(hook["allowed_updates"], kinds);
    assert_eq!(hook["drop_pending_updates"], false);
    let secret = called.secret();
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    assert!(secret.len() >= 32 && secret.chars().all(fits), "{secret}");
    assert_eq!(called.shelf.kept().cursor, Some(-1), "what was asked for before does not count");
    called.running.stop().await;
    assert!(called.fake.hook().is_some(), "another program or the next start is called there");
    assert!(called.fake.calls("getUpdates").is_empty());
}

#[tokio::test]
async fn what_is_brought_is_kept_once_and_a_press_stops_turning() {
    let called = Called::start().await;
    for _ in 0..3 {
        assert_eq!(called.bring(&update(7, "加线索 张三")).await, 200);
    }
    let press = json!({ "id": "p1", "from": { "id": 501 }, "data": "v1:x:0" });
    assert_eq!(called.bring(&json!({ "update_id": 8, "callback_query": press })).await, 200);
    called.fake.wait_for("answerCallbackQuery", 1).await;
    assert_eq!(called.shelf.updates(), ["7", "8"]);
    assert_eq!(called.shelf.kept().arrivals[0].said.as_deref(), Some("加线索 张三"));
    called.running.stop().await;
}

#[tokio::test]
async fn what_could_not_be_kept_is_not_acknowledged_and_comes_again() {
    let called = Called::start().await;
    called.shelf.kept().refusals = 1;
    assert_eq!(called.bring(&update(7, "help")).await, 503);
    assert_eq!(called.bring(&update(7, "help")).await, 200);
    assert_eq!(called.bring(&json!({ "what": "is this" })).await, 200, "it holds nothing up");
    assert_eq!(called.shelf.updates(), ["7"]);
    called.running.stop().await;
}

#[tokio::test]
async fn whoever_is_not_telegram_is_sent_away_without_words() {
    let called = Called::start().await;
    let (right, body) = (called.secret(), update(7, "help").to_string());
    let mut near = right.clone();
    near.pop();
    for wrong in [None, Some(""), Some("guess"), Some(near.as_str())] {
        let answer = called.call("POST", PATH, wrong, body.as_bytes()).await;
        assert_eq!(status(&answer), 401, "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "it says something: {answer}");
        assert!(!answer.to_lowercase().contains("gendan"), "{answer}");
    }
    let right = Some(right.as_str());
    for (method, path, expected) in [
        ("POST", "/", 404),
        ("POST", "/telegram/78", 404),
        ("GET", PATH, 405),
        ("POST", "/telegram/77/x", 404),
    ] {
        let answer = called.call(method, path, right, body.as_bytes()).await;
        assert_eq!(status(&answer), expected, "{method} {path}");
    }
    let huge = vec![b'x'; (1 << 20) + 1];
    assert_eq!(status(&called.call("POST", PATH, right, &huge).await), 413);
    assert_eq!(called.shelf.updates(), [] as [String; 0]);
    called.running.stop().await;
}

#[tokio::test]
async fn a_token_that_is_refused_is_told_here_too() {
    let called = Called::start().await;
    called.running.stop().await;
    called.fake.revoke();
    let mut hooked = settings(called.fake.url());
    hooked.hook = Some(format!("http://{}{PATH}", called.at));
    let refused = Telegram::connect(hooked).await.expect_err("it is refused");
    assert!(matches!(refused, TelegramProblem::Token(_)), "{refused}");
}

#[tokio::test]
async fn whoever_asks_again_takes_the_webhook_away_whenever_it_comes_back() {
    let (fake, bot) = bot().await;
    fake.set_hook("http://127.0.0.1:1/telegram/77");
    fake.says(501, "help");
    let shelf = Arc::default();
    let running = Running::start(&bot, &shelf);
    shelf.has(1).await;
    assert_eq!(fake.hook(), None);
    assert_eq!(fake.calls("deleteWebhook")[0], json!({ "drop_pending_updates": false }));
    // Somebody else sets one meanwhile.
    fake.set_hook("http://127.0.0.1:1/elsewhere");
    fake.says(501, "more");
    shelf.has(2).await;
    assert_eq!(fake.hook(), None);
    running.stop().await;
}

#[tokio::test]
async fn a_group_that_is_not_named_is_not_heard_and_one_that_moves_still_is() {
    let fake = FakeBotApi::start().await;
    let mut choosy = settings(fake.url());
    choosy.groups = vec![-5];
    let bot = Arc::new(Telegram::connect(choosy).await.expect("it is up"));
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    let says = |chat: i64, more: Value| {
        let mut said = message(501, "客户");
        said["chat"] = json!({ "id": chat, "type": "group", "title": "销售" });
        for (name, value) in more.as_object().expect("fields") {
            said[name] = value.clone();
        }
        fake.update(json!({ "message": said }))
    };
    says(-6, json!({}));
    says(-5, json!({}));
    says(-5, json!({ "migrate_to_chat_id": -1005, "text": null }));
    says(-1005, json!({}));
    fake.says(501, "hi");
    let kept = shelf.has(4).await;
    let lines: Vec<_> = kept.iter().map(|arrival| arrival.line.chat().to_owned()).collect();
    assert_eq!(lines, ["-5", "-5", "-1005", "501"]);
    tokio::time::sleep(Duration::from_millis(50)).await;
    running.stop().await;
    assert_eq!(fake.pending(), [] as [i64; 0], "what is not heard is acknowledged too");
}
