//! `/outbox drop`: lets replies rest that were given up.

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
pub struct DropLetters {
    /// Their numbers in the list, or «all».
    pub which: String,
}

impl Ask for DropLetters {
    const SPEC: Spec = Spec {
        name: "outbox drop",
        aliases: &["不发了", "不发消息"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("which", Take::Text, By::Rest)],
        example: Both { zh: "不发了 12", en: "outbox drop 12" },
    };
}

#[async_trait]
impl Run for DropLetters {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let found = named(cx, &self.which).await?;
        for seq in &found {
            cx.tx.drop_letter(*seq).await?;
        }
        Ok(Reply::say(t!(cx.lang(), "letters-dropped", n = found.len())))
    }
}
