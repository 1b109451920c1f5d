//! `/report daily`: one's own report of the day, drafted from its facts; one tap sends it to the manager.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::draft::{Then, Wanted, draft};
use crate::chat::reply::Asked;
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::deal::org_today;
use crate::commands::digest::show::ShowDigest;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::digest::DigestKind;
use crate::t;

/// What to add, and whether it goes out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportDaily {
    /// What the facts do not say.
    pub note: Option<String>,
    /// True to send it: what a button carries.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub send: bool,
    /// True to be asked for a remark, and to send it with that.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub add: bool,
}

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
        // Who leads reads what the team did.
        if cx.may(Right::Audit) && self.note.is_none() && !self.send && !self.add {
            return ShowDigest { kind: Some(DigestKind::Daily) }.run(cx).await;
        }
        let then = match (self.send, self.add) {
            (true, _) => Then::Send,
            (_, true) if self.note.is_some() => Then::Send,
            (_, true) => Then::Add,
            _ => Then::Show(
                Asked::of(&Self { send: true, ..self.clone() }),
                Asked::of(&Self { add: true, ..Self::default() }),
            ),
        };
        let today = org_today(cx);
        let days = (today, today.succ_opt().unwrap_or(today));
        let name = t!(cx.lang(), "report-draft-daily");
        let wanted = Wanted { name, days, ahead: 1, note: self.note, then };
        draft(cx, wanted).await
    }
}
