//! `/unfreeze`: an account is opened again.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::anyone;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::problem::Problem;
use crate::t;

/// Whose account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unfreeze {
    /// By handle or name.
    pub who: String,
}

impl Ask for Unfreeze {
    const SPEC: Spec = Spec {
        name: "unfreeze",
        aliases: &["解冻", "恢复账号"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("who", Take::Text, By::Rest)],
        example: Both { zh: "解冻 Bo", en: "unfreeze Bo" },
    };
}

#[async_trait]
impl Run for Unfreeze {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = anyone(cx, &self.who).await?;
        let (lang, name) = (cx.lang(), before.name.clone());
        if !before.frozen {
            return Err(Problem::tell(t!(lang, "unfreeze-not", name = name)));
        }
        let mut after = before.clone();
        after.frozen = false;
        cx.save(Some(&before), &after).await?;
        let text = t!(before.lang, "unfreeze-told", name = &name);
        cx.tell(before.person_id(), Reply::say(text)).await?;
        Ok(Reply::say(t!(lang, "unfreeze-done", name = name)))
    }
}
