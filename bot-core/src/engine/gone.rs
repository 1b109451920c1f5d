//! Somebody went there: «上周五去华威了，王总还要考虑», «和Bo一起去华威 看了现场». That is a visit, though no word
//! of it says so.

use crate::chat::understand::happened::is_told;
use crate::commands::Cx;
use crate::domain::fold::Folded;
use crate::domain::ids::Kind;
use crate::problem::Problem;

use super::sentence::{is_along, known_at, opened};

/// Who can be gone to.
const KINDS: &[Kind] = &[Kind::Customer, Kind::Lead];
/// What says that one went, the longer first.
const WENT: [&str; 7] = ["去了一趟", "去了趟", "跑了一趟", "跑了趟", "去了", "跑了", "去"];
/// How far into a sentence that stands, in characters, behind who came along.
const FAR: usize = 16;

/// The same sentence with the word for a visit; nothing where it tells of none, or of one to come.
pub(super) async fn gone(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Folded>, Problem> {
    let text = message.text();
    let (begin, moment) = opened(cx, text);
    if moment.is_some_and(|moment| cx.env().is_to_come(moment)) {
        return Ok(None);
    }
    let said: String = text[begin..].chars().take(FAR).collect();
    let Some(at) = said.find(['去', '跑']).map(|at| begin + at) else { return Ok(None) };
    let along = text[begin..at].trim();
    if !along.is_empty() && !is_along(along) {
        return Ok(None);
    }
    let Some(went) = WENT.iter().find(|went| text[at..].starts_with(**went)) else {
        return Ok(None);
    };
    let to = at + went.len();
    let Some(len) = known_at(cx, KINDS, &text[to..]).await? else { return Ok(None) };
    let rest = &text[to + len..];
    // «去华威 看了现场»
    let first = rest.trim_start().split([' ', ',']).next().unwrap_or_default();
    let told = first.contains(['了', '过']) || is_told(rest);
    let over = went.len() > "去".len() || told;
    if !over || rest.starts_with(['的', '那']) {
        return Ok(None);
    }
    let name = message.original(to..to + len);
    let rest = rest.strip_prefix('了').map_or(0, |_| '了'.len_utf8()) + to + len;
    let (before, after) = (message.original(0..at), message.original(rest..text.len()));
    let comma =
        if after.trim().is_empty() || after.starts_with([' ', '，', ',']) { "" } else { "，" };
    Ok(Some(Folded::of(&format!("{before}拜访了{name}{comma}{after}"))))
}
