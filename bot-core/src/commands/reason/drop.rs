//! `/reason drop`: takes a word out of the reasons for losing; what has it keeps it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::list::ListReasons;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::wordlist::{Which, drop};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;

/// Which word.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropReason {
    /// What it is called.
    pub name: String,
}

impl Ask for DropReason {
    const SPEC: Spec = Spec {
        name: "reason drop",
        aliases: &["删原因", "去掉原因", "drop reason", "remove reason"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("name", Take::Text, By::Rest)],
        example: Both { zh: "删原因 时机", en: "reason drop Timing" },
    };
}

#[async_trait]
impl Run for DropReason {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        drop(cx, Which::Reasons, self.name.trim(), &ListReasons::default()).await
    }
}
