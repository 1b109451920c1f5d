//! What words say of an amount: 3万到5万, 金额大于5万, `over 100k`, `between 30k and 50k`.

use crate::chat::understand::money;
use crate::domain::fold;
use crate::domain::money::{Currency, Money};

/// What people call what something is worth, before they say how much.
const SUBJECTS: &[&str] = &[
    "金额",
    "总金额",
    "总价",
    "总额",
    "价值",
    "价格",
    "amount",
    "amounts",
    "worth",
    "value",
    "valued at",
    "total",
];
/// What stands between that and the amount, and says nothing.
const LINKS: &[&str] = &["is", "are", "of", "在", "为", "是", ":", "="];
/// What people say before the least that something is to be worth.
const OVER: &[&str] = &[
    "greater than",
    "larger than",
    "bigger than",
    "more than",
    "at least",
    "not less than",
    "not under",
    "minimum",
    "over",
    "above",
    "from",
    "min",
    ">=",
    ">",
    "≥",
    "大于等于",
    "大于或等于",
    "不低于",
    "不少于",
    "不小于",
    "超过",
    "大于",
    "高于",
    "多于",
    "至少",
    "起码",
    "最少",
];
/// The same after the amount.
const AND_OVER: &[&str] = &[
    "or more",
    "and more",
    "and above",
    "or above",
    "and over",
    "and up",
    "upwards",
    "及以上",
    "或以上",
    "以上",
    "起",
    "往上",
    "+",
];
/// What people say before the most.
const UNDER: &[&str] = &[
    "smaller than",
    "less than",
    "not more than",
    "no more than",
    "at most",
    "maximum",
    "under",
    "below",
    "within",
    "up to",
    "max",
    "<=",
    "<",
    "≤",
    "小于等于",
    "小于或等于",
    "不高于",
    "不超过",
    "不大于",
    "不多于",
    "低于",
    "小于",
    "少于",
    "不到",
    "不足",
    "至多",
    "最多",
];
/// The same after the amount.
const AND_UNDER: &[&str] = &[
    "or less",
    "or below",
    "or under",
    "and below",
    "and under",
    "及以下",
    "或以下",
    "以下",
    "以内",
    "之内",
];
/// What begins a range.
const FROM: &[&str] = &["between", "from", "介于", "在", "从"];
/// What stands between its ends.
const JOINTS: &[&str] = &[" and ", " to ", "和", "与", "到", "至"];
/// What ends one.
const BETWEEN: &[&str] = &["之间", "间"];

/// The least and the most that something is to be worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Worth {
    /// The least.
    pub at_least: Option<Money>,
    /// The most.
    pub at_most: Option<Money>,
}

/// Reads words that say what something is to be worth, and nothing else.
pub(super) fn worth(words: &str, default: Currency) -> Option<Worth> {
    let key = fold::key(words);
    let text = key.trim_end_matches('的').trim();
    let said_of = SUBJECTS.iter().find_map(|subject| after(text, subject));
    let text = said_of.unwrap_or(text);
    let text = LINKS.iter().find_map(|link| after(text, link)).unwrap_or(text).trim();
    let least = |text: &str| Some(Worth { at_least: Some(one(text, default)?), at_most: None });
    let most = |text: &str| Some(Worth { at_least: None, at_most: Some(one(text, default)?) });
    let led = |words: &[&str]| words.iter().find_map(|word| after(text, word)).map(str::to_owned);
    let ended = |words: &[&str]| {
        words.iter().find_map(|word| text.strip_suffix(word)).map(|t| t.trim_end().to_owned())
    };
    if let Some(both) = range(text, said_of.is_some(), default) {
        return Some(both);
    }
    led(UNDER)
        .and_then(|text| most(&text))
        .or_else(|| led(OVER).and_then(|text| least(&text)))
        .or_else(|| ended(AND_OVER).and_then(|text| least(&text)))
        .or_else(|| ended(AND_UNDER).and_then(|text| most(&text)))
        .or_else(|| exactly(text, said_of.is_some(), default))
}

/// What follows a word; one in Latin letters has to end where it ends.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    let inside = word.ends_with(|c: char| c.is_ascii_alphabetic())
        && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    (!inside && !rest.trim().is_empty()).then(|| rest.trim_start())
}

/// Both ends: 3万到5万, 3-5万之间, `between 30k and 50k`. Two bare numbers may be anything, unless
/// they are said to be what something is worth.
fn range(text: &str, said: bool, default: Currency) -> Option<Worth> {
    let text = BETWEEN.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text).trim();
    let led = FROM.iter().find_map(|word| after(text, word));
    let whole = |text: &str| money::whole(text, default).ok().flatten();
    let joined = |text: &str| JOINTS.iter().fold(text.to_owned(), |t, joint| t.replace(joint, "-"));
    let amount = whole(text).or_else(|| whole(&joined(led?)))?;
    let max = amount.max_minor.filter(|_| amount.minor >= 0)?;
    let of = |minor| Some(Money::new(minor, amount.currency.unwrap_or(default)));
    let (low, high) = (amount.minor.min(max), amount.minor.max(max));
    let shaped = said || led.is_some() || is_shaped(text, default);
    shaped.then(|| Worth { at_least: of(low), at_most: of(high) })
}

/// Tells whether a text is an amount by its shape alone.
fn is_shaped(text: &str, default: Currency) -> bool {
    money::find_all(text, default).iter().any(|found| found.span == (0..text.len()))
}

fn one(text: &str, default: Currency) -> Option<Money> {
    let amount = money::whole(text, default).ok().flatten()?;
    let plain = amount.max_minor.is_none() && amount.minor >= 0;
    plain.then(|| Money::new(amount.minor, amount.currency.unwrap_or(default)))
}

/// An amount alone means just that; a bare number has to be said of what something is worth.
fn exactly(text: &str, said: bool, default: Currency) -> Option<Worth> {
    let money = one(text, default)?;
    let shaped = said || is_shaped(text, default);
    shaped.then_some(Worth { at_least: Some(money), at_most: Some(money) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Option<(Option<i64>, Option<i64>)> {
        let worth = worth(words, Currency::CNY)?;
        let yuan = |money: Option<Money>| money.map(|money| money.minor / 100);
        Some((yuan(worth.at_least), yuan(worth.at_most)))
    }

    #[test]
    fn limits_are_read_in_both_languages() {
        let least = [
            "5万以上",
            "金额大于5万",
            "大于 5万",
            "金额 超过 5万",
            "不低于5万",
            "5万元以上的",
            "over 50k",
            "> 50000",
            ">5万",
            "at least 50k",
            "50k or more",
            "50k+",
            "5万+",
            "amount over 50k",
            "worth more than 50k",
            "金额≥5万",
            "above ¥50,000",
        ];
        for words in least {
            assert_eq!(read(words), Some((Some(50_000), None)), "{words}");
        }
        let most = [
            "5万以下",
            "金额小于5万",
            "不超过5万",
            "under 50k",
            "< 50k",
            "<=50000",
            "up to 50k",
            "50k or less",
            "5万以内",
            "no more than 50k",
            "amount below 50,000",
        ];
        for words in most {
            assert_eq!(read(words), Some((None, Some(50_000))), "{words}");
        }
    }

    #[test]
    fn ranges_and_amounts_alone_are_read() {
        let ranges = [
            "3万到5万",
            "3-5万",
            "3万~5万",
            "3万至5万之间",
            "金额在3万到5万",
            "between 30k and 50k",
            "30k-50k",
            "30k to 50k",
            "from 30k to 50k",
            "amount between 30000 and 50000",
        ];
        for words in ranges {
            assert_eq!(read(words), Some((Some(30_000), Some(50_000))), "{words}");
        }
        for words in ["5万", "50k", "¥50,000", "amount 50000", "金额=50000"] {
            assert_eq!(read(words), Some((Some(50_000), Some(50_000))), "{words}");
        }
        for words in
            ["50000", "2026", "3-5", "A100", "over", "overseas", "以上", "华星5万店", "20台"]
        {
            assert_eq!(read(words), None, "{words}");
        }
        let dollars = worth("over USD 20k", Currency::CNY).and_then(|worth| worth.at_least);
        assert_eq!(dollars, Some(Money::new(2_000_000, Currency::USD)));
    }
}
