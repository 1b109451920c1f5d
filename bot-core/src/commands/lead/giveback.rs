//! `/lead return`: a lead goes back to whoever gave it, with the reason; to the pool where nobody did.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::On;
use crate::commands::log::{self, Report};
use crate::commands::people::roles_lead;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::activity::Way;
use crate::domain::ids::{Code, Kind, PersonId};
use crate::domain::lead::Lead;
use crate::domain::people::Person;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;

use super::take::TakeLead;

/// How many changes are looked through for the one that gave it.
const CHANGES: i64 = 40;

/// Which lead, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GiveBack {
    /// By code or name.
    pub lead: Ref,
    /// The reason: it is kept as a note.
    pub reason: String,
}

impl Ask for GiveBack {
    const SPEC: Spec = Spec {
        name: "lead return",
        aliases: &["退线索", "退回线索", "退回", "return lead"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("lead", Take::Ref(&[Kind::Lead]), By::Shape),
            required("reason", Take::Text, By::Rest),
        ],
        example: Both {
            zh: "退线索 L-1 不是我的区域", en: "lead return L-1 not my region"
        },
    };
}

impl GiveBack {
    /// The button that asks for the reason.
    pub(crate) fn button(label: String, lead: Code) -> Button {
        Button::asking::<Self>(label, "lead", lead.to_string())
    }
}

#[async_trait]
impl Run for GiveBack {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let lead: Lead = cx.find("lead", &self.lead).await?;
        let what = show::named(lang, &lead);
        if lead.owner != Some(cx.me.person_id()) {
            return Err(Problem::tell(t!(lang, "lead-return-not-yours", lead = what)));
        }
        if !lead.status.is_open() {
            let status = show::word(lang, "lead-status", lead.status.word());
            let text = t!(lang, "lead-return-ended", lead = what, status = status);
            return Err(Problem::tell(text));
        }
        let giver = giver(cx, &lead).await?;
        log::write(cx, &On::lead(&lead), Report::of(Way::Note, self.reason.clone())).await?;
        let before: Lead = cx.tx.get(lead.id()).await?.unwrap_or(lead);
        let mut after = before.clone();
        after.owner = giver.as_ref().map(Person::person_id);
        cx.save(Some(&before), &after).await?;
        // Who no longer sees it cannot take that back.
        let undo: Vec<Button> = if cx.sees_others() {
            vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]
        } else {
            Vec::new()
        };
        let Some(giver) = giver else {
            tell_leaders(cx, &after, &self.reason).await?;
            return Ok(Reply::say(t!(lang, "lead-returned-pool", lead = what)).row(undo));
        };
        let theirs = giver.lang;
        let text = t!(
            theirs,
            "lead-came-back",
            who = &cx.me.name,
            lead = show::named(theirs, &after),
            reason = &self.reason
        );
        let open = show::to_show(t!(theirs, "button-show"), after.code());
        let notice = Reply::new(ReplyKind::Nudge, text).row(open.into_iter().collect());
        cx.tell(giver.person_id(), notice.about(after.code())).await?;
        Ok(Reply::say(t!(lang, "lead-returned", lead = what, who = &giver.name)).row(undo))
    }
}

/// Tells who leads the person of a lead that is nobody's now: without that it would be forgotten.
async fn tell_leaders(cx: &mut Cx<'_>, lead: &Lead, reason: &str) -> Result<(), Problem> {
    for leader in roles_lead(cx, cx.me).await? {
        let theirs = leader.lang;
        let text = t!(
            theirs,
            "lead-to-the-pool",
            who = &cx.me.name,
            lead = show::named(theirs, lead),
            reason = reason
        );
        let pool = Button::new(t!(theirs, "button-lead-pool"), &TakeLead::default());
        let notice = Reply::new(ReplyKind::Nudge, text).row(vec![pool]);
        cx.tell(leader.person_id(), notice).await?;
    }
    Ok(())
}

/// Whoever had the lead before and can still have it: the one who gave it, or else its last owner.
/// Nobody where it was taken from the pool, or has come back once already.
async fn giver(cx: &mut Cx<'_>, lead: &Lead) -> Result<Option<Person>, Problem> {
    let events = cx.tx.events_of(Kind::Lead, lead.id(), None, CHANGES).await?;
    let person = |value: Option<&Value>| {
        let id = value?.as_str()?.parse().ok()?;
        Some(PersonId(id))
    };
    let given = events.iter().find(|event| {
        let to = event.fields.get("owner").and_then(|pair| person(pair.get(1)));
        to == lead.owner
    });
    // What has come back is not sent to and fro.
    let Some(given) = given.filter(|event| event.op != GiveBack::SPEC.name) else {
        return Ok(None);
    };
    let was = given.fields.get("owner").and_then(|pair| person(pair.get(0)));
    for candidate in [given.actor, was].into_iter().flatten() {
        if Some(candidate) == lead.owner {
            continue;
        }
        let found = cx.tx.get::<Person>(candidate.0).await?;
        if let Some(person) = found.filter(|person| !person.frozen) {
            return Ok(Some(person));
        }
    }
    Ok(None)
}
