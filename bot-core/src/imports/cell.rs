//! What stands in a cell: days, amounts, words to compare.

use chrono::{Datelike as _, NaiveDate};

use super::plan::{Cx, Notes};
use crate::chat::parse::{own_amount, own_number, own_yes_no};
use crate::chat::understand::money::whole;
use crate::chat::understand::when::coming_date;
use crate::domain::fold::{self, Folded};
use crate::domain::money::{Currency, Money, MoneyProblem};
use crate::domain::names::{email_key, phone_doubt, phone_key, tax_number};
use crate::domain::own::{Holds, OwnField};
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

/// A day: `2017-03-01`, `2017/3/1`, `2017.3.1`, `1.3.2017`, `2017年3月1日`, `20170301`, with or
/// without a time; the number by which a spreadsheet keeps it; or `3月1日`, which is the coming one
/// unless it has only just been.
pub(super) fn day(lang: Lang, cell: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let wrong = || t!(lang, "import-no-day", text = short(cell));
    let text = fold::key(cell);
    if let Some(date) = kept(&text) {
        return Ok(date);
    }
    if let Some((month, day)) = text.trim_end_matches('日').split_once('月')
        && let (Ok(month), Ok(day)) = (month.parse(), day.parse())
    {
        return coming_date(today, month, day).ok_or_else(wrong);
    }
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
        // With points the day comes first, wherever people write days with points.
        [day, month, year] if date.contains('.') && year.len() == 4 => (*year, *month, *day),
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

/// The day of a number by which a spreadsheet keeps days: of years between 1955 and 2119.
fn kept(text: &str) -> Option<NaiveDate> {
    let number = text.split('.').next().filter(|number| number.len() == 5)?;
    let days: i64 = number.parse().ok().filter(|days| (20_000..80_000).contains(days))?;
    let rest = text.get(number.len()..)?.trim_start_matches('.');
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let day = first.checked_add_signed(chrono::Duration::days(days));
    day.filter(|_| rest.bytes().all(|byte| byte.is_ascii_digit()))
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

/// A tax number; of a unified social credit code the check character has to fit.
pub(super) fn tax_id(lang: Lang, cell: &str) -> Result<String, String> {
    tax_number(cell).ok_or_else(|| t!(lang, "import-no-tax", text = short(cell)))
}

/// A value of one of the org's own fields, in the form in which it is kept.
pub(super) fn own(
    cx: &Cx<'_>,
    own: &OwnField,
    cell: &str,
    notes: &mut Notes,
) -> Result<String, String> {
    let (lang, name) = (cx.settings.lang, own.shown(cx.settings.lang == Lang::Zh));
    let odd = |why: String| t!(lang, "import-own", field = name, why = why);
    match own.holds {
        Holds::Text => Ok(cell.to_owned()),
        Holds::Number => {
            own_number(cell).ok_or_else(|| odd(t!(lang, "import-no-number", text = short(cell))))
        }
        Holds::Amount => {
            let money = amount(lang, cell, cx.settings.currency).map_err(odd)?;
            Ok(own_amount(money, cx.settings.org.currency))
        }
        Holds::Date => day(lang, cell, cx.settings.today()).map(|day| day.to_string()).map_err(odd),
        Holds::YesNo => own_yes_no(cell)
            .map(str::to_owned)
            .ok_or_else(|| odd(t!(lang, "import-no-yes", text = short(cell)))),
        Holds::Choice => {
            let choice = own.choice(cell).ok_or_else(|| {
                let all = own.choices.join(", ");
                odd(t!(lang, "import-no-choice", text = short(cell), all = all))
            })?;
            if choice != cell {
                notes.repaired(t!(
                    lang,
                    "import-read-as",
                    what = name,
                    theirs = short(cell),
                    ours = choice.as_str()
                ));
            }
            Ok(choice.clone())
        }
    }
}

/// An amount: `1054.0`, `1,054.00`, `USD 20k`, `50万`.
pub(super) fn amount(lang: Lang, cell: &str, currency: Currency) -> Result<Money, String> {
    let text = short(cell);
    let folded = Folded::of(cell);
    let cell = folded.text().trim();
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
        let today = NaiveDate::from_ymd_opt(2017, 2, 1).unwrap();
        let day = |lang: Lang, text: &str| day(lang, text, today);
        for text in [
            "2017-03-01",
            "2017/3/1",
            "2017.3.1",
            "2017年3月1日",
            "20170301",
            "2017-03-01 00:00:00",
            "2017-03-01T09:30:00Z",
            "２０１７－０３－０１",
            "1.3.2017",
            "01.03.2017 08:00",
            "42795",
            "42795.5",
            "3月1日",
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
