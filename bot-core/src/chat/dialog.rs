//! A question that waits for an answer.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::reply::{Asked, Thread};
use crate::domain::ids::{Code, Instant};

/// How long a question waits: 30 minutes.
pub const WAITS_MILLIS: i64 = 30 * 60 * 1000;
/// How long one waits that came by itself, of an appointment: whoever drives answers when there:
/// three hours.
pub const WAITS_LONGER_MILLIS: i64 = 3 * 60 * 60 * 1000;
/// For how long a colleague's question is remembered: four hours.
const ASKED_MILLIS: i64 = 4 * 60 * 60 * 1000;

/// The field of a question whose answer may be any field: what is to change?
pub const ANY: &str = "any";

/// The field of a question about what a stage demands: its answer may be of any shape.
pub const GATE: &str = "gate";

/// A command that lacks a field which somebody was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dialog {
    /// The command with what is known so far.
    pub draft: Asked,
    /// What the command will have done: moving a deal to the end is losing it.
    #[serde(default)]
    pub op: String,
    /// The field that was asked for, or [`ANY`].
    pub field: String,
    /// What was said for that field and is nothing that is known: the name of a customer to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
    /// When it was asked; long ago where an earlier version asked it.
    #[serde(default = "long_ago")]
    pub at: Instant,
    /// Until when an answer is an answer.
    pub until: Instant,
    /// True when another command came in between and it was said that the question still waits.
    #[serde(default)]
    pub parked: bool,
    /// The change that asked it: taken back, it asks no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
    /// The messages of ours that ask: in a group a reply to one of them is the answer.
    #[serde(default)]
    pub told: Vec<Uuid>,
}

/// How many questions are kept that another one came before.
const EARLIER: usize = 3;

fn long_ago() -> Instant {
    Instant(0)
}

impl Dialog {
    /// Tells whether it came by itself, and so waits longer.
    pub fn waits_longer(&self) -> bool {
        self.until.0 - self.at.0 > WAITS_MILLIS
    }

    /// The record that it is about, where its command names one by its code.
    pub fn about(&self) -> Option<Code> {
        self.draft.args.values().find_map(|value| value.as_str()?.parse().ok())
    }

    /// Tells whether a command has all that is known of this one: then it is the same, gone on with.
    pub fn goes_on_in(&self, asked: &Asked) -> bool {
        let has = |(name, value): (&String, &Value)| {
            value.is_null() || asked.args.get(name) == Some(value)
        };
        self.draft.command == asked.command && self.draft.args.iter().all(has)
    }
}

/// What a conversation with one person remembers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    /// The open question.
    #[serde(default)]
    pub dialog: Option<Dialog>,
    /// Questions that another one came before, the oldest first: they are put again after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Dialog>,
    /// What `more` shows.
    #[serde(default)]
    pub more: Option<Asked>,
    /// The change that took another one back, where nothing was said since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<Uuid>,
    /// True where that change brought back what had been taken back before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub redone: bool,
    /// How a file that has come in is taken back: what has been done later comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought: Option<Box<Brought>>,
    /// The record that a command was about last, and when: words may point at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<(Code, Instant)>,
    /// The same where a question or its answer has settled which record it is, and no card was shown since: what is
    /// said next may be about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<(Code, Instant)>,
    /// The cards of records that were shown last, the oldest first: they are kept as the records are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// What colleagues asked last, and when, the oldest first: words that are about nothing else may
    /// answer it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<(Thread, Instant)>,
}

/// A file that has come in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brought {
    /// What takes it back.
    pub back: Asked,
    /// When all of it was there.
    pub at: Instant,
}

/// The card of a record that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The record.
    pub of: Code,
    /// What the one message that shows it has been: as it was shown first, and each time anew.
    pub messages: Vec<Uuid>,
    /// When somebody asked for it.
    pub at: Instant,
}

impl Card {
    /// Remembers that the message shows it anew.
    pub fn shown_anew(&mut self, id: Uuid) {
        if self.messages.len() >= ANEW {
            // Who presses a button of how it was in between is rare: the first and the last count.
            self.messages.remove(1);
        }
        self.messages.push(id);
    }
}

/// How many cards are kept as their records are.
const CARDS: usize = 5;
/// Of how many times that a card was shown the keys are kept.
const ANEW: usize = 8;

impl Talk {
    /// Remembers a card: of each record the newest one is kept up.
    pub fn shown(&mut self, card: Card) {
        self.cards.retain(|one| one.of != card.of);
        self.cards.push(card);
        let over = self.cards.len().saturating_sub(CARDS);
        self.cards.drain(..over);
    }

    /// The open question, unless its time is over.
    pub fn open_dialog(&self, now: Instant) -> Option<&Dialog> {
        self.dialog.as_ref().filter(|dialog| dialog.until >= now)
    }

    /// Remembers what a colleague asks: about each record the newest question.
    pub fn was_asked(&mut self, thread: Thread, now: Instant) {
        self.asked.retain(|(old, _)| old.about != thread.about);
        self.asked.push((thread, now));
        let over = self.asked.len().saturating_sub(EARLIER);
        self.asked.drain(..over);
    }

    /// What colleagues asked after an instant, and not too long ago.
    pub fn asked_since(&self, since: Instant, now: Instant) -> impl Iterator<Item = &Thread> {
        let lately = move |at: Instant| at > since && at.plus_millis(ASKED_MILLIS) >= now;
        self.asked.iter().filter(move |(_, at)| lately(*at)).map(|(thread, _)| thread)
    }

    /// Tells whether a command is the answer to a question that still waits: it has all that was
    /// known of it, and what was asked for.
    pub fn waits_for(&self, asked: &Asked, field: &str, now: Instant) -> bool {
        let known = |(name, value): (&String, &Value)| name != field && !value.is_null();
        let same = |dialog: &Dialog| {
            let args = |asked: &Asked| -> Vec<(String, Value)> {
                let args = asked.args.iter().filter(|arg| known(*arg));
                args.map(|(name, value)| (name.clone(), value.clone())).collect()
            };
            dialog.field == field
                && dialog.until >= now
                && dialog.draft.command == asked.command
                && args(&dialog.draft) == args(asked)
        };
        self.dialog.iter().chain(&self.earlier).any(same)
    }

    /// Forgets the questions that a change asked.
    pub fn ask_no_more(&mut self, change: Uuid) {
        self.dialog = self.dialog.take().filter(|dialog| dialog.by != Some(change));
        self.earlier.retain(|dialog| dialog.by != Some(change));
    }

    /// Keeps the open question for later; gives the one that is kept no longer, where there are too
    /// many.
    #[must_use]
    pub fn set_aside(&mut self, dialog: Dialog) -> Option<Dialog> {
        self.earlier.push(dialog);
        (self.earlier.len() > EARLIER).then(|| self.earlier.remove(0))
    }

    /// Where no question is open, puts the newest one again that was kept for later; tells whether
    /// there is one.
    pub fn take_up(&mut self, now: Instant) -> bool {
        if self.dialog.is_some() {
            return false;
        }
        self.earlier.retain(|dialog| dialog.until >= now);
        self.dialog = self.earlier.pop();
        if let Some(dialog) = &mut self.dialog {
            dialog.parked = false;
        }
        self.dialog.is_some()
    }
}
