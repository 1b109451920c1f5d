//! Discounts, always as the share that is paid: 九折 and 10% off are both 0.9.

use super::super::Found;
use super::super::fold::plain;
use super::super::number::{self, Decimal};
use super::super::scan::Cursor;
use crate::domain::money::Paid;

/// What makes another word of 折: 3折叠, 8折合.
const NOT: &[&str] =
    &["折扣", "折叠", "折合", "折线", "折页", "折旧", "折返", "折腾", "折磨", "折射", "折断"];

/// Written like a discount, and not the one that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDiscount {
    /// None at all: 11折, 0折, 150% off.
    Never,
    /// It can be two: 0.85折 is 8.5折 for most, and a bare 10% is what is paid or what is taken off.
    Either(Paid, Paid),
}

/// Reads a text that is a discount and nothing else: 九折, 10% off, and also 0.9 and 90%.
pub fn discount_whole(text: &str) -> Result<Paid, NoDiscount> {
    let plain = plain(text.trim());
    let mut cur = Cursor::new(&plain, 0);
    if let Some(paid) = shape(&mut cur) {
        return if cur.done() { paid } else { Err(NoDiscount::Never) };
    }
    bare_share(&plain).ok_or(NoDiscount::Never)?
}

/// A share without a word: above a half it is what is paid.
fn bare_share(plain: &str) -> Option<Result<Paid, NoDiscount>> {
    let mut cur = Cursor::new(plain, 0);
    let number = number::digits(&mut cur)?;
    cur.spaces();
    let share = if cur.eat("%") { number.lowered(2) } else { number };
    let low = paid(share).filter(|_| cur.done())?;
    Some(match paid(rest(share)) {
        Some(off) if share < Decimal::HALF => Err(NoDiscount::Either(low, off)),
        _ => Ok(low),
    })
}

/// Finds the discounts in a text, by shape: a bare 0.9 or 90% is none.
pub fn find_discounts(text: &str) -> Vec<Found<Result<Paid, NoDiscount>>> {
    let plain = plain(text);
    let mut cur = Cursor::new(&plain, 0);
    let mut found = Vec::new();
    while !cur.done() {
        let start = cur.at();
        let mut ahead = cur;
        let starts = cur.peek().is_some_and(|c| {
            c.is_ascii_digit() || number::chinese_digit(c).is_some() || "十对半打do".contains(c)
        });
        if starts
            && number::may_start(cur)
            && let Some(paid) = shape(&mut ahead)
        {
            found.push(Found::new(paid, start..ahead.at()));
            cur = ahead;
        } else if cur.peek().is_some_and(|c| c.is_ascii_digit()) {
            cur.skip_run();
            while cur.peek().is_some_and(|c| c.is_ascii_digit() || c == '.') {
                cur.bump();
            }
        } else {
            cur.skip_run();
        }
    }
    found
}

/// Takes one discount that is recognised by its shape.
fn shape(cur: &mut Cursor<'_>) -> Option<Result<Paid, NoDiscount>> {
    let mut ahead = *cur;
    if ahead.any_word(&["discount of", "off by", "discount:"]) {
        ahead.spaces();
        let share = percent(&mut ahead)?;
        *cur = ahead;
        return Some(paid(rest(share)).ok_or(NoDiscount::Never));
    }
    // 打九折; the verb belongs to it.
    let verb = ahead.eat("打");
    if ahead.eat("对折") || (!verb && ahead.eat("半价")) {
        *cur = ahead;
        return Some(Ok(Paid(5000)));
    }
    let mut english = ahead;
    if let Some(share) = percent(&mut english).filter(|_| !verb) {
        english.spaces();
        english.any_word(&["off", "discount", "reduction"]).then_some(())?;
        *cur = english;
        return Some(paid(rest(share)).ok_or(NoDiscount::Never));
    }
    let value = tenths(&mut ahead)?;
    ahead.spaces();
    if ahead.sees(NOT) || !ahead.eat("折") {
        return None;
    }
    ahead.eat_any(&["优惠"]);
    if value < Decimal::whole(1)
        && let (Some(written), Some(meant)) = (paid(value.lowered(1)), paid(value))
    {
        *cur = ahead;
        return Some(Err(NoDiscount::Either(meant, written)));
    }
    // 八五折 and 85折 are hundredths, 八折 and 9.5折 tenths. 11折 would be 89 % off: nobody means
    // that, and whoever does writes 1.1折.
    let share = if value <= Decimal::whole(10) {
        Some(value.lowered(1))
    } else {
        (value >= Decimal::whole(20)).then(|| value.lowered(2))
    };
    *cur = ahead;
    Some(share.and_then(paid).ok_or(NoDiscount::Never))
}

/// Takes the number before 折, which may be two digits side by side.
fn tenths(cur: &mut Cursor<'_>) -> Option<Decimal> {
    let number = number::read(cur)?;
    (!number.big).then_some(number.value)
}

fn percent(cur: &mut Cursor<'_>) -> Option<Decimal> {
    let value = number::digits(cur)?;
    cur.spaces();
    (cur.eat("%") || cur.word("percent")).then_some(value.lowered(2))
}

fn rest(off: Decimal) -> Decimal {
    Decimal::whole(1).plus(off.negated())
}

/// Checks that a share can be paid: more than nothing, at most everything, in basis points.
fn paid(share: Decimal) -> Option<Paid> {
    let points = i64::try_from(share.units(4)?).ok()?;
    (1..=10_000).contains(&points).then_some(Paid(points))
}
