//! `/lead contacted`: somebody has spoken to the lead.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::step;
use crate::chat::parse::Ref;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required, rest};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::LeadStatus;

/// Which lead, and what was said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Contacted {
    /// By code or name.
    pub lead: Ref,
    /// Kept as a note.
    #[serde(default)]
    pub note: Option<String>,
}

impl Ask for Contacted {
    const SPEC: Spec = Spec {
        name: "lead contacted",
        aliases: &["已联系", "联系过", "contacted"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("lead", Take::Ref(&[Kind::Lead]), By::Shape), rest("note")],
        example: Both { zh: "已联系 L-1", en: "lead contacted L-1" },
    };
}

#[async_trait]
impl Run for Contacted {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        step::take(cx, &self.lead, LeadStatus::Contacted, self.note).await
    }
}
