//! Why something was lost: a reason of the org's list among what was said.

use std::ops::Range;

use serde_json::json;

use super::Draft;
use super::stretch::{trimmed, words};
use crate::chat::parse::choices::{Spellings, choices};
use crate::chat::spec::{Arg, List};
use crate::domain::fold;

/// What makes no reason of the words for one: «价格不是问题».
const NO_REASON: [&str; 4] = ["不是", "没问题", "没有问题", "无所谓"];
/// What leads up to a reason and says no more.
const LEADS: [&str; 14] = [
    "because", "because:", "due", "to", "of", "the", "reason", "reason:", "since", "as", "on",
    "it's", "over", "for",
];
/// How a sentence goes on over a reason's name.
const GOES_ON: [&str; 28] = [
    "for", "of", "in", "to", "at", "on", "from", "by", "until", "till", "yet", "any", "anymore",
    "and", "or", "with", "as", "than", "left", "is", "was", "were", "are", "this", "that", "too",
    "right", "so",
];

/// Tells whether a sentence goes on with what follows a reason's name: `no need for it`.
pub(crate) fn goes_on(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let next = rest.split([' ', ',', '.', ';', '!']).next().unwrap_or_default();
    GOES_ON.iter().any(|word| next.eq_ignore_ascii_case(word))
}

impl Draft<'_> {
    /// Takes the name of a reason out of the words. In the middle of a sentence it stays there as
    /// well: what was said is the note, whole.
    pub(super) fn take_listed_reason(
        &mut self,
        arg: &'static Arg,
        text: &str,
        fits: impl Fn(&str) -> bool,
    ) {
        let all = words(text);
        let ends = |first: usize| all.len().min(first + 2);
        let runs = (0..all.len())
            .flat_map(|first| (first..ends(first)).rev().map(move |last| (first, last)));
        let run = |(first, last): (usize, usize)| trimmed(text, all[first].start..all[last].end);
        let found = runs.map(|run_of| (run_of.0, run(run_of)));
        let Some((first, found)) = found.into_iter().find(|(_, at)| fits(&text[at.clone()])) else {
            return;
        };
        let (folded, typed) = self.texts(found.clone());
        if !self.is_within(text, &all[..first], &found) {
            self.blank(found);
        }
        self.put(arg, &folded, &typed);
    }

    /// Tells whether the name of a reason stands in a sentence.
    fn is_within(&self, text: &str, before: &[Range<usize>], found: &Range<usize>) -> bool {
        if goes_on(&text[found.end..]) {
            return true;
        }
        // The first word names what was lost, where its code does not.
        let named = usize::from(self.open_ref().is_some());
        let parted = text[..found.start].trim_end().ends_with([',', ';', ':', '.', '-']);
        let led = |word: &Range<usize>| {
            LEADS.iter().any(|lead| text[word.clone()].eq_ignore_ascii_case(lead))
        };
        let prose = |word: &Range<usize>| {
            text[word.clone()].starts_with(|c: char| c.is_ascii_lowercase()) && !led(word)
        };
        !parted && before.iter().skip(named).any(prose)
    }

    /// Takes the reason that a word begins with: of «价格太高» every word is kept as well.
    pub(super) fn take_reason(&mut self, arg: &'static Arg, text: &str) {
        let (lists, roles) = (self.env.lists, self.env.roles);
        let known = Spellings::of(List::Reasons, lists, roles);
        let reasons = choices(List::Reasons, lists, roles).into_iter();
        let reasons: Vec<_> = reasons
            .filter(|reason| !reason.zh.is_ascii())
            .map(|reason| (fold::key(&reason.zh), reason.key))
            .collect();
        let is_meant = |word: &str| {
            let key = fold::key(word);
            let begins = |name: &str| {
                let rest = key.strip_prefix(name);
                rest.is_some_and(|rest| !NO_REASON.iter().any(|no| rest.starts_with(no)))
            };
            reasons.iter().find(|(name, _)| begins(name)).map(|(_, reason)| reason.clone())
        };
        // The first word names what was lost, where its code does not.
        let named = usize::from(self.open_ref().is_some());
        for word in words(text).into_iter().skip(named) {
            let said = &text[word.clone()];
            // «输了，价格太高»: what only links them is no part of it.
            let begin = said.find(|c: char| c.is_alphanumeric() && c != '了').unwrap_or(0);
            let (word, said) = (word.start + begin..word.end, &said[begin..]);
            let head = said.find(|c: char| !c.is_alphanumeric()).map_or(said, |end| &said[..end]);
            // «无需求，买了别家»: a reason that stands for itself is no part of the note.
            let exact = known.get(head).map(str::to_owned);
            if exact.is_some() {
                self.blank(word.start..word.start + head.len());
            }
            if let Some(key) = exact.or_else(|| is_meant(said)) {
                self.args.insert(arg.name.to_owned(), json!(key));
                return;
            }
        }
    }
}
