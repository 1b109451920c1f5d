//! `/deal move`: takes a deal to another stage; into a closing one it wins or loses the deal.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::show::steps;
use super::{lose, must_be_open, org_today, place, stages, win, with_rate};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required, rest};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::pipeline::{self, Pipeline, Stage};
use crate::problem::Problem;
use crate::t;

/// Which deal, and where to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveDeal {
    /// By code or name.
    pub deal: Ref,
    /// Why, when it goes to the stage that loses it.
    #[serde(default)]
    pub reason: Option<String>,
    /// The words that go with the reason.
    #[serde(default)]
    pub note: Option<String>,
    /// The stage by key, name or beginning, with a remark after one that loses the deal.
    #[serde(default)]
    pub stage: Option<String>,
}

impl MoveDeal {
    /// Takes a deal to this stage.
    pub fn to(deal: &Deal, stage: &Stage) -> Self {
        Self { deal: super::code(deal), reason: None, note: None, stage: Some(stage.key.clone()) }
    }
}

impl Ask for MoveDeal {
    const SPEC: Spec = Spec {
        name: "deal move",
        aliases: &["推进", "推进商机", "move deal", "move"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("deal", Take::Ref(&[Kind::Deal]), By::Shape),
            optional("reason", Take::Choice(List::Reasons), By::Shape),
            optional("note", Take::Text, By::Key),
            rest("stage"),
        ],
        example: Both { zh: "推进 D-1 报价", en: "deal move D-1 quotation" },
    };
}

#[async_trait]
impl Run for MoveDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let deal: Deal = cx.find("deal", &self.deal).await?;
        let place = place(cx, &deal).await?;
        let (pipeline, now) = &place;
        let lang = cx.lang();
        let Some(words) = &self.stage else {
            must_be_open(cx, &deal, now)?;
            let named = show::named(lang, &deal);
            let text = t!(lang, "deal-ask-stage", deal = named, stage = now.name(lang));
            return Err(stages::ask(cx, pipeline, now, text));
        };
        let (stage, rest) = stages::stage_of(cx, pipeline, now, words)?;
        match stage.outcome {
            pipeline::Outcome::Won if rest.is_empty() => win::win(cx, deal, &place, None).await,
            pipeline::Outcome::Lost => {
                let note = Some(rest).filter(|note| !note.is_empty()).or(self.note);
                lose::lose(cx, deal, &place, self.reason, note).await
            }
            pipeline::Outcome::Open if rest.is_empty() && self.reason.is_none() => {
                go(cx, deal, pipeline, now, &stage).await
            }
            _ => Err(extra(cx, &rest, self.reason.as_deref())),
        }
    }
}

/// Refuses words after a stage that takes none.
fn extra(cx: &Cx<'_>, rest: &str, reason: Option<&str>) -> Problem {
    let lang = cx.lang();
    let reason = reason.map(|key| show::choice_name(&cx.org.lists.reasons, key, lang));
    let words = if rest.is_empty() { reason } else { Some(rest.to_owned()) };
    let example = MoveDeal::SPEC.example.in_lang(lang);
    let words = words.unwrap_or_default();
    Problem::tell(t!(lang, "extra-words", words = words, example = example))
}

/// Takes an open deal to another open stage.
pub(super) async fn go(
    cx: &mut Cx<'_>,
    deal: Deal,
    pipeline: &Pipeline,
    now: &Stage,
    stage: &Stage,
) -> Outcome {
    let lang = cx.lang();
    let named = show::named(lang, &deal);
    must_be_open(cx, &deal, now)?;
    if stage.id == now.id {
        let text = t!(lang, "deal-same-stage", deal = named, stage = now.name(lang));
        let reply = Reply::new(ReplyKind::Problem, text);
        return Err(steps(cx, reply, &deal, pipeline, now).into());
    }
    let before = deal.clone();
    let mut deal = deal;
    deal.enter(stage, org_today(cx));
    cx.save(Some(&before), &deal).await?;
    let told = |_: &Cx<'_>, lang, who: &str, deal: String| {
        let (from, to) = (now.name(lang), with_rate(lang, stage));
        t!(lang, "deal-moved-by", who = who, deal = deal, from = from, to = to)
    };
    super::tell_owner(cx, &before, told).await?;
    let (from, to) = (now.name(lang), with_rate(lang, stage));
    let text = if stage.pos > now.pos {
        t!(lang, "deal-moved", deal = named, from = from, to = to)
    } else {
        t!(lang, "deal-moved-back", deal = named, from = from, to = to)
    };
    let reply = steps(cx, Reply::say(text), &deal, pipeline, stage);
    let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
    Ok(reply.row(vec![undo]))
}
