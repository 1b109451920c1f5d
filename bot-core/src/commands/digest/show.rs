//! `/digest show`: a digest as it would come now.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::write::{Reader, digest};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::digest::DigestKind;

/// Which one; the one that comes every working day when not said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowDigest {
    /// Its word.
    pub kind: Option<DigestKind>,
}

/// What people call digests.
pub(super) const KINDS: &[(&str, Both)] = &[
    ("morning", Both { zh: "早报", en: "morning" }),
    ("daily", Both { zh: "日报", en: "daily" }),
    ("weekly", Both { zh: "周报", en: "weekly" }),
    ("monthly", Both { zh: "月报", en: "monthly" }),
];

impl Ask for ShowDigest {
    const SPEC: Spec = Spec {
        name: "digest show",
        aliases: &["看简报", "看日报", "看digest"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[optional("kind", Take::Choice(List::Fixed(KINDS)), By::Shape)],
        example: Both { zh: "看简报 周报", en: "digest show weekly" },
    };
}

#[async_trait]
impl Run for ShowDigest {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let leads = cx.may(Right::Audit);
        let usual = if leads { DigestKind::Daily } else { DigestKind::Morning };
        let reader = Reader {
            org: cx.org,
            calendar: cx.calendar,
            person: cx.me,
            covers: cx.covers,
            due: cx.now,
            told: None,
            now: cx.now,
        };
        let reply: Reply = digest(cx.tx, &reader, self.kind.unwrap_or(usual)).await?.reply;
        Ok(reply)
    }
}
