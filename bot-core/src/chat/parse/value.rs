//! One field's value from the words for it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::choices::choice;
use crate::chat::spec::Take;
use crate::chat::understand::when::{Here, Moment, Odd, Reading, Workdays};
use crate::chat::understand::{money, when};
use crate::domain::access::Roles;
use crate::domain::calendar::{Calendar, instant_of};
use crate::domain::fold;
use crate::domain::follow_up::Due;
use crate::domain::ids::{Code, Instant};
use crate::domain::money::{Currency, Money, MoneyProblem};
use crate::domain::names::{email_key, phone_doubt, phone_key};
use crate::domain::org::Lists;
use crate::domain::own::OwnFields;
use crate::domain::people::Lang;
use crate::text::read;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;
/// The longest free text, in characters.
pub const LONGEST_TEXT: usize = 4_000;

/// What the reading of words depends on besides the words.
pub struct Env<'a> {
    /// Now.
    pub now: Instant,
    /// The person's zone.
    pub zone: Tz,
    /// The org's zone: periods of reports are its days.
    pub org_zone: Tz,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// The org's lists.
    pub lists: &'a Lists,
    /// The org's roles.
    pub roles: &'a Roles,
    /// The working calendar.
    pub calendar: &'a Calendar,
    /// The org's own fields.
    pub own: &'a OwnFields,
}

impl Env<'_> {
    /// The person's wall clock.
    pub fn local(&self) -> NaiveDateTime {
        self.now.utc().with_timezone(&self.zone).naive_local()
    }

    /// What the days of reports are counted from.
    pub fn org_here(&self) -> Here<'_> {
        let now = self.now.utc().with_timezone(&self.org_zone).naive_local();
        Here { now, workdays: self.calendar }
    }

    /// What dates are counted from.
    pub fn here(&self) -> Here<'_> {
        Here { now: self.local(), workdays: self.calendar }
    }

    /// A wall-clock moment as something to be done.
    pub fn due(&self, moment: Moment) -> Due {
        match moment {
            Moment::Day(day) => Due::Day(day),
            Moment::At(at) => Due::At(instant_of(at, self.zone).into()),
        }
    }

    /// Tells whether a moment can only be to come: today is also when something has happened.
    pub fn is_to_come(&self, moment: Moment) -> bool {
        match moment {
            Moment::Day(day) => day > self.local().date(),
            Moment::At(_) => !self.is_past(moment),
        }
    }

    /// Tells whether a moment is over.
    pub fn is_past(&self, moment: Moment) -> bool {
        match moment {
            Moment::Day(day) => day < self.local().date(),
            Moment::At(at) => at < self.local(),
        }
    }
}

impl Workdays for Calendar {
    fn is_working_day(&self, day: NaiveDate) -> bool {
        Self::is_working_day(self, day)
    }

    fn holidays(&self, name: Option<&str>, year: i32) -> Vec<(NaiveDate, NaiveDate)> {
        Self::holidays(self, name.unwrap_or_default(), year)
    }

    fn closing(&self) -> NaiveTime {
        Self::closing(self)
    }
}

/// A record as somebody named it: a code, a name or part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ref(pub String);

impl Ref {
    /// Names a record by its code.
    pub fn code(code: Code) -> Self {
        Self(code.to_string())
    }
}

/// Why words do not fit a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing that the field could be; what was given.
    Shape(String),
    /// An amount that the system does not take.
    Money(MoneyProblem),
    /// A moment that is over; the field's value in the next year, where no year was said.
    Past(String, Option<Value>),
    /// Written like a moment, and none.
    When(Odd, String),
    /// It can be any of these values: both ends of a range, two days.
    Either(String, Vec<Value>),
    /// Not in the list.
    Choice(String),
    /// Longer than this many characters.
    TooLong(usize),
    /// No discount, though written like one or given as one.
    Discount(String),
    /// An order line without a quantity above zero.
    Quantity(String),
}

/// Tells whether digits are those of a mobile phone in China.
fn is_mobile(text: &str) -> bool {
    text.len() == 11 && text.starts_with('1') && text.bytes().all(|b| b.is_ascii_digit())
}

/// Reads the words for one field. An empty text clears the field: `Value::Null`.
///
/// `folded` is what is read; `words` are the same as they were typed, which is what free text
/// keeps.
pub fn read(take: Take, folded: &str, words: &str, env: &Env<'_>) -> Result<Value, Wrong> {
    let text = folded.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let odd = || Wrong::Shape(shortened(text));
    match take {
        Take::Text => limited(words.trim(), LONGEST_TEXT),
        Take::Name => limited(words.trim(), LONGEST_NAME),
        Take::Ref(_) => limited(text, LONGEST_NAME),
        Take::Phone => match phone_doubt(text) {
            Some(digits) => Err(Wrong::Shape(format!("{} ({digits} ≠ 11)", shortened(text)))),
            None => phone_key(text).map(|_| json!(text)).ok_or_else(odd),
        },
        Take::Email => email_key(text).map(|_| json!(text)).ok_or_else(odd),
        // Eleven digits that begin like a phone are one: nobody types such a sum without a sign in it.
        Take::Money | Take::Amount if is_mobile(text) => Err(odd()),
        Take::Money | Take::Amount => match money::whole(text, env.currency) {
            Ok(Some(amount)) => match ends(take, &amount, env.currency).as_slice() {
                [_] if take == Take::Amount => Ok(json!(text)),
                [only] => Ok(only.clone()),
                ends => Err(Wrong::Either(shortened(text), ends.to_vec())),
            },
            // Only the record's currency tells how many decimals are too many.
            Err(MoneyProblem::TooPrecise) if take == Take::Amount => Ok(json!(text)),
            Ok(None) => Err(odd()),
            Err(problem) => Err(Wrong::Money(problem)),
        },
        Take::Discount => money::discount_whole(text)
            .map(|paid| json!(paid))
            .map_err(|none| no_discount(none, text)),
        Take::When | Take::Day => {
            let all = when::whole_either(text, &env.here());
            if all.is_empty() { Err(odd()) } else { settled(take, text, &all, env) }
        }
        Take::Period => when::period_whole(text, &env.org_here())
            .map(|p| json!([p.start, p.end]))
            .ok_or_else(odd),
        Take::Lines | Take::Goods => {
            let (lines, spans) = super::draft::lines(text, env).map_err(|(wrong, ..)| wrong)?;
            // Words beside the lines would be lost unnoticed.
            let mut beside = text.to_owned();
            for span in spans {
                beside.replace_range(span.clone(), &" ".repeat(span.len()));
            }
            let all = !lines.is_empty() && !beside.contains(char::is_alphanumeric);
            if all { Ok(json!(lines)) } else { Err(odd()) }
        }
        Take::Choice(list) => choice(text, list, env.lists, env.roles)
            .map(|key| json!(key))
            .ok_or_else(|| Wrong::Choice(shortened(text))),
        Take::Spot => Ok(json!(text)),
        Take::Number => text.parse::<i64>().map(|n| json!(n)).map_err(|_| odd()),
        Take::Share => share(text).map(|bp| json!(bp)).ok_or_else(odd),
        Take::Lang => lang(text).map(|lang| json!(lang)).ok_or_else(odd),
        Take::Zone => zone(text).map(|zone| json!(zone)).ok_or_else(odd),
    }
}

/// The one moment to come that words mean, as the value of a field; several are asked about. One
/// that is over gives what it is in the next year, if no year was said.
pub(super) fn settled(
    take: Take,
    given: &str,
    all: &[Reading],
    env: &Env<'_>,
) -> Result<Value, Wrong> {
    let value = |moment| match take {
        Take::Day => json!(env.due(moment).day(env.zone)),
        _ => json!(env.due(when::worked_by(moment, given, &env.here()))),
    };
    let to_come = all.iter().filter_map(|reading| reading.ok());
    let to_come = to_come.filter(|moment| !env.is_past(*moment)).map(value);
    let mut seen = HashSet::new();
    let to_come: Vec<Value> = to_come.filter(|value| seen.insert(value.clone())).collect();
    match (to_come.as_slice(), all.first()) {
        (_, Some(Err(odd))) => Err(Wrong::When(*odd, shortened(given))),
        ([only], _) => Ok(only.clone()),
        ([], Some(Ok(moment))) => {
            let again = when::next_year(given, *moment, &env.here());
            Err(Wrong::Past(shortened(given), again.map(value)))
        }
        ([], None) => Err(Wrong::Shape(shortened(given))),
        (several, _) => Err(Wrong::Either(shortened(given), several.to_vec())),
    }
}

/// Why what is written like a discount is not taken for one.
pub(super) fn no_discount(none: money::NoDiscount, given: &str) -> Wrong {
    match none {
        money::NoDiscount::Never => Wrong::Discount(shortened(given)),
        money::NoDiscount::Either(one, other) => {
            Wrong::Either(shortened(given), vec![json!(one), json!(other)])
        }
    }
}

fn limited(text: &str, longest: usize) -> Result<Value, Wrong> {
    if text.chars().count() > longest { Err(Wrong::TooLong(longest)) } else { Ok(json!(text)) }
}

/// What an amount can be as the value of a field: the one that it is, or both ends of a range.
pub(super) fn ends(take: Take, amount: &money::Amount, default: Currency) -> Vec<Value> {
    let value = |minor| {
        let money = Money::new(minor, amount.currency.unwrap_or(default));
        match (take, amount.currency) {
            (Take::Amount, None) => {
                let number = read::grouped(minor, money.currency.exponent());
                let part = ".".to_owned() + &"0".repeat(money.currency.exponent() as usize);
                json!(number.strip_suffix(&part).unwrap_or(&number))
            }
            (Take::Amount, Some(_)) => json!(read::money(money)),
            _ => json!(money),
        }
    };
    let high = amount.max_minor.filter(|high| *high != amount.minor);
    std::iter::once(amount.minor).chain(high).map(value).collect()
}

/// A share such as 13% or 0.13 in basis points.
fn share(text: &str) -> Option<i64> {
    let (digits, scale) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim(), 2),
        None => (text, 4),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |s: &str| s.len() <= 6 && s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(part) || part.len() > scale {
        return None;
    }
    let units = format!("{whole}{part:0<scale$}").parse::<i64>().ok()?;
    (units <= 10_000).then_some(units)
}

fn lang(text: &str) -> Option<Lang> {
    match fold::key(text).as_str() {
        "zh" | "zh-cn" | "cn" | "中文" | "汉语" | "chinese" => Some(Lang::Zh),
        "en" | "英文" | "英语" | "english" => Some(Lang::En),
        _ => None,
    }
}

/// A time zone by its name of the IANA list, or by its city.
pub fn zone(text: &str) -> Option<Tz> {
    static ZONES: LazyLock<HashMap<String, Tz>> = LazyLock::new(|| {
        let mut zones = HashMap::new();
        for zone in chrono_tz::TZ_VARIANTS {
            let name = zone.name().to_lowercase();
            let city = name.rsplit('/').next().unwrap_or_default().replace('_', " ");
            zones.entry(city).or_insert(zone);
            zones.insert(name, zone);
        }
        // Old names of zones that know no summer time: who says them hardly means that.
        for name in ["est", "mst", "hst"] {
            zones.remove(name);
        }
        let here = ["北京", "北京时间", "中国", "beijing", "上海"];
        zones.extend(here.map(|name| (name.to_owned(), Tz::Asia__Shanghai)));
        zones
    });
    ZONES.get(&fold::key(text)).copied()
}

/// At most 40 characters of what somebody typed, for showing it back.
pub fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_exactly_or_not_at_all() {
        assert_eq!(share("13%"), Some(1300));
        assert_eq!(share("0.13"), Some(1300));
        assert_eq!(share("6.5%"), Some(650));
        for odd in ["", "%", "-1%", "0.00001", "101%", "x"] {
            assert_eq!(share(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_zone_is_known_by_its_name_or_its_city() {
        assert_eq!(zone("asia/shanghai"), Some(Tz::Asia__Shanghai));
        assert_eq!(zone("new york"), Some(Tz::America__New_York));
        assert_eq!(zone("北京"), Some(Tz::Asia__Shanghai));
        assert_eq!(zone("Mars"), None);
    }
}
