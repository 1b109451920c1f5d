//! `/log message`: a chat by messages, and the next step that it names.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{ARGS, Logged};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::activity::Way;

/// A chat by messages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogMessage(pub Logged);

impl Ask for LogMessage {
    const SPEC: Spec = Spec {
        name: "log message",
        aliases: &["记消息", "记微信", "记短信", "log wechat", "log chat"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: ARGS,
        example: Both {
            zh: "记消息 华为 发了报价单，对方说周五答复",
            en: "log message 华为 sent the quote, they answer by Friday",
        },
    };
}

#[async_trait]
impl Run for LogMessage {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        self.0.save(cx, Way::Message).await
    }
}
