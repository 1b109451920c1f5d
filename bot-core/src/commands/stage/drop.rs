//! `/stage drop`: takes a stage out of a pipeline in which no deal stands.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{done, ends, find, ordered, put_in_order};
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::rules::dry_run::yes;
use crate::commands::setup::{self, standing, with_pipelines};
use crate::commands::{Cx, Outcome, Run, own, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::pipeline::{Pipeline, Stage};
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::{DealFilter, Page};
use crate::t;

/// Which stage.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropStage {
    /// What it is called.
    pub stage: String,
    /// In which pipeline, where several have one of that name.
    #[serde(default)]
    pub pipeline: Option<String>,
    /// True where it was said what that means: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

impl Ask for DropStage {
    const SPEC: Spec = Spec {
        name: "stage drop",
        aliases: &["删阶段", "去掉阶段", "删除阶段", "drop stage", "remove stage"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[optional("pipeline", Take::Text, By::Key), required("stage", Take::Text, By::Rest)],
        example: Both { zh: "删阶段 样品测试", en: "stage drop Sample test" },
    };
}

/// How many deals an example of moving them names.
const NAMED: i64 = 3;

#[async_trait]
impl Run for DropStage {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let mut pipelines = cx.tx.pipelines().await?;
        let (at, stage) = find(cx, &pipelines, (&self.stage, self.pipeline.as_deref()))?;
        let pipeline = &mut pipelines[at];
        if ends(&stage) {
            return Err(Problem::tell(t!(lang, "stage-drop-end", stage = stage.name(lang))));
        }
        if pipeline.open().count() == 1 {
            return Err(Problem::tell(t!(lang, "stage-drop-last", stage = stage.name(lang))));
        }
        let deals: i64 = standing(cx, vec![stage.id]).await?.iter().map(|sum| sum.deals).sum();
        if deals > 0 {
            return Err(stands(cx, pipeline, &stage, deals).await?);
        }
        let all = ordered(pipeline).into_iter();
        let all = all.map(|(live, there)| (live && there.id != stage.id, there)).collect();
        put_in_order(pipeline, all);
        let pipeline = pipeline.clone();
        let others = pipelines.iter().flat_map(|p| &p.stages).any(|there| there.key == stage.key);
        let mut after = with_pipelines(cx, pipelines).await?;
        let demands = if others { Vec::new() } else { demands(cx, &stage) };
        if !self.sure && !demands.is_empty() {
            let demands = demands.join(" · ");
            let text = t!(lang, "stage-drop-ask", stage = stage.name(lang), demands = demands);
            let sure = yes(cx, &Self { sure: true, ..self });
            return Ok(Reply::new(ReplyKind::Ask, text).row(vec![sure]));
        }
        if !others {
            after.gates.remove(&stage.key);
            after.nudges.stages.remove(&stage.key);
            for own in after.fields.0.values_mut().flatten() {
                own.stage.take_if(|key| *key == stage.key);
            }
        }
        setup::save(cx, after).await?;
        Ok(done(cx, t!(lang, "stage-dropped", stage = stage.name(lang)), &pipeline))
    }
}

/// What the stage demands of deals, which nothing would any more.
fn demands(cx: &Cx<'_>, stage: &Stage) -> Vec<String> {
    let lang = cx.lang();
    let gate = cx.settings.gates.get(&stage.key);
    let fields = gate.into_iter().flat_map(|gate| &gate.fields);
    let fields = fields.map(|field| show::field_name(lang, field));
    let checks = gate.into_iter().flat_map(|gate| &gate.checks);
    let checks = checks.map(|check| format!("☑ {check}"));
    let own = cx.settings.fields.of(Kind::Deal);
    let own = own.filter(|own| own.stage.as_ref() == Some(&stage.key));
    let own = own.map(|own| own::shown(cx, own).to_owned());
    fields.chain(own).chain(checks).collect()
}

/// Says how many deals stand in the stage, and how they are moved on.
async fn stands(
    cx: &mut Cx<'_>,
    pipeline: &Pipeline,
    stage: &Stage,
    deals: i64,
) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let filter = DealFilter { stages: vec![stage.id], ..DealFilter::default() };
    let page = Page { below: None, limit: NAMED };
    let some = cx.tx.deals(&filter, cx.scope(), page).await?;
    let codes: Vec<String> = some.iter().map(|deal| deal.code().to_string()).collect();
    let to = pipeline.open().find(|other| other.id != stage.id);
    let to = to.map_or("", |other| other.name(lang));
    let (codes, name) = (codes.join(" "), stage.name(lang));
    let text = t!(lang, "stage-drop-stands", stage = name, n = deals, codes = codes, to = to);
    Ok(setup::in_the_way(cx, text, filter))
}
