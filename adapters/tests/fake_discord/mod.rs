//! A Discord of our own on the loopback interface, REST and gateway, which can be told to misbehave.
//!
//! It is strict: what Discord would refuse, it refuses. A session remembers what happened in it, and
//! a new line may go on with it.

mod gateway;
mod rest;
mod rules;
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinSet;

pub use rules::{seen, window_fits};

/// The token that the fake believes in, and the part of it that must appear nowhere.
pub const TOKEN: &str = "Nzc3.GaBcDe.secret_part_of_the_token";
pub const TOKEN_SECRET: &str = "secret_part_of_the_token";
pub const BOT: &str = "777";
pub const APPLICATION: &str = "900";
/// A server and a channel in it.
pub const SERVER: (&str, &str) = ("60", "61");

/// Passes on an address of this machine and nothing else.
pub fn loopback_only(url: &str) -> &str {
    let port = url.strip_prefix("http://127.0.0.1:");
    assert!(
        port.is_some_and(|port| port.parse::<u16>().is_ok()),
        "a test may talk to http://127.0.0.1 only, not to {url}"
    );
    url
}

/// What becomes of the next call whose path has this in it.
#[derive(Clone, Debug)]
pub enum Fault {
    /// An error as Discord gives it: status, its own code, its words.
    Says(u16, i64, &'static str),
    /// 429 with the seconds to wait, for this call or for all.
    TooMany(f64, bool),
    /// A page of something in between.
    Page(u16),
    /// No answer at all.
    Hangs,
    /// The line breaks before the call is carried out.
    Breaks,
    /// The call is carried out, then the line breaks.
    DoneThenBreaks,
}

/// What a line of the gateway is told to do.
#[derive(Clone, Debug)]
pub enum Do {
    /// Says a frame.
    Say(String),
    /// Closes with a code.
    Close(u16),
    /// Breaks without a word.
    Break,
}

/// A message in a channel.
#[derive(Clone, Debug)]
pub struct Standing {
    pub id: i64,
    pub channel: String,
    /// Ours, or that of a person as Discord gives it.
    pub ours: bool,
    /// Whether one person sees it only.
    pub hidden: bool,
    pub body: Value,
}

/// A command, press or form that somebody waits for.
struct Asked {
    at: Instant,
    token: String,
    channel: String,
    /// The message that the button stands in.
    message: Option<i64>,
    said: Option<Value>,
    /// The message that `@original` is.
    original: Option<i64>,
}

#[derive(Default)]
pub(crate) struct State {
    newest: i64,
    standing: Vec<Standing>,
    nonces: HashMap<String, i64>,
    asked: BTreeMap<String, Asked>,
    faults: VecDeque<(String, Fault)>,
    calls: Vec<(String, String, Value)>,
    commands: Value,
    closed: HashSet<String>,
    revoked: bool,
    leave_is_over: bool,
    // The gateway.
    session: Option<String>,
    happened: Vec<(u64, String)>,
    lines: Vec<mpsc::UnboundedSender<Do>>,
    begun: Vec<Value>,
    deaf: bool,
    beat: u64,
    resume_url: String,
}

#[derive(Default)]
pub(crate) struct Shared {
    state: Mutex<State>,
    changed: Notify,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The next number: as Discord's own, a millisecond later than the last.
    fn number(&mut self) -> i64 {
        self.newest += 1 << 22;
        self.newest
    }

    /// Something happens: whoever listens hears it, and the session remembers it.
    fn happens(&mut self, sort: &str, what: &Value) {
        if self.session.is_none() {
            return;
        }
        let number = self.happened.last().map_or(0, |(number, _)| *number) + 1;
        let frame = json!({ "op": 0, "t": sort, "s": number, "d": what }).to_string();
        self.happened.push((number, frame.clone()));
        self.lines.retain(|line| line.send(Do::Say(frame.clone())).is_ok());
    }
}

/// A running fake; it ends when it is dropped.
pub struct FakeDiscord {
    shared: Arc<Shared>,
    url: String,
    _servers: JoinSet<()>,
}

impl FakeDiscord {
    /// Starts one on free ports.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let line = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let gateway = format!("ws://{}", line.local_addr().expect("an address"));
        let shared = Arc::new(Shared::default());
        {
            let mut state = shared.state();
            state.newest = 1_300_000_000_000_000_000;
            state.beat = 41_250;
            state.commands = json!([]);
            state.resume_url.clone_from(&gateway);
        }
        let mut servers = JoinSet::new();
        servers.spawn(rest::serve(listener, Arc::clone(&shared), gateway));
        servers.spawn(gateway::serve(line, Arc::clone(&shared)));
        Self { shared, url, _servers: servers }
    }

    /// Where it is: for `api_url`.
    pub fn url(&self) -> &str {
        loopback_only(&self.url)
    }

    /// The direct channel of a person.
    pub fn direct(user: i64) -> String {
        format!("5{user}")
    }

    /// Writes directly to the bot; gives the message's number.
    pub fn says(&self, user: i64, text: &str) -> i64 {
        self.writes(user, None, &json!({ "content": text }))
    }

    /// Writes with these fields, directly or in a server's channel.
    pub fn writes(&self, user: i64, place: Option<(&str, &str)>, fields: &Value) -> i64 {
        let mut state = self.shared.state();
        let id = state.number();
        let channel = place.map_or_else(|| Self::direct(user), |(_, channel)| channel.to_owned());
        let body = written(id, user, &channel, fields);
        let mut told = body.clone();
        if let Some((guild, _)) = place {
            told["guild_id"] = json!(guild);
        }
        state.standing.push(Standing { id, channel, ours: false, hidden: false, body });
        state.happens("MESSAGE_CREATE", &told);
        drop(state);
        self.shared.changed.notify_waiters();
        id
    }

    /// Changes a direct message.
    pub fn edits(&self, user: i64, id: i64, text: &str) {
        let mut state = self.shared.state();
        let at = format!("2026-03-02T02:00:{:02}.000000+00:00", state.happened.len() % 60);
        let fields = json!({ "content": text, "edited_timestamp": at });
        let body = written(id, user, &Self::direct(user), &fields);
        for one in state.standing.iter_mut().filter(|one| one.id == id) {
            one.body = body.clone();
        }
        state.happens("MESSAGE_UPDATE", &body);
    }

    /// Something happens that is written as this.
    pub fn event(&self, sort: &str, what: &Value) {
        self.shared.state().happens(sort, what);
    }

    /// The last happening is told a second time.
    pub fn repeat(&self) {
        let mut state = self.shared.state();
        let last = state.happened.last().expect("something happened").1.clone();
        state.lines.retain(|line| line.send(Do::Say(last.clone())).is_ok());
    }

    /// Uses a command such as `lead add`, directly or in a server, with options.
    pub fn uses(
        &self,
        user: i64,
        place: Option<(&str, &str)>,
        command: &str,
        options: &[(&str, &str)],
    ) -> String {
        let given =
            options.iter().map(|(name, value)| json!({ "name": name, "type": 3, "value": value }));
        self.asks(user, place, 2, &command_data(command, &given.collect::<Vec<_>>()), None)
    }

    /// Types in an option; the words stand there so far.
    pub fn types(&self, user: i64, command: &str, option: &str, words: &str) -> String {
        let given = json!({ "name": option, "type": 3, "value": words, "focused": true });
        self.asks(user, None, 4, &command_data(command, &[given]), None)
    }

    /// Presses the button, or picks the choice, that has this label in the newest message with it.
    pub fn presses(&self, user: i64, place: Option<(&str, &str)>, label: &str) -> String {
        let channel = place.map_or_else(|| Self::direct(user), |(_, channel)| channel.to_owned());
        let (message, data) = {
            let state = self.shared.state();
            let found =
                state.standing.iter().rev().filter(|one| one.ours && one.channel == channel);
            let mut found = found.filter_map(|one| Some((one.id, pressed(&one.body, label)?)));
            found.next().unwrap_or_else(|| panic!("no [{label}] in {channel}"))
        };
        self.asks(user, place, 3, &data, Some(message))
    }

    /// Fills the form in that the last press or command opened, and sends it.
    pub fn fills(
        &self,
        user: i64,
        place: Option<(&str, &str)>,
        window: &Value,
        fields: &[(&str, &str)],
        message: Option<i64>,
    ) -> String {
        let rows = fields.iter().map(|(name, value)| {
            json!({ "type": 1, "components": [{ "type": 4, "custom_id": name, "value": value }] })
        });
        let data =
            json!({ "custom_id": window["custom_id"], "components": rows.collect::<Vec<_>>() });
        self.asks(user, place, 5, &data, message)
    }

    fn asks(
        &self,
        user: i64,
        place: Option<(&str, &str)>,
        sort: u8,
        data: &Value,
        message: Option<i64>,
    ) -> String {
        let mut state = self.shared.state();
        let id = state.number().to_string();
        let channel = place.map_or_else(|| Self::direct(user), |(_, channel)| channel.to_owned());
        let token = format!("leave:{id}");
        let mut what = json!({
            "id": id, "application_id": APPLICATION, "type": sort, "token": token, "version": 1,
            "data": data, "channel_id": channel, "locale": "zh-CN", "entitlements": [],
        });
        match place {
            Some((guild, _)) => {
                what["guild_id"] = json!(guild);
                what["member"] = json!({ "user": person(user), "roles": [] });
            }
            None => what["user"] = person(user),
        }
        if let Some(message) = message {
            let hidden = state.standing.iter().any(|one| one.id == message && one.hidden);
            let flags = if hidden { 64 } else { 0 };
            what["message"] = json!({ "id": message.to_string(), "flags": flags });
        }
        let asked =
            Asked { at: Instant::now(), token, channel, message, said: None, original: None };
        state.asked.insert(id.clone(), asked);
        state.happens("INTERACTION_CREATE", &what);
        id
    }

    /// What the bot said at once to a command, press or form.
    pub async fn said_to(&self, id: &str) -> Value {
        self.until(|state| state.asked.get(id)?.said.clone(), id).await
    }

    /// The messages of ours in a channel, once there are at least so many.
    pub async fn ours(&self, channel: &str, count: usize) -> Vec<Standing> {
        let enough = |state: &State| {
            let ours = state.standing.iter().filter(|one| one.ours && one.channel == channel);
            let ours: Vec<Standing> = ours.cloned().collect();
            (ours.len() >= count).then_some(ours)
        };
        self.until(enough, &format!("{count} messages in {channel}")).await
    }

    /// The text of our newest message in a channel, once it has these words in it.
    pub async fn tells(&self, channel: &str, words: &str) -> Standing {
        let newest = |state: &State| {
            let mut ours = state.standing.iter().rev().filter(|one| one.ours);
            let newest = ours.find(|one| one.channel == channel)?;
            text(&newest.body).contains(words).then(|| newest.clone())
        };
        self.until(newest, words).await
    }

    /// What the REST API was called with: those whose path has these words in it.
    pub fn calls(&self, path: &str) -> Vec<(String, String, Value)> {
        let state = self.shared.state();
        state.calls.iter().filter(|(_, at, _)| at.contains(path)).cloned().collect()
    }

    /// The same, once there are so many.
    pub async fn called(&self, path: &str, count: usize) -> Vec<(String, String, Value)> {
        let enough = |state: &State| {
            let calls: Vec<_> =
                state.calls.iter().filter(|(_, at, _)| at.contains(path)).cloned().collect();
            (calls.len() >= count).then_some(calls)
        };
        self.until(enough, path).await
    }

    /// The commands that are offered.
    pub fn commands(&self) -> Value {
        self.shared.state().commands.clone()
    }

    /// What lines began with so far, once there are so many: identify or resume.
    pub async fn begun(&self, count: usize) -> Vec<Value> {
        let enough = |state: &State| (state.begun.len() >= count).then(|| state.begun.clone());
        self.until(enough, "lines").await
    }

    /// Makes the next call whose path has these words in it fail.
    pub fn fault(&self, path: &str, fault: Fault) {
        self.shared.state().faults.push_back((path.to_owned(), fault));
    }

    /// Tells all open lines what to do.
    pub fn line(&self, what: &Do) {
        self.shared.state().lines.retain(|line| line.send(what.clone()).is_ok());
    }

    /// The session is forgotten: it cannot be gone on with.
    pub fn forget_session(&self) {
        let mut state = self.shared.state();
        state.session = None;
        state.happened.clear();
    }

    /// No beat of a heart is answered any more, or each is again; beats come that often.
    pub fn deaf(&self, deaf: bool, beat: u64) {
        let mut state = self.shared.state();
        (state.deaf, state.beat) = (deaf, beat);
    }

    /// Where sessions are gone on with.
    pub fn resume_at(&self, url: &str) {
        url.clone_into(&mut self.shared.state().resume_url);
    }

    /// The token is not valid any more.
    pub fn revoke(&self) {
        self.shared.state().revoked = true;
        self.line(&Do::Close(4004));
    }

    /// Nobody may write to this channel any more.
    pub fn close(&self, channel: &str) {
        self.shared.state().closed.insert(channel.to_owned());
    }

    /// A quarter of an hour goes by: no leave to answer is good any more.
    pub fn time_goes_by(&self) {
        self.shared.state().leave_is_over = true;
    }

    async fn until<T>(&self, there: impl Fn(&State) -> Option<T>, what: &str) -> T {
        let found = async {
            loop {
                let changed = self.shared.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if let Some(found) = there(&self.shared.state()) {
                    return found;
                }
                let _ = tokio::time::timeout(Duration::from_millis(200), changed).await;
            }
        };
        let found = tokio::time::timeout(Duration::from_secs(20), found).await;
        found.unwrap_or_else(|_| {
            let state = self.shared.state();
            let last = state.standing.iter().rev().take(3).map(|one| one.body["content"].clone());
            panic!("{what} did not come, but, the newest first: {:#?}", last.collect::<Vec<_>>())
        })
    }
}

/// What a message of ours says, as people see it.
pub fn text(body: &Value) -> String {
    let content = body["content"].as_str().unwrap_or_default();
    seen(content).unwrap_or_else(|| panic!("that is no plain text: {content}"))
}

/// The labels of all that can be pressed or picked below a message.
pub fn labels(body: &Value) -> Vec<String> {
    let rows = body["components"].as_array().cloned().unwrap_or_default();
    let parts =
        rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
    let labels = parts.flat_map(|part| match part["options"].as_array() {
        Some(options) => options.iter().map(|option| option["label"].clone()).collect(),
        None => vec![part["label"].clone()],
    });
    labels.map(|label| label.as_str().unwrap_or_default().to_owned()).collect()
}

fn pressed(body: &Value, label: &str) -> Option<Value> {
    let rows = body["components"].as_array()?;
    let mut parts = rows.iter().filter_map(|row| row["components"].as_array()).flatten();
    parts.find_map(|part| {
        if part["label"] == label {
            return Some(json!({ "custom_id": part["custom_id"], "component_type": 2 }));
        }
        let mut options = part["options"].as_array()?.iter();
        let option = options.find(|option| option["label"] == label)?;
        let id = &part["custom_id"];
        Some(json!({ "custom_id": id, "component_type": 3, "values": [option["value"]] }))
    })
}

/// A command's name comes in parts where it stands below another one.
fn command_data(command: &str, options: &[Value]) -> Value {
    match command.split_once(' ') {
        Some((group, name)) => {
            let below = json!({ "name": name, "type": 1, "options": options });
            json!({ "id": "1", "name": group, "type": 1, "options": [below] })
        }
        None => json!({ "id": "1", "name": command, "type": 1, "options": options }),
    }
}

fn person(user: i64) -> Value {
    json!({ "id": user.to_string(), "username": "amy", "global_name": "安", "discriminator": "0" })
}

fn written(id: i64, user: i64, channel: &str, fields: &Value) -> Value {
    let mut body = json!({
        "id": id.to_string(), "channel_id": channel, "author": person(user), "type": 0,
        "content": "", "timestamp": "2026-03-02T02:00:00.000000+00:00", "edited_timestamp": null,
        "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "pinned": false, "flags": 0, "components": [],
    });
    for (name, value) in fields.as_object().expect("fields") {
        body[name] = value.clone();
    }
    body
}
