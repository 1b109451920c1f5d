//! Fields that are named: `source=`, `来源：`. Where their values end is told in
//! `docs/decisions/0011`.

use std::ops::Range;

use super::Draft;
use super::names::latin_name;
use super::phones::is_phone_shape;
use super::stretch::{each_word, trimmed, words};
use crate::chat::fields;
use crate::chat::parse::Lack;
use crate::chat::parse::value::{LONGEST_NAME, Wrong, read, shortened};
use crate::chat::spec::{Arg, By, Take};
use crate::chat::understand::money::order_line;

/// How many words a value of a shape may have: «021 5888 8888 ext. 12».
const LONGEST_VALUE: usize = 6;

/// Tells whether a value may be any words.
fn is_free(arg: &Arg) -> bool {
    matches!(arg.take, Take::Text | Take::Name | Take::Ref(_))
}

impl Draft<'_> {
    /// Parts `name=value` pairs that a comma or semicolon joins: «备注=急，金额=9万».
    pub(super) fn part_fields(&mut self) {
        for at in self.left.match_indices([',', ';']).map(|(at, _)| at).collect::<Vec<_>>() {
            let rest = self.left[at + 1..].trim_start_matches(' ');
            let mut start = rest.char_indices().take(fields::LONGEST);
            let name = start.find(|(_, c)| ['=', ':'].contains(c)).map(|(end, _)| &rest[..end]);
            let field = name.and_then(fields::field);
            let known = field.and_then(|field| self.arg_of(field)).is_some();
            if known && !self.in_quotes(at) {
                self.blank(at..at + 1);
            }
        }
    }

    /// Takes `name=value` out of the words.
    pub(super) fn take_named(&mut self) {
        for word in words(&self.left) {
            if self.in_quotes(word.start) {
                continue;
            }
            let Some(at) = self.left[word.clone()].find(['=', ':']).map(|at| word.start + at)
            else {
                continue;
            };
            let name = self.left[word.start..at].trim_start_matches([',', ';', '、']);
            let name = self.field_at_end(name).unwrap_or(name).to_owned();
            let start = at - name.len();
            let value = self.value_after(at + 1, word.end);
            match fields::field(&name).and_then(|field| self.arg_of(field)) {
                Some(arg) if is_free(arg) && !value.is_empty() && !self.in_quotes(value.start) => {
                    let value = self.whole_name(arg, value);
                    self.keep_for_later(arg, start, value);
                }
                Some(arg) => {
                    let value = self.whole_shape(arg, value);
                    let (folded, words) = self.texts(value.clone());
                    self.blank(start..value.end);
                    self.put_named(arg, &folded, &words);
                }
                // A100=5 is a line of an order.
                None if self.is_line(&name, word.clone()) => {}
                None if self.left[at..].starts_with('=') && !name.is_empty() => {
                    // The first thing that is wrong is what the person is told.
                    if self.lack.is_none() {
                        let fields = self.spec.args.iter().map(|arg| arg.name);
                        let near = fields::nearest(&name, fields);
                        self.lacks(Lack::UnknownField(shortened(&name), near));
                    }
                    self.blank(word);
                }
                None => {}
            }
        }
    }

    /// The name of a field that stands against the words before it: «李四公司：鼎盛».
    fn field_at_end<'a>(&self, word: &'a str) -> Option<&'a str> {
        if word.is_ascii() || fields::field(word).is_some() {
            return None;
        }
        let starts = word.char_indices().rev().take(fields::LONGEST).map(|(at, _)| &word[at..]);
        let known = |end: &&str| {
            !end.is_ascii() && fields::field(end).is_some_and(|field| self.arg_of(field).is_some())
        };
        starts.filter(known).last()
    }

    /// Tells whether `name=value` is a line where the command takes lines.
    fn is_line(&self, name: &str, word: Range<usize>) -> bool {
        let takes = self.spec.args.iter().any(|arg| arg.take == Take::Lines);
        let line = |word| order_line(&self.left[word], self.env.currency).is_some();
        takes && fields::field(name).is_none() && line(word)
    }

    /// Puts a value that was named. Tags that are named again are more of them; of two other values
    /// the person chooses.
    pub(super) fn put_named(&mut self, arg: &'static Arg, folded: &str, words: &str) {
        let first = self.named.iter().find(|(name, _)| *name == arg.name);
        let first = first.map(|(_, said)| said.clone());
        if first.is_none() {
            self.named.push((arg.name, words.to_owned()));
        }
        let (Some(first), Some(before)) = (first, self.args.get(arg.name).cloned()) else {
            return self.put(arg, folded, words);
        };
        if let (Some(some), true) = (before.as_str(), matches!(arg.name, "tag" | "tags")) {
            let all = |more: &str| format!("{some},{more}");
            return self.put(arg, &all(folded), &all(words));
        }
        match read(arg.take, folded, words, self.env) {
            Ok(value) if value != before => {
                let wrong =
                    Wrong::Either(shortened(&format!("{first} · {words}")), vec![before, value]);
                self.args.remove(arg.name);
                self.lacks(Lack::Wrong(arg.name, wrong));
            }
            Ok(_) => {}
            Err(wrong) => self.lacks(Lack::Wrong(arg.name, wrong)),
        }
    }

    pub(super) fn arg_of(&self, field: &str) -> Option<&'static Arg> {
        let has = |name: &str| self.spec.args.iter().find(|arg| arg.name == name);
        // «标签=» names the list of tags; «金额» of an order line would name its price.
        has(field).or_else(|| (field == "tag").then(|| has("tags")).flatten())
    }

    /// The stretch of a value: up to the end of the word, or of the quotation.
    pub(super) fn value_after(&self, from: usize, end: usize) -> Range<usize> {
        let quote = self.quoted.get(&from).map(|end| from..*end);
        let after_space = || {
            // «公司： 华星» with a space after the colon
            let rest = &self.left[from..];
            let skipped = rest.len() - rest.trim_start_matches(' ').len();
            let next = each_word(rest).next();
            next.filter(|word| skipped == 1 && word.start == skipped)
                .map(|word| from + word.start..from + word.end)
        };
        match quote {
            Some(range) => range,
            None if from == end && self.left[..from].ends_with(':') => {
                after_space().unwrap_or(from..end)
            }
            None => from..end,
        }
    }

    /// «金额=USD 20k»: a value goes on while more words make a longer one of its shape.
    fn whole_shape(&self, arg: &Arg, value: Range<usize>) -> Range<usize> {
        if value.is_empty() || self.in_quotes(value.start) {
            return value;
        }
        let run = self.words_from(&value, LONGEST_VALUE);
        let fits = |end: usize| {
            let text = self.left[trimmed(&self.left, value.start..end)].to_owned();
            let whole = arg.take != Take::Phone || end == value.end || is_phone_shape(&text);
            // An amount that is too large and a day that is over are shaped as they should be.
            let shaped = match read(arg.take, &text, &text, self.env) {
                Ok(_) => true,
                Err(wrong) => matches!(
                    wrong,
                    Wrong::Either(..) | Wrong::When(..) | Wrong::Past(..) | Wrong::Money(_)
                ),
            };
            whole && shaped
        };
        let end = run.iter().rev().map(|word| word.end).find(|end| fits(*end));
        value.start..end.unwrap_or(value.end)
    }

    /// «company=Acme Trading Ltd»: a Latin name goes on over the capitalised words after it.
    fn whole_name(&self, arg: &Arg, value: Range<usize>) -> Range<usize> {
        if arg.take == Take::Text {
            return value;
        }
        let (value, ended) = self.until_comma(value);
        if ended {
            return value;
        }
        let run = self.words_from(&value, LONGEST_NAME);
        let words: Vec<&str> = run.iter().map(|range| &self.left[range.clone()]).collect();
        let len = latin_name(&words, false);
        value.start..run[len - 1].end
    }

    /// The first word of a value and those after it, up to the next field or quotation.
    fn words_from(&self, value: &Range<usize>, most: usize) -> Vec<Range<usize>> {
        let after = each_word(&self.left[value.end..])
            .map(|word| value.end + word.start..value.end + word.end)
            .take_while(|word| {
                let text = &self.left[word.clone()];
                !text.contains(['=', ':']) && !self.in_quotes(word.start)
            });
        std::iter::once(value.clone()).chain(after).take(most).collect()
    }

    /// Keeps a free text from being read as anything else until it is known where it ends.
    fn keep_for_later(&mut self, arg: &'static Arg, start: usize, value: Range<usize>) {
        self.quoted.insert(start, value.end);
        self.running.push((arg, start, value));
    }

    /// Takes the free texts that are named. One goes on over the words after it where the command
    /// has no other place for them.
    pub(super) fn take_running(&mut self) {
        // Up to where nothing is left of the words.
        let mut blank = 0;
        for (arg, start, value) in std::mem::take(&mut self.running) {
            let mut end = value.end;
            let words = self.left[blank..].trim_start().len();
            blank = self.left.len() - words;
            if !self.has_place_beside(arg, blank >= start) {
                for word in self.words_from(&value, usize::MAX).into_iter().skip(1) {
                    if word.start - end > 1 {
                        break;
                    }
                    end = word.end;
                }
            }
            let (folded, words) = self.texts(value.start..end);
            self.blank(start..end);
            self.put_named(arg, &folded, &words);
        }
    }

    /// Tells whether words after a field may belong to another: to the one that takes what is left,
    /// or, where nothing stands before the field, to a record that is still to be named.
    fn has_place_beside(&self, arg: &Arg, nothing_before: bool) -> bool {
        let open = |other: &Arg| other.name != arg.name && !self.args.contains_key(other.name);
        let rest = |other: &Arg| other.by == By::Rest && open(other);
        let first =
            |other: &Arg| other.by == By::Shape && other.required && is_free(other) && open(other);
        self.spec.args.iter().any(|other| rest(other) || (nothing_before && first(other)))
    }

    pub(super) fn in_quotes(&self, at: usize) -> bool {
        self.quoted.range(..=at).next_back().is_some_and(|(_, end)| *end > at)
    }
}
