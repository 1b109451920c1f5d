//! `/assign move`: a rule is tried sooner or later than others.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{place, saved};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// Which rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveRule {
    /// Its number.
    pub rule: i64,
    /// Its new place, from 1.
    pub to: i64,
}

impl Ask for MoveRule {
    const SPEC: Spec = Spec {
        name: "assign move",
        aliases: &["移规则", "规则排到", "rule move"],
        right: Right::Handover,
        effect: Effect::Writes,
        args: &[required("rule", Take::Number, By::Shape), required("to", Take::Number, By::Shape)],
        example: Both { zh: "移规则 2 1", en: "assign move 2 1" },
    };
}

#[async_trait]
impl Run for MoveRule {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let place = place(cx, self.rule).await?;
        let mut assign = cx.settings.assign.clone();
        let rule = assign.rules.remove(place);
        let to = usize::try_from(self.to.saturating_sub(1)).unwrap_or(0);
        assign.rules.insert(to.min(assign.rules.len()), rule);
        let text = t!(cx.lang(), "assign-moved", n = self.rule);
        saved(cx, assign, text).await
    }
}
