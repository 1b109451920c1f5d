//! Questions for numbers as people ask them: 我这个月卖了多少, `how much did Amy sell last month`.

use serde_json::{Map, Value};

use crate::chat::parse;
use crate::chat::reply::Asked;
use crate::chat::spec::{Ask as _, Take};
use crate::commands::Cx;
use crate::commands::owners::seen_colleague;
use crate::commands::report::won::ReportWon;
use crate::problem::Problem;

use super::plan::{Plan, ready};

/// How a question for what was sold ends.
const SOLD: &[&str] = &[
    "卖了多少钱",
    "卖了多少",
    "卖出多少",
    "卖得怎么样",
    "签了多少单",
    "签了多少",
    "成交了多少",
    "做了多少",
    "业绩怎么样",
    "业绩如何",
    "业绩是多少",
    "业绩多少",
    "业绩",
    "销售额是多少",
    "销售额怎么样",
    "销售额多少",
    "销售额",
];
/// The same in English: what leads up to who sold, and what stands behind.
const ENGLISH: &[(&str, &[&str])] = &[
    ("how much did ", &[" sell", " close", " win", " make"]),
    ("how much have ", &[" sold", " closed", " won", " made"]),
    ("how much has ", &[" sold", " closed", " won", " made"]),
    ("what did ", &[" sell", " close", " win"]),
    ("how am ", &[" doing"]),
    ("how is ", &[" doing"]),
    ("how are ", &[" doing"]),
    ("how are ", &[" sales"]),
    ("how are", &[" sales"]),
];
/// Whoever asks.
const ME: &[&str] = &["我", "我的", "我自己", "i", "me", "my", "mine"];
/// Everybody whom the asker sees.
const ALL: &[&str] =
    &["", "我们", "咱们", "大家", "公司", "团队", "全公司", "we", "our", "the team", "us"];
/// The longest such question, in characters.
const LONGEST: usize = 48;

/// The report that such a question asks for.
pub(super) async fn numbers(cx: &mut Cx<'_>, text: &str) -> Result<Option<Plan>, Problem> {
    let text = text.trim().trim_end_matches(['?', '!', '.', ' ']);
    if text.chars().count() > LONGEST {
        return Ok(None);
    }
    let lower = text.to_ascii_lowercase();
    let Some((who, period)) = in_chinese(cx, &lower).or_else(|| in_english(cx, &lower)) else {
        return Ok(None);
    };
    let mut args = Map::new();
    args.extend(period.map(|period| ("period".to_owned(), period)));
    if ME.contains(&who.as_str()) {
        args.insert("owner".to_owned(), cx.me.handle.clone().into());
    } else if !ALL.contains(&who.as_str()) {
        // Whom nobody is called, the question is about something else.
        let Some(person) = seen_colleague(cx, &who).await? else { return Ok(None) };
        args.insert("owner".to_owned(), person.handle.clone().into());
    }
    let asked = Asked { command: ReportWon::SPEC.name.to_owned(), args };
    Ok(Some(ready(asked, &ReportWon::SPEC)))
}

fn in_chinese(cx: &Cx<'_>, text: &str) -> Option<(String, Option<Value>)> {
    let rest = SOLD.iter().find_map(|sold| text.strip_suffix(sold))?.trim();
    // «业绩» alone is the command.
    if rest.is_empty() {
        return None;
    }
    Some(parted(cx, rest.trim_end_matches('的')))
}

fn in_english(cx: &Cx<'_>, text: &str) -> Option<(String, Option<Value>)> {
    ENGLISH.iter().find_map(|(lead, tails)| {
        let rest = text.strip_prefix(lead)?;
        tails.iter().find_map(|tail| {
            let at = rest.find(tail)?;
            let after = &rest[at + tail.len()..];
            let whole = after.is_empty() || after.starts_with(' ');
            let period = after.trim();
            let read = period_of(cx, period);
            if !whole || (read.is_none() && !period.is_empty()) {
                return None;
            }
            Some((rest[..at].trim().trim_end_matches("'s").to_owned(), read))
        })
    })
}

/// Who and when, in whichever order they stand.
fn parted(cx: &Cx<'_>, text: &str) -> (String, Option<Value>) {
    let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let name = |who: &str| who.trim().trim_end_matches('的').trim().to_owned();
    for at in &cuts {
        let (who, when) = text.split_at(*at);
        if let Some(period) = period_of(cx, when.trim()) {
            return (name(who), Some(period));
        }
    }
    for at in cuts.iter().rev() {
        let (when, who) = text.split_at(*at);
        if let Some(period) = period_of(cx, when.trim().trim_end_matches('的')) {
            return (name(who), Some(period));
        }
    }
    (name(text), None)
}

fn period_of(cx: &Cx<'_>, words: &str) -> Option<Value> {
    if words.is_empty() {
        return None;
    }
    parse::read(Take::Period, words, words, &cx.env()).ok()
}
