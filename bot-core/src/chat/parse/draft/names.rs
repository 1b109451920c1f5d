//! Names at the front, and the words that are left.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::Value;

use super::Draft;
use super::stretch::{SHORT, each_word, inside_quotes, runs, span, trimmed};
use crate::chat::parse::Lack;
use crate::chat::parse::value::shortened;
use crate::chat::spec::{Arg, By, Take};
use crate::chat::understand::title::title_len;
use crate::domain::fold;

/// How many leading words are tried as one name.
const LONGEST_RUN: usize = 6;

impl Draft<'_> {
    /// The words at the front that stand together, with nothing taken out between them.
    pub(super) fn leading_run(&self) -> Vec<Range<usize>> {
        let mut all = each_word(&self.left);
        let Some(first) = all.next() else {
            return Vec::new();
        };
        if let Some(end) = self.quoted.get(&first.start) {
            return std::iter::once(first.start..*end).collect();
        }
        let (first, mut ended) = self.until_comma(first);
        let mut run = vec![first];
        for word in all {
            if ended {
                break;
            }
            let gap = word.start - run.last().map_or(0, |last| last.end);
            if gap > 1 || run.len() >= LONGEST_RUN || self.in_quotes(word.start) {
                break;
            }
            let (word, last) = self.until_comma(word);
            run.push(word);
            ended = last;
        }
        self.before_title(self.one_line(run))
    }

    /// Words up to the end of their line.
    pub(super) fn one_line(&self, mut run: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let broken = |two: &[Range<usize>]| self.left[two[0].end..two[1].start].contains('\n');
        if let Some(at) = run.windows(2).position(broken) {
            run.truncate(at + 1);
        }
        run
    }

    /// Words up to what somebody is at a company: «John Miller CTO».
    fn before_title(&self, mut run: Vec<Range<usize>>) -> Vec<Range<usize>> {
        if self.is_of_person() {
            let texts: Vec<&str> = run.iter().map(|word| &self.left[word.clone()]).collect();
            let title = (1..texts.len()).find(|at| title_len(&texts[*at..]) > 0);
            run.truncate(title.unwrap_or(run.len()));
        }
        run
    }

    /// A word up to the comma that ends a name in it, and whether there is one: «华为，聊了价格». None
    /// does before a legal form: «Acme Co., Ltd.»
    pub(super) fn until_comma(&self, word: Range<usize>) -> (Range<usize>, bool) {
        let bare = trimmed(&self.left, word.clone());
        let ends = |&(at, _): &(usize, &str)| {
            let at = bare.start + at;
            let after = self.left[at + 1..].trim_start();
            let form = SHORT.iter().any(|form| after.starts_with(form));
            !form && !self.left[..at].ends_with('.')
        };
        let until = word.end - bare.start;
        let text = &self.left[bare.start..bare.start + until];
        match text.match_indices([',', ';']).find(ends) {
            Some((at, _)) if at > 0 => (word.start..bare.start + at, true),
            _ => (word, false),
        }
    }

    pub(super) fn joined(&self, run: &[Range<usize>]) -> String {
        self.texts(span(run)).0
    }

    /// A stretch as it is read and as it was typed, without quotation marks and loose punctuation.
    pub(super) fn texts(&self, range: Range<usize>) -> (String, String) {
        let range = inside_quotes(&self.left, trimmed(&self.left, range));
        let folded = self.left[range.clone()].to_owned();
        let words = self.message.words(range.start + self.offset..range.end + self.offset);
        (folded, words)
    }

    /// Takes the name at the front: the longest that is known, else the first word, with the
    /// capitalised words that follow it in Latin script.
    pub(super) fn take_leading(&mut self, arg: &'static Arg, known: &HashSet<String>) {
        let run = self.leading_run();
        if run.is_empty() {
            return;
        }
        let is_ref = matches!(arg.take, Take::Ref(_));
        let known_len = (1..=run.len())
            .rev()
            .find(|&n| is_ref && known.contains(&fold::key(&self.joined(&run[..n]))));
        let words: Vec<&str> = run.iter().map(|range| &self.left[range.clone()]).collect();
        // What was taken out of the words left its place blank.
        let cut = run.len() < LONGEST_RUN && self.left.len() > run[run.len() - 1].end + 1;
        let len = known_len.unwrap_or_else(|| latin_name(&words, !is_ref && cut));
        let range = span(&run[..len]);
        let (folded, words) = self.texts(range.clone());
        self.blank(range);
        self.put(arg, &folded, &words);
    }

    /// Gives the words that are left to the field that takes the rest.
    pub(super) fn take_rest(&mut self) {
        let sentences = runs(&self.left).into_iter().map(|run| {
            // What ends a sentence belongs to it; what separated it from a field before it does not.
            let start = trimmed(&self.left, run.clone()).start;
            let end = start + self.left[start..run.end].trim_end_matches([',', ';', ' ']).len();
            let range = inside_quotes(&self.left, start..end);
            let at = range.start + self.offset..range.end + self.offset;
            (self.left[range].to_owned(), self.message.words(at))
        });
        let texts: Vec<(String, String)> = sentences.collect();
        let join = |of: fn(&(String, String)) -> &str| {
            let parts = texts.iter().map(of).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(" ")
        };
        let (folded, words) = (join(|text| &text.0), join(|text| &text.1));
        let rest = self.spec.args.iter().find(|arg| arg.by == By::Rest);
        let open = rest.filter(|arg| !self.args.contains_key(arg.name));
        if !folded.is_empty() {
            match open {
                Some(arg) => self.put(arg, &folded, &words),
                None => self.lacks(Lack::Extra(shortened(&words))),
            }
        }
        if let Some(arg) = rest {
            self.add_further_phones(arg);
        }
    }

    /// Puts the phones after the first behind the words that take the rest.
    fn add_further_phones(&mut self, arg: &'static Arg) {
        let further = std::mem::take(&mut self.further);
        if further.is_empty() {
            return;
        }
        let before = self.args.get(arg.name).and_then(Value::as_str).unwrap_or_default();
        let with = |of: fn(&(String, String)) -> &str| {
            let phones = further.iter().map(of);
            std::iter::once(before).chain(phones).collect::<Vec<_>>().join(" ").trim().to_owned()
        };
        let (folded, words) = (with(|phone| &phone.0), with(|phone| &phone.1));
        self.put(arg, &folded, &words);
    }
}

/// How many of these words are one name: in Latin script the capitalised ones, else the first.
///
/// `cut` says that something stands right after them: then two words in small letters are a name
/// as well, as in «ann lee 13800138000».
pub(super) fn latin_name(words: &[&str], cut: bool) -> usize {
    let plain =
        |word: &str, more: &str| word.chars().all(|c| c.is_ascii_alphabetic() || more.contains(c));
    let capital = |word: &str| {
        let bare = word.trim_start_matches('(');
        bare.starts_with(|c: char| c.is_ascii_uppercase()) && plain(word, ".-'&,()")
    };
    let first = |word: &str| {
        // 3M, but not 20台.
        let marked =
            plain(word, "0123456789-&'.") && word.contains(|c: char| c.is_ascii_uppercase());
        capital(word) || marked
    };
    let joins = |word: &str| ["&", "and", "of", "de", "van", "von", "the"].contains(&word);
    let lower = |word: &&str| word.len() > 1 && plain(word, "-'");
    // 21 Grams Coffee, 1st Choice Catering, 5 June Holdings
    let counts = |word: &str| {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let ordinal = ["", "st", "nd", "rd", "th"].contains(&&word[bare.len()..]);
        let digits = (1..=4).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
        ordinal && digits && words.get(1).is_some_and(|next| capital(next))
    };
    let numbered = words.first().is_some_and(|word| counts(word));
    if !numbered && !words.first().is_some_and(|word| first(word)) {
        return if cut && words.len() == 2 && words.iter().all(lower) { 2 } else { 1 };
    }
    let mut len = 1;
    while let Some(word) = words.get(len) {
        let next = words.get(len + 1);
        if capital(word) {
            len += 1;
        } else if joins(word) && next.is_some_and(|next| capital(next)) {
            len += 2;
        } else {
            break;
        }
    }
    len
}

#[cfg(test)]
mod tests {
    use super::latin_name;

    #[test]
    fn a_latin_name_is_its_capitalised_words() {
        for (text, cut, name) in [
            ("Ann Lee wants pumps", false, "Ann Lee"),
            ("Acme Trading Co., Ltd. for pumps", false, "Acme Trading Co., Ltd."),
            ("Johnson & Johnson", false, "Johnson & Johnson"),
            ("Bank of China wants", false, "Bank of China"),
            ("3M China 20 units", false, "3M China"),
            ("Acme (UK) Ltd", false, "Acme (UK) Ltd"),
            ("Ann A100 x 20", false, "Ann"),
            ("20 units", true, "20"),
            ("3 Suns Ltd", false, "3 Suns Ltd"),
            ("21 Grams Coffee", true, "21 Grams Coffee"),
            ("1st Choice Catering", false, "1st Choice Catering"),
            ("5 June Holdings wants", false, "5 June Holdings"),
            ("7-Eleven Japan", false, "7-Eleven Japan"),
            ("20 A100", false, "20"),
            ("ann lee", true, "ann lee"),
            ("ann lee", false, "ann"),
            ("ann wants pumps", true, "ann"),
            ("张三 华星科技", true, "张三"),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(words[..latin_name(&words, cut)].join(" "), name, "{text}");
        }
    }
}
