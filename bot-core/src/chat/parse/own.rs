//! A value of one of the org's own fields from the words for it.

use chrono::NaiveDate;

use crate::chat::parse::value::Wrong;
use crate::chat::understand::when::{self, Here, Moment};
use crate::chat::understand::{money, number};
use crate::domain::fold;
use crate::domain::money::{Currency, Money, MoneyProblem};
use crate::domain::own::{Holds, OwnField};
use crate::text::read::grouped;

/// How many decimals a number has at most.
const DECIMALS: u32 = 6;
const YES: &[&str] = &["是", "有", "对", "yes", "y", "true", "1", "√", "✓"];
const NO: &[&str] = &["否", "不是", "没有", "无", "no", "n", "false", "0", "×"];

/// Reads the words for a field into the one form in which its values are kept.
pub fn own_value(
    own: &OwnField,
    words: &str,
    org: Currency,
    here: &Here<'_>,
) -> Result<String, Wrong> {
    let odd = || Wrong::Shape(super::shortened(words));
    match own.holds {
        Holds::Text if words.chars().count() > super::value::LONGEST_TEXT => {
            Err(Wrong::TooLong(super::value::LONGEST_TEXT))
        }
        Holds::Text => Ok(words.to_owned()),
        Holds::Number => own_number(words).ok_or_else(odd),
        Holds::Amount => match money::whole(words, org) {
            Ok(Some(amount)) if amount.max_minor.is_none() => {
                Ok(own_amount(Money::new(amount.minor, amount.currency.unwrap_or(org)), org))
            }
            Ok(_) => Err(odd()),
            Err(problem) => Err(Wrong::Money(problem)),
        },
        Holds::Date => day(words, here).map(|day| day.to_string()).ok_or_else(odd),
        Holds::Choice => {
            own.choice(words).cloned().ok_or_else(|| Wrong::Choice(super::shortened(words)))
        }
        Holds::YesNo => own_yes_no(words).map(str::to_owned).ok_or_else(odd),
    }
}

/// A number in digits, without what only makes it easier to read.
pub fn own_number(words: &str) -> Option<String> {
    let millionths = number::whole(&fold::key(words))?.units(DECIMALS)?;
    let (sign, size) = (if millionths < 0 { "-" } else { "" }, millionths.unsigned_abs());
    let scale = 10_u128.pow(DECIMALS);
    let text = format!("{sign}{}.{:06}", size / scale, size % scale);
    Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// An amount as a field keeps it: the currency stands before it where it is not the org's.
pub fn own_amount(money: Money, org: Currency) -> String {
    let plain = grouped(money.minor, money.currency.exponent()).replace(',', "");
    if money.currency == org { plain } else { format!("{} {plain}", money.currency) }
}

/// The amount that a field keeps.
pub fn kept_amount(kept: &str, org: Currency) -> Result<Option<Money>, MoneyProblem> {
    let (currency, plain) = match kept.split_once(' ') {
        Some((code, plain)) => (code.parse().unwrap_or(org), plain),
        None => (org, kept),
    };
    let amount = money::whole(plain, currency)?;
    Ok(amount.map(|amount| Money::new(amount.minor, currency)))
}

/// `yes` or `no`.
pub fn own_yes_no(words: &str) -> Option<&'static str> {
    let key = fold::key(words);
    let is = |list: &[&str]| list.contains(&key.as_str());
    if is(YES) {
        return Some("yes");
    }
    is(NO).then_some("no")
}

fn day(words: &str, here: &Here<'_>) -> Option<NaiveDate> {
    if let Ok(day) = words.trim().parse() {
        return Some(day);
    }
    match when::whole(&fold::key(words), here)?.ok()? {
        Moment::Day(day) => Some(day),
        Moment::At(at) => Some(at.date()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_amounts_have_one_form() {
        for (words, kept) in [("1,234.50", "1234.5"), ("12万", "120000"), ("-3", "-3"), ("0", "0")]
        {
            assert_eq!(own_number(words).as_deref(), Some(kept), "{words}");
        }
        assert_eq!(own_number("很多"), None);
        let money = Money::new(5_000_000, Currency::USD);
        let kept = own_amount(money, Currency::CNY);
        assert_eq!(kept, "USD 50000.00");
        assert_eq!(kept_amount(&kept, Currency::CNY), Ok(Some(money)));
        assert_eq!(own_yes_no("是"), Some("yes"));
    }
}
