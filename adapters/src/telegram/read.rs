//! What an update means.

use bot_core::chat::channel::Unreadable;
use bot_core::chat::incoming::{
    self, Address, Chat, Fate, Incoming, Place, Sender, Sort, Spot, Thing, What,
};
use bot_core::domain::people::Lang;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

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
    #[serde(rename = "message_id")]
    id: Option<i64>,
    from: Option<User>,
    chat: Room,
    text: Option<String>,
    caption: Option<String>,
    #[serde(rename = "reply_to_message")]
    answers: Option<Earlier>,
    #[serde(flatten)]
    topic: Topic,
    forward_origin: Option<Origin>,
    /// The key of the supergroup that the group has become.
    migrate_to_chat_id: Option<i64>,
    contact: Option<Card>,
    #[serde(flatten)]
    brought: Brought,
}

#[derive(Deserialize)]
struct Earlier {
    message_id: i64,
}

/// Where in a group that is divided into topics.
#[derive(Default, Deserialize)]
struct Topic {
    message_thread_id: Option<i64>,
    #[serde(default)]
    is_topic_message: bool,
}

/// Who wrote what is passed on.
#[derive(Deserialize)]
struct Origin {
    sender_user: Option<User>,
    sender_user_name: Option<String>,
    sender_chat: Option<Titled>,
    chat: Option<Titled>,
}

#[derive(Deserialize)]
struct Titled {
    title: Option<String>,
}

#[derive(Deserialize)]
struct Card {
    phone_number: String,
    /// Whose account it is, where Telegram knows.
    user_id: Option<i64>,
    #[serde(default)]
    first_name: String,
    last_name: Option<String>,
}

/// What a message may bring besides words, each as Telegram tells of it. What is in none of these is
/// a note of Telegram's own, such as that somebody pinned a message.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Brought {
    media_group_id: Option<String>,
    location: Option<Value>,
    venue: Option<IgnoredAny>,
    photo: Option<Value>,
    video: Option<Value>,
    animation: Option<IgnoredAny>,
    paid_media: Option<IgnoredAny>,
    document: Option<Value>,
    voice: Option<Value>,
    audio: Option<Value>,
    video_note: Option<Value>,
    sticker: Option<IgnoredAny>,
    dice: Option<IgnoredAny>,
    poll: Option<IgnoredAny>,
    story: Option<IgnoredAny>,
    game: Option<IgnoredAny>,
    checklist: Option<IgnoredAny>,
}

impl Brought {
    /// What it is; `passed_on` is true where it comes from elsewhere.
    fn thing(self, passed_on: bool) -> Option<Thing> {
        let any = |of: &[&Option<IgnoredAny>]| of.iter().any(|one| one.is_some());
        if any(&[&self.animation, &self.sticker, &self.dice]) {
            return Some(Thing::Sticker);
        }
        if any(&[&self.paid_media, &self.poll, &self.story, &self.game, &self.checklist]) {
            return Some(Thing::Unknown);
        }
        if let Some(location) = &self.location {
            let elsewhere = passed_on || self.venue.is_some();
            return Some(spot(location, elsewhere).map_or(Thing::Unknown, Thing::Place));
        }
        // Of a picture there are several sizes, the largest last.
        let photo = self.photo.map(|sizes| sizes.as_array().and_then(|all| all.last()).cloned());
        let photo = photo.map(Option::unwrap_or_default);
        let files = [
            (Sort::Picture, photo),
            (Sort::Picture, self.video),
            (Sort::Voice, self.voice),
            (Sort::Voice, self.audio),
            (Sort::Picture, self.video_note),
            (Sort::Paper, self.document),
        ];
        let (sort, told) = files.into_iter().find_map(|(sort, told)| Some((sort, told?)))?;
        let text = |name: &str| told.get(name).and_then(Value::as_str).map(clean);
        let Some(key) = text("file_id") else { return Some(Thing::Unknown) };
        Some(Thing::Brought(incoming::Brought {
            sort,
            key,
            name: text("file_name"),
            size: told.get("file_size").and_then(Value::as_i64),
            album: self.media_group_id,
            more: Vec::new(),
            fate: Fate::There,
        }))
    }
}

fn clean(text: &str) -> String {
    text.replace('\0', "")
}

/// The place that Telegram tells of.
fn spot(location: &Value, elsewhere: bool) -> Option<Place> {
    let number = |name: &str| location.get(name).and_then(Value::as_f64);
    let spot = Spot::of(number("latitude")?, number("longitude")?).ok()?;
    // A radius of at most 1500 metres.
    let accuracy = number("horizontal_accuracy").map(|metres| metres.round().to_string());
    let accuracy = accuracy.and_then(|metres| metres.parse().ok());
    Some(Place { spot, accuracy, elsewhere })
}

impl Origin {
    fn name(self) -> Option<String> {
        let user = self.sender_user.and_then(|user| sender(user).name);
        let chat = self.sender_chat.or(self.chat).and_then(|chat| chat.title);
        user.or(self.sender_user_name).or(chat)
    }
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
    chat: Room,
    #[serde(flatten)]
    topic: Topic,
}

#[derive(Deserialize)]
struct Membership {
    from: User,
    chat: Room,
    new_chat_member: Option<Standing>,
}

/// What the bot is in a chat from now on.
#[derive(Deserialize)]
struct Standing {
    status: String,
}

#[derive(Deserialize)]
struct Room {
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
        if let Some(to) = message.migrate_to_chat_id {
            let what = What::Moved(Address::new(source, &key(to, None)));
            return Ok(Incoming { what, ..written(message, source, username) });
        }
        return Ok(written(message, source, username));
    }
    if let Some(message) = update.edited_message {
        let incoming = written(message, source, username);
        // A live location moves, and what is passed on is not the sender's to correct.
        let what = match incoming.what {
            What::Text(words) => What::Edited(words),
            _ => What::Other,
        };
        return Ok(Incoming { what, along: None, ..incoming });
    }
    if let Some(press) = update.callback_query {
        return Ok(pressed(press, source));
    }
    let what = update.my_chat_member.as_ref().map_or(What::Other, Membership::what);
    let (sender, chat) = update.my_chat_member.map_or_else(
        || (nobody(), of_nowhere(source)),
        |change| (sender(change.from), place(&change.chat, &Topic::default(), source)),
    );
    Ok(Incoming { sender, chat, what, reply_to: None, message: None, along: None })
}

impl Membership {
    /// Whoever blocks the bot makes it one that was «kicked» out of the chat.
    fn what(&self) -> What {
        match self.new_chat_member.as_ref().map(|standing| standing.status.as_str()) {
            Some(status @ ("kicked" | "left")) => What::Shut(format!("the bot was {status}")),
            Some("member" | "administrator") => What::Back,
            _ => What::Other,
        }
    }
}

fn written(message: Message, source: &str, username: &str) -> Incoming {
    let by_person = message.from.as_ref().is_some_and(|from| !from.is_bot);
    let from = message.from.as_ref().map(|from| from.id);
    let thing = message.brought.thing(message.forward_origin.is_some());
    let words = message.text.or(message.caption);
    let (what, along) = match (words, message.forward_origin, message.contact) {
        _ if !by_person => (What::Other, None),
        (Some(words), Some(origin), _) => (What::Forwarded { from: origin.name(), words }, thing),
        (Some(words), None, _) => (said(&words, username), thing),
        // A picture of somebody else's, without words.
        (None, Some(origin), None) if matches!(thing, Some(Thing::Brought(_))) => {
            (What::Forwarded { from: origin.name(), words: String::new() }, thing)
        }
        (None, origin, Some(card)) => {
            // What is passed on says nothing of who sends it.
            let own = origin.is_none() && card.user_id.is_some() && card.user_id == from;
            (What::Thing(card.thing(own)), None)
        }
        (None, _, None) => (thing.map_or(What::Other, What::Thing), None),
    };
    // In a topic every message answers the one that opened it.
    let answers = message.answers.map(|earlier| earlier.message_id);
    let answers = answers.filter(|id| Some(*id) != message.topic.message_thread_id);
    Incoming {
        sender: message.from.map_or_else(nobody, sender),
        chat: place(&message.chat, &message.topic, source),
        what,
        reply_to: answers.map(|id| id.to_string()),
        message: message.id.map(|id| id.to_string()),
        along,
    }
}

impl Card {
    fn thing(self, own: bool) -> Thing {
        let last = self.last_name.unwrap_or_default();
        let name = format!("{} {last}", self.first_name).trim().to_owned();
        Thing::Card { name, phone: self.phone_number, own }
    }
}

fn pressed(press: Press, source: &str) -> Incoming {
    let what = match press.data {
        Some(token) if !press.from.is_bot => What::Press { token },
        _ => What::Other,
    };
    let chat = match &press.message {
        Some(message) => place(&message.chat, &message.topic, source),
        None => Chat { address: Address::new(source, &press.from.id.to_string()), group: false },
    };
    Incoming {
        sender: sender(press.from),
        chat,
        what,
        reply_to: press.message.map(|message| message.message_id.to_string()),
        message: None,
        along: None,
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

fn place(place: &Room, topic: &Topic, source: &str) -> Chat {
    let group = place.r#type != "private";
    let thread = topic.message_thread_id.filter(|_| topic.is_topic_message && group);
    Chat { address: Address::new(source, &key(place.id, thread)), group }
}

/// The key of a chat, or of a topic in one: each topic is a conversation of its own.
pub(super) fn key(chat: i64, thread: Option<i64>) -> String {
    thread.map_or_else(|| chat.to_string(), |thread| format!("{chat}:{thread}"))
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
