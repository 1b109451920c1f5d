//! What can be shown: a message that no platform has shaped.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::incoming::Address;
use super::spec::Ask;
use crate::domain::ids::{Code, PersonId};
pub use crate::text::span::Span;
use crate::text::{secret, span};

/// A message to a person or a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// What sort of message it is.
    pub kind: ReplyKind,
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
    /// Rows of buttons, the likeliest first.
    #[serde(default)]
    pub rows: Vec<Vec<Button>>,
    /// Whether it is a new message or takes the place of an earlier one.
    #[serde(default)]
    pub how: How,
    /// Who may press its buttons besides the one it is sent to; a press is checked again anyway.
    #[serde(default)]
    pub pressers: Vec<PersonId>,
    /// What it waits for in a group, where only a reply to this very message is an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// True where it put a question that words answer, as long as that waits.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub question: bool,
    /// The record that it is about: words that answer it are about that record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Code>,
    /// The records that its lines are about, by the numbers of the lines: words that answer it and
    /// name one are for whose record it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<(usize, Code)>,
    /// What a colleague wants to know, where it asks that: words that answer it are for the colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Box<Thread>>,
    /// The platform's key of the message that it answers, where several people write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
    /// The file that it brings, made when it goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<ToMake>,
}

/// What one person has asked or told another about a record, and where an answer to it goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// Who waits for the answer.
    pub to: PersonId,
    /// About which record.
    pub about: Code,
    /// What that person said.
    pub words: Option<String>,
    /// In which chat.
    pub chat: Address,
    /// The platform's key of the message that said it.
    pub message: Option<String>,
}

/// The sort of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyKind {
    /// Tells what was done.
    Say,
    /// Wants an answer.
    Ask,
    /// Tells what is wrong.
    Problem,
    /// Shows a record or a list.
    Card,
    /// Reminds.
    Nudge,
    /// Sums up.
    Digest,
    /// Brings a file.
    File,
}

/// How a message enters a chat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// As a new message.
    #[default]
    New,
    /// In place of the message whose button was pressed; new where there is none.
    InPlace,
    /// In place of an earlier message of ours.
    Edit(Uuid),
    /// An earlier message of ours as it is now: where that cannot be changed, it is left as it was.
    Refresh(Uuid),
}

/// A file that is made when the message goes out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToMake {
    /// What it is called.
    pub name: String,
    /// Of what it is made: for whoever makes it.
    pub of: Value,
}

/// One part of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    Text(Vec<Span>),
    /// Names and values.
    Fields(Vec<(String, Vec<Span>)>),
    /// A list.
    Bullets(Vec<Vec<Span>>),
}

/// A command with its arguments: what a button carries and a dialog completes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The command's name, such as `lead show`.
    pub command: String,
    /// Its arguments by name.
    pub args: Map<String, Value>,
}

impl Asked {
    /// Packs a command up.
    pub fn of<A: Ask>(ask: &A) -> Self {
        let args = match serde_json::to_value(ask) {
            Ok(Value::Object(args)) => args.into_iter().filter(|(_, v)| !v.is_null()).collect(),
            _ => Map::new(),
        };
        Self { command: A::SPEC.name.to_owned(), args }
    }
}

/// A button: a label and the command that it carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// What it does.
    pub asked: Asked,
}

impl Button {
    /// A button for a command; one that points nowhere does not compile.
    pub fn new<A: Ask>(label: impl Into<String>, ask: &A) -> Self {
        Self { label: label.into(), asked: Asked::of(ask) }
    }

    /// A button for a command of which one field is known: what else it needs is asked for.
    pub fn asking<A: Ask>(label: impl Into<String>, field: &str, value: impl Into<Value>) -> Self {
        let args = std::iter::once((field.to_owned(), value.into())).collect();
        Self { label: label.into(), asked: Asked { command: A::SPEC.name.to_owned(), args } }
    }
}

/// How many characters of a value an answer repeats.
const REPEATED: usize = 300;

impl Reply {
    /// A message of one paragraph. Secret parts come marked, see [`secret`].
    pub fn new(kind: ReplyKind, text: impl AsRef<str>) -> Self {
        Self {
            kind,
            blocks: vec![Block::Text(secret::spans(text.as_ref()))],
            rows: Vec::new(),
            how: How::New,
            pressers: Vec::new(),
            answer: None,
            question: false,
            about: None,
            lines: Vec::new(),
            thread: None,
            answers: None,
            file: None,
        }
    }

    /// Tells what was done.
    pub fn say(text: impl AsRef<str>) -> Self {
        Self::new(ReplyKind::Say, text)
    }

    /// Shows a record or a list under a title that stands out.
    pub fn card(title: impl AsRef<str>) -> Self {
        let mut reply = Self::new(ReplyKind::Card, title);
        if let Some(Block::Text(spans)) = reply.blocks.first_mut() {
            for span in spans {
                span.strong = true;
            }
        }
        reply
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn text(mut self, text: impl AsRef<str>) -> Self {
        self.blocks.push(Block::Text(secret::spans(text.as_ref())));
        self
    }

    /// Adds names and values, leaving out those without a value. Only a card shows long ones whole:
    /// elsewhere they repeat what somebody has just said.
    #[must_use]
    pub fn fields(mut self, fields: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        let card = self.kind == ReplyKind::Card;
        let fields = fields.into_iter().filter_map(|(name, value)| {
            let value = value.filter(|v| !v.is_empty())?;
            let spans = secret::spans(&value);
            Some((name, if card { spans } else { span::cut(spans, REPEATED) }))
        });
        self.blocks.push(Block::Fields(fields.collect()));
        self
    }

    /// Adds a list.
    #[must_use]
    pub fn bullets(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        let lines = lines.into_iter().map(|line| secret::spans(&line)).collect();
        self.blocks.push(Block::Bullets(lines));
        self
    }

    /// Adds a button to the last row, or begins a row of at most five.
    #[must_use]
    pub fn button<A: Ask>(mut self, label: impl Into<String>, ask: &A) -> Self {
        match self.rows.last_mut() {
            Some(row) if row.len() < 5 => row.push(Button::new(label, ask)),
            _ => self.rows.push(vec![Button::new(label, ask)]),
        }
        self
    }

    /// Begins a new row of buttons.
    #[must_use]
    pub fn row(mut self, row: Vec<Button>) -> Self {
        if !row.is_empty() {
            self.rows.push(row);
        }
        self
    }

    /// The same message with a question after it, whose buttons come first.
    #[must_use]
    pub fn followed_by(mut self, question: Self) -> Self {
        self.kind = question.kind;
        self.blocks.extend(question.blocks);
        self.rows = question.rows.into_iter().chain(self.rows).collect();
        self.answer = question.answer;
        self
    }

    /// Brings a file.
    #[must_use]
    pub fn with_file(mut self, file: ToMake) -> Self {
        self.kind = ReplyKind::File;
        self.file = Some(file);
        self
    }

    /// Says which record it is about.
    #[must_use]
    pub fn about(mut self, code: Code) -> Self {
        self.about = Some(code);
        self
    }

    /// Makes it take the place of the message whose button was pressed.
    #[must_use]
    pub fn in_place(mut self) -> Self {
        self.how = How::InPlace;
        self
    }

    /// All buttons in reading order.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        self.rows.iter().flatten()
    }

    /// The message as plain text: what every platform can show.
    pub fn plain(&self) -> String {
        let mut lines = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Text(spans) => lines.push(joined(spans)),
                Block::Fields(fields) => {
                    lines.extend(fields.iter().map(|(n, v)| format!("{n}: {}", joined(v))));
                }
                Block::Bullets(items) => {
                    lines.extend(items.iter().map(|item| format!("• {}", joined(item))));
                }
            }
        }
        lines.join("\n")
    }

    /// Takes the marks off the buttons, of which nothing is kept from who presses them.
    pub fn unmask_buttons(&mut self) {
        for button in self.rows.iter_mut().flatten() {
            button.label = secret::stripped(&button.label, false);
        }
    }

    /// Masks what others may not read.
    pub fn mask(&mut self) {
        let spans = self.blocks.iter_mut().flat_map(|block| -> Vec<&mut Vec<Span>> {
            match block {
                Block::Text(spans) => vec![spans],
                Block::Fields(fields) => fields.iter_mut().map(|(_, spans)| spans).collect(),
                Block::Bullets(items) => items.iter_mut().collect(),
            }
        });
        for span in spans.flatten() {
            span.text = secret::shown_to_others(span);
        }
        for button in self.rows.iter_mut().flatten() {
            button.label = secret::stripped(&button.label, true);
        }
    }
}

fn joined(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// What travels with a button: which message of ours, and which of its buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The message's key in the outbox.
    pub message: Uuid,
    /// The button's place in reading order, from 0.
    pub index: usize,
}

impl Token {
    /// Writes `v1:ID:INDEX`, well below the 64 bytes of the tightest platform.
    pub fn write(self) -> String {
        format!("v1:{}:{}", URL_SAFE_NO_PAD.encode(self.message), self.index)
    }

    /// Reads what [`Token::write`] wrote; anything else is none of ours.
    pub fn read(text: &str) -> Option<Self> {
        let (id, index) = text.strip_prefix("v1:")?.split_once(':')?;
        let bytes = URL_SAFE_NO_PAD.decode(id).ok()?;
        Some(Self { message: Uuid::from_slice(&bytes).ok()?, index: index.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_short_and_comes_back() {
        let token = Token { message: Uuid::from_u128(u128::MAX / 3), index: 99 };
        assert!(token.write().len() <= 64);
        assert_eq!(Token::read(&token.write()), Some(token));
        for odd in ["", "v1:", "v1:x:1", "v2:AAAA:1", "v1:AAAAAAAAAAAAAAAAAAAAAA:-1"] {
            assert_eq!(Token::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_masked_reply_hides_secrets_and_phones_anywhere() {
        let text = format!("张三 {} 打 13800138000", secret::hide("¥120,000.00"));
        let mut reply = Reply::say(text);
        reply.mask();
        assert_eq!(reply.plain(), "张三 *** 打 138****8000");
    }
}
