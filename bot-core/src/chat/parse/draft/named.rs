//! Fields that are named: `source=`, `来源：`.

use std::ops::Range;

use super::Draft;
use super::names::latin_name;
use super::stretch::{each_word, words};
use crate::chat::fields;
use crate::chat::parse::Lack;
use crate::chat::parse::value::shortened;
use crate::chat::spec::{Arg, Take};

impl Draft<'_> {
    /// Takes `name=value` out of the words.
    pub(super) fn take_named(&mut self) {
        for word in words(&self.left) {
            if self.in_quotes(word.start) {
                continue;
            }
            let text = self.left[word.clone()].to_owned();
            let Some(at) = text.find(['=', ':']) else {
                continue;
            };
            let name = text[..at].trim_start_matches([',', ';', '、']);
            let start = word.start + (text[..at].len() - name.len());
            let value = self.value_after(word.start + at + 1, word.end);
            match fields::field(name).and_then(|field| self.arg_of(field)) {
                Some(arg) => {
                    let value = self.whole_name(arg, value);
                    let (folded, words) = self.texts(value.clone());
                    self.blank(start..value.end);
                    self.put(arg, &folded, &words);
                }
                None if text.as_bytes().get(at) == Some(&b'=') && !name.is_empty() => {
                    // The first thing that is wrong is what the person is told.
                    if self.lack.is_none() {
                        let fields = self.spec.args.iter().map(|arg| arg.name);
                        let near = fields::nearest(name, fields);
                        self.lacks(Lack::UnknownField(shortened(name), near));
                    }
                    self.blank(word);
                }
                None => {}
            }
        }
    }

    pub(super) fn arg_of(&self, field: &str) -> Option<&'static Arg> {
        let has = |name: &str| self.spec.args.iter().find(|arg| arg.name == name);
        // «标签=» names the list of tags; «金额» of an order line would name its price.
        has(field).or_else(|| (field == "tag").then(|| has("tags")).flatten())
    }

    /// The stretch of a value: up to the end of the word, or of the quotation.
    pub(super) fn value_after(&self, from: usize, end: usize) -> Range<usize> {
        let quote = self.quote_at(from).filter(|range| range.start == from);
        let after_space = || {
            // «公司： 华星» with a space after the colon
            let rest = &self.left[from..];
            let skipped = rest.len() - rest.trim_start_matches(' ').len();
            let next = each_word(rest).next();
            next.filter(|word| skipped == 1 && word.start == skipped)
                .map(|word| from + word.start..from + word.end)
        };
        match quote {
            Some(range) => range.clone(),
            None if from == end && self.left[..from].ends_with(':') => {
                after_space().unwrap_or(from..end)
            }
            None => from..end,
        }
    }

    /// «company=Acme Trading Ltd»: a Latin name goes on over the capitalised words after it.
    pub(super) fn whole_name(&self, arg: &Arg, value: Range<usize>) -> Range<usize> {
        if arg.take != Take::Name || value.is_empty() || self.in_quotes(value.start) {
            return value;
        }
        let from = value.start;
        let mut run = vec![value];
        let after = run[0].end;
        let rest = each_word(&self.left[after..]).map(|w| after + w.start..after + w.end);
        run.extend(rest.take_while(|word| {
            let text = &self.left[word.clone()];
            !text.contains(['=', ':']) && !self.in_quotes(word.start)
        }));
        let words: Vec<&str> = run.iter().map(|range| &self.left[range.clone()]).collect();
        let len = latin_name(&words, false);
        from..run[len - 1].end
    }

    pub(super) fn in_quotes(&self, at: usize) -> bool {
        self.quote_at(at).is_some()
    }

    /// The quotation around a place.
    fn quote_at(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.quoted.partition_point(|range| range.end <= at);
        self.quoted.get(next).filter(|range| range.contains(&at))
    }
}
