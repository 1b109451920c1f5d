//! `/lead forget`: removes what is known of a person, for good; for the admin.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::Ref;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run, forgetting, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::Lead;
use crate::domain::record::Record as _;
use crate::store::Forget;

/// Which lead.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgetLead {
    /// By code or name.
    pub lead: Ref,
    /// What the button under the preview stands for; nobody can type it.
    #[serde(default)]
    pub sure: Option<String>,
}

impl Ask for ForgetLead {
    const SPEC: Spec = Spec {
        name: "lead forget",
        aliases: &["忘记线索", "删除线索", "forget lead"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("lead", Take::Ref(&[Kind::Lead]), By::Shape)],
        example: Both { zh: "忘记线索 L-1", en: "lead forget L-1" },
    };
}

#[async_trait]
impl Run for ForgetLead {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        forgetting::only_alone(cx)?;
        let lead: Lead = cx.find_ever("lead", &self.lead).await?;
        let who = Forget { kind: Kind::Lead, id: lead.id(), all: false };
        let (named, code) = (show::named(cx.lang(), &lead), lead.code());
        let again = |stamp| Self { lead: Ref::code(code), sure: Some(stamp) };
        forgetting::forget(cx, who, &named, code, self.sure.as_deref(), again).await
    }
}
