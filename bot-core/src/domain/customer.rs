//! Whom we sell to.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{Kind, PersonId};
use super::lead::reach_keys;
use super::names::{SearchKey, keys_of_name};
use super::record::{Head, record};

/// A customer: a company or a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// The full name.
    pub name: String,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// A key of the org's list of levels.
    pub level: Option<String>,
    /// What it does.
    pub industry: Option<String>,
    /// Where it is.
    pub region: Option<String>,
    /// The street address.
    pub address: Option<String>,
    /// The switchboard.
    pub phone: Option<String>,
    /// The common mailbox.
    pub email: Option<String>,
    /// Free words to sort by.
    pub tags: Vec<String>,
    /// Remarks.
    pub note: Option<String>,
    /// Whose it is; none in the pool.
    pub owner: Option<PersonId>,
    /// Who works along: may see it and log on it, and nothing else.
    pub helpers: Vec<PersonId>,
    /// The company above.
    pub parent: Option<Uuid>,
    /// The lead that it came from, so that marketing credit survives.
    pub lead: Option<Uuid>,
    /// How much it may owe, in minor units of the org's currency.
    pub credit: Option<i64>,
}

record!(
    Customer,
    Kind::Customer,
    fn owner(&self) -> Option<PersonId> {
        self.owner
    },
    fn label(&self) -> String {
        self.name.clone()
    },
    fn search_keys(&self) -> Vec<SearchKey> {
        let mut keys = keys_of_name(&self.name);
        keys.extend(self.aliases.iter().flat_map(|n| keys_of_name(n)));
        keys.extend(reach_keys(self.phone.as_deref(), self.email.as_deref()));
        keys
    }
);
