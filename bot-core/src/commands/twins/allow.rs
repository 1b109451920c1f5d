//! `/dups allow`: a colleague may write down what somebody else has already: what a button carries.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::{Asked, Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::customer::add::AddCustomer;
use crate::commands::lead::add::AddLead;
use crate::commands::owners::is_under;
use crate::commands::{Cx, Outcome, Run, people};
use crate::domain::access::Right;
use crate::problem::Problem;
use crate::t;

/// Who may write what down.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Allow {
    /// A colleague.
    pub who: String,
    /// What is written down then; nobody can type it.
    #[serde(default = "nothing")]
    pub asked: Asked,
}

fn nothing() -> Asked {
    Asked { command: String::new(), args: serde_json::Map::new() }
}

impl Ask for Allow {
    const SPEC: Spec = Spec {
        name: "dups allow",
        aliases: &["同意新建", "allow duplicate"],
        right: Right::Handover,
        effect: Effect::Writes,
        args: &[required("who", Take::Text, By::Rest)],
        example: Both { zh: "同意新建 Amy", en: "dups allow Amy" },
    };
}

#[async_trait]
impl Run for Allow {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let person = people::named(cx, &self.who).await?;
        if !is_under(cx, &person).await? {
            return Err(people::nobody(cx, &self.who));
        }
        if ![AddLead::SPEC.name, AddCustomer::SPEC.name].contains(&self.asked.command.as_str()) {
            return Err(Problem::tell(t!(lang, "entry-allow-what", who = &person.name)));
        }
        let text = t!(person.lang, "entry-allowed-told", who = &cx.me.name);
        let button = Button { label: t!(person.lang, "entry-button-anyway"), asked: self.asked };
        cx.tell(person.person_id(), Reply::say(text).row(vec![button])).await?;
        Ok(Reply::say(t!(lang, "entry-allowed", who = &person.name)))
    }
}
