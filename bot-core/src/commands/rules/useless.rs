//! `/not useful`: a reminder was of no use. It is counted, and said what can be changed instead.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::nudge::ShowNudges;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::deadlines::TOLD;
use crate::t;

/// Which reminder.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NotUseful {
    /// The message; the newest one that the person got when not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Uuid>,
}

impl Ask for NotUseful {
    const SPEC: Spec = Spec {
        name: "not useful",
        aliases: &["提醒没用", "这条没用"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[],
        example: Both { zh: "提醒没用", en: "not useful" },
    };
}

#[async_trait]
impl Run for NotUseful {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let rules = cx.tx.not_useful(cx.me.person_id(), self.message).await?;
        let mut rules: Vec<&str> =
            rules.iter().map(|rule| rule.strip_prefix(TOLD).unwrap_or(rule)).collect();
        rules.dedup();
        let Some(first) = rules.first() else {
            return Ok(Reply::say(t!(lang, "useless-none")));
        };
        let name = |rule: &str| show::word(lang, "nudge-name", rule);
        let names: Vec<String> = rules.iter().map(|rule| name(rule)).collect();
        let reply = Reply::say(t!(lang, "useless-noted", what = names.join(" · ")))
            .text(t!(lang, "useless-instead"))
            .button(t!(lang, "useless-button-rules"), &ShowNudges::default());
        if !cx.may(Right::Admin) {
            return Ok(reply);
        }
        let off = ShowNudges { what: Some(format!("off {first}")) };
        let label = t!(lang, "useless-button-off", what = name(first));
        Ok(reply.row(vec![Button::new(label, &off)]))
    }
}
