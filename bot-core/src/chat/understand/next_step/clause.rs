//! The clause around a moment, and what of it says what is to be done.

use std::ops::Range;

use super::words::{ARRANGED, CARRIES, GOES_ON, NOT, OPENERS, OVER, SUBJECT, WITH};

/// The stretch between punctuation, or between spaces next to Chinese, around a moment.
pub(super) fn clause(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start]
        .char_indices()
        .rev()
        .find(|&(at, c)| ends_clause(text, at, c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let end = |from: usize| {
        text[from..]
            .char_indices()
            .find(|&(at, c)| ends_clause(text, from + at, c))
            .map_or(text.len(), |(at, _)| from + at)
    };
    let first = end(span.end);
    // «周五10点 送样品»: the space parts the time from what is to be done then.
    let before = text[start..span.start].trim();
    let alone = text[span.end..first].trim().is_empty()
        && (before.is_empty() || ARRANGED.iter().any(|word| before.ends_with(word)));
    let next = first + text[first..].len() - text[first..].trim_start().len();
    if alone && next > first && !begins_anew(&text[first..]) {
        return start..end(next);
    }
    start..first
}

fn ends_clause(text: &str, at: usize, c: char) -> bool {
    let next = text[at + c.len_utf8()..].chars().next();
    let before = text[..at].chars().next_back();
    match c {
        ',' | ';' | '。' | '!' | '?' | '\n' | '、' | '"' => true,
        '.' | ':' => !next.is_some_and(|n| n.is_ascii_alphanumeric()),
        ' ' if begins_anew(&text[at..]) => true,
        c if c.is_whitespace() => [before, next].into_iter().flatten().any(is_wide),
        _ => false,
    }
}

/// Tells whether words go on with somebody else: «met Acme today and they want a quote by Friday».
fn begins_anew(words: &str) -> bool {
    const WHO: [&str; 5] = ["they ", "he ", "she ", "we ", "i "];
    let after = words.get(..5).filter(|and| and.eq_ignore_ascii_case(" and ")).map(|_| &words[5..]);
    let begins = |who: &str| {
        after
            .and_then(|after| after.get(..who.len()))
            .is_some_and(|at| at.eq_ignore_ascii_case(who))
    };
    WHO.iter().any(|who| begins(who))
}

fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

/// The words of the clause that say what: those after the moment, else those before it, and the
/// clause as a whole where they belong together.
pub(super) fn what(text: &str, clause: &Range<usize>, span: &Range<usize>) -> Range<usize> {
    let before = without_opener(text, &(clause.start..span.start));
    let after = trimmed(text, &(span.end..clause.end));
    match (before.is_empty(), after.is_empty()) {
        (false, true) => before,
        (false, false) if belong_together(&text[before], &text[after.clone()]) => {
            without_opener(text, clause)
        }
        _ => without_opener(text, &after),
    }
}

/// Tells whether the words around a moment are one sentence, and not what was and what is next.
fn belong_together(before: &str, after: &str) -> bool {
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    let next = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let carries = CARRIES.iter().any(|word| before.ends_with(word))
        || WITH.iter().any(|word| before.starts_with(word));
    let over = before.contains(['了', '过'])
        || before.split(|c: char| !c.is_alphabetic()).any(|word| OVER.contains(&word));
    let denied = NOT.iter().any(|not| before.starts_with(not));
    let short = before.chars().count() <= SUBJECT;
    let subject = !over && !denied && !before.is_ascii() && short;
    carries || subject || GOES_ON.contains(&next)
}

pub(super) fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    const LOOSE: [char; 6] = [' ', ',', ':', '-', '.', '\n'];
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start_matches(LOOSE).len();
    let end = range.end - (part.len() - part.trim_end_matches(LOOSE).len());
    start..end.max(start)
}

/// What is left of a stretch without the words that only lead up to it.
fn without_opener(text: &str, range: &Range<usize>) -> Range<usize> {
    let mut rest = trimmed(text, range);
    let opener = |rest: &Range<usize>| {
        let words = &text[rest.clone()];
        let begins = |opener: &&&str| {
            let all = words.eq_ignore_ascii_case(opener.trim_end());
            all || words.get(..opener.len()).is_some_and(|head| head.eq_ignore_ascii_case(opener))
        };
        OPENERS.iter().find(begins).map(|opener| opener.len().min(words.len()))
    };
    while let Some(len) = opener(&rest).filter(|_| !rest.is_empty()) {
        rest = trimmed(text, &(rest.start + len..rest.end));
    }
    rest
}
