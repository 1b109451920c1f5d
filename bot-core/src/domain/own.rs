//! Fields of one's own: what an org wants to know of its records besides what everybody does.
//!
//! A value stands in the record's `extra` under the field's name, as text of one form each, so that
//! what an import kept under that name before is the field's once it is made.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fold;
use super::ids::Kind;

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Words.
    #[default]
    Text,
    /// A number: `1234.5`.
    Number,
    /// An amount: `50000.00` in the org's currency, `USD 50000.00` in another.
    Amount,
    /// A day: `2026-03-05`.
    Date,
    /// One of the field's own words.
    Choice,
    /// `yes` or `no`.
    YesNo,
}

impl Holds {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Number, Self::Amount, Self::Date, Self::Choice, Self::YesNo];

    /// Its word, as in a text key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Amount => "amount",
            Self::Date => "date",
            Self::Choice => "choice",
            Self::YesNo => "yes-no",
        }
    }
}

/// A field that an org has made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnField {
    /// What it is called, and under what its values stand.
    pub name: String,
    /// What it is called in the other language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// What it holds.
    #[serde(default)]
    pub holds: Holds,
    /// The words that can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The stage, by its key, which no deal enters without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
}

/// The kinds whose records have such fields.
pub const KINDS: [Kind; 5] = [Kind::Lead, Kind::Customer, Kind::Contact, Kind::Deal, Kind::Order];

impl OwnField {
    /// Tells whether a word is what it is called, in either language.
    pub fn is_called(&self, word: &str) -> bool {
        let key = fold::key(word);
        fold::key(&self.name) == key || self.other.as_ref().is_some_and(|o| fold::key(o) == key)
    }

    /// What a reader of Chinese, or of anything else, sees: the name that has Chinese in it or not.
    pub fn shown(&self, chinese: bool) -> &str {
        let fits = |name: &&String| name.is_ascii() != chinese;
        let names = std::iter::once(&self.name).chain(&self.other);
        names.into_iter().find(fits).unwrap_or(&self.name)
    }

    /// The choice that a word means.
    pub fn choice(&self, word: &str) -> Option<&String> {
        let key = fold::key(word);
        self.choices.iter().find(|choice| fold::key(choice) == key)
    }
}

/// All such fields of an org, by the word of their kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwnFields(pub BTreeMap<String, Vec<OwnField>>);

impl OwnFields {
    /// Those of a kind, in the order in which they were made.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &OwnField> {
        self.0.get(kind.word()).into_iter().flatten()
    }

    /// The field of a kind that a word means.
    pub fn called(&self, kind: Kind, word: &str) -> Option<&OwnField> {
        self.of(kind).find(|own| own.is_called(word))
    }

    /// Adds a field, or puts it in the place of the one with its name.
    pub fn put(&mut self, kind: Kind, own: OwnField) {
        let all = self.0.entry(kind.word().to_owned()).or_default();
        match all.iter_mut().find(|one| one.name == own.name) {
            Some(one) => *one = own,
            None => all.push(own),
        }
    }

    /// Takes a field away; what records have of it stays with them.
    pub fn drop(&mut self, kind: Kind, name: &str) {
        if let Some(all) = self.0.get_mut(kind.word()) {
            all.retain(|own| own.name != name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_called_and_shown_in_both_languages() {
        let other = Some("Budget line".to_owned());
        let own = OwnField { name: "预算科目".to_owned(), other, ..OwnField::default() };
        assert!(
            own.is_called("budget LINE") && own.is_called("預算科目") && !own.is_called("预算")
        );
        assert_eq!((own.shown(true), own.shown(false)), ("预算科目", "Budget line"));
        let mut all = OwnFields::default();
        all.put(Kind::Deal, own);
        assert!(all.called(Kind::Deal, "预算科目").is_some());
        assert!(all.called(Kind::Lead, "预算科目").is_none());
        all.drop(Kind::Deal, "预算科目");
        assert_eq!(all.of(Kind::Deal).count(), 0);
    }
}
