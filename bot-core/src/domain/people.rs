//! Who works here, in which team, in which language and zone.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::access::Role;
use super::ids::{Kind, PersonId};
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
    /// What the person may do: the union of the roles' rights.
    pub roles: Vec<Role>,
    /// The team, if any.
    pub team: Option<Uuid>,
    /// True from the moment that the account is closed.
    pub frozen: bool,
}

impl Person {
    /// The key as a person's.
    pub fn person_id(&self) -> PersonId {
        PersonId(self.head.id)
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
    }
);
