//! `/pipeline add`: makes a pipeline, with the stages that are named or those of the first one.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::setup::{self, in_a_line};
use crate::commands::{Cx, Outcome, Run, edit, same};
use crate::domain::access::Right;
use crate::domain::pipeline::{Outcome as Ending, Pipeline, Stage};
use crate::problem::Problem;
use crate::t;

/// What the pipeline is called, and its stages.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddPipeline {
    /// Its name.
    pub name: String,
    /// Its open stages, in their order; those of the first pipeline when not said.
    #[serde(default)]
    pub stage: Option<String>,
}

impl Ask for AddPipeline {
    const SPEC: Spec = Spec {
        name: "pipeline add",
        aliases: &["加流程", "新流程", "加销售流程", "add pipeline", "new pipeline"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[optional("stage", Take::Text, By::Key), required("name", Take::Text, By::Rest)],
        example: Both {
            zh: "加流程 渠道 阶段=报备、审核、签约",
            en: "pipeline add Channel stage=Registered,Checked,Signed",
        },
    };
}

/// How many pipelines an org has at most, and how many stages one of them.
const MOST: usize = 20;

#[async_trait]
impl Run for AddPipeline {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let mut pipelines = cx.tx.pipelines().await?;
        free(cx, &pipelines, &self.name)?;
        if pipelines.len() >= MOST {
            return Err(Problem::tell(t!(lang, "pipeline-too-many", most = MOST)));
        }
        let named = edit::names(self.stage.as_deref());
        let stages = match (named.as_slice(), pipelines.first()) {
            ([], Some(first)) => copied(cx, first),
            (named, _) => spread(cx, named)?,
        };
        let taken = |key: &str| pipelines.iter().any(|one| one.key == key);
        let key = setup::free_key(setup::key_of(&self.name, None), taken);
        let id = setup::id_after(&pipelines, cx.new_id());
        let pipeline = Pipeline { id, key, name: self.name, stages, gone: Vec::new() };
        pipelines.push(pipeline.clone());
        setup::replace(cx, pipelines).await?;
        let text = t!(lang, "pipeline-added", pipeline = &pipeline.name);
        let reply = Reply::say(text).text(in_a_line(lang, &pipeline));
        let reply = reply.text(t!(lang, "pipeline-how", pipeline = &pipeline.name));
        Ok(setup::stages_done(cx, reply))
    }
}

/// Refuses a name that cannot be typed or that another pipeline has.
pub(super) fn free(cx: &Cx<'_>, pipelines: &[Pipeline], name: &str) -> Result<(), Problem> {
    let lang = cx.lang();
    setup::typable(lang, name)?;
    let is = |one: &&Pipeline| same(&one.name, name) || same(&one.key, name);
    match pipelines.iter().find(is) {
        Some(one) => {
            Err(Problem::tell(t!(lang, "pipeline-taken", name = name, pipeline = &one.name)))
        }
        None => Ok(()),
    }
}

/// The stages of another pipeline, as stages of their own. What is demanded of a stage goes by its
/// key, and so holds here too.
fn copied(cx: &Cx<'_>, first: &Pipeline) -> Vec<Stage> {
    let each = first.stages.iter().zip(1..);
    each.map(|(stage, no)| Stage { id: cx.new_id(), no, pos: no, ..stage.clone() }).collect()
}

/// Stages that were named, with rates that rise evenly, and both endings.
fn spread(cx: &Cx<'_>, named: &[String]) -> Result<Vec<Stage>, Problem> {
    let lang = cx.lang();
    let parts = i64::try_from(named.len()).unwrap_or(i64::MAX - 1) + 1;
    let mut stages: Vec<Stage> = Vec::new();
    for (name, pos) in named.iter().zip(1..) {
        setup::typable(lang, name)?;
        if stages.iter().any(|stage| same(&stage.zh, name)) {
            return Err(Problem::tell(t!(lang, "pipeline-twice", stage = name)));
        }
        stages.push(Stage {
            id: cx.new_id(),
            no: pos,
            pos,
            key: setup::key_of(name, None),
            zh: name.clone(),
            en: name.clone(),
            rate: (100 * pos + parts / 2) / parts * 100,
            outcome: Ending::Open,
            idle_days: None,
        });
    }
    if stages.len() > MOST {
        return Err(Problem::tell(t!(lang, "stage-too-many", most = MOST)));
    }
    let ends = Pipeline::standard(|| cx.new_id()).stages.into_iter();
    let ends = ends.filter(|stage| stage.outcome != Ending::Open);
    stages.extend(ends.zip(parts..).map(|(stage, pos)| Stage { no: pos, pos, ..stage }));
    Ok(stages)
}
