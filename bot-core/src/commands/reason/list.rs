//! `/reason list`: shows why leads and deals can be lost.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::AddReason;
use crate::chat::reply::Button;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::report::funnel::ReportFunnel;
use crate::commands::wordlist::{Which, list};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// All of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListReasons {}

impl Ask for ListReasons {
    const SPEC: Spec = Spec {
        name: "reason list",
        aliases: &["输单原因", "丢单原因", "reasons", "list reasons"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "输单原因", en: "reason list" },
    };
}

#[async_trait]
impl Run for ListReasons {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let reply = list(cx, Which::Reasons, &AddReason::SPEC);
        let report = Button::new(t!(cx.lang(), "list-button-funnel"), &ReportFunnel::default());
        Ok(reply.row(vec![report]))
    }
}
