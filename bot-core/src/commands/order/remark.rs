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

/// A note with what else was said.
pub(super) fn joined(note: Option<String>, remark: &str) -> Option<String> {
    let remark = Some(remark.to_owned()).filter(|remark| !remark.is_empty());
    let both: Vec<String> = [note, remark].into_iter().flatten().collect();
    (!both.is_empty()).then(|| both.join(" "))
}

/// Says that words are kept as the note; where they speak of the price, how that is changed.
pub(super) fn told(lang: Lang, order: &Order, remark: &str) -> Option<String> {
    if remark.is_empty() {
        return None;
    }
    let (words, code) = (show::short(remark, 40), order.code());
    let lower = remark.to_lowercase();
    let of_price = OF_PRICES.iter().any(|word| lower.contains(word));
    Some(if of_price {
        t!(lang, "order-remark-of-price", words = words, order = code)
    } else {
        t!(lang, "order-remark", words = words)
    })
}
