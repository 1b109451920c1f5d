//! Where somebody comes from, said in words: «展会认识的», «朋友介绍», `from the website`, `met him at the expo`.

use std::ops::Range;

use super::Draft;
use crate::chat::parse::choices::Spellings;
use crate::chat::spec::{Arg, Take};
use crate::domain::names::is_han;

/// What stands in English before where somebody comes from.
const BEFORE: [&str; 7] = ["from", "via", "through", "at", "by", "on", "source"];
/// What may stand between.
const ARTICLES: [&str; 5] = ["the", "a", "an", "our", "your"];
/// What stands in Chinese before it, and what behind it says that somebody came from there.
const LEADS: &[&str] = &["是从", "来自", "通过", "从", "在", "是"];
const CAME: &[&str] = &[
    "上认识的",
    "认识的",
    "上加的",
    "加的",
    "过来的",
    "来的",
    "找来的",
    "介绍的",
    "介绍来的",
    "上来的",
    "咨询的",
    "咨询",
    "上看到的",
    "看到的",
    "的客户",
    "客户",
    "上的",
    "上",
    "的",
];
/// How many words of English it has at most.
const WORDS: usize = 3;

impl Draft<'_> {
    /// Takes where somebody comes from out of the words, where it stands alone; within a sentence the
    /// words are kept as well.
    pub(super) fn take_said_source(&mut self) {
        let Some(arg) = self.open_arg("source") else { return };
        let Take::Choice(list) = arg.take else { return };
        let known = Spellings::of(list, self.env.lists, self.env.roles);
        let found = self.source_in_chinese(&known).or_else(|| self.source_in_english(&known));
        if let Some((key, alone)) = found {
            self.put_source(arg, &key, alone);
        }
    }

    fn put_source(&mut self, arg: &'static Arg, key: &str, alone: Option<Range<usize>>) {
        self.put(arg, key, key);
        if let Some(range) = alone {
            self.blank(range);
        }
    }

    fn source_in_chinese(&self, known: &Spellings) -> Option<(String, Option<Range<usize>>)> {
        let all = self.said_words();
        all.iter().enumerate().skip(1).find_map(|(at, word)| {
            let text = &self.left[word.range.clone()];
            if !text.starts_with(is_han) {
                return None;
            }
            let bare = LEADS.iter().find_map(|lead| text.strip_prefix(lead)).unwrap_or(text);
            let came =
                CAME.iter().filter_map(|came| bare.strip_suffix(came)).map(|bare| (bare, true));
            let whole = std::iter::once((bare, bare.len() < text.len()));
            // What stands among other words may be what is wanted: «要做 广告 推广».
            let parted = at == 1 || word.opens;
            let sure = |(bare, said): &(&str, bool)| *said || parted || bare.ends_with("介绍");
            let mut words = whole.chain(came).filter(sure);
            // «微信 liujie88» is how somebody is reached.
            let next = all.get(at + 1).map(|next| &self.left[next.range.clone()]);
            let id = !word.closes && next.is_some_and(str::is_ascii);
            let key = words.find_map(|(bare, _)| known.get(bare)).filter(|_| !id)?;
            Some((key.to_owned(), Some(word.range.clone())))
        })
    }

    fn source_in_english(&self, known: &Spellings) -> Option<(String, Option<Range<usize>>)> {
        let all = self.said_words();
        let texts: Vec<&str> = all.iter().map(|word| &self.left[word.range.clone()]).collect();
        let is = |at: usize, list: &[&str]| {
            texts.get(at).is_some_and(|word| list.contains(&word.to_ascii_lowercase().as_str()))
        };
        (1..all.len()).find_map(|at| {
            let led = is(at, &BEFORE);
            let begin = at + usize::from(led);
            let begin = begin + usize::from(led && is(begin, &ARTICLES));
            if !led && !all[at].opens {
                return None;
            }
            (begin..all.len().min(begin + WORDS)).rev().find_map(|last| {
                let whole = all[begin..last].iter().all(|word| !word.closes);
                let key = known.get(&texts[begin..=last].join(" ")).filter(|_| whole)?;
                let range = all[at].range.start..all[last].range.end;
                // «referral from Huawei» says more than that.
                let from = !led && is(last + 1, &BEFORE);
                let alone = all[at].opens && (led || all[last].closes);
                (alone || from || (led && all[last].closes))
                    .then(|| (key.to_owned(), alone.then_some(range)))
            })
        })
    }
}
