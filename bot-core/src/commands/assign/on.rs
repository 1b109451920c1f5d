//! `/assign on`: a rule counts from now on.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{place, saved};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// Which rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SwitchOn {
    /// Its number.
    pub rule: i64,
}

impl Ask for SwitchOn {
    const SPEC: Spec = Spec {
        name: "assign on",
        aliases: &["启用规则", "开规则", "rule on"],
        right: Right::Handover,
        effect: Effect::Writes,
        args: &[required("rule", Take::Number, By::Shape)],
        example: Both { zh: "启用规则 1", en: "assign on 1" },
    };
}

#[async_trait]
impl Run for SwitchOn {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let place = place(cx, self.rule).await?;
        let mut assign = cx.settings.assign.clone();
        assign.rules[place].on = true;
        let text = t!(cx.lang(), "assign-on", n = self.rule);
        saved(cx, assign, text).await
    }
}
