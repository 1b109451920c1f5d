//! `/stage edit`: changes the name, the rate, the limit or the place of a stage, once it was seen what
//! that means.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::words::{Place, place};
use super::{done, ends, find, free, ordered, put_in_order};
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::rules::dry_run::{compare, yes};
use crate::commands::setup::{self, standing, with_pipelines};
use crate::commands::{Cx, Outcome, Run, edit, show};
use crate::domain::access::Right;
use crate::domain::money::Currency;
use crate::domain::pipeline::{Pipeline, Stage};
use crate::problem::Problem;
use crate::reports::pipeline::weighted;
use crate::store::StageSum;
use crate::t;
use crate::text::read;

/// Which stage, and what is to be different.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditStage {
    /// What it is called.
    pub stage: String,
    /// In which pipeline, where several have one of that name.
    #[serde(default)]
    pub pipeline: Option<String>,
    /// Another name.
    #[serde(default)]
    pub name: Option<String>,
    /// Another name in the other language.
    #[serde(default)]
    pub other: Option<String>,
    /// How likely a deal in it is won, in basis points.
    #[serde(default)]
    pub rate: Option<i64>,
    /// After how many days without an activity a deal in it is stale.
    #[serde(default)]
    pub days: Option<i64>,
    /// Before or behind which stage it is to stand.
    #[serde(default)]
    pub place: Option<String>,
    /// True where it was said what that means: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

impl Ask for EditStage {
    const SPEC: Spec = Spec {
        name: "stage edit",
        aliases: &["改阶段", "修改阶段", "edit stage", "change stage"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            optional("rate", Take::Share, By::Shape),
            optional("name", Take::Text, By::Key),
            optional("other", Take::Text, By::Key),
            optional("days", Take::Number, By::Key),
            optional("place", Take::Text, By::Key),
            optional("pipeline", Take::Text, By::Key),
            required("stage", Take::Text, By::Rest),
        ],
        example: Both { zh: "改阶段 报价 胜率=55%", en: "stage edit quotation rate=55%" },
    };
}

/// How many days a limit has at most.
const MOST_DAYS: i64 = 365;

/// Refuses a limit that is none.
pub(super) fn fits(cx: &Cx<'_>, days: i64) -> Result<(), Problem> {
    if (1..=MOST_DAYS).contains(&days) {
        return Ok(());
    }
    Err(Problem::tell(t!(cx.lang(), "stage-bad-days", most = MOST_DAYS)))
}

#[async_trait]
impl Run for EditStage {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let mut pipelines = cx.tx.pipelines().await?;
        let (at, before) = find(cx, &pipelines, (&self.stage, self.pipeline.as_deref()))?;
        let stage = self.changed(cx, &pipelines[at], &before)?;
        let was = pipelines[at].clone();
        put(&mut pipelines[at], &stage);
        if let Some(words) = &self.place {
            shift(cx, &mut pipelines[at], &stage, words)?;
        }
        let pipeline = pipelines[at].clone();
        let mut after = with_pipelines(cx, pipelines).await?;
        if let Some(days) = self.days {
            fits(cx, days)?;
            after.nudges.stages.insert(stage.key.clone(), days);
        }
        let nudges = after.nudges != cx.settings.nudges;
        if pipeline == was && !nudges {
            return Err(self.nothing(cx, &before));
        }
        let (mut told, mut asks) = self.told(cx, &before, &stage).await?;
        if nudges && !self.sure {
            let seen = compare(cx, &after).await?;
            told.push(seen.title(cx));
            if seen.differs() {
                told.extend(seen.lines(cx));
                asks = true;
            }
        }
        if asks && !self.sure {
            let text = t!(lang, "stage-edit-ask", stage = before.name(lang));
            let reply = Reply::new(ReplyKind::Ask, text).bullets(told);
            let reply = reply.text(setup::in_a_line(lang, &pipeline));
            let sure = yes(cx, &Self { sure: true, ..self });
            return Ok(reply.row(vec![sure]));
        }
        setup::save(cx, after).await?;
        let reply = done(cx, t!(lang, "stage-edited", stage = stage.name(lang)), &pipeline);
        Ok(told.into_iter().fold(reply, Reply::text))
    }
}

/// Puts a stage in the place of the one with its key.
fn put(pipeline: &mut Pipeline, stage: &Stage) {
    if let Some(there) = pipeline.stages.iter_mut().find(|there| there.id == stage.id) {
        *there = stage.clone();
    }
}

/// Puts the stage before or behind another one.
fn shift(cx: &Cx<'_>, pipeline: &mut Pipeline, stage: &Stage, words: &str) -> Result<(), Problem> {
    let lang = cx.lang();
    let (other, before) = match place(words) {
        Some(Place::Before(other)) => (other, true),
        Some(Place::After(other)) => (other, false),
        None => {
            return Err(Problem::tell(t!(lang, "stage-bad-place", given = show::short(words, 40))));
        }
    };
    let alone = [pipeline.clone()];
    let (_, other) = find(cx, &alone, (&other, None))?;
    if ends(stage) || (ends(&other) && !before) {
        let name = if ends(stage) { stage } else { &other }.name(lang);
        return Err(Problem::tell(t!(lang, "stage-after-end", stage = name)));
    }
    if other.id == stage.id {
        return Ok(());
    }
    let mut all = ordered(pipeline);
    all.retain(|(_, there)| there.id != stage.id);
    let at = all.iter().position(|(_, there)| there.id == other.id).unwrap_or(0);
    let end = all.iter().position(|(_, there)| ends(there)).unwrap_or(all.len());
    all.insert((if before { at } else { at + 1 }).min(end), (true, stage.clone()));
    put_in_order(pipeline, all);
    Ok(())
}

impl EditStage {
    /// The stage as it is to be, but for its place.
    fn changed(&self, cx: &Cx<'_>, pipeline: &Pipeline, before: &Stage) -> Result<Stage, Problem> {
        let mut stage = before.clone();
        for name in self.name.iter().chain(&self.other) {
            free(cx, pipeline, Some(before), name)?;
        }
        // A stage that has one name for both languages is renamed in both.
        match (self.name.as_deref(), self.other.as_deref()) {
            (Some(name), None) if before.zh == before.en => {
                (stage.zh, stage.en) = super::add::names(name, None);
            }
            (Some(name), other) => {
                let (own, foreign) = if name.is_ascii() {
                    (&mut stage.en, &mut stage.zh)
                } else {
                    (&mut stage.zh, &mut stage.en)
                };
                name.clone_into(own);
                if let Some(other) = other {
                    other.clone_into(foreign);
                }
            }
            (None, Some(other)) if other.is_ascii() => other.clone_into(&mut stage.en),
            (None, Some(other)) => other.clone_into(&mut stage.zh),
            (None, None) => {}
        }
        if let Some(rate) = self.rate {
            if ends(before) {
                let name = before.name(cx.lang());
                return Err(Problem::tell(t!(cx.lang(), "stage-end-rate", stage = name)));
            }
            stage.rate = rate;
        }
        Ok(stage)
    }

    /// What is different, and whether that changes numbers of deals that there are.
    async fn told(
        &self,
        cx: &mut Cx<'_>,
        before: &Stage,
        stage: &Stage,
    ) -> Result<(Vec<String>, bool), Problem> {
        let lang = cx.lang();
        let mut told = Vec::new();
        let sums = standing(cx, vec![before.id]).await?;
        let deals: i64 = sums.iter().map(|sum| sum.deals).sum();
        if before.name(lang) != stage.name(lang) {
            let (was, is) = (before.name(lang), stage.name(lang));
            told.push(t!(lang, "stage-renamed", was = was, is = is, n = deals));
        }
        if before.rate == stage.rate {
            return Ok((told, self.place.is_some() && deals > 0));
        }
        let (was, is) = (read::percent(before.rate), read::percent(stage.rate));
        let (was_sum, is_sum) = (by_rate(cx, &sums, before.rate), by_rate(cx, &sums, stage.rate));
        told.push(if sums.iter().any(|sum| sum.sum != 0) {
            let (n, was_sum, is_sum) = (deals, was_sum.join(" + "), is_sum.join(" + "));
            t!(lang, "stage-rate", was = was, is = is, n = n, was_sum = was_sum, is_sum = is_sum)
        } else {
            t!(lang, "stage-rate-only", was = was, is = is)
        });
        Ok((told, was_sum_differs(&sums)))
    }

    /// Nothing was said, or nothing that is not so already.
    fn nothing(&self, cx: &Cx<'_>, stage: &Stage) -> Problem {
        let lang = cx.lang();
        let said = self.name.is_some() || self.other.is_some() || self.rate.is_some();
        if said || self.days.is_some() || self.place.is_some() {
            return Problem::tell(t!(lang, "edit-same", what = stage.name(lang)));
        }
        edit::ask_what::<Self>(cx, stage.name(lang))
    }
}

/// Tells whether there is anything that a rate is applied to.
fn was_sum_differs(sums: &[StageSum]) -> bool {
    sums.iter().any(|sum| sum.sum != 0)
}

/// What deals count for in the forecast at a rate, by currency.
fn by_rate(cx: &Cx<'_>, sums: &[StageSum], rate: i64) -> Vec<String> {
    let of = |(sum, currency): (i64, Currency)| cx.amount(weighted(sum, rate), currency);
    sums.iter().filter(|sum| sum.sum != 0).map(|sum| (sum.sum, sum.currency)).map(of).collect()
}
