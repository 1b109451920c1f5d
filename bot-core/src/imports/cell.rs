//! What stands in a cell: days, amounts, words to compare.

use chrono::{Datelike as _, NaiveDate};

use crate::chat::understand::money::whole;
use crate::domain::fold;
use crate::domain::money::{Currency, Money, MoneyProblem};
use crate::domain::names::{email_key, phone_doubt, phone_key};
use crate::domain::people::Lang;
use crate::t;

/// How long a name may be, in characters: as long as one that is typed.
const LONGEST_NAME: usize = 200;
/// The years that a day may be in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The form in which words of a file are compared: folded, letters and digits only.
pub(super) fn loose(text: &str) -> String {
    fold::key(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A name that is not too long.
pub(super) fn name(lang: Lang, cell: &str) -> Result<String, String> {
    if cell.chars().count() > LONGEST_NAME {
        return Err(t!(lang, "import-name-long", most = LONGEST_NAME.to_string()));
    }
    Ok(cell.to_owned())
}

/// A day: `2017-03-01`, `2017/3/1`, `2017.3.1`, `2017年3月1日`, `20170301`, with or without a time.
pub(super) fn day(lang: Lang, cell: &str) -> Result<NaiveDate, String> {
    let wrong = || t!(lang, "import-no-day", text = short(cell));
    let text = fold::key(cell);
    let date = text.split(['t', ' ']).next().unwrap_or_default();
    let rest = text.get(date.len()..).unwrap_or_default();
    if !rest.chars().all(|c| c.is_ascii_digit() || " t:.,+-z".contains(c)) {
        return Err(wrong());
    }
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        let date = NaiveDate::parse_from_str(date, "%Y%m%d").ok();
        return date.filter(|date| YEARS.contains(&date.year())).ok_or_else(wrong);
    }
    let parts: Vec<&str> = date.split(['-', '/', '.', '年', '月', '日']).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] | [year, month, day, ""] => (*year, *month, *day),
        _ => return Err(wrong()),
    };
    if year.len() != 4 && day.len() == 4 {
        return Err(t!(lang, "import-day-or-month", text = short(cell)));
    }
    let plain = [year, month, day].iter().all(|n| n.bytes().all(|byte| byte.is_ascii_digit()));
    if year.len() != 4 || !plain {
        return Err(wrong());
    }
    let date = match (year.parse(), month.parse(), day.parse()) {
        (Ok(year), Ok(month), Ok(day)) => NaiveDate::from_ymd_opt(year, month, day),
        _ => None,
    };
    date.filter(|date| YEARS.contains(&date.year())).ok_or_else(wrong)
}

/// A phone number that can be one.
pub(super) fn phone(lang: Lang, cell: &str) -> Result<String, String> {
    match (phone_doubt(cell), phone_key(cell)) {
        (Some(digits), _) => {
            Err(t!(lang, "import-phone-digits", text = short(cell), digits = digits.to_string()))
        }
        (None, None) => Err(t!(lang, "import-no-phone", text = short(cell))),
        (None, Some(_)) => Ok(cell.to_owned()),
    }
}

/// An e-mail address that can be one.
pub(super) fn email(lang: Lang, cell: &str) -> Result<String, String> {
    email_key(cell)
        .map(|_| cell.to_owned())
        .ok_or_else(|| t!(lang, "import-no-email", text = short(cell)))
}

/// An amount: `1054.0`, `1,054.00`, `USD 20k`, `50万`.
pub(super) fn amount(lang: Lang, cell: &str, currency: Currency) -> Result<Money, String> {
    let text = short(cell);
    let plain = cell.bytes().all(|byte| byte.is_ascii_digit() || b",.-".contains(&byte));
    // 1054.000 has more decimals than dollars have, and says nothing with them.
    let trimmed = match cell.rsplit_once('.') {
        Some((units, part)) if plain && !units.is_empty() && !part.contains(',') => {
            let part = part.trim_end_matches('0');
            if part.is_empty() { units.to_owned() } else { format!("{units}.{part}") }
        }
        _ => cell.to_owned(),
    };
    match whole(&trimmed, currency) {
        Ok(Some(amount)) if amount.max_minor.is_none() => {
            Ok(Money::new(amount.minor, amount.currency.unwrap_or(currency)))
        }
        Ok(Some(_)) => Err(t!(lang, "import-amount-range", text = text)),
        Ok(None) => Err(t!(lang, "import-no-amount", text = text)),
        Err(MoneyProblem::Negative) => Err(t!(lang, "import-amount-negative", text = text)),
        Err(MoneyProblem::TooLarge) => Err(t!(lang, "import-amount-large", text = text)),
        Err(MoneyProblem::TooPrecise) => Err(t!(lang, "import-amount-precise", text = text)),
    }
}

/// The beginning of a text, for messages.
pub(super) fn short(text: &str) -> String {
    const ROOM: usize = 40;
    if text.chars().count() <= ROOM {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(ROOM).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_spreadsheets_write_them() {
        let first = NaiveDate::from_ymd_opt(2017, 3, 1);
        for text in [
            "2017-03-01",
            "2017/3/1",
            "2017.3.1",
            "2017年3月1日",
            "20170301",
            "2017-03-01 00:00:00",
            "2017-03-01T09:30:00Z",
            "２０１７－０３－０１",
        ] {
            assert_eq!(day(Lang::En, text).ok(), first, "{text}");
        }
        for text in ["2017-02-30", "1/3/2017", "17-3-1", "yesterday", "2017-03", "", "0001-01-01"] {
            assert!(day(Lang::En, text).is_err(), "{text}");
        }
        assert!(day(Lang::En, "1/3/2017").unwrap_err().contains("which the month"));
    }

    #[test]
    fn amounts_are_exact() {
        let minor = |text: &str| amount(Lang::En, text, Currency::USD).map(|money| money.minor);
        for (text, expected) in [
            ("1054.0", 105_400),
            ("1,054.00", 105_400),
            ("1054.00000", 105_400),
            ("$1,054.5", 105_450),
            ("USD 20k", 2_000_000),
            ("50万", 50_000_000),
            ("0.0", 0),
            ("100000000000", 10_000_000_000_000),
        ] {
            assert_eq!(minor(text), Ok(expected), "{text}");
        }
        for text in ["-5", "1.005", "100000000000.01", "12abc", "1-2万", "1.234,56", "九折"] {
            assert!(minor(text).is_err(), "{text}: {:?}", minor(text));
        }
        let yen = amount(Lang::En, "¥3,500", Currency::CNY).unwrap();
        assert_eq!((yen.minor, yen.currency), (350_000, Currency::CNY));
    }
}
