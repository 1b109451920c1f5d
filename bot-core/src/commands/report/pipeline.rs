//! `/report pipeline`: open deals by stage, with what they are worth by win rate.

use std::collections::HashSet;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::won::{ReportWon, nameless};
use super::{ROWS, amounts, whose};
use crate::chat::reply::{Asked, Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::deal::list::ListDeals;
use crate::commands::deal::open::OpenDeal;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::people::Person;
use crate::reports::pipeline::{Row, Share, by_pipeline, pipeline, shares, weighted};
use crate::store::{DealFilter, Split, StageSum};
use crate::t;
use crate::text::read;

/// Whose deals.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportPipeline {
    /// `person`, `team`, `product` or `pipeline`.
    pub by: Option<String>,
    /// One colleague's only.
    pub owner: Option<String>,
    /// How many rows were shown before.
    pub from: Option<usize>,
}

const SPLITS: List = List::Fixed(&[
    ("person", Both { zh: "按人", en: "by person" }),
    ("team", Both { zh: "按团队", en: "by team" }),
    ("product", Both { zh: "按产品", en: "by product" }),
    ("pipeline", Both { zh: "按流程", en: "by pipeline" }),
    // What else people call them.
    ("person", Both { zh: "按负责人", en: "by owner" }),
    ("person", Both { zh: "按销售", en: "by rep" }),
    ("pipeline", Both { zh: "按销售流程", en: "by process" }),
]);

impl Ask for ReportPipeline {
    const SPEC: Spec = Spec {
        name: "report pipeline",
        aliases: &["漏斗", "销售漏斗", "pipeline"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[optional("by", Take::Choice(SPLITS), By::Shape), rest("owner")],
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
        if let Some(by) = self.by.clone() {
            return self.split(cx, &by, filter, owner).await;
        }
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
        let reply = reply.row(buttons.collect()).row(self.splits(cx, pipelines.len() > 1));
        Ok(reply.row(vec![won]))
    }
}

impl ReportPipeline {
    /// Buttons that split the same deals, where there is more than one of a thing.
    fn splits(&self, cx: &Cx<'_>, several: bool) -> Vec<Button> {
        let lang = cx.lang();
        let wide = self.owner.is_none() && cx.sees_others();
        let (List::Fixed(splits), mut seen) = (SPLITS, HashSet::new()) else { return Vec::new() };
        let fit = splits.iter().filter(|(by, _)| match *by {
            "product" => true,
            "pipeline" => several,
            _ => wide,
        });
        let button = |(by, label): &(&str, Both)| {
            let ask = Self { by: Some((*by).to_owned()), owner: self.owner.clone(), from: None };
            Button::new(label.in_lang(lang), &ask)
        };
        fit.filter(|(by, _)| seen.insert(*by)).map(button).collect()
    }

    /// A screen of rows, each with a button for its deals.
    async fn split(
        self,
        cx: &mut Cx<'_>,
        by: &str,
        filter: DealFilter,
        owner: Option<Person>,
    ) -> Outcome {
        let (lang, scope) = (cx.lang(), cx.scope().books());
        let split = match by {
            "team" => Split::Team,
            "product" => Split::Product,
            _ => Split::Person,
        };
        let shares = if by == "pipeline" {
            by_pipeline(cx.tx, &filter, scope).await?
        } else {
            shares(cx.tx, &filter, split, scope).await?
        };
        let whose = owner.map_or_else(|| whose(cx), |person| person.name);
        let reply = Reply::card(format!("{} · {whose}", t!(lang, "report-pipeline")));
        if shares.is_empty() {
            let example = OpenDeal::SPEC.example.in_lang(lang);
            return Ok(reply.text(t!(lang, "report-pipeline-none", example = example)));
        }
        let all = cx.tx.deal_sums(&filter, scope).await?;
        let pipelines = cx.tx.pipelines().await?;
        let rate = |sum: &StageSum| {
            let mut stages = pipelines.iter().flat_map(|pipeline| &pipeline.stages);
            stages.find(|stage| stage.id == sum.stage).map_or(0, |stage| stage.rate)
        };
        let rated: Vec<(&StageSum, i64)> = all.iter().map(|sum| (sum, rate(sum))).collect();
        let reply = reply.text(t!(lang, "report-total", numbers = numbers(cx, &rated)));
        let from = self.from.unwrap_or(0);
        let named = |share: &Share| match share.name.as_str() {
            "" => nameless(lang, split),
            name => name.to_owned(),
        };
        let (mut lines, mut buttons) = (Vec::new(), Vec::new());
        for share in shares.iter().skip(from).take(ROWS) {
            let sums: Vec<(&StageSum, i64)> =
                share.sums.iter().map(|(sum, rate)| (sum, *rate)).collect();
            lines.push(format!("{} · {}", named(share), numbers(cx, &sums)));
            let deals = DealFilter { part: Some(share.part.clone()), ..filter.clone() };
            buttons.push(Button::new(named(share), &ListDeals::behind(deals)));
        }
        let next = from + ROWS;
        let left = shares.len().saturating_sub(next);
        let more = (left > 0).then_some(Self { from: Some(next), ..self });
        cx.talk.more = more.as_ref().map(Asked::of);
        let reply = reply.bullets(lines);
        let reply = buttons.chunks(4).fold(reply, |reply, row| reply.row(row.to_vec()));
        let Some(more) = more else { return Ok(reply) };
        Ok(reply.row(vec![Button::new(t!(lang, "report-button-more", count = left), &more)]))
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
