//! The gateway: lines that can be told to misbehave.

use std::sync::Arc;

use futures::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{WebSocketStream, accept_async};

use super::{APPLICATION, BOT, Do, Shared, TOKEN};

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut lines = JoinSet::new();
    loop {
        while lines.try_join_next().is_some() {}
        if let Ok((stream, _)) = listener.accept().await {
            let shared = Arc::clone(&shared);
            lines.spawn(async move {
                if let Ok(socket) = accept_async(stream).await {
                    talk(socket, &shared).await;
                }
            });
        }
    }
}

async fn talk(mut socket: WebSocketStream<TcpStream>, shared: &Shared) {
    let beat = shared.state().beat;
    let hello = json!({ "op": 10, "d": { "heartbeat_interval": beat } });
    if say(&mut socket, hello.to_string()).await.is_none() {
        return;
    }
    let (sender, mut orders) = mpsc::unbounded_channel();
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(Do::Say(frame)) => if say(&mut socket, frame).await.is_none() { return },
                Some(Do::Close(code)) => return close(&mut socket, code).await,
                Some(Do::Break) | None => return,
            },
            frame = socket.next() => {
                let Some(Ok(Message::Text(text))) = frame else { return };
                let frame: Value = serde_json::from_str(text.as_str()).expect("JSON");
                match frame["op"].as_u64() {
                    Some(1) => {
                        let answer = (!shared.state().deaf).then(|| json!({ "op": 11 }).to_string());
                        if let Some(answer) = answer && say(&mut socket, answer).await.is_none() {
                            return;
                        }
                    }
                    Some(2 | 6) => match begin(shared, &frame, &sender) {
                        Ok(frames) => for frame in frames {
                            if say(&mut socket, frame).await.is_none() {
                                return;
                            }
                        },
                        Err(code) => return close(&mut socket, code).await,
                    },
                    _ => panic!("no frame of the gateway: {frame}"),
                }
            }
        }
    }
}

/// Begins a session or goes on with one; what is to be said, or with which code the line is closed.
fn begin(
    shared: &Shared,
    frame: &Value,
    sender: &mpsc::UnboundedSender<Do>,
) -> Result<Vec<String>, u16> {
    let mut state = shared.state();
    state.begun.push(frame.clone());
    shared.changed.notify_waiters();
    if state.revoked || frame["d"]["token"] != TOKEN {
        return Err(4004);
    }
    if frame["op"] == 2 {
        let id = format!("session-{}", state.begun.len());
        let ready = json!({
            "v": 10, "user": { "id": BOT, "username": "gendan", "bot": true }, "guilds": [],
            "session_id": id, "resume_gateway_url": state.resume_url,
            "application": { "id": APPLICATION, "flags": 0 },
        });
        state.session = Some(id);
        state.happened.clear();
        state.lines = vec![];
        state.happens("READY", &ready);
        state.lines = vec![sender.clone()];
        return Ok(state.happened.iter().map(|(_, frame)| frame.clone()).collect());
    }
    let known = state.session.as_deref() == frame["d"]["session_id"].as_str();
    if !known || state.session.is_none() {
        return Ok(vec![json!({ "op": 9, "d": false }).to_string()]);
    }
    let last = frame["d"]["seq"].as_u64().expect("a number");
    let missed = state.happened.iter().filter(|(number, _)| *number > last);
    let mut frames: Vec<String> = missed.map(|(_, frame)| frame.clone()).collect();
    state.lines = vec![];
    state.happens("RESUMED", &json!({}));
    frames.extend(state.happened.last().map(|(_, frame)| frame.clone()));
    state.lines = vec![sender.clone()];
    Ok(frames)
}

async fn say(socket: &mut WebSocketStream<TcpStream>, text: String) -> Option<()> {
    socket.send(Message::text(text)).await.ok()
}

async fn close(socket: &mut WebSocketStream<TcpStream>, code: u16) {
    let frame = CloseFrame { code: code.into(), reason: "as told".into() };
    let _ = socket.close(Some(frame)).await;
    // Until the other side has read it.
    while let Some(Ok(_)) = socket.next().await {}
}
