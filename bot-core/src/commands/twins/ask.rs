//! `/share ask`: asks whoever has a customer to share it, without learning who that is.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::decline::Decline;
use super::entry::{customer_of, tell_once};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::lead::check::Check;
use crate::commands::people::share::Share;
use crate::commands::{Cx, Outcome, Run, show, twins};
use crate::domain::access::Right;
use crate::domain::people::Person;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;
use crate::text::secret;

/// Which customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AskShare {
    /// A phone, an e-mail address or the company's name.
    pub what: String,
}

impl Ask for AskShare {
    const SPEC: Spec = Spec {
        name: "share ask",
        aliases: &["请求协作", "申请协作", "ask to share"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("what", Take::Text, By::Rest)],
        example: Both { zh: "请求协作 华星电子", en: "share ask 华星电子" },
    };
}

#[async_trait]
impl Run for AskShare {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let check = Check::of(&self.what);
        let known = twins::known(cx, check.keys(), check.company.as_deref(), &[]).await?;
        let what = secret::hide(&self.what);
        let mut customer = None;
        for twin in known.reach.iter().chain(&known.same) {
            if customer.is_none() {
                customer = customer_of(cx, twin).await?;
            }
        }
        let Some(customer) = customer else {
            return Err(Problem::tell(t!(lang, "share-wanted-nobody", what = what)));
        };
        let me = cx.me.person_id();
        if customer.owner == Some(me) || customer.helpers.contains(&me) {
            let text = t!(lang, "share-wanted-yours", what = show::named(lang, &customer));
            return Err(Problem::tell(text));
        }
        let owner = match customer.owner {
            Some(owner) => cx.tx.get::<Person>(owner.0).await?.filter(|person| !person.frozen),
            None => None,
        };
        let Some(owner) = owner else {
            return Err(Problem::tell(t!(lang, "share-wanted-pool", what = what)));
        };
        let theirs = owner.lang;
        let named = show::named(theirs, &customer);
        let text = t!(theirs, "share-wanted", who = &cx.me.name, what = named);
        let who = cx.me.handle.clone();
        let share = Share { record: Ref::code(customer.code()), who: who.clone() };
        let decline = Decline { who: Some(who), what: what.clone() };
        let card = Reply::card(text).about(customer.code()).row(vec![
            Button::new(t!(theirs, "share-wanted-button"), &share),
            Button::new(t!(theirs, "entry-button-decline"), &decline),
        ]);
        if tell_once(cx, &owner, customer.id(), card).await? {
            Ok(Reply::say(t!(lang, "share-wanted-done", what = what)))
        } else {
            Err(Problem::tell(t!(lang, "share-wanted-again", what = what)))
        }
    }
}
