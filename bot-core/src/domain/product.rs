//! What we sell, and for how much.

use serde::{Deserialize, Serialize};

use super::ids::Kind;
use super::money::{Currency, Quantity};
use super::names::{SearchKey, keys_of_name};
use super::record::{Head, record};

/// A price for some customers, or from some quantity on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPrice {
    /// For customers of which level: a key of the org's list; for all when none.
    pub level: Option<String>,
    /// From how many on.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub from: Quantity,
    /// Of one piece, in minor units.
    pub price: i64,
}

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
    /// What some customers pay, and what is paid from some quantity on.
    #[serde(default)]
    pub prices: Vec<ListPrice>,
}

impl Product {
    /// What somebody of a level pays for one of so many, and by which price of the list: the least
    /// of those that fit. Who has a price of an own level pays no general one, except for a quantity.
    pub fn price_for(
        &self,
        level: Option<&str>,
        quantity: Quantity,
    ) -> Option<(i64, Option<&ListPrice>)> {
        let fits = |one: &&ListPrice| {
            one.from <= quantity && one.level.as_deref().is_none_or(|own| Some(own) == level)
        };
        let best = self.prices.iter().filter(fits).min_by_key(|one| one.price);
        let own = self.prices.iter().filter(fits).any(|one| one.level.is_some());
        match (best, self.price) {
            (Some(best), Some(price)) if !own && price <= best.price => Some((price, None)),
            (Some(best), _) => Some((best.price, Some(best))),
            (None, price) => price.map(|price| (price, None)),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Instant;

    #[test]
    fn the_best_price_that_fits_is_paid() {
        let list = |level: Option<&str>, from, price| ListPrice {
            level: level.map(str::to_owned),
            from: Quantity::pieces(from),
            price,
        };
        let product = Product {
            head: Head::new(uuid::Uuid::nil(), 1, Instant(0)),
            sku: "A100".to_owned(),
            name: "空调".to_owned(),
            unit: None,
            price: Some(3500),
            floor: None,
            cost: None,
            currency: Currency::CNY,
            tax: None,
            series: None,
            prices: vec![list(Some("A"), 0, 3200), list(None, 50, 3100), list(Some("C"), 0, 3800)],
        };
        let price =
            |level, many| product.price_for(level, Quantity::pieces(many)).map(|(price, _)| price);
        assert_eq!(price(None, 1), Some(3500));
        assert_eq!(price(Some("A"), 1), Some(3200));
        assert_eq!(price(Some("A"), 50), Some(3100));
        assert_eq!(price(Some("B"), 49), Some(3500));
        assert_eq!(price(Some("C"), 1), Some(3800));
    }
}
