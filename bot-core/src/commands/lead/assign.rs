//! `/lead assign`: gives a lead to a colleague, who is told.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::edit::EditLead;
use crate::chat::parse::Ref;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run, edit, owners, same};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::Lead;
use crate::domain::record::Fields;

/// What stands for nobody: whoever takes it has it.
const POOL: [&str; 5] = ["公海", "线索池", "pool", "the pool", "nobody"];

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
