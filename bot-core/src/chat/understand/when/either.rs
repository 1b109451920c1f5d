//! Moments that are said as alternatives, and a time that is said apart from its day.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate};

use super::super::Found;
use super::super::scan::Cursor;
use super::draft::{Day, Draft};
use super::{Here, Reader, Reading, combine, numeric};

/// What stands between moments of which each may be meant, or between the ends of a stretch.
const JOINTS: &[&str] =
    &["或者", "或是", "或", "还是", "到", "至", "、", "/", "-", "~", "–", "—", "和", "与"];
/// The same in English.
const WORDS: &[&str] = &["or", "to", "and", "till", "until", "through"];
/// How many alternatives are read.
const MOST: usize = 5;

/// One alternative as it was said, and where.
type Piece = (Draft, Range<usize>);

/// Something that is written like a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it means, and where it stands.
    pub found: Found<Reading>,
    draft: Draft,
}

impl Said {
    /// Makes a finding of its pieces.
    pub(super) fn new(draft: Draft, span: Range<usize>, here: &Here<'_>) -> Option<Self> {
        Some(Self { found: Found::new(draft.reading(here)?, span), draft })
    }

    /// Its day at a time that is said elsewhere; none unless one is a bare day and the other a bare
    /// time.
    pub fn at(&self, time: &Self, here: &Here<'_>) -> Option<Reading> {
        let fits = self.draft.is_only_day() && time.draft.is_only_clock();
        fits.then(|| self.draft.at_time_of(&time.draft).reading(here)).flatten()
    }

    /// The days from the first to the last, where the words name a stretch of them: 周末, 明天起三天.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.draft.days
    }

    /// Says whether it is a time without a day.
    pub fn is_only_clock(&self) -> bool {
        self.draft.is_only_clock()
    }
}

/// From the first of some alternatives to the last.
pub fn span_of(group: &[Said]) -> Range<usize> {
    let start = group.first().map_or(0, |said| said.found.span.start);
    start..group.last().map_or(start, |said| said.found.span.end)
}

/// Reads what starts here: one moment, or several that are alternatives; none of what belongs to
/// one that cannot be read.
pub(super) fn read<'t>(start: Cursor<'t>, reader: &Reader<'_>) -> Option<(Vec<Said>, Cursor<'t>)> {
    // `Wed or Thu` are days though neither word alone is one for certain.
    let latin = start.peek().is_some_and(|c| c.is_ascii_alphabetic());
    let (first, mut end) = match both_days(start, reader) {
        Some(both) => both,
        None => combine::read(start, reader, latin).map(|(draft, end)| {
            let other = numeric::day_first(start, reader.here.today());
            let orders = draft.into_iter().flat_map(|draft| {
                let other = other.or(draft.other).map(|other| draft.on(other));
                std::iter::once(draft).chain(other)
            });
            (orders.map(|draft| (draft, start.at()..end.at())).collect(), end)
        })?,
    };
    let mut all: Vec<Piece> = first;
    while let Some((last, _)) = all.last()
        && all.len() < MOST
        && let Some((draft, from, until)) = next(end, reader, last)
    {
        all.push((draft, from.at()..until.at()));
        end = until;
    }
    if let [(only, _)] = all.as_slice()
        && only.is_weak()
        && combine::read(start, reader, false).is_none()
    {
        return None;
    }
    if let [(only, span)] = all.as_slice()
        && let Some(today) = today_by_name(only, reader.here)
    {
        all.insert(0, (today, span.clone()));
    }
    // 周三或周四下午3点 is at that time on either day.
    if let Some((time, _)) = all.last().filter(|(last, _)| last.has_clock()).cloned() {
        for (draft, _) in all.iter_mut().filter(|(draft, _)| draft.is_only_day()) {
            *draft = draft.at_time_of(&time);
        }
    }
    let said = all.into_iter().filter_map(|(draft, span)| Said::new(draft, span, reader.here));
    Some((said.collect(), end))
}

/// Said on a Friday, `Friday` without a time may be today or a week away: today, as the first of the two.
fn today_by_name(draft: &Draft, here: &Here<'_>) -> Option<Draft> {
    let today = here.today();
    let named = draft.day == Some(Day::Coming(today.weekday()));
    (named && draft.is_only_day() && !draft.has_part()).then(|| draft.on(today))
}

/// 明后天 and 明后两天: tomorrow or the day after.
fn both_days<'t>(start: Cursor<'t>, reader: &Reader<'_>) -> Option<(Vec<Piece>, Cursor<'t>)> {
    let mut end = start;
    if !end.eat_any(&["明后两天", "明后天", "明、后天"]) {
        return None;
    }
    let today = reader.here.today();
    let span = start.at()..end.at();
    let ahead = |days| today.checked_add_days(Days::new(days));
    let days = ahead(1).zip(ahead(2));
    let day = |n| Some((Draft::of_day(ahead(n)?).of_days(days), span.clone()));
    Some(([day(1), day(2)].into_iter().flatten().collect(), end))
}

/// Takes the next alternative: what joins it, and where it begins and ends.
fn next<'t>(
    mut cur: Cursor<'t>,
    reader: &Reader<'_>,
    last: &Draft,
) -> Option<(Draft, Cursor<'t>, Cursor<'t>)> {
    cur.spaces();
    if !cur.eat_any(JOINTS) && !cur.any_word(WORDS) {
        return None;
    }
    cur.spaces();
    if let Some((draft, end)) = day_of_month(cur, last) {
        return Some((draft, cur, end));
    }
    let latin = cur.peek().is_some_and(|c| c.is_ascii_alphabetic());
    let (draft, end) = combine::read(cur, reader, latin)?;
    Some((draft?.on_day_of(last).in_week_of(last, reader.here.today()), cur, end))
}

/// 6月3日-5日: the second day is of the same month.
fn day_of_month<'t>(mut cur: Cursor<'t>, last: &Draft) -> Option<(Draft, Cursor<'t>)> {
    let Some(Day::On(first)) = last.day else { return None };
    let (day, _) = cur.digits(2)?;
    let later = first.with_day(day).filter(|later| later.day() > first.day())?;
    cur.eat_any(&["日", "号"]).then(|| (Draft::of_day(later), cur))
}
