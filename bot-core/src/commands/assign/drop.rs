//! `/assign drop`: a rule goes.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{place, saved};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// Which rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropRule {
    /// Its number.
    pub rule: i64,
}

impl Ask for DropRule {
    const SPEC: Spec = Spec {
        name: "assign drop",
        aliases: &["删规则", "删除规则", "rule drop"],
        right: Right::Handover,
        effect: Effect::Writes,
        args: &[required("rule", Take::Number, By::Shape)],
        example: Both { zh: "删规则 1", en: "assign drop 1" },
    };
}

#[async_trait]
impl Run for DropRule {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let place = place(cx, self.rule).await?;
        let mut assign = cx.settings.assign.clone();
        assign.rules.remove(place);
        let text = t!(cx.lang(), "assign-dropped", n = self.rule);
        saved(cx, assign, text).await
    }
}
