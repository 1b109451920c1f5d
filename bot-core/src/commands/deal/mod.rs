//! Deals, and what their commands share: where a deal stands, its fields, its next steps.

pub(crate) mod amount;
mod behind;
pub mod edit;
mod elsewhere;
mod find;
pub(crate) mod gates;
pub(crate) mod goods;
pub mod lines;
pub mod list;
pub mod lose;
pub mod r#move;
pub mod open;
pub mod reopen;
pub mod show;
pub(crate) mod stages;
pub mod untick;
pub mod win;

use chrono::NaiveDate;
use uuid::Uuid;

pub(crate) use self::find::{FROM_CUSTOMERS, only_open};
use self::reopen::ReopenDeal;
use self::show::ShowDeal;
use crate::chat::parse::Ref;
use crate::chat::reply::{Reply, ReplyKind};
use crate::commands::{Cx, setup, show as words};
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::people::{Lang, Person};
use crate::domain::pipeline::{Outcome, Pipeline, Stage};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;
use crate::text::read;

/// The process that a deal goes by, and where in it the deal stands.
pub(crate) async fn place(cx: &mut Cx<'_>, deal: &Deal) -> Result<(Pipeline, Stage), Problem> {
    let pipelines = cx.tx.pipelines().await?;
    let pipeline = pipelines.into_iter().find(|p| p.id == deal.pipeline);
    let stage = pipeline.as_ref().and_then(|p| p.stage(deal.stage)).cloned();
    pipeline
        .zip(stage)
        .ok_or_else(|| Problem::Broken(format!("{} stands in no stage", deal.code())))
}

/// A new deal in the first stage of the org's first pipeline; it has no number yet.
pub(crate) async fn begin(
    cx: &mut Cx<'_>,
    name: String,
    customer: Uuid,
) -> Result<(Deal, Stage), Problem> {
    begin_in(cx, None, name, customer).await
}

/// The same in the pipeline that words name.
async fn begin_in(
    cx: &mut Cx<'_>,
    pipeline: Option<&str>,
    name: String,
    customer: Uuid,
) -> Result<(Deal, Stage), Problem> {
    let mut pipelines = cx.tx.pipelines().await?;
    if pipeline.is_some() {
        pipelines = vec![setup::pipeline(cx, &pipelines, pipeline)?.clone()];
    }
    let first = pipelines.iter().find_map(|p| Some((p, p.open().next()?)));
    let Some((pipeline, stage)) = first else {
        return Err(Problem::Broken("no pipeline with an open stage".to_owned()));
    };
    let mut deal = Deal {
        head: crate::domain::record::Head::new(cx.new_id(), 0, cx.now),
        name,
        customer: Some(customer),
        amount: None,
        currency: cx.org.currency,
        pipeline: pipeline.id,
        stage: stage.id,
        reached: 0,
        outcome: Outcome::Open,
        expected_close: None,
        opened_on: Some(org_today(cx)),
        closed_on: None,
        lost_reason: None,
        lost_note: None,
        competitor: None,
        note: None,
        owner: Some(cx.me.person_id()),
        helpers: Vec::new(),
        lines: Vec::new(),
        lead: None,
    };
    deal.enter(pipeline, stage, org_today(cx));
    Ok((deal, stage.clone()))
}

/// The calendar day in the org's zone: deals close on it wherever the person is.
pub(crate) fn org_today(cx: &Cx<'_>) -> NaiveDate {
    read::today(cx.now, cx.org.zone)
}

/// A stage with its win rate: `报价 · 60%`.
fn with_rate(lang: Lang, stage: &Stage) -> String {
    format!("{} · {}", stage.name(lang), read::percent(stage.rate))
}

/// What a deal is worth, or that nobody knows yet.
fn worth(cx: &Cx<'_>, deal: &Deal) -> String {
    worth_in(cx, cx.lang(), deal)
}

/// The same in somebody else's language.
fn worth_in(cx: &Cx<'_>, lang: Lang, deal: &Deal) -> String {
    let unknown = || t!(lang, "deal-amount-unknown");
    deal.amount.map_or_else(unknown, |minor| cx.amount(minor, deal.currency))
}

/// The customer of a deal as it is named in a sentence.
async fn customer_name(cx: &mut Cx<'_>, deal: &Deal) -> Result<Option<String>, Problem> {
    let Some(id) = deal.customer else {
        return Ok(None);
    };
    let labels = cx.tx.labels(Kind::Customer, &[id]).await?;
    Ok(labels.into_iter().next().map(|(_, _, label)| label))
}

/// Refuses what only an open deal can do, and says how to reopen it.
fn must_be_open(cx: &Cx<'_>, deal: &Deal, stage: &Stage) -> Result<(), Problem> {
    if deal.outcome == Outcome::Open {
        return Ok(());
    }
    let lang = cx.lang();
    let (named, on) = (words::named(lang, deal), deal.closed_on);
    let on = on.map_or_else(String::new, |day| cx.day(day));
    let text = t!(
        lang,
        "deal-is-closed",
        deal = named,
        stage = stage.name(lang),
        on = on,
        code = deal.code()
    );
    let (show, reopen) = (ShowDeal::of(deal), ReopenDeal::of(deal));
    Err(Reply::new(ReplyKind::Problem, text)
        .button(t!(lang, "deal-button-reopen"), &reopen)
        .button(t!(lang, "button-show"), &show)
        .into())
}

/// Tells the owner of a deal what somebody else did with it; `text` says it in a language.
async fn tell_owner(
    cx: &mut Cx<'_>,
    deal: &Deal,
    text: impl FnOnce(&Cx<'_>, Lang, &str, String) -> String,
) -> Result<(), Problem> {
    let Some(owner) = deal.owner.filter(|owner| *owner != cx.me.person_id()) else {
        return Ok(());
    };
    let Some(owner) = cx.tx.get::<Person>(owner.0).await?.filter(|owner| !owner.frozen) else {
        return Ok(());
    };
    let lang = owner.lang;
    let text = text(cx, lang, &cx.me.name, words::named(lang, deal));
    let show = ShowDeal::of(deal);
    let reply = Reply::say(text).button(t!(lang, "button-show"), &show);
    Ok(cx.tell(owner.person_id(), reply).await?)
}

/// A reference to a deal by its code.
fn code(deal: &Deal) -> Ref {
    Ref::code(deal.code())
}
