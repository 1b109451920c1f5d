//! A question that waits for an answer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::reply::Asked;
use crate::domain::ids::Instant;

/// How long a question waits: 30 minutes.
pub const WAITS_MILLIS: i64 = 30 * 60 * 1000;

/// The field of a question whose answer may be any field: what is to change?
pub const ANY: &str = "any";

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
    /// Until when an answer is an answer.
    pub until: Instant,
    /// True when another command came in between and it was said that the question still waits.
    #[serde(default)]
    pub parked: bool,
    /// The messages of ours that ask: in a group a reply to one of them is the answer.
    #[serde(default)]
    pub told: Vec<Uuid>,
}

/// What a conversation with one person remembers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    /// The open question.
    #[serde(default)]
    pub dialog: Option<Dialog>,
    /// What `more` shows.
    #[serde(default)]
    pub more: Option<Asked>,
}

impl Talk {
    /// The open question, unless its time is over.
    pub fn open_dialog(&self, now: Instant) -> Option<&Dialog> {
        self.dialog.as_ref().filter(|dialog| dialog.until >= now)
    }
}
