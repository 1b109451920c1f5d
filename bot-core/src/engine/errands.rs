//! Several plans in one sentence, each with its customer and its day: «周二给华为送样品，周四去拜访华威». Each of
//! them is offered; none is taken for a part of another.

use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::commands::follow::add::Follow;
use crate::commands::{Cx, show};
use crate::domain::fold::Folded;
use crate::domain::follow_up::Due;
use crate::problem::Problem;
use crate::t;
use crate::text::read;

use super::newcomer::newcomer;
use super::plan::Plan;
use super::sentence::to_come;

/// How many plans are offered.
const MOST: usize = 4;
/// How much of what is to be done a button shows, in characters.
const LABEL: usize = 18;

/// Offers what a sentence plans, one button each; nothing where it plans one thing only.
pub(super) async fn errands(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let parts = parts(message.text());
    if !(2..=MOST).contains(&parts.len()) {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for part in &parts {
        let part = &Folded::of(part);
        let plan = match to_come(cx, part, 0, true).await? {
            None => newcomer(cx, part, true).await?,
            plan => plan,
        };
        let Some(Plan::Run(run)) = plan else { return Ok(None) };
        let field = |name: &str| run.asked.args.get(name).cloned().unwrap_or_default();
        let Ok(due) = serde_json::from_value::<Due>(field("when")) else { return Ok(None) };
        if run.asked.command != Follow::SPEC.name {
            return Ok(None);
        }
        let what = field("what").as_str().unwrap_or(part.text()).to_owned();
        let when = read::due(cx.lang(), due, cx.zone(), cx.now);
        let label = format!("{when} {}", show::short(&what, LABEL));
        rows.push(vec![Button { label, asked: run.asked }]);
    }
    let text = t!(cx.lang(), "errands-ask", count = rows.len());
    let reply = Reply::new(ReplyKind::Ask, text);
    Ok(Some(Plan::Say(rows.into_iter().fold(reply, Reply::row))))
}

/// The stretches of a sentence that may each be a plan.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let stretches = text.split([',', ';', '\n', '。']).flat_map(|part| part.split(" and "));
    let lean = |part: &str| {
        let begins = ["then ", "然后", "再"].iter().find(|word| part.starts_with(**word));
        begins.map_or(0, |word| word.len())
    };
    let trimmed = stretches.map(str::trim).filter(|part| !part.is_empty());
    trimmed.map(|part| &part[lean(part)..]).collect()
}
