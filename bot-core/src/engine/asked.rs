//! Questions about somebody known: «李工电话多少», «华为上次聊了啥», `who is Mike`, `what's Acme's number`.
//! The card of whom they name tells it.

use crate::chat::understand::asked::asks;
use crate::commands::Cx;
use crate::domain::ids::Kind;
use crate::problem::Problem;

use super::nearly::bare_name;
use super::plan::Plan;
use super::sentence::{known_at, without};

/// The longest such question, in characters.
const LONGEST: usize = 30;
/// Who can be asked about.
const KINDS: &[Kind] = &[Kind::Customer, Kind::Contact, Kind::Lead];
/// What an English one begins with.
const LED: &[&str] = &[
    "what is ",
    "what's ",
    "whats ",
    "who is ",
    "who's ",
    "whos ",
    "where is ",
    "where's ",
    "how is ",
    "how's ",
    "tell me about ",
];
/// What belongs to somebody, and is asked for by its name alone: «王总电话».
const THEIRS: &[&str] = &[
    "电话",
    "手机",
    "手机号",
    "号码",
    "电话号码",
    "微信",
    "邮箱",
    "地址",
    "联系方式",
    "联系人",
    "采购",
    "负责人",
    "老板",
    "情况",
    "进展",
    "近况",
    "phone",
    "number",
    "phone number",
    "mobile",
    "email",
    "address",
    "contact",
    "contacts",
];
/// What makes a question of that.
const ASKED: &[&str] =
    &["是多少", "多少", "是什么", "是啥", "是谁", "在哪里", "在哪", "怎么样", "呢", "?"];
/// What links somebody and what is theirs.
const OF: &[&str] = &["的", "那边", "'s"];

/// The card of whom words ask about; nothing where they are no such question.
pub(super) async fn asked_about(cx: &mut Cx<'_>, text: &str) -> Result<Option<Plan>, Problem> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Ok(None);
    }
    let lower = text.to_ascii_lowercase();
    let begin = without(&lower, 0, LED);
    // What is asked in so many words may also stand by itself: then it is said of the card at hand.
    let may = begin > 0 || asks(text) || THEIRS.iter().any(|theirs| ends(&lower).ends_with(theirs));
    if !may {
        return Ok(None);
    }
    let Some(len) = known_at(cx, KINDS, &text[begin..]).await? else { return Ok(None) };
    let (name, rest) = text[begin..].split_at(len);
    let rest = rest.trim().to_ascii_lowercase();
    let rest = OF.iter().find_map(|of| rest.strip_prefix(of)).unwrap_or(&rest).trim_start();
    let whole = begin > 0 && ends(rest).is_empty();
    if !(whole || asks(rest) || THEIRS.contains(&ends(rest))) {
        return Ok(None);
    }
    bare_name(cx, name).await
}

/// The words without what makes a question of them.
fn ends(words: &str) -> &str {
    let bare = ASKED.iter().find_map(|asked| words.strip_suffix(asked)).unwrap_or(words);
    bare.trim_end()
}
