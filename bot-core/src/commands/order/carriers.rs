//! Who carries goods and under which number, told from words that are neither.

use crate::domain::fold;

/// Carriers as people call them, folded.
const KNOWN: &[&str] = &[
    "顺丰",
    "圆通",
    "中通",
    "申通",
    "韵达",
    "京东",
    "邮政",
    "极兔",
    "百世",
    "德邦",
    "跨越",
    "安能",
    "天天",
    "宅急送",
    "菜鸟",
    "优速",
    "中外运",
    "自提",
    "自送",
    "闪送",
    "货拉拉",
    "sf",
    "sf express",
    "ems",
    "dhl",
    "ups",
    "fedex",
    "tnt",
    "usps",
    "jd",
    "yto",
    "zto",
    "sto",
    "yunda",
    "dpd",
    "gls",
    "hermes",
    "royal mail",
    "pick-up",
    "pickup",
    "pick up",
    "maersk",
    "cosco",
];
/// What the names of others end in.
const ENDINGS: &[&str] = &[
    "快递",
    "物流",
    "速运",
    "速递",
    "快运",
    "货运",
    "配送",
    "专车",
    "专线",
    "express",
    "logistics",
    "freight",
    "courier",
    "post",
];
/// A tracking number has at least this many letters and digits.
const SHORTEST: usize = 6;

/// The carrier and the number that words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Both, or a carrier that is known as one.
    Parcel(String, Option<String>),
    /// Only what has the shape of a number.
    Number(String),
    /// A name that may be a carrier's: nobody here has heard of it.
    Unknown(String),
    /// Nothing of these.
    Unclear,
}

/// Reads «顺丰 SF1234567», «DHL», «老王物流 88001234», «SF1234567».
pub(super) fn read(words: &str) -> Said {
    let words = words.trim().trim_end_matches(['.', '。', '!', '！']);
    if let Some((name, last)) = words.rsplit_once(char::is_whitespace) {
        let (name, number) = (name.trim(), last.trim());
        if is_number(number) || (is_known(name) && may_be_number(number)) {
            return Said::Parcel(name.to_owned(), Some(number.to_owned()));
        }
    }
    if is_known(words) {
        return Said::Parcel(words.to_owned(), None);
    }
    if is_number(words) {
        return Said::Number(words.to_owned());
    }
    let one =
        !words.is_empty() && !words.contains(char::is_whitespace) && words.chars().count() <= 20;
    if one { Said::Unknown(words.to_owned()) } else { Said::Unclear }
}

fn is_known(name: &str) -> bool {
    let key = fold::key(name);
    KNOWN.contains(&key.as_str()) || ENDINGS.iter().any(|ending| key.ends_with(ending))
}

fn is_code(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Tells whether a word that was called a number can be one.
pub(super) fn may_be_number(word: &str) -> bool {
    is_code(word) && word.contains(|c: char| c.is_ascii_digit())
}

/// Tells whether a word has the shape of a tracking number: letters and digits, four of them at
/// least digits.
fn is_number(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    is_code(word) && word.len() >= SHORTEST && digits >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_has_a_carrier_that_is_known_or_a_number_by_its_shape() {
        let parcel = |name: &str, number: Option<&str>| {
            Said::Parcel(name.to_owned(), number.map(str::to_owned))
        };
        for (words, said) in [
            ("顺丰 SF1234567", parcel("顺丰", Some("SF1234567"))),
            ("顺丰 SF1", parcel("顺丰", Some("SF1"))),
            ("DHL 1234567890", parcel("DHL", Some("1234567890"))),
            ("老王 88001234", parcel("老王", Some("88001234"))),
            ("Royal Mail AB123456789GB", parcel("Royal Mail", Some("AB123456789GB"))),
            ("顺丰", parcel("顺丰", None)),
            ("老王物流", parcel("老王物流", None)),
            ("SF1234567", Said::Number("SF1234567".to_owned())),
            ("老王", Said::Unknown("老王".to_owned())),
            ("hello world", Said::Unclear),
            ("顺丰 明天", Said::Unclear),
            ("", Said::Unclear),
        ] {
            assert_eq!(read(words), said, "{words}");
        }
    }
}
