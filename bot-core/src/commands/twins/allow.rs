//! `/dups allow`: a colleague may write down what somebody else has already: what a button carries.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::{Asked, Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::owners::is_under;
use crate::commands::{Cx, Outcome, Run, people};
use crate::domain::access::Right;
use crate::t;

/// Who may write what down: what the button of a card carries.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Allow {
    /// A colleague's handle.
    pub who: Option<String>,
    /// What is written down then.
    pub asked: Option<Asked>,
}

impl Ask for Allow {
    const SPEC: Spec = Spec {
        name: "dups allow",
        aliases: &["同意新建", "allow duplicate"],
        right: Right::Handover,
        effect: Effect::Writes,
        args: &[],
        example: Both { zh: "同意新建", en: "dups allow" },
    };
}

#[async_trait]
impl Run for Allow {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let Some((who, asked)) = self.who.zip(self.asked) else {
            return Ok(Reply::card(t!(lang, "entry-by-button")));
        };
        let person = people::named(cx, &who).await?;
        if !is_under(cx, &person).await? {
            return Err(people::nobody(cx, &who));
        }
        let text = t!(person.lang, "entry-allowed-told", who = &cx.me.name);
        let button = Button { label: t!(person.lang, "entry-button-anyway"), asked };
        cx.tell(person.person_id(), Reply::say(text).row(vec![button])).await?;
        Ok(Reply::say(t!(lang, "entry-allowed", who = &person.name)))
    }
}
