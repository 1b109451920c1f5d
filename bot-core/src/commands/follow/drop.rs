//! `/drop`: a follow-up is not wanted any more.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::show::then_next;
use super::{FOLLOW_UPS, find_open, named, tell_owner};
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::talk::cancel::Cancel;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::follow_up::FollowUpState;
use crate::t;

/// Which follow-up.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Drop {
    /// By its code, or by the record that it is on; the only one that is due when not said.
    pub follow_up: Option<Ref>,
}

impl Ask for Drop {
    const SPEC: Spec = Spec {
        name: "drop",
        aliases: &["不用了", "放弃跟进", "不跟了", "drop follow-up"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[optional("follow_up", Take::Ref(FOLLOW_UPS), By::Shape)],
        example: Both { zh: "放弃跟进 F-3", en: "drop F-3" },
    };
}

#[async_trait]
impl Run for Drop {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        if self.follow_up.is_none() && cx.talk.open_dialog(cx.now).is_some() {
            // «不用了» said to a question leaves the question.
            return Cancel {}.run(cx).await;
        }
        let before = find_open(cx, self.follow_up.as_ref()).await?;
        let mut after = before.clone();
        after.end(FollowUpState::Dropped, cx.now);
        cx.save(Some(&before), &after).await?;
        tell_owner(cx, &after, None).await?;
        let text = t!(lang, "follow-dropped", what = named(cx, &after));
        Ok(then_next(cx, Reply::say(text)).await?.in_place())
    }
}
