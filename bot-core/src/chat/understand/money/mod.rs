//! Amounts, discounts, quantities and order lines.

mod amend;
mod amount;
mod currency;
mod discount;
mod gift;
mod line;
mod price;
mod share;

pub use amend::{more_whole, order_lines};
pub use amount::{Amount, ROUGHLY, find_all, roughly_from, whole};
pub use discount::{NoDiscount, discount_whole, find_discounts};
pub use line::{LineProblem, LineText, is_sure_line, order_line, quantity_whole};

#[cfg(test)]
mod tests;
