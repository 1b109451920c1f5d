//! What puts right what was said just now: «不对，是周四», `make it 4pm`, `sorry, I meant Friday`.

use chrono::{Days, NaiveDate, NaiveTime};
use serde_json::json;

use crate::chat::dialog::Dialog;
use crate::chat::parse::{self, Ref};
use crate::chat::reply::Asked;
use crate::chat::spec::{Ask as _, Take};
use crate::chat::understand::when::{Here, Moment, whole};
use crate::commands::Cx;
use crate::commands::deal::edit::EditDeal;
use crate::commands::follow::add::{Follow, MOVING};
use crate::commands::follow::later::Later;
use crate::domain::fold::Folded;
use crate::domain::follow_up::{Due, FollowUp, FollowUpState};
use crate::domain::ids::{Instant, Kind};
use crate::problem::Problem;

use super::at_hand::latest;
use super::by_code::about;
use super::plan::{Plan, planned, ready};
use super::to_question::as_answer;

/// For how long what was planned is put right without being named.
const JUST_MILLIS: i64 = 15 * 60 * 1000;

/// What a number is of where it is no number of pieces.
const NO_PIECES: [char; 14] =
    ['折', '点', '月', '日', '号', '天', '周', '年', '次', '元', '块', '万', '千', '%'];
/// What pieces are called in English.
const PIECES: [&str; 5] = ["pcs", "pieces", "units", "sets", "boxes"];

/// What takes back what was said, before it is said again.
const OPENERS: [&str; 20] = [
    "我说错了",
    "我写错了",
    "说错了",
    "写错了",
    "打错了",
    "搞错了",
    "记错了",
    "弄错了",
    "错了",
    "不对",
    "不是",
    "my mistake",
    "correction",
    "actually",
    "my bad",
    "sorry",
    "oops",
    "nope",
    "wait",
    "no",
];
/// What may follow one without a sign between them.
const MEANT: [&str; 12] = [
    "应该是",
    "应该",
    "应为",
    "是",
    "i meant",
    "i mean",
    "it should be",
    "should be",
    "it's",
    "it is",
    "make it",
    "make that",
];
/// What else puts a plan off, or brings it forward, until a time.
const ELSE_MOVING: [&str; 14] = [
    "改",
    "推迟",
    "延后",
    "move that to",
    "move it",
    "change it to",
    "change that to",
    "change to",
    "push it to",
    "postpone it to",
    "postpone it until",
    "postpone until",
    "reschedule it to",
    "reschedule it for",
];

/// What is said after words that take back what was said before; nothing where there are none.
pub(super) fn said_again(text: &str) -> Option<Folded> {
    let mut rest = text.trim();
    let mut opened = false;
    while let Some(after) = after_one(rest, &OPENERS) {
        let plain =
            after.trim_start_matches([',', '，', ':', '：', '.', '。', '!', '！', '-', ' ']);
        // «Actually» is said for nothing else.
        let apart = plain.len() < after.trim_start().len()
            || rest.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("actually"));
        if !apart && after_one(after.trim_start(), &MEANT).is_none() {
            break;
        }
        (rest, opened) = (plain, true);
    }
    (opened && !rest.is_empty()).then(|| Folded::of(rest))
}

/// Moves what was planned just now, where that is all that is said.
pub(super) async fn moved(
    cx: &mut Cx<'_>,
    text: &str,
    bare: bool,
) -> Result<Option<Plan>, Problem> {
    let just = |at: &Instant| cx.now.0 - at.0 <= JUST_MILLIS;
    let Some((code, _)) = cx.talk.subject.filter(|(_, at)| just(at)) else { return Ok(None) };
    if code.kind != Kind::FollowUp {
        return Ok(None);
    }
    let Some((time, led)) = time_of(text) else { return Ok(None) };
    let Some(Ok(said)) = whole(time, &cx.env().here()).filter(|_| led || bare) else {
        return Ok(None);
    };
    let planned = cx.find::<FollowUp>("follow_up", &Ref::code(code)).await?;
    if planned.state != FollowUpState::Open {
        return Ok(None);
    }
    let moment = of_plan(cx, time, planned.due()).unwrap_or(said);
    let mut args = about(&Later::SPEC, code).args;
    args.insert("when".to_owned(), json!(cx.env().due(moment)));
    let asked = Asked { command: Later::SPEC.name.to_owned(), args };
    Ok(Some(ready(asked, &Later::SPEC)))
}

/// What the deal at hand is worth after all: «不对，是9万», `no, make it 90k`.
pub(super) fn worth_again(cx: &Cx<'_>, text: &str) -> Option<Plan> {
    let code = latest(cx).filter(|code| code.kind == Kind::Deal)?;
    let text = text.trim().trim_end_matches(['.', '。', '!', '！', '吧']).trim_end();
    let amount = after_one(text, &MEANT).unwrap_or(text).trim();
    // A number alone may be anything.
    let is_money = amount.contains(['万', '千', '亿', 'k', 'K', '元', '块', '¥', '$', '€']);
    let amount = parse::read(Take::Amount, amount, amount, &cx.env()).ok().filter(|_| is_money)?;
    let mut filled = about(&EditDeal::SPEC, code);
    filled.args.insert("amount".to_owned(), amount);
    Some(planned(&EditDeal::SPEC, filled))
}

/// How many the order at hand is of after all, as one says it of an order: «不对，是4台».
pub(super) fn count_again(cx: &Cx<'_>, text: &str) -> Option<Folded> {
    latest(cx).filter(|code| code.kind == Kind::Order)?;
    let count = after_one(text.trim(), &MEANT).unwrap_or(text).trim();
    let number = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十百".contains(c);
    let of = count.trim_start_matches(number);
    let n = &count[..count.len() - of.len()];
    let measure = match of.trim() {
        "" => "个",
        english if PIECES.contains(&english) => "个",
        // 三一重工 begins with numbers as well.
        of if of.chars().count() == 1 && !of.is_ascii() && !of.contains(NO_PIECES) => of,
        _ => return None,
    };
    (!n.is_empty()).then(|| Folded::of(&format!("改成{n}{measure}")))
}

/// Another time for what is planned with somebody about whom is still being asked.
pub(super) fn in_question(cx: &Cx<'_>, dialog: &Dialog, text: &str, bare: bool) -> Option<Plan> {
    if dialog.parked || dialog.draft.command != Follow::SPEC.name || dialog.field != "record" {
        return None;
    }
    let again = said_again(text);
    let (time, led) = time_of(again.as_ref().map_or(text, Folded::text))?;
    if !led && !bare && again.is_none() {
        return None;
    }
    let moment = whole(time, &cx.env().here())?.ok()?;
    let mut asked = dialog.draft.clone();
    let planned = asked.args.get("when").cloned();
    let planned = planned.and_then(|when| serde_json::from_value::<Due>(when).ok());
    let moment = of_plan(cx, time, planned).unwrap_or(moment);
    asked.args.insert("when".to_owned(), json!(cx.env().due(moment)));
    if let Some(named) = &dialog.named {
        asked.args.insert("record".to_owned(), json!(named));
    }
    Some(as_answer(ready(asked, &Follow::SPEC)))
}

/// The time to which words move something: «改到周五下午2点».
pub(super) fn moved_to(cx: &Cx<'_>, text: &str) -> Option<Due> {
    let (time, _) = time_of(text).filter(|(_, led)| *led)?;
    let moment = whole(time, &cx.env().here())?.ok()?;
    Some(cx.env().due(moment))
}

/// The words of a time without what leads up to it, and whether anything does.
fn time_of(text: &str) -> Option<(&str, bool)> {
    let text = text.trim().trim_end_matches(['.', '。', '!', '！', '吧', '了']).trim_end();
    let leads = || MEANT.iter().chain(MOVING).chain(&ELSE_MOVING);
    let longest =
        leads().filter_map(|lead| after_one(text, &[*lead])).min_by_key(|rest| rest.len());
    let time = longest.unwrap_or(text).trim();
    let time = time.strip_prefix("to ").unwrap_or(time);
    (!time.is_empty()).then_some((time, longest.is_some()))
}

/// What a time alone means of something planned: that day at that time, where it is still to come.
fn of_plan(cx: &Cx<'_>, time: &str, due: Option<Due>) -> Option<Moment> {
    let moment = on_day(time, due?.day(cx.zone()), &cx.env().here())?;
    (!cx.env().is_past(moment)).then_some(moment)
}

/// A time alone on a day.
fn on_day(time: &str, day: NaiveDate, here: &Here<'_>) -> Option<Moment> {
    if ["今", "today", "tonight"].iter().any(|word| time.to_lowercase().contains(word)) {
        return None;
    }
    // A time alone means the day on which it is said, whichever that is.
    let on = |day: NaiveDate| {
        let said = whole(time, &Here { now: day.and_time(NaiveTime::MIN), ..*here })?.ok()?;
        matches!(said, Moment::At(at) if at.date() == day).then_some(said)
    };
    on(day.checked_add_days(Days::new(8))?)?;
    on(day)
}

/// What follows the first of these words that a text begins with, as a word of its own.
fn after_one<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| {
        let head = text.get(..word.len())?;
        let rest = &text[word.len()..];
        let ends = !word.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        (head.eq_ignore_ascii_case(word) && ends).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_again_stands_behind_what_takes_it_back() {
        let rest = |text: &str| said_again(text).map(|rest| rest.text().to_owned());
        for (text, again) in [
            ("不对，电话是13900139000", "电话是13900139000"),
            ("说错了，是周四", "是周四"),
            ("不对是周四", "是周四"),
            ("no, sorry, I meant Friday", "I meant Friday"),
            ("Actually it's Friday", "it's Friday"),
            ("sorry, the phone is 555", "the phone is 555"),
        ] {
            assert_eq!(rest(text).as_deref(), Some(again), "{text}");
        }
        assert_eq!(rest("actually Friday 3pm").as_deref(), Some("Friday 3pm"));
        for text in
            ["不对劲", "no", "不对", "wait for Tom", "Norma called", "sorry Tom", "错了个价"]
        {
            assert_eq!(rest(text), None, "{text}");
        }
    }
}
