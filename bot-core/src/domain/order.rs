//! What a customer bought, from draft to delivered.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{Instant, Kind, PersonId};
use super::money::{Currency, MAX_MINOR, Paid, Quantity, line_total};
use super::record::{Head, record};

/// Where an order stands, in the order of the process; given up is the end of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Being written.
    Draft,
    /// Waiting for somebody who may confirm it.
    Submitted,
    /// Agreed.
    Confirmed,
    /// On its way.
    Shipped,
    /// At the customer's.
    Delivered,
    /// Given up, with a reason.
    Cancelled,
}

impl OrderStatus {
    /// Every status, in the order of the process.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Submitted,
        Self::Confirmed,
        Self::Shipped,
        Self::Delivered,
        Self::Cancelled,
    ];

    /// The word that stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Confirmed => "confirmed",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    /// Where an order can go from here.
    pub fn possible(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Submitted, Self::Cancelled],
            Self::Submitted => &[Self::Confirmed, Self::Draft, Self::Cancelled],
            Self::Confirmed => &[Self::Shipped, Self::Cancelled],
            Self::Shipped => &[Self::Delivered],
            Self::Delivered | Self::Cancelled => &[],
        }
    }
}

/// A move that the process refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order cannot go from {from:?} to {to:?}")]
pub struct IllegalStep {
    /// Where it is.
    pub from: OrderStatus,
    /// Where it was to go.
    pub to: OrderStatus,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Which product.
    pub product: Uuid,
    /// How many.
    pub quantity: Quantity,
    /// Of one piece, in minor units.
    pub price: i64,
    /// The share of the price that is paid.
    pub paid: Paid,
    /// The line's total in minor units.
    pub total: i64,
}

impl OrderLine {
    /// Works a line out; none when the total is larger than the system takes.
    pub fn new(product: Uuid, quantity: Quantity, price: i64, paid: Paid) -> Option<Self> {
        let total = line_total(price, quantity, paid)?;
        Some(Self { product, quantity, price, paid, total })
    }
}

/// A manager's word for an order as it was then: below the floor price, above the discount band.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Approval {
    /// Who gave it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// Who bought.
    pub customer: Uuid,
    /// The deal that it came from.
    pub deal: Option<Uuid>,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// The sum of the lines, in minor units.
    pub total: i64,
    /// Of what.
    pub currency: Currency,
    /// Where it stands.
    pub status: OrderStatus,
    /// Whose sale it is.
    pub owner: Option<PersonId>,
    /// Who confirmed it.
    pub confirmed_by: Option<PersonId>,
    /// When it was confirmed.
    pub confirmed_at: Option<Instant>,
    /// Who carries it.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub tracking: Option<String>,
    /// When it left.
    pub shipped_at: Option<Instant>,
    /// When it arrived.
    pub delivered_at: Option<Instant>,
    /// Why it was given up.
    pub cancel_reason: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// A manager's word for what it says.
    pub approval: Option<Approval>,
    /// Why it was sent back to be changed.
    pub returned: Option<String>,
}

impl Order {
    /// Moves the order on, or says why not.
    pub fn go(&mut self, to: OrderStatus) -> Result<(), IllegalStep> {
        if !self.status.possible().contains(&to) {
            return Err(IllegalStep { from: self.status, to });
        }
        self.status = to;
        Ok(())
    }
}

/// The sum of the lines; none when it is larger than the system takes.
pub fn sum(lines: &[OrderLine]) -> Option<i64> {
    let total = lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.total))?;
    (total <= MAX_MINOR).then_some(total)
}

record!(
    Order,
    Kind::Order,
    fn owner(&self) -> Option<PersonId> {
        self.owner
    },
    fn label(&self) -> String {
        self.code().to_string()
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_that_have_left_cannot_be_cancelled() {
        assert!(!OrderStatus::Shipped.possible().contains(&OrderStatus::Cancelled));
        assert!(OrderStatus::Delivered.possible().is_empty());
    }

    #[test]
    fn the_sum_of_the_lines_is_the_total() {
        let line = |price| OrderLine::new(Uuid::nil(), Quantity::pieces(3), price, Paid(9000));
        let lines: Vec<OrderLine> = [35, 120_000].into_iter().filter_map(line).collect();
        assert_eq!(sum(&lines), Some(95 + 324_000));
    }
}
