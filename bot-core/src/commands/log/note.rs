//! `/log note`: a remark without contact, and the next step that it names.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{ARGS, Logged};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::activity::Way;

/// A remark without contact.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogNote(pub Logged);

impl Ask for LogNote {
    const SPEC: Spec = Spec {
        name: "log note",
        aliases: &["记", "记录", "log"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: ARGS,
        example: Both {
            zh: "记 华为 采购流程要两个月",
            en: "log note 华为 their purchasing takes two months",
        },
    };
}

#[async_trait]
impl Run for LogNote {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        self.0.save(cx, Way::Note).await
    }
}
