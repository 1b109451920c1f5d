//! Days and parts of the day in English.

use chrono::{Datelike, NaiveDate, Weekday};

use super::super::scan::Cursor;
use super::Reader;
use super::calendar::{self, Step};
use super::chinese::{quarter_end, weekend};
use super::draft::{Day, Draft, Part, Piece};
use super::english_dates::{MONTHS, named, numbered, worded, year};

pub(super) const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
    // As thumbs write them: without them a time beside such a word would be one of today.
    ("munday", Weekday::Mon),
    ("tuseday", Weekday::Tue),
    ("tusday", Weekday::Tue),
    ("tuesay", Weekday::Tue),
    ("teusday", Weekday::Tue),
    ("wensday", Weekday::Wed),
    ("wendsday", Weekday::Wed),
    ("wednsday", Weekday::Wed),
    ("wednesay", Weekday::Wed),
    ("wedensday", Weekday::Wed),
    ("wendesday", Weekday::Wed),
    ("thurday", Weekday::Thu),
    ("thrusday", Weekday::Thu),
    ("thursay", Weekday::Thu),
    ("thurdsay", Weekday::Thu),
    ("thusday", Weekday::Thu),
    ("firday", Weekday::Fri),
    ("frday", Weekday::Fri),
    ("firiday", Weekday::Fri),
    ("fridya", Weekday::Fri),
    ("satuday", Weekday::Sat),
    ("saterday", Weekday::Sat),
    ("saturay", Weekday::Sat),
    ("suday", Weekday::Sun),
    ("sundya", Weekday::Sun),
];

const SHORT_WEEKDAYS: &[(&str, Weekday)] = &[
    ("mon", Weekday::Mon),
    ("tues", Weekday::Tue),
    ("tue", Weekday::Tue),
    ("weds", Weekday::Wed),
    ("wed", Weekday::Wed),
    ("thurs", Weekday::Thu),
    ("thur", Weekday::Thu),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

const DAYS: &[(&str, i64)] = &[
    ("the day after tomorrow", 2),
    ("day after tomorrow", 2),
    ("the day before yesterday", -2),
    ("day before yesterday", -2),
    ("tomorrow", 1),
    ("tomorow", 1),
    ("tommorow", 1),
    ("tommorrow", 1),
    ("tomorrrow", 1),
    ("tommorw", 1),
    ("tomrrow", 1),
    ("tomorrw", 1),
    ("tmrw", 1),
    ("tmr", 1),
    ("today", 0),
    ("yesterday", -1),
];

const DAY_PARTS: &[(&str, (i64, Part))] = &[
    ("tonight", (0, Part::Evening)),
    ("this morning", (0, Part::Morning)),
    ("this noon", (0, Part::Noon)),
    ("this afternoon", (0, Part::Afternoon)),
    ("this evening", (0, Part::Evening)),
    ("last night", (-1, Part::Evening)),
];

pub(super) const STEPS: &[(&str, Step)] = &[
    ("the next", 1),
    ("next", 1),
    ("the following", 1),
    ("this coming", 0),
    ("this", 0),
    ("the current", 0),
    ("current", 0),
    ("last", -1),
    ("the previous", -1),
    ("previous", -1),
];

/// Takes by, on, before … before a moment: it makes `on sat` a day.
pub(super) fn anchor(cur: &mut Cursor<'_>) -> bool {
    let mut ahead = *cur;
    let there = ahead.peek().is_some_and(|c| c.is_ascii_alphabetic())
        && ahead.any_word(&["by", "on", "before", "until", "till", "due", "at", "for", "from"]);
    if there && ahead.spaces() {
        ahead.any_word(&["on", "the"]);
        ahead.spaces();
        *cur = ahead;
    }
    there
}

/// What people do about something: «call tomorrow about 3» may be about three machines.
pub(super) const TALK: &[&str] = &[
    "call", "ring", "phone", "talk", "speak", "ask", "chat", "discuss", "write", "email", "mail",
    "message", "text", "tell", "remind", "check", "chase", "follow", "quote",
];
/// How far before a moment its verb may stand, in bytes.
const VERB: usize = 60;

/// Says whether a verb of talk stands before this place, so that `about` tells of what.
fn talked_of(cur: Cursor<'_>) -> bool {
    let before = cur.whole_text().get(..cur.at()).unwrap_or("");
    let start =
        (before.len().saturating_sub(VERB)..=before.len()).find(|at| before.is_char_boundary(*at));
    let near = before.get(start.unwrap_or(0)..).unwrap_or("");
    let clause = near.rsplit([',', ';', '.', '。', '!', '\n']).next().unwrap_or(near);
    clause.split(|c: char| !c.is_ascii_alphabetic()).any(|word| TALK.contains(&word))
}

/// Takes what joins two pieces, and says whether it announces an hour: at, around.
pub(super) fn connector(cur: &mut Cursor<'_>) -> bool {
    cur.spaces();
    cur.eat_any(&[",", "的", "(", "@"]);
    cur.spaces();
    let mut at = cur.follows(&["@", "@ "]);
    let mut ahead = *cur;
    if ahead.any_word(&["at", "around", "by", "before"]) {
        at = true;
    } else if ahead.word("about") {
        at = !talked_of(*cur);
    } else {
        ahead.any_word(&["on", "for", "in the", "of"]);
    }
    if ahead.at() > cur.at() && ahead.spaces() {
        ahead.word("about");
        ahead.spaces();
        *cur = ahead;
    }
    at
}

/// Takes a day or a part of the day.
pub(super) fn read(cur: &mut Cursor<'_>, reader: &Reader<'_>, draft: &Draft) -> Option<Piece> {
    if cur.follows(&["every ", "each ", "good ", "black ", "every other "]) {
        return None;
    }
    let today = reader.here.today();
    let mut ahead = *cur;
    ahead.eat("the ");
    let piece = if ahead.peek().is_some_and(|c| c.is_ascii_digit()) {
        numbered(&mut ahead, reader, draft)
    } else {
        ahead = *cur;
        near(&mut ahead, today)
            .or_else(|| week(&mut ahead, reader))
            .or_else(|| month(&mut ahead, today).map(on))
            .or_else(|| quarter(&mut ahead, today).map(on))
            .or_else(|| end_of(&mut ahead, today, draft))
            .or_else(|| named(&mut ahead, today).map(on))
            .or_else(|| worded(&mut ahead, today).map(on))
            .or_else(|| part(&mut ahead, draft))
    }?;
    *cur = ahead;
    Some(piece)
}

fn on(date: NaiveDate) -> Piece {
    Piece::Day(Day::On(date))
}

fn near(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<Piece> {
    if let Some((days, part)) = cur.lookup(DAY_PARTS) {
        return Some(Piece::DayPart(calendar::add_days(today, days)?, part));
    }
    let days = cur.lookup(DAYS)?;
    calendar::add_days(today, days).map(on)
}

/// Friday, next Wed, Friday next week, this week Friday, this weekend, next week.
fn week(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Piece> {
    let today = reader.here.today();
    let start = cur.at();
    let mut ahead = *cur;
    let step = ahead.lookup(STEPS);
    if step.is_some() || ahead.any_word(&["coming", "upcoming", "this upcoming"]) {
        ahead.spaces();
    }
    if ahead.word("weekend") {
        *cur = ahead;
        let weekend = weekend(today, step.unwrap_or(0))?;
        let said = if step.is_some() { Piece::Beside } else { Piece::WeakBeside };
        return Some(said(weekend));
    }
    if let Some(weeks) = step
        && ahead.word("week")
    {
        let mut day = ahead;
        day.eat(",");
        day.spaces();
        day.word("on");
        day.spaces();
        if let Some((weekday, _)) = weekday(&mut day) {
            *cur = day;
            return calendar::weekday_of_week(today, weekday, weeks).map(on);
        }
        *cur = ahead;
        let alone = weeks != 0 && !cur.rest().starts_with("'s");
        return calendar::weekday_of_week(today, Weekday::Mon, weeks).filter(|_| alone).map(on);
    }
    let prefixed = ahead.at() > start;
    // Third Tuesday of September is a rule for a day, and not read.
    let at = ahead.at();
    let (weekday, long) = weekday(&mut ahead)?;
    let mut of = ahead;
    of.eat(",");
    of.spaces();
    of.word("of");
    of.spaces();
    if let Some(weeks) = of.lookup(STEPS)
        && of.spaces()
        && of.word("week")
        && step.is_none()
    {
        *cur = of;
        return calendar::weekday_of_week(today, weekday, weeks).map(on);
    }
    let mut rule = ahead;
    rule.spaces();
    if rule.word("of") {
        return None;
    }
    let start = *cur;
    *cur = ahead;
    if let Some(weeks) = step {
        return calendar::weekday_of_week(today, weekday, weeks).map(on);
    }
    // `sat` and `sun` are words; with a capital or before a time they can be days, if something else
    // says so.
    let word = matches!(weekday, Weekday::Sat | Weekday::Sun) && !long;
    let said = start.follows(&["on ", "by ", "before ", "until "]) || timed(ahead);
    if word && !(prefixed || said || reader.whole || reader.capital(at)) {
        return None;
    }
    let day = Day::Coming(weekday);
    // «call again Sat», where nothing comes after it; Sun is a name as well.
    let rest = cur.rest().trim_start();
    let last = rest.is_empty() && start.at() > 0;
    // «Fri call»: a day with a capital, and what is to be done without.
    let next = cur.at() + cur.rest().len() - rest.len();
    let does = rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !reader.capital(next);
    let first = reader.capital(at) && does;
    Some(if long || prefixed || ((last || first) && weekday != Weekday::Sun) {
        Piece::Day(day)
    } else {
        Piece::WeakDay(day)
    })
}

/// Says whether a time of the day comes next: sat 3pm, sun morning, sat half 3.
fn timed(mut cur: Cursor<'_>) -> bool {
    cur.eat(",");
    cur.spaces();
    let part = ["at", "@", "half", "quarter", "noon", "morning", "afternoon", "evening", "night"];
    cur.peek().is_some_and(|c| c.is_ascii_digit()) || cur.any_word(&part)
}

/// Takes a day of the week; tells whether it is written in full.
pub(super) fn weekday(cur: &mut Cursor<'_>) -> Option<(Weekday, bool)> {
    if let Some(day) = cur.lookup(WEEKDAYS) {
        return Some((day, true));
    }
    let day = cur.lookup(SHORT_WEEKDAYS)?;
    cur.eat(".");
    Some((day, false))
}

/// Next month, which is its first day.
fn month(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let mut ahead = *cur;
    if !(ahead.word("next month") || ahead.word("the next month")) {
        return None;
    }
    *cur = ahead;
    calendar::month(today, 1)
}

const QUARTERS: &[(&str, u32)] = &[("q1", 1), ("q2", 2), ("q3", 3), ("q4", 4)];

/// Q3末, Q3 end.
fn quarter(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let mut ahead = *cur;
    let n = ahead.lookup(QUARTERS)?;
    ahead.spaces();
    if !(ahead.eat_any(&["季末", "末", "底"]) || ahead.word("end")) {
        return None;
    }
    *cur = ahead;
    quarter_end(today, n)
}

/// The Friday that ends the working week; on a weekend, this week ends on Sunday.
fn week_end(today: NaiveDate, weeks: Step) -> Option<NaiveDate> {
    let friday = calendar::weekday_of_week(today, Weekday::Fri, weeks)?;
    let over = weeks == 0 && friday < today;
    if over { calendar::weekday_of_week(today, Weekday::Sun, weeks) } else { Some(friday) }
}

/// Ends with a name of their own, and how many months they end.
const ENDS: &[(&str, i32)] = &[
    ("eom", 1),
    ("eoq", 3),
    ("eoy", 12),
    ("month end", 1),
    ("month-end", 1),
    ("quarter end", 3),
    ("quarter-end", 3),
    ("year end", 12),
    ("year-end", 12),
];

/// EOD, EOM, end of month, end of next quarter, end of Q3, end of June.
fn end_of(cur: &mut Cursor<'_>, today: NaiveDate, draft: &Draft) -> Option<Piece> {
    let mut ahead = *cur;
    ahead.word("the");
    ahead.spaces();
    if ahead.any_word(&["eod", "end of day", "close of business", "cob", "close of play"]) {
        *cur = ahead;
        return Some(Piece::Part(Part::Close));
    }
    let months = |months: i32, step: Step| {
        let first = if months == 12 {
            NaiveDate::from_ymd_opt(today.year() + step, 1, 1)
        } else if months == 3 {
            calendar::quarter(today, step)
        } else {
            calendar::month(today, step)
        };
        calendar::last_day(first?, months).map(on)
    };
    if let Some(length) = ahead.lookup(ENDS) {
        *cur = ahead;
        return months(length, 0);
    }
    if ahead.word("eow") {
        *cur = ahead;
        return week_end(today, 0).map(on);
    }
    if !ahead.word("end of") || draft.has_day() {
        return None;
    }
    ahead.spaces();
    let mut near_day = ahead;
    if let Some(days) = near_day.lookup(&[("today", 0), ("tomorrow", 1)]) {
        *cur = near_day;
        return Some(Piece::DayPart(calendar::add_days(today, days)?, Part::Close));
    }
    let step = ahead.lookup(STEPS);
    if step.is_none() {
        ahead.word("the");
    }
    ahead.spaces();
    if ahead.word("week") {
        *cur = ahead;
        return week_end(today, step.unwrap_or(0)).map(on);
    }
    if let Some(length) = ahead.lookup(&[("month", 1), ("quarter", 3), ("year", 12)]) {
        *cur = ahead;
        return months(length, step.unwrap_or(0));
    }
    if let Some(n) = ahead.lookup(QUARTERS) {
        let year = year(&mut ahead);
        *cur = ahead;
        return match year {
            Some(year) => calendar::last_day(NaiveDate::from_ymd_opt(year, n * 3, 1)?, 1),
            None => quarter_end(today, n),
        }
        .map(on);
    }
    let n = ahead.lookup(MONTHS)?;
    let year = year(&mut ahead);
    *cur = ahead;
    match year {
        Some(year) => calendar::last_day(NaiveDate::from_ymd_opt(year, n, 1)?, 1),
        None => calendar::coming_month_end(today, n),
    }
    .map(on)
}

/// Noon, in the morning, at night.
fn part(cur: &mut Cursor<'_>, draft: &Draft) -> Option<Piece> {
    const PARTS: &[(&str, Part)] =
        &[("noon", Part::Noon), ("midday", Part::Noon), ("midnight", Part::Midnight)];
    const WEAK: &[(&str, Part)] = &[
        ("in the morning", Part::Morning),
        ("in the afternoon", Part::Afternoon),
        ("in the evening", Part::Evening),
        ("at night", Part::Evening),
        ("morning", Part::Morning),
        ("afternoon", Part::Afternoon),
        ("evening", Part::Evening),
        ("night", Part::Evening),
    ];
    if let Some(part) = cur.lookup(PARTS) {
        return Some(Piece::Part(part));
    }
    let mut ahead = *cur;
    let part = ahead.lookup(WEAK)?;
    // 22:00 night shift: the clock says it all, and the word belongs to the next one.
    let mut next = ahead;
    let noun = !cur.sees(&["in ", "at "]);
    if noun
        && draft.has_sure_clock()
        && next.spaces()
        && next.peek().is_some_and(char::is_alphabetic)
    {
        return None;
    }
    *cur = ahead;
    Some(Piece::WeakPart(part))
}
