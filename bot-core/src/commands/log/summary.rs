//! `/log summary`: what came of a visit that one has signed in to.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::visits::{is_bare, meant, stayed};
use super::{Written, goes_on, offer_ending, participants, told};
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Arg, Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::{Next, On};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::activity::is_valid;
use crate::problem::Problem;
use crate::t;

/// What came of which visit.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LogSummary {
    /// The visit by its code; the last one when not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<Ref>,
    /// What was said.
    pub content: String,
}

/// What it takes.
const ARGS: &[Arg] = &[required("content", Take::Text, By::Rest)];

impl Ask for LogSummary {
    const SPEC: Spec = Spec {
        name: "log summary",
        aliases: &["小结", "拜访小结", "visit summary"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: ARGS,
        example: Both {
            zh: "小结 见了采购经理，嫌贵，下周三再谈",
            en: "log summary met the buyer, too expensive, talk again next Wed",
        },
    };
}

#[async_trait]
impl Run for LogSummary {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = meant(cx, self.visit.as_ref()).await?;
        let Some(on) = On::at(cx, before.on_kind, before.on_id).await?.filter(|on| on.seen) else {
            return Err(Problem::tell(t!(lang, "visit-none")));
        };
        let next = Next::of(cx, &on, None, &self.content)?;
        let said = self.content.clone();
        let mut after = before.clone();
        let there = participants::named(cx, &on, (before.way, &said), &next).await?;
        participants::add(&mut after.participants, there);
        after.content = if is_bare(&before) {
            self.content
        } else {
            t!(lang, "visit-and", before = &before.content, after = self.content)
        };
        after.valid = is_valid(&after.content);
        cx.save(Some(&before), &after).await?;
        let planned = next.plan(cx, &on).await?;
        let reply = Reply::say(t!(lang, "visit-summed-up", customer = on.named(lang)));
        let mut reply = participants::shown(cx, reply, &after).await?;
        if let Some(millis) = after.stayed() {
            reply = reply.text(t!(lang, "visit-stayed", stay = stayed(lang, millis)));
        }
        let written = Written { activity: after, planned };
        let reply = told(cx, reply, &written).about(on.code);
        let reply = offer_ending(cx, reply, &on, &said).await?;
        goes_on(cx, reply, &on, &written).await
    }
}
