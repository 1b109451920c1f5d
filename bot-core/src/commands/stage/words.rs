//! What is said of a new stage: what it is called, how likely deals in it are won, and where it stands.

use crate::chat::parse::{Env, read};
use crate::chat::spec::Take;

/// What stands after the stage before which, or behind which, another one goes; the longer ones first.
const BEFORE: [&str; 3] = ["之前", "前面", "前"];
const AFTER: [&str; 3] = ["之后", "后面", "后"];

/// Before or behind another stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the stage of this name.
    Before(String),
    /// Behind the stage of this name.
    After(String),
}

/// What makes a place of a stage's name.
type Make = fn(String) -> Place;

/// A stage as it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub name: String,
    pub rate: Option<i64>,
    pub place: Option<Place>,
}

/// Reads «样品测试 在 报价 前 50%», `Sample test before quotation 50%`.
pub(super) fn said(words: &str, env: &Env<'_>) -> Said {
    let mut rate = None;
    let mut left = Vec::new();
    for word in words.split_whitespace() {
        let share = word.ends_with('%').then(|| read(Take::Share, word, word, env).ok()).flatten();
        match share.and_then(|share| share.as_i64()).filter(|_| rate.is_none()) {
            Some(share) => rate = Some(share),
            None => left.push(word),
        }
    }
    let words = left.join(" ");
    let (name, place) = placed(&words);
    Said { name, rate, place }
}

/// Where a stage is to stand, where words say nothing else: «报价后», `before quotation`.
pub(super) fn place(words: &str) -> Option<Place> {
    match placed(&format!("x {words}")) {
        (name, place) if name == "x" => place,
        _ => None,
    }
}

fn placed(words: &str) -> (String, Option<Place>) {
    let lower = words.to_ascii_lowercase();
    let joints: [(&str, Make); 2] = [(" before ", Place::Before), (" after ", Place::After)];
    for (joint, make) in joints {
        if let Some(at) = lower.find(joint) {
            let of = words[at + joint.len()..].trim().to_owned();
            return (words[..at].trim().to_owned(), Some(make(of)));
        }
    }
    let ends: [([&str; 3], Make); 2] = [(BEFORE, Place::Before), (AFTER, Place::After)];
    for (list, make) in ends {
        let Some(rest) = list.iter().find_map(|end| words.strip_suffix(end)) else { continue };
        let rest = rest.trim();
        let split = rest.rsplit_once(" 在").or_else(|| rest.rsplit_once(' '));
        if let Some((name, of)) =
            split.filter(|(name, of)| !name.trim().is_empty() && !of.trim().is_empty())
        {
            let of = of.trim().trim_start_matches('在').trim().to_owned();
            return (name.trim().trim_end_matches('在').trim().to_owned(), Some(make(of)));
        }
    }
    (words.trim().to_owned(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_place_are_told_apart() {
        let before = |of: &str| Some(Place::Before(of.to_owned()));
        let after = |of: &str| Some(Place::After(of.to_owned()));
        for (words, name, place) in [
            ("样品测试 在 报价 前", "样品测试", before("报价")),
            ("样品测试 在报价前", "样品测试", before("报价")),
            ("样品测试 报价之后", "样品测试", after("报价")),
            ("样品测试 在 方案递交 后面", "样品测试", after("方案递交")),
            ("Sample test before quotation", "Sample test", before("quotation")),
            ("Sample test after Needs confirmed", "Sample test", after("Needs confirmed")),
            ("样品测试", "样品测试", None),
            ("售前", "售前", None),
        ] {
            assert_eq!(placed(words), (name.to_owned(), place), "{words}");
        }
        assert_eq!(place("报价后"), after("报价"));
        assert_eq!(place("before proposal"), before("proposal"));
        assert_eq!(place("报价"), None);
    }
}
