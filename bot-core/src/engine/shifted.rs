//! What a deal is worth or when it closes, said as what it becomes: «涨到五万五，12月20号前签», «推迟两周»,
//! `slipped to Feb 20`, `bump D-1 up to 90 grand`.

use chrono::{NaiveDate, NaiveTime};
use serde_json::json;

use crate::chat::parse::{self, Filled, Ref};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Spec, Take};
use crate::chat::understand::money;
use crate::chat::understand::when::{Here, Moment, find_moments};
use crate::commands::Cx;
use crate::commands::deal::edit::EditDeal;
use crate::commands::follow::add::Follow;
use crate::domain::deal::Deal;
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;
use crate::t;

use super::by_code::about;
use super::plan::{Plan, planned};

/// What puts something off, or brings it forward, until a time.
const SHIFTED: [&str; 25] = [
    "推迟到",
    "延期到",
    "延后到",
    "延迟到",
    "推迟至",
    "延期至",
    "推到",
    "延到",
    "挪到",
    "拖到",
    "改到",
    "改成",
    "改在",
    "改期到",
    "调到",
    "调整到",
    "提前到",
    "提早到",
    "put off until",
    "put off to",
    "brought forward to",
    "bring forward to",
    "pulled in to",
    "postponed till",
    "delayed till",
];
/// The same by a length of time: later, and earlier.
const LATER: [&str; 16] = [
    "往后推迟",
    "往后推",
    "往后延",
    "推迟了",
    "推迟",
    "推后",
    "后推",
    "顺延",
    "延期",
    "延后",
    "延迟",
    "后延",
    "晚",
    "拖",
    "推",
    "延",
];
const EARLIER: [&str; 3] = ["提前了", "提前", "提早"];
/// What raises or lowers what something is worth.
const BECOMES: [&str; 19] = [
    "涨到",
    "涨到了",
    "加到",
    "提到",
    "提高到",
    "升到",
    "增加到",
    "增到",
    "上调到",
    "降到",
    "减到",
    "降低到",
    "下调到",
    "砍到",
    "砍价到",
    "调到",
    "调整到",
    "改到",
    "改成",
];
/// English words for a change, of which what it becomes is told after `to`.
const CHANGES: [&str; 41] = [
    "bump",
    "bumped",
    "bumps",
    "raise",
    "raised",
    "raises",
    "increase",
    "increased",
    "increases",
    "lower",
    "lowered",
    "reduce",
    "reduced",
    "drop",
    "dropped",
    "drops",
    "cut",
    "grew",
    "grows",
    "goes",
    "went",
    "gone",
    "push",
    "pushed",
    "pushes",
    "snooze",
    "slip",
    "slips",
    "slipped",
    "slides",
    "slid",
    "delay",
    "delayed",
    "postpone",
    "postponed",
    "move",
    "moved",
    "moves",
    "pulled",
    "brought",
    "bring",
];
/// What stands among those.
const PARTICLES: [&str; 13] =
    ["up", "down", "out", "back", "off", "forward", "in", "is", "was", "has", "been", "it", "got"];
/// What says that it is the day on which a deal closes.
const CLOSE: [&str; 11] = [
    "预计成交日期",
    "预计成交日",
    "预计成交",
    "成交日期",
    "成交日",
    "成交",
    "expected close date",
    "expected close",
    "close date",
    "closing date",
    "close",
];
/// The same before a day that stands behind an amount, and behind it.
const CLOSING: [&str; 13] = [
    "and", "to", "预计", "争取", "大概", "成交", "签约", "签", "closing", "close", "signing",
    "sign", "by",
];
const CLOSED: [&str; 13] = [
    "之前",
    "以前",
    "前",
    "能",
    "可以",
    "签约",
    "签合同",
    "签",
    "成交",
    "定",
    "下单",
    "close",
    "closing",
];

/// What the words of a message change about a deal from `at` on.
pub(super) async fn shifted(
    cx: &mut Cx<'_>,
    code: Code,
    message: &Folded,
    at: usize,
) -> Result<Option<Plan>, Problem> {
    if code.kind != Kind::Deal {
        return Ok(None);
    }
    let typed = message.text()[at..].trim().trim_end_matches(['.', '!', '了', '吧', ' ']);
    let words = typed.to_ascii_lowercase();
    let words = words.as_str();
    if let Some(plan) = worth(cx, code, words) {
        return Ok(Some(plan));
    }
    if let Some(plan) = closes(cx, code, words) {
        return Ok(Some(plan));
    }
    let named = CLOSE.iter().find_map(|close| words.strip_prefix(close));
    let bare = named.unwrap_or(words).trim_start();
    if let Some(rest) = behind(bare, &SHIFTED)
        // What is told again reads as it was typed.
        && let Some(plan) = until(cx, code, &typed[typed.len() - rest.len()..], named.is_some())
    {
        return Ok(Some(plan));
    }
    by(cx, code, bare, named.is_some()).await
}

/// The words behind what says that something becomes something else.
fn behind<'w>(words: &'w str, said: &[&str]) -> Option<&'w str> {
    let zh = said.iter().filter_map(|word| words.strip_prefix(word)).map(str::trim_start);
    zh.min_by_key(|rest| rest.len()).or_else(|| {
        let rest = changed(words)?;
        ["to ", "until ", "till "].iter().find_map(|to| rest.strip_prefix(to)).map(str::trim_start)
    })
}

/// The words behind `was bumped up`, `slipped`.
fn changed(words: &str) -> Option<&str> {
    let (mut rest, mut says) = (words, false);
    while let Some((first, more)) = rest.split_once(' ') {
        let changes = CHANGES.contains(&first);
        // «up to 90k» says so by itself.
        let alone = ["up", "down"].contains(&first) && more.starts_with("to ");
        if !changes && !PARTICLES.contains(&first) {
            break;
        }
        says |= changes || alone;
        rest = more.trim_start();
    }
    says.then_some(rest)
}

/// «涨到五万五，12月20号前签»: another amount, and the day on which it closes.
fn worth(cx: &Cx<'_>, code: Code, words: &str) -> Option<Plan> {
    let rest = behind(words, &BECOMES)?.replace(" grand", "k");
    let found = money::find_all(&rest, cx.env().currency).into_iter().next();
    let amount = found.filter(|found| found.span.start == 0 && found.value.is_ok())?;
    let said = rest[amount.span.clone()].trim();
    let mut filled = about(&EditDeal::SPEC, code);
    filled.args.insert("amount".to_owned(), said.into());
    let after = rest[amount.span.end..].trim_start_matches([' ', ',', ';', '了', '.']).trim();
    if after.is_empty() {
        return Some(planned(&EditDeal::SPEC, filled));
    }
    if let Some(day) = closing(cx, after) {
        filled.args.insert("close".to_owned(), json!(day));
        return Some(planned(&EditDeal::SPEC, filled));
    }
    let lang = cx.lang();
    let text = t!(lang, "shift-unclear", words = after);
    let shown = match amount.value {
        Ok(money) => cx.amount(money.minor, money.currency.unwrap_or(cx.org.currency)),
        Err(_) => return None,
    };
    let label = t!(lang, "deal-button-amount", amount = shown);
    Some(Plan::Say(Reply::new(ReplyKind::Ask, text).row(vec![button(
        label,
        &EditDeal::SPEC,
        filled,
    )])))
}

/// «now closes Feb 20»: nothing else is said of the deal.
fn closes(cx: &Cx<'_>, code: Code, words: &str) -> Option<Plan> {
    let bare =
        ["now ", "will ", "should ", "to ", "it "].iter().find_map(|lead| words.strip_prefix(lead));
    let bare = bare.unwrap_or(words);
    let rest =
        ["closes ", "close ", "closing "].iter().find_map(|close| bare.strip_prefix(close))?;
    let rest = ["on ", "by ", "in "].iter().find_map(|on| rest.strip_prefix(on)).unwrap_or(rest);
    let mut filled = about(&EditDeal::SPEC, code);
    filled.args.insert("close".to_owned(), json!(closing(cx, rest)?));
    Some(planned(&EditDeal::SPEC, filled))
}

/// The day to come on which words say that a deal closes, where they say nothing else.
fn closing(cx: &Cx<'_>, words: &str) -> Option<NaiveDate> {
    let moment = find_moments(words, &cx.env().here()).into_iter().next()?;
    let left = |text: &str, known: &[&str]| {
        let mut text = text.trim().trim_matches([',', '.', ' ']);
        while let Some(rest) = known.iter().find_map(|word| text.strip_prefix(word)) {
            text = rest.trim_start();
        }
        text.len()
    };
    let before = left(&words[..moment.span.start], &CLOSING);
    let after = left(&words[moment.span.end..], &CLOSED);
    (before == 0 && after == 0 && cx.env().is_to_come(moment.value)).then(|| moment.value.day())
}

/// «推迟到1月底»: a deal closes then, or is spoken of then: it is asked, unless that is said.
fn until(cx: &Cx<'_>, code: Code, rest: &str, named: bool) -> Option<Plan> {
    let moment = find_moments(rest, &cx.env().here()).into_iter().next()?;
    let whole = rest[moment.span.end..].trim().trim_matches(['.', '!', '了', '吧', ' ']).is_empty();
    if moment.span.start != 0 || !whole || !cx.env().is_to_come(moment.value) {
        return None;
    }
    let said = &rest[moment.span];
    let day = parse::read(Take::Day, said, said, &cx.env()).ok()?;
    let when = parse::read(Take::When, said, said, &cx.env()).ok()?;
    let mut closes = about(&EditDeal::SPEC, code);
    closes.args.insert("close".to_owned(), day);
    if named {
        return Some(planned(&EditDeal::SPEC, closes));
    }
    let mut follows = about(&Follow::SPEC, code);
    follows.args.insert("when".to_owned(), when);
    Some(which(cx, code, (said, closes), (said, follows)))
}

/// «推迟两周», `delayed by two weeks`: from the day on which the deal was to close.
async fn by(
    cx: &mut Cx<'_>,
    code: Code,
    words: &str,
    named: bool,
) -> Result<Option<Plan>, Problem> {
    let Some((length, back)) = lengthened(words) else { return Ok(None) };
    if day_from(cx, &length, cx.today()).is_none() {
        return Ok(None);
    }
    let deal = match cx.find::<Deal>("deal", &Ref::code(code)).await {
        Ok(deal) => deal,
        Err(Problem::Tell(_) | Problem::Ask(_)) => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let from = deal.expected_close.unwrap_or_else(|| cx.today());
    let close = day_from(cx, &length, from).filter(|day| *day > cx.today());
    let Some(close) = close else { return Ok(None) };
    let mut closes = about(&EditDeal::SPEC, code);
    closes.args.insert("close".to_owned(), json!(close));
    if named || back {
        return Ok(Some(planned(&EditDeal::SPEC, closes)));
    }
    let mut follows = about(&Follow::SPEC, code);
    let Ok(when) = parse::read(Take::When, &length, &length, &cx.env()) else { return Ok(None) };
    let next = day_from(cx, &length, cx.today()).map(|day| cx.day(day)).unwrap_or_default();
    follows.args.insert("when".to_owned(), when);
    let day = cx.day(close);
    Ok(Some(which(cx, code, (&day, closes), (&next, follows))))
}

/// The length of time by which words put something off, as a time from a day on, or bring it forward.
pub(super) fn lengthened(words: &str) -> Option<(String, bool)> {
    let later = LATER.iter().find_map(|word| words.strip_prefix(word));
    let earlier = EARLIER.iter().find_map(|word| words.strip_prefix(word));
    let english = changed(words).map(|rest| {
        let lead = ["by ", "for "].iter().find_map(|lead| rest.strip_prefix(lead));
        lead.unwrap_or(rest)
    });
    let forward = words.contains("forward") || words.starts_with("pulled in");
    let (length, back) = match (later, earlier, english) {
        (Some(rest), ..) => (format!("{}后", rest.trim()), false),
        (_, Some(rest), _) => (format!("{}前", rest.trim()), true),
        (.., Some(rest)) if forward => (format!("{} ago", rest.trim()), true),
        (.., Some(rest)) => (format!("in {}", rest.trim()), false),
        _ => return None,
    };
    Some((length, back))
}

/// The day on which such a length of time ends that begins on another day.
pub(super) fn day_from(cx: &Cx<'_>, length: &str, day: NaiveDate) -> Option<NaiveDate> {
    let env = cx.env();
    let from = Here { now: day.and_time(NaiveTime::MIN), ..env.here() };
    let found = find_moments(length, &from).into_iter().next()?;
    let whole = found.span == (0..length.len());
    matches!(found.value, Moment::Day(_)).then_some(found.value.day()).filter(|_| whole)
}

/// Asks whether a deal closes at another time, or is followed up then.
fn which(cx: &Cx<'_>, code: Code, closes: (&str, Filled), follows: (&str, Filled)) -> Plan {
    let lang = cx.lang();
    let text = t!(lang, "put-off-ask", what = code.to_string(), day = closes.0);
    let close = t!(lang, "put-off-button-close", day = closes.0);
    let follow = t!(lang, "put-off-button-follow", day = follows.0);
    Plan::Say(Reply::new(ReplyKind::Ask, text).row(vec![
        button(close, &EditDeal::SPEC, closes.1),
        button(follow, &Follow::SPEC, follows.1),
    ]))
}

fn button(label: String, spec: &Spec, filled: Filled) -> Button {
    Button { label, asked: Asked { command: spec.name.to_owned(), args: filled.args } }
}

/// «bump D-1 up to 90 grand», «把D-1推迟到1月20号» with the code first.
pub(super) fn code_first(text: &str) -> Option<Folded> {
    let text = text.trim();
    if let Some(rest) = ["把", "将"].iter().find_map(|word| text.strip_prefix(word)) {
        let (code, at) = Code::at_start(rest)?;
        let known = [&SHIFTED[..], &LATER, &EARLIER, &BECOMES];
        let after = rest[at..].trim_start();
        known.iter().flat_map(|words| words.iter()).find(|word| after.starts_with(**word))?;
        return (code.kind == Kind::Deal).then(|| Folded::of(&format!("{code} {}", &rest[at..])));
    }
    let (verb, rest) = text.split_once(' ')?;
    let (code, rest) = rest.trim_start().split_once(' ')?;
    let code: Code = code.parse().ok()?;
    let verb = verb.to_ascii_lowercase();
    let changes = CHANGES.contains(&verb.as_str()) || verb == "reschedule";
    // «move F-1 to Friday» is a command.
    let fits = code.kind == Kind::Deal || (code.kind == Kind::FollowUp && verb != "move");
    (changes && fits).then(|| Folded::of(&format!("{code} {verb} {rest}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_something_becomes_stands_behind_the_words_for_it() {
        for (words, rest) in [
            ("slipped to feb 20", Some("feb 20")),
            ("bump up to 90 grand", Some("90 grand")),
            ("has been pushed back to friday", Some("friday")),
            ("up to 90k", Some("90k")),
            ("is up", None),
            ("went well", None),
            ("涨到五万五", Some("五万五")),
        ] {
            assert_eq!(behind(words, &BECOMES), rest, "{words}");
        }
        let turned = code_first("bump D-1 up to 90 grand").unwrap();
        assert_eq!(turned.text(), Folded::of("D-1 bump up to 90 grand").text());
        assert!(code_first("move F-1 to friday").is_none());
    }
}
