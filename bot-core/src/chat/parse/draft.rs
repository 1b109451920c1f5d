//! A command being filled from words.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::value::{Env, Wrong, choice, money_of, read, shortened};
use super::{Filled, Lack};
use crate::chat::fields;
use crate::chat::spec::{Arg, By, Spec, Take};
use crate::chat::understand::{money, when};
use crate::domain::fold::{self, Folded};
use crate::domain::ids::{Code, Kind};
use crate::domain::money::{Currency, Quantity};
use crate::domain::names::{email_key, phone_key};

/// How many leading words are tried as one name.
const LONGEST_RUN: usize = 6;

/// A line of an order as somebody typed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineAsked {
    /// The product's code or name.
    pub product: String,
    /// How many.
    pub quantity: Quantity,
    /// The price of one piece in minor units, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    /// Of what the price is, where that was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
}

/// A command whose shapes are read and whose names are still to be found.
pub struct Draft<'a> {
    spec: &'static Spec,
    env: &'a Env<'a>,
    /// The whole message: what is stored are the person's own words, not the folded ones.
    message: &'a Folded,
    /// Where in the message the words begin.
    offset: usize,
    /// The words; what has found its field is blanked, so that places stay the same.
    left: String,
    /// Stretches in quotation marks, marks included: no shape is looked for in them.
    quoted: Vec<Range<usize>>,
    args: Map<String, Value>,
    lack: Option<Lack>,
}

impl<'a> Draft<'a> {
    /// Reads everything that has a name or a shape out of the words of a message from `offset` on.
    ///
    /// `args` are fields that are known already.
    pub fn begin(
        spec: &'static Spec,
        message: &'a Folded,
        offset: usize,
        args: Map<String, Value>,
        env: &'a Env<'a>,
    ) -> Self {
        let words = message.text().get(offset..).unwrap_or_default();
        let mut draft = Self {
            spec,
            env,
            message,
            offset,
            left: words.to_owned(),
            quoted: quotes(words),
            args,
            lack: None,
        };
        draft.take_named();
        for arg in spec.args.iter().filter(|arg| arg.by == By::Shape) {
            if !draft.args.contains_key(arg.name) {
                draft.take_shape(arg);
            }
        }
        draft
    }

    /// The leading words that may be a name, the longest first: which of them are known decides
    /// where the name ends.
    pub fn candidates(&self) -> Vec<String> {
        if self.open_ref().is_none() {
            return Vec::new();
        }
        let run = self.leading_run();
        (1..=run.len()).rev().map(|n| self.joined(&run[..n])).collect()
    }

    /// Finds the names, gives the rest its field and says what is lacking.
    pub fn finish(mut self, known: &HashSet<String>) -> Filled {
        let open = |draft: &Self, arg: &Arg| {
            let name = matches!(arg.take, Take::Ref(_) | Take::Name | Take::Text);
            arg.by == By::Shape && name && !draft.args.contains_key(arg.name)
        };
        for arg in self.spec.args {
            if open(&self, arg) {
                self.take_leading(arg, known);
            }
        }
        self.take_rest();
        let missing = self
            .spec
            .args
            .iter()
            .find(|arg| arg.required && self.args.get(arg.name).is_none_or(Value::is_null));
        let lack = self.lack.or_else(|| missing.map(|arg| Lack::Missing(arg.name)));
        Filled { args: self.args, lack }
    }

    fn open_ref(&self) -> Option<&'static Arg> {
        let open = |arg: &&Arg| {
            matches!(arg.take, Take::Ref(_))
                && arg.by == By::Shape
                && !self.args.contains_key(arg.name)
        };
        self.spec.args.iter().find(open)
    }

    fn lacks(&mut self, lack: Lack) {
        // The first thing that is wrong is what the person is told.
        if self.lack.is_none() {
            self.lack = Some(lack);
        }
    }

    /// Reads the words of a stretch into a field.
    fn put(&mut self, arg: &'static Arg, folded: &str, words: &str) {
        match read(arg.take, folded, words, self.env) {
            Ok(value) => {
                self.args.insert(arg.name.to_owned(), value);
            }
            Err(wrong) => self.lacks(Lack::Wrong(arg.name, wrong)),
        }
    }

    fn blank(&mut self, range: Range<usize>) {
        let spaces = " ".repeat(range.len());
        self.left.replace_range(range, &spaces);
    }

    /// Takes `name=value` out of the words.
    fn take_named(&mut self) {
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
                    let near = fields::nearest(name, self.spec.args.iter().map(|arg| arg.name));
                    self.lacks(Lack::UnknownField(shortened(name), near));
                    self.blank(word);
                }
                None => {}
            }
        }
    }

    fn arg_of(&self, field: &str) -> Option<&'static Arg> {
        let has = |name: &str| self.spec.args.iter().find(|arg| arg.name == name);
        // «标签=» names the list of tags; «金额» of an order line would name its price.
        has(field).or_else(|| (field == "tag").then(|| has("tags")).flatten())
    }

    /// The stretch of a value: up to the end of the word, or of the quotation.
    fn value_after(&self, from: usize, end: usize) -> Range<usize> {
        let quote = self.quoted.iter().find(|range| range.start == from);
        let after_space = || {
            // «公司： 华星» with a space after the colon
            let rest = &self.left[from..];
            let skipped = rest.len() - rest.trim_start_matches(' ').len();
            let next = words(rest).into_iter().next();
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
    fn whole_name(&self, arg: &Arg, value: Range<usize>) -> Range<usize> {
        if arg.take != Take::Name || value.is_empty() || self.in_quotes(value.start) {
            return value;
        }
        let from = value.start;
        let mut run = vec![value];
        let after = run[0].end;
        let rest = words(&self.left[after..]);
        let rest = rest.into_iter().map(|w| after + w.start..after + w.end);
        run.extend(rest.take_while(|word| {
            let text = &self.left[word.clone()];
            !text.contains(['=', ':']) && !self.in_quotes(word.start)
        }));
        let words: Vec<&str> = run.iter().map(|range| &self.left[range.clone()]).collect();
        let len = latin_name(&words, false);
        from..run[len - 1].end
    }

    fn in_quotes(&self, at: usize) -> bool {
        self.quoted.iter().any(|range| range.contains(&at))
    }

    /// The words in which shapes are looked for.
    fn unquoted_text(&self) -> String {
        let mut text = self.left.clone();
        for range in &self.quoted {
            let spaces = " ".repeat(range.len());
            text.replace_range(range.clone(), &spaces);
        }
        text
    }

    /// Takes a value by its shape, wherever it stands.
    fn take_shape(&mut self, arg: &'static Arg) {
        let text = self.unquoted_text();
        match arg.take {
            Take::Phone => self.take_word(arg, &text, is_phone_shape, 4),
            Take::Email => {
                self.take_word(
                    arg,
                    &text,
                    |word| word.contains('@') && email_key(word).is_some(),
                    1,
                );
            }
            Take::Money | Take::Amount => self.take_money(arg, &text),
            Take::Discount => {
                if let Some(found) = money::find_discounts(&text).into_iter().next() {
                    self.args.insert(arg.name.to_owned(), json!(found.value));
                    self.blank(found.span);
                }
            }
            Take::When | Take::Day => {
                if let Some(found) = when::find_all(&text, &self.env.here()).into_iter().next() {
                    let (folded, words) = self.texts(found.span.clone());
                    self.blank(found.span);
                    self.put(arg, &folded, &words);
                }
            }
            Take::Period => self.take_period(arg, &text),
            Take::Lines => match lines(&text, self.env) {
                Ok((lines, spans)) if !lines.is_empty() => {
                    self.args.insert(arg.name.to_owned(), json!(lines));
                    for span in spans {
                        self.blank(span);
                    }
                }
                Ok(_) => {}
                Err(wrong) => self.lacks(Lack::Wrong(arg.name, wrong)),
            },
            Take::Choice(list) => {
                let lists = self.env.lists;
                self.take_word(arg, &text, |word| choice(word, list, lists).is_some(), 2);
            }
            Take::Ref(kinds) => self.take_code(arg, &text, kinds),
            Take::Number | Take::Share | Take::Lang | Take::Zone => {
                let env = self.env;
                self.take_word(arg, &text, |word| read(arg.take, word, word, env).is_ok(), 2);
            }
            Take::Text | Take::Name => {}
        }
    }

    /// Takes the first run of at most `longest` words that fits, the longer run first.
    fn take_word(
        &mut self,
        arg: &'static Arg,
        text: &str,
        fits: impl Fn(&str) -> bool,
        longest: usize,
    ) {
        let words = words(text);
        for first in 0..words.len() {
            let last = words.len().min(first + longest);
            for end in (first..last).rev() {
                let range = words[first].start..words[end].end;
                let word = trimmed(text, range);
                if fits(&text[word.clone()]) {
                    let (folded, words) = self.texts(word.clone());
                    self.blank(word);
                    self.put(arg, &folded, &words);
                    return;
                }
            }
        }
    }

    /// Takes the first code of one of these kinds; words may follow it without a space.
    fn take_code(&mut self, arg: &'static Arg, text: &str, kinds: &[Kind]) {
        let found = words(text).into_iter().find_map(|word| {
            let (code, len) = Code::at_start(&text[word.clone()])?;
            kinds.contains(&code.kind).then_some(word.start..word.start + len)
        });
        if let Some(code) = found {
            let (folded, typed) = self.texts(code.clone());
            self.blank(code);
            self.put(arg, &folded, &typed);
        }
    }

    fn take_money(&mut self, arg: &'static Arg, text: &str) {
        let found = money::find_all(text, self.env.currency).into_iter().next();
        match found {
            Some(found) if arg.take == Take::Amount => {
                let (folded, words) = self.texts(found.span.clone());
                self.blank(found.span);
                self.put(arg, &folded, &words);
            }
            Some(found) => {
                match found.value {
                    Ok(amount) => {
                        let money = money_of(&amount, self.env.currency);
                        self.args.insert(arg.name.to_owned(), json!(money));
                    }
                    Err(problem) => self.lacks(Lack::Wrong(arg.name, Wrong::Money(problem))),
                }
                self.blank(found.span);
            }
            // A command that cannot do without an amount takes a bare number for one.
            None if arg.required => {
                let fits =
                    |word: &str| word.bytes().all(|b| b.is_ascii_digit() || b",.".contains(&b));
                self.take_word(arg, text, fits, 1);
            }
            None => {}
        }
    }

    fn take_period(&mut self, arg: &'static Arg, text: &str) {
        let here = self.env.org_here();
        self.take_word(arg, text, |words| when::period_whole(words, &here).is_some(), 3);
    }

    /// The words at the front that stand together, with nothing taken out between them.
    fn leading_run(&self) -> Vec<Range<usize>> {
        let all = words(&self.left);
        let Some(first) = all.first() else {
            return Vec::new();
        };
        if let Some(quote) = self.quoted.iter().find(|range| range.start == first.start) {
            return vec![quote.clone()];
        }
        let mut run = vec![first.clone()];
        for word in &all[1..] {
            let gap = word.start - run.last().map_or(0, |last| last.end);
            if gap > 1 || run.len() >= LONGEST_RUN || self.in_quotes(word.start) {
                break;
            }
            run.push(word.clone());
        }
        run
    }

    fn joined(&self, run: &[Range<usize>]) -> String {
        self.texts(span(run)).0
    }

    /// A stretch as it is read and as it was typed, without quotation marks and loose punctuation.
    fn texts(&self, range: Range<usize>) -> (String, String) {
        let range = inside_quotes(&self.left, trimmed(&self.left, range));
        let folded = self.left[range.clone()].to_owned();
        let words = self.message.words(range.start + self.offset..range.end + self.offset);
        (folded, words)
    }

    /// Takes the name at the front: the longest that is known, else the first word, with the
    /// capitalised words that follow it in Latin script.
    fn take_leading(&mut self, arg: &'static Arg, known: &HashSet<String>) {
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
    fn take_rest(&mut self) {
        let sentences = runs(&self.left).into_iter().map(|run| {
            // What ends a sentence belongs to it; what separated it from a field before it does not.
            let start = trimmed(&self.left, run.clone()).start;
            let range = inside_quotes(&self.left, start..run.end.max(start));
            let at = range.start + self.offset..range.end + self.offset;
            (self.left[range].to_owned(), self.message.words(at))
        });
        let texts: Vec<(String, String)> = sentences.collect();
        let join = |of: fn(&(String, String)) -> &str| {
            let parts = texts.iter().map(of).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(" ")
        };
        let (folded, words) = (join(|text| &text.0), join(|text| &text.1));
        if folded.is_empty() {
            return;
        }
        let rest = self.spec.args.iter().find(|arg| arg.by == By::Rest);
        match rest {
            Some(arg) if !self.args.contains_key(arg.name) => self.put(arg, &folded, &words),
            _ => self.lacks(Lack::Extra(shortened(&words))),
        }
    }
}

/// How many of these words are one name: in Latin script the capitalised ones, else the first.
///
/// `cut` says that something stands right after them: then two words in small letters are a name
/// as well, as in «ann lee 13800138000».
fn latin_name(words: &[&str], cut: bool) -> usize {
    let plain =
        |word: &str, more: &str| word.chars().all(|c| c.is_ascii_alphabetic() || more.contains(c));
    let capital = |word: &str| {
        let bare = word.trim_start_matches('(');
        bare.starts_with(|c: char| c.is_ascii_uppercase()) && plain(word, ".-'&,()")
    };
    let first = |word: &str| {
        // 3M, but not 20台.
        let marked = plain(word, "0123456789") && word.contains(|c: char| c.is_ascii_uppercase());
        capital(word) || marked
    };
    let joins = |word: &str| ["&", "and", "of", "de", "van", "von", "the"].contains(&word);
    let lower = |word: &&str| word.len() > 1 && plain(word, "-'");
    if !words.first().is_some_and(|word| first(word)) {
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

/// Punctuation that may hang on a word without belonging to it.
const PUNCTUATION: [char; 8] = [',', ';', '、', '.', '!', ' ', '\n', '。'];

/// The order lines of a text, with the stretches that they take.
pub(super) fn lines(
    text: &str,
    env: &Env<'_>,
) -> Result<(Vec<LineAsked>, Vec<Range<usize>>), Wrong> {
    let mut lines = Vec::new();
    let mut spans = Vec::new();
    for found in money::order_lines(text, env.currency) {
        let line = found.value;
        let odd = |_| Wrong::Quantity(shortened(&text[found.span.clone()]));
        let quantity = line.quantity.map_err(odd)?;
        let price = line.price.transpose().map_err(Wrong::Money)?;
        lines.push(LineAsked {
            product: line.product,
            quantity,
            price: price.as_ref().map(|price| price.minor),
            currency: price.and_then(|price| price.currency),
        });
        spans.push(found.span);
    }
    Ok((lines, spans))
}

/// The stretches between white space.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

/// The stretches in quotation marks, marks included; one that does not end goes to the end.
fn quotes(text: &str) -> Vec<Range<usize>> {
    let marks: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    marks.chunks(2).map(|pair| pair[0]..pair.get(1).map_or(text.len(), |end| end + 1)).collect()
}

/// A stretch without the quotation marks around it.
fn inside_quotes(text: &str, range: Range<usize>) -> Range<usize> {
    let start = range.start + usize::from(text[range.clone()].starts_with('"'));
    let end = range.end - usize::from(range.end > start && text[start..range.end].ends_with('"'));
    start..end
}

/// From the beginning of the first stretch to the end of the last.
fn span(run: &[Range<usize>]) -> Range<usize> {
    match (run.first(), run.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    }
}

/// The stretches between gaps of more than one space: what stood together before something was
/// taken out of it stays together, its own line breaks kept.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for word in words(text) {
        match runs.last_mut() {
            Some(last) if word.start - last.end == 1 => last.end = word.end,
            _ => runs.push(word),
        }
    }
    runs
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let word = &text[range.clone()];
    let start = range.start + (word.len() - word.trim_start_matches(PUNCTUATION).len());
    let end = range.end - (word.len() - word.trim_end_matches(PUNCTUATION).len());
    start..end.max(start)
}

/// Digits with the marks that people put between them; several words only after a `+` or a `(`.
fn is_phone_shape(words: &str) -> bool {
    let shape = words.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c));
    let joined = words.contains(' ');
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    let may_join = !joined || words.starts_with(['+', '(']);
    let dated = words.len() <= 10 && words.matches('-').count() == 2;
    shape && may_join && !dated && (7..=15).contains(&digits) && phone_key(words).is_some()
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
