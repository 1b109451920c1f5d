//! `/lead qualify`: the lead is worth selling to.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::step;
use crate::chat::parse::Ref;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required, rest};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::LeadStatus;

/// Which lead, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Qualify {
    /// By code or name.
    pub lead: Ref,
    /// Kept as a note.
    #[serde(default)]
    pub note: Option<String>,
}

impl Ask for Qualify {
    const SPEC: Spec = Spec {
        name: "lead qualify",
        aliases: &["合格", "qualify lead", "lead qualified", "qualify"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("lead", Take::Ref(&[Kind::Lead]), By::Shape), rest("note")],
        example: Both { zh: "合格 L-1", en: "lead qualify L-1" },
    };
}

#[async_trait]
impl Run for Qualify {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        step::take(cx, &self.lead, LeadStatus::Qualified, self.note).await
    }
}
