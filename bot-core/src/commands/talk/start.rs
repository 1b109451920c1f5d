//! `/start` of somebody who is known already; the engine lets strangers in.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::help;
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// The code of an invite, which somebody who is known does not need.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Start {
    /// The code.
    pub code: Option<String>,
}

impl Ask for Start {
    const SPEC: Spec = Spec {
        name: "start",
        aliases: &["绑定", "开始"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[rest("code")],
        example: Both { zh: "/start 7KQ2M9XA", en: "/start 7KQ2M9XA" },
    };
}

#[async_trait]
impl Run for Start {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let (lang, name, org) = (cx.lang(), &cx.me.name, &cx.org.name);
        let text = if self.code.is_some() {
            t!(lang, "start-bound", name = name, org = org)
        } else {
            t!(lang, "start-known", name = name, org = org)
        };
        let mut reply = help::overview(cx);
        let first = crate::chat::reply::Reply::say(text).blocks;
        reply.blocks.splice(0..0, first);
        Ok(reply)
    }
}
