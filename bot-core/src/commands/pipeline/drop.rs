//! `/pipeline drop`: takes a pipeline away that no deal has ever gone by.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::setup::{self, standing};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::problem::Problem;
use crate::store::DealFilter;
use crate::t;

/// Which pipeline.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropPipeline {
    /// What it is called.
    pub pipeline: String,
}

impl Ask for DropPipeline {
    const SPEC: Spec = Spec {
        name: "pipeline drop",
        aliases: &["删流程", "去掉流程", "删除流程", "drop pipeline", "remove pipeline"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("pipeline", Take::Text, By::Rest)],
        example: Both { zh: "删流程 渠道", en: "pipeline drop Channel" },
    };
}

#[async_trait]
impl Run for DropPipeline {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let mut pipelines = cx.tx.pipelines().await?;
        let pipeline = setup::pipeline(cx, &pipelines, Some(&self.pipeline))?.clone();
        if pipelines.len() == 1 {
            return Err(Problem::tell(t!(lang, "pipeline-last", pipeline = &pipeline.name)));
        }
        let stages: Vec<_> = pipeline.ever().map(|stage| stage.id).collect();
        let deals: i64 = standing(cx, stages.clone()).await?.iter().map(|sum| sum.deals).sum();
        if deals > 0 {
            let text = t!(lang, "pipeline-stands", pipeline = &pipeline.name, n = deals);
            let filter = DealFilter { stages, ended_or_not: true, ..DealFilter::default() };
            return Err(setup::in_the_way(cx, text, filter));
        }
        pipelines.retain(|one| one.id != pipeline.id);
        setup::replace(cx, pipelines).await?;
        let text = t!(lang, "pipeline-dropped", pipeline = &pipeline.name);
        Ok(setup::stages_done(cx, Reply::say(text)))
    }
}
