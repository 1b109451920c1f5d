//! `/log leave`: a visit is over; then what came of it is asked for.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::summary::LogSummary;
use super::visits::{is_bare, meant, stayed};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::follow::On;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::t;

/// Which visit is over.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LogLeave {
    /// By its code; the one that goes on when not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<Ref>,
}

impl Ask for LogLeave {
    const SPEC: Spec = Spec {
        name: "log leave",
        aliases: &["签退", "离开", "check out", "sign out"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[],
        example: Both { zh: "签退", en: "log leave" },
    };
}

#[async_trait]
impl Run for LogLeave {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = meant(cx, self.visit.as_ref()).await?;
        let on = On::at(cx, before.on_kind, before.on_id).await?;
        let customer = on.map(|on| on.named(lang)).unwrap_or_default();
        let mut after = before.clone();
        if let Some(stay) = &mut after.stay {
            if stay.left.is_some() {
                return Err(Problem::tell(t!(lang, "visit-left-before", customer = customer)));
            }
            stay.left = Some(cx.now);
        }
        cx.save(Some(&before), &after).await?;
        let stay = stayed(lang, after.stayed().unwrap_or_default());
        let text = t!(lang, "visit-left", customer = customer, stay = stay);
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        if !is_bare(&after) {
            return Ok(Reply::say(text).row(vec![undo]));
        }
        let visit = Some(Ref::code(after.code()));
        cx.asks_next(&LogSummary { visit, ..LogSummary::default() }, "content");
        let reply = Reply::new(ReplyKind::Ask, text).text(t!(lang, "visit-ask-summary"));
        Ok(reply.row(vec![undo]))
    }
}
