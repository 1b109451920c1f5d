//! The price of one piece, said in words beside an order line: «按3300», `at 3300 each`, 3300一台.

use std::ops::Range;

use super::super::fold::plain;
use super::super::measure;
use super::amount::{self, Amount};
use crate::domain::money::{Currency, MoneyProblem};

/// What leads up to a price, besides 每台.
const LEADS: &[&str] = &["按照", "按", "单价", "priced at", "at"];
/// What may follow a price that was led up to.
const AFTER: &[&str] = &["的价格", "的价", "结算", "算", "走"];
/// What makes the price of one piece of an amount, besides 一台 and `per unit`.
const EACH: &[&str] = &["each", "apiece", "ea"];
/// What says that an amount is one of many pieces, or of more than one costs.
const MANY: &[&str] = &["万", "亿", "k", "m"];
/// Below this many units a number after `at` may be an hour.
const HOURS: i64 = 24;

/// A price that words say.
#[derive(Debug)]
pub(super) struct Said {
    /// Where, with the words that make a price of it.
    pub span: Range<usize>,
    /// How much.
    pub value: Result<Amount, MoneyProblem>,
    /// False where it is one only right behind a line.
    pub sure: bool,
}

/// Finds the prices of one piece that a text says in words.
pub(super) fn prices(text: &str, default: Currency) -> Vec<Said> {
    let plain = plain(text);
    let mut amounts: Vec<(Range<usize>, Result<Amount, MoneyProblem>)> =
        amount::find_all(text, default).into_iter().map(|f| (f.span, f.value)).collect();
    for span in numbers(&plain) {
        let apart =
            |(other, _): &(Range<usize>, _)| other.end <= span.start || span.end <= other.start;
        if amounts.iter().all(apart) {
            match amount::whole(&text[span.clone()], default) {
                Ok(Some(value)) => amounts.push((span, Ok(value))),
                Ok(None) => {}
                Err(problem) => amounts.push((span, Err(problem))),
            }
        }
    }
    amounts.sort_by_key(|(span, _)| span.start);
    let said = |(span, value)| said(&plain, span, value, default);
    amounts.into_iter().filter_map(said).collect()
}

fn said(
    plain: &str,
    span: Range<usize>,
    value: Result<Amount, MoneyProblem>,
    default: Currency,
) -> Option<Said> {
    let (before, after) = (&plain[..span.start], &plain[span.end..]);
    let led = led(before);
    let words = plain[span.clone()].trim();
    if let Some(len) = each(after) {
        let for_it = before.trim_end().strip_suffix("for").filter(|rest| !in_word(rest));
        let start = led.or(for_it.map(str::len)).unwrap_or(span.start);
        return Some(Said { span: start..span.end + len, value, sure: true });
    }
    let start = led?;
    let large = MANY.iter().any(|many| words.ends_with(many) || words.contains('万'));
    let tail = AFTER.iter().find(|word| after.starts_with(**word)).map_or(0, |word| word.len());
    let next = after[tail..].chars().next();
    let ends = next.is_none_or(|c| c.is_whitespace() || ",;.!。、)".contains(c));
    if large || !ends {
        return None;
    }
    let hour = plain[start..].starts_with("at")
        && value.as_ref().is_ok_and(|amount| amount.minor <= HOURS * default.scale());
    Some(Said { span: start..span.end + tail, value, sure: !hour })
}

/// Where the words begin that lead up to a price, where such words stand last.
fn led(before: &str) -> Option<usize> {
    let bare = before.trim_end();
    let one =
        measure::GOODS.iter().filter_map(|goods| bare.strip_suffix(goods)?.strip_suffix('每'));
    let lead = LEADS.iter().filter_map(|lead| {
        let rest = bare.strip_suffix(lead)?;
        (!lead.is_ascii() || (!in_word(rest) && bare.len() < before.len())).then_some(rest)
    });
    one.chain(lead).map(str::len).min()
}

/// Tells whether more letters would go on the word that ends here.
fn in_word(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// How much of what follows an amount says that it is that of one piece: 一台, 每台, /台, `each`.
fn each(after: &str) -> Option<usize> {
    let bare = after.trim_start();
    let spaces = after.len() - bare.len();
    let whole = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    for word in EACH {
        if let Some(rest) = bare.strip_prefix(word).filter(|rest| whole(rest) && spaces > 0) {
            return Some(after.len() - rest.len());
        }
    }
    let of = ["/", "每", "per ", "a "].iter().find_map(|of| bare.strip_prefix(of));
    // «3300 一台» may be one of them.
    let one = bare.strip_prefix('一').filter(|_| spaces == 0);
    if let Some(rest) = of.or(one) {
        let rest = rest.trim_start();
        let zh = measure::GOODS.iter().find_map(|goods| rest.strip_prefix(goods));
        let en = measure::ENGLISH_GOODS.iter().filter_map(|goods| rest.strip_prefix(goods));
        let rest = zh.or(en.into_iter().find(|rest| whole(rest)))?;
        // «一台空调» counts.
        let counts = one.is_some() && rest.starts_with(char::is_alphanumeric);
        return (!counts).then(|| after.len() - rest.len());
    }
    None
}

/// The plain numbers of a text that no letter and no sign stands against.
fn numbers(plain: &str) -> Vec<Range<usize>> {
    let bytes = plain.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let goes_on = |at: usize| {
            let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
            digit(at) || (b".,".contains(&bytes[at]) && digit(at + 1))
        };
        while at < bytes.len() && goes_on(at) {
            at += 1;
        }
        let signed = plain[..start]
            .ends_with(|c: char| c.is_ascii_alphanumeric() || "*×@=-/:#.%".contains(c));
        let within = bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() || b"%:-*".contains(b));
        if !signed && !within {
            found.push(start..at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_told_from_an_hour_a_share_and_a_count() {
        for (text, price) in [
            ("A100*2 at 3300", Some((" at 3300", 330_000))),
            ("2 A100 for 3300 each", Some((" for 3300 each", 330_000))),
            ("A100 2台 3300一台", Some((" 3300一台", 330_000))),
            ("A100 2台 3300元/台", Some((" 3300元/台", 330_000))),
            ("A100*2 按3,300.50算", Some((" 按3,300.50算", 330_050))),
            ("A100*2 每台3300", Some((" 每台3300", 330_000))),
            ("A100*2 3300 per unit", Some((" 3300 per unit", 330_000))),
            ("A100*2 按30天", None),
            ("A100*2 at 10% off", None),
            ("A100*2 at 10:30", None),
            ("A100*2 at 3pm", None),
            ("A100*2 3300", None),
            ("A100*2 按6万", None),
            ("送3300一台空调", None),
            ("what 3300", None),
        ] {
            let found = prices(text, Currency::CNY).into_iter().next();
            let found = found.map(|said| (text[said.span].trim(), said.value.unwrap().minor));
            assert_eq!(found, price.map(|(words, minor)| (words.trim(), minor)), "{text}");
        }
    }
}
