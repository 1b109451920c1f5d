//! What words say of a time: 本周新建, 6月前成交, `closing before June`, 上周没联系, `since March`.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use crate::chat::understand::number;
use crate::chat::understand::when::{self, Here, Moment, period_whole};
use crate::domain::fold;
use crate::reports::{FIRST_YEAR, LAST_YEAR};

/// What a time is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// Nothing is said.
    Any,
    /// When a deal closes.
    Closing,
    /// When something was written down.
    Created,
}

/// The first day, and the day after the last.
pub(super) type Span = (NaiveDate, NaiveDate);

/// What people say before a time in which deals close.
const CLOSING: &[&str] = &[
    "expected to close",
    "that close",
    "closing",
    "closed",
    "closes",
    "close",
    "due",
    "预计成交",
    "成交时间",
    "成交日期",
    "成交",
    "预计",
];
/// The same after it.
const CLOSING_AFTER: &[&str] = &[
    "预计成交",
    "要成交",
    "会成交",
    "能成交",
    "要签",
    "会签",
    "能签",
    "该签",
    "要签约",
    "成交",
    "预计",
    "结单",
];
/// What people say before a time in which something was written down.
const CREATED: &[&str] = &[
    "newly created",
    "created",
    "opened",
    "entered",
    "added",
    "new",
    "新建于",
    "创建于",
    "录入于",
    "新建",
    "新增",
    "创建",
    "录入",
];
/// The same after it.
const CREATED_AFTER: &[&str] = &[
    "新建", "新增", "创建", "录入", "新加", "新开", "建的", "加的", "开的", "录的", "created",
    "opened", "entered", "added",
];
/// What says that a time is meant and not which.
const LINKS: &[&str] = &["in", "on", "during", "within", "在", "于"];
const BEFORE: &[&str] = &["before", "prior to", "earlier than", "早于"];
const BEFORE_AFTER: &[&str] = &["之前", "以前", "前"];
/// By a day, that one included.
const BY: &[&str] = &["no later than", "until", "till", "by", "up to", "截至", "截止到"];
const SINCE: &[&str] = &["starting from", "starting", "since", "from", "自从", "自", "从"];
const SINCE_AFTER: &[&str] = &["onwards", "onward", "以来", "起", "开始"];
const LATER: &[&str] = &["later than", "after", "晚于"];
const LATER_AFTER: &[&str] = &["之后", "以后", "后"];
const JOINTS: &[&str] =
    &["..", " to ", " until ", " till ", " and ", " - ", " – ", "到", "至", "~", "–"];

/// Reads words that say a time and of what, and nothing else. A length of time of which nothing is
/// said is to come where the list is of what closes.
pub(super) fn said(words: &str, here: &Here<'_>, closes: bool) -> Option<(Of, Span)> {
    let key = fold::key(words);
    let text = key.trim_end_matches('的').trim_end_matches('了').trim();
    if let Some(rest) = before(text, CREATED).or_else(|| behind(text, CREATED_AFTER)) {
        return Some((Of::Created, span(rest, here, false)?));
    }
    if let Some(rest) = before(text, CLOSING) {
        let rest = behind(rest, CLOSING_AFTER).unwrap_or(rest);
        return Some((Of::Closing, span(rest, here, true)?));
    }
    if let Some(rest) = behind(text, CLOSING_AFTER) {
        let rest = behind(rest, CLOSING_AFTER).unwrap_or(rest);
        return Some((Of::Closing, span(rest, here, true)?));
    }
    Some((Of::Any, span(text, here, closes)?))
}

/// A stretch of days that words name, one end of it open where they name only the other. Of 30天内
/// today is the first day where the days are to come, else the last.
pub(super) fn span(words: &str, here: &Here<'_>, to_come: bool) -> Option<Span> {
    let text = words.trim();
    if let Some(span) = no_longer_than(text, here, to_come) {
        return Some(span);
    }
    let text = before(text, LINKS).unwrap_or(text);
    let open = |day: Option<NaiveDate>, last: bool| {
        let (first, end) = (year(FIRST_YEAR)?, year(LAST_YEAR)?);
        day.map(|day| if last { (first, day) } else { (day, end) })
    };
    if let Some(span) = period(text, here).or_else(|| range(text, here)) {
        return Some(span);
    }
    if let Some(rest) = behind(text, BEFORE_AFTER) {
        // 周五前 is that day as well, 6月前 is not June.
        let (start, end) = whole(rest, here)?;
        return open(Some(if is_day((start, end)) { end } else { start }), true);
    }
    if let Some(rest) = before(text, BEFORE) {
        return open(Some(whole(rest, here)?.0), true);
    }
    if let Some(rest) = before(text, BY) {
        return open(Some(whole(rest, here)?.1), true);
    }
    if let Some(rest) = behind(text, LATER_AFTER).or_else(|| before(text, LATER)) {
        return open(Some(whole(rest, here)?.1), false);
    }
    if let Some(rest) = before(text, SINCE) {
        let rest = behind(rest, SINCE_AFTER).unwrap_or(rest);
        return open(Some(whole(rest, here)?.0), false);
    }
    if let Some(rest) = behind(text, SINCE_AFTER) {
        return open(Some(whole(rest, here)?.0), false);
    }
    // A word such as 元旦 may be a name.
    whole(text, here).filter(|_| text.contains(|c: char| c.is_ascii_digit()))
}

fn period(text: &str, here: &Here<'_>) -> Option<Span> {
    let period = period_whole(text, here).map(|period| (period.start, period.end));
    period.or_else(|| ahead(text, here))
}

/// A period, or one day.
fn whole(text: &str, here: &Here<'_>) -> Option<Span> {
    let text = text.trim();
    if let Some(span) = period(text, here) {
        return Some(span);
    }
    match when::whole(text, here)?.ok()? {
        Moment::Day(day) => Some((day, day.succ_opt()?)),
        Moment::At(_) => None,
    }
}

/// From one day to another: 3月到5月, `March to May`, `between 1 June and 15 June`.
fn range(text: &str, here: &Here<'_>) -> Option<Span> {
    let text = before(text, &["between", "from", "从"]).unwrap_or(text);
    let text = text.trim_end_matches("之间");
    JOINTS.iter().find_map(|joint| {
        let (first, last) = text.split_once(joint)?;
        let (start, end) = (whole(first, here)?.0, whole(last, here)?.1);
        (start < end).then_some((start, end))
    })
}

/// The days to come: 未来30天, `next 2 weeks`; today is the first of them.
fn ahead(text: &str, here: &Here<'_>) -> Option<Span> {
    let rest = before(text, &["in the next", "the next", "next", "未来", "接下来", "今后"])?;
    let today = here.now.date();
    Some((today, length(rest, today, true)?.succ_opt()?))
}

/// The days no further than a length from today: 30天内, `within 2 weeks`.
fn no_longer_than(text: &str, here: &Here<'_>, to_come: bool) -> Option<Span> {
    let rest = before(text, &["within", "in", "这", "接下来", "未来"]).unwrap_or(text);
    let rest = match behind(rest, &["之内", "以内", "内"]) {
        Some(rest) => rest,
        None if rest.len() < text.len() && rest.is_ascii() => rest,
        None => return None,
    };
    let (today, tomorrow) = (here.now.date(), here.now.date().succ_opt()?);
    let end = length(rest, today, to_come)?;
    Some(if to_come { (today, end.succ_opt()?) } else { (end, tomorrow) })
}

/// The day that lies so far from another: 30天, 两周, `3 months`.
pub(super) fn length(text: &str, from: NaiveDate, ahead: bool) -> Option<NaiveDate> {
    const UNITS: &[(&str, u32, bool)] = &[
        ("days", 1, false),
        ("day", 1, false),
        ("weeks", 7, false),
        ("week", 7, false),
        ("months", 1, true),
        ("month", 1, true),
        ("个星期", 7, false),
        ("星期", 7, false),
        ("个月", 1, true),
        ("天", 1, false),
        ("日", 1, false),
        ("周", 7, false),
    ];
    let text = text.trim();
    let (count, size, months) = UNITS
        .iter()
        .find_map(|(unit, size, months)| Some((text.strip_suffix(unit)?, *size, *months)))?;
    let n = count_of(count)?.checked_mul(size).filter(|n| (1..=MOST).contains(n))?;
    match (months, ahead) {
        (true, true) => from.checked_add_months(Months::new(n)),
        (true, false) => from.checked_sub_months(Months::new(n)),
        (false, true) => from.checked_add_days(Days::new(n.into())),
        (false, false) => from.checked_sub_days(Days::new(n.into())),
    }
}

/// How many days a length has at most.
const MOST: u32 = 3_660;

fn count_of(text: &str) -> Option<u32> {
    let text = text.trim();
    match text {
        "a" | "one" | "一" => return Some(1),
        "" => return None,
        _ => {}
    }
    let whole = number::whole(text)?.units(0)?;
    u32::try_from(whole).ok()
}

fn is_day((start, end): Span) -> bool {
    start.succ_opt() == Some(end)
}

fn year(n: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(n, 1, 1)
}

/// A time that is over, said of what is still to come without a year, is that of the next one.
pub(super) fn to_come((start, end): Span, words: &str, today: NaiveDate) -> Span {
    let dated = words.chars().filter(char::is_ascii_digit).count() >= FOUR
        || ["年", "last", "上", "year"].iter().any(|said| words.contains(said));
    let next = |day: NaiveDate| day.checked_add_months(Months::new(12)).unwrap_or(day);
    if dated || start.year() != FIRST_YEAR || end > today || end.year() != today.year() {
        return (start, end);
    }
    (start, next(end))
}

const FOUR: usize = 4;

/// What follows one of these words; one in Latin letters has to end where it ends.
pub(super) fn before<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let rest = text.strip_prefix(word)?;
        let joint = (word.chars().next_back()?, rest.chars().next()?);
        apart(joint, rest.trim_start())
    })
}

/// What stands before one of these words.
pub(super) fn behind<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let rest = text.strip_suffix(word)?;
        let joint = (word.chars().next()?, rest.chars().next_back()?);
        apart(joint, rest.trim_end())
    })
}

/// What stands beside a word, where the two characters at which they meet do not make one word.
fn apart((word, beside): (char, char), rest: &str) -> Option<&str> {
    let joined = word.is_ascii_alphabetic() && beside.is_ascii_alphanumeric();
    (!joined && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;

    fn read(words: &str) -> Option<(Of, String, String)> {
        let calendar = Calendar::plain();
        let now = "2026-03-12T10:00:00".parse().expect("a time");
        let (of, (start, end)) = said(words, &Here { now, workdays: &calendar }, true)?;
        Some((of, start.to_string(), end.to_string()))
    }

    fn is(words: &str, of: Of, start: &str, end: &str) {
        assert_eq!(read(words), Some((of, start.to_owned(), end.to_owned())), "{words}");
    }

    #[test]
    fn times_are_said_of_closing_or_of_writing_down() {
        is("本月", Of::Any, "2026-03-01", "2026-04-01");
        for words in ["本周新建", "本周新建的", "created this week", "new this week", "新建 本周"]
        {
            is(words, Of::Created, "2026-03-09", "2026-03-16");
        }
        for words in ["closing in June", "6月成交", "预计6月成交", "6月预计成交", "due June"]
        {
            is(words, Of::Closing, "2026-06-01", "2026-07-01");
        }
        for words in
            ["6月前成交", "closing before June", "6月之前成交", "expected to close before June"]
        {
            is(words, Of::Closing, "1900-01-01", "2026-06-01");
        }
    }

    #[test]
    fn a_time_may_be_open_at_one_end_or_have_two() {
        is("since March", Of::Any, "2026-03-01", "9000-01-01");
        is("3月以来", Of::Any, "2026-03-01", "9000-01-01");
        is("3月以后", Of::Any, "2026-04-01", "9000-01-01");
        is("after March", Of::Any, "2026-04-01", "9000-01-01");
        is("6月15日前", Of::Any, "1900-01-01", "2026-06-16");
        is("before June 15", Of::Any, "1900-01-01", "2026-06-15");
        is("by June 15", Of::Any, "1900-01-01", "2026-06-16");
        is("by end of June", Of::Any, "1900-01-01", "2026-07-01");
        is("3月到5月", Of::Any, "2026-03-01", "2026-06-01");
        is("from March to May", Of::Any, "2026-03-01", "2026-06-01");
        is("closing between 1 June and 15 June", Of::Closing, "2026-06-01", "2026-06-16");
        is("未来30天", Of::Any, "2026-03-12", "2026-04-12");
        is("next 30 days", Of::Any, "2026-03-12", "2026-04-12");
        for words in
            ["30天内预计成交", "30天内要签", "closing within 30 days", "closing in 30 days"]
        {
            is(words, Of::Closing, "2026-03-12", "2026-04-12");
        }
        is("两周内", Of::Any, "2026-03-12", "2026-03-27");
        is("30天内新建", Of::Created, "2026-02-10", "2026-03-13");
        for words in ["new", "华星", "in", "before", "前", "Suzhou", "3万", "opening", "30天没联系"]
        {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn what_is_to_come_is_in_the_next_year_where_this_ones_is_over() {
        let day = |text: &str| -> NaiveDate { text.parse().expect("a day") };
        let june = (day("1900-01-01"), day("2026-06-01"));
        assert_eq!(to_come(june, "6月前", day("2026-11-26")).1, day("2027-06-01"));
        assert_eq!(to_come(june, "6月前", day("2026-03-12")).1, day("2026-06-01"));
        assert_eq!(to_come(june, "2026年6月前", day("2026-11-26")).1, day("2026-06-01"));
    }
}
