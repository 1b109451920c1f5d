//! `/deal reopen`: a closed deal is worked on again, from where it stood.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::find::{Among, FROM_CUSTOMERS, find};
use super::show::steps;
use super::{org_today, place, with_rate};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::{bring_back, ending_of};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
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
        args: &[required("deal", Take::Ref(FROM_CUSTOMERS), By::Shape)],
        example: Both { zh: "重开商机 D-6", en: "deal reopen D-6" },
    };
}

#[async_trait]
impl Run for ReopenDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = find(cx, &self.deal, Among::Ended).await?;
        let (pipeline, now) = place(cx, &before).await?;
        let lang = cx.lang();
        let named = show::named(lang, &before);
        if before.outcome == pipeline::Outcome::Open {
            let text = t!(lang, "deal-is-open", deal = named, stage = now.name(lang));
            let reply = Reply::new(ReplyKind::Problem, text);
            return Err(steps(cx, reply, &before, &pipeline, &now).await?.into());
        }
        let ending = ending_of(cx, &before, ("outcome", before.outcome.word())).await?;
        // It goes back to where it stood.
        let was = |name: &str| ending.as_ref()?.fields.get(name)?.get(0).cloned();
        let stood = was("stage");
        let stood = stood.as_ref().and_then(Value::as_str);
        let stood = stood.and_then(|id| pipeline.stage(id.parse().ok()?));
        let stood = stood.filter(|stage| stage.outcome == pipeline::Outcome::Open);
        let Some(stage) = stood.or_else(|| pipeline.reached(before.reached)) else {
            return Err(Problem::Broken(format!("{} is never open", pipeline.key)));
        };
        let mut deal = before.clone();
        deal.enter(&pipeline, stage, org_today(cx));
        if before.outcome == pipeline::Outcome::Won {
            // A win that was taken back is no longer reached.
            let reached = was("reached").and_then(|no| no.as_i64());
            deal.reached = reached.unwrap_or(stage.no).max(stage.no);
        }
        cx.save(Some(&before), &deal).await?;
        let told = |_: &Cx<'_>, lang, who: &str, deal: String| {
            let stage = with_rate(lang, stage);
            t!(lang, "deal-reopened-by", who = who, deal = deal, stage = stage)
        };
        super::tell_owner(cx, &before, told).await?;
        let text = t!(lang, "deal-reopened", deal = named, stage = with_rate(lang, stage));
        let reply = steps(cx, Reply::say(text), &deal, &pipeline, stage).await?;
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        bring_back(cx, reply.row(vec![undo]), &deal, ending.as_ref()).await
    }
}
