//! Money, quantities and discounts: whole numbers only, with the currency's own number of decimals.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The largest amount that the system takes, in minor units of any currency: 10^13.
pub const MAX_MINOR: i64 = 10_000_000_000_000;

/// An ISO 4217 currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The renminbi, the currency of the practice org.
    pub const CNY: Self = Self(iso_currency::Currency::CNY);
    /// The dollar of the United States.
    pub const USD: Self = Self(iso_currency::Currency::USD);

    /// The three letters of the standard.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals the currency has: JPY 0, CNY 2, KWD 3.
    pub fn exponent(self) -> u32 {
        self.0.exponent().unwrap_or(2).into()
    }

    /// How many minor units make one major unit: 1, 100 or 1,000.
    pub fn scale(self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

/// Says that three letters are no currency.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0} is not an ISO 4217 currency")]
pub struct NoCurrency(String);

impl FromStr for Currency {
    type Err = NoCurrency;

    fn from_str(text: &str) -> Result<Self, NoCurrency> {
        iso_currency::Currency::from_code(&text.to_ascii_uppercase())
            .map(Self)
            .ok_or_else(|| NoCurrency(text.to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: 350,000 is 3,500.00 in CNY and 350,000 in JPY.
    pub minor: i64,
    /// What the units are of.
    pub currency: Currency,
}

impl Money {
    /// Makes an amount of minor units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }
}

/// Why a text or a number is not an amount that the system takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyProblem {
    /// Less than nothing.
    #[error("an amount cannot be below zero")]
    Negative,
    /// More than [`MAX_MINOR`].
    #[error("an amount can be at most 10^13 minor units")]
    TooLarge,
    /// More decimals than the currency has.
    #[error("the currency has fewer decimals")]
    TooPrecise,
}

/// A number of pieces in thousandths, so that 1.5 kg is exact.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quantity(pub i64);

impl Quantity {
    /// Nothing at all.
    pub const NONE: Self = Self(0);

    /// Tells whether it is nothing.
    pub fn is_none(&self) -> bool {
        *self == Self::NONE
    }

    /// What is left when so much is gone; never below nothing.
    #[must_use]
    pub fn less(self, gone: Self) -> Self {
        Self(self.0.saturating_sub(gone.0).max(0))
    }

    /// Both together.
    #[must_use]
    pub fn and(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }

    /// Makes a quantity of whole pieces.
    pub fn pieces(n: i64) -> Self {
        Self(n.saturating_mul(1000))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 1000, (self.0 % 1000).abs());
        if part == 0 {
            write!(f, "{whole}")
        } else {
            write!(f, "{}", format!("{whole}.{part:03}").trim_end_matches('0'))
        }
    }
}

/// The share of a price that is paid, in basis points: 九折 is 9,000, no discount is 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Paid(pub i64);

impl Paid {
    /// The whole price.
    pub const FULL: Self = Self(10_000);
}

impl Default for Paid {
    fn default() -> Self {
        Self::FULL
    }
}

/// Works out a line: price × quantity × share paid, rounded half away from zero to a minor unit.
///
/// The price is in minor units of one piece. `None` when the result is above [`MAX_MINOR`].
pub fn line_total(price_minor: i64, quantity: Quantity, paid: Paid) -> Option<i64> {
    const DIVISOR: i128 = 1000 * 10_000;
    let exact = i128::from(price_minor) * i128::from(quantity.0) * i128::from(paid.0);
    let half = if exact < 0 { -(DIVISOR / 2) } else { DIVISOR / 2 };
    let rounded = i64::try_from((exact + half) / DIVISOR).ok()?;
    (rounded.abs() <= MAX_MINOR).then_some(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_rounded_half_away_from_zero() {
        // 0.35 × 3 × 90 % = 0.945 → 0.95
        assert_eq!(line_total(35, Quantity::pieces(3), Paid(9000)), Some(95));
        assert_eq!(line_total(-35, Quantity::pieces(3), Paid(9000)), Some(-95));
        assert_eq!(line_total(350_000, Quantity::pieces(20), Paid::FULL), Some(7_000_000));
        assert_eq!(line_total(MAX_MINOR, Quantity::pieces(2), Paid::FULL), None);
    }

    #[test]
    fn currencies_know_their_decimals() {
        let scale = |code: &str| code.parse::<Currency>().map(Currency::scale);
        assert_eq!(scale("jpy"), Ok(1));
        assert_eq!(scale("CNY"), Ok(100));
        assert_eq!(scale("KWD"), Ok(1000));
        assert!(scale("元").is_err());
    }

    #[test]
    fn quantities_show_no_needless_zeros() {
        assert_eq!(Quantity(1500).to_string(), "1.5");
        assert_eq!(Quantity::pieces(20).to_string(), "20");
    }
}
