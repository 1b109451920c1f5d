//! Times of the day: 3点半, 15:30, 3pm, half past 3.

use super::super::measure;
use super::super::number::{english_count, is_numeral, small};
use super::super::scan::Cursor;
use super::draft::{Clock, Draft, Half, Piece};
use super::english::{STEPS, weekday};
use super::{Odd, Reader, english, fresh};

/// What people have three of: 三点建议 is no time.
const POINTS: &[&str] = &[
    "建议", "要求", "意见", "原因", "理由", "问题", "想法", "说明", "注意", "内容", "结论", "需求",
    "疑问", "不同", "体会", "经验", "好处", "优势", "评论", "共识", "反馈", "顾虑", "异议", "区别",
    "希望", "感受", "考虑", "需要", "都", ":", "水", "是", "点", "五折",
];

/// What zones are called: a time in another zone is not on the person's wall clock.
const ZONES: &[&str] = &[
    "utc", "gmt", "bst", "ist", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet",
    "cest", "jst", "hkt", "sgt",
];

/// Whose time people name besides that of a city.
const WHOSE: &[&str] = &[
    "nyc", "ny", "uk", "us", "la", "sf", "hk", "china", "germany", "german", "eastern", "central",
    "mountain", "pacific", "their", "your", "ur", "his", "her", "client", "customer",
];

/// Takes the name of a zone with the word for it: 10am London time, 3pm their time.
fn named_zone(cur: &mut Cursor<'_>) -> bool {
    let mut ahead = *cur;
    ahead.eat("(");
    let rest = ahead.rest();
    let Some(at) = rest.find(" time") else { return false };
    let place = &rest[..at];
    let city = || {
        chrono_tz::TZ_VARIANTS.iter().any(|zone| {
            let city = zone.name().rsplit('/').next().unwrap_or_default();
            city.len() == place.len()
                && city
                    .bytes()
                    .zip(place.bytes())
                    .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (a == b'_' && b == b' '))
        })
    };
    if place.len() > LONGEST_PLACE || !(WHOSE.contains(&place) || city()) {
        return false;
    }
    (0..place.chars().count()).for_each(|_| {
        ahead.bump();
    });
    ahead.spaces();
    if !ahead.word("time") {
        return false;
    }
    ahead.eat(")");
    *cur = ahead;
    true
}

/// The longest name of a zone, in bytes.
const LONGEST_PLACE: usize = 20;

/// An hour that no clock shows.
const WRONG: u32 = 25;

/// Takes a time; `at` says that a bare hour is one, as after `tomorrow at`.
pub(super) fn read(
    cur: &mut Cursor<'_>,
    reader: &Reader<'_>,
    draft: &Draft,
    at: bool,
) -> Option<Piece> {
    let mut ahead = *cur;
    let c = cur.peek()?;
    if c.is_ascii_digit() && !fresh(*cur) && !cur.follows(&["t"]) {
        return None;
    }
    let clock = if c.is_ascii_alphabetic() {
        past(&mut ahead).or_else(|| again(&mut ahead, *cur, |cur| half_hour(cur, reader, draft)))
    } else {
        chinese(&mut ahead, reader, draft)
            .or_else(|| again(&mut ahead, *cur, colon))
            .or_else(|| again(&mut ahead, *cur, half))
    };
    let clock = clock.or_else(|| again(&mut ahead, *cur, |cur| hour_only(cur, at, reader)))?;
    let mut zone = ahead;
    zone.spaces();
    let elsewhere = named_zone(&mut zone);
    let z = ahead.sees(&["z"]) || (cur.follows(&["t"]) && ahead.sees(&["+", "-"]));
    if elsewhere || zone.any_word(ZONES) || z {
        *cur = if z { ahead } else { zone };
        while z && cur.peek().is_some_and(|c| c.is_ascii_digit() || "z+-:".contains(c)) {
            cur.bump();
        }
        return Some(Piece::Odd(Odd::Zone));
    }
    if clock.minute > 59 || clock.second > 59 || clock.hour > 24 {
        // 20:80 is a share; without a day only what nearly is a time is meant to be one.
        let near = draft.started() || (clock.hour < 30 && clock.minute < 70);
        *cur = ahead;
        return (near && clock.hour + clock.minute != 100).then_some(Piece::Odd(Odd::Time));
    }
    *cur = ahead;
    Some(Piece::Clock(clock))
}

/// Reads from the start again, after another reader went ahead and failed.
fn again<'t>(
    ahead: &mut Cursor<'t>,
    start: Cursor<'t>,
    read: impl FnOnce(&mut Cursor<'t>) -> Option<Clock>,
) -> Option<Clock> {
    *ahead = start;
    read(ahead)
}

fn open(hour: u32, minute: u32) -> Clock {
    Clock { hour, minute, second: 0, half: Half::Open }
}

/// 3点, 三点半, 3点一刻, 15点20分, 下午三时.
fn chinese(cur: &mut Cursor<'_>, reader: &Reader<'_>, draft: &Draft) -> Option<Clock> {
    let words = cur.peek().is_some_and(is_numeral);
    let begins = *cur;
    let hour = small(cur, 2)?;
    let oclock = cur.eat_any(&["点钟", "点"]);
    let named = oclock || (draft.started() && cur.eat("时"));
    if !named {
        return None;
    }
    if !draft.started() && !reader.whole {
        // 便宜一点, 第三点, 这三点, 三点建议, 1点5亿.
        let counted = begins.follows(&[
            "第", "这", "那", "几", "共", "以下", "下面", "其中", "有", "提", "列", "另外", "差",
            "了",
        ]);
        if (words && hour == 1) || counted || cur.sees(POINTS) {
            return None;
        }
    }
    let before_minutes = *cur;
    let minute = minutes(cur).or_else(|| {
        // 明天3点12万 is a time and an amount, 三点五万 alone an amount.
        *cur = before_minutes;
        (draft.started() && !cur.sees(&["踏", "搭"])).then_some(0)
    })?;
    let half = if cur.word("pm") {
        Half::Pm
    } else if cur.word("am") {
        Half::Am
    } else {
        Half::Open
    };
    Some(Clock { half, ..open(hour, minute) })
}

/// Takes 半, 一刻, 20分, 零五, 整 after 点; nothing is zero.
fn minutes(cur: &mut Cursor<'_>) -> Option<u32> {
    // 三點踏三 counts in fives, which is not read.
    if cur.sees(&["踏", "搭"]) {
        return None;
    }
    if cur.eat("半") {
        return Some(30);
    }
    if cur.eat_any(&["整", "正"]) {
        return Some(0);
    }
    let mut ahead = *cur;
    ahead.eat("过");
    if let Some(quarter) = ahead.prefix(&[("一刻", 15), ("1刻", 15), ("三刻", 45), ("3刻", 45)])
    {
        *cur = ahead;
        return Some(quarter);
    }
    let zero = ahead.eat("零");
    let digit = ahead.peek().is_some_and(|c| c.is_ascii_digit());
    let start = ahead.at();
    let Some(minute) = small(&mut ahead, 2) else {
        return Some(0);
    };
    let wide = ahead.at() - start > if digit { 1 } else { 3 };
    if ahead.eat("分") {
        ahead.eat("钟");
        *cur = ahead;
        return Some(minute);
    }
    // 三点五万 is an amount, 3点20台 a time and a number of things.
    if ahead.peek().is_some_and(|c| is_numeral(c) || matches!(c, '%' | '折' | '倍' | '元' | '块'))
    {
        return None;
    }
    if measure::follows(ahead) {
        return Some(0);
    }
    if zero || wide {
        *cur = ahead;
        return Some(minute);
    }
    None
}

/// 15:30, 3:30pm, 15:30:20.
fn colon(cur: &mut Cursor<'_>) -> Option<Clock> {
    let (hour, width) = cur.digits(2)?;
    let zero = width == 2 && hour < 10;
    let mut dotted = *cur;
    if dotted.eat(".") {
        // 8.30pm; without pm it is a number.
        let (minute, n) = dotted.digits(2)?;
        if n != 2 {
            return None;
        }
        *cur = dotted;
        let half = meridiem(cur)?;
        return Some(Clock { half, ..open(hour, minute) });
    }
    if !(cur.eat(":") || cur.eat("h")) {
        return None;
    }
    let (minute, n) = cur.digits(2)?;
    if n != 2 {
        return None;
    }
    let mut second = 0;
    let mut more = *cur;
    if more.eat(":") {
        let (s, n) = more.digits(2)?;
        if n != 2 {
            return None;
        }
        second = s;
        *cur = more;
    }
    // 3:30p and 9:00a, but not 3P, which is a size of air conditioner.
    let half = meridiem(cur).or_else(|| cur.lookup(&[("a", Half::Am), ("p", Half::Pm)]));
    let mut zone = *cur;
    // The Z of ISO 8601 is refused by the caller, as a zone.
    let glued = cur.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == '%');
    if half.is_none() && glued && !zone.word("z") {
        return None;
    }
    if cur.sees(&[":"]) {
        return None;
    }
    Some(Clock {
        second,
        half: half.unwrap_or(if zero { Half::Exact } else { Half::Open }),
        ..open(hour, minute)
    })
}

/// 3pm, 3 p.m.
fn half(cur: &mut Cursor<'_>) -> Option<Clock> {
    let mut ahead = *cur;
    let (hour, _) = ahead.digits(2)?;
    let glued = ahead.peek().is_some_and(|c| c.is_ascii_alphabetic());
    let half = meridiem(&mut ahead)?;
    // 99pm is no time; 20 am has another am.
    let fits = (1..=12).contains(&hour);
    if !(fits || glued) {
        return None;
    }
    *cur = ahead;
    Some(Clock { half, ..open(if fits { hour } else { WRONG }, 0) })
}

fn meridiem(cur: &mut Cursor<'_>) -> Option<Half> {
    let mut ahead = *cur;
    ahead.spaces();
    let half = ahead.lookup(&[
        ("a.m.", Half::Am),
        ("p.m.", Half::Pm),
        ("a.m", Half::Am),
        ("p.m", Half::Pm),
        ("am", Half::Am),
        ("pm", Half::Pm),
    ])?;
    *cur = ahead;
    Some(half)
}

/// Half past 3, quarter to four.
fn past(cur: &mut Cursor<'_>) -> Option<Clock> {
    let mut ahead = *cur;
    if ahead.word("a") {
        ahead.spaces();
    }
    let (minute, back) = ahead.lookup(&[
        ("half past", (30, 0)),
        ("quarter past", (15, 0)),
        ("quarter to", (45, 1)),
    ])?;
    ahead.spaces();
    let hour = english_count(&mut ahead).filter(|h| (1..=12).contains(h))?;
    // Quarter to seven is before 7, which is in the morning; quarter to four is before 16:00.
    let half = match meridiem(&mut ahead) {
        Some(half) => half,
        None if hour > 6 => Half::Exact,
        None if hour == 1 && back == 1 => Half::Exact,
        None => Half::Pm,
    };
    *cur = ahead;
    let hour = if hour == back { 12 } else { hour - back };
    Some(Clock { half, ..open(hour, minute) })
}

/// Half 3, as the British say it, beside a day: half 3 alone can be of anything.
fn half_hour(cur: &mut Cursor<'_>, reader: &Reader<'_>, draft: &Draft) -> Option<Clock> {
    let mut ahead = *cur;
    if !ahead.word("half") {
        return None;
    }
    ahead.spaces();
    let hour = english_count(&mut ahead).filter(|h| (1..=12).contains(h))?;
    let half = meridiem(&mut ahead).unwrap_or(Half::Open);
    if !ahead.word_ends() || !(draft.started() || reader.whole || day_next(ahead)) {
        return None;
    }
    *cur = ahead;
    Some(Clock { half, ..open(hour, 30) })
}

/// Says whether a day comes next: at 3 tomorrow, at 3 on Friday.
pub(super) fn day_next(mut cur: Cursor<'_>) -> bool {
    cur.eat(",");
    cur.spaces();
    cur.word("on");
    cur.spaces();
    cur.any_word(&["today", "tomorrow", "tmrw", "tmr", "the day after tomorrow"])
        || (cur.lookup(STEPS).is_none_or(|_| cur.spaces()) && weekday(&mut cur).is_some())
}

/// Says whether a number is of the things that come next: at 3 sites, but at 3 ring them.
///
/// A name or a street begins with a capital, and several things end with an s.
fn things(cur: Cursor<'_>, reader: &Reader<'_>) -> bool {
    let word = cur.rest().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let does = english::TALK.contains(&word);
    let several = word.ends_with('s') && !word.ends_with("ss");
    !does && (several || reader.capital(cur.at()) || word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Takes what makes an hour of a number in speech: 11ish, and after `at` 7p, 15h.
fn spoken(cur: &mut Cursor<'_>, at: bool) -> Option<Half> {
    if cur.word("ish") {
        return Some(Half::Open);
    }
    at.then(|| cur.lookup(&[("a", Half::Am), ("p", Half::Pm), ("h", Half::Open)])).flatten()
}

/// Says whether a comma goes on with a number: about 1,200,000.
fn grouped(mut cur: Cursor<'_>) -> bool {
    cur.eat(",") && cur.peek().is_some_and(|c| c.is_ascii_digit())
}

/// A bare hour: after at, or before o'clock or `in the evening`.
fn hour_only(cur: &mut Cursor<'_>, at: bool, reader: &Reader<'_>) -> Option<Clock> {
    let mut ahead = *cur;
    let digits = ahead.digits(2).map(|(hour, _)| hour);
    let hour = match digits {
        Some(hour) => hour,
        None => english_count(&mut ahead)?,
    };
    if !(1..=23).contains(&hour) {
        return None;
    }
    if digits.is_some()
        && let Some(half) = spoken(&mut ahead, at || cur.follows(&["at ", "@", "@ "]))
    {
        *cur = ahead;
        return Some(Clock { half, ..open(hour, 0) });
    }
    if !ahead.word_ends() {
        return None;
    }
    let mut next = ahead;
    next.spaces();
    if next.any_word(&["o'clock", "o’clock", "oclock", "o clock"]) {
        let half = meridiem(&mut next).unwrap_or(Half::Open);
        *cur = next;
        return Some(Clock { half, ..open(hour, 0) });
    }
    let part = next.any_word(&[
        "in the morning",
        "in the afternoon",
        "in the evening",
        "at night",
        "tonight",
        "this morning",
        "this afternoon",
        "this evening",
    ]);
    let mut other = ahead;
    other.spaces();
    let thing = measure::follows(ahead)
        || ahead.sees(&["%", ":", "/", "-", ".", "元", "块"])
        || ahead.peek().is_some_and(is_numeral)
        || (ahead.sees(&[","]) && grouped(ahead))
        || (!part
            && other.peek().is_some_and(|c| c.is_ascii_alphabetic() || c.is_ascii_digit())
            && {
                let joint =
                    ["on ", "tomorrow", "today", "with ", "for ", "to ", "and ", "next ", "this "];
                !other.sees(&joint) && things(other, reader)
            });
    if !(part || (at && !thing)) {
        return None;
    }
    *cur = ahead;
    Some(open(hour, 0))
}
