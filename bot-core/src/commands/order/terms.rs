//! What an order is measured by: its products, the customer's level and credit, and the discount that
//! needs no manager's word.

use super::limits;
use crate::domain::customer::Customer;
use crate::domain::money::Currency;
use crate::domain::order::{Order, OrderLine, OrderStatus};
use crate::domain::product::Product;
use crate::domain::record::Record as _;
use crate::store::{RecordsExt as _, StoreError, Stored, Tx};

/// What an order is measured by.
pub(super) struct Terms {
    /// What the lines are of, in their order.
    pub products: Vec<Product>,
    /// How much less than the list price needs no manager's word, in basis points.
    pub band: i64,
    /// The customer's level.
    pub level: Option<String>,
    /// The customer's credit limit, and what is owed with this order.
    pub credit: Option<(i64, i64)>,
}

impl Terms {
    /// Looks them up; credit is given in the org's currency alone.
    pub async fn of(
        tx: &mut dyn Tx,
        order: &Order,
        (currency, band): (Currency, i64),
    ) -> Stored<Self> {
        let mut products = Vec::new();
        for line in &order.lines {
            let product = tx.get::<Product>(line.product).await?;
            let missing = || StoreError::Broken(format!("{}: a product is missing", order.code()));
            products.push(product.ok_or_else(missing)?);
        }
        let customer = tx.get::<Customer>(order.customer).await?;
        let limit = customer.as_ref().and_then(|customer| customer.credit);
        let level = customer.and_then(|customer| customer.level);
        let credit = match limit.filter(|_| order.currency == currency) {
            Some(limit) => {
                let owed = tx.owed(order.customer, order.currency, order.id()).await?;
                Some((limit, owed.saturating_add(order.total)))
            }
            None => None,
        };
        Ok(Self { products, band, level, credit })
    }

    /// How far the order takes the customer above the credit limit.
    pub fn over(&self) -> Option<i64> {
        self.credit.map(|(limit, owed)| owed - limit).filter(|over| *over > 0)
    }

    /// True when a price is below the floor or the discount band.
    pub fn has_low_prices(&self, order: &Order) -> bool {
        let mut pairs = order.lines.iter().zip(&self.products);
        pairs.any(|(line, product)| !self.breaches_of(line, product, order.currency).is_empty())
    }

    /// What a line asks less for than it may without a manager's word.
    pub fn breaches_of(
        &self,
        line: &OrderLine,
        product: &Product,
        currency: Currency,
    ) -> Vec<limits::Breach> {
        limits::breaches(line, product, self.level.as_deref(), (currency, self.band))
    }

    /// True when it is submitted and cannot be confirmed before a manager's word: none was given, or
    /// for less above the credit limit.
    pub fn waits(&self, order: &Order) -> bool {
        let waits = match &order.approval {
            Some(word) => self.over() > word.over,
            None => self.has_low_prices(order) || self.over().is_some(),
        };
        order.status == OrderStatus::Submitted && waits
    }
}
