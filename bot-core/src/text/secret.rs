//! What others may not read: marked while a text is put together, masked in group chats.
//!
//! A marked part stands between two private-use characters. Folding drops those from everything
//! that people write, so nobody can mark or unmark anything by hand.

use super::span::Span;
use super::{amounts, places};

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

/// Masks phones, addresses of all sorts, identifiers and amounts wherever they stand in a text.
pub fn mask_free(text: &str) -> String {
    amounts::mask(&mask_reach(&places::mask(text)))
}

/// Masks a secret value: a long number keeps its ends, everything else goes.
pub fn mask(value: &str) -> String {
    let digits: Vec<char> = value.chars().filter_map(digit).collect();
    let number = value.chars().all(|c| digit(c).is_some() || "+-() .x".contains(c));
    if number { ends(&digits) } else { "***".to_owned() }
}

/// The first three and the last four of eleven digits or more; of fewer, none.
fn ends(digits: &[char]) -> String {
    if digits.len() < 11 {
        return "***".to_owned();
    }
    let head: String = digits.iter().take(3).collect();
    let tail: String = digits.iter().skip(digits.len() - 4).collect();
    format!("{head}****{tail}")
}

/// Masks phones, e-mail addresses and long identifiers wherever they stand in a text.
pub fn mask_reach(text: &str) -> String {
    let spaced = mask_numbers(text);
    let mut out = String::with_capacity(spaced.len());
    let mut run = String::new();
    for c in spaced.chars().chain(std::iter::once('\0')) {
        let plain = if c == '＠' { '@' } else { c };
        if plain.is_ascii_alphanumeric() || "@+-_.".contains(plain) {
            run.push(plain);
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

/// Masks numbers that people write in groups («138 0013 8000», «+1 415 555 0132»), in full width, or
/// that letters stand against («tel13800138000»).
fn mask_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        if let Some(end) = number_at(&chars, at) {
            let digits: Vec<char> = chars[at..end].iter().filter_map(|c| digit(*c)).collect();
            out.push_str(&ends(&digits));
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// The ASCII digit that a character is, full width included.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// Where a number that begins here ends: a mobile's eleven digits, or groups of at least three
/// digits that are seven or more in all. A date's groups are shorter, a thousand's comma joins none.
fn number_at(chars: &[char], at: usize) -> Option<usize> {
    let is_digit = |i: usize| chars.get(i).copied().and_then(digit).is_some();
    let before = at.checked_sub(1).map(|i| chars[i]);
    if before.is_some_and(|c| digit(c).is_some() || "@.-/*_".contains(c)) {
        return None;
    }
    let plus = chars[at] == '+';
    let mut end = at + usize::from(plus || chars[at] == '(');
    let (mut all, mut groups) = (0, 0);
    loop {
        let group = (end..chars.len()).take_while(|i| is_digit(*i)).count();
        let country = plus && groups == 0 && group > 0;
        if group < 3 && !country {
            break;
        }
        (all, groups, end) = (all + group, groups + 1, end + group);
        let apart = |i: &usize| " .-()\u{a0}".contains(chars[*i]);
        let gap = (end..chars.len().min(end + 3)).take_while(apart).count();
        let next = (end + gap..chars.len()).take_while(|i| is_digit(*i)).count();
        if gap == 0 || next < 3 {
            break;
        }
        end += gap;
    }
    let letters = before.is_some_and(|c| c.is_ascii_alphabetic())
        || chars.get(end).is_some_and(char::is_ascii_alphabetic);
    let mobile = all == 11 && groups == 1 && digit(chars[at]) == Some('1');
    // One bare group is left to the scan of whole words, which knows dates and codes.
    let grouped = groups > 1 && all >= 7 && !letters;
    let wide = groups == 1 && all >= 7 && chars[at..end].iter().any(|c| !c.is_ascii());
    (mobile || grouped || wide).then_some(end)
}

fn mask_run(run: &str) -> String {
    if let Some((local, domain)) = run.split_once('@')
        && domain.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !local.is_empty()
    {
        // 20@3300 is a quantity and a price.
        let number = |part: &str| part.len() < 7 && part.bytes().all(|b| b.is_ascii_digit());
        let line = number(local) && domain.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        return format!("{}@***", if line { local } else { "***" });
    }
    let digits = run.chars().filter(char::is_ascii_digit).count();
    let dated = run.len() == 10 && run.matches('-').count() == 2;
    let phone = run.chars().all(|c| c.is_ascii_digit() || "+-".contains(c));
    // 18 characters, nearly all of them digits: a person's or a company's number.
    let identity = run.len() == 18 && digits >= 9 && run.chars().all(|c| c.is_ascii_alphanumeric());
    if !identity && (!phone || dated || digits < 7) {
        return run.to_owned();
    }
    ends(&run.chars().filter(|c| *c != '-' && *c != '+').collect::<Vec<char>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_text_keeps_what_a_group_works_with_and_nothing_else() {
        for (text, masked) in [
            ("身份证 11010119900307123X 卡 6222021234567890123", "身份证 *** 卡 622****0123"),
            ("110101199003071234", "110****1234"),
            ("L-12 下单 A100*20@3300", "L-12 下单 A100*20@***"),
            ("20台空调，周三 09:00 到，2026-06-30 前", "20台空调，周三 09:00 到，2026-06-30 前"),
            ("上海市浦东新区张江路88号 张三 13800138000，120000", "*** 张三 138****8000，***"),
        ] {
            assert_eq!(mask_free(text), masked, "{text}");
        }
    }

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
        assert_eq!(mask_reach("打 +86-138-0013-8000 吧"), "打 861****8000 吧");
        for text in ["2026-06-30 09:00", "1,234,567.00", "A100*20 B7*300", "SF1234567", "100 200"] {
            assert_eq!(mask_reach(text), text);
        }
    }

    #[test]
    fn a_phone_is_masked_however_it_is_written() {
        for text in [
            "138 0013 8000",
            "+86 138 0013 8000",
            "138.0013.8000",
            "１３８００１３８０００",
            "tel13800138000",
            "13800138000x12",
            "+1 415 555 0132",
            "0755-8888 6666",
            "6222 0212 3456 7890 123",
            "Name13688888888",
            "+1 (415) 555-2671",
            "(0755) 2345 6789",
            "8888-6666",
            "a＠b.com",
            "foo@bar",
        ] {
            let masked = mask_reach(&format!("找 {text} 吧"));
            let digits = masked.chars().filter(|c| digit(*c).is_some()).count();
            assert!(masked.contains("***") && digits <= 9, "{text} → {masked}");
        }
    }
}
