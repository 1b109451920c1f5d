//! Quantities and order lines: 20台, A100*20@3300, 20 x A100.

use std::ops::Range;

use super::super::Found;
use super::super::fold::plain;
use super::super::measure;
use super::super::number::{self, Decimal};
use super::super::scan::Cursor;
use super::amount::{self, Amount};
use crate::domain::ids::{Code, Kind};
use crate::domain::money::{Currency, MoneyProblem, Paid, Quantity};

/// The largest quantity of one line, in pieces.
const MOST: i128 = 1_000_000_000_000;
/// How many pieces a 打 has.
const DOZEN: i128 = 12;
/// The longest product name of a line, in bytes.
const LONGEST: usize = 120;

/// Why the quantity of a line cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// Zero or less.
    #[error("a quantity must be above zero")]
    NotPositive,
    /// More than three decimals.
    #[error("a quantity has at most three decimals")]
    TooPrecise,
    /// More pieces than anyone orders.
    #[error("a quantity can be at most 10^12")]
    TooLarge,
}

/// An order line as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineText {
    /// The product, as typed.
    pub product: String,
    /// How many.
    pub quantity: Result<Quantity, LineProblem>,
    /// The price of one piece, when the line gives one.
    pub price: Option<Result<Amount, MoneyProblem>>,
    /// Where words apart from the line say that price.
    pub price_at: Option<Range<usize>>,
    /// The share of the price that is paid in this line alone.
    pub paid: Option<Paid>,
    /// Where words apart from the line say that.
    pub paid_at: Option<Range<usize>>,
    /// True when so many more are wanted: «再加 A100*2».
    pub more: bool,
    /// True when so many are not wanted any more: «取消 A100*2».
    pub less: bool,
}

/// Reads a text that is a quantity above zero and nothing else: 20, 1.5, 20台, 20 units.
pub fn quantity_whole(text: &str) -> Option<Quantity> {
    let plain = plain(text.trim());
    let mut cur = Cursor::new(&plain, 0);
    let counted = counted(&mut cur, false)?;
    if !cur.done() {
        return None;
    }
    counted.value.ok()
}

/// Reads a text that is one order line and nothing else.
pub fn order_line(text: &str, default: Currency) -> Option<LineText> {
    let text = text.trim();
    let mut lines = lines(text, default).into_iter();
    let line = lines.next()?;
    (lines.next().is_none() && line.span == (0..text.len())).then_some(line.value)
}

/// Tells whether words are one order line for sure, and not only a number of something: a sign makes
/// them one, or a product's code that is counted.
pub fn is_sure_line(text: &str, default: Currency) -> bool {
    let line = order_line(text, default);
    line.is_some_and(|line| {
        let sign = text.contains(['*', '×', '@']) || text.contains(" x ");
        // «Q3 20000» and «2万 Q3» are a quarter and an amount.
        let first = text.starts_with(|c: char| c.is_ascii_alphabetic());
        let counted = first && !text.ends_with(|c: char| c.is_ascii_digit());
        let named = line.product.contains(char::is_alphabetic);
        (sign && named) || (counted && is_code(&line.product))
    })
}

/// Finds the order lines in a text, without what is said of them to change an order.
pub(super) fn lines(text: &str, default: Currency) -> Vec<Found<LineText>> {
    let found = scan(text, default, 2);
    // Beside another line «B7 3» is one as well; alone the number may be anything.
    if found.is_empty() { found } else { scan(text, default, 1) }
}

/// Finds the order lines in a text, where so many pairs of a code and a bare number are lines.
fn scan(text: &str, default: Currency, pairs: usize) -> Vec<Found<LineText>> {
    let plain = plain(text);
    let reader = Reader { text, plain: &plain, default };
    let mut cur = Cursor::new(&plain, 0);
    let mut found: Vec<Found<LineText>> = Vec::new();
    // Where the word begins that joins the next line to the last one, and where it ends.
    let mut joined: Option<Range<usize>> = None;
    while !cur.done() {
        if cur.peek().is_some_and(is_break) {
            cur.bump();
            continue;
        }
        let start = cur.at();
        let free = found.last().map_or(0, |line| line.span.end);
        let begin = joined.take().filter(|word| word.end == start).map_or(start, |word| word.start);
        let all = reader.pairs(cur);
        if all.len() >= pairs {
            cur = all.last().map_or(cur, |(_, end, _)| *end);
            let all = all.into_iter().enumerate().map(|(n, (line, end, at))| {
                Found::new(line, if n == 0 { begin } else { at }..end.at())
            });
            found.extend(all);
            joined = joint(&mut cur);
            continue;
        }
        let line = reader.product_first(cur, true).or_else(|| reader.quantity_first(cur, free));
        if let Some((line, end)) = line {
            found.push(Found::new(line, begin..end.at()));
            cur = end;
            joined = joint(&mut cur);
        } else {
            while cur.peek().is_some_and(|c| !is_break(c)) {
                cur.bump();
            }
        }
    }
    found
}

/// Passes what joins two lines, and tells where it stands: `20 A100 and 3 B7`, «3台空调和2套配件包».
fn joint(cur: &mut Cursor<'_>) -> Option<Range<usize>> {
    let mut ahead = *cur;
    while ahead.peek().is_some_and(is_break) {
        ahead.bump();
    }
    let start = ahead.at();
    let zh = ahead.eat_any(&["还有", "和", "与", "及"]);
    if !(zh || ahead.eat("and") && ahead.peek().is_some_and(char::is_whitespace)) {
        return None;
    }
    ahead.spaces();
    *cur = ahead;
    Some(start..ahead.at())
}

/// Says whether a character separates words and lines.
fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '、' | '。' | '+' | '&' | '!' | '?' | ':')
}

/// Tells whether a word looks like the code of a product: a letter first, and a digit.
fn is_code(word: &str) -> bool {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    // C-1 is a customer.
    let ours = |code: Code| code.kind != Kind::Product;
    plain
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.contains(|c: char| c.is_ascii_digit())
        && !(word.contains('-') && word.parse().is_ok_and(ours))
}

/// Tells whether words are a number of things themselves: the 3台 of `3台X1`.
fn is_count(words: &str) -> bool {
    let plain = plain(words);
    let mut cur = Cursor::new(&plain, 0);
    counted(&mut cur, true).is_some() && cur.done()
}

/// What 个 counts and nobody orders: 两个月后送, 3个工作日.
const TIMES: &[&str] = &["月", "工作日", "星期", "礼拜", "小时", "季度", "钟头", "半"];

fn begins_with_time(name: &str) -> bool {
    TIMES.iter().any(|time| name.starts_with(time))
}

/// Tells whether a word ends here.
fn ends_word(cur: Cursor<'_>) -> bool {
    cur.peek().is_none_or(|c| is_break(c) || c == '@') || joins(cur)
}

/// Tells whether something that joins two lines stands here: behind it another number begins, or a
/// code.
fn joins(mut cur: Cursor<'_>) -> bool {
    if !cur.eat_any(&["和", "与", "及"]) {
        return false;
    }
    cur.spaces();
    cur.peek().is_some_and(|c| c.is_ascii_alphanumeric() || number::is_numeral(c))
}

struct Reader<'t> {
    text: &'t str,
    plain: &'t str,
    default: Currency,
}

impl<'t> Reader<'t> {
    /// Reads `A100*20@3300`, `A100 x 20`, `A100 20台`, `空调20台`.
    ///
    /// With `ahead` it is looked whether the next word begins a line of its own.
    fn product_first(&self, start: Cursor<'t>, ahead: bool) -> Option<(LineText, Cursor<'t>)> {
        let mut cur = start;
        let mut before = None;
        while let Some(c) = cur.peek().filter(|c| !is_break(*c) && !joins(cur)) {
            // A sign may also be a part of the code: X1*3, BX100X2*5.
            let end = before.and_then(|b| Self::attached(b, cur));
            if let Some(line) = end.and_then(|end| self.line(start, cur, end)) {
                return Some(line);
            }
            if cur.at() - start.at() > LONGEST || c == '@' {
                return None;
            }
            before = Some(c);
            cur.bump();
        }
        // The product is the whole word; the quantity is the next one, all of it: in «华为 20台空调»
        // and «华为 X1*3» that is the next line.
        let end = cur;
        cur.spaces();
        let next = cur;
        let quantity = times(&mut cur, true).and_then(|()| counted(&mut cur, false));
        let word = self.plain.get(start.at()..end.at()).unwrap_or_default();
        let quantity =
            quantity.filter(|_| !(ahead && self.begins_code(next, word))).or_else(|| {
                cur = end;
                if !cur.spaces() {
                    return None;
                }
                counted(&mut cur, true)
            })?;
        let whole = cur.peek().is_none_or(|c| is_break(c) || c == '@');
        whole.then(|| self.line(start, end, (quantity, cur)))?
    }

    /// Tells whether an x with a number is a code itself and no times: a capital one after no code
    /// («华为 X1»), or one that begins a line («X1 3台»).
    fn begins_code(&self, next: Cursor<'t>, before: &str) -> bool {
        if next.peek() != Some('x') {
            return false;
        }
        let rest = self.text.get(next.at()..).unwrap_or_default();
        let glued = rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let capital = rest.starts_with('X') && glued && !is_code(before);
        capital || self.product_first(next, false).is_some()
    }

    /// Reads a quantity that is glued to the product: `*20`, `x20` after a digit, 20台.
    fn attached(before: char, at: Cursor<'t>) -> Option<(Counted, Cursor<'t>)> {
        let mut cur = at;
        let sign = cur.peek()?;
        if matches!(sign, '*' | '×' | '=') {
            cur.bump();
            while cur.spaces() {}
            return Some((counted(&mut cur, false)?, cur));
        }
        let code = before.is_ascii_digit() || before >= '\u{2e80}';
        if sign == 'x' && code {
            cur.bump();
            return Some((counted(&mut cur, false)?, cur));
        }
        let numeral = sign.is_ascii_digit() || (number::is_numeral(sign) && sign != '半');
        if numeral && before >= '\u{2e80}' && !number::is_numeral(before) {
            return Some((counted(&mut cur, true)?, cur));
        }
        None
    }

    /// Reads `20 x A100`, `20台空调`, `20 A100`; what stands before `free` is a line already.
    fn quantity_first(&self, start: Cursor<'t>, free: usize) -> Option<(LineText, Cursor<'t>)> {
        let mut cur = start;
        let mut quantity = counted(&mut cur, false)?;
        let spaced = cur.spaces();
        let times = times(&mut cur, false).is_some();
        if times {
            cur.spaces();
        }
        let product = cur;
        while cur.peek().is_some_and(|c| !is_break(c) && c != '@') && !joins(cur) {
            cur.bump();
        }
        let name = self.plain.get(product.at()..cur.at())?;
        // A bare number is a count only where nothing but a code can be counted: of `A100 20 B7`
        // nobody knows which goes with which.
        let bare = spaced && is_code(name) && !self.follows_code(free, start);
        let counts = times || if quantity.measured { !begins_with_time(name) } else { bare };
        if !counts {
            return None;
        }
        quantity.measured = true;
        let end = (quantity, cur);
        self.line(product, cur, end)
    }

    /// Reads a run of codes with a bare number each: `A100 20 B7 3`; none of `A100 20 B7`.
    fn pairs(&self, start: Cursor<'t>) -> Vec<(LineText, Cursor<'t>, usize)> {
        let mut found = Vec::new();
        let mut cur = start;
        let mut from = start.at();
        loop {
            let begin = cur;
            while cur.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == '-') {
                cur.bump();
            }
            let code = self.plain.get(begin.at()..cur.at()).unwrap_or_default();
            if !is_code(code) {
                return found;
            }
            let end = cur;
            if !ends_word(end) {
                return found;
            }
            let number = cur.spaces().then(|| counted(&mut cur, false)).flatten();
            if number.as_ref().is_some_and(|number| number.measured) {
                return found;
            }
            let bare = number.filter(|_| ends_word(cur));
            let Some((line, after)) = bare.and_then(|many| self.line(begin, end, (many, cur)))
            else {
                // Nobody knows which number goes with which code.
                return Vec::new();
            };
            found.push((line, after, from));
            cur = after;
            let word = joint(&mut cur);
            while cur.peek().is_some_and(is_break) {
                cur.bump();
            }
            from = word.map_or(cur.at(), |word| word.start);
        }
    }

    /// Tells whether the word before is the code of a product that is in no line yet.
    fn follows_code(&self, free: usize, at: Cursor<'t>) -> bool {
        let before = self.plain.get(free..at.at()).unwrap_or_default();
        before.split_whitespace().next_back().is_some_and(is_code)
    }

    /// Puts a line together, with the price after `@`.
    fn line(
        &self,
        start: Cursor<'t>,
        end: Cursor<'t>,
        (quantity, mut cur): (Counted, Cursor<'t>),
    ) -> Option<(LineText, Cursor<'t>)> {
        let product = self.text.get(start.at()..end.at())?;
        // 1920x1080 and 2*3 are not orders; a bar code in digits is long.
        let named = product.contains(|c: char| c.is_alphabetic()) || product.len() >= 6;
        if product.is_empty() || product.len() > LONGEST || !named || is_count(product) {
            return None;
        }
        let mut price = None;
        let mut ahead = cur;
        ahead.spaces();
        if ahead.eat("@") {
            ahead.spaces();
            let from = ahead.at();
            while ahead.peek().is_some_and(|c| !is_price_end(ahead, c)) {
                ahead.bump();
            }
            // A price that cannot be read makes the line unreadable, not cheaper.
            let text = self.text.get(from..ahead.at())?;
            price = match amount::whole(text, self.default) {
                Ok(amount) => Some(Ok(amount?)),
                Err(problem) => Some(Err(problem)),
            };
            cur = ahead;
        }
        if cur.peek().is_some_and(|c| c.is_ascii_alphanumeric() || ".*×=".contains(c)) {
            return None;
        }
        let product = product.to_owned();
        let line = LineText {
            product,
            quantity: quantity.value,
            price,
            price_at: None,
            paid: None,
            paid_at: None,
            more: false,
            less: false,
        };
        Some((line, cur))
    }
}

/// A price ends at a space or a separator, but 3,300 keeps its comma.
fn is_price_end(cur: Cursor<'_>, c: char) -> bool {
    if c != ',' {
        return is_break(c);
    }
    let mut next = cur;
    next.bump();
    !(next.digits(3).is_some_and(|(_, n)| n == 3)
        && cur.before().is_some_and(|b| b.is_ascii_digit()))
}

struct Counted {
    value: Result<Quantity, LineProblem>,
    measured: bool,
}

/// Takes a number of things; with `must`, only with a measure word.
fn counted(cur: &mut Cursor<'_>, must: bool) -> Option<Counted> {
    let mut ahead = *cur;
    let negative = ahead.eat("-");
    let number = number::read(&mut ahead)?;
    let measured = measure::goods(&mut ahead);
    if must && !measured {
        return None;
    }
    let dozens = if measured && ahead.follows(&["打"]) { DOZEN } else { 1 };
    *cur = ahead;
    Some(Counted { value: quantity(negative, number.value.times(dozens)), measured })
}

/// Takes the sign of times; a Latin one stands alone.
fn times(cur: &mut Cursor<'_>, spaced: bool) -> Option<()> {
    let there = cur.eat_any(&["*", "×"]) || {
        let mut ahead = *cur;
        let next = ahead.eat("x").then(|| ahead.peek());
        let x = match next {
            Some(Some(' ')) => true,
            Some(Some(c)) => spaced && c.is_ascii_digit(),
            _ => false,
        };
        if x {
            *cur = ahead;
        }
        x
    };
    while there && cur.spaces() {}
    there.then_some(())
}

fn quantity(negative: bool, value: Decimal) -> Result<Quantity, LineProblem> {
    if negative || value.is_zero() || value.is_negative() {
        return Err(LineProblem::NotPositive);
    }
    if value > Decimal::whole(MOST) {
        return Err(LineProblem::TooLarge);
    }
    let units = value.units(3).ok_or(LineProblem::TooPrecise)?;
    i64::try_from(units).map(Quantity).map_err(|_| LineProblem::TooLarge)
}
