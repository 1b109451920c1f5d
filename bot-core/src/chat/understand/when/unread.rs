//! Words beside a day that belong to it and were not understood: 周五前若干天, 下个月中旬, 3 nights before Friday.
//!
//! What is left of such words would be taken for what is to be done, and the day for the one that was meant.

use std::ops::Range;

use super::super::number::{english_count, small};
use super::super::scan::Cursor;
use super::english_dates::MONTHS;

/// How far before a day the words may begin that are counted from it, in bytes.
const COUNT: usize = 32;
/// How much may stand between such words and the day, in bytes: two days before his board meets on the 10th.
const MEETS: usize = 40;
/// How many characters of what happens on a day may stand before what is counted from it.
const EVENT: usize = 8;

/// The bytes of a day with the words beside it that were not understood, if there are any.
pub(super) fn around(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    if let Some(start) = not_then(text, span) {
        return Some(start..span.end);
    }
    let start = before(text, span);
    let end = after(Cursor::new(text, span.end), &text[span.clone()]);
    let widened = start.unwrap_or(span.start)..end.unwrap_or(span.end);
    (widened != *span).then_some(widened)
}

/// Where words begin that take a day out, or mean one beside it: any day but Tuesday, 别在周三, the evening
/// before Thursday.
fn not_then(text: &str, span: &Range<usize>) -> Option<usize> {
    let lower = text[..span.end].to_ascii_lowercase();
    let (ahead, said) = lower.split_at(span.start);
    let trimmed = ahead.trim_end();
    let beside = |part: &str| {
        [" before ", " after ", " of "].iter().any(|joint| said.contains(&format!("{part}{joint}")))
    };
    if PARTS.iter().any(|part| beside(part)) {
        return Some(span.start);
    }
    let word = NOT_THEN.iter().find(|word| {
        let before = trimmed.strip_suffix(**word);
        before.is_some_and(|before| !word.is_ascii() || !before.ends_with(char::is_alphanumeric))
    })?;
    Some(trimmed.len() - word.len())
}

/// The parts of a day of which one is said by the day after or before it.
const PARTS: [&str; 5] = ["evening", "night", "morning", "afternoon", "eve"];
/// What stands before a day that is not the one that is meant.
const NOT_THEN: [&str; 16] = [
    "except on",
    "except",
    "day but",
    "time but",
    "but not on",
    "but not",
    "not on",
    "not before",
    "other than",
    "later than",
    "the eve of",
    "除了",
    "别在",
    "不要在",
    "别是",
    "不能在",
];

/// Where words end that go on with a day.
fn after(cur: Cursor<'_>, said: &str) -> Option<usize> {
    [vague, ordinal, third_of_month, worked, eve, before_event, english].into_iter().find_map(
        |read| {
            let mut ahead = cur;
            read(&mut ahead, said)?;
            Some(ahead.at())
        },
    )
}

const UNITS: [&str; 16] = [
    "个工作日",
    "工作日",
    "个小时",
    "小时",
    "个钟头",
    "钟头",
    "分钟",
    "刻钟",
    "个星期",
    "星期",
    "个礼拜",
    "礼拜",
    "个月",
    "周",
    "天",
    "日",
];

/// 前几天, 后若干个工作日, 前半小时, 起两三天.
fn vague(cur: &mut Cursor<'_>, said: &str) -> Option<()> {
    const SIDES: [&str; 11] =
        ["之前", "以前", "往前", "再往前", "之后", "以后", "往后", "再往后", "前", "后", "起"];
    let before = said.ends_with('前');
    cur.eat("的");
    let side = cur.eat_any(&SIDES);
    if !side && !before {
        return None;
    }
    let count = *cur;
    let vague = cur.eat_any(&["几", "数", "若干", "半", "好几", "一两", "两三", "三四", "三五"]);
    if !vague {
        small(cur, 4)?;
    }
    cur.eat("个");
    let hours = cur.sees(&["小时", "钟头", "分钟", "刻钟"]);
    // 前一周 after a time is a title as well: what is certain is a count that cannot be meant for one.
    (cur.eat_any(&UNITS) && (vague || hours || count.follows(&["起"]))).then_some(())
}

/// 最后一个工作日, 倒数两天, 第一周.
fn ordinal(cur: &mut Cursor<'_>, said: &str) -> Option<()> {
    let spaced = cur.spaces();
    cur.eat_any(&["的", "里", "里的"]);
    let back = cur.eat_any(&["最后", "倒数"]);
    if !back && !cur.eat_any(&["第", "头", "前"]) {
        return None;
    }
    cur.eat("第");
    let counted = small(cur, 2).is_some() || cur.eat_any(&["几", "若干"]);
    cur.eat("个");
    // «周三 第一周总结» is a title; 下个月 第一周 is a week of it.
    let stretch = ["月", "季度", "季", "周", "星期", "礼拜", "年", "底", "末"]
        .iter()
        .any(|end| said.ends_with(end));
    let unit = cur.eat("工作日") || cur.eat_any(&UNITS);
    let ends = cur.done() || cur.peek().is_some_and(|c| c.is_whitespace() || ",。;!?".contains(c));
    (unit && (counted || back) && (if spaced { stretch || ends } else { stretch || back || ends }))
        .then_some(())
}

/// 下个月中旬.
fn third_of_month(cur: &mut Cursor<'_>, _: &str) -> Option<()> {
    cur.spaces();
    cur.eat("的");
    cur.eat_any(&["上旬", "中旬", "下旬", "上半月", "下半月"]).then_some(())
}

/// 下周工作日.
fn worked(cur: &mut Cursor<'_>, _: &str) -> Option<()> {
    cur.eat("的");
    cur.eat("工作日").then_some(())
}

/// 周四的前一晚, 周二之后.
fn eve(cur: &mut Cursor<'_>, _: &str) -> Option<()> {
    cur.eat("的");
    cur.eat_any(&["前一晚", "前一夜", "前夜", "前晚", "头天晚上", "之后", "以后"]).then_some(())
}

/// 10号开会前两天: so long before what happens on the day.
fn before_event(cur: &mut Cursor<'_>, _: &str) -> Option<()> {
    for _ in 0..EVENT {
        if cur.done() || cur.peek().is_some_and(|c| c.is_ascii() && !c.is_ascii_alphanumeric()) {
            return None;
        }
        let mut ahead = *cur;
        if ahead.eat_any(&["之前", "以前", "前"]) {
            ahead.eat("的");
            let counted = ahead.eat_any(&["几", "半"]) || small(&mut ahead, 2).is_some();
            ahead.eat("个");
            if counted && ahead.eat_any(&UNITS) {
                *cur = ahead;
                return Some(());
            }
        }
        cur.bump();
    }
    None
}

/// Of next month, of December; after next; fortnight.
fn english(cur: &mut Cursor<'_>, said: &str) -> Option<()> {
    if !cur.spaces() {
        return None;
    }
    // The 8th working day.
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| {
        said.strip_suffix(end).is_some_and(|n| n.ends_with(|c: char| c.is_ascii_digit()))
    });
    if ordinal && cur.any_word(&["working day", "business day", "workday", "work day", "weekday"]) {
        return Some(());
    }
    if cur.any_word(&["fortnight", "after next", "before last", "after this", "week after"]) {
        return Some(());
    }
    if !cur.any_word(&["of", "in"]) || !cur.spaces() {
        return None;
    }
    if cur.lookup(MONTHS).is_some() {
        return Some(());
    }
    let led = cur.any_word(&["the", "this", "next", "the next", "last", "the following"]);
    let stretch = led && cur.spaces() && cur.any_word(&["week", "month", "quarter", "year"]);
    stretch.then_some(())
}

/// What stands between a count and the day from which it is counted.
const JOINTS: [&str; 6] = ["before ", "after ", "from ", "prior to ", "ahead of ", "until "];

/// Where words begin of which a day is counted: 大大后天, a few days before Friday.
fn before(text: &str, span: &Range<usize>) -> Option<usize> {
    let said = &text[span.clone()];
    let ahead = &text[..span.start];
    for step in ["下", "上", "大"] {
        if said.starts_with(step) && ahead.ends_with(step) {
            return Some(ahead.trim_end_matches(step).len());
        }
    }
    let joint = JOINTS.iter().find(|joint| said.starts_with(**joint) || ahead.ends_with(**joint));
    let counted = if let Some(joint) = joint {
        ahead.strip_suffix(joint).unwrap_or(ahead).trim_end()
    } else {
        // Two days before his board meets on the 10th.
        let joints = [" before ", " after ", " ahead of ", " prior to "];
        let at = joints.iter().filter_map(|joint| ahead.rfind(joint)).max()?;
        let between = &ahead[at..];
        if between.len() > MEETS || between.contains([',', '.', ';', '!', '?', '\n']) {
            return None;
        }
        &ahead[..at]
    };
    let from = (counted.len().saturating_sub(COUNT)..=counted.len())
        .find(|at| counted.is_char_boundary(*at))?;
    // The count is the last thing before the joint: «call in 2 days, before Friday» has a comma.
    let words = counted[from..].char_indices().filter(|(at, c)| {
        c.is_ascii_alphanumeric() && !counted[..from + at].ends_with(|c: char| c.is_alphanumeric())
    });
    let starts: Vec<usize> = words.map(|(at, _)| from + at).collect();
    starts.into_iter().rev().take(4).filter(|at| is_count(&counted[*at..])).min()
}

/// Says whether words are a count of days and nothing else: a few days, two nights.
fn is_count(words: &str) -> bool {
    const LENGTHS: [&str; 16] = [
        "minutes",
        "minute",
        "hours",
        "hour",
        "days",
        "day",
        "nights",
        "night",
        "weeks",
        "week",
        "weekends",
        "months",
        "month",
        "working days",
        "business days",
        "fortnight",
    ];
    let mut cur = Cursor::new(words, 0);
    let vague =
        cur.any_word(&["a few", "a couple of", "a couple", "several", "some", "few", "the"]);
    let counted = vague || cur.digits(3).is_some() || english_count(&mut cur).is_some();
    counted && cur.spaces() && cur.any_word(&LENGTHS) && cur.done()
}
