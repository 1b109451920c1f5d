//! `/lead edit`: sets fields of a lead, several at once.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::Ref;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required};
use crate::commands::{Cx, Outcome, Run, edit, owners, twins};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::Lead;
use crate::domain::record::{Fields, Record as _};
use crate::problem::Problem;
use crate::t;

/// Which lead, and what it is to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditLead {
    /// By code or name.
    pub lead: Ref,
    /// The fields by name; an empty one clears.
    #[serde(flatten)]
    pub set: Fields,
}

impl Ask for EditLead {
    const SPEC: Spec = Spec {
        name: "lead edit",
        aliases: &["改线索", "修改线索", "edit lead", "lead set"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("lead", Take::Ref(&[Kind::Lead]), By::Shape),
            optional("name", Take::Name, By::Key),
            optional("company", Take::Name, By::Key),
            optional("phone", Take::Phone, By::Key),
            optional("email", Take::Email, By::Key),
            optional("source", Take::Choice(List::Sources), By::Key),
            optional("region", Take::Text, By::Key),
            optional("tag", Take::Text, By::Key),
            optional("need", Take::Text, By::Key),
            optional("owner", Take::Name, By::Key),
        ],
        example: Both {
            zh: "改线索 L-1 电话=13900139000 来源=转介绍",
            en: "lead edit L-1 phone=13900139000 source=referral",
        },
    };
}

#[async_trait]
impl Run for EditLead {
    async fn run(mut self, cx: &mut Cx<'_>) -> Outcome {
        let lead: Lead = cx.find("lead", &self.lead).await?;
        owners::resolve(cx, &mut self.set).await?;
        let after = edit::edited::<Self, _>(cx, &lead, &self.set)?;
        if after.name.is_none() && after.phone.is_none() && after.company.is_none() {
            return Err(Problem::tell(t!(cx.lang(), "lead-needs-name")));
        }
        twins::none_by_reach(cx, edit::new_keys(&lead, &after), &[lead.id()]).await?;
        edit::save(cx, &lead, &after).await
    }
}
