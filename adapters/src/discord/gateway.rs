//! The gateway: one line over which Discord tells what happens, for as long as it holds.

use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::DiscordProblem;
use super::api::Api;

/// What we want to hear of: servers, messages in them and direct messages. None of these has to be
/// asked for; what others write in servers comes without its words unless it names us.
const INTENTS: u64 = (1 << 0) | (1 << 9) | (1 << 12);
/// No beat of a heart is believed that is slower.
const SLOWEST: u64 = 10 * 60 * 1000;
/// Closes a line so that Discord keeps the session.
const GO_ON: u16 = 4000;

/// A session that a new line can go on with.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) url: String,
    /// The last happening that is kept.
    pub(super) kept: u64,
}

/// Why a line ended.
#[derive(Debug)]
pub(super) enum Broken {
    /// The session goes on with a new line.
    Resume(String),
    /// A new session has to begin.
    Anew(String),
    /// No line will be better.
    Refused(DiscordProblem),
}

/// Something that happened.
#[derive(Debug)]
pub(super) struct Happening {
    pub(super) sort: String,
    pub(super) number: u64,
    /// All of it, as it came.
    pub(super) raw: String,
}

#[derive(Deserialize)]
struct Frame<'a> {
    op: u8,
    t: Option<String>,
    s: Option<u64>,
    #[serde(borrow)]
    d: Option<&'a RawValue>,
}

/// An open line.
pub(super) struct Line {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    beat: Interval,
    /// Whether Discord answered our last beat.
    answered: bool,
    /// The last happening that came.
    last: Option<u64>,
    /// How long anything may take to be sent.
    patience: Duration,
}

impl Line {
    /// Opens a line, for a session that is there or a new one.
    pub(super) async fn open(
        api: &Api,
        url: &str,
        session: Option<&Session>,
    ) -> Result<Self, Broken> {
        let lost = |why: String| Broken::Resume(why);
        let Some(url) = api.gateway(url) else {
            return Err(lost(format!("{url} is no gateway that may be talked to")));
        };
        let patience = api.pace.connect;
        let connected = timeout(patience, connect_async(url.as_str())).await;
        let (socket, _) = connected
            .map_err(|_| lost("the gateway does not answer".to_owned()))?
            .map_err(|why| lost(format!("the gateway cannot be reached: {why}")))?;
        let beat = interval_at(Instant::now() + patience, patience);
        let mut line = Self {
            socket,
            beat,
            answered: true,
            last: session.map(|session| session.kept),
            patience,
        };
        line.greet().await?;
        let begin = match session {
            Some(Session { id, kept, .. }) => {
                json!({ "op": 6, "d": { "token": api.token(), "session_id": id, "seq": kept } })
            }
            None => json!({ "op": 2, "d": {
                "token": api.token(), "intents": INTENTS, "compress": false,
                "properties": { "os": "linux", "browser": "gendan", "device": "gendan" },
            } }),
        };
        line.say(&begin).await?;
        Ok(line)
    }

    /// Waits to be told how fast the heart is to beat.
    async fn greet(&mut self) -> Result<(), Broken> {
        #[derive(Deserialize)]
        struct Hello {
            heartbeat_interval: u64,
        }
        let text = timeout(self.patience, self.text()).await;
        let text = text.map_err(|_| Broken::Resume("the gateway says nothing".to_owned()))??;
        let frame = read(&text)?;
        let hello = frame.d.filter(|_| frame.op == 10);
        let hello: Option<Hello> = hello.and_then(|d| serde_json::from_str(d.get()).ok());
        let Some(hello) = hello else {
            return Err(Broken::Resume("the gateway does not say hello".to_owned()));
        };
        let every = Duration::from_millis(hello.heartbeat_interval.clamp(1, SLOWEST));
        // Not all programs at once: the first beat comes anywhere in the first interval.
        let share = uuid::Uuid::new_v4().as_bytes().first().map_or(128, |byte| u32::from(*byte));
        self.beat = interval_at(Instant::now() + every * share / 256, every);
        self.beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(())
    }

    /// The next happening. May be given up at any time and asked again.
    pub(super) async fn next(&mut self) -> Result<Happening, Broken> {
        loop {
            let text = tokio::select! {
                _ = self.beat.tick() => {
                    if !self.answered {
                        return Err(Broken::Resume("the gateway does not answer".to_owned()));
                    }
                    self.answered = false;
                    self.heartbeat().await?;
                    continue;
                }
                text = text_of(&mut self.socket) => text?,
            };
            let frame = read(&text)?;
            match (frame.op, frame.t, frame.s) {
                (0, Some(sort), Some(number)) => {
                    self.last = Some(number);
                    return Ok(Happening { sort, number, raw: text });
                }
                (1, ..) => self.heartbeat().await?,
                (7, ..) => return Err(Broken::Resume("Discord wants a new line".to_owned())),
                (9, ..) => {
                    let why = "Discord does not know the session".to_owned();
                    let goes_on = frame.d.is_some_and(|d| d.get() == "true");
                    return Err(if goes_on { Broken::Resume(why) } else { Broken::Anew(why) });
                }
                (11, ..) => self.answered = true,
                (op, ..) => tracing::debug!(op, "a frame of the gateway that says nothing to us"),
            }
        }
    }

    /// Ends the line; the session goes on.
    pub(super) async fn close(mut self) {
        use tokio_tungstenite::tungstenite::protocol::CloseFrame;
        let frame = CloseFrame { code: GO_ON.into(), reason: "".into() };
        let _ = timeout(Duration::from_secs(1), self.socket.close(Some(frame))).await;
    }

    async fn heartbeat(&mut self) -> Result<(), Broken> {
        self.say(&json!({ "op": 1, "d": self.last })).await
    }

    async fn say(&mut self, what: &Value) -> Result<(), Broken> {
        let said = timeout(self.patience, self.socket.send(Message::text(what.to_string()))).await;
        let lost = |why: String| Broken::Resume(format!("the line broke: {why}"));
        said.map_err(|_| lost("it takes nothing".to_owned()))?.map_err(|why| lost(why.to_string()))
    }

    async fn text(&mut self) -> Result<String, Broken> {
        text_of(&mut self.socket).await
    }
}

/// The next text that comes, or why none does any more.
async fn text_of(
    socket: &mut WebSocketStream<MaybeTlsStream<TcpStream>>,
) -> Result<String, Broken> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
            Some(Ok(Message::Close(frame))) => {
                let code = frame.as_ref().map_or(1006, |frame| u16::from(frame.code));
                let why = frame.map(|frame| frame.reason.to_string()).unwrap_or_default();
                return Err(closed(code, &why));
            }
            Some(Ok(_)) => {}
            Some(Err(why)) => return Err(Broken::Resume(format!("the line broke: {why}"))),
            None => return Err(Broken::Resume("the line ended".to_owned())),
        }
    }
}

fn read(text: &str) -> Result<Frame<'_>, Broken> {
    serde_json::from_str(text)
        .map_err(|why| Broken::Resume(format!("the gateway says what makes no sense: {why}")))
}

/// What it means that Discord closed a line.
fn closed(code: u16, why: &str) -> Broken {
    let why = format!("{code} {why}");
    match code {
        4004 => Broken::Refused(DiscordProblem::Token(why)),
        4010..=4014 => Broken::Refused(DiscordProblem::Refused(why)),
        4003 | 4007 | 4009 => Broken::Anew(format!("Discord ended the session: {why}")),
        _ => Broken::Resume(format!("Discord closed the line: {why}")),
    }
}
