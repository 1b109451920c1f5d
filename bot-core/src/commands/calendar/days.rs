//! Days as people name them for the calendar: one, several, or from one to another.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate, NaiveTime};

use crate::chat::understand::when::{Here, Moment, Said, find_said, whole};
use crate::domain::fold::Folded;

/// What stands between the ends of a stretch.
const TO: [&str; 10] = ["到", "至", "-", "~", "–", "—", "to ", "until ", "till ", "through "];
/// What stands between one day and another.
const AND: [&str; 10] = [",", "、", "和", "与", "跟", "以及", "还有", "& ", "and also ", "and "];

/// How long a stretch is at most that goes into the next year without saying so, in days.
pub(crate) const ACROSS: i64 = 92;

/// The days that words begin with, and the words after them as they were typed.
pub(crate) fn days(words: &str, here: &Here<'_>) -> Option<(BTreeSet<NaiveDate>, String)> {
    // «28 May..29 May»: a point may end the name of a month.
    let folded = Folded::of(&words.replace("..", "~"));
    let text = folded.text();
    let begin = text.len() - text.trim_start_matches(['从', ' ']).len();
    let ((first, mut last), mut at) =
        shared_month(text, begin, here).or_else(|| day_at(text, begin, here))?;
    let each = |(first, last): Days| {
        first.iter_days().take_while(move |one| *one <= last).take(super::day::MOST + 1)
    };
    let mut all: BTreeSet<NaiveDate> = each((first, last)).collect();
    loop {
        let rest = text[at..].trim_start();
        let after = |joints: &[&str]| {
            let joined = |rest: &str| {
                let rest = joints.iter().find_map(|joint| rest.strip_prefix(joint))?;
                Some(text.len() - rest.trim_start().len())
            };
            // «Monday, and Wednesday» is joined twice.
            joined(rest).map(|next| joined(&text[next..]).unwrap_or(next))
        };
        // «10月1日 10月3日» is from one to the other, as it is of a leave.
        let beside = || {
            let next = text.len() - rest.len();
            (next > at).then(|| day_at(text, next, here)).flatten().map(|_| next)
        };
        let (range, and) = (after(&TO), after(&AND));
        let range = range.or_else(|| if and.is_none() { beside() } else { None });
        let Some(next) = range.or(and) else { break };
        let found = in_month(text, next, last).or_else(|| day_at(text, next, here));
        let Some(((mut day, mut until), mut end)) = found else { break };
        // «下周三到周五» is read from Wednesday on, and «12月30日到1月2日» ends in the next year;
        // «12月20日到12月18日» is the wrong way round.
        if day < last && range.is_none() {
            // «下周一、周三» are said in their order.
            let from = Here { now: last.and_time(NaiveTime::MIN), workdays: here.workdays };
            let near = |((day, _), _): &(Days, _)| (0..7).contains(&(*day - last).num_days());
            if let Some(found) = day_at(text, next, &from).filter(near) {
                ((day, until), end) = found;
            }
        }
        if day < last && range.is_some() {
            let from = Here { now: last.and_time(NaiveTime::MIN), workdays: here.workdays };
            let fits = |((day, _), _): &(Days, _)| (0..=ACROSS).contains(&(*day - last).num_days());
            match day_at(text, next, &from).filter(fits) {
                Some(found) => ((day, until), end) = found,
                // Beside it stands something else.
                None if after(&TO).is_none() => break,
                None => return None,
            }
        }
        if range.is_some() {
            all.extend(each((last, day)));
        }
        all.extend(each((day, until)));
        (last, at) = (until, end);
    }
    Some((all, folded.words(at..text.len()).trim().to_owned()))
}

/// The first of some days and the last.
type Days = (NaiveDate, NaiveDate);

/// A day that stands at a byte, or a stretch such as 周末, and where it ends.
fn day_at(text: &str, at: usize, here: &Here<'_>) -> Option<(Days, usize)> {
    let rest = &text[at..];
    let read = |rest: &str| {
        // Of two readings of one date, 5/1 behind 21/12, the nearer one.
        let group = find_said(rest, here).into_iter().next()?;
        let place = group.first()?.found.span.clone();
        let ahead = |said: &Said| {
            let day = said.found.value.ok().map(Moment::day);
            day.filter(|day| *day >= here.now.date()).unwrap_or(NaiveDate::MAX)
        };
        let same = group.into_iter().take_while(|said| said.found.span == place);
        let said = same.min_by_key(ahead)?;
        let day = said.found.value.ok().filter(|_| said.found.span.start == 0)?.day();
        let days = said.days().unwrap_or((day, day));
        (!said.is_only_clock()).then_some((days, at + said.found.span.end))
    };
    // «Mar 5-7» is no day as a whole; «3/5» is one where days are all that is named.
    let alone = || {
        let end = rest.find([' ', ',', '-', '~', '–', '—', '、', '到', '至']).unwrap_or(rest.len());
        match whole(&rest[..end], here)? {
            Ok(Moment::Day(day)) => Some(((day, day), at + end)),
            _ => None,
        }
    };
    read(rest)
        .or_else(|| read(&rest[..rest.find(['-', '~'])?]))
        // «next Monday, Wednesday» are two days and no clash of them.
        .or_else(|| read(&rest[..rest.find(',')?]))
        .or_else(alone)
}

/// The bare number of a day, and where it ends: not that of a month or a year.
fn number(text: &str, at: usize) -> Option<(u32, usize)> {
    let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let end = at + digits;
    (digits <= 2).then_some((text[at..end].parse().ok()?, end))
}

/// 3月5日-7日, `March 5-7`: the second day is of the same month.
fn in_month(text: &str, at: usize, last: NaiveDate) -> Option<(Days, usize)> {
    let (n, end) = number(text, at)?;
    let signed = ["日", "号"].into_iter().find(|sign| text[end..].starts_with(sign));
    let ends = text[end..].chars().next().is_none_or(|c| c == ' ' || c == ',');
    // «5 Mar-7 Mar» is another date.
    let named = signed.is_none() && find_month(text[end..].trim_start());
    let day = last.with_day(n).filter(|day| *day > last)?;
    let end = end + signed.map_or(0, str::len);
    (signed.is_some() || (ends && !named)).then_some(((day, day), end))
}

fn find_month(rest: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let word = word.to_ascii_lowercase();
    word.len() >= 3 && MONTHS.iter().any(|month| word.starts_with(month))
}

/// `5-7 Mar`: the month stands behind the second day.
fn shared_month(text: &str, at: usize, here: &Here<'_>) -> Option<(Days, usize)> {
    let (n, end) = number(text, at)?;
    let rest = text[end..].trim_start();
    let rest = TO.iter().find_map(|to| rest.strip_prefix(to))?.trim_start();
    let second = text.len() - rest.len();
    let (_, after) = number(text, second)?;
    let named = find_month(text[after..].trim_start());
    let ((last, _), _) = day_at(text, second, here).filter(|_| named)?;
    let first = last.with_day(n).filter(|day| *day < last)?;
    Some(((first, first), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;

    #[test]
    fn one_day_several_and_stretches_are_read() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let calendar = Calendar::china();
        let now = day("2026-03-01").and_hms_opt(10, 0, 0).expect("a time");
        let here = Here { now, workdays: &calendar };
        for (text, from, until, n, rest) in [
            ("3月7日 补班", 7, 7, 1, "补班"),
            ("3月7日补班", 7, 7, 1, "补班"),
            ("5 Mar-7 Mar off trip", 5, 7, 3, "off trip"),
            ("5-7 Mar off", 5, 7, 3, "off"),
            ("March 5 to March 7 off", 5, 7, 3, "off"),
            ("Mar 5-7 off trip", 5, 7, 3, "off trip"),
            ("3月5日到3月7日 休 团建", 5, 7, 3, "休 团建"),
            ("3月5日到7日 休", 5, 7, 3, "休"),
            ("3月5-7日 休", 5, 7, 3, "休"),
            ("2026-03-05 to 2026-03-07 off", 5, 7, 3, "off"),
            ("3月5日、3月7日 休", 5, 7, 2, "休"),
            ("3/5-3/7 off trip", 5, 7, 3, "off trip"),
            ("3月5日 3月7日 休", 5, 7, 3, "休"),
            ("下周四到周六 Bo", 5, 7, 3, "Bo"),
            ("下周末 休", 7, 8, 2, "休"),
            ("周五到周末 Bo", 6, 8, 3, "Bo"),
            ("3月5日起三天 Bo", 5, 7, 3, "Bo"),
            ("从3月5日起3天", 5, 7, 3, ""),
        ] {
            let (all, left) = days(text, &here).expect(text);
            let ends = (all.first().copied(), all.last().copied());
            let (from, until) = (format!("2026-03-0{from}"), format!("2026-03-0{until}"));
            assert_eq!(ends, (Some(day(&from)), Some(day(&until))), "{text}");
            assert_eq!((all.len(), left.as_str()), (n, rest), "{text}");
        }
        let (all, _) = days("12月30日到1月2日 放假", &here).expect("days");
        assert_eq!((all.len(), all.last().copied()), (4, Some(day("2027-01-02"))));
        assert_eq!(days("团建", &here), None);
        let now = day("2026-03-11").and_hms_opt(10, 0, 0).expect("a time");
        let here = Here { now, workdays: &calendar };
        for text in ["next Monday, Wednesday and Friday", "下周一、周三和周五"] {
            let (all, _) = days(text, &here).expect(text);
            let read: Vec<String> = all.iter().map(ToString::to_string).collect();
            assert_eq!(read, ["2026-03-16", "2026-03-18", "2026-03-20"], "{text}");
        }
        let now = day("2026-11-26").and_hms_opt(10, 0, 0).expect("a time");
        let here = Here { now, workdays: &calendar };
        for (text, from, until) in [
            ("3/5-3/7 off", "2027-03-05", "2027-03-07"),
            ("Dec 1-4 Bo", "2026-12-01", "2026-12-04"),
            ("1-4 Dec Bo", "2026-12-01", "2026-12-04"),
            ("12月1日-4日 Bo", "2026-12-01", "2026-12-04"),
            ("12/1-12/4 Bo", "2026-12-01", "2026-12-04"),
        ] {
            let (all, _) = days(text, &here).expect(text);
            let ends = (all.first().copied(), all.last().copied());
            assert_eq!(ends, (Some(day(from)), Some(day(until))), "{text}");
        }
    }
}
