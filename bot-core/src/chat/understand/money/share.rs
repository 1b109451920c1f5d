//! The discount that is said of one line among several: `A100*4 at 5% off B7*2 at list price`.

use std::ops::Range;

use super::super::Found;
use super::super::fold::plain;
use super::discount::find_discounts;
use super::line::LineText;
use crate::domain::money::Paid;

/// What says that nothing is taken off, the longest first.
const FULL: [&str; 12] = [
    "at the list price",
    "at list price",
    "at full price",
    "for full price",
    "list price",
    "full price",
    "no discount",
    "按原价",
    "不打折",
    "不优惠",
    "没折扣",
    "原价",
];
/// What leads up to a discount.
const LEADS: [&str; 5] = [" at", " with", " for", " a", "按"];
/// What makes a discount one of all lines, wherever it stands.
const ALL: [&str; 9] =
    ["全部", "全都", "都", "统一", "整单", "总价", " all", " everything", " total"];

/// Gives each discount that is said of one line to that line: where there are several, one that
/// stands behind a line and before another. What stands before or behind all of them is for all,
/// unless others have their own.
pub(super) fn discounted(text: &str, lines: &mut [Found<LineText>]) {
    let plain = plain(text);
    let mut said: Vec<(Range<usize>, Paid, bool)> = full(&plain);
    for found in find_discounts(text) {
        if let Ok(paid) = found.value {
            said.push((led(&plain, found.span), paid, false));
        }
    }
    said.sort_by_key(|(span, ..)| span.start);
    let ends = |line: &Found<LineText>| {
        line.value.price_at.as_ref().map_or(line.span.end, |at| at.end.max(line.span.end))
    };
    let one_of = |span: &Range<usize>| {
        let before = plain[..span.start].trim_end();
        let all = ALL.iter().any(|word| before.ends_with(word));
        lines.iter().rposition(|line| ends(line) <= span.start).filter(|_| !all)
    };
    let last = lines.len().saturating_sub(1);
    let placed: Vec<_> = said
        .into_iter()
        .filter_map(|(span, paid, full)| Some((one_of(&span)?, span, paid, full)))
        .collect();
    let apart = placed.iter().any(|(at, _, _, full)| *at < last || *full);
    for (at, span, paid, full) in placed {
        // Nothing off is said of a single line as well: it is no remark.
        if full || (apart && lines.len() > 1) {
            let line = &mut lines[at].value;
            if line.paid.is_none() {
                (line.paid, line.paid_at) = (Some(paid), Some(span));
            }
        }
    }
}

/// Where words say that nothing is taken off.
fn full(plain: &str) -> Vec<(Range<usize>, Paid, bool)> {
    let mut found: Vec<(Range<usize>, Paid, bool)> = Vec::new();
    for word in FULL {
        for (at, _) in plain.match_indices(word) {
            let span = at..at + word.len();
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let within = word.is_ascii()
                && (letter(plain[..at].chars().next_back())
                    || letter(plain[span.end..].chars().next()));
            let taken =
                found.iter().any(|(other, ..)| other.start < span.end && span.start < other.end);
            if !within && !taken {
                found.push((span, Paid::FULL, true));
            }
        }
    }
    found
}

/// The stretch of a discount with what leads up to it.
fn led(plain: &str, span: Range<usize>) -> Range<usize> {
    let mut start = span.start;
    loop {
        let before = plain[..start].trim_end();
        let spaced = before.len() < start;
        let lead =
            LEADS.iter().find(|lead| before.ends_with(**lead) && (spaced || !lead.is_ascii()));
        match lead {
            Some(lead) => start = before.len() - lead.trim_start().len(),
            None => return start..span.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::chat::understand::money::order_lines;
    use crate::domain::money::Currency;

    #[test]
    fn a_discount_between_two_lines_is_of_the_first() {
        for (text, shares) in [
            ("A100*4 at 5% off B7*2 at list price", [Some(9500), Some(10_000)]),
            ("A100*4 九折 B7*2 不打折", [Some(9000), Some(10_000)]),
            ("A100*4 九折 B7*2", [Some(9000), None]),
            ("A100*4 九折 B7*2 八折", [Some(9000), Some(8000)]),
            ("10 A100 for 华威 at 10% off 5 B7 full price", [Some(9000), Some(10_000)]),
            ("A100*4 原价 B7*2 九折", [Some(10_000), Some(9000)]),
            ("A100*4 B7*2 九折", [None, None]),
            ("九折 A100*4 B7*2", [None, None]),
            ("A100*4 全部九折 B7*2", [None, None]),
            ("A100*4 B7*2 all at 10% off", [None, None]),
        ] {
            let lines = order_lines(text, Currency::CNY);
            let found: Vec<_> = lines.iter().map(|l| l.value.paid.map(|paid| paid.0)).collect();
            assert_eq!(found, shares, "{text}");
        }
    }
}
