//! Fields that are named: `source=`, `来源：`. Where their values end is told in
//! `docs/decisions/0011`.

use std::ops::Range;

use serde_json::{Map, Value};

use super::Draft;
use super::names::latin_name;
use super::phones::is_phone_shape;
use super::stretch::{each_word, trimmed, words};
use crate::chat::fields;
use crate::chat::parse::Lack;
use crate::chat::parse::own::own_value;
use crate::chat::parse::value::{LONGEST_NAME, Wrong, read, shortened};
use crate::chat::spec::{Arg, By, Effect, Spec, Take};
use crate::chat::understand::money::order_line;
use crate::domain::fold;
use crate::domain::own::{Holds, OwnField};

/// How many words a value of a shape may have: «021 5888 8888 ext. 12».
const LONGEST_VALUE: usize = 6;
/// From which likeness on one name is taken for a slip in another.
const NEAR: f64 = 0.75;

/// Tells whether a value may be any words.
fn is_free(arg: &Arg) -> bool {
    matches!(arg.take, Take::Text | Take::Name | Take::Ref(_))
}

/// The field whose name begins a word, where a value of its shape stands against it, and how long
/// the name is.
pub(super) fn glued_field(spec: &'static Spec, word: &str) -> Option<(&'static Arg, usize)> {
    let at = word.find(|c: char| c.is_ascii_digit() || "¥$€£+-".contains(c))?;
    let name = word.get(..at).filter(|name| !name.is_empty() && !name.is_ascii())?;
    let arg = fields::field(name).and_then(|field| spec.arg(field))?;
    // «标签+急»: tags are added and taken away.
    let tags = arg.name == "tag" && word[at..].starts_with(['+', '-']);
    (tags || !is_free(arg)).then_some((arg, at))
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
                self.take_glued(word);
                continue;
            };
            let name = self.left[word.start..at].trim_start_matches([',', ';', '、']);
            let name = self.field_at_end(name).unwrap_or(name).to_owned();
            let start = at - name.len();
            let value = self.value_after(at + 1, word.end);
            if self.spec.arg(fields::field(&name).unwrap_or_default()).is_none()
                && let Some((own, start)) = self.own_before(at)
            {
                self.take_own(&own, start, value);
                continue;
            }
            match fields::field(&name).and_then(|field| self.arg_of(field)) {
                Some(arg) if is_free(arg) && !value.is_empty() && !self.in_quotes(value.start) => {
                    let value = self.whole_name(arg, value);
                    self.keep_for_later(arg, start, value);
                }
                Some(arg) => {
                    let value = self.whole_shape(arg, value);
                    let (mut folded, mut words) = self.texts(value.clone());
                    // What stands in quotation marks is one tag, and not one for each word.
                    let one = self.in_quotes(value.start) && folded.contains(' ');
                    if one && arg.name == "tag" && self.spec.effect != Effect::Reads {
                        (folded, words) = (format!("\"{folded}\""), format!("\"{words}\""));
                    }
                    self.blank(start..value.end);
                    self.put_named(arg, &folded, &words);
                }
                // A100=5 is a line of an order.
                None if self.is_line(&name, word.clone()) => {}
                // What takes all the words, such as a file's lines, knows no fields.
                None if self.takes_all() => {}
                // 金额>=5万 says what something is to be at least.
                None if name.ends_with(['>', '<', '!']) => {}
                // A list may be narrowed by what a file brought: that is looked for in the records.
                None if self.is_brought(at) && !name.is_empty() => {
                    let (folded, words) = self.texts(value.clone());
                    self.blank(start..value.end);
                    if !folded.trim().is_empty() {
                        self.put_extra(name, words.trim().into());
                    }
                }
                None if self.left[at..].starts_with('=') && !name.is_empty() => {
                    // The first thing that is wrong is what the person is told.
                    if self.lack.is_none() {
                        let fields = self.spec.args.iter().map(|arg| arg.name);
                        let near = fields::nearest(&name, fields).map(str::to_owned);
                        let near = near.or_else(|| self.nearest_own(&name));
                        self.lacks(Lack::UnknownField(shortened(&name), near));
                    }
                    self.blank(word);
                }
                None => {}
            }
        }
    }

    fn own_fields(&self) -> impl Iterator<Item = &OwnField> {
        self.spec.own().into_iter().flat_map(|kind| self.env.own.of(kind))
    }

    /// The org's own field whose name stands before a place, and where it begins: names may have
    /// spaces in them.
    fn own_before(&self, at: usize) -> Option<(OwnField, usize)> {
        let before = &self.left[..at];
        let begins = |name: &String| {
            let key = fold::key(name);
            let starts = before.char_indices().map(|(start, _)| start).rev();
            let mut starts = starts.take(key.chars().count() + 1);
            starts.find(|start| {
                let (head, tail) = before.split_at(*start);
                let apart = !name.is_ascii() || !head.ends_with(|c: char| c.is_alphanumeric());
                apart && fold::key(tail) == key
            })
        };
        let found = self.own_fields().filter_map(|own| {
            let names = std::iter::once(&own.name).chain(&own.other);
            Some((own, names.filter_map(begins).min()?))
        });
        // Of names that end alike the longest is meant.
        let (own, start) = found.min_by_key(|(_, start)| *start)?;
        Some((own.clone(), start))
    }

    /// The name of an own field that is nearly this one.
    fn nearest_own(&self, name: &str) -> Option<String> {
        let key = fold::key(name);
        let names = self.own_fields().flat_map(|own| std::iter::once(&own.name).chain(&own.other));
        let near = names.map(|own| (strsim::jaro_winkler(&fold::key(own), &key), own));
        let near = near.filter(|(score, _)| *score >= NEAR);
        near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, own)| own.clone())
    }

    /// Puts the value of one of the org's own fields.
    fn take_own(&mut self, own: &OwnField, start: usize, value: Range<usize>) {
        let value = self.whole_own(own, value);
        let (folded, words) = self.texts(value.clone());
        self.blank(start..value.end);
        let said = if own.holds == Holds::Text { words.trim() } else { folded.trim() };
        let value = if said.is_empty() {
            Value::Null
        } else {
            match own_value(own, said, self.env.currency, &self.env.here()) {
                Ok(value) => value.into(),
                Err(wrong) => return self.lacks(Lack::Own(own.clone(), wrong)),
            }
        };
        self.put_extra(own.name.clone(), value);
    }

    fn put_extra(&mut self, name: String, value: Value) {
        let all = self.args.entry("extra").or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(all) = all {
            all.insert(name, value);
        }
    }

    /// Tells whether a name before a `=` may be a field that only records know.
    fn is_brought(&self, at: usize) -> bool {
        let list = self.spec.own().is_some() && self.spec.name.ends_with(" list");
        list && self.left[at..].starts_with('=')
    }

    /// A value goes on while more words make a longer one of its shape; words go on to the next
    /// field where the command has no other place for them.
    fn whole_own(&self, own: &OwnField, value: Range<usize>) -> Range<usize> {
        if value.is_empty() || self.in_quotes(value.start) {
            return value;
        }
        let text = own.holds == Holds::Text;
        if text && self.spec.args.iter().any(|arg| arg.by == By::Rest) {
            return value;
        }
        let run = self.words_from(&value, if text { usize::MAX } else { LONGEST_VALUE });
        let fits = |end: usize| {
            let words = self.left[trimmed(&self.left, value.start..end)].to_owned();
            own_value(own, &words, self.env.currency, &self.env.here()).is_ok()
        };
        let end = run.iter().rev().map(|word| word.end).find(|end| fits(*end));
        value.start..end.unwrap_or(value.end)
    }

    /// «金额12万»: a field's name and right behind it a value that begins with a digit.
    fn take_glued(&mut self, word: Range<usize>) {
        let Some((arg, len)) = glued_field(self.spec, &self.left[word.clone()]) else { return };
        if self.args.contains_key(arg.name) {
            return;
        }
        let value = self.whole_shape(arg, word.start + len..word.end);
        let (folded, words) = self.texts(value.clone());
        if read(arg.take, &folded, &words, self.env).is_ok() {
            self.blank(word.start..value.end);
            self.put_named(arg, &folded, &words);
        }
    }

    /// Tells whether the command takes all the words as they are, and nothing else.
    fn takes_all(&self) -> bool {
        let Some((last, shapes)) = self.spec.args.split_last() else { return false };
        last.take == Take::Text
            && last.by == By::Rest
            && shapes.iter().all(|arg| matches!(arg.take, Take::Choice(_)) && arg.by == By::Shape)
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
    pub(super) fn whole_shape(&self, arg: &Arg, value: Range<usize>) -> Range<usize> {
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
    pub(super) fn words_from(&self, value: &Range<usize>, most: usize) -> Vec<Range<usize>> {
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
