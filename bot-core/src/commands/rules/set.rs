//! `/nudge set`: changes when and how often people are reminded.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::nudge::{lines, understood};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::calendar::save;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::fold;
use crate::t;

/// What is to be different.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetNudges {
    /// «每天最多 3», «关 停滞商机», «隔 1 3 5».
    pub what: String,
}

impl Ask for SetNudges {
    const SPEC: Spec = Spec {
        name: "nudge set",
        aliases: &["改催办", "设催办"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("what", Take::Text, By::Rest)],
        example: Both { zh: "改催办 每天最多 3", en: "nudge set most 3" },
    };
}

#[async_trait]
impl Run for SetNudges {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let words = fold::key(&self.what);
        let words: Vec<&str> = words.split_whitespace().collect();
        let (first, rest) = words.split_first().unwrap_or((&"", &[]));
        let mut after = cx.settings.clone();
        after.nudges = understood(cx, first, rest)?;
        let lines = lines(cx, &after.nudges);
        if after == *cx.settings {
            return Ok(Reply::say(t!(cx.lang(), "nudge-same")).bullets(lines));
        }
        save(cx, after).await?;
        let reply = Reply::say(t!(cx.lang(), "nudge-set")).bullets(lines);
        Ok(reply.row(vec![Button::new(t!(cx.lang(), "button-undo"), &Undo::this(cx))]))
    }
}
