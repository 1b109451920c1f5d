//! `/report weekly`: one's own report of the week, drafted from its facts; one tap sends it to the manager.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::draft::{Draft, Wanted, run};
use crate::chat::reply::Asked;
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::deal::org_today;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::digest::DigestKind;
use crate::t;

/// What to add, and whether it goes out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReportWeekly(Draft);

impl Ask for ReportWeekly {
    const SPEC: Spec = Spec {
        name: "report weekly",
        aliases: &["周报", "写周报", "weekly report"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[rest("note")],
        example: Both { zh: "周报", en: "weekly report" },
    };
}

#[async_trait]
impl Run for ReportWeekly {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let days = super::week_of(org_today(cx));
        let name = t!(cx.lang(), "report-draft-weekly");
        let asked = |draft| Asked::of(&Self(draft));
        let wanted = Wanted { kind: DigestKind::Weekly, name, days, ahead: 7, asked };
        run(cx, self.0, wanted).await
    }
}
