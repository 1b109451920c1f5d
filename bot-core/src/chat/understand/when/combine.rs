//! Puts the pieces of a moment together: day, part of the day, clock.

use chrono::NaiveDate;

use super::super::number::english_count;
use super::super::scan::Cursor;
use super::draft::{Day, Draft, Piece};
use super::{
    Odd, Reader, beside, chinese, clock, english, english_dates, holidays, impossible, nth,
    numeric, offset, offset_english,
};

/// How many pieces one moment may have: Tuesday, 30 June, in the afternoon, at 3.
const PIECES: usize = 5;

/// Whose clock a time is on, before it or behind it: 纽约时间上午10点. 北京时间 is what most people here have.
const ELSEWHERE: &[&str] = &[
    "纽约时间",
    "东京时间",
    "伦敦时间",
    "柏林时间",
    "巴黎时间",
    "香港时间",
    "新加坡时间",
    "首尔时间",
    "悉尼时间",
    "洛杉矶时间",
    "旧金山时间",
    "芝加哥时间",
    "多伦多时间",
    "迪拜时间",
    "莫斯科时间",
    "美国时间",
    "美东时间",
    "美西时间",
    "英国时间",
    "德国时间",
    "法国时间",
    "日本时间",
    "韩国时间",
    "印度时间",
    "欧洲时间",
    "当地时间",
    "对方时间",
    "客户时间",
    "他们时间",
    "那边时间",
    "国外时间",
];

/// Reads the moment that starts here.
///
/// Without a moment, the words up to the end belong to one that cannot be read, and no part of
/// them may be read alone. `weak` is true where `sat` need not be more than that to be a day.
pub(super) fn read<'t>(
    start: Cursor<'t>,
    reader: &Reader<'_>,
    weak: bool,
) -> Option<(Option<Draft>, Cursor<'t>)> {
    let mut cur = start;
    let led = cur.eat_any(&["从", "自"]);
    let anchored = english::anchor(&mut cur);
    let (mut draft, mut end) = pieces(cur, reader, anchored)?;
    // 从明天起三天: the word belongs to a stretch of days alone.
    if led && draft.days.is_none() {
        return None;
    }
    if counted(start) {
        return Some((Some(Draft::unread()), end));
    }
    if draft.has_clock() && (start.follows(ELSEWHERE) || end.eat_any(ELSEWHERE)) {
        draft.odd = draft.odd.or(Some(Odd::Zone));
    }
    if !draft.has_day() && draft.exact.is_none() && dated(start) {
        return Some((None, end));
    }
    if !(draft.strong || draft.count > 1 || anchored || reader.whole || weak) {
        return None;
    }
    if draft.has_clock()
        && let Some((tail, until)) = until(end, reader)
    {
        // 1pm-2pm tomorrow.
        draft.day = draft.day.or(tail.day);
        draft.odd = draft.odd.or(tail.odd);
        end = until;
    }
    // Pieces that are not enough for anything are none.
    let _enough = draft.reading(reader.here)?;
    chinese::deadline(&mut end);
    Some((Some(draft), end))
}

/// Skips the end of a stretch of time: 2点到4点 is planned at 2.
fn until<'t>(mut cur: Cursor<'t>, reader: &Reader<'_>) -> Option<(Draft, Cursor<'t>)> {
    cur.spaces();
    if !cur.eat_any(&["-", "~", "–", "—", "到", "至"]) && !cur.any_word(&["to", "until", "till"])
    {
        return None;
    }
    cur.spaces();
    let (draft, end) = pieces(cur, reader, true)?;
    draft.has_clock().then_some((draft, end))
}

/// Says whether a date that could not be read stands before a time: 2月30日下午3点.
fn dated(start: Cursor<'_>) -> bool {
    let before = start.whole_text().get(..start.at()).unwrap_or("");
    let before = before.trim_end_matches([' ', ',', '@']);
    if before.ends_with(['日', '号']) {
        return true;
    }
    let month = before.trim_end_matches(|c: char| c.is_ascii_digit());
    if month.len() < before.len()
        && english_dates::MONTHS.iter().any(|(name, _)| month.trim_end().ends_with(name))
    {
        return true;
    }
    let mut joints = 0;
    for c in before.chars().rev().take(12) {
        match c {
            '/' | '-' | '.' => joints += 1,
            c if c.is_ascii_digit() => {}
            // A code like D-1 has a letter.
            c => return joints > 0 && !c.is_ascii_alphabetic(),
        }
    }
    joints > 0
}

/// Says whether this is where a count starts from: two days from tomorrow is not tomorrow.
fn counted(start: Cursor<'_>) -> bool {
    let start = if start.sees(&["from "]) {
        start
    } else if start.follows(&["from ", "after ", "before "]) {
        let back = if start.follows(&["from "]) {
            5
        } else {
            start
                .whole_text()
                .get(..start.at())
                .map_or(0, |t| if t.ends_with("after ") { 6 } else { 7 })
        };
        Cursor::new(start.whole_text(), start.at() - back)
    } else {
        return false;
    };
    start.follows(&[
        "minutes ", "hours ", "hour ", "days ", "day ", "weeks ", "week ", "months ", "month ",
    ])
}

fn pieces<'t>(
    start: Cursor<'t>,
    reader: &Reader<'_>,
    anchored: bool,
) -> Option<(Draft, Cursor<'t>)> {
    let mut draft = Draft::default();
    let mut cur = start;
    for _ in 0..PIECES {
        let mut ahead = cur;
        let at = if draft.started() {
            english::connector(&mut ahead)
        } else {
            // `at 3` is a time where it is the whole text, or where a day is named beside it.
            anchored && (reader.whole || (cur.follows(&["at ", "around "]) && before_day(cur)))
        };
        let Some(piece) = piece(&mut ahead, reader, &draft, at) else {
            break;
        };
        let mut next = draft;
        if !next.take(piece) {
            match (draft.day, piece) {
                (Some(Day::Coming(_)), Piece::Day(Day::On(_)) | Piece::Written(_))
                | (Some(Day::On(_)), Piece::Day(Day::Coming(_))) => {
                    next = draft;
                    next.odd = next.odd.or(Some(Odd::Clash));
                }
                _ => break,
            }
        }
        draft = next;
        cur = ahead;
        if let Some(Day::On(day)) = draft.day
            && let Some(later) = offset::counted_on(&mut cur, day, reader.here)
        {
            draft = draft.on(later);
        } else if draft.is_only_day()
            && let Some(beside) = beside::after(&mut cur, &draft, reader.here)
        {
            draft = draft.beside(beside);
        }
        cur.eat(")");
    }
    draft.started().then_some((draft, cur))
}

/// Says whether a number comes next and a day behind it: 3 tomorrow.
fn before_day(mut cur: Cursor<'_>) -> bool {
    (cur.digits(2).is_some() || english_count(&mut cur).is_some()) && clock::day_next(cur)
}

fn piece(cur: &mut Cursor<'_>, reader: &Reader<'_>, draft: &Draft, at: bool) -> Option<Piece> {
    let c = cur.peek()?;
    let latin = c.is_ascii_alphabetic();
    if latin && !cur.word_starts() && cur.before().is_some_and(|b| !b.is_ascii_digit()) {
        return None;
    }
    if let Some(piece) = nth::read(cur, reader) {
        return Some(piece);
    }
    if c.is_ascii_alphanumeric()
        && let Some(piece) = beside::english(cur, reader)
    {
        return Some(piece);
    }
    plain(cur, reader, draft, at)
}

/// Takes a day that is counted from no other one, for one that is.
pub(super) fn only_day(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<NaiveDate> {
    let mut ahead = *cur;
    let piece = nth::read(&mut ahead, reader)
        .or_else(|| plain(&mut ahead, reader, &Draft::default(), false))?;
    let mut draft = Draft::default();
    if !draft.take(piece) || !draft.is_only_day() {
        return None;
    }
    let day = draft.reading(reader.here)?.ok()?.day();
    *cur = ahead;
    Some(day)
}

/// Takes a piece that is counted from no other day.
fn plain(cur: &mut Cursor<'_>, reader: &Reader<'_>, draft: &Draft, at: bool) -> Option<Piece> {
    let c = cur.peek()?;
    let latin = c.is_ascii_alphabetic();
    if let Some(odd) = impossible::read(cur, reader) {
        return Some(Piece::Odd(odd));
    }
    if let Some(piece) = holidays::read(cur, reader) {
        return Some(piece);
    }
    if !latin && let Some(piece) = offset::read(cur, reader) {
        return Some(piece);
    }
    if c.is_ascii_alphanumeric()
        && let Some(piece) = offset_english::read(cur, reader)
    {
        return Some(piece);
    }
    if !latin
        && let Some(piece) =
            numeric::read(cur, reader, draft).or_else(|| chinese::read(cur, reader, draft))
    {
        return Some(piece);
    }
    if c.is_ascii_alphanumeric()
        && let Some(piece) = english::read(cur, reader, draft)
    {
        return Some(piece);
    }
    clock::read(cur, reader, draft, at)
}
