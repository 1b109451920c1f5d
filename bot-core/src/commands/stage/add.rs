//! `/stage add`: puts a new stage into a pipeline, once it was seen what that means.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::words::{Place, Said, said};
use super::{MOST, done, ends, find, free, ordered, put_in_order};
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::rules::dry_run::yes;
use crate::commands::setup::{self, standing};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::pipeline::{Outcome as Ending, Pipeline, Stage};
use crate::problem::Problem;
use crate::t;
use crate::text::read;

/// What the stage is, and where it goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddStage {
    /// «样品测试 在 报价 前 50%».
    pub what: String,
    /// What it is called in the other language.
    #[serde(default)]
    pub other: Option<String>,
    /// In which pipeline; the first one when not said.
    #[serde(default)]
    pub pipeline: Option<String>,
    /// After how many days without an activity a deal in it is stale.
    #[serde(default)]
    pub days: Option<i64>,
    /// True where it was said what that means: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

impl Ask for AddStage {
    const SPEC: Spec = Spec {
        name: "stage add",
        aliases: &["加阶段", "新阶段", "add stage", "new stage"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            required("what", Take::Text, By::Rest),
            optional("other", Take::Text, By::Key),
            optional("pipeline", Take::Text, By::Key),
            optional("days", Take::Number, By::Key),
        ],
        example: Both {
            zh: "加阶段 样品测试 在 报价 前 50%",
            en: "stage add Sample test before quotation 50%",
        },
    };
}

#[async_trait]
impl Run for AddStage {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let said = said(&self.what, &cx.env());
        let mut pipelines = cx.tx.pipelines().await?;
        let (at, pos) = self.place(cx, &pipelines, &said)?;
        let pipeline = &mut pipelines[at];
        free(cx, pipeline, None, &said.name)?;
        if let Some(other) = &self.other {
            free(cx, pipeline, None, other)?;
        }
        if pipeline.stages.len() >= MOST {
            return Err(Problem::tell(t!(lang, "stage-too-many", most = MOST)));
        }
        let stage = self.stage(cx, pipeline, &said, pos)?;
        let beyond: Vec<Stage> = pipeline.open().filter(|s| s.pos >= pos).cloned().collect();
        let first = pipeline.open().all(|other| other.pos >= pos);
        let mut all = ordered(pipeline);
        let place = all.iter().position(|(_, s)| s.pos >= pos).unwrap_or(all.len());
        all.insert(place, (true, stage.clone()));
        put_in_order(pipeline, all);
        let pipeline = pipeline.clone();
        let beyond = beyond.iter().map(|stage| stage.id).collect();
        let deals: i64 = standing(cx, beyond).await?.iter().map(|sum| sum.deals).sum();
        let means = means(cx, &stage, (deals, first && at == 0));
        if !self.sure && deals > 0 {
            let text = t!(lang, "stage-add-ask", stage = stage.name(lang), line = means.join("；"));
            let reply = Reply::new(ReplyKind::Ask, text).text(setup::in_a_line(lang, &pipeline));
            let sure = yes(cx, &Self { sure: true, ..self });
            return Ok(reply.row(vec![sure]));
        }
        setup::replace(cx, pipelines).await?;
        let rate = read::percent(stage.rate);
        let text = t!(lang, "stage-added", stage = stage.name(lang), rate = rate);
        let reply = done(cx, text, &pipeline);
        Ok(means.into_iter().fold(reply, Reply::text))
    }
}

/// What a new stage means for deals that there are, and for those to come.
fn means(cx: &Cx<'_>, stage: &Stage, (deals, first): (i64, bool)) -> Vec<String> {
    let lang = cx.lang();
    let passed = (deals > 0).then(|| t!(lang, "stage-add-passed", n = deals));
    let begin = first.then(|| t!(lang, "stage-add-first", stage = stage.name(lang)));
    passed.into_iter().chain(begin).collect()
}

impl AddStage {
    /// In which pipeline it goes, and at which place; behind the last open stage when not said.
    fn place(
        &self,
        cx: &Cx<'_>,
        pipelines: &[Pipeline],
        said: &Said,
    ) -> Result<(usize, i64), Problem> {
        let of = self.pipeline.as_deref();
        let (words, before) = match &said.place {
            Some(Place::Before(words)) => (words, true),
            Some(Place::After(words)) => (words, false),
            None => {
                let chosen = setup::pipeline(cx, pipelines, of)?;
                let at = pipelines.iter().position(|p| p.id == chosen.id).unwrap_or_default();
                let last = chosen.open().map(|stage| stage.pos).max().unwrap_or(0);
                return Ok((at, last + 1));
            }
        };
        let (at, stage) = find(cx, pipelines, (words, of))?;
        if ends(&stage) && !before {
            let name = stage.name(cx.lang());
            return Err(Problem::tell(t!(cx.lang(), "stage-after-end", stage = name)));
        }
        // Before «lost» is before «won»: both end.
        let last = pipelines[at].open().map(|stage| stage.pos).max().unwrap_or(0);
        let pos = if before { stage.pos } else { stage.pos + 1 };
        Ok((at, pos.min(last + 1)))
    }

    fn stage(
        &self,
        cx: &Cx<'_>,
        pipeline: &Pipeline,
        said: &Said,
        pos: i64,
    ) -> Result<Stage, Problem> {
        let near = |stages: Option<&Stage>, usual| stages.map_or(usual, |stage| stage.rate);
        let below = near(pipeline.open().filter(|s| s.pos < pos).max_by_key(|s| s.pos), 0);
        let above = near(pipeline.open().filter(|s| s.pos >= pos).min_by_key(|s| s.pos), 10_000);
        // Between its neighbours, in whole percents.
        let rate = said.rate.unwrap_or((below + above) / 200 * 100);
        let english = self.other.as_deref().or(said.name.is_ascii().then_some(&said.name));
        let taken = |key: &str| pipeline.ever().any(|stage| stage.key == key);
        let key = setup::free_key(setup::key_of(&said.name, english), taken);
        let no = pipeline.ever().map(|stage| stage.no).max().unwrap_or(0) + 1;
        if let Some(days) = self.days {
            super::edit::fits(cx, days)?;
        }
        let (zh, en) = names(&said.name, self.other.as_deref());
        let (id, outcome) = (cx.new_id(), Ending::Open);
        Ok(Stage { id, no, pos, key, zh, en, rate, outcome, idle_days: self.days })
    }
}

/// A name in both languages: one of them is the other one where only one was said.
pub(crate) fn names(name: &str, other: Option<&str>) -> (String, String) {
    let other = other.unwrap_or(name);
    let (zh, en) = if name.is_ascii() { (other, name) } else { (name, other) };
    (zh.to_owned(), en.to_owned())
}

/// How one adds a stage.
pub(super) fn how(cx: &Cx<'_>) -> String {
    let example = AddStage::SPEC.example.in_lang(cx.lang());
    t!(cx.lang(), "stage-how", example = example)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_both_languages() {
        assert_eq!(names("样品", None), ("样品".to_owned(), "样品".to_owned()));
        assert_eq!(names("样品", Some("Sample")), ("样品".to_owned(), "Sample".to_owned()));
        assert_eq!(names("Sample", Some("样品")), ("样品".to_owned(), "Sample".to_owned()));
    }
}
