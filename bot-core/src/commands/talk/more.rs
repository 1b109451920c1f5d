//! `/more`: the next page of what was shown last. The engine puts the list's own command in its
//! place where there is a next page; this file answers when there is none.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// No fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct More {}

impl Ask for More {
    const SPEC: Spec = Spec {
        name: "more",
        aliases: &["更多", "下一页"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "更多", en: "more" },
    };
}

#[async_trait]
impl Run for More {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        Ok(Reply::say(t!(cx.lang(), "no-more")))
    }
}
