//! Fields that are known by their shape, wherever they stand.

use std::ops::Range;

use serde_json::json;

use super::stretch::{trimmed, words};
use super::{Draft, LineAsked};
use crate::chat::parse::Lack;
use crate::chat::parse::value::{Env, Wrong, choice, money_of, read, shortened};
use crate::chat::spec::{Arg, Take};
use crate::chat::understand::{money, when};
use crate::domain::ids::{Code, Kind};
use crate::domain::money::MoneyProblem;
use crate::domain::names::{email_key, phone_key};

impl Draft<'_> {
    /// The words in which shapes are looked for.
    pub(super) fn unquoted_text(&self) -> String {
        let mut text = self.left.clone();
        for range in &self.quoted {
            let spaces = " ".repeat(range.len());
            text.replace_range(range.clone(), &spaces);
        }
        text
    }

    /// Takes a value by its shape, wherever it stands.
    pub(super) fn take_shape(&mut self, arg: &'static Arg) {
        let text = self.unquoted_text();
        match arg.take {
            Take::Phone => {
                self.take_word(arg, &text, is_phone_shape, 4);
                if !self.args.contains_key(arg.name) {
                    self.take_glued_phone(arg, &text);
                }
            }
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
                let found = money::find_discounts(&text);
                let same = found.windows(2).all(|two| two[0].value == two[1].value);
                match found.first().map(|first| first.value) {
                    Some(Ok(paid)) if same => {
                        self.args.insert(arg.name.to_owned(), json!(paid));
                    }
                    Some(_) => {
                        // Which of several is meant nobody knows: all are told.
                        let given: Vec<_> = found.iter().map(|f| &text[f.span.clone()]).collect();
                        let given = shortened(&given.join(" · "));
                        self.lacks(Lack::Wrong(arg.name, Wrong::Discount(given)));
                    }
                    None => {}
                }
                for discount in found {
                    self.blank(discount.span);
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
                let (lists, roles) = (self.env.lists, self.env.roles);
                self.take_word(arg, &text, |word| choice(word, list, lists, roles).is_some(), 2);
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
    pub(super) fn take_word(
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

    /// Takes a mobile number that words stand against: «张三13800138000», «张三，13800138000，华星».
    pub(super) fn take_glued_phone(&mut self, arg: &'static Arg, text: &str) {
        let digit = |c: char| c.is_ascii_digit();
        let mut from = 0;
        while let Some(at) = text[from..].find(digit).map(|at| from + at) {
            let end = text[at..].find(|c: char| !digit(c)).map_or(text.len(), |len| at + len);
            let between = |c: char| !c.is_ascii() || c.is_whitespace() || [',', ';'].contains(&c);
            let apart = |c: Option<char>| c.is_none_or(between);
            let alone = apart(text[..at].chars().next_back()) && apart(text[end..].chars().next());
            if alone && end - at == 11 && text[at..].starts_with('1') {
                let (folded, typed) = self.texts(at..end);
                self.blank(at..end);
                return self.put(arg, &folded, &typed);
            }
            from = end;
        }
    }

    /// Takes the first code of one of these kinds; words may follow it without a space.
    pub(super) fn take_code(&mut self, arg: &'static Arg, text: &str, kinds: &[Kind]) {
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

    pub(super) fn take_money(&mut self, arg: &'static Arg, text: &str) {
        let mut found = money::find_all(text, self.env.currency).into_iter().next();
        if let Some(found) = &mut found {
            let rest = &text[found.span.end..];
            let rough = money::ROUGHLY.iter().find(|word| rest.starts_with(*word));
            found.span.end += rough.map_or(0, |word| word.len());
        }
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
            None => {
                // A bare number is a name's or a count's, but a negative one can only be an amount.
                let below = |word: &Range<usize>| {
                    let digits = text[word.clone()].strip_prefix('-').unwrap_or_default();
                    let plain = |b: u8| b.is_ascii_digit() || b",.".contains(&b);
                    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(plain)
                };
                if let Some(word) = words(text).into_iter().find(below) {
                    self.blank(word);
                    self.lacks(Lack::Wrong(arg.name, Wrong::Money(MoneyProblem::Negative)));
                }
            }
        }
    }

    pub(super) fn take_period(&mut self, arg: &'static Arg, text: &str) {
        let here = self.env.org_here();
        self.take_word(arg, text, |words| when::period_whole(words, &here).is_some(), 3);
    }
}

/// The order lines of a text, with the stretches that they take.
pub(in crate::chat::parse) fn lines(
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

/// Digits with the marks that people put between them; several words only after a `+` or a `(`.
fn is_phone_shape(words: &str) -> bool {
    let shape = words.chars().all(|c| c.is_ascii_digit() || "+-() .".contains(c));
    let joined = words.contains([' ', '.']);
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    let groups: Vec<usize> = words.split([' ', '.', '-']).map(str::len).collect();
    let mobile = words.starts_with('1') && groups == [3, 4, 4];
    let may_join = !joined || words.starts_with(['+', '(']) || mobile;
    let dated = words.len() <= 10 && words.matches('-').count() == 2;
    shape && may_join && !dated && (7..=15).contains(&digits) && phone_key(words).is_some()
}
