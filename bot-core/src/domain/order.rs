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
    /// How many of them have left.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub shipped: Quantity,
    /// How many of those have arrived.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub delivered: Quantity,
}

impl OrderLine {
    /// Works a line out; none when the total is larger than the system takes.
    pub fn new(product: Uuid, quantity: Quantity, price: i64, paid: Paid) -> Option<Self> {
        let none = Quantity::NONE;
        let line =
            Self { product, quantity, price, paid, total: 0, shipped: none, delivered: none };
        line.worked_out()
    }

    /// The line with the total that it comes to; none when that is larger than the system takes.
    pub fn worked_out(self) -> Option<Self> {
        let total = line_total(self.price, self.quantity, self.paid)?;
        Some(Self { total, ..self })
    }

    /// What has not left yet.
    pub fn open(&self) -> Quantity {
        self.quantity.less(self.shipped)
    }

    /// What has left and not arrived yet.
    pub fn on_the_way(&self) -> Quantity {
        self.shipped.less(self.delivered)
    }
}

/// A manager's word for an order as it was then: below the floor price, above the discount band.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Approval {
    /// Who gave it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// How far above the customer's credit limit, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<i64>,
}

/// Goods that left together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// When.
    pub at: Instant,
    /// Who carries it.
    pub carrier: String,
    /// The carrier's number.
    pub tracking: Option<String>,
    /// How many of which products.
    pub goods: Vec<(Uuid, Quantity)>,
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
    /// What left, the oldest first; nothing for orders from before goods left in parts.
    #[serde(default)]
    pub parcels: Vec<Parcel>,
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

    /// Tells whether a step is possible: what has left of an order that is not shipped as a whole
    /// can arrive.
    pub fn can(&self, to: OrderStatus) -> bool {
        let part = to == OrderStatus::Delivered && self.status == OrderStatus::Confirmed;
        self.status.possible().contains(&to) || (part && self.is_on_the_way())
    }

    /// Tells whether anything has left and not arrived.
    pub fn is_on_the_way(&self) -> bool {
        self.lines.iter().any(|line| !line.on_the_way().is_none())
    }

    /// Tells whether some of it has left and some has not.
    pub fn is_part_shipped(&self) -> bool {
        let some = self.lines.iter().any(|line| !line.shipped.is_none());
        self.status == OrderStatus::Confirmed && some
    }

    /// Tells whether all has left and some of it has arrived.
    pub fn is_part_delivered(&self) -> bool {
        let some = self.lines.iter().any(|line| !line.delivered.is_none());
        self.status == OrderStatus::Shipped && some
    }

    /// Follows its goods: an order is shipped when all of it has left, delivered when all has
    /// arrived.
    pub fn follow_goods(&mut self) {
        let all = |is: fn(&OrderLine) -> bool| self.lines.iter().all(is);
        let shipped = all(|line| line.open().is_none());
        let delivered = all(|line| line.delivered >= line.quantity);
        if self.status == OrderStatus::Confirmed && shipped {
            self.status = OrderStatus::Shipped;
        }
        if self.status == OrderStatus::Shipped && delivered {
            self.status = OrderStatus::Delivered;
        }
    }

    /// What each line holds by the order's own account: before goods left in parts only its status
    /// told of them.
    #[must_use]
    pub fn counted(mut self) -> Self {
        let (shipped, delivered) = match self.status {
            OrderStatus::Shipped => (true, false),
            OrderStatus::Delivered => (true, true),
            _ => (false, false),
        };
        for line in &mut self.lines {
            line.shipped = if shipped { line.quantity } else { line.shipped };
            line.delivered = if delivered { line.quantity } else { line.delivered };
        }
        self
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
    fn an_order_follows_its_goods() {
        let line = OrderLine::new(Uuid::nil(), Quantity::pieces(3), 35, Paid::FULL);
        let mut order = Order {
            head: Head::new(Uuid::nil(), 1, Instant(0)),
            customer: Uuid::nil(),
            deal: None,
            lines: line.into_iter().collect(),
            total: 105,
            currency: Currency::CNY,
            status: OrderStatus::Confirmed,
            owner: None,
            confirmed_by: None,
            confirmed_at: None,
            carrier: None,
            tracking: None,
            shipped_at: None,
            delivered_at: None,
            cancel_reason: None,
            note: None,
            approval: None,
            returned: None,
            parcels: Vec::new(),
        };
        order.lines[0].shipped = Quantity::pieces(1);
        order.follow_goods();
        assert!(order.is_part_shipped() && order.can(OrderStatus::Delivered));
        order.lines[0].shipped = Quantity::pieces(3);
        order.lines[0].delivered = Quantity::pieces(1);
        order.follow_goods();
        assert!(order.status == OrderStatus::Shipped && order.is_part_delivered());
        order.lines[0].delivered = Quantity::pieces(3);
        order.follow_goods();
        assert!(order.status == OrderStatus::Delivered);
        let old = Order { status: OrderStatus::Shipped, ..order }.counted();
        assert!(old.lines[0].open().is_none());
    }

    #[test]
    fn the_sum_of_the_lines_is_the_total() {
        let line = |price| OrderLine::new(Uuid::nil(), Quantity::pieces(3), price, Paid(9000));
        let lines: Vec<OrderLine> = [35, 120_000].into_iter().filter_map(line).collect();
        assert_eq!(sum(&lines), Some(95 + 324_000));
    }
}
