//! What was said with an order and is no part of it: kept as its note, and told.

use crate::commands::show;
use crate::domain::order::Order;
use crate::domain::people::Lang;
use crate::domain::record::Record as _;
use crate::t;

/// What speaks of a price that is to be another one.
const OF_PRICES: [&str; 13] = [
    "便宜", "优惠", "折", "减", "让利", "让价", "抹零", "降价", "去零", "discount", "cheaper",
    "off", "less",
];

/// The same where a number of some size stands beside them.
const OF_TOTALS: [&str; 15] = [
    "total",
    "minus",
    "price",
    "in all",
    "altogether",
    "all in",
    "for",
    "at",
    "总",
    "一共",
    "合计",
    "共计",
    "价",
    "按",
    "共",
];
/// From how many digits on a number is no count.
const DIGITS: usize = 3;

/// Tells whether words say what something comes to, or what is taken off: `total 7500`, `-5%`.
fn is_amount(words: &str) -> bool {
    let numbers = || words.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    let large = numbers().any(|n| n.len() >= DIGITS && n.len() < 8)
        || words.contains(['¥', '$', '€', '元', '块', '万']);
    let off = words.contains('%')
        || words.match_indices(['-', '−']).any(|(at, sign)| {
            let alone = words[..at].trim_end().len() < at || at == 0;
            alone && words[at + sign.len()..].starts_with(|c: char| c.is_ascii_digit())
        });
    (large && OF_TOTALS.iter().any(|word| words.contains(word)))
        || (off && numbers().next().is_some())
}

/// A note with what else was said.
pub(super) fn joined(note: Option<String>, remark: &str) -> Option<String> {
    let remark = Some(remark.to_owned()).filter(|remark| !remark.is_empty());
    let both: Vec<String> = [note, remark].into_iter().flatten().collect();
    (!both.is_empty()).then(|| both.join(" "))
}

/// Tells whether words speak of a price or a total that is to be another one.
pub(super) fn is_of_price(words: &str) -> bool {
    let lower = words.to_lowercase();
    OF_PRICES.iter().any(|word| lower.contains(word)) || is_amount(&lower)
}

/// Says that words are kept as the note; where they speak of the price, how that is changed.
pub(super) fn told(lang: Lang, order: &Order, remark: &str) -> Option<String> {
    if remark.is_empty() {
        return None;
    }
    let (words, code) = (show::short(remark, 40), order.code());
    Some(if is_of_price(remark) {
        t!(lang, "order-remark-of-price", words = words, order = code)
    } else {
        t!(lang, "order-remark", words = words)
    })
}
