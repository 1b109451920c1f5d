//! `/stage list`: the pipelines of the org with their stages.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::how;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::field::gate::SetGate;
use crate::commands::report::pipeline::ReportPipeline;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::pipeline::{Outcome as Ending, Stage};
use crate::t;
use crate::text::read;

/// All of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListStages {}

impl Ask for ListStages {
    const SPEC: Spec = Spec {
        name: "stage list",
        aliases: &["阶段", "销售阶段", "销售流程", "流程", "stages", "list stages", "pipelines"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "阶段", en: "stage list" },
    };
}

#[async_trait]
impl Run for ListStages {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let pipelines = cx.tx.pipelines().await?;
        let mut reply = Reply::card(t!(lang, "stage-list"));
        for pipeline in &pipelines {
            reply = reply.text(&pipeline.name);
            reply = reply.bullets(pipeline.stages.iter().map(|stage| line(cx, stage)));
        }
        if cx.may(Right::Admin) {
            reply = reply.text(how(cx));
        }
        let board = Button::new(t!(lang, "stage-button-board"), &ReportPipeline::default());
        let gates = Button::new(t!(lang, "stage-button-gates"), &SetGate::default());
        Ok(reply.row(vec![board, gates]))
    }
}

/// One stage: `报价 60% · 14 天没动静算停滞`.
fn line(cx: &Cx<'_>, stage: &Stage) -> String {
    let lang = cx.lang();
    let named = format!("{} {}", stage.name(lang), read::percent(stage.rate));
    if stage.outcome != Ending::Open {
        return named;
    }
    let days = cx.settings.nudges.idle_days(&stage.key, stage.idle_days);
    format!("{named} · {}", t!(lang, "stage-days", n = days))
}
