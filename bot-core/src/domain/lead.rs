//! Somebody who might buy: fields, and the guarded way from new to converted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{Instant, Kind, PersonId};
use super::names::{Rung, SearchKey, email_key, keys_of_name, phone_key};
use super::record::{Head, record};

/// Where a lead stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadStatus {
    /// Nobody has spoken to it yet.
    New,
    /// Somebody has.
    Contacted,
    /// Worth selling to.
    Qualified,
    /// Became a customer.
    Converted,
    /// Given up, with a reason.
    Lost,
    /// Back for another try.
    Recycled,
}

impl LeadStatus {
    /// Every status, in the order of the process.
    pub const ALL: [Self; 6] =
        [Self::New, Self::Contacted, Self::Qualified, Self::Converted, Self::Lost, Self::Recycled];

    /// The word that stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Contacted => "contacted",
            Self::Qualified => "qualified",
            Self::Converted => "converted",
            Self::Lost => "lost",
            Self::Recycled => "recycled",
        }
    }

    /// Where a lead can go from here.
    pub fn possible(self) -> &'static [Self] {
        match self {
            Self::New | Self::Recycled => {
                &[Self::Contacted, Self::Qualified, Self::Converted, Self::Lost]
            }
            Self::Contacted => &[Self::Qualified, Self::Converted, Self::Lost],
            Self::Qualified => &[Self::Converted, Self::Lost],
            Self::Lost => &[Self::Recycled],
            Self::Converted => &[],
        }
    }

    /// Tells whether the lead still wants work.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Converted | Self::Lost)
    }
}

/// A move that the machine refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a lead cannot go from {from:?} to {to:?}")]
pub struct IllegalMove {
    /// Where it is.
    pub from: LeadStatus,
    /// Where it was to go.
    pub to: LeadStatus,
}

/// A lead. Only a name or a phone is required.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// The person.
    pub name: Option<String>,
    /// The company.
    pub company: Option<String>,
    /// As typed; compared by its normalised form.
    pub phone: Option<String>,
    /// As typed; compared by its normalised form.
    pub email: Option<String>,
    /// A key of the org's list of sources.
    pub source: Option<String>,
    /// What they want.
    pub need: Option<String>,
    /// Where they are.
    pub region: Option<String>,
    /// Free words to sort by.
    pub tags: Vec<String>,
    /// Whose it is; none in the pool.
    pub owner: Option<PersonId>,
    /// Where it stands.
    pub status: LeadStatus,
    /// A key of the org's list of reasons, when lost.
    pub lost_reason: Option<String>,
    /// The words that went with the reason.
    pub lost_note: Option<String>,
    /// The customer that it became.
    pub customer: Option<Uuid>,
    /// The rule by which it was given to somebody.
    #[serde(default)]
    pub rule: Option<i64>,
    /// When that was.
    #[serde(default)]
    pub given_at: Option<Instant>,
    /// Further phones and e-mail addresses, from records that were merged into this one.
    #[serde(default)]
    pub also: Vec<String>,
    /// The one that took it in, when it was merged.
    #[serde(default)]
    pub merged: Option<Uuid>,
    /// Those that look alike and are not the same, with what each pair was called when that was said.
    #[serde(default)]
    pub apart: BTreeMap<Uuid, String>,
}

impl Lead {
    /// Moves the lead on, or says why not.
    pub fn go(&mut self, to: LeadStatus) -> Result<(), IllegalMove> {
        if !self.status.possible().contains(&to) {
            return Err(IllegalMove { from: self.status, to });
        }
        self.status = to;
        Ok(())
    }
}

record!(
    Lead,
    Kind::Lead,
    fn owner(&self) -> Option<PersonId> {
        self.owner
    },
    fn label(&self) -> String {
        [&self.name, &self.company, &self.phone]
            .into_iter()
            .find_map(Clone::clone)
            .unwrap_or_else(|| self.code().to_string())
    },
    fn search_keys(&self) -> Vec<SearchKey> {
        let mut keys: Vec<SearchKey> = self.name.iter().flat_map(|n| keys_of_name(n)).collect();
        keys.extend(self.company.iter().flat_map(|n| keys_of_name(n)));
        keys.extend(reach_keys(self.phone.as_deref(), self.email.as_deref()));
        keys.extend(keys_of_also(&self.also));
        keys
    }
);

/// The keys of a phone and an e-mail, shared by all who have them.
pub(super) fn reach_keys(phone: Option<&str>, email: Option<&str>) -> Vec<SearchKey> {
    let phone = phone.and_then(phone_key).map(|key| SearchKey { key, rung: Rung::Phone });
    let email = email.and_then(email_key).map(|key| SearchKey { key, rung: Rung::Email });
    phone.into_iter().chain(email).collect()
}

/// The keys of further phones and e-mail addresses.
pub(super) fn keys_of_also(also: &[String]) -> impl Iterator<Item = SearchKey> {
    also.iter().flat_map(|one| reach_keys(Some(one), Some(one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_converted_lead_goes_nowhere_and_a_lost_one_only_back() {
        assert!(LeadStatus::Converted.possible().is_empty());
        assert_eq!(LeadStatus::Lost.possible(), [LeadStatus::Recycled]);
        for status in LeadStatus::ALL {
            assert!(!status.possible().contains(&status), "{status:?} leads to itself");
        }
    }
}
