//! What words do to a record that name no command: a field becomes something else, a deal is to close
//! on a day, or moves on.

use crate::chat::parse::{self, Filled, Recognised};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Spec, Take};
use crate::chat::understand::happened::is_told;
use crate::chat::understand::when::find_moments;
use crate::commands::deal::edit::EditDeal;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::follow::add::Follow;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;
use crate::t;

use super::by_code::about;
use super::doubt::is_question;
use super::plan::{Plan, planned};
use super::sentence::is_to_come;
use super::words::fill;

/// What makes the day of its end of a day that is said of a deal: «下月底成交».
const CLOSES: [&str; 5] = ["成交", "能成交", "可以成交", "close", "closing"];
/// What puts something off until a time.
const PUT_OFF: [&str; 19] = [
    "推迟到",
    "延期到",
    "延后到",
    "推到",
    "延到",
    "挪到",
    "拖到",
    "put off until",
    "put off to",
    "postponed to",
    "postponed until",
    "postpone to",
    "pushed to",
    "push to",
    "delayed to",
    "delayed until",
    "moved to",
    "slips to",
    "slipped to",
];
/// What says that it is the day on which a deal closes.
const CLOSE: [&str; 8] = [
    "预计成交日期",
    "预计成交日",
    "预计成交",
    "成交日期",
    "成交日",
    "成交",
    "expected close",
    "close",
];
/// What may stand before such a day.
const ABOUT: [&str; 4] = ["预计", "大概", "争取", "expected "];
/// From how many characters on words after the name of a field are a sentence.
const SENTENCE: usize = 24;

/// What the words of a message do to a record from `at` on.
pub(super) async fn acts(
    cx: &mut Cx<'_>,
    code: Code,
    message: &Folded,
    at: usize,
) -> Result<Option<Plan>, Problem> {
    let acts = sets(cx, code, message, at, true);
    let acts = acts.or_else(|| closes(cx, code, message, at));
    if let Some(plan) = acts.or_else(|| put_off(cx, code, message, at)) {
        return Ok(Some(plan));
    }
    // «推进到合同»
    let moves = |spec: &Spec| code.kind == Kind::Deal && spec.name == MoveDeal::SPEC.name;
    match commands::names().recognise_among(&message.text()[at..], moves) {
        Recognised::Glued(spec, _) => {
            let filled = fill(cx, spec, message, at, about(spec, code).args).await?;
            Ok(Some(planned(spec, filled)))
        }
        _ => Ok(None),
    }
}

/// «金额改成15万», «清空 备注», and where the field may be `bare` «金额 15万»: fields that change.
pub(super) fn sets(
    cx: &Cx<'_>,
    code: Code,
    message: &Folded,
    at: usize,
    bare: bool,
) -> Option<Plan> {
    let spec = commands::entry(&format!("{} edit", code.kind.word()))?.spec;
    let words = &message.text()[at..];
    if spec.arg_for(code.kind).is_none() || !parse::changes_field(spec, words, bare) {
        return None;
    }
    let filled = parse::changes(spec, message, at, about(spec, code).args, &cx.env());
    let sentence = is_told(words)
        || is_question(words)
        || words.chars().count() > SENTENCE
        || words.is_ascii() && !words.contains(|c: char| c.is_ascii_digit());
    // «close to signing» is no day.
    if filled.lack.is_some() && sentence {
        return None;
    }
    Some(planned(spec, filled))
}

/// «推迟到1月底»: a deal closes later, or is spoken of later: it is asked, unless that is said.
fn put_off(cx: &Cx<'_>, code: Code, message: &Folded, at: usize) -> Option<Plan> {
    let words = message.text()[at..].trim();
    let named = CLOSE.iter().find_map(|close| words.strip_prefix(close));
    let words = named.unwrap_or(words).trim_start();
    let rest = PUT_OFF.iter().find_map(|word| words.strip_prefix(word))?.trim_start();
    let moment = find_moments(rest, &cx.env().here()).into_iter().next()?;
    let whole = rest[moment.span.end..].trim().trim_matches(['.', '!', '了', '吧', ' ']).is_empty();
    let fits = code.kind == Kind::Deal && moment.span.start == 0 && whole;
    if !fits || !is_to_come(cx, moment.value) {
        return None;
    }
    let said = &rest[moment.span];
    let day = parse::read(Take::Day, said, said, &cx.env()).ok()?;
    let mut closes = about(&EditDeal::SPEC, code);
    closes.args.insert("close".to_owned(), day);
    if named.is_some() {
        return Some(planned(&EditDeal::SPEC, closes));
    }
    let mut follows = about(&Follow::SPEC, code);
    let when = parse::read(Take::When, said, said, &cx.env()).ok()?;
    follows.args.insert("when".to_owned(), when);
    let lang = cx.lang();
    let button = |label, spec: &Spec, filled: Filled| Button {
        label,
        asked: Asked { command: spec.name.to_owned(), args: filled.args },
    };
    let text = t!(lang, "put-off-ask", what = code.to_string(), day = said);
    Some(Plan::Say(Reply::new(ReplyKind::Ask, text).row(vec![
        button(t!(lang, "put-off-button-close", day = said), &EditDeal::SPEC, closes),
        button(t!(lang, "put-off-button-follow", day = said), &Follow::SPEC, follows),
    ])))
}

/// «下月底成交»: the day on which a deal is expected to close.
fn closes(cx: &Cx<'_>, code: Code, message: &Folded, at: usize) -> Option<Plan> {
    let words = message.text()[at..].trim();
    let words = ABOUT.iter().find_map(|about| words.strip_prefix(about)).unwrap_or(words);
    let moment = find_moments(words, &cx.env().here()).into_iter().next()?;
    let rest = words[moment.span.end..].trim().trim_end_matches(['.', '!', '吧']);
    let is_close = code.kind == Kind::Deal && moment.span.start == 0 && CLOSES.contains(&rest);
    if !is_close || !is_to_come(cx, moment.value) {
        return None;
    }
    let day = &words[moment.span];
    let day = parse::read(Take::Day, day, day, &cx.env()).ok()?;
    let mut filled = about(&EditDeal::SPEC, code);
    filled.args.insert("close".to_owned(), day);
    Some(planned(&EditDeal::SPEC, filled))
}
