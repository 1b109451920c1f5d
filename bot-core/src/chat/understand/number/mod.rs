//! Numbers in digits and in words: 12.5, 1,250, 3千, 1.2亿, 三千五, 15k, half a million.
//!
//! By hand and not through a crate: none reads decimals in words (一点五亿), mixed digits (3千5)
//! and English at once, and all would need the same care about where a number ends.

mod chinese;
mod decimal;
mod english;

pub use decimal::Decimal;

pub(super) use chinese::{digit as chinese_digit, is_numeral, small};
pub(super) use english::count as english_count;

use super::fold::plain;
use super::scan::{Cursor, is_latin};

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// How much it is.
    pub value: Decimal,
    /// Whether a large unit (万, 亿, k, m, million, …) is part of it, as prices have.
    pub big: bool,
    /// The power of ten of the units that end it, for a range like 50-80万.
    pub power: u32,
    /// The power of ten of the largest unit alone: 4 in 八十万, whose `power` is 5.
    pub unit: u32,
}

impl Number {
    fn bare(value: Decimal) -> Self {
        Self { value, big: false, power: 0, unit: 0 }
    }
}

/// Reads a text that is a number and nothing else.
pub fn whole(text: &str) -> Option<Decimal> {
    let plain = plain(text.trim());
    let mut cur = Cursor::new(&plain, 0);
    let negative = cur.eat_any(&["-", "负", "minus "]);
    let number = read(&mut cur)?;
    cur.done().then_some(if negative { number.value.negated() } else { number.value })
}

/// Takes the number that comes next in a folded text.
pub(super) fn read(cur: &mut Cursor<'_>) -> Option<Number> {
    let first = cur.peek()?;
    if first.is_ascii_digit() || first == '.' {
        let mut ahead = *cur;
        let value = digits(&mut ahead)?;
        let number = scaled(&mut ahead, value);
        *cur = ahead;
        return Some(number);
    }
    if first.is_ascii_alphabetic() {
        return if cur.word_starts() { english::read(cur) } else { None };
    }
    chinese::read(cur, None)
}

/// Takes ASCII digits with grouping commas and decimals: 1,250.50. Not 1.2.3.
pub(super) fn digits(cur: &mut Cursor<'_>) -> Option<Decimal> {
    let mut ahead = *cur;
    let mut value = Decimal::ZERO;
    let mut count = 0_usize;
    let mut grouped = false;
    loop {
        match ahead.peek() {
            Some(c) if c.is_ascii_digit() => {
                value = value.push(c.to_digit(10)?);
                count += 1;
                ahead.bump();
            }
            // Groups are of exactly three digits, after one of at most three.
            Some(',') if (grouped && count == 3) || (!grouped && (1..=3).contains(&count)) => {
                let mut group = ahead;
                group.bump();
                if group.digits(3).is_none_or(|(_, n)| n != 3) {
                    break;
                }
                ahead.bump();
                (grouped, count) = (true, 0);
            }
            _ => break,
        }
    }
    if count == 0 && !grouped && ahead.peek() != Some('.') {
        return None;
    }
    let mut point = ahead;
    if point.eat(".") && point.peek().is_some_and(|c| c.is_ascii_digit()) {
        while let Some(d) = point.peek().and_then(|c| c.to_digit(10)) {
            value = value.push_decimal(d);
            point.bump();
        }
        ahead = point;
        // 1.2.3 is a version, an address or a date.
        if point.eat(".") && point.peek().is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
    } else if count == 0 {
        return None;
    }
    *cur = ahead;
    Some(value.trimmed())
}

/// Units of one or two letters, glued to their number.
const LETTERS: &[(&str, u32)] = &[("mn", 6), ("bn", 9), ("k", 3), ("w", 4), ("m", 6), ("b", 9)];

/// Takes the unit after digits: 3千5, 50 万, 15k, 1.5 million.
fn scaled(cur: &mut Cursor<'_>, value: Decimal) -> Number {
    let mut ahead = *cur;
    let spaced = ahead.spaces();
    let chinese = if spaced {
        ahead.sees(&["万", "亿"])
    } else {
        ahead.peek().is_some_and(chinese::is_unit)
    };
    if chinese && let Some(number) = chinese::read(&mut ahead, Some(value)) {
        *cur = ahead;
        return number;
    }
    let power = if spaced { None } else { cur.lookup(LETTERS) };
    if let Some(power) = power.or_else(|| {
        let power = ahead.lookup(english::SCALES)?;
        *cur = ahead;
        Some(power)
    }) {
        return Number { value: value.shifted(power), big: power > 2, power, unit: power };
    }
    if ahead.any_word(&["dozen"]) {
        *cur = ahead;
        return Number::bare(value.times(12));
    }
    Number::bare(value)
}

/// Says whether a number may start here: not inside a code, another number or an ordinal.
pub(super) fn may_start(cur: Cursor<'_>) -> bool {
    match cur.before() {
        Some('.' | '第' | '#' | '_') => false,
        Some(c) => !is_latin(c),
        None => true,
    }
}

#[cfg(test)]
mod tests;
