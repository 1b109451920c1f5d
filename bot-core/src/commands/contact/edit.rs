//! `/contact edit`: sets fields of a contact, several at once.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::Ref;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::{Cx, Outcome, Run, edit, twins};
use crate::domain::access::Right;
use crate::domain::contact::Contact;
use crate::domain::ids::Kind;
use crate::domain::record::{Fields, Record as _};
use crate::problem::Problem;
use crate::t;

/// Which contact, and what it is to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditContact {
    /// By code or name.
    pub contact: Ref,
    /// The fields by name; an empty one clears.
    #[serde(flatten)]
    pub set: Fields,
}

impl Ask for EditContact {
    const SPEC: Spec = Spec {
        name: "contact edit",
        aliases: &["改联系人", "修改联系人", "edit contact", "contact set"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("contact", Take::Ref(&[Kind::Contact]), By::Shape),
            optional("name", Take::Name, By::Key),
            optional("title", Take::Text, By::Key),
            optional("phone", Take::Phone, By::Key),
            optional("email", Take::Email, By::Key),
            optional("note", Take::Text, By::Key),
        ],
        example: Both {
            zh: "改联系人 K-1 职位=采购经理", en: "contact edit K-1 title=buyer"
        },
    };
}

#[async_trait]
impl Run for EditContact {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let contact: Contact = cx.find("contact", &self.contact).await?;
        if self.set.get("name").is_some_and(serde_json::Value::is_null) {
            return Err(Problem::tell(t!(cx.lang(), "edit-needs-name")));
        }
        let after = edit::edited::<Self, _>(cx, &contact, &self.set)?;
        let same = [contact.id(), contact.customer];
        twins::none_by_reach(cx, edit::new_keys(&contact, &after), &same).await?;
        edit::save(cx, &contact, &after).await
    }
}
