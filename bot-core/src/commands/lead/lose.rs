//! `/lead lose`: gives a lead up, with a reason.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::step;
use crate::chat::parse::Ref;
use crate::chat::reply::{Asked, Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required, rest};
use crate::commands::follow::drop_planned;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, reasons, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::record::Record as _;
use crate::t;

/// Which lead and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoseLead {
    /// By code or name.
    pub lead: Ref,
    /// A key of the org's list.
    #[serde(default)]
    pub reason: Option<String>,
    /// In the person's own words.
    #[serde(default)]
    pub note: Option<String>,
}

impl Ask for LoseLead {
    const SPEC: Spec = Spec {
        name: "lead lose",
        aliases: &["丢线索", "放弃线索", "lose lead", "lost lead", "lead lost"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("lead", Take::Ref(&[Kind::Lead]), By::Shape),
            // Asked for when it is known that the lead can be lost at all.
            optional("reason", Take::Choice(List::Reasons), By::Shape),
            rest("note"),
        ],
        example: Both { zh: "丢线索 L-1 无需求", en: "lead lose L-1 no need" },
    };
}

#[async_trait]
impl Run for LoseLead {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lead: Lead = cx.find("lead", &self.lead).await?;
        let mut after = step::moved(cx, &lead, LeadStatus::Lost).await?;
        let lang = cx.lang();
        let lost = |reason, note| {
            Asked::of(&Self { lead: Ref::code(lead.code()), reason: Some(reason), note })
        };
        let text = t!(lang, "ask-reason");
        let why = reasons::why(cx, self.reason, self.note.as_deref(), ("note", text), lost)?;
        after.lost_reason = Some(why.reason.clone());
        after.lost_note.clone_from(&why.note);
        cx.save(Some(&lead), &after).await?;
        let text = t!(lang, "lead-lost", lead = show::named(lang, &after));
        let reason = show::choice_name(&cx.org.lists.reasons, &why.reason, lang);
        let reply = Reply::say(text).fields([
            (show::field_name(lang, "reason"), Some(reason)),
            (show::field_name(lang, "note"), why.note),
        ]);
        let reply = drop_planned(cx, reply, &lead).await?;
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        Ok(step::next(cx, reply, &after).row(vec![undo]))
    }
}
