//! What an update means.

use bot_core::chat::channel::Unreadable;
use bot_core::chat::incoming::{Address, Chat, Incoming, Sender, What};
use bot_core::domain::people::Lang;
use serde::Deserialize;

/// The chat of an update that belongs to none.
pub(super) const NO_CHAT: &str = "-";

#[derive(Deserialize)]
struct Update {
    message: Option<Message>,
    edited_message: Option<Message>,
    callback_query: Option<Press>,
    my_chat_member: Option<Membership>,
}

#[derive(Deserialize)]
struct Message {
    from: Option<User>,
    chat: Place,
    text: Option<String>,
    #[serde(rename = "reply_to_message")]
    answers: Option<Earlier>,
}

#[derive(Deserialize)]
struct Earlier {
    message_id: i64,
}

#[derive(Deserialize)]
struct Press {
    from: User,
    message: Option<Pressed>,
    data: Option<String>,
}

#[derive(Deserialize)]
struct Pressed {
    message_id: i64,
    chat: Place,
}

#[derive(Deserialize)]
struct Membership {
    from: User,
    chat: Place,
}

#[derive(Deserialize)]
struct Place {
    id: i64,
    r#type: String,
}

#[derive(Deserialize)]
struct User {
    id: i64,
    #[serde(default)]
    is_bot: bool,
    #[serde(default)]
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
}

/// Reads an update of the bot `source` that people call `@username`.
pub(super) fn incoming(raw: &str, source: &str, username: &str) -> Result<Incoming, Unreadable> {
    let update: Update = serde_json::from_str(raw).map_err(|why| Unreadable(why.to_string()))?;
    if let Some(message) = update.message {
        return Ok(written(message, source, username));
    }
    if let Some(message) = update.edited_message {
        return Ok(Incoming { what: What::Other, ..written(message, source, username) });
    }
    if let Some(press) = update.callback_query {
        return Ok(pressed(press, source));
    }
    let (sender, chat) = update.my_chat_member.map_or_else(
        || (nobody(), of_nowhere(source)),
        |change| (sender(change.from), place(&change.chat, source)),
    );
    Ok(Incoming { sender, chat, what: What::Other, reply_to: None })
}

fn written(message: Message, source: &str, username: &str) -> Incoming {
    let by_person = message.from.as_ref().is_some_and(|from| !from.is_bot);
    let what = match message.text {
        Some(text) if by_person => said(&text, username),
        _ => What::Other,
    };
    Incoming {
        sender: message.from.map_or_else(nobody, sender),
        chat: place(&message.chat, source),
        what,
        reply_to: message.answers.map(|earlier| earlier.message_id.to_string()),
    }
}

fn pressed(press: Press, source: &str) -> Incoming {
    let what = match press.data {
        Some(token) if !press.from.is_bot => What::Press { token },
        _ => What::Other,
    };
    let chat = match &press.message {
        Some(message) => place(&message.chat, source),
        None => Chat { address: Address::new(source, &press.from.id.to_string()), group: false },
    };
    Incoming {
        sender: sender(press.from),
        chat,
        what,
        reply_to: press.message.map(|message| message.message_id.to_string()),
    }
}

/// What was said: to this bot, to everybody, or to another bot (`/help@other_bot`).
fn said(text: &str, username: &str) -> What {
    let text = text.replace('\0', "");
    let head = text.split_whitespace().next().unwrap_or_default();
    let named = (text.starts_with('/') && text.starts_with(head))
        .then(|| head.split_once('@'))
        .flatten()
        .filter(|(_, name)| is_username(name));
    match named {
        None => What::Text(text),
        Some((command, name)) if name.eq_ignore_ascii_case(username) => {
            What::Text(format!("{command}{}", &text[head.len()..]))
        }
        Some(_) => What::Other,
    }
}

fn is_username(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn place(place: &Place, source: &str) -> Chat {
    Chat { address: Address::new(source, &place.id.to_string()), group: place.r#type != "private" }
}

/// Where others may read along, for all we know.
fn of_nowhere(source: &str) -> Chat {
    Chat { address: Address::new(source, NO_CHAT), group: true }
}

fn sender(user: User) -> Sender {
    let last = user.last_name.unwrap_or_default();
    let full = format!("{} {last}", user.first_name);
    let name = Some(full.trim().to_owned()).filter(|name| !name.is_empty());
    Sender {
        account: user.id.to_string(),
        name: name.or(user.username),
        lang: user.language_code.map(|code| lang(&code)),
    }
}

fn nobody() -> Sender {
    Sender { account: NO_CHAT.to_owned(), name: None, lang: None }
}

fn lang(code: &str) -> Lang {
    if code.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_for_this_bot_loses_the_name_and_one_for_another_is_not_for_us() {
        let text = |text: &str| What::Text(text.to_owned());
        for (typed, read) in [
            ("/help", text("/help")),
            ("/help@Our_Bot", text("/help")),
            ("/start@our_bot CODE 1", text("/start CODE 1")),
            ("/加线索@our_bot\n张三", text("/加线索\n张三")),
            ("/help@other_bot now", What::Other),
            ("/mail ann@our_bot", text("/mail ann@our_bot")),
            ("/mail@acme.com", text("/mail@acme.com")),
            ("mail me@our_bot", text("mail me@our_bot")),
            ("张三", text("张三")),
            ("", text("")),
        ] {
            assert_eq!(said(typed, "our_bot"), read, "{typed}");
        }
    }

    #[test]
    fn a_bot_without_a_name_is_not_everybody() {
        assert_eq!(said("/help@other_bot", ""), What::Other);
    }
}
