//! `/lead assign`: gives a lead to a colleague, who is told.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::edit::EditLead;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::hand_over;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, assign as rules, edit, owners, same, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::Lead;
use crate::domain::record::{Fields, Record as _};
use crate::problem::Problem;
use crate::t;

/// What stands for nobody: whoever takes it has it.
const POOL: [&str; 5] = ["公海", "线索池", "pool", "the pool", "nobody"];

/// What stands for whomever the rules mean.
const RULES: [&str; 5] = ["自动", "按规则", "分配", "rules", "auto"];

/// Tells whether a word names nobody in particular.
pub(super) fn is_nobody(word: &str) -> bool {
    POOL.iter().chain(&RULES).any(|nobody| same(nobody, word))
}

/// Which lead, and who is to have it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AssignLead {
    /// By code or name.
    pub lead: Ref,
    /// A colleague whom the asker sees; or the pool.
    pub owner: String,
}

impl Ask for AssignLead {
    const SPEC: Spec = Spec {
        name: "lead assign",
        aliases: &["分线索", "分配线索", "assign lead"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("lead", Take::Ref(&[Kind::Lead]), By::Shape),
            required("owner", Take::Text, By::Rest),
        ],
        example: Both { zh: "分线索 L-1 Bo", en: "lead assign L-1 Bo" },
    };
}

#[async_trait]
impl Run for AssignLead {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lead: Lead = cx.find("lead", &self.lead).await?;
        if RULES.iter().any(|word| same(word, &self.owner)) && cx.sees_others() {
            return by_rule(cx, &lead).await;
        }
        let mut set = Fields::from_iter([("owner".to_owned(), self.owner.as_str().into())]);
        let after = if POOL.iter().any(|pool| same(pool, &self.owner)) && cx.sees_others() {
            Lead { owner: None, ..lead.clone() }
        } else {
            owners::resolve(cx, &mut set).await?;
            edit::edited::<EditLead, _>(cx, &lead, &set)?
        };
        edit::save(cx, &lead, &after).await
    }
}

/// Gives a lead to whom the rules mean.
async fn by_rule(cx: &mut Cx<'_>, lead: &Lead) -> Outcome {
    let lang = cx.lang();
    let what = show::named(lang, lead);
    let mut after = lead.clone();
    let Some((rule, person)) = rules::give(cx, &mut after).await? else {
        return Err(Problem::tell(t!(lang, "assign-no-fit", lead = what)));
    };
    cx.save(Some(lead), &after).await?;
    rules::tell(cx, &after, rule, &person).await?;
    let text = t!(lang, "assign-by-rule-done", lead = what, n = rule, who = &person.name);
    let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
    let reply = Reply::say(text).row(vec![undo]).about(after.code());
    hand_over(cx, reply, &after, lead.owner, after.owner).await
}
