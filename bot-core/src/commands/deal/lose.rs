//! `/deal lose`: the customer said no, and why.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::edit::EditDeal;
use super::find::{Among, FROM_CUSTOMERS, find};
use super::gates::Said;
use super::reopen::ReopenDeal;
use super::{must_be_open, org_today, place};
use crate::chat::parse::Ref;
use crate::chat::reply::{Asked, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required, rest};
use crate::commands::follow::drop_planned;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, reasons, show};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
use crate::domain::pipeline::{self, Pipeline, Stage};
use crate::problem::Problem;
use crate::t;

/// Which deal, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoseDeal {
    /// By code or name.
    pub deal: Ref,
    /// A key of the org's list of reasons; asked for, once it is clear that the deal is open.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who won it, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competitor: Option<String>,
    /// The words that go with the reason.
    #[serde(default)]
    pub note: Option<String>,
}

impl LoseDeal {
    /// Loses this deal.
    pub fn of(deal: &Deal) -> Self {
        Self { deal: super::code(deal), reason: None, competitor: None, note: None }
    }
}

impl Ask for LoseDeal {
    const SPEC: Spec = Spec {
        name: "deal lose",
        aliases: &["输单", "输单了", "丢单", "丢了", "lose deal", "deal lost", "lose", "lost"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("deal", Take::Ref(FROM_CUSTOMERS), By::Shape),
            optional("reason", Take::Choice(List::Reasons), By::Shape),
            optional("competitor", Take::Text, By::Key),
            rest("note"),
        ],
        example: Both {
            zh: "输单 D-1 竞争对手 对方便宜",
            en: "deal lose D-1 competitor they were cheaper",
        },
    };
}

#[async_trait]
impl Run for LoseDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let deal = find(cx, &self.deal, Among::Open).await?;
        let place = place(cx, &deal).await?;
        let set = Said { competitor: self.competitor, ..Said::default() };
        lose(cx, (deal, set), &place, self.reason, self.note).await
    }
}

/// Loses an open deal; asks for the reason where none was given.
pub(super) async fn lose(
    cx: &mut Cx<'_>,
    (deal, set): (Deal, Said),
    (pipeline, now): &(Pipeline, Stage),
    reason: Option<String>,
    note: Option<String>,
) -> Outcome {
    let lang = cx.lang();
    must_be_open(cx, &deal, now)?;
    let named = show::named(lang, &deal);
    let text = t!(lang, "deal-ask-reason", deal = &named);
    // An edit's own remarks are the deal's: there only a listed reason is an answer.
    let field = if cx.asked.command == EditDeal::SPEC.name { "reason" } else { "note" };
    let competitor = &set.competitor;
    let lost = |reason, note| {
        let (reason, competitor) = (Some(reason), competitor.clone());
        Asked::of(&LoseDeal { reason, competitor, note, ..LoseDeal::of(&deal) })
    };
    cx.goes_on_as::<LoseDeal>();
    let why = reasons::why(cx, reason, note.as_deref(), (field, text), lost)?;
    let Some(stage) = pipeline.ending(pipeline::Outcome::Lost) else {
        return Err(Problem::Broken(format!("{} cannot be lost", pipeline.key)));
    };
    let before = deal.clone();
    let mut deal = deal;
    set.put(&mut deal);
    deal.enter(pipeline, stage, org_today(cx));
    deal.lost_reason = Some(why.reason.clone());
    deal.lost_note.clone_from(&why.note);
    cx.save(Some(&before), &deal).await?;
    let told = |cx: &Cx<'_>, lang, who: &str, deal: String| {
        let why = reasons::told(cx, lang, &why);
        t!(lang, "deal-lost-by", who = who, deal = deal, why = why)
    };
    super::tell_owner(cx, &before, told).await?;
    let text = t!(lang, "deal-lost", deal = named, why = reasons::told(cx, lang, &why));
    let reply = Reply::say(text).fields(set.told(cx));
    let reply = drop_planned(cx, reply, &deal).await?;
    Ok(reply
        .button(t!(lang, "button-undo"), &Undo::this(cx))
        .button(t!(lang, "deal-button-reopen"), &ReopenDeal::of(&deal)))
}
