//! `/approval`: what needs a manager's word; changed by who sets the org up.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::read;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec, Take, rest};
use crate::commands::calendar::save;
use crate::commands::order::approvals::and_waiting;
use crate::commands::order::percent;
use crate::commands::owners::not_allowed;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::fold;
use crate::problem::Problem;
use crate::t;

/// What is to be different; what there is when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetApprovals {
    /// «折扣 20%», «discount 20%».
    pub what: Option<String>,
}

impl Ask for SetApprovals {
    const SPEC: Spec = Spec {
        name: "approval",
        aliases: &["审批", "审批规则", "approval rules"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[rest("what")],
        example: Both { zh: "审批", en: "approval" },
    };
}

#[async_trait]
impl Run for SetApprovals {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let words = self.what.unwrap_or_default();
        let rule = |band| t!(lang, "approval-rule-discount", band = percent(band));
        let rules = |band| vec![t!(lang, "approval-rule-floor"), rule(band)];
        let before = cx.settings.approvals.discount;
        if words.trim().is_empty() {
            let reply = Reply::card(t!(lang, "approval-rules")).bullets(rules(before));
            let how = cx.may(Right::Admin).then(|| t!(lang, "approval-how"));
            return and_waiting(cx, how.into_iter().fold(reply, Reply::text)).await;
        }
        if !cx.may(Right::Admin) {
            return Err(not_allowed(cx, Right::Admin).await?.into());
        }
        let Some(band) = share(cx, &words) else {
            return Err(Problem::tell(t!(lang, "approval-bad", given = words)));
        };
        let reply = Reply::say(t!(lang, "approval-set")).bullets(rules(band));
        if band == before {
            return Ok(reply);
        }
        let mut after = cx.settings.clone();
        after.approvals.discount = band;
        save(cx, after).await?;
        Ok(reply.row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}

/// The share that words name: 折扣 20%, `discount 20%`, 20%.
fn share(cx: &Cx<'_>, words: &str) -> Option<i64> {
    let words = fold::key(words);
    let named = ["折扣", "discount"].into_iter().find_map(|name| words.strip_prefix(name));
    let said = named.unwrap_or(&words).trim_start_matches([' ', '=', ':']);
    read(Take::Share, said, said, &cx.env()).ok()?.as_i64()
}
