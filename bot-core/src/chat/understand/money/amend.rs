//! Order lines with what is said to change an order: «再加 A100*2», «A100改成5台», `add 2 more A100`.

use std::ops::Range;

use super::super::Found;
use super::super::fold::plain;
use super::gift::given;
use super::line::{LineText, lines, quantity_whole};
use super::price::{Said, prices};
use super::share::discounted;
use crate::domain::money::{Currency, Quantity};

/// What such words do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// So many more are wanted.
    More,
    /// So many are not wanted any more.
    Less,
    /// So many are wanted in all.
    Becomes,
    /// Nothing: they lead up to it.
    Leads,
}

/// What people say to change a line, the longest first.
const WORDS: [(Does, &[&str]); 4] = [
    (
        Does::Becomes,
        &["数量改成", "数量改为", "改成", "改为", "变成", "改到", "changed to", "becomes", "to"],
    ),
    (
        Does::More,
        &[
            "再加上",
            "再加",
            "多加",
            "另加",
            "加上",
            "追加",
            "增加",
            "再来",
            "再要",
            "多要",
            "还要",
            "加",
            "add another",
            "add",
            "plus",
            "another",
            "more",
        ],
    ),
    (
        Does::Less,
        &[
            "去掉",
            "删掉",
            "删除",
            "不要",
            "取消",
            "减少",
            "减掉",
            "减去",
            "少要",
            "删",
            "减",
            "少",
            "remove",
            "delete",
            "drop",
            "cancel",
            "take off",
            "without",
            "minus",
            "take out",
            "leave out",
        ],
    ),
    (Does::Leads, &["把", "将", "改", "change", "make", "set"]),
];

/// Finds the order lines in a text, and which of them are more of something.
///
/// Only their shape is known here: that 华星 in `华星 20台` is no product is for who knows the
/// products to say.
pub fn order_lines(text: &str, default: Currency) -> Vec<Found<LineText>> {
    let mut found = with_prices(text, default);
    discounted(text, &mut found);
    given(text, &mut found);
    found
}

fn with_prices(text: &str, default: Currency) -> Vec<Found<LineText>> {
    let prices = prices(text, default);
    if prices.is_empty() {
        return amended(text, default);
    }
    let mut free = text.to_owned();
    for price in &prices {
        free.replace_range(price.span.clone(), &" ".repeat(price.span.len()));
    }
    let mut found = amended(&free, default);
    for Said { span, value, sure } in prices {
        let before = found.iter().rposition(|line| line.span.end <= span.start);
        let only = (found.len() == 1).then_some(0);
        let Some(line) = before.or(only).map(|at| &mut found[at]) else { continue };
        let between = free.get(line.span.end..span.start);
        let behind = between.is_some_and(|between| !between.contains(char::is_alphanumeric));
        if line.value.price.is_none() && (sure || behind) {
            line.value.price = Some(value);
            line.value.price_at = Some(span);
        }
    }
    found
}

/// The lines of a text in which no price is said in words.
fn amended(text: &str, default: Currency) -> Vec<Found<LineText>> {
    let words = words(text);
    if words.is_empty() {
        return lines(text, default);
    }
    let all = lines(&without(text, &words), default);
    let words: Vec<_> = words.into_iter().filter(|word| belongs(text, &all, word)).collect();
    let mut found = lines(&without(text, &words), default);
    for at in 0..found.len() {
        // «取消 A100*2 和 B7*1»: what is joined to a line shares what is done to it.
        let joined = at > 0 && found[at - 1].value.less && is_joined(text, &found[at - 1..=at]);
        let line = &mut found[at];
        let before = words.iter().filter(|(does, word)| {
            *does != Does::Leads && (word.start <= line.span.start || touches(&line.span, word))
        });
        let last = before.max_by_key(|(_, word)| word.start);
        line.value.more = last.is_some_and(|(does, _)| *does == Does::More);
        line.value.less = joined
            || last.is_some_and(|(does, word)| {
                *does == Does::Less && (touches(&line.span, word) || leads(text, word, &line.span))
            });
        // «不要两台A100了»
        if line.value.less {
            let product = line.value.product.trim_end_matches(['了', '吧', '啦']);
            line.value.product.truncate(product.len());
        }
        for (_, word) in &words {
            let between = text.get(word.end..line.span.start);
            if between.is_some_and(|between| between.trim().is_empty()) {
                line.span.start = word.start;
            }
        }
    }
    found
}

/// How many more are wanted, where words say that and nothing else: «再加2台», `2 more`.
pub fn more_whole(text: &str) -> Option<Quantity> {
    let (_, word) = words(text).into_iter().find(|(does, _)| *does == Does::More)?;
    let rest = without(text, &[(Does::Leads, word)]);
    quantity_whole(&rest).filter(|quantity| !quantity.is_none())
}

/// Where such words stand in a text.
fn words(text: &str) -> Vec<(Does, Range<usize>)> {
    let lower = plain(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = lower[at..].chars().next() {
        let each =
            WORDS.iter().flat_map(|(does, words)| words.iter().map(move |word| (*does, *word)));
        let fits =
            each.filter(|(_, word)| lower[at..].starts_with(word) && alone(&lower, at, word));
        match fits.max_by_key(|(_, word)| word.len()) {
            Some((does, word)) => {
                found.push((does, at..at + word.len()));
                at += word.len();
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

/// Tells whether a word stands for itself: an English one between spaces, and of 加 and 改 what
/// follows is no other word (加急, 加热器).
fn alone(text: &str, at: usize, word: &str) -> bool {
    let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if word.is_ascii() {
        return !letter(before) && !letter(after);
    }
    let short = word.chars().count() == 1 && word != "把" && word != "将";
    let counted = |c: char| c.is_ascii() || "一二两三四五六七八九十".contains(c);
    !short || (before.is_none_or(|c| c.is_whitespace() || c == ',') && after.is_some_and(counted))
}

/// The text without these words; between a product and its number they are a sign of times.
fn without(text: &str, words: &[(Does, Range<usize>)]) -> String {
    let mut free = text.to_owned();
    for (does, word) in words {
        let before = text[..word.start].trim_end().chars().next_back();
        let after = text[word.end..].trim_start().chars().next();
        let alnum = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let between = *does != Does::Leads && alnum(before) && alnum(after);
        let sign = if between { "*" } else { " " };
        free.replace_range(word.clone(), &format!("{sign:<width$}", width = word.len()));
    }
    free
}

/// Tells whether words belong to one of the lines: before it, within, or right behind.
fn belongs(text: &str, lines: &[Found<LineText>], (does, word): &(Does, Range<usize>)) -> bool {
    lines.iter().any(|line| {
        let between = text.get(word.end..line.span.start);
        let before = between.is_some_and(|between| between.trim().is_empty());
        let behind = text.get(line.span.end..word.start).is_some_and(|t| t.trim().is_empty());
        match does {
            Does::Less => before || touches(&line.span, word),
            Does::More => before || behind || touches(&line.span, word),
            // «改成25台A100», but not the «to» of another sentence.
            Does::Becomes => touches(&line.span, word) || before && !text[word.clone()].is_ascii(),
            Does::Leads => before,
        }
    })
}

/// Tells whether a word stands right before a line.
fn leads(text: &str, word: &Range<usize>, line: &Range<usize>) -> bool {
    text.get(word.end..line.start).is_some_and(|between| between.trim().is_empty())
}

/// Tells whether a line is joined to the one before it: «和», `and`, 、.
fn is_joined(text: &str, two: &[Found<LineText>]) -> bool {
    let [first, second] = two else { return false };
    let between = text.get(first.span.end..second.span.start).unwrap_or_default();
    let begins = text[second.span.clone()].to_ascii_lowercase();
    let joint = ["和", "与", "及", "还有", "and "].iter().any(|word| begins.starts_with(word));
    joint || between.contains(['、', '&'])
}

fn touches(line: &Range<usize>, word: &Range<usize>) -> bool {
    line.start < word.end && word.start < line.end
}
