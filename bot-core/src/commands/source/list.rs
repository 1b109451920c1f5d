//! `/source list`: shows where leads can come from.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::AddSource;
use crate::chat::reply::Button;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::report::leads::ReportLeads;
use crate::commands::wordlist::{Which, list};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// All of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListSources {}

impl Ask for ListSources {
    const SPEC: Spec = Spec {
        name: "source list",
        aliases: &["来源", "线索来源", "sources", "list sources"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "来源", en: "source list" },
    };
}

#[async_trait]
impl Run for ListSources {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let reply = list(cx, Which::Sources, &AddSource::SPEC);
        let report = Button::new(t!(cx.lang(), "list-button-leads"), &ReportLeads::default());
        Ok(reply.row(vec![report]))
    }
}
