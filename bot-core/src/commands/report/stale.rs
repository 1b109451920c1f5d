//! `/report stale`: open deals on which nothing has happened for longer than their stage allows.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{amounts, of_whom, whose};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::deal::list::ListDeals;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::reports::stale::{Row, stale};
use crate::t;
use crate::text::read;

/// Whose.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportStale {
    /// One colleague's only.
    pub owner: Option<String>,
}

impl Ask for ReportStale {
    const SPEC: Spec = Spec {
        name: "report stale",
        aliases: &["停滞", "停滞商机", "沉睡商机", "stale", "stale deals"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[rest("owner")],
        example: Both { zh: "停滞", en: "report stale" },
    };
}

#[async_trait]
impl Run for ReportStale {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let person = of_whom(cx, None, self.owner.as_deref()).await?;
        let scope = cx.scope().books();
        let today = read::today(cx.now, cx.org.zone);
        let stale = stale(cx.tx, (today, cx.org.zone), person, scope).await?;
        let other = person.filter(|person| *person != cx.me.person_id());
        let whose = if other.is_some() { cx.person_name(other).await? } else { whose(cx) };
        let mut reply = Reply::card(format!("{} · {whose}", t!(lang, "report-stale")));
        let count: i64 = stale.rows.iter().flat_map(|row| &row.sums).map(|sum| sum.deals).sum();
        reply = if count == 0 {
            reply.text(t!(lang, "report-stale-none"))
        } else {
            let total = t!(lang, "report-stale-total", count = count);
            reply.text(total).bullets(stale.rows.iter().map(|row| line(cx, row)))
        };
        let button =
            |row: &Row| Button::new(row.stage.name(lang), &ListDeals::behind(row.deals.clone()));
        let mut buttons: Vec<Button> = stale.rows.iter().map(button).collect();
        if stale.untouched > 0 {
            reply = reply.text(t!(lang, "report-untouched", count = stale.untouched));
            let never = ListDeals::behind(stale.never);
            buttons.push(Button::new(t!(lang, "deal-untouched"), &never));
        }
        if buttons.is_empty() {
            let pipeline = super::pipeline::ReportPipeline::default();
            buttons.push(Button::new(t!(lang, "report-button-pipeline"), &pipeline));
        }
        Ok(buttons.chunks(3).fold(reply, |reply, row| reply.row(row.to_vec())))
    }
}

/// One stage: `报价（超过 14 天）· 3 个 · ¥300,000.00`.
fn line(cx: &Cx<'_>, row: &Row) -> String {
    let lang = cx.lang();
    let count: i64 = row.sums.iter().map(|sum| sum.deals).sum();
    let (stage, days) = (row.stage.name(lang), row.stage.idle_days.unwrap_or_default());
    let stage = t!(lang, "report-stale-stage", stage = stage, days = days);
    let amount = amounts(cx, row.sums.iter().map(|sum| (sum.currency, sum.sum)));
    format!("{stage} · {} · {amount}", t!(lang, "report-deals", count = count))
}
