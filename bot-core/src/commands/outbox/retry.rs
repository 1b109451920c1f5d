//! `/outbox retry`: sends replies once more that were given up.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::named;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// Which of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RetryLetters {
    /// Their numbers in the list, or «all».
    pub which: String,
}

impl Ask for RetryLetters {
    const SPEC: Spec = Spec {
        name: "outbox retry",
        aliases: &["重发", "重发消息"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("which", Take::Text, By::Rest)],
        example: Both { zh: "重发 12", en: "outbox retry 12" },
    };
}

#[async_trait]
impl Run for RetryLetters {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let found = named(cx, &self.which).await?;
        for seq in &found {
            cx.tx.retry_letter(*seq).await?;
        }
        Ok(Reply::say(t!(cx.lang(), "letters-retried", n = found.len())))
    }
}
