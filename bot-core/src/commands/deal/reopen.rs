//! `/deal reopen`: a closed deal is worked on again, from where it stood.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::show::steps;
use super::{org_today, place, with_rate};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::pipeline;
use crate::problem::Problem;
use crate::t;

/// Which deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReopenDeal {
    /// By code or name.
    pub deal: Ref,
}

impl ReopenDeal {
    /// Reopens this deal.
    pub fn of(deal: &Deal) -> Self {
        Self { deal: super::code(deal) }
    }
}

impl Ask for ReopenDeal {
    const SPEC: Spec = Spec {
        name: "deal reopen",
        aliases: &["重开商机", "重开", "重新打开商机", "reopen deal", "reopen"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("deal", Take::Ref(&[Kind::Deal]), By::Shape)],
        example: Both { zh: "重开商机 D-6", en: "deal reopen D-6" },
    };
}

#[async_trait]
impl Run for ReopenDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before: Deal = cx.find("deal", &self.deal).await?;
        let (pipeline, now) = place(cx, &before).await?;
        let lang = cx.lang();
        let named = show::named(lang, &before);
        if before.outcome == pipeline::Outcome::Open {
            let text = t!(lang, "deal-is-open", deal = named, stage = now.name(lang));
            let reply = Reply::new(ReplyKind::Problem, text);
            return Err(steps(cx, reply, &before, &pipeline, &now).into());
        }
        let Some(stage) = pipeline.reached(before.reached) else {
            return Err(Problem::Broken(format!("{} is never open", pipeline.key)));
        };
        let mut deal = before.clone();
        deal.enter(stage, org_today(cx));
        // A win that was taken back is no longer reached.
        deal.reached = stage.pos;
        cx.save(Some(&before), &deal).await?;
        let told = |_: &Cx<'_>, lang, who: &str, deal: String| {
            let stage = with_rate(lang, stage);
            t!(lang, "deal-reopened-by", who = who, deal = deal, stage = stage)
        };
        super::tell_owner(cx, &before, told).await?;
        let text = t!(lang, "deal-reopened", deal = named, stage = with_rate(lang, stage));
        let reply = steps(cx, Reply::say(text), &deal, &pipeline, stage);
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        Ok(reply.row(vec![undo]))
    }
}
