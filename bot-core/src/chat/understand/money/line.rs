//! Quantities and order lines: 20台, A100*20@3300, 20 x A100.

use super::super::Found;
use super::super::fold::plain;
use super::super::measure;
use super::super::number::{self, Decimal};
use super::super::scan::Cursor;
use super::amount::{self, Amount};
use crate::domain::money::{Currency, MoneyProblem, Quantity};

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
    let mut lines = order_lines(text, default).into_iter();
    let line = lines.next()?;
    (lines.next().is_none() && line.span == (0..text.len())).then_some(line.value)
}

/// Finds the order lines in a text.
///
/// Only their shape is known here: that 华星 in `华星 20台` is no product is for who knows the
/// products to say.
pub fn order_lines(text: &str, default: Currency) -> Vec<Found<LineText>> {
    let plain = plain(text);
    let reader = Reader { text, plain: &plain, default };
    let mut cur = Cursor::new(&plain, 0);
    let mut found = Vec::new();
    while !cur.done() {
        if cur.peek().is_some_and(is_break) {
            cur.bump();
            continue;
        }
        let start = cur.at();
        let line = reader.product_first(cur).or_else(|| reader.quantity_first(cur));
        if let Some((line, end)) = line {
            found.push(Found::new(line, start..end.at()));
            cur = end;
        } else {
            while cur.peek().is_some_and(|c| !is_break(c)) {
                cur.bump();
            }
        }
    }
    found
}

/// Says whether a character separates words and lines.
fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '、' | '。' | '+' | '&' | '!' | '?' | ':')
}

struct Reader<'t> {
    text: &'t str,
    plain: &'t str,
    default: Currency,
}

impl<'t> Reader<'t> {
    /// Reads `A100*20@3300`, `A100 x 20`, `A100 20台`, `空调20台`.
    fn product_first(&self, start: Cursor<'t>) -> Option<(LineText, Cursor<'t>)> {
        let mut cur = start;
        let mut before = None;
        while let Some(c) = cur.peek().filter(|c| !is_break(*c)) {
            if let Some(end) = before.and_then(|b| Self::attached(b, cur)) {
                return self.line(start, cur, end);
            }
            if cur.at() - start.at() > LONGEST || c == '@' {
                return None;
            }
            before = Some(c);
            cur.bump();
        }
        // The product is the whole word; the quantity is the next one.
        let end = cur;
        cur.spaces();
        let quantity = times(&mut cur, true).and_then(|()| counted(&mut cur, false));
        let quantity = quantity.or_else(|| {
            cur = end;
            if !cur.spaces() {
                return None;
            }
            counted(&mut cur, true)
        })?;
        self.line(start, end, (quantity, cur))
    }

    /// Reads a quantity that is glued to the product: `*20`, `x20` after a digit, 20台.
    fn attached(before: char, at: Cursor<'t>) -> Option<(Counted, Cursor<'t>)> {
        let mut cur = at;
        let sign = cur.peek()?;
        if matches!(sign, '*' | '×') {
            cur.bump();
            cur.spaces();
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

    /// Reads `20 x A100`, `20台A100`.
    fn quantity_first(&self, start: Cursor<'t>) -> Option<(LineText, Cursor<'t>)> {
        let mut cur = start;
        let mut quantity = counted(&mut cur, false)?;
        cur.spaces();
        if times(&mut cur, false).is_some() {
            cur.spaces();
        } else if !quantity.measured {
            return None;
        }
        quantity.measured = true;
        let product = cur;
        while cur.peek().is_some_and(|c| !is_break(c) && c != '@') {
            cur.bump();
        }
        let name = self.plain.get(product.at()..cur.at())?;
        let code = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.contains(|c: char| c.is_ascii_digit());
        let explicit = self.plain.get(start.at()..product.at())?;
        if !code && !explicit.contains(['x', '×', '*']) {
            return None;
        }
        let end = (quantity, cur);
        self.line(product, cur, end)
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
        if product.is_empty() || product.len() > LONGEST || !named {
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
        if cur.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
            return None;
        }
        let line = LineText { product: product.to_owned(), quantity: quantity.value, price };
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
    if there {
        cur.spaces();
    }
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
