//! `/reason add`: adds a word to the reasons for losing.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::list::ListReasons;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::wordlist::{Which, add};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;

/// Which word.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddReason {
    /// What it is called.
    pub name: String,
    /// What it is called in the other language.
    #[serde(default)]
    pub other: Option<String>,
}

impl Ask for AddReason {
    const SPEC: Spec = Spec {
        name: "reason add",
        aliases: &["加原因", "加输单原因", "add reason", "new reason"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[optional("other", Take::Text, By::Key), required("name", Take::Text, By::Rest)],
        example: Both { zh: "加原因 交期", en: "reason add Delivery time" },
    };
}

#[async_trait]
impl Run for AddReason {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let named = (self.name.trim(), self.other.as_deref());
        add(cx, Which::Reasons, named, &ListReasons::default()).await
    }
}
