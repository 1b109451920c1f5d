//! Until when an offer holds: «有效期到1月15号», `valid until 15 Jan`. It is no next step.

use std::ops::Range;

use crate::chat::understand::when::{Here, find_all};

/// What says so before the time.
const BEFORE: [&str; 17] = [
    "有效期",
    "有效期限",
    "有效日期",
    "有效",
    "效期",
    "valid",
    "validity",
    "good",
    "holds",
    "hold",
    "stands",
    "expires",
    "expiring",
    "expiry",
    "expiry date",
    "validity date",
    "valid period",
];
/// What leads up to the time.
const UNTIL: [&str; 14] = [
    "until", "till", "til", "through", "thru", "up to", "to", "on", "is", "by", "到", "至", "截止",
    "为",
];
/// What says so behind it.
const BEHIND: [&str; 10] = [
    "前有效",
    "之前有效",
    "以前有效",
    "内有效",
    "有效",
    "到期",
    "过期",
    "作废",
    "失效",
    "is the expiry",
];

/// Tells whether a time is the one until which an offer holds.
pub(super) fn is_validity(text: &str, span: &Range<usize>) -> bool {
    begin(text, span).is_some() || end(text, span).is_some()
}

/// The stretches of a text that say until when an offer holds.
pub fn validities(text: &str, here: &Here<'_>) -> Vec<Range<usize>> {
    let found = find_all(text, here).into_iter().map(|found| found.span);
    found
        .filter_map(|span| {
            let (begin, end) = (begin(text, &span), end(text, &span));
            let is = begin.is_some() || end.is_some();
            is.then(|| begin.unwrap_or(span.start)..end.unwrap_or(span.end))
        })
        .collect()
}

/// Where the words begin that say so before a time.
fn begin(text: &str, span: &Range<usize>) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let mut before = lower[..span.start].trim_end();
    while let Some(rest) = UNTIL.iter().find_map(|word| ending(before, word)) {
        before = rest.trim_end().trim_end_matches([':', '是']).trim_end();
    }
    // «until 15 Jan» may be all of it a time.
    before = before.trim_end_matches(':').trim_end();
    let words = BEFORE.iter().filter_map(|word| ending(before, word));
    words.map(str::len).min()
}

/// Where the words end that say so behind a time.
fn end(text: &str, span: &Range<usize>) -> Option<usize> {
    let after = text[span.end..].trim_start();
    let skipped = text.len() - after.len();
    BEHIND.iter().filter(|word| after.starts_with(**word)).map(|word| skipped + word.len()).max()
}

/// A text without a word that it ends with, a Latin one whole.
fn ending<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_suffix(word)?;
    let within = word.is_ascii() && rest.ends_with(|c: char| c.is_ascii_alphanumeric());
    (!within).then_some(rest)
}
