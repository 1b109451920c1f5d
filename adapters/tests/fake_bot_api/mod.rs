//! A Bot API of our own on the loopback interface, which can be told to misbehave.
//!
//! Updates are forgotten only when a question comes with a higher offset, as Telegram does it.

mod tests;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// The token that the fake believes in, and the part of it that must appear nowhere.
pub const TOKEN: &str = "77:AAF-secret_part_of_the_token";
pub const TOKEN_SECRET: &str = "secret_part_of_the_token";
pub const BOT_ID: i64 = 77;
pub const BOT_NAME: &str = "Gendan_Bot";

/// Passes on an address of this machine and nothing else.
pub fn loopback_only(url: &str) -> &str {
    let port = url.strip_prefix("http://127.0.0.1:");
    assert!(
        port.is_some_and(|port| port.parse::<u16>().is_ok()),
        "a test may talk to http://127.0.0.1 only, not to {url}"
    );
    url
}

/// What becomes of the next call of a method.
#[derive(Clone, Debug)]
pub enum Fault {
    /// An error as the Bot API gives it.
    Says(u16, &'static str),
    /// 429, with or without the time to wait.
    TooMany(Option<u64>),
    /// A page of something in between, with a header `Retry-After` if any; it repeats the address.
    Page(u16, Option<u64>),
    /// Any body, with HTTP 200.
    Body(&'static str),
    /// No answer at all.
    Hangs,
    /// The line breaks before the call is carried out.
    Breaks,
    /// The call is carried out, then the line breaks.
    DoneThenBreaks,
}

#[derive(Default)]
struct State {
    queue: VecDeque<(i64, String)>,
    newest: i64,
    faults: HashMap<String, VecDeque<Fault>>,
    calls: Vec<(String, Value)>,
    messages: Vec<(i64, i64, Value)>,
    closed: HashSet<i64>,
    moved: HashMap<i64, i64>,
    revoked: bool,
    /// By scope and language.
    menus: HashMap<String, Value>,
    /// What `setWebhook` said last; nothing when it was taken away.
    hook: Option<Value>,
    /// What is in files, by their keys.
    files: HashMap<String, String>,
    /// When each call came.
    times: Vec<(Instant, String, Value)>,
}

#[derive(Default)]
struct Shared {
    bot: i64,
    state: Mutex<State>,
    news: Notify,
    called: Notify,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running fake; it ends when it is dropped.
pub struct FakeBotApi {
    shared: Arc<Shared>,
    url: String,
    _server: JoinSet<()>,
}

impl FakeBotApi {
    /// Starts one on a free port.
    pub async fn start() -> Self {
        Self::start_at("127.0.0.1:0").await
    }

    /// Starts one at an address such as `127.0.0.1:9100`.
    pub async fn start_at(address: &str) -> Self {
        Self::start_as(BOT_ID, address).await
    }

    /// Starts one of another bot.
    pub async fn start_as(bot: i64, address: &str) -> Self {
        let listener = listen(address).await;
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Arc::new(Shared { bot, ..Shared::default() });
        shared.state().newest = 1000;
        let mut server = JoinSet::new();
        server.spawn(serve(listener, Arc::clone(&shared)));
        Self { shared, url, _server: server }
    }

    /// Where it is: for `api_url`.
    pub fn url(&self) -> &str {
        loopback_only(&self.url)
    }

    /// Queues an update and gives its number.
    pub fn update(&self, mut update: Value) -> i64 {
        let id = self.shared.state().newest + 1;
        update["update_id"] = json!(id);
        self.raw_update(id, &update.to_string());
        id
    }

    /// Queues an update as it is written, even if its number is missing or wrong in the text.
    pub fn raw_update(&self, id: i64, raw: &str) {
        let mut state = self.shared.state();
        state.newest = id;
        state.queue.push_back((id, raw.to_owned()));
        drop(state);
        self.shared.news.notify_waiters();
    }

    /// Queues a text in the private chat of `from`.
    pub fn says(&self, from: i64, text: &str) -> i64 {
        self.update(json!({ "message": message(from, text) }))
    }

    /// The numbers that are not acknowledged.
    pub fn pending(&self) -> Vec<i64> {
        self.shared.state().queue.iter().map(|(id, _)| *id).collect()
    }

    /// Makes the next call of a method fail; several are met one after the other.
    pub fn fault(&self, method: &str, fault: Fault) {
        let mut state = self.shared.state();
        let faults = state.faults.entry(method.to_lowercase()).or_default();
        faults.push_back(fault);
    }

    /// Has a file of this key and with this in it.
    pub fn holds(&self, key: &str, text: &str) {
        self.shared.state().files.insert(key.to_owned(), text.to_owned());
    }

    /// The token is not valid any more.
    pub fn revoke(&self) {
        self.shared.state().revoked = true;
    }

    /// The token is valid again.
    pub fn restore(&self) {
        self.shared.state().revoked = false;
    }

    /// The token that it believes in.
    pub fn token(&self) -> String {
        token_of(self.shared.bot)
    }

    /// What `setWebhook` said last, if it was not taken away.
    pub fn hook(&self) -> Option<Value> {
        self.shared.state().hook.clone()
    }

    /// A webhook that somebody set.
    pub fn set_hook(&self, url: &str) {
        self.shared.state().hook = Some(json!({ "url": url }));
    }

    /// The menu of a scope and language, such as `{"chat_id":5,"type":"chat"}/`.
    pub fn menu(&self, whose: &str) -> Option<Value> {
        self.shared.state().menus.get(whose).cloned()
    }

    /// All calls of a method with the moment at which each came.
    pub fn timed(&self, method: &str) -> Vec<(Instant, Value)> {
        let state = self.shared.state();
        let calls = state.times.iter().filter(|(_, name, _)| name.eq_ignore_ascii_case(method));
        calls.map(|(at, _, body)| (*at, body.clone())).collect()
    }

    /// This person lets the bot write again.
    pub fn unblock(&self, chat: i64) {
        self.shared.state().closed.remove(&chat);
    }

    /// This person blocked the bot.
    pub fn block(&self, chat: i64) {
        self.shared.state().closed.insert(chat);
    }

    /// This group became another one.
    pub fn migrate(&self, from: i64, to: i64) {
        self.shared.state().moved.insert(from, to);
    }

    /// What a method was called with so far.
    pub fn calls(&self, method: &str) -> Vec<Value> {
        let state = self.shared.state();
        let calls = state.calls.iter();
        calls
            .filter(|(name, _)| name.eq_ignore_ascii_case(method))
            .map(|(_, body)| body.clone())
            .collect()
    }

    /// The same, once there are at least `count`; fails after a while.
    pub async fn wait_for(&self, method: &str, count: usize) -> Vec<Value> {
        let enough = async {
            loop {
                let called = self.shared.called.notified();
                let calls = self.calls(method);
                if calls.len() >= count {
                    return calls;
                }
                called.await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(20), enough).await;
        waited.unwrap_or_else(|_| panic!("{method} was not called {count} times"))
    }

    /// The messages that stand in a chat: key and what was sent last for it.
    pub fn messages(&self, chat: i64) -> Vec<(i64, Value)> {
        let state = self.shared.state();
        let messages = state.messages.iter().filter(|(_, at, _)| *at == chat);
        messages.map(|(id, _, body)| (*id, body.clone())).collect()
    }
}

/// The token of a bot.
fn token_of(bot: i64) -> String {
    format!("{bot}:AAF-{TOKEN_SECRET}")
}

/// A text in the private chat of `from`.
pub fn message(from: i64, text: &str) -> Value {
    json!({
        "message_id": 5, "date": 1_700_000_000, "text": text,
        "from": { "id": from, "is_bot": false, "first_name": "Amy", "language_code": "zh-hans" },
        "chat": { "id": from, "type": "private", "first_name": "Amy" },
    })
}

/// A port that was in use a moment ago may not be free at once.
async fn listen(address: &str) -> TcpListener {
    for _ in 0..200 {
        if let Ok(listener) = TcpListener::bind(address).await {
            return listener;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{address} is not free")
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut lines = JoinSet::new();
    loop {
        while lines.try_join_next().is_some() {}
        if let Ok((stream, _)) = listener.accept().await {
            lines.spawn(talk(stream, Arc::clone(&shared)));
        }
    }
}

/// One connection, until either side is through with it.
async fn talk(stream: TcpStream, shared: Arc<Shared>) {
    let mut stream = BufReader::new(stream);
    while let Some((path, body)) = request(&mut stream).await {
        let Some((status, headers, answer)) = answer(&shared, &path, body).await else {
            return;
        };
        let head =
            format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n{headers}\r\n", answer.len());
        let bytes = [head.as_bytes(), answer.as_bytes()].concat();
        if stream.get_mut().write_all(&bytes).await.is_err() {
            return;
        }
    }
}

async fn request(stream: &mut BufReader<TcpStream>) -> Option<(String, Value)> {
    let mut first = String::new();
    stream.read_line(&mut first).await.ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let (mut length, mut boundary) = (0, None);
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).await.ok()?;
        if let Some((_, mark)) = header.trim().split_once("; boundary=") {
            boundary = Some(mark.to_owned());
        }
        match header.trim().to_lowercase().split_once(':') {
            None => break,
            Some(("content-length", value)) => length = value.trim().parse().ok()?,
            Some(_) => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    let read = match boundary {
        Some(boundary) => form(&body, &boundary),
        None => serde_json::from_slice(&body).unwrap_or(Value::Null),
    };
    Some((path, read))
}

/// The fields of a form as the object that they would be in JSON; a file is its name and its text.
fn form(body: &[u8], boundary: &str) -> Value {
    let text = String::from_utf8_lossy(body);
    let mut fields = serde_json::Map::new();
    for part in text.split(&format!("--{boundary}")) {
        let Some((head, value)) = part.split_once("\r\n\r\n") else { continue };
        let value = value.strip_suffix("\r\n").unwrap_or(value);
        let named = |name: &str| {
            let (_, rest) = head.split_once(&format!(" {name}=\""))?;
            Some(rest.split_once('"')?.0.to_owned())
        };
        let Some(name) = named("name") else { continue };
        let field = match named("filename") {
            Some(file) => json!({ "name": file, "text": value }),
            None => serde_json::from_str(value).unwrap_or_else(|_| json!(value)),
        };
        fields.insert(name, field);
    }
    Value::Object(fields)
}

type Answer = (u16, String, String);

async fn answer(shared: &Shared, path: &str, body: Value) -> Option<Answer> {
    if let Some(file) = path.strip_prefix(&format!("/file/bot{TOKEN}/")) {
        let key = file.rsplit('/').next().unwrap_or_default();
        let held = shared.state().files.get(key).cloned();
        let text = held.unwrap_or_else(|| format!("what is in {file}"));
        return Some((200, String::new(), text));
    }
    let (token, method) = path.strip_prefix("/bot")?.split_once('/')?;
    let method = method.to_lowercase();
    let (fault, revoked) = {
        let mut state = shared.state();
        state.calls.push((method.clone(), body.clone()));
        state.times.push((Instant::now(), method.clone(), body.clone()));
        let fault = (state.faults.get_mut(&method)).and_then(VecDeque::pop_front);
        (fault, state.revoked || token != token_of(shared.bot))
    };
    shared.called.notify_waiters();
    match fault {
        None if revoked => Some(error(401, "Unauthorized", &json!({}))),
        None => Some(carry_out(shared, &method, &body).await),
        Some(Fault::Says(code, why)) => Some(error(code, why, &json!({}))),
        Some(Fault::TooMany(after)) => {
            let wait = after.map_or_else(|| json!({}), |s| json!({ "retry_after": s }));
            Some(error(429, "Too Many Requests: retry later", &wait))
        }
        Some(Fault::Page(code, after)) => {
            let header = after.map_or_else(String::new, |s| format!("Retry-After: {s}\r\n"));
            Some((code, header, format!("<html><h1>{code}</h1>{path}</html>")))
        }
        Some(Fault::Body(text)) => Some((200, String::new(), text.to_owned())),
        Some(Fault::Hangs) => std::future::pending().await,
        Some(Fault::Breaks) => None,
        Some(Fault::DoneThenBreaks) => {
            carry_out(shared, &method, &body).await;
            None
        }
    }
}

async fn carry_out(shared: &Shared, method: &str, body: &Value) -> Answer {
    match method {
        "getme" => fine(&json!({
            "id": shared.bot, "is_bot": true, "first_name": "跟单", "username": BOT_NAME,
        })),
        "setwebhook" => {
            shared.state().hook = Some(body.clone());
            fine(&json!(true))
        }
        "deletewebhook" => {
            shared.state().hook = None;
            fine(&json!(true))
        }
        "getwebhookinfo" => {
            let state = shared.state();
            let url = state.hook.as_ref().map_or_else(|| json!(""), |hook| hook["url"].clone());
            fine(&json!({ "url": url, "has_custom_certificate": false,
                "pending_update_count": state.queue.len() }))
        }
        "getupdates" if shared.state().hook.is_some() => error(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to \
             delete the webhook first",
            &json!({}),
        ),
        "deletemycommands" => {
            shared.state().menus.remove(&menu_of(body));
            fine(&json!(true))
        }
        "getupdates" => updates(shared, body).await,
        "sendmessage" | "senddocument" | "sendphoto" | "sendvoice" => {
            send(&mut shared.state(), body)
        }
        "getfile" => fine(&json!({
            "file_id": body["file_id"], "file_path": format!("photos/{}", body["file_id"].as_str().unwrap_or_default()),
        })),
        "editmessagetext" => edit(&mut shared.state(), body),
        "answercallbackquery" => fine(&json!(true)),
        "getmycommands" => fine(shared.state().menus.get(&menu_of(body)).unwrap_or(&json!([]))),
        "setmycommands" => set_menu(&mut shared.state(), body),
        _ => error(404, "Not Found: method not found", &json!({})),
    }
}

async fn updates(shared: &Shared, body: &Value) -> Answer {
    let held = Duration::from_secs(body["timeout"].as_u64().unwrap_or(0));
    let limit = usize::try_from(body["limit"].as_u64().unwrap_or(100)).expect("a small limit");
    let until = tokio::time::sleep(held);
    tokio::pin!(until);
    let mut last = held.is_zero();
    loop {
        let news = shared.news.notified();
        let batch: Vec<String> = {
            let mut state = shared.state();
            match body["offset"].as_i64() {
                Some(offset) if offset < 0 => {
                    let forgotten = state.queue.len().saturating_sub(1);
                    state.queue.drain(..forgotten);
                }
                // One that is far ahead of everything is taken for none.
                Some(offset) if offset <= state.newest + 10 => {
                    state.queue.retain(|(id, _)| *id >= offset);
                }
                _ => {}
            }
            let queue = state.queue.iter().take(limit);
            queue.map(|(_, raw)| raw.clone()).collect()
        };
        if last || !batch.is_empty() {
            let list = format!("[{}]", batch.join(","));
            return (200, String::new(), format!(r#"{{"ok":true,"result":{list}}}"#));
        }
        tokio::select! {
            () = news => {}
            () = &mut until => last = true,
        }
    }
}

fn send(state: &mut State, body: &Value) -> Answer {
    if let Some(refused) = refused(state, body) {
        return refused;
    }
    let id = 9000 + i64::try_from(state.messages.len()).expect("few messages");
    let chat = body["chat_id"].as_i64().unwrap_or_default();
    state.messages.push((id, chat, body.clone()));
    fine(&json!({ "message_id": id, "date": 0, "chat": { "id": chat, "type": "private" } }))
}

fn edit(state: &mut State, body: &Value) -> Answer {
    if let Some(refused) = refused(state, body) {
        return refused;
    }
    let (id, chat) = (body["message_id"].as_i64(), body["chat_id"].as_i64());
    let mut messages = state.messages.iter_mut();
    let Some((_, _, old)) = messages.find(|(i, c, _)| Some(*i) == id && Some(*c) == chat) else {
        return error(400, "Bad Request: message to edit not found", &json!({}));
    };
    let keys = |body: &Value| {
        let rows = &body["reply_markup"]["inline_keyboard"];
        rows.as_array().filter(|rows| !rows.is_empty()).cloned()
    };
    if old["text"] == body["text"] && keys(old) == keys(body) {
        let why = "Bad Request: message is not modified: specified new message content and reply \
                   markup are exactly the same";
        return error(400, why, &json!({}));
    }
    *old = body.clone();
    fine(&json!({ "message_id": id, "date": 0, "chat": { "id": chat, "type": "private" } }))
}

fn menu_of(body: &Value) -> String {
    format!("{}/{}", body["scope"], body["language_code"].as_str().unwrap_or_default())
}

fn set_menu(state: &mut State, body: &Value) -> Answer {
    let commands = body["commands"].as_array().cloned().unwrap_or_default();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let takes = |line: &Value| {
        let name = line["command"].as_str().unwrap_or_default();
        let length = line["description"].as_str().unwrap_or_default().chars().count();
        (1..=32).contains(&name.len()) && name.chars().all(fits) && (1..=256).contains(&length)
    };
    if commands.len() > 100 || !commands.iter().all(takes) {
        return error(400, "Bad Request: BOT_COMMAND_INVALID", &json!({}));
    }
    state.menus.insert(menu_of(body), Value::from(commands));
    fine(&json!(true))
}

/// What Telegram does not take.
fn refused(state: &State, body: &Value) -> Option<Answer> {
    let bad = |why: &str| Some(error(400, &format!("Bad Request: {why}"), &json!({})));
    let Some(chat) = body["chat_id"].as_i64() else {
        return bad("chat not found");
    };
    if state.closed.contains(&chat) {
        let why = "Forbidden: bot was blocked by the user";
        return Some(error(403, why, &json!({})));
    }
    if let Some(to) = state.moved.get(&chat) {
        let why = "Bad Request: group chat was upgraded to a supergroup chat";
        return Some(error(400, why, &json!({ "migrate_to_chat_id": to })));
    }
    let file = ["document", "photo", "voice"].iter().any(|file| body.get(*file).is_some());
    let text = body[if file { "caption" } else { "text" }].as_str().unwrap_or_default();
    let seen = match body["parse_mode"].as_str() {
        None => text.to_owned(),
        Some("HTML") => match seen(text) {
            Some(seen) => seen,
            None => return bad("can't parse entities: unexpected end tag"),
        },
        Some(_) => return bad("unsupported parse_mode"),
    };
    if seen.trim().is_empty() {
        return bad("message text is empty");
    }
    if seen.encode_utf16().count() > if file { 1024 } else { 4096 } {
        return bad("message is too long");
    }
    let rows = body["reply_markup"]["inline_keyboard"].as_array();
    for button in rows.into_iter().flatten().filter_map(Value::as_array).flatten() {
        if !(1..=64).contains(&button["callback_data"].as_str().unwrap_or_default().len()) {
            return bad("BUTTON_DATA_INVALID");
        }
    }
    None
}

/// What people see of a text in HTML; none if its tags or entities are wrong.
pub fn seen(html: &str) -> Option<String> {
    let mut seen = String::new();
    let mut bold = false;
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let known = [("<b>", ""), ("</b>", ""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
        match known.iter().find(|(code, _)| rest.starts_with(code)) {
            Some((code @ ("<b>" | "</b>"), _)) => {
                if bold == (*code == "<b>") {
                    return None;
                }
                bold = !bold;
                rest = &rest[code.len()..];
            }
            Some((code, text)) => {
                seen.push_str(text);
                rest = &rest[code.len()..];
            }
            None if "<>&".contains(c) => return None,
            None => {
                seen.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    (!bold).then_some(seen)
}

fn fine(result: &Value) -> Answer {
    (200, String::new(), json!({ "ok": true, "result": result }).to_string())
}

fn error(code: u16, why: &str, parameters: &Value) -> Answer {
    let body = json!({
        "ok": false, "error_code": code, "description": why, "parameters": parameters,
    });
    (code, String::new(), body.to_string())
}
