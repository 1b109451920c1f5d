//! A person at a customer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{Kind, PersonId};
use super::lead::reach_keys;
use super::names::{SearchKey, keys_of_name};
use super::record::{Head, record};

/// A contact. It is seen by whoever sees its customer, whose owner it carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// Where the person works.
    pub customer: Uuid,
    /// As typed, title kept: 李工.
    pub name: String,
    /// The position.
    pub title: Option<String>,
    /// As typed.
    pub phone: Option<String>,
    /// As typed.
    pub email: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// The customer's owner.
    pub owner: Option<PersonId>,
}

record!(
    Contact,
    Kind::Contact,
    fn owner(&self) -> Option<PersonId> {
        self.owner
    },
    fn label(&self) -> String {
        self.name.clone()
    },
    fn search_keys(&self) -> Vec<SearchKey> {
        let mut keys = keys_of_name(&self.name);
        keys.extend(reach_keys(self.phone.as_deref(), self.email.as_deref()));
        keys
    }
);
