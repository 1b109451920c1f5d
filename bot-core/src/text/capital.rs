//! Amounts in the capital numerals of Chinese documents: 叁万伍仟元整.

use crate::domain::money::{Currency, Money};

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// An amount of renminbi in capital numerals; none of another currency or below nothing.
pub fn capital(money: Money) -> Option<String> {
    let fen = usize::try_from(money.minor).ok().filter(|_| money.currency == Currency::CNY)?;
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut text = whole(yuan);
    if !text.is_empty() {
        text.push('元');
    }
    if jiao == 0 && fen == 0 {
        let nothing = if text.is_empty() { "零元" } else { "" };
        return Some(format!("{text}{nothing}整"));
    }
    if jiao > 0 {
        text.extend([DIGITS[jiao], '角']);
    } else if yuan > 0 {
        text.push('零');
    }
    if fen > 0 {
        text.extend([DIGITS[fen], '分']);
    } else {
        text.push('整');
    }
    Some(text)
}

/// A whole number; nothing for 0. Zeros in a row are said once, those at the end not at all.
fn whole(number: usize) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (group, name) in GROUPS.iter().enumerate().rev() {
        let part = number / 10_000_usize.pow(u32::try_from(group).unwrap_or(0)) % 10_000;
        for (place, unit) in PLACES.iter().enumerate().rev() {
            let digit = part / 10_usize.pow(u32::try_from(place).unwrap_or(0)) % 10;
            if digit == 0 {
                gap = !text.is_empty();
                continue;
            }
            if gap {
                text.push(DIGITS[0]);
                gap = false;
            }
            text.push(DIGITS[digit]);
            text.push_str(unit);
        }
        if part > 0 {
            text.push_str(name);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_on_a_cheque() {
        let cases = [
            (3_500_000, "叁万伍仟元整"),
            (7_360_000, "柒万叁仟陆佰元整"),
            (0, "零元整"),
            (5, "伍分"),
            (50, "伍角整"),
            (105, "壹元零伍分"),
            (1_001_000, "壹万零壹拾元整"),
            (1_000_010_000, "壹仟万零壹佰元整"),
            (123_456_789_012, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
            (10_000_000_500, "壹亿零伍元整"),
        ];
        for (fen, text) in cases {
            assert_eq!(capital(Money::new(fen, Currency::CNY)).as_deref(), Some(text));
        }
        assert_eq!(capital(Money::new(1, Currency::USD)), None);
    }
}
