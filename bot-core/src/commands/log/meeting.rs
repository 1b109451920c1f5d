//! `/log meeting`: a meeting, and the next step that it names.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{ARGS, Logged};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::activity::Way;

/// A meeting.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogMeeting(pub Logged);

impl Ask for LogMeeting {
    const SPEC: Spec = Spec {
        name: "log meeting",
        aliases: &["记会议", "记开会", "log meet", "met with"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: ARGS,
        example: Both {
            zh: "记会议 华为 演示了A100，下周一给方案",
            en: "log meeting 华为 showed the A100, send the proposal next Monday",
        },
    };
}

#[async_trait]
impl Run for LogMeeting {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        self.0.save(cx, Way::Meeting).await
    }
}
