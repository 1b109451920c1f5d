//! `/log email`: an e-mail, and the next step that it names.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{ARGS, Logged};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::activity::Way;

/// An e-mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogEmail(pub Logged);

impl Ask for LogEmail {
    const SPEC: Spec = Spec {
        name: "log email",
        aliases: &["记邮件", "log mail", "log e-mail", "emailed"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: ARGS,
        example: Both {
            zh: "记邮件 华为 发了产品资料 3天后跟进",
            en: "log email 华为 sent the brochure, follow up in 3 days",
        },
    };
}

#[async_trait]
impl Run for LogEmail {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        self.0.save(cx, Way::Email).await
    }
}
