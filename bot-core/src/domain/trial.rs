//! Rules that are tried before they hold: what is to be different, and what the last days would have
//! been like.

use std::collections::BTreeSet;

use super::digest::DigestKind;
use super::ids::{Instant, PersonId};
use super::org::Org;
use super::people::Person;
use super::settings::Settings;

/// What is to be different.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The company.
    pub org: Org,
    /// The rules that hold.
    pub before: Settings,
    /// The rules that are to hold.
    pub after: Settings,
    /// Somebody as that one is to be.
    pub person: Option<Person>,
}

/// The last seven days as they were, and as they would have been.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// With what holds.
    pub before: Week,
    /// With what is to hold.
    pub after: Week,
    /// How many messages each person would have got, by name, the most first.
    pub people: Vec<(String, usize)>,
    /// How many reminders were sent.
    pub sent: i64,
    /// False when there was too much to look at all of it.
    pub whole: bool,
}

/// How these days would have been.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Week {
    /// How often each rule would have been mentioned, the most first.
    pub rules: Vec<(&'static str, usize)>,
    /// When each person would have got a reminder.
    pub reminders: BTreeSet<(PersonId, Instant)>,
    /// When each person would have got a digest.
    pub digests: BTreeSet<(PersonId, Instant, DigestKind)>,
}

impl Week {
    /// What of it one person would have got.
    #[must_use]
    pub fn of(&self, person: PersonId) -> Self {
        let reminders = self.reminders.iter().filter(|(one, _)| *one == person);
        let digests = self.digests.iter().filter(|(one, ..)| *one == person);
        Self {
            rules: Vec::new(),
            reminders: reminders.copied().collect(),
            digests: digests.copied().collect(),
        }
    }

    /// Tells whether people would have got the same at the same times.
    pub fn is_like(&self, other: &Self) -> bool {
        (&self.reminders, &self.digests, &self.rules)
            == (&other.reminders, &other.digests, &other.rules)
    }

    /// How many reminders of it would have come at a time at which none comes in another one.
    pub fn moved(&self, from: &Self) -> usize {
        self.reminders.difference(&from.reminders).count()
    }
}
