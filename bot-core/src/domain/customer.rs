//! Whom we sell to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{Kind, PersonId};
use super::lead::{keys_of_also, reach_keys};
use super::names::{Rung, SearchKey, keys_of_name, tax_id_key};
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
    /// Whom invoices are made out to, where that is not the name.
    #[serde(default)]
    pub tax_title: Option<String>,
    /// The unified social credit code, or the tax number of another country, as it is compared.
    #[serde(default)]
    pub tax_id: Option<String>,
    /// The bank that invoices name.
    #[serde(default)]
    pub bank: Option<String>,
    /// The account there.
    #[serde(default)]
    pub bank_account: Option<String>,
    /// The address and phone that invoices name.
    #[serde(default)]
    pub billing: Option<String>,
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
        keys.extend(keys_of_also(&self.also));
        let tax = self.tax_id.as_deref().and_then(tax_id_key);
        keys.extend(tax.map(|key| SearchKey { key, rung: Rung::TaxId }));
        keys
    }
);
