//! `/share decline`: what a colleague has asked for is not agreed to; the colleague is told.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run, people};
use crate::domain::access::Right;
use crate::t;

/// Who asked for what.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Decline {
    /// A colleague.
    pub who: String,
    /// What was asked for, as it was put.
    pub what: String,
}

impl Ask for Decline {
    const SPEC: Spec = Spec {
        name: "share decline",
        aliases: &["婉拒协作", "婉拒", "decline"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("who", Take::Text, By::Shape), required("what", Take::Text, By::Rest)],
        example: Both { zh: "婉拒 amy 华星科技", en: "decline amy Acme Trading" },
    };
}

#[async_trait]
impl Run for Decline {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let person = people::named(cx, &self.who).await?;
        let text = t!(person.lang, "share-declined-told", who = &cx.me.name, what = &self.what);
        if person.person_id() != cx.me.person_id() {
            cx.tell(person.person_id(), Reply::say(text)).await?;
        }
        Ok(Reply::say(t!(cx.lang(), "share-declined", who = &person.name)))
    }
}
