//! `/lead reopen`: a lost lead gets another try.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::step;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::{bring_back, ending_of};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::{Lead, LeadStatus};
use crate::t;

/// Which lead.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReopenLead {
    /// By code or name.
    pub lead: Ref,
}

impl Ask for ReopenLead {
    const SPEC: Spec = Spec {
        name: "lead reopen",
        aliases: &["重开线索", "捡回线索", "reopen lead", "lead recycle"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("lead", Take::Ref(&[Kind::Lead]), By::Shape)],
        example: Both { zh: "重开线索 L-1", en: "lead reopen L-1" },
    };
}

#[async_trait]
impl Run for ReopenLead {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lead: Lead = cx.find("lead", &self.lead).await?;
        let mut after = step::moved(cx, &lead, LeadStatus::Recycled).await?;
        after.lost_reason = None;
        after.lost_note = None;
        let ending = ending_of(cx, &lead, ("status", lead.status.word())).await?;
        cx.save(Some(&lead), &after).await?;
        let lang = cx.lang();
        let reply = Reply::say(t!(lang, "lead-reopened", lead = show::named(lang, &after)));
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        let reply = step::next(cx, reply, &after).row(vec![undo]);
        bring_back(cx, reply, &after, ending.as_ref()).await
    }
}
