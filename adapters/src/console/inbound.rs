//! From a line of text to what Gendan keeps and reads.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bot_core::chat::channel::{Arrival, Unreadable};
use bot_core::chat::incoming::{
    Address, Brought, Chat, Fate, Incoming, Place as Spotted, Sender, Sort, Thing, What,
};
use bot_core::domain::ids::Instant;
use bot_core::domain::people::Lang;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::SOURCE;

/// Who writes, and where, unless a line says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The account: a person's handle, or a stranger's name.
    pub account: String,
    /// The group; a direct chat when none.
    pub group: Option<String>,
}

impl Place {
    /// The chat's address: `console/main/amy`, `console/main/#sales`.
    pub fn chat(&self) -> Address {
        match &self.group {
            Some(group) => Address::new(SOURCE, &format!("#{group}")),
            None => Address::new(SOURCE, &self.account),
        }
    }
}

/// One line of input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Nothing.
    Blank,
    /// `@2026-03-02T09:00:00+08:00`: moves the clock.
    Clock(Instant),
    /// Somebody says or presses something.
    Said(Said),
}

/// What somebody says or presses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The key that makes a second one a redelivery.
    pub id: Option<String>,
    /// Who, and where.
    pub place: Place,
    /// Where the clock is moved first.
    pub at: Option<Instant>,
    /// What.
    pub typed: Typed,
    /// The key of the message that it answers.
    pub reply_to: Option<String>,
    /// The key of the earlier line that it takes the place of.
    pub edits: Option<String>,
    /// What comes along with the words, or in their place.
    pub thing: Option<Box<Thing>>,
    /// Who wrote it, where it is passed on; empty where that is not told.
    pub from: Option<String>,
}

/// A text, `!2` for the second button of the last message with buttons, or an answer in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A text.
    Text(String),
    /// A text that answers the newest question in a group: `> 周五`.
    Answer(String),
    /// A button by its number, from 1; there need be none.
    Press(usize),
}

/// Says why a line cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// A time that is none.
    #[error("“{0}” is no time such as 2026-03-02T09:00:00+08:00")]
    Time(String),
    /// A name that is none.
    #[error("“{0}” is no name of an account: it is empty or begins with #")]
    Account(String),
    /// A place that is none.
    #[error("“{0}” is no place such as 31.2304,121.4737")]
    Place(String),
}

/// The object form of a line.
#[derive(Deserialize)]
struct Object {
    id: Option<Value>,
    text: Option<String>,
    at: Option<String>,
    #[serde(rename = "in")]
    group: Option<String>,
    #[serde(rename = "as")]
    account: Option<String>,
    reply_to: Option<String>,
    edits: Option<Value>,
    /// Who wrote it, where it is passed on.
    from: Option<String>,
    /// `31.2304,121.4737`, and how sure that is, in metres.
    place: Option<String>,
    accuracy: Option<i64>,
    contact: Option<Card>,
    file: Option<Sent>,
}

/// Somebody's card.
#[derive(Deserialize)]
struct Card {
    name: String,
    phone: String,
    /// Whether it is the sender's own.
    #[serde(default)]
    own: bool,
}

/// A file: what is in it as text, or as base64.
#[derive(Deserialize)]
struct Sent {
    name: Option<String>,
    #[serde(default = "paper")]
    sort: Sort,
    text: Option<String>,
    base64: Option<String>,
    album: Option<String>,
}

fn paper() -> Sort {
    Sort::Paper
}

impl Line {
    /// Reads a line; `here` is who writes and where unless the line says otherwise.
    pub fn read(line: &str, here: &Place) -> Result<Self, BadLine> {
        if line.trim().is_empty() {
            return Ok(Self::Blank);
        }
        if line.trim_start().starts_with('{')
            && let Ok(object) = serde_json::from_str::<Object>(line)
            && object.says_something()
        {
            return object.said(here).map(Self::Said);
        }
        if let Some(at) = line.strip_prefix('@')
            && at.starts_with(|c: char| c.is_ascii_digit())
        {
            return instant(at).map(Self::Clock);
        }
        let (place, typed) = (here.clone(), typed(line, here));
        Ok(Self::Said(Said {
            id: None,
            place,
            at: None,
            typed,
            reply_to: None,
            edits: None,
            thing: None,
            from: None,
        }))
    }
}

impl Object {
    fn says_something(&self) -> bool {
        let things = [self.place.is_some(), self.contact.is_some(), self.file.is_some()];
        self.text.is_some() || things.contains(&true)
    }

    /// What comes along with the words.
    fn thing(&self) -> Result<Option<Thing>, BadLine> {
        if let Some(place) = &self.place {
            let spot = place.parse().map_err(|_| BadLine::Place(place.clone()))?;
            let elsewhere = self.from.is_some();
            return Ok(Some(Thing::Place(Spotted { spot, accuracy: self.accuracy, elsewhere })));
        }
        if let Some(Card { name, phone, own }) = &self.contact {
            let own = *own && self.from.is_none();
            return Ok(Some(Thing::Card { name: name.clone(), phone: phone.clone(), own }));
        }
        let brought = self.file.as_ref().map(|file| {
            let content = file.base64.clone();
            let key = content
                .unwrap_or_else(|| STANDARD.encode(file.text.as_deref().unwrap_or_default()));
            let (name, album) = (file.name.clone(), file.album.clone());
            Thing::Brought(Brought {
                sort: file.sort,
                key,
                name,
                size: None,
                album,
                more: Vec::new(),
                fate: Fate::There,
            })
        });
        Ok(brought)
    }

    fn said(self, here: &Place) -> Result<Said, BadLine> {
        let thing = self.thing()?.map(Box::new);
        let account = self.account.unwrap_or_else(|| here.account.clone());
        if account.is_empty() || account.starts_with('#') {
            return Err(BadLine::Account(account));
        }
        let group = match self.group {
            Some(group) => Some(group).filter(|group| !group.is_empty()),
            None => here.group.clone(),
        };
        let place = Place { account, group };
        Ok(Said {
            id: self.id.and_then(key),
            at: self.at.as_deref().map(instant).transpose()?,
            typed: typed(&self.text.unwrap_or_default(), &place),
            place,
            reply_to: self.reply_to,
            edits: self.edits.and_then(key),
            thing,
            from: self.from,
        })
    }
}

fn key(id: Value) -> Option<String> {
    match id {
        Value::Null => None,
        Value::String(id) => Some(id).filter(|id| !id.is_empty()),
        other => Some(other.to_string()),
    }
}

fn instant(text: &str) -> Result<Instant, BadLine> {
    DateTime::parse_from_rfc3339(text.trim())
        .map(|at| at.with_timezone(&Utc).into())
        .map_err(|_| BadLine::Time(text.trim().to_owned()))
}

fn typed(text: &str, place: &Place) -> Typed {
    // Chinese keyboards write both the sign and the digits at full width.
    let narrow = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        other => other,
    };
    let number = text.trim().strip_prefix(['!', '！']);
    let number = number.map(|n| n.chars().map(narrow).collect::<String>());
    // No database takes a NUL in a text.
    let clean = |text: &str| text.replace('\0', "\u{FFFD}");
    match number {
        // Whoever presses a button that cannot be means no text either: it is told how many there are.
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            Typed::Press(digits.parse().unwrap_or(usize::MAX))
        }
        _ => match text.trim_start().strip_prefix(['>', '＞']) {
            Some(answer) if place.group.is_some() => Typed::Answer(clean(answer.trim())),
            _ => Typed::Text(clean(text)),
        },
    }
}

/// What the console keeps of a message.
#[derive(Serialize, Deserialize)]
struct Raw {
    #[serde(rename = "as")]
    account: String,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thing: Option<Thing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

impl Said {
    /// What is to be kept. `token` is that of the button which was pressed, if there is one.
    pub fn arrival(&self, token: Option<String>, lang: Option<Lang>) -> Arrival {
        let text = match (&token, &self.typed) {
            (Some(_), _) => None,
            (None, Typed::Text(text) | Typed::Answer(text)) => Some(text.clone()),
            (None, Typed::Press(number)) => Some(format!("!{number}")),
        };
        let raw = Raw {
            account: self.place.account.clone(),
            group: self.place.group.clone(),
            lang,
            text: text.clone(),
            token,
            reply_to: self.reply_to.clone(),
            edits: self.edits.clone(),
            thing: self.thing.as_deref().cloned(),
            from: self.from.clone(),
        };
        let fresh = || Uuid::now_v7().to_string();
        Arrival {
            update: self.id.clone().unwrap_or_else(fresh),
            line: self.place.chat(),
            raw: serde_json::to_string(&raw).unwrap_or_default(),
            said: text,
            message: self.edits.clone().or_else(|| self.id.clone()),
        }
    }
}

/// Reads what was kept.
pub(super) fn read(raw: &str) -> Result<Incoming, Unreadable> {
    let raw: Raw = serde_json::from_str(raw).map_err(|e| Unreadable(e.to_string()))?;
    let place = Place { account: raw.account.clone(), group: raw.group };
    let words = raw.text.filter(|text| !text.is_empty() || raw.thing.is_none());
    let (what, along) = match (raw.token, words, raw.from, raw.thing) {
        (Some(token), ..) => (What::Press { token }, None),
        (None, words, Some(from), thing) if !is_bare(words.as_deref(), thing.as_ref()) => {
            let (from, words) = (Some(from).filter(|from| !from.is_empty()), words);
            (What::Forwarded { from, words: words.unwrap_or_default() }, thing)
        }
        (None, Some(text), None, _) if raw.edits.is_some() => (What::Edited(text), None),
        (None, Some(text), _, thing) => (What::Text(text), thing),
        (None, None, _, thing) => (thing.map_or(What::Other, What::Thing), None),
    };
    Ok(Incoming {
        chat: Chat { address: place.chat(), group: place.group.is_some() },
        sender: Sender { account: raw.account, name: None, lang: raw.lang },
        what,
        reply_to: raw.reply_to,
        message: None,
        along,
    })
}

/// Tells whether what is passed on has neither words nor a file: a place or a card.
fn is_bare(words: Option<&str>, thing: Option<&Thing>) -> bool {
    words.is_none() && !matches!(thing, Some(Thing::Brought(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amy() -> Place {
        Place { account: "amy".to_owned(), group: None }
    }

    fn said(line: &str) -> Said {
        match Line::read(line, &amy()) {
            Ok(Line::Said(said)) => said,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_plain_line_is_a_message_and_a_bang_a_press() {
        assert_eq!(said("加线索 张三").typed, Typed::Text("加线索 张三".to_owned()));
        assert_eq!(said("!2").typed, Typed::Press(2));
        assert_eq!(said("！１２").typed, Typed::Press(12));
        // Nobody says «!0» to a question: as a text it would become its answer.
        assert_eq!(said("!0").typed, Typed::Press(0));
        assert_eq!(said(&format!("!{}0", usize::MAX)).typed, Typed::Press(usize::MAX));
        assert_eq!(said("!").typed, Typed::Text("!".to_owned()));
        assert_eq!(said("!2个").typed, Typed::Text("!2个".to_owned()));
        assert_eq!(Line::read("  ", &amy()), Ok(Line::Blank));
    }

    #[test]
    fn an_object_says_who_where_when_and_under_which_key() {
        let said =
            said(r#"{"id":7,"text":"hi","at":"1970-01-01T08:00:01+08:00","in":"g","as":"bo"}"#);
        assert_eq!(said.id.as_deref(), Some("7"));
        assert_eq!(said.at, Some(Instant(1000)));
        assert_eq!(said.place.chat().0, "console/main/#g");
        assert_eq!(said.place.account, "bo");
    }

    #[test]
    fn an_object_may_answer_a_message() {
        let answer = said(r#"{"text":"周五","in":"g","reply_to":"0195"}"#).arrival(None, None);
        assert_eq!(read(&answer.raw).unwrap().reply_to.as_deref(), Some("0195"));
    }

    #[test]
    fn an_object_may_take_the_place_of_an_earlier_line() {
        let edit = said(r#"{"id":"2","text":"加线索 李四","edits":1}"#).arrival(None, None);
        assert_eq!((edit.update.as_str(), edit.message.as_deref()), ("2", Some("1")));
        assert_eq!(read(&edit.raw).unwrap().what, What::Edited("加线索 李四".to_owned()));
    }

    #[test]
    fn a_line_that_begins_with_an_arrow_answers_in_a_group_only() {
        let group = Place { group: Some("east".to_owned()), ..amy() };
        let Ok(Line::Said(answer)) = Line::read("> 12万", &group) else { panic!("no answer") };
        assert_eq!(answer.typed, Typed::Answer("12万".to_owned()));
        assert_eq!(said("> 12万").typed, Typed::Text("> 12万".to_owned()));
    }

    #[test]
    fn what_only_looks_like_an_object_is_text() {
        assert_eq!(said("{oops}").typed, Typed::Text("{oops}".to_owned()));
        assert_eq!(said(r#"{"a":1}"#).typed, Typed::Text(r#"{"a":1}"#.to_owned()));
    }

    #[test]
    fn an_at_line_moves_the_clock_and_a_bad_time_is_told() {
        assert_eq!(Line::read("@1970-01-01T00:00:01Z", &amy()), Ok(Line::Clock(Instant(1000))));
        assert!(Line::read("@2026-13-01", &amy()).is_err());
        assert_eq!(said("@amy hi").typed, Typed::Text("@amy hi".to_owned()));
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let arrival = said("a\0b").arrival(None, Some(Lang::En));
        let incoming = read(&arrival.raw).unwrap();
        assert_eq!(incoming.what, What::Text("a\u{FFFD}b".to_owned()));
        assert_eq!(incoming.sender.lang, Some(Lang::En));
        let press = said("!1").arrival(Some("v1:x:0".to_owned()), None);
        let token = "v1:x:0".to_owned();
        assert_eq!(read(&press.raw).unwrap().what, What::Press { token });
    }
}
