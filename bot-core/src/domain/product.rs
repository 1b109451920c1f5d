//! What we sell, and for how much.

use serde::{Deserialize, Serialize};

use super::ids::Kind;
use super::money::Currency;
use super::names::{SearchKey, keys_of_name};
use super::record::{Head, record};

/// A product. Prices include tax unless the org says otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// The org's own code, unique in it: `A100`.
    pub sku: String,
    /// What it is called.
    pub name: String,
    /// What it is counted in: 台.
    pub unit: Option<String>,
    /// In minor units of one piece; none when not known.
    pub price: Option<i64>,
    /// Below this a sale needs a manager.
    pub floor: Option<i64>,
    /// What it costs us.
    pub cost: Option<i64>,
    /// Of what the prices are.
    pub currency: Currency,
    /// The tax rate in basis points.
    pub tax: Option<i64>,
    /// A family of products.
    pub series: Option<String>,
}

record!(
    Product,
    Kind::Product,
    fn label(&self) -> String {
        self.name.clone()
    },
    fn search_keys(&self) -> Vec<SearchKey> {
        let mut keys = keys_of_name(&self.name);
        keys.extend(keys_of_name(&self.sku));
        keys
    }
);
