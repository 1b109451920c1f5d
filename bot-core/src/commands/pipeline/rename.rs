//! `/pipeline rename`: gives a pipeline another name.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::free;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::setup;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// Which pipeline, and its other name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenamePipeline {
    /// What it is called.
    pub pipeline: String,
    /// What it is to be called.
    pub name: String,
}

impl Ask for RenamePipeline {
    const SPEC: Spec = Spec {
        name: "pipeline rename",
        aliases: &["改流程", "流程改名", "rename pipeline"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("name", Take::Text, By::Key), required("pipeline", Take::Text, By::Rest)],
        example: Both {
            zh: "改流程 标准销售流程 名称=直销",
            en: "pipeline rename standard name=Direct",
        },
    };
}

#[async_trait]
impl Run for RenamePipeline {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let mut pipelines = cx.tx.pipelines().await?;
        let id = setup::pipeline(cx, &pipelines, Some(&self.pipeline))?.id;
        let others: Vec<_> = pipelines.iter().filter(|one| one.id != id).cloned().collect();
        free(cx, &others, &self.name)?;
        let mut was = String::new();
        for one in pipelines.iter_mut().filter(|one| one.id == id) {
            was = std::mem::replace(&mut one.name, self.name.clone());
        }
        setup::replace(cx, pipelines).await?;
        let text = t!(lang, "pipeline-renamed", was = was, is = self.name);
        Ok(setup::stages_done(cx, Reply::say(text)))
    }
}
