//! The REST API.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::rules::{commands_fit, message_fits};
use super::{APPLICATION, BOT, Fault, Shared, Standing, State, TOKEN};

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>, gateway: String) {
    let mut lines = JoinSet::new();
    loop {
        while lines.try_join_next().is_some() {}
        if let Ok((stream, _)) = listener.accept().await {
            lines.spawn(talk(stream, Arc::clone(&shared), gateway.clone()));
        }
    }
}

struct Request {
    method: String,
    path: String,
    token: String,
    body: Value,
}

type Answer = (u16, String, String);

/// One connection, until either side is through with it.
async fn talk(stream: TcpStream, shared: Arc<Shared>, gateway: String) {
    let mut stream = BufReader::new(stream);
    while let Some(request) = request(&mut stream).await {
        let Some((status, headers, answer)) = answer(&shared, &gateway, request).await else {
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

async fn request(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut first = String::new();
    stream.read_line(&mut first).await.ok()?;
    let mut words = first.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut token, mut parted) = (0, String::new(), None);
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).await.ok()?;
        let Some((name, value)) = header.trim().split_once(':') else { break };
        match name.to_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => value.trim().clone_into(&mut token),
            "content-type" => {
                parted = value.split_once("boundary=").map(|(_, boundary)| boundary.to_owned());
            }
            "user-agent" => assert!(value.trim().starts_with("DiscordBot ("), "{value}"),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    let body = match parted {
        Some(boundary) => with_file(&String::from_utf8_lossy(&body), &boundary),
        None => serde_json::from_slice(&body).unwrap_or(Value::Null),
    };
    Some(Request { method, path, token, body })
}

/// A body of several parts: the message, and the file that comes along.
fn with_file(body: &str, boundary: &str) -> Value {
    let (mut message, mut file) = (Value::Null, Value::Null);
    for part in body.split(&format!("--{boundary}")) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else { continue };
        let content = content.strip_suffix("\r\n").unwrap_or(content);
        if head.contains("name=\"payload_json\"") {
            message = serde_json::from_str(content).unwrap_or(Value::Null);
        } else if head.contains("name=\"files[0]\"") {
            let name = head.split("filename=\"").nth(1).and_then(|rest| rest.split('"').next());
            file = json!({ "name": name, "text": content });
        }
    }
    message["file"] = file;
    message
}

async fn answer(shared: &Shared, gateway: &str, request: Request) -> Option<Answer> {
    if let Some(file) = request.path.strip_prefix("/attachments/") {
        return Some((200, String::new(), format!("what is in {file}")));
    }
    let path = request.path.strip_prefix("/api/v10/")?.to_owned();
    let (fault, revoked) = {
        let mut state = shared.state();
        state.calls.push((request.method.clone(), path.clone(), request.body.clone()));
        let meant = state.faults.iter().position(|(words, _)| path.contains(words.as_str()));
        let fault = meant.and_then(|at| state.faults.remove(at)).map(|(_, fault)| fault);
        (fault, state.revoked || request.token != format!("Bot {TOKEN}"))
    };
    let carry_out = || {
        let mut state = shared.state();
        carry_out(&mut state, gateway, &request, &path)
    };
    let answer = match fault {
        None if revoked => Some(error(401, 0, "401: Unauthorized")),
        None => Some(carry_out()),
        Some(Fault::Says(status, code, why)) => Some(error(status, code, why)),
        Some(Fault::TooMany(after, global)) => {
            let body = json!({
                "message": "You are being rate limited.", "retry_after": after, "global": global,
            });
            let mut headers = String::new();
            let _ = write!(headers, "Retry-After: {}\r\n", after.ceil());
            Some((429, headers, body.to_string()))
        }
        Some(Fault::Page(status)) => {
            Some((status, String::new(), format!("<html>{status} {}</html>", request.token)))
        }
        Some(Fault::Hangs) => {
            shared.changed.notify_waiters();
            std::future::pending().await
        }
        Some(Fault::Breaks) => None,
        Some(Fault::DoneThenBreaks) => {
            carry_out();
            None
        }
    };
    shared.changed.notify_waiters();
    answer
}

fn carry_out(state: &mut State, gateway: &str, request: &Request, path: &str) -> Answer {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = path.split('/').collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", ["gateway", "bot"]) => fine(&json!({
            "url": gateway, "shards": 1, "session_start_limit":
                { "total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1 },
        })),
        ("GET", ["users", "@me"]) => fine(&json!({ "id": BOT, "username": "gendan" })),
        ("GET", ["applications", "@me"]) => fine(&json!({ "id": APPLICATION, "name": "跟单" })),
        ("GET", ["applications", APPLICATION, "commands"]) => fine(&state.commands),
        ("PUT", ["applications", APPLICATION, "commands"]) => put_commands(state, &request.body),
        ("POST", ["users", "@me", "channels"]) => {
            let user = request.body["recipient_id"].as_str().unwrap_or_default();
            fine(&json!({ "id": format!("5{user}"), "type": 1 }))
        }
        ("GET", ["channels", channel, "messages"]) => history(state, channel, query),
        ("POST", ["channels", channel, "messages"]) => send(state, channel, &request.body),
        ("PATCH", ["channels", channel, "messages", id]) => edit(state, channel, id, &request.body),
        ("POST", ["interactions", id, token, "callback"]) => {
            callback(state, id, token, &request.body)
        }
        ("POST", ["webhooks", APPLICATION, token]) => follow(state, token, &request.body),
        ("PATCH", ["webhooks", APPLICATION, token, "messages", "@original"]) => {
            edit_original(state, token, &request.body)
        }
        ("GET", ["webhooks", APPLICATION, token, "messages", "@original"]) => {
            let original = leave(state, token).and_then(|asked| asked.original);
            match state.standing.iter().find(|one| Some(one.id) == original) {
                Some(one) => fine(&given_back(one)),
                None => error(404, 10008, "Unknown Message"),
            }
        }
        ("DELETE", ["webhooks", APPLICATION, token, "messages", "@original"]) => {
            let Some(original) = leave(state, token).map(|asked| asked.original.take()) else {
                return error(404, 10015, "Unknown Webhook");
            };
            state.standing.retain(|one| Some(one.id) != original);
            (204, String::new(), String::new())
        }
        _ => error(404, 0, "404: Not Found"),
    }
}

fn put_commands(state: &mut State, body: &Value) -> Answer {
    if let Err(why) = commands_fit(body) {
        return error(400, 50035, &format!("Invalid Form Body: {why}"));
    }
    let mut commands = body.clone();
    for (n, command) in commands.as_array_mut().into_iter().flatten().enumerate() {
        // Discord adds much of its own.
        command["id"] = json!(n.to_string());
        command["application_id"] = json!(APPLICATION);
        command["version"] = json!("1");
        command["default_member_permissions"] = Value::Null;
        command["nsfw"] = json!(false);
    }
    state.commands = commands;
    fine(&state.commands)
}

fn history(state: &State, channel: &str, query: &str) -> Answer {
    if state.closed.contains(channel) {
        return error(403, 50001, "Missing Access");
    }
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).and_then(|(_, value)| value.parse::<i64>().ok())
    };
    let (after, limit) = (value("after").unwrap_or(0), value("limit").unwrap_or(50));
    let limit = usize::try_from(limit.clamp(1, 100)).expect("a small number");
    let there = state.standing.iter().filter(|one| one.channel == channel && one.id > after);
    let mut page: Vec<Value> =
        there.filter(|one| !one.hidden).take(limit).map(given_back).collect();
    // The newest first.
    page.reverse();
    fine(&json!(page))
}

fn given_back(one: &Standing) -> Value {
    let mut body = one.body.clone();
    if one.ours {
        body["id"] = json!(one.id.to_string());
        body["channel_id"] = json!(one.channel);
        body["author"] = json!({ "id": BOT, "username": "gendan", "bot": true });
        body["type"] = json!(0);
    }
    body
}

fn send(state: &mut State, channel: &str, body: &Value) -> Answer {
    if state.closed.contains(channel) {
        return error(403, 50007, "Cannot send messages to this user");
    }
    if let Err(why) = message_fits(body) {
        return error(400, 50035, &format!("Invalid Form Body: {why}"));
    }
    let nonce = body["nonce"].as_str().unwrap_or_default().to_owned();
    let again = state.nonces.get(&nonce).filter(|_| body["enforce_nonce"] == true);
    if let Some(id) = again {
        return fine(&json!({ "id": id.to_string(), "channel_id": channel }));
    }
    let id = stand(state, channel, body, false);
    state.nonces.insert(nonce, id);
    fine(&json!({ "id": id.to_string(), "channel_id": channel }))
}

fn stand(state: &mut State, channel: &str, body: &Value, hidden: bool) -> i64 {
    let id = state.number();
    let channel = channel.to_owned();
    let one = Standing { id, channel, ours: true, hidden, body: body.clone() };
    // What the bot says itself, it hears as well.
    state.happens("MESSAGE_CREATE", &given_back(&one));
    state.standing.push(one);
    id
}

fn edit(state: &mut State, channel: &str, id: &str, body: &Value) -> Answer {
    if let Err(why) = message_fits(body) {
        return error(400, 50035, &format!("Invalid Form Body: {why}"));
    }
    let mut all = state.standing.iter_mut();
    let there = all.find(|one| one.id.to_string() == id && one.channel == channel && !one.hidden);
    match there {
        Some(one) if one.ours => {
            one.body = body.clone();
            fine(&json!({ "id": id }))
        }
        Some(_) => error(403, 50005, "Cannot edit a message authored by another user"),
        None => error(404, 10008, "Unknown Message"),
    }
}

fn callback(state: &mut State, id: &str, token: &str, body: &Value) -> Answer {
    let Some(asked) = state.asked.get_mut(id).filter(|asked| asked.token == token) else {
        return error(404, 10062, "Unknown interaction");
    };
    if asked.at.elapsed() > Duration::from_secs(3) {
        return error(404, 10062, "Unknown interaction");
    }
    if asked.said.is_some() {
        return error(400, 40060, "Interaction has already been acknowledged.");
    }
    asked.said = Some(body.clone());
    let (channel, message) = (asked.channel.clone(), asked.message);
    match body["type"].as_u64() {
        Some(5) => {
            let hidden = body["data"]["flags"] == 64;
            let thinking = json!({ "content": "", "flags": 128 });
            let original = stand(state, &channel, &thinking, hidden);
            let asked = state.asked.get_mut(id).expect("it is there");
            asked.original = Some(original);
        }
        Some(6) => asked.original = message,
        Some(8 | 9) => {}
        _ => return error(400, 50035, "Invalid Form Body"),
    }
    (204, String::new(), String::new())
}

/// Whom a token lets us answer.
fn leave<'a>(state: &'a mut State, token: &str) -> Option<&'a mut super::Asked> {
    let over = state.leave_is_over;
    state.asked.values_mut().find(|asked| !over && asked.token == token && asked.said.is_some())
}

fn follow(state: &mut State, token: &str, body: &Value) -> Answer {
    if let Err(why) = message_fits(body) {
        return error(400, 50035, &format!("Invalid Form Body: {why}"));
    }
    let Some(channel) = leave(state, token).map(|asked| asked.channel.clone()) else {
        return error(401, 50027, "Invalid Webhook Token");
    };
    let hidden = body["flags"].as_u64().is_some_and(|flags| flags & 64 != 0);
    let id = stand(state, &channel, body, hidden);
    fine(&json!({ "id": id.to_string() }))
}

fn edit_original(state: &mut State, token: &str, body: &Value) -> Answer {
    if let Err(why) = message_fits(body) {
        return error(400, 50035, &format!("Invalid Form Body: {why}"));
    }
    let Some(original) = leave(state, token).map(|asked| asked.original) else {
        return error(404, 10015, "Unknown Webhook");
    };
    let mut all = state.standing.iter_mut();
    match all.find(|one| Some(one.id) == original) {
        Some(one) => {
            one.body = body.clone();
            fine(&json!({ "id": one.id.to_string() }))
        }
        None => error(404, 10008, "Unknown Message"),
    }
}

fn fine(result: &Value) -> Answer {
    (200, String::new(), result.to_string())
}

fn error(status: u16, code: i64, why: &str) -> Answer {
    (status, String::new(), json!({ "message": why, "code": code }).to_string())
}
