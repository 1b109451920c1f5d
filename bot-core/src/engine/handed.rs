//! Records that go to a colleague: «把D-1给Bo», «D-1 给 Bo».

use crate::chat::parse::Ref;
use crate::chat::reply::Asked;
use crate::chat::spec::Ask as _;
use crate::commands::Cx;
use crate::commands::follow::give::Give;
use crate::domain::ids::Code;
use crate::problem::Problem;

use super::filled::kinds_of;
use super::plan::{Plan, ready};
use super::sentence::{LONGEST_NAME, begins_with, known_at, without};

/// What begins a sentence in which a record goes to somebody.
const HAND: &[&str] = &["把", "将", "give ", "hand ", "transfer ", "assign ", "reassign "];
/// What stands between a record and the colleague who is to have it, the longest first.
const GIVEN_TO: &[&str] =
    &["转交给", "移交给", "分配给", "转给", "交给", "分给", "派给", "给", "to "];

/// «把D-1给Bo», «transfer Huawei to Bo»: a record that is known, and to whom it goes.
pub(super) async fn handed_on(cx: &mut Cx<'_>, text: &str) -> Result<Option<Plan>, Problem> {
    let from = without(text, 0, HAND);
    if from == 0 || !begins_with(text, HAND) {
        return Ok(None);
    }
    let words = &text[from..];
    let parted = GIVEN_TO.iter().filter_map(|to| {
        let at = words.find(to)?;
        Some((at, at + to.len()))
    });
    let Some((end, to)) = parted.min_by_key(|(at, to)| (*at, std::cmp::Reverse(*to))) else {
        return Ok(None);
    };
    let record = words[..end].trim().trim_end_matches(" over");
    let to = words[to..].trim().trim_end_matches(['.', '!', '了', '吧']);
    let whole = known_at(cx, &kinds_of(&Give::SPEC), record).await? == Some(record.len());
    let named = !to.is_empty() && to.chars().count() <= LONGEST_NAME;
    Ok((whole && named).then(|| give(record.to_owned(), to)))
}

/// «D-1 给 Bo»: the record goes to a colleague of that name.
pub(super) async fn given_to(
    cx: &mut Cx<'_>,
    code: Code,
    rest: &str,
) -> Result<Option<Plan>, Problem> {
    let to = GIVEN_TO.iter().find_map(|to| rest.strip_prefix(to)).map(str::trim);
    let (Some(to), Some(_)) = (to, Give::SPEC.arg_for(code.kind)) else { return Ok(None) };
    if to.is_empty() || cx.colleague(to).await?.is_none() {
        return Ok(None);
    }
    Ok(Some(give(code.to_string(), to)))
}

/// Gives a record to whom words name.
fn give(record: String, to: &str) -> Plan {
    let give = Give { record: Ref(record), to: Some(to.to_owned()) };
    ready(Asked::of(&give), &Give::SPEC)
}
