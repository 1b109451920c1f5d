//! `/log call`: a phone call, and the next step that it names.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{ARGS, Logged};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::activity::Way;

/// A phone call.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogCall(pub Logged);

impl Ask for LogCall {
    const SPEC: Spec = Spec {
        name: "log call",
        aliases: &["记电话", "打电话记录", "call log", "log phone", "called"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: ARGS,
        example: Both {
            zh: "记电话 华为 聊了价格，嫌贵 下周三再打",
            en: "log call 华为 talked about the price, call again next Wed",
        },
    };
}

#[async_trait]
impl Run for LogCall {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        self.0.save(cx, Way::Call).await
    }
}
