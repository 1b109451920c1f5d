//! `/customer edit`: sets fields of a customer, several at once.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::Ref;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required};
use crate::commands::owners::not_allowed;
use crate::commands::{Cx, Outcome, Run, edit, owners, twins};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::ids::Kind;
use crate::domain::money::Money;
use crate::domain::record::{Fields, Record as _};
use crate::problem::Problem;
use crate::t;

/// Which customer, and what it is to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditCustomer {
    /// By code or name.
    pub customer: Ref,
    /// The fields by name; an empty one clears.
    #[serde(flatten)]
    pub set: Fields,
}

impl Ask for EditCustomer {
    const SPEC: Spec = Spec {
        name: "customer edit",
        aliases: &["改客户", "修改客户", "edit customer", "customer set"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("customer", Take::Ref(&[Kind::Customer]), By::Shape),
            optional("name", Take::Name, By::Key),
            optional("level", Take::Choice(List::Levels), By::Key),
            optional("industry", Take::Text, By::Key),
            optional("region", Take::Text, By::Key),
            optional("address", Take::Text, By::Key),
            optional("phone", Take::Phone, By::Key),
            optional("email", Take::Email, By::Key),
            optional("tag", Take::Text, By::Key),
            optional("note", Take::Text, By::Key),
            optional("owner", Take::Name, By::Key),
            optional("credit", Take::Money, By::Key),
        ],
        example: Both {
            zh: "改客户 华威 级别=A",
            en: "customer edit C-1 level=B industry=telecom",
        },
    };
}

#[async_trait]
impl Run for EditCustomer {
    async fn run(mut self, cx: &mut Cx<'_>) -> Outcome {
        let customer: Customer = cx.find("customer", &self.customer).await?;
        if self.set.get("name").is_some_and(serde_json::Value::is_null) {
            return Err(Problem::tell(t!(cx.lang(), "edit-needs-name")));
        }
        owners::resolve(cx, &mut self.set).await?;
        self.limit(cx).await?;
        let after = edit::edited::<Self, _>(cx, &customer, &self.set)?;
        let me = [customer.id()];
        let name = (customer.name != after.name).then_some(after.name.as_str());
        let known = twins::known(cx, edit::new_keys(&customer, &after), name, &me).await?;
        known.none_by_company(cx.lang())?;
        known.none_by_reach(cx.lang())?;
        edit::save(cx, &customer, &after).await
    }
}

impl EditCustomer {
    /// Puts a credit limit in the org's currency in place of the amount that was said; only those
    /// who confirm orders set one.
    async fn limit(&mut self, cx: &mut Cx<'_>) -> Result<(), Problem> {
        let Some(value) = self.set.get("credit") else { return Ok(()) };
        if !cx.may(Right::ConfirmOrder) {
            return Err(not_allowed(cx, Right::ConfirmOrder).await?.into());
        }
        if value.is_null() {
            return Ok(());
        }
        let money: Money = serde_json::from_value(value.clone())
            .map_err(|e| Problem::Broken(format!("credit: {e}")))?;
        if money.currency != cx.org.currency {
            let currency = cx.org.currency.code();
            return Err(Problem::tell(t!(
                cx.lang(),
                "customer-credit-currency",
                currency = currency
            )));
        }
        self.set.insert("credit".to_owned(), money.minor.into());
        Ok(())
    }
}
