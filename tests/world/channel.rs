//! A platform that exists in memory only.

use std::collections::BTreeSet;
use std::sync::Mutex;

use async_trait::async_trait;
use bot_core::chat::channel::{
    Arrival, Channel, File, NotFetched, Parcel, SendProblem, Unreadable,
};
use bot_core::chat::incoming::{
    Address, Brought, Chat, Fate, Form, Incoming, Place, Sender, Sort, Thing, What,
};
use bot_core::chat::reply::{How, Reply, Token};

/// The platform and bot.
pub const SOURCE: &str = "test/main";

/// A message that went out.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The handle of a person, or `#group`.
    pub to: String,
    /// What it says.
    pub reply: Reply,
    /// What takes its buttons' place on the wire.
    pub id: uuid::Uuid,
    /// True when it took the place of an earlier message.
    pub edits: bool,
    /// The file that it brought.
    pub file: Option<File>,
}

impl Seen {
    /// What stands in the file, where it is one of values separated by commas.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let bytes = self.file.iter().flat_map(|file| file.bytes.iter().copied());
        let text = String::from_utf8(bytes.collect()).expect("a file of text");
        let lines = text.trim_start_matches('\u{feff}').split("\r\n");
        let cells = |line: &str| line.split(',').map(str::to_owned).collect();
        lines.filter(|line| !line.is_empty()).map(cells).collect()
    }
}

/// Collects what goes out.
#[derive(Default)]
pub struct TestChannel {
    sent: Mutex<Vec<Seen>>,
    /// Cards that were shown before, as they were shown anew: nobody is told of that.
    pub cards: Mutex<Vec<Reply>>,
    /// The places of those that somebody has looked at.
    read: Mutex<BTreeSet<usize>>,
    /// The chats that take nothing, and the text of those that never arrive anywhere.
    closed: Mutex<BTreeSet<String>>,
    refused: Mutex<Option<String>>,
}

impl TestChannel {
    /// The next message that nobody has looked at yet.
    pub fn next(&self) -> Option<Seen> {
        self.next_of(|_| true)
    }

    /// The same in one chat: there is an order within each, and none between them.
    pub fn next_to(&self, chat: &str) -> Option<Seen> {
        self.next_of(|seen| seen.to == chat)
    }

    fn next_of(&self, wanted: impl Fn(&Seen) -> bool) -> Option<Seen> {
        let sent = self.sent.lock().expect("no panic holds it");
        let mut read = self.read.lock().expect("no panic holds it");
        let mut new = sent.iter().enumerate().filter(|(at, _)| !read.contains(at));
        let (at, seen) = new.find(|(_, seen)| wanted(seen))?;
        let seen = seen.clone();
        read.insert(at);
        Some(seen)
    }

    /// Somebody blocks the bot, or a group throws it out.
    pub fn close(&self, chat: &str) {
        self.closed.lock().expect("no panic holds it").insert(chat.to_owned());
    }

    /// The chat takes messages again.
    pub fn open(&self, chat: &str) {
        self.closed.lock().expect("no panic holds it").remove(chat);
    }

    /// From now on no message with these words is taken.
    pub fn refuse(&self, words: Option<&str>) {
        *self.refused.lock().expect("no panic holds it") = words.map(str::to_owned);
    }

    /// Everything that went out.
    pub fn all(&self) -> Vec<Seen> {
        self.sent.lock().expect("no panic holds it").clone()
    }

    /// What the platform calls the newest message in a chat.
    pub fn newest(&self, chat: &str) -> usize {
        let sent = self.sent.lock().expect("no panic holds it");
        sent.iter().rposition(|seen| seen.to == chat).expect("a message in that chat") + 1
    }

    /// The token of the newest button with this label that somebody was sent.
    pub fn token(&self, who: &str, label: &str) -> String {
        let sent = self.sent.lock().expect("no panic holds it");
        let found = sent.iter().rev().filter(|seen| seen.to == who).find_map(|seen| {
            let index = seen.reply.buttons().position(|button| button.label == label)?;
            Some(Token { message: seen.id, index }.write())
        });
        found.unwrap_or_else(|| panic!("{who} has no button [{label}]"))
    }
}

/// What arrives when somebody says something; `!TOKEN` is a press, `amy>7` answers message 7, and
/// `amy~7` writes something else in message 7.
pub fn arrival(update: &str, who: &str, group: Option<&str>, text: &str) -> Arrival {
    let account = who.split(['>', '~']).next().unwrap_or(who);
    let chat = group.map_or(account.to_owned(), |group| format!("#{group}"));
    Arrival {
        update: update.to_owned(),
        line: Address::new(SOURCE, &chat),
        raw: format!("{who}\n{chat}\n{text}"),
        said: (!text.starts_with(['!', '📍', '🖼', '📄', '🎤'])).then(|| text.to_owned()),
        message: Some(who.split_once('~').map_or(update, |(_, key)| key).to_owned()),
    }
}

/// Something that is no text: a place, `📍31.2,121.4` or `📍31.2,121.4±80`, passed on with `📍!…`; or
/// a file, `🖼NAME|CONTENT`, `📄…` and `🎤…`, of an album with `NAME@ALBUM`, several at once with
/// `A+B|CONTENT+CONTENT`, with words after one more
/// `|`. What is in it comes by itself: `12 MB` is so much, `gone` is nothing.
fn thing(text: &str) -> Option<(Thing, Option<String>)> {
    if let Some(place) = text.strip_prefix('📍') {
        let (place, elsewhere) = match place.strip_prefix('!') {
            Some(place) => (place, true),
            None => (place, false),
        };
        let (spot, accuracy) = match place.split_once('±') {
            Some((spot, metres)) => (spot, metres.parse().ok()),
            None => (place, None),
        };
        let spot = spot.parse().expect("a place");
        return Some((Thing::Place(Place { spot, accuracy, elsewhere }), None));
    }
    let sorts = [('🖼', Sort::Picture), ('📄', Sort::Paper), ('🎤', Sort::Voice)];
    let (sort, rest) =
        sorts.into_iter().find_map(|(sign, sort)| Some((sort, text.strip_prefix(sign)?)))?;
    let mut parts = rest.splitn(3, '|');
    let (name, key) = (parts.next()?, parts.next()?.to_owned());
    let (name, album) = match name.split_once('@') {
        Some((name, album)) => (name, Some(album.to_owned())),
        None => (name, None),
    };
    let name = Some(name.to_owned()).filter(|name| !name.is_empty());
    let one = |name: Option<String>, key: &str| Brought {
        sort,
        key: key.to_owned(),
        name,
        size: None,
        album: album.clone(),
        more: Vec::new(),
        fate: Fate::There,
    };
    // Several of one message: `📄a.pdf+b.pdf|A+B`.
    let several = |name: &String| name.contains('+') && key.contains('+');
    let brought = match name.as_ref().filter(|name| several(name)) {
        Some(names) => {
            let all = names.split('+').zip(key.split('+'));
            let mut all = all.map(|(name, key)| one(Some(name.to_owned()), key));
            let first = all.next()?;
            Brought { more: all.collect(), ..first }
        }
        None => one(name, &key),
    };
    Some((Thing::Brought(brought), parts.next().map(str::to_owned)))
}

/// A form: `📋lead add|name=张三|phone=138`, or that of a button: `📋!TOKEN|content=x`.
fn form(text: &str) -> Option<Form> {
    let mut parts = text.strip_prefix('📋')?.split('|');
    let opened = parts.next()?;
    let fields = parts.filter_map(|part| part.split_once('='));
    Some(Form {
        command: opened.to_owned(),
        button: opened.strip_prefix('!').map(str::to_owned),
        fields: fields.map(|(name, words)| (name.to_owned(), words.to_owned())).collect(),
    })
}

#[async_trait]
impl Channel for TestChannel {
    fn source(&self) -> &str {
        SOURCE
    }

    fn read(&self, raw: &str) -> Result<Incoming, Unreadable> {
        let mut parts = raw.splitn(3, '\n');
        let mut next = || parts.next().ok_or_else(|| Unreadable("too short".to_owned()));
        let (who, chat, text) = (next()?, next()?, next()?);
        assert!(!text.contains('💥'), "this message makes its reader panic");
        let (who, reply_to) = match who.split_once('>') {
            Some((who, key)) => (who, Some(key.to_owned())),
            None => (who, None),
        };
        let (who, edits) = match who.split_once('~') {
            Some((who, _)) => (who, true),
            None => (who, false),
        };
        let sent = thing(text);
        let (what, along) = match (text.strip_prefix('!'), sent) {
            (_, Some((thing, None))) => (What::Thing(thing), None),
            (_, Some((thing, Some(words)))) => (What::Text(words), Some(thing)),
            (None, None) if edits => (What::Edited(text.to_owned()), None),
            (Some(token), None) => (What::Press { token: token.to_owned() }, None),
            (None, None) if text == "🚫" => (What::Shut("blocked".to_owned()), None),
            (None, None) if text == "🔓" => (What::Back, None),
            (None, None) => {
                (form(text).map_or_else(|| What::Text(text.to_owned()), What::Filled), None)
            }
        };
        Ok(Incoming {
            sender: Sender { account: who.to_owned(), name: Some(who.to_owned()), lang: None },
            chat: Chat { address: Address::new(SOURCE, chat), group: chat.starts_with('#') },
            what,
            reply_to,
            message: None,
            along,
        })
    }

    async fn send(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        let closed = self.closed.lock().expect("no panic holds it").contains(parcel.to.chat());
        if closed {
            return Err(SendProblem::Closed("blocked".to_owned()));
        }
        let refused = self.refused.lock().expect("no panic holds it").clone();
        if refused.is_some_and(|words| parcel.reply.plain().contains(&words)) {
            return Err(SendProblem::Never("400 Bad Request".to_owned()));
        }
        if let How::Refresh(_) = parcel.reply.how {
            let mut cards = self.cards.lock().expect("no panic holds it");
            cards.push(parcel.reply.clone());
            return Ok(parcel.edits.clone().expect("what it shows anew"));
        }
        let mut sent = self.sent.lock().expect("no panic holds it");
        sent.push(Seen {
            to: parcel.to.chat().to_owned(),
            reply: parcel.reply.clone(),
            id: parcel.id,
            edits: parcel.edits.is_some(),
            file: parcel.file.clone(),
        });
        Ok(sent.len().to_string())
    }

    async fn fetch(&self, brought: &Brought, most: usize) -> Result<Vec<u8>, NotFetched> {
        match brought.key.strip_suffix(" MB").and_then(|mega| mega.parse::<usize>().ok()) {
            Some(mega) if mega << 20 > most => Err(NotFetched::TooLarge),
            Some(mega) => Ok(vec![b'x'; mega << 20]),
            None if brought.key == "gone" => Err(NotFetched::Lost("404".to_owned())),
            None => Ok(brought.key.as_bytes().to_vec()),
        }
    }
}
