//! How somebody is sorted, said as a sentence: «华威升为A级», «给华为加标签 战略», `tag Acme as hot`.

use serde_json::{Map, Value, json};

use crate::chat::parse::{self, Ref};
use crate::chat::reply::Asked;
use crate::chat::spec::{Ask as _, List, Take};
use crate::commands::Cx;
use crate::commands::customer::edit::EditCustomer;
use crate::commands::lead::edit::EditLead;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;

use super::at_hand::latest;
use super::plan::{Plan, ready};
use super::sentence::known_at;

/// What stands between somebody and a tag, and whether it gives or takes it.
const TAGS: &[(&str, char)] = &[
    ("加标签", '+'),
    ("加上标签", '+'),
    ("加个标签", '+'),
    ("打标签", '+'),
    ("打上标签", '+'),
    ("打个标签", '+'),
    ("贴标签", '+'),
    ("贴上标签", '+'),
    ("添加标签", '+'),
    ("去掉标签", '-'),
    ("去标签", '-'),
    ("删标签", '-'),
    ("删掉标签", '-'),
    ("删除标签", '-'),
    ("移除标签", '-'),
    ("取消标签", '-'),
    (" as ", '+'),
];
/// What stands between somebody and a level.
const LEVELS: &[&str] = &[
    "改成",
    "改为",
    "升为",
    "升到",
    "升成",
    "升级为",
    "升级到",
    "降为",
    "降到",
    "降成",
    "降级为",
    "调成",
    "调为",
    "调到",
    "调整为",
    "定为",
    "变成",
    "设为",
    " is now ",
    " becomes ",
    " to level ",
];
/// What may stand before somebody.
const BEFORE: &[&str] = &["给", "把", "将", "帮", "客户", "upgrade ", "downgrade ", "change "];
/// How long such a sentence is at most, in characters.
const LONGEST: usize = 60;

/// Gives somebody who is named, or is at hand, the tag or the level that words say.
pub(super) async fn marked(cx: &mut Cx<'_>, text: &str) -> Result<Option<Plan>, Problem> {
    let text = text.trim().trim_end_matches(['.', '!', '了']);
    if text.chars().count() > LONGEST || text.contains('\n') {
        return Ok(None);
    }
    let Some((who, field, value)) = tag_of(text).or_else(|| level_of(cx, text)) else {
        return Ok(None);
    };
    let kinds: &[Kind] =
        if field == "level" { &[Kind::Customer] } else { &[Kind::Customer, Kind::Lead] };
    let who = BEFORE.iter().find_map(|word| who.strip_prefix(word)).unwrap_or(who).trim();
    let named = if who.is_empty() {
        match latest(cx).filter(|code| kinds.contains(&code.kind)) {
            Some(code) => Ref::code(code),
            None => return Ok(None),
        }
    } else if known_at(cx, kinds, who).await? == Some(who.len()) {
        Ref(who.to_owned())
    } else {
        return Ok(None);
    };
    let lead = match named.0.parse::<Code>() {
        Ok(code) => code.kind == Kind::Lead,
        Err(_) => known_at(cx, &[Kind::Customer], who).await? != Some(who.len()),
    };
    let (spec, of) =
        if lead { (&EditLead::SPEC, "lead") } else { (&EditCustomer::SPEC, "customer") };
    let args = Map::from_iter([(of.to_owned(), json!(named)), (field.to_owned(), value)]);
    Ok(Some(ready(Asked { command: spec.name.to_owned(), args }, spec)))
}

/// «华威 打标签 重点客户», `tag Acme as hot`: who, and the tag to add or to take away.
fn tag_of(text: &str) -> Option<(&str, &'static str, Value)> {
    let english = text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("tag "));
    let body = if english { &text[4..] } else { text };
    let words = TAGS.iter().filter(|(word, _)| word.is_ascii() == english);
    let (word, sign) =
        words.filter(|(word, _)| body.contains(word)).max_by_key(|(word, _)| word.len())?;
    let (who, tag) = body.split_once(word)?;
    let tag = tag.trim_start_matches([':', '=']).trim();
    let fits = !tag.is_empty() && !tag.contains(['?', '吗', '=']);
    let one = |tag: &str| format!("{sign}\"{}\"", tag.trim_matches('"'));
    let all = tag.split([',', '、']).map(str::trim).filter(|tag| !tag.is_empty()).map(one);
    fits.then(|| (who, "tag", all.collect::<Vec<_>>().join(" ").into()))
}

/// «华威升为A级»: who, and the level.
fn level_of<'a>(cx: &Cx<'_>, text: &'a str) -> Option<(&'a str, &'static str, Value)> {
    let (who, level) = LEVELS.iter().find_map(|word| text.split_once(word))?;
    // A letter alone may be anything's.
    let level = level.trim();
    let bare = level.strip_prefix("level ").unwrap_or(level);
    let said = level.ends_with('级') || bare.len() < level.len() || text.contains("to level ");
    let value = parse::read(Take::Choice(List::Levels), bare, bare, &cx.env()).ok();
    value.filter(|_| said).map(|value| (who.trim().trim_end_matches("级别").trim(), "level", value))
}
