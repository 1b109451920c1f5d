//! Numbers in English words: twenty-five, two hundred thousand, half a million, a dozen.

use super::super::scan::Cursor;
use super::{Decimal, Number};

/// How many words one number may have.
const WORDS: usize = 16;

/// Words that multiply, as powers of ten.
pub(super) const SCALES: &[(&str, u32)] = &[
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("mio", 6),
    ("billion", 9),
    ("trillion", 12),
];

const SMALL: &[(&str, u32)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Takes a number in words.
pub(super) fn read(cur: &mut Cursor<'_>) -> Option<Number> {
    let mut ahead = *cur;
    let (mut total, mut group) = (Decimal::ZERO, None::<Decimal>);
    let (mut power, mut last_scale) = (0, u32::MAX);
    if ahead.word("half") {
        ahead.spaces();
        if ahead.any_word(&["a", "an"]) {
            ahead.spaces();
        }
        let scale = ahead.lookup(SCALES)?;
        *cur = ahead;
        return Some(Number {
            value: Decimal::HALF.shifted(scale),
            big: true,
            power: scale,
            unit: scale,
        });
    }
    let mut fresh = true;
    for _ in 0..WORDS {
        let mut next = ahead;
        let joined = fresh || next.eat("-") || next.spaces();
        if !joined || (!fresh && next.word("and") && !next.spaces()) {
            break;
        }
        if fresh && next.any_word(&["a", "an"]) {
            next.spaces();
            let mut unit = next;
            if unit.lookup(SCALES).is_none() && !unit.word("dozen") {
                return None;
            }
            group = Some(Decimal::whole(1));
        }
        if let Some(n) = next.lookup(SMALL) {
            if !group.is_none_or(|g| fits(g, n)) {
                break;
            }
            group = Some(group.unwrap_or_default().plus(Decimal::whole(n.into())));
        } else if let Some(scale) = next.lookup(SCALES) {
            let Some(g) = group.filter(|_| scale == 2 || scale < last_scale) else {
                break;
            };
            if scale == 2 {
                group = Some(g.shifted(2));
            } else {
                total = total.plus(g.shifted(scale));
                (group, last_scale) = (None, scale);
            }
            power = scale;
        } else if next.word("dozen") {
            let dozens = group?.times(12);
            *cur = next;
            return Some(Number::bare(total.plus(dozens)));
        } else {
            break;
        }
        fresh = false;
        ahead = next;
    }
    if fresh {
        return None;
    }
    *cur = ahead;
    Some(Number {
        value: total.plus(group.unwrap_or_default()),
        big: last_scale != u32::MAX,
        power,
        unit: power,
    })
}

/// Says whether a small number may follow: five after twenty or hundred, not twenty after five.
fn fits(group: Decimal, next: u32) -> bool {
    let (Some(group), next) = (group.units(0), i128::from(next)) else {
        return false;
    };
    let (tens, ones) = (group % 100, group % 10);
    (group > 0 && tens == 0) || (tens >= 20 && ones == 0 && (1..10).contains(&next))
}

/// Takes a small count: a, an, one … ninety-nine, or digits.
pub(in super::super) fn count(cur: &mut Cursor<'_>) -> Option<u32> {
    if let Some((n, _)) = cur.digits(4) {
        return Some(n);
    }
    if cur.any_word(&["a couple of", "a couple"]) {
        return Some(2);
    }
    if cur.any_word(&["a", "an"]) {
        return Some(1);
    }
    let mut ahead = *cur;
    let tens = ahead.lookup(SMALL)?;
    *cur = ahead;
    if tens >= 20
        && (ahead.eat("-") || ahead.spaces())
        && let Some(ones) = ahead.lookup(SMALL).filter(|n| (1..10).contains(n))
    {
        *cur = ahead;
        return Some(tens + ones);
    }
    Some(tens)
}
