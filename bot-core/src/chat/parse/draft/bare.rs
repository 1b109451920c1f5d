//! Fields that are named without a sign: `company Kolb GmbH source website`, «地址 苏州吴中区 级别C».

use std::ops::Range;

use super::Draft;
use super::names::latin_name;
use super::stretch::{trimmed, words};
use crate::chat::fields;
use crate::chat::parse::value::read;
use crate::chat::spec::{Arg, By, Take};

/// How many words a choice has at most.
const CHOICE: usize = 3;
/// What no value is said with.
const TOLD: [char; 4] = ['了', '不', '没', '要'];

impl Draft<'_> {
    /// Takes the fields that are named with a space before their value, or with nothing where it is
    /// one of a list. Behind a field that was named with a sign only what has a shape is one.
    pub(super) fn take_bare(&mut self) {
        let edits = self.spec.name.ends_with(" edit") && !self.running.is_empty();
        if !edits && !self.is_of_somebody() {
            return;
        }
        let all = words(&self.left);
        for (at, word) in all.iter().enumerate() {
            let said = &self.left[word.clone()];
            if said.trim().is_empty() || self.in_quotes(word.start) {
                continue;
            }
            // The first is whom it is about.
            let name = fields::field(said).filter(|_| at > 0 || !said.is_ascii());
            let arg = name.and_then(|name| self.arg_of(name));
            let found = match arg.filter(|arg| arg.by == By::Key || arg.take == Take::Phone) {
                Some(arg) => {
                    let ascii = said.is_ascii();
                    self.bare_value(arg, &all[at + 1..], ascii && edits, ascii)
                        .map(|value| (arg, value))
                }
                None => self.glued_choice(word.clone()),
            };
            let Some((arg, value)) = found.filter(|(arg, _)| !self.args.contains_key(arg.name))
            else {
                continue;
            };
            let (folded, typed) = self.texts(value.clone());
            self.blank(word.start..value.end);
            self.put_named(arg, &folded, &typed);
        }
    }

    /// The value that words begin with which stand behind the name of a field.
    fn bare_value(
        &self,
        arg: &'static Arg,
        after: &[Range<usize>],
        shaped: bool,
        ascii: bool,
    ) -> Option<Range<usize>> {
        let first = after.first().filter(|first| !self.in_quotes(first.start))?.clone();
        let reads = |range: &Range<usize>| {
            let text = &self.left[trimmed(&self.left, range.clone())];
            read(arg.take, text, text, self.env).is_ok()
        };
        match arg.take {
            Take::Ref(_) => None,
            Take::Choice(_) => {
                let ends = after.iter().take(CHOICE).map(|word| word.end);
                let all: Vec<_> = ends.map(|end| first.start..end).collect();
                all.into_iter().rev().find(reads)
            }
            Take::Text | Take::Name => (!shaped).then(|| self.bare_name(arg, after, ascii))?,
            // «next Wed» is a day.
            Take::When if ascii => None,
            _ => Some(self.whole_shape(arg, first)).filter(|value| reads(value)),
        }
    }

    /// A Chinese word, or the capitalised words of a Latin name.
    fn bare_name(
        &self,
        arg: &'static Arg,
        after: &[Range<usize>],
        ascii: bool,
    ) -> Option<Range<usize>> {
        let (first, _) = self.until_comma(after.first()?.clone());
        let text = &self.left[first.clone()];
        if text.contains(['=', ':']) || text.contains(TOLD) || fields::field(text).is_some() {
            return None;
        }
        if !text.is_ascii() {
            return Some(first);
        }
        // Where an address ends nothing tells.
        let named = text.starts_with(|c: char| c.is_ascii_uppercase()) && arg.name != "address";
        if !named {
            return (!ascii && arg.take == Take::Text).then_some(first);
        }
        if self.left[first.end..].starts_with([',', ';', '\n']) {
            return Some(first);
        }
        let run = self.words_from(&first, 6);
        let run: Vec<Range<usize>> = self.one_line(run);
        let texts: Vec<&str> = run.iter().map(|word| &self.left[word.clone()]).collect();
        Some(first.start..run[latin_name(&texts, false) - 1].end)
    }

    /// «来源展会», «级别C»: the name of a field and right behind it one of its list.
    fn glued_choice(&self, word: Range<usize>) -> Option<(&'static Arg, Range<usize>)> {
        let range = trimmed(&self.left, word);
        let text = &self.left[range.clone()];
        if text.is_ascii() {
            return None;
        }
        let ends = text.char_indices().map(|(at, _)| at).skip(2).take(fields::LONGEST);
        ends.into_iter().find_map(|end| {
            let arg = fields::field(&text[..end]).and_then(|name| self.arg_of(name))?;
            let rest = text[end..].trim_start_matches('是');
            let fits =
                matches!(arg.take, Take::Choice(_)) && read(arg.take, rest, rest, self.env).is_ok();
            fits.then(|| (arg, range.end - rest.len()..range.end))
        })
    }
}
