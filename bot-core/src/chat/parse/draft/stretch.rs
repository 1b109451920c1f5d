//! Stretches of a text: words, quotations, what stands together.

use std::collections::BTreeMap;
use std::ops::Range;

/// Punctuation that may hang on a word without belonging to it.
pub(super) const PUNCTUATION: [char; 8] = [',', ';', '、', '.', '!', ' ', '\n', '。'];

/// The stretches between white space.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    each_word(text).collect()
}

/// The stretches between white space, one by one: whoever needs the first few reads no further.
pub(super) fn each_word(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = &text[from..];
        let start = from + rest.find(|c: char| !c.is_whitespace())?;
        let len = text[start..].find(char::is_whitespace).unwrap_or(text.len() - start);
        from = start + len;
        Some(start..from)
    })
}

/// The stretches in quotation marks, marks included: where each begins and ends. A mark after a digit opens none: it is an
/// inch, as one that nothing closes is a mere character.
pub(super) fn quotes(text: &str) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    let mut open = None;
    for (at, mark) in text.match_indices('"') {
        let inch = text[..at].ends_with(|c: char| c.is_ascii_digit());
        match open.take() {
            Some(start) => {
                found.insert(start, at + mark.len());
            }
            None if inch => {}
            None => open = Some(at),
        }
    }
    found
}

/// A stretch without the quotation marks around it, where they are one quotation.
pub(super) fn inside_quotes(text: &str, range: Range<usize>) -> Range<usize> {
    let stretch = &text[range.clone()];
    let inner = stretch.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.contains('"') => range.start + 1..range.end - 1,
        _ => range,
    }
}

/// Short forms that a full stop belongs to.
pub(super) const SHORT: [&str; 9] = ["Inc", "Ltd", "Co", "Corp", "LLC", "Pte", "Bros", "Jr", "Sr"];

/// From the beginning of the first stretch to the end of the last.
pub(super) fn span(run: &[Range<usize>]) -> Range<usize> {
    match (run.first(), run.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    }
}

/// The stretches between gaps of more than one space: what stood together before something was
/// taken out of it stays together, its own line breaks kept.
pub(super) fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for word in words(text) {
        match runs.last_mut() {
            Some(last) if word.start - last.end == 1 => last.end = word.end,
            _ => runs.push(word),
        }
    }
    runs
}

pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let word = &text[range.clone()];
    let start = range.start + (word.len() - word.trim_start_matches(PUNCTUATION).len());
    let end = range.end - (word.len() - word.trim_end_matches(PUNCTUATION).len());
    let end = end.max(start);
    let last = text[start..end].rsplit([' ', ',']).next().unwrap_or_default();
    let short = SHORT.contains(&last) && text[end..range.end].starts_with('.');
    start..end + usize::from(short)
}
