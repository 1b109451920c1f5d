//! The days of a leave, as people say them, and whether only a part of a day is meant.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveTime};

use super::leave_lists::{each_in_its_week, joined};
use crate::chat::understand::when::{Here, lasting, period_whole};
use crate::commands::Cx;
use crate::commands::calendar::days::{ACROSS, days};
use crate::domain::fold::Folded;

/// What may stand between two days.
const BETWEEN: [&str; 7] = ["到", "至", "–", "~", "to", "until", "till"];

/// What stands before the last day of a leave that begins today.
pub(super) const UNTIL: [&str; 7] = ["到", "至", "直到", "until", "till", "to", "by"];
/// What stands before the first day of a leave whose last one is to be said, too.
const FROM: [&str; 5] = ["从", "由", "自", "from", "starting"];

/// Words for a part of a day, the longer ones before what they begin with.
const PARTS: [&str; 28] = [
    "this afternoon",
    "this morning",
    "this evening",
    "半个工作日",
    "一上午",
    "一下午",
    "整个上午",
    "整个下午",
    "上午",
    "下午",
    "中午",
    "晚上",
    "早上",
    "傍晚",
    "半天",
    "半日",
    "天半",
    "half a day",
    "a half day",
    "half-day",
    "half day",
    "mornings",
    "morning",
    "afternoon",
    "evening",
    "a few hours",
    "an hour",
    "noon",
];
/// What follows the number of an hour, or of hours.
const HOURS: [&str; 12] = [
    "点半",
    "点钟",
    "点",
    "时半",
    "时",
    "个半小时",
    "个小时",
    "小时",
    "个钟头",
    "钟头",
    "hours",
    "hour",
];
/// The numerals of hours.
const NUMERALS: &str = "一二三四五六七八九十两几半";

/// From the first day to the last.
pub(super) type Stretch = (NaiveDate, NaiveDate);

/// What the words say.
#[derive(Default)]
pub(super) struct Said {
    pub days: Vec<NaiveDate>,
    /// The stretches of them, where days of work lie in between: those are no one leave.
    pub apart: Vec<Stretch>,
    pub who: Vec<String>,
    /// True where a name stands before all days.
    pub first: bool,
    /// True where only a part of a day is named.
    pub part: bool,
    /// True where one of the days is meant, and it is not said which.
    pub either: bool,
}

impl Said {
    /// Takes more days: beside others they are the end of a stretch, right behind them more days.
    fn add(&mut self, cx: &Cx<'_>, more: Vec<Stretch>, beside: bool) {
        for (first, last) in &more {
            self.days.extend([*first, *last]);
        }
        match (self.apart.first(), more.last()) {
            (Some((first, _)), Some((_, last))) if beside => self.apart = vec![(*first, *last)],
            _ => self.apart.extend(more),
        }
        if !self.either {
            self.apart = together(cx, std::mem::take(&mut self.apart));
        }
    }
}

/// Stretches between which nothing is worked are one.
fn together(cx: &Cx<'_>, mut each: Vec<Stretch>) -> Vec<Stretch> {
    each.sort_unstable();
    let mut all: Vec<Stretch> = Vec::new();
    for (first, last) in each {
        match all.last_mut().filter(|before| first <= cx.calendar.next_working_day(before.1)) {
            Some(before) => before.1 = before.1.max(last),
            None => all.push((first, last)),
        }
    }
    all
}

/// The days among the words, each as long as it reads, and what is left.
pub(super) fn read_words(cx: &Cx<'_>, words: &str) -> Said {
    let (words, part) = without_hours(Folded::of(words).text());
    let (words, either) = joined(&words);
    let mut said = Said { part, either, ..Said::default() };
    let mut left = each_in_its_week(words.trim());
    let (mut is_open, mut is_glued) = (false, false);
    while !left.is_empty() {
        // «明天 三天», `tomorrow for 3 days`.
        if let [first, .., last] = *said.days.as_slice()
            && first == last
            && let Some((days, end)) = lasting(&left)
            && let Some(until) = first.checked_add_days(Days::new(days - 1))
        {
            is_open = false;
            said.days.push(until);
            left = left[end..].trim_start().to_owned();
            continue;
        }
        if let Some((is_until, (all, rest))) = marked(cx, &left, &said) {
            let (first, last) = ends(&all).unwrap_or_default();
            is_open = !is_until && first == last;
            if is_until {
                said.days.extend([cx.today().min(first), last]);
            } else {
                said.add(cx, all, false);
            }
            left = rest;
        } else if let Some((all, rest)) = stretch(cx, &left, said.days.last().copied(), either) {
            is_open = false;
            said.add(cx, all, !is_glued);
            is_glued = left.strip_suffix(&rest).is_some_and(|said| !said.ends_with(' '));
            left = rest;
        } else {
            is_glued = false;
            let (word, rest) = left.split_once(char::is_whitespace).unwrap_or((&left, ""));
            if !BETWEEN.contains(&word) {
                said.first |= said.days.is_empty();
                said.who.push(word.to_owned());
            }
            left = rest.trim_start().to_owned();
        }
    }
    if is_open {
        said.days.clear();
    }
    if said.days.is_empty() || said.apart.len() < 2 {
        said.apart.clear();
    }
    said
}

/// The first days that are said, behind a word that makes them the last or the first of a leave: true
/// for the last, which begins today.
fn marked(cx: &Cx<'_>, words: &str, said: &Said) -> Option<(bool, (Vec<Stretch>, String))> {
    if !said.days.is_empty() {
        return None;
    }
    let behind = |word: &&str| {
        let rest = words.strip_prefix(*word)?;
        let is_whole = !word.is_ascii() || rest.starts_with(char::is_whitespace);
        is_whole.then(|| stretch(cx, rest.trim_start(), None, false)).flatten()
    };
    let until = UNTIL.iter().find_map(behind).map(|found| (true, today_if_it_is(cx, words, found)));
    until.or_else(|| FROM.iter().find_map(behind).map(|found| (false, found)))
}

/// On a Friday, «until Friday» is until today.
fn today_if_it_is(
    cx: &Cx<'_>,
    words: &str,
    (all, rest): (Vec<Stretch>, String),
) -> (Vec<Stretch>, String) {
    let last = all.last().map(|(_, last)| *last);
    let today = cx.today();
    let said = words.strip_suffix(rest.as_str()).unwrap_or(words);
    let is_plain = !said.split(char::is_whitespace).any(|word| word == "next");
    let from_yesterday = today.pred_opt().and_then(|yesterday| {
        let here = Here { now: yesterday.and_time(NaiveTime::MIN), workdays: cx.calendar };
        let (_, said) = UNTIL.iter().find_map(|word| Some((word, said.strip_prefix(*word)?)))?;
        Some(*days(said.trim(), &here)?.0.last()?)
    });
    if last == Some(today + Days::new(7)) && is_plain && from_yesterday == Some(today) {
        return (vec![(today, today)], rest);
    }
    (all, rest)
}

/// The first day of some stretches and the last.
fn ends(all: &[Stretch]) -> Option<Stretch> {
    Some((all.first()?.0, all.last()?.1))
}

/// The stretches of the days that words begin with, and what is left. Those after others
/// are read from there on: «下周三 周五».
fn stretch(
    cx: &Cx<'_>,
    words: &str,
    after: Option<NaiveDate>,
    either: bool,
) -> Option<(Vec<Stretch>, String)> {
    let env = cx.env();
    let here = env.here();
    // «下周» are all of its days.
    let each: Vec<&str> = words.split_whitespace().collect();
    let many = (1..=each.len().min(3)).rev().find_map(|end| {
        let many = period_whole(&each[..end].join(" "), &here)?;
        let several = many.start.succ_opt() != Some(many.end);
        several.then_some((vec![(many.start, many.end.pred_opt()?)], each[end..].join(" ")))
    });
    let all = |(all, rest): (BTreeSet<NaiveDate>, String)| {
        let each = all.into_iter().map(|day| (day, day)).collect();
        let all = if either { each } else { together(cx, each) };
        (!all.is_empty()).then_some((all, rest))
    };
    let read = days(words, &here).and_then(all);
    // «Dec 1-4» are not all of December.
    let longer = |read: &(_, String)| many.as_ref().is_none_or(|many| read.1.len() < many.1.len());
    let read = read.filter(longer);
    if read.is_none() && many.is_some() {
        return many;
    }
    let Some(after) = after.filter(|after| read.as_ref().is_none_or(|read| read.0[0].0 < *after))
    else {
        return read;
    };
    let from = Here { now: after.and_time(NaiveTime::MIN), workdays: cx.calendar };
    let later = days(words, &from).and_then(all);
    later.filter(|later| (0..=ACROSS).contains(&(later.0[0].0 - after).num_days())).or(read)
}

/// The words without parts of days and hours, and whether there were any.
fn without_hours(words: &str) -> (String, bool) {
    let (mut kept, mut rest, mut part) = (String::new(), words, false);
    while let Some(c) = rest.chars().next() {
        let joined = kept.chars().next_back().is_some_and(|before| {
            before.is_ascii_alphanumeric() && c.is_ascii_alphanumeric() || before == ':'
        });
        if let Some(end) = hours(rest).filter(|_| !joined) {
            part = true;
            kept.push(' ');
            rest = &rest[end..];
        } else {
            kept.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (kept, part)
}

/// How long the part of a day or the hour is that words begin with.
fn hours(text: &str) -> Option<usize> {
    let ends = |end: usize| {
        let latin = text[..end].ends_with(|c: char| c.is_ascii_alphanumeric());
        !(latin && text[end..].starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    if let Some(word) = PARTS.iter().find(|word| text.starts_with(**word)) {
        return ends(word.len()).then_some(word.len());
    }
    let number = text.find(|c: char| !c.is_ascii_digit() && !NUMERALS.contains(c))?;
    if number == 0 {
        return None;
    }
    let after = text[number..].trim_start_matches(' ');
    let unit = HOURS.iter().chain(&["am", "pm"]).find(|unit| after.starts_with(**unit));
    if let Some(unit) = unit {
        let mut end = text.len() - after.len() + unit.len();
        let minutes = text[end..].find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        if minutes > 0 && text[end + minutes..].starts_with('分') {
            end += minutes + '分'.len_utf8();
        }
        return ends(end).then_some(end);
    }
    let minutes = text[number..].strip_prefix(':')?;
    let minutes = minutes.len() - minutes.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut end = number + 1 + minutes;
    if let Some(half) = ["am", "pm"].iter().find(|half| text[end..].starts_with(**half)) {
        end += half.len();
    }
    (minutes == 2).then_some(end)
}
