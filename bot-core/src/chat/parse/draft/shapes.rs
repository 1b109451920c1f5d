//! Fields that are known by their shape, wherever they stand.

use std::ops::Range;

use serde_json::json;

use super::phones::{numbers, with_label};
use super::stretch::{trimmed, words};
use super::{Draft, LineAsked};
use crate::chat::parse::Lack;
use crate::chat::parse::choices::Spellings;
use crate::chat::parse::value::{Env, Wrong, ends, no_discount, read, shortened};
use crate::chat::spec::{Arg, Effect, List, Take};
use crate::chat::understand::Found;
use crate::chat::understand::money::{self, Amount, LineText, NoDiscount};
use crate::chat::understand::when;
use crate::domain::ids::{Code, Kind};
use crate::domain::money::MoneyProblem;
use crate::domain::names::email_key;
use crate::domain::spot::Spot;

/// Where the lines are kept that were fine beside one that was refused.
pub(crate) const GOOD: &str = "good";

/// How many bytes before an amount are looked at for what it is said of.
const NEAR: usize = 40;

impl Draft<'_> {
    /// The words in which shapes are looked for.
    pub(super) fn unquoted_text(&self) -> String {
        let mut text = self.left.clone();
        for (start, end) in &self.quoted {
            text.replace_range(start..end, &" ".repeat(end - start));
        }
        text
    }

    /// Takes a value by its shape, wherever it stands.
    pub(super) fn take_shape(&mut self, arg: &'static Arg) {
        let text = self.unquoted_text();
        match arg.take {
            Take::Phone => {
                if let Some(phone) = numbers(&text).into_iter().next() {
                    let (folded, words) = self.texts(phone.clone());
                    self.blank(with_label(&text, phone));
                    self.put(arg, &folded, &words);
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
            // Whole numbers may be anything.
            Take::Spot => self.take_word(
                arg,
                &text,
                |words| words.matches('.').count() == 2 && words.parse::<Spot>().is_ok(),
                2,
            ),
            Take::Discount => {
                let found = money::find_discounts(&text);
                let same = found.windows(2).all(|two| two[0].value == two[1].value);
                match found.first().map(|first| first.value) {
                    Some(Ok(paid)) if same => {
                        self.args.insert(arg.name.to_owned(), json!(paid));
                    }
                    Some(Err(none)) if found.len() == 1 => {
                        let wrong = no_discount(none, &text[found[0].span.clone()]);
                        self.lacks(Lack::Wrong(arg.name, wrong));
                    }
                    Some(_) => {
                        // Which of several is meant nobody knows: all are told.
                        let given: Vec<_> = found.iter().map(|f| &text[f.span.clone()]).collect();
                        let given = shortened(&given.join(" · "));
                        self.lacks(Lack::Wrong(arg.name, Wrong::Discount(given)));
                    }
                    None => {
                        // A bare share of one is what is paid; a bare 90% may be anything.
                        let share = |word: &str| {
                            word.starts_with("0.")
                                && money::discount_whole(word) != Err(NoDiscount::Never)
                        };
                        self.take_word(arg, &text, share, 1);
                    }
                }
                for discount in found {
                    self.blank(discount.span);
                }
            }
            Take::When | Take::Day => self.take_moment(arg, &text),
            Take::Period => self.take_period(arg, &text),
            Take::Lines | Take::Goods => match taken(arg.take, &text, self.env) {
                Ok((lines, spans)) if !lines.is_empty() => {
                    self.args.insert(arg.name.to_owned(), json!(lines));
                    for span in spans {
                        self.blank(span);
                    }
                }
                Ok(_) => {}
                // What is refused is no part of what else was said.
                Err((wrong, spans, good)) => {
                    self.lacks(Lack::Wrong(arg.name, wrong));
                    if !good.is_empty() && self.spec.effect == Effect::Creates {
                        self.args.insert(GOOD.to_owned(), json!(good));
                    }
                    for span in spans {
                        self.blank(span);
                    }
                }
            },
            Take::Choice(list) => {
                let known = Spellings::of(list, self.env.lists, self.env.roles);
                if list == List::Reasons {
                    self.take_listed_reason(arg, &text, |word| known.get(word).is_some());
                } else {
                    self.take_word(arg, &text, |word| known.get(word).is_some(), 2);
                }
                if list == List::Reasons && !self.args.contains_key(arg.name) {
                    self.take_reason(arg, &text);
                }
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
        let found = likeliest(text, money::find_all(text, self.env.currency));
        if let [(first, Ok(amount)), more @ ..] = found.as_slice()
            && more.iter().any(|(_, other)| other.as_ref().is_ok_and(|other| other != amount))
        {
            // Two that stand alone: which of them it is worth is not for us to guess.
            let last = more.last().map_or(first.end, |(span, _)| span.end);
            let amounts = found.iter().filter_map(|(_, amount)| amount.as_ref().ok());
            let ends = amounts.flat_map(|amount| ends(arg.take, amount, self.env.currency));
            let mut each: Vec<_> = ends.collect();
            each.dedup();
            let given = shortened(&text[first.start..last]);
            return self.lacks(Lack::Wrong(arg.name, Wrong::Either(given, each)));
        }
        match found.into_iter().next() {
            Some((span, _)) => {
                let (folded, words) = self.texts(span.clone());
                self.blank(money::roughly_from(text, span.start)..span.end);
                self.put(arg, &folded, &words);
            }
            // A command that cannot do without an amount takes a bare number for one.
            None if arg.required => {
                let fits =
                    |word: &str| word.bytes().all(|b| b.is_ascii_digit() || b",.".contains(&b));
                self.take_word(arg, text, fits, 1);
            }
            None => {
                // A bare number is a name's or a count's, but a large one at the end and a negative one
                // can only be an amount.
                if let Some(last) = self.large_at_end(arg, text) {
                    let (folded, words) = self.texts(last.clone());
                    self.blank(money::roughly_from(text, last.start)..last.end);
                    return self.put(arg, &folded, &words);
                }
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

    /// The bare number from a thousand on that ends the words, dates aside: «空调 50000 6月30日». A
    /// year and a phone are none, and a required name comes first.
    fn large_at_end(&self, arg: &Arg, text: &str) -> Option<Range<usize>> {
        let here = self.env.here();
        let mut free = text.to_owned();
        for moment in when::find_all(text, &here) {
            free.replace_range(moment.span.clone(), &" ".repeat(moment.span.len()));
        }
        let mut all = words(&free);
        if all.last().is_some_and(|last| when::stretch_end(&free[last.clone()], &here).is_some()) {
            all.pop();
        }
        let last = trimmed(&free, all.pop()?);
        let number = &free[last.clone()];
        let digits = number.split('.').next().unwrap_or_default().replace(',', "");
        let plain = number.bytes().all(|b| b.is_ascii_digit() || b",.".contains(&b));
        let year = number.len() == 4
            && number.starts_with(['1', '2'])
            && ("1900".."2200").contains(&number);
        let phone = number.len() == 11 && number.starts_with('1');
        let large = digits.len() >= 4 && !digits.starts_with('0');
        let open = |other: &Arg| {
            other.required && other.name != arg.name && !self.args.contains_key(other.name)
        };
        let named = !all.is_empty() || !self.spec.args.iter().any(open);
        (plain && large && !year && !phone && named).then_some(last)
    }

    pub(super) fn take_period(&mut self, arg: &'static Arg, text: &str) {
        let here = self.env.org_here();
        self.take_word(arg, text, |words| when::period_whole(words, &here).is_some(), 3);
    }
}

/// The amounts that are the likeliest to be the value of a field, with what makes them rough: those
/// that stand alone, else those that words stand against. What is said *of* something
/// («五十万的单子», «a 500k tender») is a part of its name where there is another.
fn likeliest(
    text: &str,
    found: Vec<Found<Result<Amount, MoneyProblem>>>,
) -> Vec<(Range<usize>, Result<Amount, MoneyProblem>)> {
    let rank = |span: &Range<usize>| {
        let (before, after) = (&text[..span.start], &text[span.end..]);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let near = &before[before.floor_char_boundary(before.len().saturating_sub(NEAR))..];
        let article = near.rsplit(' ').nth(1).is_some_and(|last| {
            ["a", "an", "the", "our", "their", "this"].contains(&last.to_lowercase().as_str())
        });
        let named = article && after.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
        match () {
            () if after.starts_with('的') || named => 2,
            () if word(before.chars().next_back()) || word(after.chars().next()) => 1,
            () => 0,
        }
    };
    let with_rank = found.into_iter().map(|found| {
        let rest = &text[found.span.end..];
        let rough = money::ROUGHLY.iter().find(|word| rest.starts_with(*word));
        let end = found.span.end + rough.map_or(0, |word| word.len());
        let span = found.span.start..end;
        (rank(&span), span, found.value)
    });
    let all: Vec<_> = with_rank.collect();
    let best = all.iter().map(|(rank, ..)| *rank).min().unwrap_or(0);
    let most = if best == 0 { all.len() } else { 1 };
    let best = all.into_iter().filter(|(rank, ..)| *rank == best);
    best.take(most).map(|(_, span, value)| (span, value)).collect()
}

/// The lines of a text with their stretches; or what is wrong with the first that is refused, where
/// all of them stand, and those that are fine.
type Lines =
    Result<(Vec<LineAsked>, Vec<Range<usize>>), (Wrong, Vec<Range<usize>>, Vec<LineAsked>)>;

/// The lines of a text that a field takes, with their stretches.
fn taken(take: Take, text: &str, env: &Env<'_>) -> Lines {
    let mut found = money::order_lines(text, env.currency);
    if take != Take::Lines {
        found.retain(|line| money::is_sure_line(&text[line.span.clone()], env.currency));
    }
    as_asked(text, found)
}

/// The order lines of a text, with the stretches that they take.
pub(in crate::chat::parse) fn lines(text: &str, env: &Env<'_>) -> Lines {
    taken(Take::Lines, text, env)
}

fn as_asked(text: &str, found: Vec<Found<LineText>>) -> Lines {
    let at = |line: &Found<LineText>| {
        let line = (line.span.clone(), &line.value);
        [Some(line.0), line.1.price_at.clone(), line.1.paid_at.clone()]
    };
    let spans: Vec<_> = found.iter().flat_map(at).flatten().collect();
    let (mut lines, mut wrong) = (Vec::new(), None);
    for line in found {
        match one_asked(text, line) {
            Ok(line) => lines.push(line),
            Err(problem) => wrong = wrong.or(Some(problem)),
        }
    }
    match wrong {
        None => Ok((lines, spans)),
        Some(wrong) => Err((wrong, spans, lines)),
    }
}

fn one_asked(text: &str, found: Found<LineText>) -> Result<LineAsked, Wrong> {
    let line = found.value;
    let odd = |_| Wrong::Quantity(shortened(&text[found.span.clone()]));
    let quantity = line.quantity.map_err(odd)?;
    let price = line.price.transpose().map_err(Wrong::Money)?;
    if price.as_ref().is_some_and(|price| price.max_minor.is_some()) {
        // A100*2@3300-3500: which price it is has to be said.
        return Err(Wrong::Shape(shortened(&text[found.span])));
    }
    let said = text[found.span].trim();
    let signed = said.contains(['*', '×', '@', '=']) || line.product.is_ascii();
    // Words that turn out to be no line are kept with what stands at them.
    let beside = [line.price_at, line.paid_at].map(|at| at.map(|at| text[at].trim()));
    let said =
        [Some(said), beside[0], beside[1]].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok(LineAsked {
        said: (!signed || line.less).then_some(said),
        product: line.product,
        quantity,
        price: price.as_ref().map(|price| price.minor),
        currency: price.and_then(|price| price.currency),
        more: line.more,
        less: line.less,
        paid: line.paid,
    })
}
