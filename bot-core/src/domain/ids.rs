//! Keys, kinds and the short codes that people type.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);
    };
}

id! {
    /// The key of an org (tenant).
    OrgId
}
id! {
    /// The key of a person.
    PersonId
}

/// An instant in whole milliseconds since 1970 UTC: what is stored, compared and sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The same instant for calendar arithmetic.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// The instant that many milliseconds later (earlier when negative).
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

/// What kind of record a row, an event or a code is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody who might buy.
    Lead,
    /// Who we sell to.
    Customer,
    /// A person at a customer.
    Contact,
    /// One chance to sell.
    Deal,
    /// What happened.
    Activity,
    /// What is to happen next.
    FollowUp,
    /// What we sell.
    Product,
    /// What was bought.
    Order,
    /// Who works here.
    Person,
    /// A group of people.
    Team,
    /// The rules of the org: one record.
    Settings,
}

impl Kind {
    /// Every kind, in the order of the sales process.
    pub const ALL: [Self; 11] = [
        Self::Lead,
        Self::Customer,
        Self::Contact,
        Self::Deal,
        Self::Activity,
        Self::FollowUp,
        Self::Product,
        Self::Order,
        Self::Person,
        Self::Team,
        Self::Settings,
    ];

    /// The word that stands in the database and in events.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Customer => "customer",
            Self::Contact => "contact",
            Self::Deal => "deal",
            Self::Activity => "activity",
            Self::FollowUp => "follow_up",
            Self::Product => "product",
            Self::Order => "order",
            Self::Person => "person",
            Self::Team => "team",
            Self::Settings => "settings",
        }
    }

    /// The letter of the short code. People and teams are called by name, and there is one record
    /// of rules: their codes never show.
    pub fn letter(self) -> char {
        match self {
            Self::Lead => 'L',
            Self::Customer => 'C',
            Self::Contact => 'K',
            Self::Deal => 'D',
            Self::Activity => 'A',
            Self::FollowUp => 'F',
            Self::Product => 'P',
            Self::Order => 'O',
            Self::Person => 'U',
            Self::Team => 'G',
            Self::Settings => 'S',
        }
    }

    /// Finds the kind of a word from the database.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A short code such as `L-12`: per org and kind, never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Code {
    /// What it names.
    pub kind: Kind,
    /// Its number, from 1.
    pub n: i64,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.letter(), self.n)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for Code {
    type Error = NoCode;

    fn try_from(text: String) -> Result<Self, NoCode> {
        text.parse()
    }
}

impl Code {
    /// The code at the start of a folded text, and how many bytes it takes: `D-1赢单`, `d2 报价`.
    pub fn at_start(text: &str) -> Option<(Self, usize)> {
        let marks = |c: char| c.is_ascii_alphanumeric() || "#-".contains(c);
        let len = text.find(|c: char| !marks(c)).unwrap_or(text.len());
        // `A100*20` and `c1.5` are something else: what follows a code is a space or another script.
        let next = text[len..].chars().next();
        let ends = next.is_none_or(|c| c.is_whitespace() || ",;:".contains(c) || !c.is_ascii());
        text[..len].parse().ok().filter(|_| ends).map(|code| (code, len))
    }
}

/// Says that a text is no short code.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a code")]
pub struct NoCode;

impl FromStr for Code {
    type Err = NoCode;

    /// Reads `L-12`, `l12`, `#L12`: folded text, nothing around it.
    fn from_str(text: &str) -> Result<Self, NoCode> {
        let text = text.strip_prefix('#').unwrap_or(text);
        let letter = text.chars().next().ok_or(NoCode)?.to_ascii_uppercase();
        let kind = Kind::ALL.into_iter().find(|k| k.letter() == letter).ok_or(NoCode)?;
        let digits = &text[letter.len_utf8()..];
        let digits = digits.strip_prefix('-').unwrap_or(digits);
        let plain = !digits.is_empty() && digits.len() <= 9;
        if !plain || !digits.bytes().all(|b| b.is_ascii_digit()) || digits.starts_with('0') {
            return Err(NoCode);
        }
        Ok(Self { kind, n: digits.parse().map_err(|_| NoCode)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_followed_by_words_without_a_space() {
        let at = |text| Code::at_start(text).map(|(code, len)| (code.to_string(), len));
        assert_eq!(at("D-1赢单"), Some(("D-1".to_owned(), 3)));
        assert_eq!(at("d2 报价"), Some(("D-2".to_owned(), 2)));
        for text in ["A100*20", "d2x", "赢单", "", "L-1@x"] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_is_read_however_people_type_it() {
        for text in ["L-12", "l12", "#L12", "l-12"] {
            assert_eq!(text.parse(), Ok(Code { kind: Kind::Lead, n: 12 }), "{text}");
        }
        for text in ["", "L", "L-", "L-0", "12", "Lx", "L-1234567890", "Z-1", "线-1"] {
            assert_eq!(text.parse::<Code>(), Err(NoCode), "{text}");
        }
    }
}
