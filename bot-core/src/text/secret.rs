//! What others may not read: marked while a text is put together, masked in group chats.
//!
//! A marked part stands between two private-use characters. Folding drops those from everything
//! that people write, so nobody can mark or unmark anything by hand.

use super::span::Span;

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// Marks a value as secret.
pub fn hide(value: impl AsRef<str>) -> String {
    format!("{OPEN}{}{CLOSE}", value.as_ref())
}

/// Takes a marked text apart.
pub fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (i, part) in text.split(OPEN).enumerate() {
        let (secret, rest) =
            if i == 0 { ("", part) } else { part.split_once(CLOSE).unwrap_or((part, "")) };
        for (text, secret) in [(secret, true), (rest, false)] {
            if !text.is_empty() {
                spans.push(Span { text: text.replace(CLOSE, ""), strong: false, secret });
            }
        }
    }
    spans
}

/// The text without marks; what was marked is masked where `masked`.
pub fn stripped(text: &str, masked: bool) -> String {
    spans(text)
        .into_iter()
        .map(|span| if masked && span.secret { mask(&span.text) } else { span.text })
        .collect()
}

/// Masks a secret value: a phone keeps its ends, everything else goes.
pub fn mask(value: &str) -> String {
    let masked = mask_reach(value);
    if masked == value { "***".to_owned() } else { masked }
}

/// Masks phones and e-mail addresses wherever they stand in a text.
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
    if !phone || dated || digits < 7 {
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
    fn codes_dates_and_short_numbers_are_not_masked() {
        for text in ["D-31", "2026-06-30", "A100*20", "20台", "09:00"] {
            assert_eq!(mask_reach(text), text);
        }
        assert_eq!(mask_reach("a.b@x.cn"), "***@***");
        assert_eq!(mask_reach("打 +86-138-0013-8000 吧"), "打 +86****8000 吧");
    }
}
