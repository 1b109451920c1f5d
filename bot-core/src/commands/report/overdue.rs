//! `/report overdue`: whose follow-ups are overdue, and which those of one person are.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::whose;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::follow::{due_text, named};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::people::Person;
use crate::domain::record::Record;
use crate::store::FollowUpFilter;
use crate::t;
use crate::text::read;

/// How many lines one message shows.
const LINES: usize = 10;

/// Whose.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportOverdue {
    /// One colleague's only.
    pub owner: Option<String>,
}

impl Ask for ReportOverdue {
    const SPEC: Spec = Spec {
        name: "report overdue",
        aliases: &["逾期", "overdue"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[rest("owner")],
        example: Both { zh: "逾期", en: "report overdue" },
    };
}

#[async_trait]
impl Run for ReportOverdue {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        match self.owner.as_deref() {
            Some(word) => {
                let owner = super::won::owner(cx, word).await?;
                of(cx, &owner).await
            }
            None => everybody(cx).await,
        }
    }
}

async fn everybody(cx: &mut Cx<'_>) -> Outcome {
    let lang = cx.lang();
    let today = read::today(cx.now, cx.org.zone);
    let all = cx.tx.overdue(cx.now, today, cx.scope().books()).await?;
    let title = format!("{} · {}", t!(lang, "report-overdue"), whose(cx));
    if all.is_empty() {
        return Ok(Reply::card(title).text(t!(lang, "report-overdue-none")));
    }
    let lines = all
        .iter()
        .take(LINES)
        .map(|one| format!("{} · {}", one.name, t!(lang, "report-overdue-count", n = one.count)));
    let buttons = all.iter().take(4).map(|one| {
        Button::new(one.name.clone(), &ReportOverdue { owner: Some(one.handle.clone()) })
    });
    Ok(Reply::card(title).bullets(lines).row(buttons.collect()))
}

async fn of(cx: &mut Cx<'_>, owner: &Person) -> Outcome {
    let lang = cx.lang();
    let today = read::today(cx.now, cx.org.zone);
    let person = owner.person_id();
    let filter = FollowUpFilter::Overdue(cx.scope().books(), person, cx.now, today);
    let mut all = cx.tx.follow_ups(&filter, 100).await?;
    let title = format!("{} · {}", t!(lang, "report-overdue"), owner.name);
    if all.is_empty() {
        return Ok(Reply::card(title).text(t!(lang, "report-overdue-none")));
    }
    let more = all.len().saturating_sub(LINES);
    all.truncate(LINES);
    let lines = all.iter().map(|one| format!("{} · {}", due_text(cx, one), named(cx, one)));
    let mut reply = Reply::card(title).bullets(lines.collect::<Vec<_>>());
    if more > 0 {
        reply = reply.text(t!(lang, "nudge-more", n = more));
    }
    let buttons = all.iter().take(5);
    let buttons = buttons.filter_map(|one| show::to_show(one.code().to_string(), one.code()));
    Ok(reply.row(buttons.collect()))
}
