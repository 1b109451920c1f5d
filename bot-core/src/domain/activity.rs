//! What happened: a call, a visit, a note.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{Instant, Kind, PersonId};
use super::record::{Head, record};

/// How people met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By phone.
    Call,
    /// By chat.
    Message,
    /// By e-mail.
    Email,
    /// Sitting together.
    Meeting,
    /// At the customer's.
    Visit,
    /// No contact: a remark.
    Note,
}

impl Way {
    /// The word that stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Message => "message",
            Self::Email => "email",
            Self::Meeting => "meeting",
            Self::Visit => "visit",
            Self::Note => "note",
        }
    }
}

/// How many characters of content make a follow-up valid, until the org says otherwise.
pub const VALID_CHARS: usize = 4;

/// An activity on a lead, a customer or a deal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// What kind of record it is on.
    pub on_kind: Kind,
    /// Which record it is on.
    pub on_id: Uuid,
    /// The customer of that record, if it has one.
    pub customer: Option<Uuid>,
    /// How people met.
    pub way: Way,
    /// What was said.
    pub content: String,
    /// When it happened.
    pub at: Instant,
    /// Who was there for us.
    pub owner: Option<PersonId>,
    /// True when it has enough content to count as work.
    pub valid: bool,
}

/// Tells whether words are enough to count as a follow-up: a bare tap never resets a clock.
pub fn is_valid(content: &str) -> bool {
    content.chars().filter(|c| c.is_alphanumeric()).count() >= VALID_CHARS
}

record!(
    Activity,
    Kind::Activity,
    fn owner(&self) -> Option<PersonId> {
        self.owner
    },
    fn label(&self) -> String {
        self.content.clone()
    }
);
