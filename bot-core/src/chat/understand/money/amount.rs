//! Amounts of money: 12万, ¥3,500.50, USD 20k, 叁万元整, 三块五, 50-80万.

use super::super::Found;
use super::super::fold::plain;
use super::super::measure;
use super::super::number::{self, Decimal, Number};
use super::super::scan::Cursor;
use super::currency::{self, Said};
use crate::domain::money::{Currency, MAX_MINOR, MoneyProblem};

/// An amount as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Minor units; of a range, its lower end.
    pub minor: i64,
    /// The upper end of a range.
    pub max_minor: Option<i64>,
    /// The currency, when the words name one.
    pub currency: Option<Currency>,
}

/// What follows 块 when it counts pieces and not money.
const PIECES: &[&str] = &[
    "屏",
    "板",
    "电池",
    "硬盘",
    "地",
    "钢",
    "玻璃",
    "砖",
    "表",
    "布",
    "石",
    "木",
    "肉",
    "蛋糕",
    "显卡",
    "主板",
    "内存",
    "芯片",
    "牌",
    "田",
    "组件",
    "太阳能",
    "光伏",
    "业务",
    "内容",
];

/// Reads a text that is an amount and nothing else; bare numbers are amounts here.
pub fn whole(text: &str, default: Currency) -> Result<Option<Amount>, MoneyProblem> {
    let plain = plain(text.trim());
    let mut cur = Cursor::new(&plain, 0);
    if let Some(read) = between(&mut cur) {
        cur.eat_any(ROUGHLY);
        return if cur.done() { read.amount(false, default).map(Some) } else { Ok(None) };
    }
    let mut negative = minus(&mut cur);
    let said = currency::before(&mut cur).or_else(|| any_code(&mut cur));
    negative |= minus(&mut cur);
    let Some(mut read) = body(&mut cur, said) else {
        return Ok(None);
    };
    if read.said.is_none() {
        cur.spaces();
        read.said = any_code(&mut cur);
    }
    cur.eat_any(ROUGHLY);
    if !cur.done() {
        return Ok(None);
    }
    read.amount(negative, default).map(Some)
}

/// What makes an amount a rough one: 12万左右 is 120k to the record.
pub const ROUGHLY: &[&str] = &["左右", "上下", "出头"];

/// The same, before an amount.
const ABOUT: &[&str] = &[
    "大概",
    "大约",
    "差不多",
    "约",
    "about",
    "around",
    "roughly",
    "approximately",
    "approx",
    "~",
    "≈",
];

/// Where the words begin that make the amount at a byte a rough one: 大概五万.
pub fn roughly_from(text: &str, amount: usize) -> usize {
    let before = text[..amount].trim_end_matches(' ');
    let starts = |at: usize| !before[..at].ends_with(|c: char| c.is_alphanumeric());
    let about = ABOUT.iter().filter(|word| before.to_ascii_lowercase().ends_with(*word));
    about.map(|word| before.len() - word.len()).find(|at| starts(*at)).unwrap_or(amount)
}

/// Tells whether a number stands behind a comma that somebody may have meant for a decimal point:
/// of «3,5万» nobody knows whether it is 3.5万 or 5万, so it is neither.
fn is_decimal_comma(text: &str, start: usize) -> bool {
    let Some(before) = text.get(..start).and_then(|text| text.strip_suffix(',')) else {
        return false;
    };
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits)
}

/// Finds what is an amount by its shape, with its problem where it cannot be taken.
///
/// A bare number, a number of things (20台, 12万台) or a code is none.
pub fn find_all(text: &str, default: Currency) -> Vec<Found<Result<Amount, MoneyProblem>>> {
    let plain = plain(text);
    let mut cur = Cursor::new(&plain, 0);
    let mut found = Vec::new();
    while !cur.done() {
        let start = cur.at();
        if !starts(cur) {
            cur.skip_run();
            continue;
        }
        let mut ahead = cur;
        if let Some(read) = between(&mut ahead) {
            found.push(Found::new(read.amount(false, default), start..ahead.at()));
            cur = ahead;
            continue;
        }
        let negative = minus(&mut ahead);
        let said = currency::before(&mut ahead);
        let shaped = number::may_start(cur) && !cur.follows(&["第", "*", "×", "/", ":"]);
        match body(&mut ahead, said) {
            Some(read) if shaped && !is_decimal_comma(&plain, start) && read.is_money(ahead) => {
                found.push(Found::new(read.amount(negative, default), start..ahead.at()));
                cur = ahead;
            }
            // Not again inside the number that was just looked at.
            Some(_) => cur = ahead,
            None => skip_number(&mut cur),
        }
    }
    found
}

/// Skips what looked like the start of a number and was none.
fn skip_number(cur: &mut Cursor<'_>) {
    cur.skip_run();
    while cur.peek().is_some_and(|c| number::is_numeral(c) || c == '.' || c.is_ascii_digit()) {
        cur.bump();
    }
}

/// Says whether an amount can start with what comes next; this keeps the search quick.
fn starts(cur: Cursor<'_>) -> bool {
    let Some(c) = cur.peek() else { return false };
    if c.is_ascii_alphabetic() {
        return cur.word_starts();
    }
    if c == '-' || c == '负' {
        // A dash after a word or a number joins; only a lone one makes a number negative.
        return !cur.before().is_some_and(|b| b.is_alphanumeric() || matches!(b, '-' | ')' | ']'));
    }
    c.is_ascii_digit()
        || number::is_numeral(c)
        || matches!(c, '$' | '¥' | '€' | '£' | '₩' | '₹' | '฿' | '₫' | '₽')
        || matches!(
            c,
            '介' | '在'
                | '从'
                | '人'
                | '美'
                | '港'
                | '欧'
                | '英'
                | '日'
                | '韩'
                | '台'
                | '新'
                | '澳'
                | '加'
        )
}

fn minus(cur: &mut Cursor<'_>) -> bool {
    cur.eat_any(&["-", "−", "负"])
}

/// Takes any code of the standard, where the whole text is an amount.
fn any_code(cur: &mut Cursor<'_>) -> Option<Said> {
    let code = cur.rest().get(..3)?;
    let known: Currency = code.parse().ok()?;
    cur.eat(code);
    cur.spaces();
    Some(Said::Code(known.code()))
}

/// The words of one amount, before the decimals of its currency are known.
struct Words {
    low: Decimal,
    high: Option<Decimal>,
    said: Option<Said>,
    big: bool,
    /// Whether a sign or a word of money was there.
    money: bool,
    /// Whether it ended in 块, which also counts pieces.
    kuai: bool,
}

impl Words {
    fn is_money(&self, cur: Cursor<'_>) -> bool {
        if self.kuai {
            return !cur.sees(PIECES);
        }
        // 12万20台 is an amount and a number of things; 12k5 is a code.
        let words = cur.before().is_some_and(|c| !c.is_ascii());
        let joined = |c: char| c.is_ascii_alphabetic() || (c.is_ascii_digit() && !words);
        if cur.peek().is_some_and(|c| joined(c) || c == '%') {
            return false;
        }
        let mut things = cur;
        things.eat_any(&["多", "余"]);
        self.money || (self.big && !measure::follows(things))
    }

    fn amount(&self, negative: bool, default: Currency) -> Result<Amount, MoneyProblem> {
        let currency = self.said.and_then(|said| said.currency(default));
        let exponent = currency.unwrap_or(default).exponent();
        let minor = |value: Decimal| {
            let units = value.units(exponent).ok_or(MoneyProblem::TooPrecise)?;
            match i64::try_from(units) {
                Ok(units) if units <= MAX_MINOR => Ok(units),
                _ => Err(MoneyProblem::TooLarge),
            }
        };
        if negative && !self.low.is_zero() {
            return Err(MoneyProblem::Negative);
        }
        Ok(Amount {
            minor: minor(self.low)?,
            max_minor: self.high.map(minor).transpose()?,
            currency,
        })
    }
}

/// Takes a number or a range, with the currency after it.
fn body(cur: &mut Cursor<'_>, said: Option<Said>) -> Option<Words> {
    joined(cur, said, joint)
}

/// The same, with what may join the ends of the range.
fn joined(
    cur: &mut Cursor<'_>,
    said: Option<Said>,
    joint: impl Fn(&mut Cursor<'_>) -> bool,
) -> Option<Words> {
    let mut ahead = *cur;
    let first = number::read(&mut ahead)?;
    let mut words = Words {
        low: first.value,
        high: None,
        said,
        big: first.big,
        money: said.is_some(),
        kuai: false,
    };
    if ahead.sees(&["多", "几", "余"]) {
        *cur = ahead;
        // 10多万 is only about an amount.
        words.money = false;
        words.big = first.big;
        return Some(words);
    }
    suffix(&mut ahead, &mut words);
    if let Some((low, upper, end)) = range(ahead, first, &words, joint) {
        (words.low, words.high, words.big) = (low, Some(upper.low), words.big || upper.big);
        words.said = words.said.or(upper.said);
        words.money |= upper.money;
        words.kuai = upper.kuai;
        ahead = end;
    }
    *cur = ahead;
    Some(words)
}

/// Takes `between 50k and 60k`, 介于50万和60万之间: only here does a word for «and» make a range.
fn between(cur: &mut Cursor<'_>) -> Option<Words> {
    let mut ahead = *cur;
    let latin = ahead.word_starts() && ahead.any_word(&["between", "from"]);
    if !latin && !ahead.eat_any(&["介于", "在", "从"]) {
        return None;
    }
    ahead.spaces();
    let said = currency::before(&mut ahead);
    let words = joined(&mut ahead, said, |cur| {
        joint(cur) || cur.eat_any(&["和", "与", "跟"]) || cur.word("and")
    })?;
    (words.high.is_some() && words.is_money(ahead)).then(|| {
        *cur = ahead;
        words
    })
}

/// Takes what joins the ends of a range.
fn joint(cur: &mut Cursor<'_>) -> bool {
    cur.eat_any(&["-", "~", "–", "—", "到", "至"]) || cur.word("to")
}

/// Takes the upper end of a range and settles the lower: 50-80万 starts at 50万.
fn range<'t>(
    mut cur: Cursor<'t>,
    first: Number,
    lower: &Words,
    joint: impl Fn(&mut Cursor<'_>) -> bool,
) -> Option<(Decimal, Words, Cursor<'t>)> {
    cur.spaces();
    if !joint(&mut cur) {
        return None;
    }
    cur.spaces();
    let said = currency::before(&mut cur);
    let second = number::read(&mut cur)?;
    let mut upper = Words {
        low: second.value,
        high: None,
        said,
        big: second.big,
        money: said.is_some(),
        kuai: false,
    };
    suffix(&mut cur, &mut upper);
    if measure::follows(cur) && !upper.money {
        return None;
    }
    let open = !lower.big && first.power == 0;
    let low = [second.power, second.unit]
        .into_iter()
        .filter(|power| open && *power > 0)
        .map(|power| lower.low.shifted(power))
        .find(|low| *low <= second.value)
        .unwrap_or(lower.low);
    // 5000-1万 stands as it is; 50-20万 is a slip, and not read.
    let slip = open && second.power > 0 && low == lower.low && low.shifted(1) < second.value;
    cur.eat("之间");
    (low <= second.value && !slip).then_some((low, upper, cur))
}

/// Takes 元 … 角 … 分, 块五, or another currency after a number.
fn suffix(cur: &mut Cursor<'_>, words: &mut Words) {
    if let Some(said) = currency::after(cur) {
        // 三万元欧元 and ¥20 RMB name it twice; the last word is the exact one.
        words.said = Some(said);
        words.money = true;
        return;
    }
    let kuai = cur.sees(&["块"]);
    let mut ahead = *cur;
    ahead.spaces();
    if kuai || (ahead.sees(&["元", "圆"]) && !ahead.sees(&["元件", "元素", "元旦", "元器", "元宵"]))
    {
        *cur = ahead;
        cur.bump();
        words.low = words.low.plus(small_change(cur, kuai));
    } else if cur.sees(&["毛", "角"]) && !cur.sees(&["角度", "角色", "毛利", "毛巾", "角落"])
    {
        words.low = words.low.lowered(1);
        cur.bump();
        words.low = words.low.plus(cents(cur).unwrap_or_default());
    } else {
        return;
    }
    words.money = true;
    words.kuai = kuai && !cur.sees(&["钱"]) && cur.follows(&["块"]);
    cur.eat_any(&["钱", "整", "正"]);
    words.said = words.said.or(Some(Said::Yuan));
    if let Some(said) = currency::after(cur) {
        words.said = Some(said);
    }
}

/// Takes what follows 元 or 块: 五角, 五角二分, 零五分; 块 alone is enough for 三块五.
fn small_change(cur: &mut Cursor<'_>, kuai: bool) -> Decimal {
    let mut ahead = *cur;
    let zero = ahead.eat_any(&["零", "0"]);
    let Some(digit) = one_digit(&mut ahead) else {
        return Decimal::ZERO;
    };
    if ahead.eat_any(&["毛", "角"]) {
        *cur = ahead;
        let cents = cents(cur).unwrap_or_default();
        return digit.lowered(1).plus(cents);
    }
    if ahead.eat("分") && !ahead.sees(&["钟"]) {
        *cur = ahead;
        return digit.lowered(2);
    }
    // 三块一台 is three yuan for one; 3块5台 is unclear, and left to the words after it.
    let mut each = ahead;
    let each = each.eat("一") && measure::follows(each);
    if !kuai || measure::follows(ahead) || (!each && ahead.peek().is_some_and(number::is_numeral)) {
        return Decimal::ZERO;
    }
    *cur = ahead;
    digit.lowered(if zero { 2 } else { 1 })
}

fn cents(cur: &mut Cursor<'_>) -> Option<Decimal> {
    let mut ahead = *cur;
    ahead.eat("零");
    let digit = one_digit(&mut ahead)?;
    if !ahead.eat("分") || ahead.sees(&["钟"]) {
        return None;
    }
    *cur = ahead;
    Some(digit.lowered(2))
}

fn one_digit(cur: &mut Cursor<'_>) -> Option<Decimal> {
    let c = cur.peek()?;
    let digit = c.to_digit(10).or_else(|| number::chinese_digit(c))?;
    let mut ahead = *cur;
    ahead.bump();
    if ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    *cur = ahead;
    Some(Decimal::whole(digit.into()))
}
