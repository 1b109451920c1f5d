//! `/source drop`: takes a word out of the sources of leads; what has it keeps it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::list::ListSources;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::wordlist::{Which, drop};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;

/// Which word.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropSource {
    /// What it is called.
    pub name: String,
}

impl Ask for DropSource {
    const SPEC: Spec = Spec {
        name: "source drop",
        aliases: &["删来源", "去掉来源", "drop source", "remove source"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("name", Take::Text, By::Rest)],
        example: Both { zh: "删来源 陌拜", en: "source drop Cold call" },
    };
}

#[async_trait]
impl Run for DropSource {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        drop(cx, Which::Sources, self.name.trim(), &ListSources::default()).await
    }
}
