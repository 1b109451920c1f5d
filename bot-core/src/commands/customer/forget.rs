//! `/customer forget`: removes what is known of a customer's people, for good; for the admin.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::Ref;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required};
use crate::commands::{Cx, Outcome, Run, forgetting, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::ids::Kind;
use crate::domain::record::Record as _;
use crate::store::Forget;

/// Which customer, and how much of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgetCustomer {
    /// By code or name.
    pub customer: Ref,
    /// `all`: the company's name goes too.
    #[serde(default)]
    pub extent: Option<String>,
    /// What the button under the preview stands for; nobody can type it.
    #[serde(default)]
    pub sure: Option<String>,
}

const EXTENT: List = List::Fixed(&[("all", Both { zh: "全部", en: "all" })]);

impl Ask for ForgetCustomer {
    const SPEC: Spec = Spec {
        name: "customer forget",
        aliases: &["忘记客户", "删除客户", "forget customer"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            required("customer", Take::Ref(&[Kind::Customer]), By::Shape),
            optional("extent", Take::Choice(EXTENT), By::Shape),
        ],
        example: Both { zh: "忘记客户 华威", en: "customer forget C-1 all" },
    };
}

#[async_trait]
impl Run for ForgetCustomer {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        forgetting::only_alone(cx)?;
        let customer: Customer = cx.find_ever("customer", &self.customer).await?;
        let who = Forget { kind: Kind::Customer, id: customer.id(), all: self.extent.is_some() };
        let (named, code) = (show::named(cx.lang(), &customer), customer.code());
        let extent = self.extent.clone();
        let again = |stamp| Self { customer: Ref::code(code), extent, sure: Some(stamp) };
        forgetting::forget(cx, who, &named, code, self.sure.as_deref(), again).await
    }
}
