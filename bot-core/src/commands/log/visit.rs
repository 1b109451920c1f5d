//! `/log visit`: a visit, and the next step that it names.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{ARGS, Logged};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::activity::Way;

/// A visit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogVisit(pub Logged);

impl Ask for LogVisit {
    const SPEC: Spec = Spec {
        name: "log visit",
        aliases: &["记拜访", "记上门", "visited"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: ARGS,
        example: Both {
            zh: "记拜访 华为 见了采购经理，明天下午3点发报价",
            en: "log visit 华为 met the buyer, send the quote tomorrow at 3pm",
        },
    };
}

#[async_trait]
impl Run for LogVisit {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        self.0.save(cx, Way::Visit).await
    }
}
