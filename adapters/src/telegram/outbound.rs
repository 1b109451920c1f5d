//! Messages to Telegram.

use std::time::Duration;

use bot_core::chat::channel::{File, Parcel, SendProblem};
use bot_core::chat::incoming::Sort;
use bot_core::chat::reply::How;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Telegram;
use super::api::Fault;
use super::render::{self, CAPTION, HTML};
use crate::parts::{Part, parts};

#[derive(Deserialize)]
struct Sent {
    message_id: i64,
}

impl Telegram {
    /// Sends what of a message is not out yet and gives the key of its last part.
    pub(super) async fn deliver(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        let mut to = self.chat_of(parcel)?;
        // Beside a file there is less room.
        let markup_of = if parcel.file.is_some() { &CAPTION } else { &HTML };
        let parts = parts(&parcel.reply, markup_of);
        let Some(last) = parts.len().checked_sub(1) else {
            return Err(SendProblem::Never("there is nothing to show".to_owned()));
        };
        let anew = matches!(parcel.reply.how, How::Refresh(_));
        if let (Some(edits), true) = (&parcel.edits, anew && last > 0) {
            // What fills several messages stays as it was.
            return Ok(edits.clone());
        }
        // An edited message is always the first part; what went out before a failure stays out.
        let mut key = String::new();
        for (i, part) in parts.iter().enumerate().skip(self.parts_out.of(parcel.id).min(last)) {
            let mut body = shape(part, parcel.plain);
            if i == last {
                markup(&mut body, parcel);
            }
            if let Some(answers) = parcel.reply.answers.as_deref().filter(|_| i == 0)
                && let Ok(message) = answers.parse::<i64>()
            {
                body["reply_parameters"] =
                    json!({ "message_id": message, "allow_sending_without_reply": true });
            }
            let edits = parcel.edits.as_deref().filter(|_| i == 0);
            let file = parcel.file.as_ref().filter(|_| i == 0);
            let edits = edits.map(|message| Edits { message, only: anew });
            key = self.show(&mut to, body, edits, file).await?;
            self.parts_out.note(parcel.id, (i < last).then_some(i + 1));
        }
        Ok(key)
    }

    fn chat_of(&self, parcel: &Parcel) -> Result<Whither, SendProblem> {
        let odd = || SendProblem::Never(format!("no chat of {}", self.source));
        if parcel.to.source() != self.source {
            return Err(odd());
        }
        let (chat, thread) = match parcel.to.chat().split_once(':') {
            Some((chat, thread)) => (chat, Some(thread.parse().map_err(|_| odd())?)),
            None => (parcel.to.chat(), None),
        };
        Ok(Whither { chat: chat.parse().map_err(|_| odd())?, thread })
    }

    /// Edits or sends one part; a group that has moved is followed, and what cannot go to a topic
    /// goes to the group.
    async fn show(
        &self,
        to: &mut Whither,
        body: Value,
        edits: Option<Edits<'_>>,
        file: Option<&File>,
    ) -> Result<String, SendProblem> {
        let mut shown = self.show_in(*to, body.clone(), edits, file).await;
        if let Err(Fault { moved: Some(moved), .. }) = shown {
            *to = Whither { chat: moved, thread: None };
            shown = self.show_in(*to, body.clone(), edits, file).await;
        }
        if let Err(fault) = &shown
            && to.thread.is_some()
            && says(fault, &NO_TOPIC)
        {
            to.thread = None;
            shown = self.show_in(*to, body, edits, file).await;
        }
        shown.map_err(problem)
    }

    async fn show_in(
        &self,
        to: Whither,
        mut body: Value,
        edits: Option<Edits<'_>>,
        file: Option<&File>,
    ) -> Result<String, Fault> {
        body["chat_id"] = json!(to.chat);
        if let Some((message, only)) =
            edits.and_then(|edits| Some((edits.message.parse::<i64>().ok()?, edits.only)))
        {
            let edit = as_edit(body.clone(), message);
            let edited = self.api.call::<Value>("editMessageText", &edit, Duration::ZERO);
            match edited.await {
                Ok(_) => return Ok(message.to_string()),
                Err(fault) if says(&fault, &["message is not modified"]) => {
                    return Ok(message.to_string());
                }
                Err(fault) if says(&fault, &CANNOT_EDIT) && !only => {}
                Err(fault) => return Err(fault),
            }
        }
        if let Some(thread) = to.thread {
            body["message_thread_id"] = json!(thread);
        }
        let sent: Sent = match file {
            None => self.api.call("sendMessage", &body, Duration::ZERO).await?,
            Some(file) => self.api.upload(as_file(file), &captioned(body), file).await?,
        };
        Ok(sent.message_id.to_string())
    }
}

/// The message that is to be changed; `only` where nothing is sent if it cannot be.
#[derive(Clone, Copy)]
struct Edits<'a> {
    message: &'a str,
    only: bool,
}

/// A chat, and the topic in it.
#[derive(Clone, Copy)]
struct Whither {
    chat: i64,
    thread: Option<i64>,
}

/// Adds the buttons, or opens the reply to a question whose answer must be one.
fn markup(body: &mut Value, parcel: &Parcel) {
    let reply = &parcel.reply;
    if !reply.rows.is_empty() {
        body["reply_markup"] = render::keyboard(reply, parcel.id);
    } else if let Some(field) = &reply.answer {
        let hint: String = field.chars().take(PLACEHOLDER).collect();
        body["reply_markup"] =
            json!({ "force_reply": true, "selective": true, "input_field_placeholder": hint });
    }
}

/// How a file is shown: pictures at once, as far as Telegram takes them for such, voices to be heard.
fn as_file(file: &File) -> (&'static str, &'static str) {
    let ending = file.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match file.sort {
        Sort::Picture if ["jpg", "jpeg", "png", "webp"].contains(&ending.as_str()) => {
            ("sendPhoto", "photo")
        }
        Sort::Voice if ["ogg", "oga", "mp3", "m4a"].contains(&ending.as_str()) => {
            ("sendVoice", "voice")
        }
        _ => ("sendDocument", "document"),
    }
}

/// The same as the words beside a file.
fn captioned(body: Value) -> Map<String, Value> {
    let Value::Object(mut fields) = body else {
        return Map::new();
    };
    fields.remove("link_preview_options");
    if let Some(text) = fields.remove("text") {
        fields.insert("caption".to_owned(), text);
    }
    fields
}

/// The same as a change of a message, which takes buttons and nothing else.
fn as_edit(mut body: Value, message: i64) -> Value {
    body["message_id"] = json!(message);
    let buttons = body.pointer("/reply_markup/inline_keyboard").cloned();
    body["reply_markup"] = json!({ "inline_keyboard": buttons.unwrap_or_else(|| json!([])) });
    if let Some(fields) = body.as_object_mut() {
        fields.remove("reply_parameters");
    }
    body
}

fn shape(part: &Part, plain: bool) -> Value {
    let preview = json!({ "is_disabled": true });
    if plain {
        json!({ "text": part.plain(), "link_preview_options": preview })
    } else {
        json!({ "text": part.marked(&HTML), "parse_mode": "HTML", "link_preview_options": preview })
    }
}

/// How much of a hint Telegram shows where one writes.
const PLACEHOLDER: usize = 64;

/// The topic is gone or closed: the group itself is still there.
const NO_TOPIC: [&str; 3] = ["message thread not found", "topic_deleted", "topic_closed"];

/// The message is gone or cannot be changed: a new one takes its place.
const CANNOT_EDIT: [&str; 4] = [
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
];

/// Answers with code 400 that mean that the chat is closed; every 403 does.
const CLOSED: [&str; 8] = [
    "chat not found",
    "user not found",
    "user is deactivated",
    "group chat was deactivated",
    "peer_id_invalid",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
];

fn says(fault: &Fault, words: &[&str]) -> bool {
    let why = fault.why.to_lowercase();
    fault.code == Some(400) && words.iter().any(|word| why.contains(word))
}

fn problem(fault: Fault) -> SendProblem {
    match fault.code {
        Some(403) => SendProblem::Closed(fault.why),
        Some(400) if says(&fault, &CLOSED) => SendProblem::Closed(fault.why),
        // Not the message's fault: no answer, a refused token, too much at once, their trouble.
        None | Some(401 | 404 | 408 | 409 | 429 | 500..) => {
            SendProblem::Later { why: fault.why, after: fault.after }
        }
        Some(_) => SendProblem::Never(fault.why),
    }
}
