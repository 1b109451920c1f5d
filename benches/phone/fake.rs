//! A Bot API that is as fast as it can be, for one process that is measured: it gives out updates,
//! takes messages, and says when the answer to each chat has come.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinSet;

/// What every bot is told is its token.
pub const TOKEN: &str = "77:AAF-bench-token-bench-token-bench-token";

#[derive(Default)]
struct State {
    queue: VecDeque<(i64, String)>,
    newest: i64,
    sent: i64,
    waits: HashMap<i64, oneshot::Sender<String>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    news: Notify,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running one; it ends when it is dropped.
pub struct Fake {
    shared: Arc<Shared>,
    /// Where it is.
    pub url: String,
    _server: JoinSet<()>,
}

impl Fake {
    /// Starts one on a free port of this machine.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Arc::new(Shared::default());
        let mut server = JoinSet::new();
        server.spawn(serve(listener, Arc::clone(&shared)));
        Self { shared, url, _server: server }
    }

    /// Says something in a direct chat and gives the answer.
    pub async fn says(&self, chat: i64, text: &str) -> String {
        let (send, answer) = oneshot::channel();
        {
            let mut state = self.shared.state();
            state.newest += 1;
            let id = state.newest;
            let update = json!({ "update_id": id, "message": {
                "message_id": id, "date": 1_700_000_000, "text": text,
                "from": { "id": chat, "is_bot": false, "first_name": "Amy", "language_code": "zh" },
                "chat": { "id": chat, "type": "private", "first_name": "Amy" },
            }});
            state.queue.push_back((id, update.to_string()));
            state.waits.insert(chat, send);
        }
        self.shared.news.notify_waiters();
        let waited = tokio::time::timeout(Duration::from_mins(1), answer).await;
        waited.expect("an answer within a minute").expect("an answer")
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut lines = JoinSet::new();
    loop {
        while lines.try_join_next().is_some() {}
        if let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            lines.spawn(talk(stream, Arc::clone(&shared)));
        }
    }
}

async fn talk(stream: TcpStream, shared: Arc<Shared>) {
    let mut stream = BufReader::new(stream);
    while let Some((path, body)) = request(&mut stream).await {
        let method = path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let result = answer(&shared, method.split('?').next().unwrap_or_default(), &body).await;
        let text = format!("{{\"ok\":true,\"result\":{result}}}");
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            text.len()
        );
        if stream.get_mut().write_all(&[head.as_bytes(), text.as_bytes()].concat()).await.is_err() {
            return;
        }
    }
}

async fn request(stream: &mut BufReader<TcpStream>) -> Option<(String, Value)> {
    let mut first = String::new();
    stream.read_line(&mut first).await.ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).await.ok()?;
        match header.trim().to_lowercase().split_once(':') {
            None => break,
            Some(("content-length", value)) => length = value.trim().parse().ok()?,
            Some(_) => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    let read = serde_json::from_slice(&body).unwrap_or_else(|_| form(&body));
    Some((path, read))
}

/// The numbers of a form, and its words as they are written.
fn form(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let value = |value: &str| value.parse::<i64>().map_or_else(|_| json!(value), |n| json!(n));
    Value::Object(pairs.map(|(name, said)| (name.to_owned(), value(said))).collect())
}

async fn answer(shared: &Shared, method: &str, body: &Value) -> String {
    match method {
        "getme" => json!({
            "id": 77, "is_bot": true, "first_name": "Bench", "username": "bench_bot",
            "can_join_groups": true, "can_read_all_group_messages": false,
            "supports_inline_queries": false, "can_connect_to_business": false,
            "has_main_web_app": false,
        })
        .to_string(),
        "getupdates" => updates(shared, body).await,
        "getwebhookinfo" => json!({ "url": "", "has_custom_certificate": false,
            "pending_update_count": 0 })
        .to_string(),
        "getmycommands" => "[]".to_owned(),
        "sendmessage" | "editmessagetext" => sent(shared, body),
        _ => "true".to_owned(),
    }
}

async fn updates(shared: &Shared, body: &Value) -> String {
    let held = Duration::from_secs(body["timeout"].as_u64().unwrap_or(0));
    let until = tokio::time::Instant::now() + held;
    loop {
        let news = shared.news.notified();
        tokio::pin!(news);
        news.as_mut().enable();
        {
            let mut state = shared.state();
            if let Some(offset) = body["offset"].as_i64() {
                state.queue.retain(|(id, _)| *id >= offset);
            }
            let some: Vec<&str> = state.queue.iter().take(100).map(|(_, raw)| &**raw).collect();
            if !some.is_empty() {
                return format!("[{}]", some.join(","));
            }
        }
        if tokio::time::timeout_at(until, news).await.is_err() {
            return "[]".to_owned();
        }
    }
}

fn sent(shared: &Shared, body: &Value) -> String {
    let chat = body["chat_id"].as_i64();
    let chat = chat.or_else(|| body["chat_id"].as_str()?.parse().ok()).unwrap_or_default();
    let text = body["text"].as_str().unwrap_or_default();
    let mut state = shared.state();
    state.sent += 1;
    let id = 1_000_000 + state.sent;
    if let Some(waits) = state.waits.remove(&chat) {
        let _ = waits.send(text.to_owned());
    }
    json!({
        "message_id": id, "date": 1_700_000_000, "text": "ok",
        "from": { "id": 77, "is_bot": true, "first_name": "Bench", "username": "bench_bot" },
        "chat": { "id": chat, "type": "private", "first_name": "Amy" },
    })
    .to_string()
}
