//! The day on which a deal was won, said with that: `D-10 signed yesterday`, `D-10 won 5 Nov`.

use chrono::{Datelike as _, NaiveDate};

use crate::chat::spec::{Ask as _, Spec};
use crate::chat::understand::when::{Moment, find_moments};
use crate::commands::Cx;
use crate::commands::deal::win::WinDeal;
use crate::domain::fold::Folded;

/// How long ago a deal may have been won, in days.
const LONGEST: i64 = 366;

/// The words of a message without the day on which a deal was won, and that day, where one that is
/// over stands behind `at`.
pub(super) fn on_day(
    cx: &Cx<'_>,
    spec: &Spec,
    message: &Folded,
    at: usize,
) -> Option<(Folded, NaiveDate)> {
    if spec.name != WinDeal::SPEC.name {
        return None;
    }
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
