//! Who works here, in which team, in which language and zone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::calendar::{Hours, day_start, local};
use super::digest::{DigestKind, DigestPlan};
use super::ids::{Instant, Kind, PersonId};
use super::names::{SearchKey, keys_of_name};
use super::record::{Head, record};

/// The two languages that Gendan speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The word that people type: `zh` or `en`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}

/// A person of the org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// A short lower-case name, unique in the org: `amy`.
    pub handle: String,
    /// What colleagues call the person.
    pub name: String,
    /// The language of what the person reads.
    pub lang: Lang,
    /// The person's own zone.
    pub zone: Tz,
    /// Keys of the org's roles: the person may do what any of them allows.
    pub roles: Vec<String>,
    /// The team, if any.
    pub team: Option<Uuid>,
    /// True from the moment that the account is closed.
    pub frozen: bool,
    /// Who stands in while the person is away.
    pub cover: Option<PersonId>,
    /// When the person is back.
    pub cover_until: Option<Instant>,
    /// The person's own quiet hours; the org's when none.
    pub quiet: Option<Hours>,
    /// When the person is away from work.
    pub leave: Option<Leave>,
    /// Which digests the person gets, where that differs from what the roles bring.
    pub digests: BTreeMap<DigestKind, DigestPlan>,
}

/// Days on which somebody does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Who stands in, if anybody.
    pub cover: Option<PersonId>,
}

impl Leave {
    /// True while it lasts.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until
    }
}

impl Person {
    /// The key as a person's.
    pub fn person_id(&self) -> PersonId {
        PersonId(self.head.id)
    }

    /// When somebody who is away at a moment is back; none for whoever is there.
    pub fn away_until(&self, now: Instant) -> Option<Instant> {
        let today = local(now.utc(), self.zone).date();
        let leave = self.leave.filter(|leave| leave.contains(today));
        let back = leave.and_then(|leave| leave.until.succ_opt());
        let back = back.map(|day| day_start(day, self.zone).into());
        back.max(self.stand_in(now).and(self.cover_until))
    }

    /// Who stands in at a moment, if anybody.
    pub fn stand_in(&self, now: Instant) -> Option<PersonId> {
        self.cover.filter(|_| self.cover_until.is_some_and(|until| until > now))
    }
}

record!(
    Person,
    Kind::Person,
    fn label(&self) -> String {
        self.name.clone()
    },
    fn search_keys(&self) -> Vec<SearchKey> {
        let mut keys = keys_of_name(&self.name);
        keys.extend(keys_of_name(&self.handle));
        keys
    }
);

/// A team; teams form a tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// What people call it.
    pub name: String,
    /// The team above.
    pub parent: Option<Uuid>,
}

record!(
    Team,
    Kind::Team,
    fn label(&self) -> String {
        self.name.clone()
    },
    fn search_keys(&self) -> Vec<SearchKey> {
        keys_of_name(&self.name)
    }
);

/// The letters and digits of invite codes: none that is taken for another.
const CODE_CHARS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// How long an invite code is.
const CODE_LENGTH: usize = 8;

/// How long an invite works: 72 hours.
pub const INVITE_MILLIS: i64 = 72 * 60 * 60 * 1000;

/// An invite code made of random bits, of which 62 are used.
pub fn invite_code(random: u64) -> String {
    let mut left = random & (u64::MAX >> 2);
    let size = CODE_CHARS.len() as u64;
    let mut code = String::with_capacity(CODE_LENGTH);
    for _ in 0..CODE_LENGTH {
        let place = usize::try_from(left % size).unwrap_or(0);
        code.push(char::from(CODE_CHARS[place]));
        left /= size;
    }
    code
}

/// The digest under which an invite's code is kept; the code itself is not.
pub fn invite_digest(code: &str) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    Sha256::digest(code.trim().to_uppercase())
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invite_code_is_eight_characters_that_nobody_confuses() {
        for random in [0, 1, u64::MAX, 0x0123_4567_89ab_cdef] {
            let code = invite_code(random);
            assert_eq!(code.len(), 8);
            assert!(code.chars().all(|c| !"01OIL".contains(c)), "{code}");
        }
        assert_eq!(invite_digest("7kq2m9xa "), invite_digest("7KQ2M9XA"));
    }
}
