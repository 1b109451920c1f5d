//! `/assign off`: a rule counts no more, and is kept.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{place, saved};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// Which rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SwitchOff {
    /// Its number.
    pub rule: i64,
}

impl Ask for SwitchOff {
    const SPEC: Spec = Spec {
        name: "assign off",
        aliases: &["停用规则", "关规则", "rule off"],
        right: Right::Handover,
        effect: Effect::Writes,
        args: &[required("rule", Take::Number, By::Shape)],
        example: Both { zh: "停用规则 1", en: "assign off 1" },
    };
}

#[async_trait]
impl Run for SwitchOff {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let place = place(cx, self.rule).await?;
        let mut assign = cx.settings.assign.clone();
        assign.rules[place].on = false;
        let text = t!(cx.lang(), "assign-off", n = self.rule);
        saved(cx, assign, text).await
    }
}
