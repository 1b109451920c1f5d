//! Messages to Discord.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bot_core::chat::channel::{Parcel, SendProblem};
use bot_core::chat::reply::How;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::Fault;
use super::render::{MARKDOWN, components};
use super::ticket::Ticket;
use super::{Discord, is_id};
use crate::parts::{Part, parts};

/// No previews of links.
const NO_PREVIEWS: u64 = 1 << 2;
/// Only whoever asked sees it.
const HIDDEN: u64 = 1 << 6;

#[derive(Deserialize)]
struct Made {
    id: String,
}

/// One part of a message on its way.
struct Piece<'a> {
    parcel: &'a Parcel,
    channel: &'a str,
    ticket: Option<&'a Ticket>,
    number: usize,
    body: Value,
}

impl Discord {
    /// Sends what of a message is not out yet and gives the key of its last part.
    pub(super) async fn deliver(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        let channel = self.channel_of(parcel)?;
        let parts = parts(&parcel.reply, &MARKDOWN);
        let Some(last) = parts.len().checked_sub(1) else {
            return Err(SendProblem::Never("there is nothing to show".to_owned()));
        };
        let anew = matches!(parcel.reply.how, How::Refresh(_));
        if let (Some(edits), true) = (&parcel.edits, anew && last > 0) {
            // What fills several messages stays as it was.
            return Ok(edits.clone());
        }
        let ticket = parcel.reply.answers.as_deref().and_then(Ticket::read);
        if let Some(ticket) = &ticket {
            self.waiting.placeholder(&ticket.id).await;
        }
        let mut key = String::new();
        for (number, part) in parts.iter().enumerate().skip(self.parts_out.of(parcel.id).min(last))
        {
            let mut body = shape(part, parcel.plain);
            if number == last {
                body["components"] = json!(components(&parcel.reply, parcel.id, &self.offers));
            }
            let piece = Piece { parcel, channel, ticket: ticket.as_ref(), number, body };
            key = self.show(piece).await.map_err(problem)?;
            if let Some(ticket) = &ticket {
                self.waiting.end(&ticket.id);
            }
            self.parts_out.note(parcel.id, (number < last).then_some(number + 1));
        }
        Ok(key)
    }

    fn channel_of<'a>(&self, parcel: &'a Parcel) -> Result<&'a str, SendProblem> {
        let chat = parcel.to.chat();
        let channel = chat.split_once(':').map_or(chat, |(_, channel)| channel);
        let ours = parcel.to.source() == self.source && is_id(channel);
        ours.then_some(channel)
            .ok_or_else(|| SendProblem::Never(format!("no chat of {}", self.source)))
    }

    /// Changes the message that it takes the place of, answers whoever waits, or sends a new one.
    async fn show(&self, piece: Piece<'_>) -> Result<String, Fault> {
        let edits = piece.parcel.edits.as_deref().filter(|_| piece.number == 0);
        let anew = matches!(piece.parcel.reply.how, How::Refresh(_));
        if let Some(message) = edits {
            // A message that others do not see can be changed only with leave.
            let path = match piece.ticket.filter(|ticket| !ticket.placeholder) {
                Some(ticket) => ticket.original(),
                None => format!("channels/{}/messages/{message}", piece.channel),
            };
            match self.api.call::<Made>(Method::PATCH, &path, Some(&piece.body)).await {
                Ok(_) => return Ok(message.to_owned()),
                Err(fault) if CANNOT_EDIT.contains(&fault.code) && !anew => {}
                Err(fault) => return Err(fault),
            }
        }
        match piece.ticket {
            Some(ticket) => self.answer(ticket, &piece).await,
            None => self.make(piece.channel, &piece).await,
        }
    }

    /// Answers with leave; where it is over, in the channel, or directly where others read along
    /// who should not.
    async fn answer(&self, ticket: &Ticket, piece: &Piece<'_>) -> Result<String, Fault> {
        if ticket.placeholder && piece.number == 0 {
            let original = ticket.original();
            match self.put(Method::PATCH, &original, piece, &piece.body).await {
                Ok(made) => return Ok(made.id),
                Err(fault) if CANNOT_EDIT.contains(&fault.code) || is_over(&fault) => {}
                Err(fault) => return Err(fault),
            }
        }
        let mut body = piece.body.clone();
        if ticket.hidden {
            body["flags"] = json!(NO_PREVIEWS | HIDDEN);
        }
        let path = format!("{}?wait=true", ticket.webhook());
        match self.put(Method::POST, &path, piece, &body).await {
            Ok(made) => Ok(made.id),
            Err(fault) if is_over(&fault) && ticket.hidden => {
                let to = json!({ "recipient_id": ticket.user });
                let direct: Made =
                    self.api.call(Method::POST, "users/@me/channels", Some(&to)).await?;
                self.make(&direct.id, piece).await
            }
            Err(fault) if is_over(&fault) => self.make(piece.channel, piece).await,
            Err(fault) => Err(fault),
        }
    }

    /// Makes a message; the same one again within minutes is still one.
    async fn make(&self, channel: &str, piece: &Piece<'_>) -> Result<String, Fault> {
        let mut body = piece.body.clone();
        let key = URL_SAFE_NO_PAD.encode(piece.parcel.id);
        body["nonce"] = json!(format!("{key}{}", piece.number % 1000));
        body["enforce_nonce"] = json!(true);
        let answers = piece.parcel.reply.answers.as_deref().filter(|_| piece.number == 0);
        if let Some(message) = answers.filter(|message| is_id(message)) {
            body["message_reference"] =
                json!({ "message_id": message, "fail_if_not_exists": false });
        }
        let path = format!("channels/{channel}/messages");
        Ok(self.put(Method::POST, &path, piece, &body).await?.id)
    }

    /// Writes one part, with the file that comes along with the first.
    async fn put(
        &self,
        method: Method,
        path: &str,
        piece: &Piece<'_>,
        body: &Value,
    ) -> Result<Made, Fault> {
        match piece.parcel.file.as_ref().filter(|_| piece.number == 0) {
            Some(file) => self.api.upload(method, path, body, file).await,
            None => self.api.call(method, path, Some(body)).await,
        }
    }
}

fn shape(part: &Part, plain: bool) -> Value {
    let content = if plain { part.unmarked(&MARKDOWN) } else { part.marked(&MARKDOWN) };
    // Nobody is called by what is in a record.
    let nobody = json!({ "parse": [], "replied_user": false });
    json!({ "content": content, "allowed_mentions": nobody, "flags": NO_PREVIEWS, "components": [] })
}

/// The message is gone or is none that we may change: a new one takes its place.
const CANNOT_EDIT: [i64; 4] = [10008, 50005, 50021, 50083];
/// The channel or the person is gone or closed to us.
const CLOSED: [i64; 6] = [10003, 10013, 50001, 50007, 50013, 50278];

/// The leave to answer is used up, or was never good: Discord says so in more ways than one.
fn is_over(fault: &Fault) -> bool {
    matches!(fault.status, Some(401 | 404))
}

fn problem(fault: Fault) -> SendProblem {
    match fault.status {
        Some(400 | 403 | 404) if CLOSED.contains(&fault.code) => SendProblem::Closed(fault.why),
        // Not the message's fault: no answer, a refused token, too much at once, their trouble.
        None | Some(401 | 408 | 429 | 500..) => {
            SendProblem::Later { why: fault.why, after: fault.after }
        }
        Some(403) => SendProblem::Closed(fault.why),
        Some(_) => SendProblem::Never(fault.why),
    }
}
