//! What others may not read: marked while a text is put together, masked in group chats.
//!
//! A marked part stands between two private-use characters. Folding drops those from everything
//! that people write, so nobody can mark or unmark anything by hand.

use super::amounts;
use super::span::Span;

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
const OURS: char = '\u{E002}';
const GIVEN: char = '\u{E003}';

/// Marks a value as secret.
pub fn hide(value: impl AsRef<str>) -> String {
    format!("{OPEN}{}{CLOSE}", value.as_ref())
}

/// Marks our own words, such as an example: what looks secret in them is not.
pub fn ours(words: impl AsRef<str>) -> String {
    format!("{OURS}{}{GIVEN}", words.as_ref())
}

/// Marks what somebody gave us within our own words.
pub(super) fn given(value: &str) -> String {
    format!("{GIVEN}{value}{OURS}")
}

/// Takes a marked text apart.
pub fn spans(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let (mut secret, mut ours) = (false, false);
    for c in text.chars() {
        match c {
            OPEN => secret = true,
            CLOSE => secret = false,
            OURS => ours = true,
            GIVEN => ours = false,
            c => match spans.last_mut() {
                Some(last) if (last.secret, last.ours) == (secret, ours) => last.text.push(c),
                _ => spans.push(Span { text: c.to_string(), strong: false, secret, ours }),
            },
        }
    }
    spans
}

/// The text without marks; what others may not read is masked where `masked`.
pub fn stripped(text: &str, masked: bool) -> String {
    let shown = |span: Span| if masked { shown_to_others(&span) } else { span.text };
    spans(text).into_iter().map(shown).collect()
}

/// A part of a text as others may read it.
pub fn shown_to_others(span: &Span) -> String {
    if span.secret {
        mask(&span.text)
    } else if span.ours {
        span.text.clone()
    } else {
        mask_free(&span.text)
    }
}

/// Masks phones, e-mail addresses, identifiers and amounts wherever they stand in a text.
pub fn mask_free(text: &str) -> String {
    amounts::mask(&mask_reach(text))
}

/// Masks a secret value: a phone keeps its ends, everything else goes.
pub fn mask(value: &str) -> String {
    let masked = mask_reach(value);
    if masked == value { "***".to_owned() } else { masked }
}

/// Masks phones, e-mail addresses and long identifiers wherever they stand in a text.
pub fn mask_reach(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('\0')) {
        if c.is_ascii_alphanumeric() || "@+-_.".contains(c) {
            run.push(c);
            continue;
        }
        out.push_str(&mask_run(&run));
        run.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

fn mask_run(run: &str) -> String {
    if let Some((local, domain)) = run.split_once('@')
        && domain.contains('.')
        && !local.is_empty()
    {
        return "***@***".to_owned();
    }
    let digits = run.chars().filter(char::is_ascii_digit).count();
    let dated = run.len() == 10 && run.matches('-').count() == 2;
    let phone = run.chars().all(|c| c.is_ascii_digit() || "+-".contains(c));
    // 18 characters, nearly all of them digits: a person's or a company's number.
    let identity = run.len() == 18 && digits >= 9 && run.chars().all(|c| c.is_ascii_alphanumeric());
    if !identity && (!phone || dated || digits < 7) {
        return run.to_owned();
    }
    let kept: Vec<char> = run.chars().collect();
    let head: String = kept.iter().take(3).collect();
    let tail: String = kept.iter().skip(kept.len().saturating_sub(4)).collect();
    format!("{head}****{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_part_becomes_a_secret_span() {
        let text = format!("电话 {}，完", hide("13800138000"));
        let spans = spans(&text);
        let got: Vec<_> = spans.iter().map(|s| (s.text.as_str(), s.secret)).collect();
        assert_eq!(got, [("电话 ", false), ("13800138000", true), ("，完", false)]);
        assert_eq!(stripped(&text, true), "电话 138****8000，完");
    }

    #[test]
    fn our_own_examples_stay_readable_and_what_was_given_in_them_does_not() {
        let text = ours(format!("“{}”？例如：12万、13800138000", given("13900139000")));
        assert_eq!(stripped(&text, true), "“139****9000”？例如：12万、13800138000");
        assert_eq!(stripped("给 张三 50万", true), "给 张三 ***");
    }

    #[test]
    fn codes_dates_and_short_numbers_are_not_masked() {
        for text in ["D-31", "2026-06-30", "A100*20", "20台", "09:00"] {
            assert_eq!(mask_reach(text), text);
        }
        assert_eq!(mask_reach("税号 91440300MA5EXAMPL3"), "税号 914****MPL3");
        assert_eq!(mask_reach("a.b@x.cn"), "***@***");
        assert_eq!(mask_reach("打 +86-138-0013-8000 吧"), "打 +86****8000 吧");
    }
}
