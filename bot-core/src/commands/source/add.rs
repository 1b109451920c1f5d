//! `/source add`: adds a word to the sources of leads.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::list::ListSources;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::wordlist::{Which, add};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;

/// Which word.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddSource {
    /// What it is called.
    pub name: String,
    /// What it is called in the other language.
    #[serde(default)]
    pub other: Option<String>,
}

impl Ask for AddSource {
    const SPEC: Spec = Spec {
        name: "source add",
        aliases: &["加来源", "新来源", "add source", "new source"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[optional("other", Take::Text, By::Key), required("name", Take::Text, By::Rest)],
        example: Both { zh: "加来源 直播", en: "source add Livestream" },
    };
}

#[async_trait]
impl Run for AddSource {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let named = (self.name.trim(), self.other.as_deref());
        add(cx, Which::Sources, named, &ListSources::default()).await
    }
}
