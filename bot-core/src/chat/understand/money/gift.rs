//! What is given: «配件包5套送», `2 B7 free`. Its price is nothing.

use super::super::Found;
use super::super::fold::plain;
use super::amount::Amount;
use super::line::LineText;

/// What says so behind a line.
const BEHIND: [&str; 14] = [
    "免费送",
    "免费赠送",
    "赠送",
    "免费",
    "白送",
    "送的",
    "赠品",
    "送",
    "赠",
    "for free",
    "free of charge",
    "as a gift",
    "free",
    "gratis",
];
/// The same before a product.
const BEFORE: [&str; 4] = ["赠送", "免费送", "送", "赠"];

/// The same as a word of its own before a line.
const APART: [&str; 5] = ["free", "gift", "a free", "赠品", "赠送"];

/// Gives the lines a price of nothing that words give away.
pub(super) fn given(text: &str, lines: &mut [Found<LineText>]) {
    let plain = plain(text);
    for line in lines.iter_mut().filter(|line| line.value.price.is_none() && !line.value.less) {
        let end = line.span.end;
        let rest = plain[end..].trim_start_matches([' ', ',']);
        let at = plain.len() - rest.len();
        let whole = |word: &&&str| {
            let after = &rest[word.len()..];
            // «free shipping» gives something else.
            let goes_on = word.is_ascii() && after.trim_start().starts_with(char::is_alphabetic);
            !goes_on && !after.starts_with(char::is_alphanumeric)
        };
        let behind = BEHIND.iter().filter(|word| rest.starts_with(**word)).find(whole);
        // 送风机 is a thing: 送 alone gives only what has a code.
        let gives = |word: &&&str| {
            let named = line.value.product.strip_prefix(**word);
            named.is_some_and(|named| **word != "送" || named.is_char_boundary(1))
        };
        let before = BEFORE.iter().find(gives);
        let head = plain[..line.span.start].trim_end();
        let apart = APART.iter().find(|word| {
            let rest = head.strip_suffix(**word);
            rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        });
        if let Some(word) = behind {
            line.value.price_at = Some(at..at + word.len());
        } else if let Some(word) = apart {
            line.value.price_at = Some(head.len() - word.len()..head.len());
        } else if let Some(word) = before.filter(|word| word.len() < line.value.product.len()) {
            line.value.product.drain(..word.len());
        } else {
            continue;
        }
        line.value.price = Some(Ok(Amount { minor: 0, max_minor: None, currency: None }));
    }
}

#[cfg(test)]
mod tests {
    use crate::chat::understand::money::order_lines;
    use crate::domain::money::Currency;

    #[test]
    fn what_is_given_costs_nothing() {
        for (text, prices) in [
            ("A100*2 配件包5套送", vec![None, Some(0)]),
            ("A100*2 B7*5 free", vec![None, Some(0)]),
            ("A100*2 送B7*5", vec![None, Some(0)]),
            ("A100*18 free B7*1", vec![None, Some(0)]),
            ("A100*5 gift B7*1", vec![None, Some(0)]),
            ("A100*2 送到苏州", vec![None]),
            ("A100*2 送货上门", vec![None]),
            ("送风机 2台", vec![None]),
            ("A100*2 free shipping", vec![None]),
        ] {
            let lines = order_lines(text, Currency::CNY);
            let price = |line: &crate::chat::understand::money::LineText| {
                line.price.as_ref().and_then(|price| price.as_ref().ok().map(|price| price.minor))
            };
            let found: Vec<_> = lines.iter().map(|line| price(&line.value)).collect();
            assert_eq!(found, prices, "{text}");
        }
    }
}
