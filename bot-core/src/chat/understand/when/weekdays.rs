//! Days of the week as a habit: 周一到周五, 每周一、周三, 周一三五, `mon-fri`, `Mondays and Thursdays`.

use chrono::Weekday;

use super::super::scan::Cursor;
use super::{chinese, english};

/// What stands between the ends of a stretch.
const TO: &[&str] = &["到", "至", "-", "~", "–", "—"];
/// The same in English.
const TO_WORDS: &[&str] = &["to", "through", "till", "until"];
/// What stands between one day and the next.
const AND: &[&str] = &["、", ",", "，", "和", "与", "及", "/", "&"];

/// Reads the days that a text in lower case begins with, Monday first, and tells where they end.
/// Where `numbers` are days too, 1 is Monday.
pub fn weekdays(text: &str, numbers: bool) -> Option<([bool; 7], usize)> {
    let mut cur = Cursor::new(text, 0);
    let mut week = [false; 7];
    let mut last = day(&mut cur, numbers, false)?;
    week[last] = true;
    loop {
        let mut ahead = cur;
        let spaced = ahead.spaces();
        let range = ahead.eat_any(TO) || ahead.any_word(TO_WORDS);
        let joined = range || ahead.eat_any(AND) || ahead.any_word(&["and"]);
        ahead.spaces();
        // 周一三五 and 周一至五 name the week once; `1 3` is two days, `mon 3` is not.
        let Some(next) = day(&mut ahead, numbers && (joined || spaced), !spaced) else {
            return Some((week, cur.at()));
        };
        while range && last != next {
            last = (last + 1) % 7;
            week[last] = true;
        }
        (week[next], last) = (true, next);
        cur = ahead;
    }
}

/// Takes one day; `bare` where 三 alone is one, as the week was named before.
fn day(cur: &mut Cursor<'_>, numbers: bool, bare: bool) -> Option<usize> {
    let mut ahead = *cur;
    if ahead.eat_any(&["每个", "每"]) || ahead.any_word(&["every", "each"]) {
        ahead.spaces();
    }
    let named = ahead.eat_any(&["周", "星期", "礼拜"]);
    let chinese = (named || bare).then(|| ahead.prefix(chinese::WEEKDAYS)).flatten();
    // 周一三点 is a day and an hour.
    let chinese = chinese.filter(|_| named || !ahead.sees(&["点", "时", "号", "日", "月", ":"]));
    let found = match chinese {
        Some(day) => day,
        None if (named || numbers) && ahead.peek().is_some_and(|c| c.is_ascii_digit()) => {
            let (n, _) = ahead.digits(1)?;
            let other = |c: char| ":.点时号日月".contains(c) || c.is_ascii_alphanumeric();
            if ahead.peek().is_some_and(other) {
                return None;
            }
            Weekday::try_from(u8::try_from(n.checked_sub(1)?).ok()?).ok()?
        }
        None if named || !ahead.word_starts() => return None,
        None => english::weekday(&mut ahead).map(|(day, _)| day).or_else(|| {
            let plural = |(name, day): &(&str, Weekday)| {
                let mut many = ahead;
                (many.eat(name) && many.word("s")).then_some((*day, many))
            };
            let (day, many) = english::WEEKDAYS.iter().find_map(plural)?;
            ahead = many;
            Some(day)
        })?,
    };
    *cur = ahead;
    usize::try_from(found.num_days_from_monday()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_one_by_one_or_from_one_to_another() {
        fn days(text: &str, numbers: bool) -> Option<(String, &str)> {
            let (week, end) = weekdays(text, numbers)?;
            let days: String =
                (1..=7).zip(week).filter(|(_, is)| *is).map(|(n, _)| n.to_string()).collect();
            Some((days, &text[end..]))
        }
        for (text, expected, rest) in [
            ("周一到周六", "123456", ""),
            ("周一至五 8:30", "12345", " 8:30"),
            ("周一三五", "135", ""),
            ("周一三点", "1", "三点"),
            ("周一、周三下午5点", "13", "下午5点"),
            ("每周一,每周四", "14", ""),
            ("星期天", "7", ""),
            ("周3", "3", ""),
            ("mon-fri", "12345", ""),
            ("sun-thu", "12347", ""),
            ("monday to friday 8:30", "12345", " 8:30"),
            ("every monday and thursday", "14", ""),
            ("mondays, thursdays", "14", ""),
        ] {
            assert_eq!(days(text, false), Some((expected.to_owned(), rest)), "{text}");
        }
        assert_eq!(days("1-5", true), Some(("12345".to_owned(), "")));
        assert_eq!(days("1 3,5", true), Some(("135".to_owned(), "")));
        for none in ["1-5", "whenever", "8:30", "每天", "monthly", ""] {
            assert_eq!(days(none, false), None, "{none}");
        }
    }
}
