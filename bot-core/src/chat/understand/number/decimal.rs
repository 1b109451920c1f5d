//! Exact decimal numbers that stop growing where no amount of money can be.

use std::cmp::Ordering;

/// Where counting stops: everything at or above it is the same, namely far too much.
const CAP: i128 = 10_i128.pow(30);
/// How many decimals are kept; a longer tail leaves a trace, so that it is never called exact.
const DECIMALS: u32 = 12;

/// An exact decimal number: `mantissa` / 10^`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };
    /// One half.
    pub const HALF: Self = Self { mantissa: 5, scale: 1 };

    /// Makes a whole number.
    pub fn whole(n: i128) -> Self {
        Self { mantissa: n.clamp(-CAP, CAP), scale: 0 }
    }

    /// Makes `mantissa` / 10^`scale`.
    pub fn new(mantissa: i128, scale: u32) -> Self {
        Self { mantissa: mantissa.clamp(-CAP, CAP), scale: scale.min(DECIMALS) }.trimmed()
    }

    /// Says whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Says whether it is nothing at all.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Counts it in units of 10^-`places`; `None` when it lies between two of them.
    pub fn units(self, places: u32) -> Option<i128> {
        if places >= self.scale {
            let factor = 10_i128.pow((places - self.scale).min(18));
            return Some(self.mantissa.saturating_mul(factor).clamp(-CAP, CAP));
        }
        let divisor = 10_i128.pow(self.scale - places);
        (self.mantissa % divisor == 0).then_some(self.mantissa / divisor)
    }

    pub(super) fn push(self, digit: u32) -> Self {
        Self::whole(self.mantissa.saturating_mul(10) + i128::from(digit))
    }

    pub(super) fn push_decimal(self, digit: u32) -> Self {
        if self.scale < DECIMALS && self.mantissa < CAP / 10 {
            Self { mantissa: self.mantissa * 10 + i128::from(digit), scale: self.scale + 1 }
        } else if digit > 0 && self.mantissa % 10 == 0 && self.mantissa < CAP {
            Self { mantissa: self.mantissa + 1, ..self }
        } else {
            self
        }
    }

    pub(super) fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }

    /// Multiplies by 10^`power`.
    #[must_use]
    pub fn shifted(self, power: u32) -> Self {
        let rest = power.saturating_sub(self.scale).min(30);
        Self {
            mantissa: self.mantissa.saturating_mul(10_i128.pow(rest)).clamp(-CAP, CAP),
            scale: self.scale.saturating_sub(power),
        }
    }

    /// Divides by 10^`power`.
    #[must_use]
    pub fn lowered(self, power: u32) -> Self {
        Self { mantissa: self.mantissa, scale: self.scale + power }.trimmed()
    }

    /// Multiplies by a whole number.
    #[must_use]
    pub fn times(self, n: i128) -> Self {
        Self { mantissa: self.mantissa.saturating_mul(n).clamp(-CAP, CAP), scale: self.scale }
            .trimmed()
    }

    /// Adds another.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let scale = self.scale.max(other.scale);
        let raise = |d: Self| d.mantissa.saturating_mul(10_i128.pow((scale - d.scale).min(30)));
        Self { mantissa: raise(self).saturating_add(raise(other)).clamp(-CAP, CAP), scale }
            .trimmed()
    }

    /// Gives the same distance on the other side of zero.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.plus(other.negated()).mantissa.cmp(&0)
    }
}
