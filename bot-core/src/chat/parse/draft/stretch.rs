//! Stretches of a text: words, quotations, what stands together.

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

/// The stretches in quotation marks, marks included; one that does not end goes to the end.
pub(super) fn quotes(text: &str) -> Vec<Range<usize>> {
    let marks: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    marks.chunks(2).map(|pair| pair[0]..pair.get(1).map_or(text.len(), |end| end + 1)).collect()
}

/// A stretch without the quotation marks around it.
pub(super) fn inside_quotes(text: &str, range: Range<usize>) -> Range<usize> {
    let start = range.start + usize::from(text[range.clone()].starts_with('"'));
    let end = range.end - usize::from(range.end > start && text[start..range.end].ends_with('"'));
    start..end
}

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
    start..end.max(start)
}
