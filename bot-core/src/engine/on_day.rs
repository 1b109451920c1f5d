//! The day on which something was that is told: `D-10 signed yesterday`, `D-10 won 5 Nov`, `visited Acme on
//! Tuesday`.

use std::ops::Range;

use chrono::{Datelike as _, Days, NaiveDate};
use serde_json::{Value, json};

use crate::chat::spec::{Ask as _, Spec};
use crate::chat::understand::next_step::next_steps;
use crate::chat::understand::when::{Moment, find_moments};
use crate::commands::Cx;
use crate::commands::deal::win::WinDeal;
use crate::commands::log::correct::LogCorrect;
use crate::commands::log::note::LogNote;
use crate::domain::fold::Folded;
use crate::domain::follow_up::Due;

use super::told_day::is_when_we_spoke;

/// How long ago a deal may have been won, in days.
const LONGEST: i64 = 366;

/// What says that something is yet to come, or repeats.
const AHEAD: [&str; 13] = [
    " will ", "'ll ", " to ", " until", " till", " by ", " for ", " next", " before", " again",
    " back", " every", "'s ",
];
/// The days of the week as people write them.
const WEEKDAYS: [&str; 17] = [
    "monday",
    "mon",
    "tuesday",
    "tues",
    "tue",
    "wednesday",
    "wed",
    "thursday",
    "thurs",
    "thur",
    "thu",
    "friday",
    "fri",
    "saturday",
    "sat",
    "sunday",
    "sun",
];

/// The words of a message without the day on which it happened, with the field for that day and its
/// value, where one that is over stands behind `at`.
pub(super) fn on_day(
    cx: &Cx<'_>,
    spec: &Spec,
    message: &Folded,
    at: usize,
) -> Option<(Folded, (String, Value))> {
    if spec.name == WinDeal::SPEC.name {
        let (words, day) = won(cx, message, at)?;
        return Some((words, ("day".to_owned(), json!(day))));
    }
    // Of a note it is not known whether it tells what happened.
    if spec.group() != "log"
        || spec.name == LogNote::SPEC.name
        || spec.name == LogCorrect::SPEC.name
    {
        return None;
    }
    let text = message.text();
    let (span, due) = when_it_was(cx, &text[at..], true)?;
    let rest = format!("{} {}", text[..at + span.start].trim_end(), text[at + span.end..].trim());
    Some((Folded::of(rest.trim_end()), ("at".to_owned(), json!(due))))
}

/// When something was, by the first clause of what is told of it, and where that is said: a time that is
/// over. `past` is whether it is told as over in any case: then a day of the week is the last one.
pub(super) fn when_it_was(cx: &Cx<'_>, told: &str, past: bool) -> Option<(Range<usize>, Due)> {
    // A colon may stand within a time.
    let ends = [told.find([',', ';', '\n']), told.find(": ")];
    let end = ends.into_iter().flatten().min().unwrap_or(told.len());
    let clause = &told[..end];
    let found = find_moments(clause, &cx.env().here()).into_iter().next()?;
    let lower = clause.to_ascii_lowercase();
    let (before, after) = (&lower[..found.span.start], &lower[found.span.end..]);
    let ahead = |words: &str| AHEAD.iter().any(|word| words.contains(word));
    // «下次=昨天» is a field of its own.
    if before.trim_end().ends_with('=')
        || ahead(before)
        || after.contains(" again")
        || after.contains(" back")
        || after.starts_with("'s ")
        || !is_when_we_spoke(before, after)
    {
        return None;
    }
    // «they say they pay on Friday» is theirs to come.
    if next_steps(clause, &cx.env().here()).iter().any(|step| step.promise) {
        return None;
    }
    let words = lower[found.span.clone()].trim();
    let due = match found.value {
        moment if cx.env().is_past(moment) => cx.env().due(moment),
        Moment::Day(day) if past && WEEKDAYS.contains(&words.trim_start_matches("on ")) => {
            Due::Day(day.checked_sub_days(Days::new(7))?)
        }
        _ => return None,
    };
    let led = before.trim_end().strip_suffix(" on").map_or(before.len(), str::len);
    Some((led..found.span.end, due))
}

/// The words of a message without the day on which a deal was won, and that day.
fn won(cx: &Cx<'_>, message: &Folded, at: usize) -> Option<(Folded, NaiveDate)> {
    let text = message.text();
    let found = find_moments(&text[at..], &cx.env().here()).into_iter().next()?;
    let day = match found.value {
        Moment::Day(day) => day,
        Moment::At(at) => at.date(),
    };
    // Without its year a day that is over may be read as the next one of its name.
    let words = &text[at + found.span.start..at + found.span.end];
    let named = words.contains(&day.year().to_string());
    let plain = words.contains(|c: char| c.is_ascii_digit()) && !named;
    let day = if day > cx.today() && plain { day.with_year(day.year() - 1)? } else { day };
    // What is months ahead was not half a year ago.
    if day > cx.today() || (cx.today() - day).num_days() > LONGEST {
        return None;
    }
    let before = text[..at + found.span.start].trim_end();
    let before = before.strip_suffix(" on").or(before.strip_suffix('在')).unwrap_or(before);
    // Something stays between what stood before the day and what stood behind it.
    let before = if before.len() < at { &text[..at] } else { before };
    let rest = format!("{before} {}", text[at + found.span.end..].trim_start());
    Some((Folded::of(rest.trim_end()), day))
}
