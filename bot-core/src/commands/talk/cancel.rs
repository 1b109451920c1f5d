//! `/cancel`: leaves an open question.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::t;

/// No fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cancel {}

impl Ask for Cancel {
    const SPEC: Spec = Spec {
        name: "cancel",
        aliases: &[
            "取消",
            "算了",
            "算了吧",
            "没事了",
            "点错了",
            "never mind",
            "nevermind",
            "forget it",
        ],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "取消", en: "cancel" },
    };
}

#[async_trait]
impl Run for Cancel {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let dialog = cx.talk.dialog.take().filter(|dialog| dialog.until >= cx.now);
        Ok(match dialog {
            Some(dialog) => {
                let command = show::op_name(lang, &dialog.draft.command);
                Reply::say(t!(lang, "cancelled", command = command))
            }
            None => Reply::say(t!(lang, "nothing-to-cancel")),
        })
    }
}
