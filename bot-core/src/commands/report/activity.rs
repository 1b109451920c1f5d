//! `/report activity`: how many calls, visits and notes that count whom had in a period.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::whose;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::deal::org_today;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::calendar::day_start;
use crate::domain::ids::Instant;
use crate::t;

/// How many lines one message shows.
const LINES: usize = 10;

/// In which period; this month when not said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportActivity {
    /// The first day, and the day after the last.
    pub period: Option<(NaiveDate, NaiveDate)>,
}

impl Ask for ReportActivity {
    const SPEC: Spec = Spec {
        name: "report activity",
        aliases: &["活动", "活动统计", "activity"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[optional("period", Take::Period, By::Shape)],
        example: Both { zh: "活动 本周", en: "report activity this week" },
    };
}

#[async_trait]
impl Run for ReportActivity {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let (first, end) = self.period.unwrap_or_else(|| super::won::month_of(org_today(cx)));
        let at = |day| Instant::from(day_start(day, cx.org.zone));
        let span = (at(first), at(end));
        let all = cx.tx.activity_counts(span, cx.scope().books()).await?;
        let called = super::won::span(lang, first, end);
        let title = [t!(lang, "report-activity"), called, whose(cx)].join(" · ");
        if all.is_empty() {
            return Ok(Reply::card(title).text(t!(lang, "report-activity-none")));
        }
        let total = all.iter().map(|one| one.count).sum::<i64>();
        let lines = all.iter().take(LINES).map(|one| format!("{} · {}", one.name, one.count));
        let reply = Reply::card(title).bullets(lines);
        Ok(reply.text(t!(lang, "report-activity-total", n = total)))
    }
}
