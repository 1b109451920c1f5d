//! `/report pipeline`: open deals by stage, with what they are worth by win rate.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::won::ReportWon;
use super::{amounts, whose};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::deal::list::ListDeals;
use crate::commands::deal::open::OpenDeal;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::people::Person;
use crate::reports::pipeline::{Row, pipeline, weighted};
use crate::store::{DealFilter, StageSum};
use crate::t;
use crate::text::read;

/// Whose deals.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportPipeline {
    /// One colleague's only.
    pub owner: Option<String>,
}

impl Ask for ReportPipeline {
    const SPEC: Spec = Spec {
        name: "report pipeline",
        aliases: &["漏斗", "销售漏斗", "pipeline"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[rest("owner")],
        example: Both { zh: "漏斗", en: "report pipeline" },
    };
}

#[async_trait]
impl Run for ReportPipeline {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let scope = cx.scope().books();
        let owner = match self.owner.as_deref() {
            Some(word) => Some(super::colleague(cx, word).await?),
            None => None,
        };
        let filter =
            DealFilter { owner: owner.as_ref().map(Person::person_id), ..DealFilter::default() };
        let pipelines = pipeline(cx.tx, &filter, scope).await?;
        let whose = owner.map_or_else(|| whose(cx), |person| person.name);
        let title = format!("{} · {whose}", t!(lang, "report-pipeline"));
        if pipelines.is_empty() {
            let example = OpenDeal::SPEC.example.in_lang(lang);
            let text = t!(lang, "report-pipeline-none", example = example);
            return Ok(Reply::card(title).text(text));
        }
        let several = pipelines.len() > 1;
        let mut reply = Reply::card(title);
        for (pipeline, rows) in &pipelines {
            if several {
                reply = reply.text(&pipeline.name);
            }
            reply = reply.bullets(rows.iter().map(|row| line(cx, row)));
        }
        let rows: Vec<&Row> = pipelines.iter().flat_map(|(_, rows)| rows).collect();
        let reply = reply.text(total(cx, &rows));
        let stages = rows.iter().filter(|row| !row.sums.is_empty()).take(4);
        let buttons = stages.map(|row| {
            let filter = DealFilter { stages: vec![row.stage.id], ..filter.clone() };
            Button::new(row.stage.name(lang), &ListDeals::behind(filter))
        });
        let won = ReportWon { owner: self.owner.clone(), ..ReportWon::default() };
        let won = Button::new(t!(lang, "report-button-won"), &won);
        Ok(reply.row(buttons.collect()).row(vec![won]))
    }
}

/// One stage: `报价 60% · 3 个 · ¥300,000.00 · 加权 ¥180,000.00`.
fn line(cx: &Cx<'_>, row: &Row) -> String {
    let lang = cx.lang();
    let stage = format!("{} {}", row.stage.name(lang), read::percent(row.stage.rate));
    if row.sums.is_empty() {
        return format!("{stage} · {}", t!(lang, "report-deals", count = 0_i64));
    }
    let sums: Vec<(&StageSum, i64)> = row.sums.iter().map(|sum| (sum, row.stage.rate)).collect();
    format!("{stage} · {}", numbers(cx, &sums))
}

/// All stages together: the sum of what their lines say.
fn total(cx: &Cx<'_>, rows: &[&Row]) -> String {
    let each = |row: &&Row| {
        let rate = row.stage.rate;
        row.sums.iter().map(|sum| (sum.clone(), rate)).collect::<Vec<_>>()
    };
    let sums: Vec<(StageSum, i64)> = rows.iter().flat_map(each).collect();
    let sums: Vec<(&StageSum, i64)> = sums.iter().map(|(sum, rate)| (sum, *rate)).collect();
    t!(cx.lang(), "report-total", numbers = numbers(cx, &sums))
}

/// Count, sum, weighted sum, and how many amounts are not known.
fn numbers(cx: &Cx<'_>, sums: &[(&StageSum, i64)]) -> String {
    let lang = cx.lang();
    let count: i64 = sums.iter().map(|(sum, _)| sum.deals).sum();
    let unknown: i64 = sums.iter().map(|(sum, _)| sum.unknown).sum();
    let plain = amounts(cx, sums.iter().map(|(sum, _)| (sum.currency, sum.sum)));
    let by_rate = sums.iter().map(|(sum, rate)| (sum.currency, weighted(sum.sum, *rate)));
    let by_rate = amounts(cx, by_rate);
    let mut parts = vec![
        t!(lang, "report-deals", count = count),
        plain,
        t!(lang, "report-weighted", amount = by_rate),
    ];
    if unknown > 0 {
        parts.push(t!(lang, "report-unknown", count = unknown));
    }
    parts.join(" · ")
}
