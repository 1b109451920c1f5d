//! From a message on its way out to what a terminal shows.

use std::fmt::Write as _;

use bot_core::chat::channel::Parcel;
use bot_core::chat::incoming::Address;
use bot_core::chat::reply::{Reply, ReplyKind};
use serde::Serialize;

/// A message as the terminal shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Its key.
    pub id: String,
    /// Whom it went to: a handle.
    pub to: String,
    /// The chat's address.
    pub chat: String,
    /// What it says.
    pub text: String,
    /// Its buttons, numbered from 1.
    pub buttons: Vec<ShownButton>,
    /// What sort of message it is.
    pub kind: ReplyKind,
    /// The key of the message whose place it takes.
    pub edits: Option<String>,
    /// Where the file lies that it brings.
    pub file: Option<String>,
    /// What it waits for in a group, where only a reply to it is an answer.
    #[serde(skip)]
    pub answer: Option<String>,
}

/// A button as the terminal shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShownButton {
    /// What to type after `!`.
    pub n: usize,
    /// What it says.
    pub label: String,
}

impl Shown {
    /// A message to a chat. In a group it is for `asker`, whose words it answers.
    pub fn of(parcel: &Parcel, asker: &str) -> Self {
        let to = handle(&parcel.to).unwrap_or(asker);
        Self::new(&parcel.id.to_string(), to, &parcel.to, &parcel.reply).edits(parcel.edits.clone())
    }

    /// A message with this key to a person.
    pub fn new(id: &str, to: &str, chat: &Address, reply: &Reply) -> Self {
        let buttons = reply
            .buttons()
            .zip(1..)
            .map(|(button, n)| ShownButton { n, label: button.label.clone() });
        Self {
            id: id.to_owned(),
            to: to.to_owned(),
            chat: chat.0.clone(),
            text: reply.plain(),
            buttons: buttons.collect(),
            kind: reply.kind,
            edits: None,
            file: None,
            answer: reply.answer.clone(),
        }
    }

    /// Says whose place it takes.
    #[must_use]
    pub fn edits(mut self, edits: Option<String>) -> Self {
        self.edits = edits;
        self
    }

    /// What a person reads who sits at the terminal in the chat `here`.
    pub fn words(&self, here: &Address) -> String {
        let mut words = String::new();
        if self.chat != here.0 {
            words.push_str("→ ");
            words.push_str(&self.to);
            words.push_str(": ");
        }
        words.push_str(&printable(&self.text));
        for (i, ShownButton { n, label }) in self.buttons.iter().enumerate() {
            let gap = if i == 0 { '\n' } else { ' ' };
            // Writing to a String never fails.
            let _ = write!(words, "{gap}[{n} {}]", printable(label));
        }
        if let Some(file) = &self.file {
            let _ = write!(words, "\n→ {}", printable(file));
        }
        if let Some(answer) = &self.answer {
            let gap = if self.buttons.is_empty() { '\n' } else { ' ' };
            let _ = write!(words, "{gap}[> {}]", printable(answer));
        }
        words
    }
}

/// The person of a direct chat.
fn handle(chat: &Address) -> Option<&str> {
    Some(chat.chat()).filter(|name| !name.is_empty() && !name.starts_with('#'))
}

/// Leaves out what could drive the terminal: what somebody typed may contain anything.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn parcel(chat: &str, text: &str) -> Parcel {
        Parcel {
            id: Uuid::nil(),
            to: Address(chat.to_owned()),
            reply: Reply::say(text),
            edits: None,
            file: None,
            plain: false,
        }
    }

    #[test]
    fn a_message_to_somebody_else_says_to_whom() {
        let here = Address("console/main/amy".to_owned());
        let words = |chat| Shown::of(&parcel(chat, "hi"), "amy").words(&here);
        assert_eq!(words("console/main/amy"), "hi");
        assert_eq!(words("console/main/chen"), "→ chen: hi");
    }

    #[test]
    fn a_question_in_a_group_shows_how_it_is_answered() {
        let here = Address("console/main/#g".to_owned());
        let mut asks = parcel(&here.0, "谁？");
        asks.reply.answer = Some("姓名".to_owned());
        assert_eq!(Shown::of(&asks, "amy").words(&here), "谁？\n[> 姓名]");
    }

    #[test]
    fn in_a_group_a_message_is_for_the_one_who_asked() {
        let shown = Shown::of(&parcel("console/main/#g", "hi"), "bo");
        assert_eq!((shown.to.as_str(), shown.chat.as_str()), ("bo", "console/main/#g"));
    }

    #[test]
    fn an_escape_sequence_does_not_reach_the_terminal() {
        let shown = Shown::of(&parcel("console/main/amy", "a\u{1b}[2Jb"), "amy");
        assert_eq!(shown.words(&Address("console/main/amy".to_owned())), "a[2Jb");
    }
}
