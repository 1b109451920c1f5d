//! `/share decline`: what a colleague has asked for is not agreed to; the colleague is told.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run, people};
use crate::domain::access::Right;
use crate::t;

/// Who asked for what: what the button of a card carries.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Decline {
    /// A colleague's handle.
    pub who: Option<String>,
    /// What was asked for, as it was put.
    pub what: String,
}

impl Ask for Decline {
    const SPEC: Spec = Spec {
        name: "share decline",
        aliases: &["婉拒协作", "婉拒", "decline"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[],
        example: Both { zh: "婉拒", en: "decline" },
    };
}

#[async_trait]
impl Run for Decline {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let Some(who) = self.who else {
            return Ok(Reply::card(t!(cx.lang(), "entry-by-button")));
        };
        let person = people::named(cx, &who).await?;
        let text = t!(person.lang, "share-declined-told", who = &cx.me.name, what = &self.what);
        if person.person_id() != cx.me.person_id() {
            cx.tell(person.person_id(), Reply::say(text)).await?;
        }
        Ok(Reply::say(t!(cx.lang(), "share-declined", who = &person.name)))
    }
}
