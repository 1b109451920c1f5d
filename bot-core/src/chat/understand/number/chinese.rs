//! Numbers in Chinese: 三千五, 一点五亿, 叁万, 二〇二六, and with digits inside, 3千5.

use super::super::measure;
use super::super::scan::Cursor;
use super::{Decimal, Number};

/// The longest string of bare digits (二〇二六) that is read.
const STRING: usize = 16;

/// What one character is worth as a digit.
pub(in super::super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten that a character multiplies by.
fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

pub(super) fn is_unit(c: char) -> bool {
    unit(c).is_some()
}

/// Says whether a character can be part of a number in words.
pub(in super::super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || is_unit(c) || matches!(c, '廿' | '卅' | '半')
}

/// What was read so far: 亿 part, 万 part, what is below, and a digit without its unit.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing about the digit before")]
struct Sum {
    high: Decimal,
    middle: Decimal,
    low: Decimal,
    pending: Option<Decimal>,
    /// Where `pending` began, how many places it filled, and whether it is 一 or in digits.
    pending_at: usize,
    pending_width: u32,
    pending_loose: bool,
    zero: bool,
    /// The power of the last unit, and of the last one below 万 (which must fall).
    last: u32,
    falling: u32,
    coefficients: u32,
    power: u32,
    big: u32,
    after_unit: bool,
    /// Whether 点 was there: a number has one.
    point: bool,
}

impl Sum {
    fn new(first: Option<Decimal>, at: usize) -> Self {
        Self {
            high: Decimal::ZERO,
            middle: Decimal::ZERO,
            low: Decimal::ZERO,
            pending: first,
            pending_at: at,
            pending_width: 0,
            pending_loose: false,
            zero: false,
            last: 0,
            falling: 4,
            coefficients: u32::from(first.is_some()),
            power: 0,
            big: 0,
            after_unit: false,
            point: false,
        }
    }

    /// Applies a unit to what came before it; `false` when it does not fit there.
    fn unit(&mut self, power: u32) -> bool {
        let pending = self.pending.unwrap_or_default();
        match power {
            1..=3 if power < self.falling => {
                let coefficient = match self.pending {
                    Some(p) => p,
                    // 十 is 一十; 百 and 千 alone are words like 千万 (be sure to).
                    None if power == 1 => Decimal::whole(1),
                    None => return false,
                };
                self.low = self.low.plus(coefficient.shifted(power));
                self.falling = power;
            }
            4 if self.middle.is_zero() => {
                let below = self.low.plus(pending);
                if below.is_zero() {
                    return false;
                }
                self.middle = below.shifted(4);
                (self.low, self.falling, self.big) = (Decimal::ZERO, 4, 4);
            }
            8 if self.high.is_zero() => {
                let below = self.middle.plus(self.low).plus(pending);
                if below.is_zero() {
                    return false;
                }
                self.high = below.shifted(8);
                self.middle = Decimal::ZERO;
                (self.low, self.falling, self.big) = (Decimal::ZERO, 4, 8);
            }
            _ => return false,
        }
        self.power = if self.after_unit { self.power + power } else { power };
        (self.pending, self.zero, self.after_unit, self.last) = (None, false, true, power);
        true
    }

    fn hold(&mut self, value: Decimal, at: usize, width: u32, loose: bool) {
        self.pending = Some(value);
        (self.pending_at, self.pending_width, self.pending_loose) = (at, width, loose);
        self.coefficients += 1;
        self.after_unit = false;
    }

    fn total(&self, tail: Decimal) -> Number {
        Number {
            value: self.high.plus(self.middle).plus(self.low).plus(tail),
            big: self.big > 0,
            power: if self.coefficients <= 1 { self.power } else { self.big },
            unit: self.big,
        }
    }
}

/// Takes a number that starts with Chinese characters, or goes on with them after `first`.
pub(super) fn read(cur: &mut Cursor<'_>, first: Option<Decimal>) -> Option<Number> {
    let mut ahead = *cur;
    if first.is_none()
        && let Some(n) = string(&mut ahead)?
    {
        *cur = ahead;
        return Some(n);
    }
    ahead = *cur;
    ahead.spaces();
    let mut sum = Sum::new(first, cur.at());
    while step(&mut ahead, &mut sum) {}
    if sum.pending.is_none() && sum.last == 0 {
        return None;
    }
    let number = finish(&mut ahead, &sum);
    *cur = ahead;
    Some(number)
}

/// Reads bare digits side by side: 二〇二六, 八五. `None` for what is only about so many: 三五百.
#[expect(clippy::option_option, reason = "not a string of digits, or no number at all")]
fn string(cur: &mut Cursor<'_>) -> Option<Option<Number>> {
    let mut ahead = *cur;
    let mut value = Decimal::ZERO;
    let mut count = 0;
    while let Some(d) = ahead.peek().and_then(digit) {
        value = value.push(d);
        count += 1;
        if count > STRING {
            return None;
        }
        ahead.bump();
    }
    if count < 2 || cur.peek() == Some('零') {
        return Some(None);
    }
    if ahead.peek().is_some_and(|c| is_unit(c) || c == '几') {
        return None;
    }
    *cur = ahead;
    Some(Some(Number::bare(value)))
}

/// Takes one more character (or the decimals, or a run of digits) into the sum.
fn step(cur: &mut Cursor<'_>, sum: &mut Sum) -> bool {
    let at = cur.at();
    let Some(c) = cur.peek() else { return false };
    let mut ahead = *cur;
    ahead.bump();
    let started = sum.last > 0;
    let taken = if let Some(power) = unit(c) {
        sum.unit(power)
    } else if let Some(d) = digit(c) {
        if sum.pending.is_some() {
            return false;
        }
        if d == 0 && started {
            sum.zero = true;
        } else {
            sum.hold(Decimal::whole(d.into()), at, 1, c == '一');
        }
        true
    } else {
        match c {
            '廿' | '卅' if !started && sum.pending.is_none() => {
                sum.hold(Decimal::whole(if c == '廿' { 2 } else { 3 }), at, 1, false);
                sum.unit(1)
            }
            '半' if !started && sum.pending.is_none() => {
                sum.hold(Decimal::HALF, at, 0, false);
                true
            }
            '点' if !sum.point && (sum.pending.is_some() || !sum.low.is_zero()) => {
                decimals(&mut ahead, sum)
            }
            '0'..='9' if started && sum.pending.is_none() => tail_digits(&mut ahead, *cur, sum),
            _ => false,
        }
    };
    if taken {
        *cur = ahead;
    }
    taken
}

/// Takes the digits after 点 in words.
fn decimals(cur: &mut Cursor<'_>, sum: &mut Sum) -> bool {
    let short = sum.last >= 2 && sum.pending_width == 1 && !sum.zero;
    let pending = sum.pending.unwrap_or_default();
    let whole = sum.low.plus(if short { pending.shifted(sum.last - 1) } else { pending });
    let (mut tail, mut places) = (Decimal::ZERO, 0);
    while let Some(d) = cur.peek().and_then(digit) {
        if places == 10 {
            return false;
        }
        tail = tail.push(d);
        places += 1;
        cur.bump();
    }
    if places == 0 || sum.big > 0 {
        return false;
    }
    sum.low = Decimal::ZERO;
    sum.falling = 4;
    sum.pending = Some(whole.plus(tail.lowered(places)));
    sum.pending_width = 0;
    sum.point = true;
    true
}

/// Takes ASCII digits after a unit: 3千5, 3万5000, 四千零23. Not 12万20台.
fn tail_digits<'t>(ahead: &mut Cursor<'t>, start: Cursor<'t>, sum: &mut Sum) -> bool {
    let mut tail = start;
    let Some((value, width)) = tail.digits(4) else {
        return false;
    };
    let width = u32::try_from(width).unwrap_or(9);
    let decimals = tail.peek() == Some('.');
    let fits = width == 1 || width == sum.last || (sum.zero && width <= sum.last);
    if decimals || !fits || tail.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        return false;
    }
    sum.hold(Decimal::whole(value.into()), start.at(), width, width == 1);
    *ahead = tail;
    true
}

/// Adds a last digit without a unit: 三千五 is 3,500, 三千零五 is 3,005, 二十五 is 25.
fn finish(cur: &mut Cursor<'_>, sum: &Sum) -> Number {
    let Some(tail) = sum.pending else {
        return sum.total(Decimal::ZERO);
    };
    // 三万一台 is a price for one of them, and 12万5台 is a price and a number of things.
    // 12万6月底 is an amount and a day.
    let day = cur.sees(&["月", "号", "日", "点", "年"]);
    if sum.last >= 2 && sum.pending_loose && !sum.zero && (day || measure::follows(*cur)) {
        *cur = Cursor::new(cur.whole_text(), sum.pending_at);
        return sum.total(Decimal::ZERO);
    }
    let short = sum.last >= 2 && sum.pending_width == 1 && !sum.zero;
    sum.total(if short { tail.shifted(sum.last - 1) } else { tail })
}

/// Takes a whole number below 10,000 in digits (at most `max`) or in words without 点.
pub(in super::super) fn small(cur: &mut Cursor<'_>, max: usize) -> Option<u32> {
    if let Some((value, _)) = cur.digits(max) {
        return Some(value);
    }
    let mut ahead = *cur;
    let mut value = 0;
    let mut pending = None;
    let mut falling = 4;
    let mut taken = 0;
    while let Some(c) = ahead.peek() {
        if let Some(d) = digit(c) {
            match pending {
                Some(p) if falling == 4 && value == 0 => pending = Some(p * 10 + d),
                Some(0) | None => pending = Some(d),
                Some(_) => break,
            }
        } else if let Some(power) = unit(c).filter(|p| *p < falling && *p < 4) {
            value += pending.take().unwrap_or(1) * 10_u32.pow(power);
            falling = power;
        } else if c == '廿' && taken == 0 {
            (value, falling) = (20, 1);
        } else {
            break;
        }
        taken += 1;
        if taken > 7 || value > 9999 || pending.is_some_and(|p| p > 9999) {
            return None;
        }
        ahead.bump();
    }
    if taken == 0 || ahead.peek() == Some('几') {
        return None;
    }
    *cur = ahead;
    Some(value + pending.unwrap_or(0))
}
