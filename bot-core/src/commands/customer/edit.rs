//! `/customer edit`: sets fields of a customer, several at once.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::chat::parse::Ref;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required};
use crate::commands::owners::not_allowed;
use crate::commands::{Cx, Outcome, Run, edit, owners, show, twins};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::ids::Kind;
use crate::domain::money::Money;
use crate::domain::names::tax_number;
use crate::domain::record::{Fields, Record as _};
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;

/// How many companies above are looked at.
const LEVELS: usize = 20;

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
            optional("alias", Take::Text, By::Key),
            optional("parent", Take::Ref(&[Kind::Customer]), By::Key),
            optional("tax_title", Take::Text, By::Key),
            optional("tax_id", Take::Text, By::Key),
            optional("bank", Take::Text, By::Key),
            optional("bank_account", Take::Text, By::Key),
            optional("billing", Take::Text, By::Key),
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
        if self.set.get("name").is_some_and(Value::is_null) {
            return Err(Problem::tell(t!(cx.lang(), "edit-needs-name")));
        }
        owners::resolve(cx, &mut self.set).await?;
        self.limit(cx).await?;
        self.above(cx, &customer).await?;
        self.tax(cx)?;
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
    /// Puts the key of the company above in place of its name; none may be above itself.
    async fn above(&mut self, cx: &mut Cx<'_>, customer: &Customer) -> Result<(), Problem> {
        let Some(named) = self.set.get("parent").and_then(Value::as_str) else { return Ok(()) };
        let parent: Customer = cx.find("parent", &Ref(named.to_owned())).await?;
        let mut next = Some(parent.id());
        for _ in 0..LEVELS {
            let Some(id) = next else { break };
            if id == customer.id() {
                let (one, other) = (show::named(cx.lang(), customer), parent.label());
                let text = t!(cx.lang(), "customer-parent-circle", customer = one, parent = other);
                return Err(Problem::tell(text));
            }
            next = cx.tx.get::<Customer>(id).await?.and_then(|above| above.parent);
        }
        self.set.insert("parent".to_owned(), parent.id().to_string().into());
        Ok(())
    }

    /// Puts a tax number in its one form; a code whose check character does not fit is refused.
    fn tax(&mut self, cx: &Cx<'_>) -> Result<(), Problem> {
        let Some(said) = self.set.get("tax_id").and_then(Value::as_str) else { return Ok(()) };
        let Some(number) = tax_number(said) else {
            let given = show::short(said, 40);
            return Err(Problem::tell(t!(cx.lang(), "customer-tax-odd", given = given)));
        };
        self.set.insert("tax_id".to_owned(), number.into());
        Ok(())
    }

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
