//! What a field of a record really is, said as what is so now or as what was wrong: `it's 435k now`,
//! «金额不对，应该是3.1万», `the amount is wrong, should be 31k`, «改名 总部大楼空调».

use crate::chat::fields;
use crate::chat::parse;
use crate::chat::spec::{Ask as _, Take};
use crate::chat::understand::money;
use crate::commands::deal::edit::EditDeal;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};

use super::by_code::about;
use super::plan::{Plan, planned};

/// What says that something is so.
const IS: [&str; 10] =
    ["it's ", "its ", "it is ", "now ", "应该是", "应为", "现在是", "实际是", "现在", "应该"];
/// What says that a field is wrong, behind its name.
const WRONG: [&str; 12] = [
    "不对",
    "错了",
    "写错了",
    "记错了",
    "填错了",
    "有误",
    " is wrong",
    " was wrong",
    " is not right",
    " isn't right",
    " wrong",
    "搞错了",
];
/// What leads up to what it should be.
const SHOULD: [&str; 12] = [
    "应该是",
    "应当是",
    "应为",
    "应是",
    "实际是",
    "其实是",
    "是",
    "it should be ",
    "should be ",
    "it's ",
    "it is ",
    "make it ",
];
/// What gives a record another name.
const RENAMED: [&str; 10] = [
    "改名为",
    "改名叫",
    "改名成",
    "改名",
    "重命名为",
    "重命名",
    "更名为",
    "rename it to ",
    "rename to ",
    "rename ",
];
/// The longest name of a field that is wrong, in characters.
const LONGEST: usize = 8;

/// What the words of a message say that something of a record is, from `at` on.
pub(super) fn restated(cx: &Cx<'_>, code: Code, message: &Folded, at: usize) -> Option<Plan> {
    worth_now(cx, code, message, at)
        .or_else(|| corrected(cx, code, message, at))
        .or_else(|| renamed(code, message, at))
}

/// `it's 435k now`
fn worth_now(cx: &Cx<'_>, code: Code, message: &Folded, at: usize) -> Option<Plan> {
    let words = message.text()[at..].trim().trim_end_matches(['.', '!', '了']);
    let is = IS.iter().find(|is| starts(words, is))?;
    let rest = words[is.len()..].trim();
    let rest = rest.strip_suffix(" now").unwrap_or(rest);
    let rest = ["now ", "worth ", "about "]
        .iter()
        .find_map(|small| rest.strip_prefix(small))
        .unwrap_or(rest);
    let found = money::find_all(rest, cx.env().currency).into_iter().next()?;
    if code.kind != Kind::Deal || found.span != (0..rest.len()) || found.value.is_err() {
        return None;
    }
    let mut filled = about(&EditDeal::SPEC, code);
    filled.args.insert("amount".to_owned(), rest.into());
    Some(planned(&EditDeal::SPEC, filled))
}

/// «金额不对，应该是3.1万»
fn corrected(cx: &Cx<'_>, code: Code, message: &Folded, at: usize) -> Option<Plan> {
    let text = &message.text()[at..];
    let words = text.trim_start();
    let spec = commands::entry(&format!("{} edit", code.kind.word()))?.spec;
    let head = words.strip_prefix("the ").unwrap_or(words);
    let near = head.char_indices().map(|(at, _)| at).skip(1).take(2 * LONGEST);
    let (arg, rest) = near.into_iter().find_map(|end| {
        let wrong = WRONG.iter().find(|wrong| starts(&head[end..], wrong))?;
        let arg = fields::field(head[..end].trim()).and_then(|field| spec.arg(field))?;
        Some((arg, &head[end + wrong.len()..]))
    })?;
    let rest = rest.trim_start_matches([' ', ',', '.', ';']);
    let value = SHOULD
        .iter()
        .find(|should| starts(rest, should))
        .map(|should| rest[should.len()..].trim())?;
    if value.is_empty() || matches!(arg.take, Take::Ref(_)) {
        return None;
    }
    let end = message.text().trim_end().len();
    let typed = message.original(end - value.len()..end);
    let read = parse::read(arg.take, value, typed, &cx.env()).ok()?;
    let mut filled = about(spec, code);
    filled.args.insert(arg.name.to_owned(), read);
    Some(planned(spec, filled))
}

/// «改名 总部大楼空调», `rename to HQ cooling`
fn renamed(code: Code, message: &Folded, at: usize) -> Option<Plan> {
    let spec = commands::entry(&format!("{} edit", code.kind.word()))?.spec;
    let text = message.text();
    let at = at + text[at..].len() - text[at..].trim_start().len();
    // `rename stage …` by itself is about something else than the record at hand.
    let coded = at > 0;
    let renames = RENAMED.iter().find(|word| starts(&text[at..], word))?;
    if *renames == "rename " && !coded {
        return None;
    }
    let name = message.words(at + renames.len()..text.len());
    let name = name.trim_matches([':', '：', '=', ' ', '“', '”', '"']);
    if name.is_empty() || spec.arg("name").is_none() {
        return None;
    }
    let mut filled = about(spec, code);
    filled.args.insert("name".to_owned(), name.into());
    Some(planned(spec, filled))
}

fn starts(words: &str, with: &str) -> bool {
    words.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with))
}
