//! `/report daily`: one's own report of the day, drafted from its facts; one tap sends it to the manager.

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
pub struct ReportDaily(Draft);

impl Ask for ReportDaily {
    const SPEC: Spec = Spec {
        name: "report daily",
        aliases: &["日报", "写日报", "daily report"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[rest("note")],
        example: Both { zh: "日报", en: "daily report" },
    };
}

#[async_trait]
impl Run for ReportDaily {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let today = org_today(cx);
        let days = (today, today.succ_opt().unwrap_or(today));
        let name = t!(cx.lang(), "report-draft-daily");
        let asked = |draft| Asked::of(&Self(draft));
        let wanted = Wanted { kind: DigestKind::Daily, name, days, ahead: 1, asked };
        run(cx, self.0, wanted).await
    }
}
