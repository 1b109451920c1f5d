//! Which values are personal, what stands in their place, and where they are said again.

use std::collections::BTreeSet;
use std::ops::Range;

use bot_core::domain::fold;
use bot_core::domain::ids::Code;
use bot_core::domain::names::{email_key, phone_key};
use bot_core::domain::record::FORGOTTEN;
use serde_json::{Value as Json, json};

use crate::record::{Table, Ty};

/// How wide a remark must be to be looked for in messages: shorter ones are said of anybody.
const TELLING: usize = 12;
/// How many characters may stand between two digits of one number.
const GAP: usize = 2;

/// Tells what goes with a person.
pub(super) struct Marker {
    /// True when companies go as well.
    pub(super) all: bool,
    /// What the person is called, folded: a company of that name is the person.
    pub(super) names: BTreeSet<String>,
}

impl Marker {
    /// A value as the log keeps it: that there was something, and no more.
    pub(super) fn told(&self, ty: Ty, value: &Json) -> Json {
        match (ty, value) {
            (Ty::Text, Json::String(_)) => json!(FORGOTTEN),
            (Ty::Company, Json::String(name)) if self.all || self.is_name(name) => {
                json!(FORGOTTEN)
            }
            // Of parcels the words go; when and what was sent stays.
            (Ty::Texts, Json::Array(list)) if list.iter().any(Json::is_object) => {
                list.iter().map(wordless).collect()
            }
            (Ty::Texts, Json::Array(list)) if !list.is_empty() => json!([FORGOTTEN]),
            (Ty::Texts, Json::Object(_)) => json!({}),
            _ => value.clone(),
        }
    }

    /// A value as the record keeps it: nothing, or a mark where it is called something.
    pub(super) fn kept(&self, table: &Table, column: &str, ty: Ty, value: &Json) -> Json {
        let told = self.told(ty, value);
        if told == *value || table.label.first() == Some(&column) {
            return told;
        }
        match told {
            Json::Array(list) if list.iter().any(Json::is_object) => Json::Array(list),
            Json::Array(_) => json!([]),
            Json::Object(_) => told,
            _ => Json::Null,
        }
    }

    fn is_name(&self, name: &str) -> bool {
        self.names.contains(&fold::key(name))
    }
}

/// One of several things without what was said of it.
fn wordless(one: &Json) -> Json {
    let Json::Object(fields) = one else { return json!(FORGOTTEN) };
    let marked = |value: &Json| if value.is_string() { json!(FORGOTTEN) } else { value.clone() };
    fields.iter().map(|(name, value)| (name.clone(), marked(value))).collect()
}

/// What a person is known by: looked for in what is said elsewhere.
#[derive(Default)]
pub(super) struct Known {
    phones: BTreeSet<String>,
    emails: BTreeSet<String>,
    words: BTreeSet<String>,
    codes: BTreeSet<String>,
}

impl Known {
    /// Adds the code of a record that the person is known by.
    pub(super) fn code(&mut self, code: Code) {
        self.codes.insert(code.to_string().to_ascii_lowercase());
    }

    /// Adds a personal value of a column.
    pub(super) fn value(&mut self, column: &str, value: &Json) {
        let mut texts = Vec::new();
        strings(value, &mut texts);
        for text in texts.into_iter().map(str::trim).filter(|text| *text != FORGOTTEN) {
            let phone = matches!(column, "phone" | "also").then(|| phone_key(text)).flatten();
            let email = matches!(column, "email" | "also").then(|| email_key(text)).flatten();
            self.phones.extend(phone.map(|key| key.trim_start_matches('+').to_owned()));
            self.emails.extend(email.map(|_| text.to_ascii_lowercase()));
            let tells = match column {
                "name" | "company" | "aliases" | "phone" | "email" | "also" | "address" => {
                    text.chars().count() > 1
                }
                _ => width(text) >= TELLING,
            };
            let words = [text.to_ascii_lowercase(), fold::key(text)];
            let words = words.into_iter().filter(|word| tells && word.chars().count() > 1);
            self.words.extend(words);
        }
    }

    /// True when there is neither a phone nor an e-mail address.
    pub(super) fn is_unreachable(&self) -> bool {
        self.phones.is_empty() && self.emails.is_empty()
    }

    /// Tells whether something nested says any of it.
    pub(super) fn is_said_in(&self, said: &Json) -> bool {
        let mut texts = Vec::new();
        strings(said, &mut texts);
        texts.into_iter().any(|text| self.is_in(text))
    }

    /// Tells whether a text, or the JSON that it is, says any of it.
    pub(super) fn is_in_raw(&self, raw: &str) -> bool {
        match serde_json::from_str::<Json>(raw) {
            Ok(json @ (Json::Object(_) | Json::Array(_))) => self.is_said_in(&json),
            _ => self.is_in(raw),
        }
    }

    /// Tells whether a text says any of it.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        let said = |word: &String| word_in(&lower, word).is_some();
        self.words.iter().any(said)
            || self.codes.iter().any(said)
            || self.phones.iter().any(|digits| number_in(text, digits).is_some())
            || self.emails.iter().any(said)
    }

    /// The value without the person's phones and e-mail addresses.
    pub(super) fn without_reach(&self, value: &Json) -> Json {
        mapped(value, &|text| self.cut_reach(text))
    }

    /// The value without anything that the person is known by, codes aside.
    pub(super) fn without_words(&self, value: &Json) -> Json {
        mapped(value, &|text| {
            let cut = self.cut_reach(text);
            self.words.iter().fold(cut, |text, word| {
                cut_all(text, |text| word_in(&text.to_ascii_lowercase(), word))
            })
        })
    }

    fn cut_reach(&self, text: &str) -> String {
        let cut = self
            .phones
            .iter()
            .fold(text.to_owned(), |text, digits| cut_all(text, |text| number_in(text, digits)));
        self.emails.iter().fold(cut, |text, email| {
            cut_all(text, |text| word_in(&text.to_ascii_lowercase(), email))
        })
    }
}

/// Puts the mark in the place of everything that is found.
fn cut_all(text: String, find: impl Fn(&str) -> Option<Range<usize>>) -> String {
    let mut cut = String::new();
    let mut rest = text.as_str();
    while let Some(range) = find(rest) {
        cut.push_str(&rest[..range.start]);
        cut.push_str(FORGOTTEN);
        rest = &rest[range.end..];
    }
    if cut.is_empty() {
        return text;
    }
    cut + rest
}

/// Where a word stands by itself: Li is not in List.
fn word_in(text: &str, word: &str) -> Option<Range<usize>> {
    let inside = |c: Option<char>, edge: Option<char>| {
        let part = |c: char| c.is_ascii_alphanumeric();
        c.is_some_and(part) && edge.is_some_and(part)
    };
    let found = text.match_indices(word).find(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !inside(before, word.chars().next()) && !inside(after, word.chars().next_back())
    });
    found.map(|(at, _)| at..at + word.len())
}

/// Where a number stands, however its digits are grouped and whatever country code goes before it.
fn number_in(text: &str, digits: &str) -> Option<Range<usize>> {
    let all: Vec<(usize, char)> = text
        .char_indices()
        .filter_map(|(at, c)| {
            let digit = match c {
                '0'..='9' => c,
                '０'..='９' => char::from_u32(u32::from(c) - 0xff10 + 0x30)?,
                _ => return None,
            };
            Some((at, digit))
        })
        .collect();
    let end = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
    let joined = |a: usize, b: usize| {
        let gap = &text[end(a)..b];
        gap.chars().count() <= GAP && gap.chars().all(|c| " -.()·".contains(c))
    };
    let n = digits.len();
    all.windows(n.max(1)).enumerate().find_map(|(i, window)| {
        let same = window.iter().map(|(_, c)| *c).eq(digits.chars());
        if !same || !window.iter().zip(window.iter().skip(1)).all(|(a, b)| joined(a.0, b.0)) {
            return None;
        }
        let (first, last) = (window.first()?.0, end(window.last()?.0));
        let longer = all.get(i + n).is_some_and(|next| next.0 == last);
        (!longer).then_some(first..last)
    })
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// All texts within something nested.
pub(super) fn strings<'a>(value: &'a Json, to: &mut Vec<&'a str>) {
    match value {
        Json::String(text) => to.push(text),
        Json::Array(list) => list.iter().for_each(|one| strings(one, to)),
        Json::Object(map) => map.values().for_each(|one| strings(one, to)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn mapped(value: &Json, change: &impl Fn(&str) -> String) -> Json {
    match value {
        Json::String(text) => json!(change(text)),
        Json::Array(list) => list.iter().map(|one| mapped(one, change)).collect(),
        Json::Object(map) => {
            Json::Object(map.iter().map(|(k, one)| (k.clone(), mapped(one, change))).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let mut known = Known::default();
        known.value("phone", &json!("138 0013 8000"));
        known.value("email", &json!("Ann@Example.com"));
        known.value("name", &json!("Li"));
        known.value("note", &json!("短"));
        known.code(Code { kind: bot_core::domain::ids::Kind::Lead, n: 1 });
        known
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        let known = known();
        for text in ["打+86 138-0013-8000找他", "8613800138000", "（１３８００１３８０００）"]
        {
            assert!(known.is_in(text), "{text}");
        }
        for text in ["138001380001", "1380013800", "138\n0013 8000 x 1380013"] {
            assert!(!known.is_in(text), "{text}");
        }
        let cut = known.without_reach(&json!(["call 138 0013 8000 or ann@example.COM", 7]));
        assert_eq!(cut, json!(["call *** or ***", 7]));
    }

    #[test]
    fn a_name_of_signs_only_ends_too() {
        let mut known = Known::default();
        for odd in ["**", "\u{200b}\u{200b}", "***"] {
            known.value("name", &json!(odd));
        }
        assert_eq!(known.without_words(&json!("a ** b")), json!("a *** b"));
        assert!(!known.is_in("帮助"));
    }

    #[test]
    fn a_name_or_a_code_counts_as_a_word_only() {
        let known = known();
        for text in ["Li came", "问li好", "L-1", "见l-1。"] {
            assert!(known.is_in(text), "{text}");
        }
        for text in ["List", "L-12", "短"] {
            assert!(!known.is_in(text), "{text}");
        }
        assert!(known.is_in_raw(r#"{"text":"\u0041nn@example.com"}"#));
    }
}
