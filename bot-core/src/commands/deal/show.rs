//! `/deal show`: one deal as a card, with what was said last and what comes next.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::lose::LoseDeal;
use super::r#move::MoveDeal;
use super::reopen::ReopenDeal;
use super::win::WinDeal;
use super::{place, stages, with_rate};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::add::Follow;
use crate::commands::log::call::LogCall;
use crate::commands::order::place::PlaceOrder;
use crate::commands::{Cx, Outcome, Run, show, values};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::people::Lang;
use crate::domain::pipeline::{self, Pipeline, Stage};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{ActivityFilter, FollowUpFilter, Page};
use crate::t;
use crate::text::read;

/// How many activities the card shows.
const ACTIVITIES: i64 = 3;
/// How many open follow-ups the card shows.
const FOLLOW_UPS: i64 = 3;
/// How many characters of an activity the card shows.
const SHORT: usize = 60;

/// Which deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowDeal {
    /// By code or name.
    pub deal: Ref,
}

impl ShowDeal {
    /// Shows this deal.
    pub fn of(deal: &Deal) -> Self {
        Self { deal: super::code(deal) }
    }
}

impl Ask for ShowDeal {
    const SPEC: Spec = Spec {
        name: "deal show",
        aliases: &["看商机", "查看商机", "show deal"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("deal", Take::Ref(&[Kind::Deal]), By::Shape)],
        example: Both { zh: "看商机 D-1", en: "deal show D-1" },
    };
}

#[async_trait]
impl Run for ShowDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let deal: Deal = cx.find("deal", &self.deal).await?;
        let (pipeline, stage) = place(cx, &deal).await?;
        let title = show::named(cx.lang(), &deal);
        let reply = details(cx, Reply::card(title), &deal, &stage).await?;
        let reply = lines(cx, reply, &deal).await?;
        let reply = activities(cx, reply, &deal).await?;
        let reply = follow_ups(cx, reply, &deal).await?;
        Ok(steps(cx, reply, &deal, &pipeline, &stage))
    }
}

/// The fields of a deal that are known.
pub(super) async fn details(
    cx: &mut Cx<'_>,
    reply: Reply,
    deal: &Deal,
    stage: &Stage,
) -> Result<Reply, Problem> {
    let lang = cx.lang();
    let customer = super::customer_name(cx, deal).await?;
    let owner = cx.person_name(deal.owner).await?;
    let owner = (deal.owner != Some(cx.me.person_id())).then_some(owner);
    let helpers = values::people(cx, &deal.helpers).await?;
    let reason = deal.lost_reason.as_ref().map(|key| {
        let name = show::choice_name(&cx.org.lists.reasons, key, lang);
        let note = deal.lost_note.iter().cloned();
        std::iter::once(name).chain(note).collect::<Vec<_>>().join(" · ")
    });
    let open = deal.outcome == pipeline::Outcome::Open;
    let name = |field| show::field_name(lang, field);
    let closed = deal.closed_on.map(|day| cx.day(day));
    let expected = deal.expected_close.map(|day| cx.day(day));
    Ok(reply.fields([
        (name("customer"), customer),
        (name("amount"), Some(super::worth(cx, deal))),
        (name("stage"), Some(with_rate(lang, stage))),
        (name("close"), expected.filter(|_| open)),
        (t!(lang, "deal-closed-on"), closed),
        (name("reason"), reason),
        (name("competitor"), deal.competitor.clone()),
        (name("owner"), owner),
        (name("helpers"), Some(helpers)),
        (name("note"), deal.note.clone()),
    ]))
}

async fn lines(cx: &mut Cx<'_>, reply: Reply, deal: &Deal) -> Result<Reply, Problem> {
    if deal.lines.is_empty() {
        return Ok(reply);
    }
    let ids: Vec<_> = deal.lines.iter().map(|line| line.product).collect();
    let labels = cx.tx.labels(Kind::Product, &ids).await?;
    let line = |line: &crate::domain::deal::DealLine| {
        let label = labels.iter().find(|(id, _, _)| *id == line.product);
        let name = label.map(|(_, _, name)| name.clone()).unwrap_or_default();
        let quantity = line.quantity.map(|quantity| format!("× {quantity}"));
        let amount = line.amount.map(|minor| cx.amount(minor, deal.currency));
        let parts = [Some(name), quantity, amount];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let lines: Vec<String> = deal.lines.iter().map(line).collect();
    let title = show::field_name(cx.lang(), "lines");
    Ok(reply.text(title).bullets(lines))
}

async fn activities(cx: &mut Cx<'_>, reply: Reply, deal: &Deal) -> Result<Reply, Problem> {
    let lang = cx.lang();
    let page = Page { below: None, limit: ACTIVITIES + 1 };
    let on = ActivityFilter::On(Kind::Deal, deal.id());
    let activities = cx.tx.activities(&on, page).await?;
    if activities.is_empty() {
        return Ok(reply);
    }
    let lines = activities.iter().map(|activity| {
        let way = show::word(lang, "way", activity.way.word());
        let content = show::short(&activity.content, SHORT);
        format!("{} {way} {content}", cx.time(activity.at))
    });
    let lines = few(lang, lines.collect(), ACTIVITIES);
    Ok(reply.text(t!(lang, "deal-activities")).bullets(lines))
}

async fn follow_ups(cx: &mut Cx<'_>, reply: Reply, deal: &Deal) -> Result<Reply, Problem> {
    let lang = cx.lang();
    let on = FollowUpFilter::On(Kind::Deal, deal.id());
    let follow_ups = cx.tx.follow_ups(&on, FOLLOW_UPS + 1).await?;
    if follow_ups.is_empty() {
        return Ok(reply);
    }
    let (zone, now) = (cx.zone(), cx.now);
    let lines = follow_ups.iter().map(|follow_up| {
        let due = follow_up.due();
        let when = due.map_or_else(String::new, |due| read::due(lang, due, zone, now));
        let late = due.is_some_and(|due| due.instant(zone) < now);
        let mark = if late { "⏰ " } else { "" };
        format!("{mark}{when} {}", follow_up.what)
    });
    let lines = few(lang, lines.collect(), FOLLOW_UPS);
    Ok(reply.text(t!(lang, "deal-follow-ups")).bullets(lines))
}

/// The first of some lines, and that there are more where there are.
fn few(lang: Lang, mut lines: Vec<String>, most: i64) -> Vec<String> {
    let most = usize::try_from(most).unwrap_or_default();
    if lines.len() > most {
        lines.truncate(most);
        lines.push(t!(lang, "and-more"));
    }
    lines
}

/// The likeliest next steps with a deal, for those who may take them.
pub(super) fn steps(
    cx: &Cx<'_>,
    reply: Reply,
    deal: &Deal,
    pipeline: &Pipeline,
    stage: &Stage,
) -> Reply {
    let lang = cx.lang();
    if !cx.may(Right::Sell) {
        return reply;
    }
    let order = order_button(lang, deal);
    let reopen = Button::new(t!(lang, "deal-button-reopen"), &ReopenDeal::of(deal));
    match deal.outcome {
        pipeline::Outcome::Won => return reply.row(vec![order, reopen]),
        pipeline::Outcome::Lost => return reply.row(vec![reopen]),
        pipeline::Outcome::Open => {}
    }
    let ahead = stages::next(pipeline, stage).filter(|s| s.outcome == pipeline::Outcome::Open);
    let go = ahead.map(|to| {
        let label = t!(lang, "deal-button-move", stage = to.name(lang));
        Button::new(label, &MoveDeal::to(deal, to))
    });
    let code = deal.code().to_string();
    let log = Button::asking::<LogCall>(t!(lang, "deal-button-log"), "record", code);
    let follow = Follow::on(super::code(deal));
    let follow = Button::new(t!(lang, "deal-button-follow"), &follow);
    let (win, lose) = (WinDeal::of(deal), LoseDeal::of(deal));
    reply.row(go.into_iter().chain([log, follow]).collect()).row(vec![
        Button::new(t!(lang, "deal-button-win"), &win),
        Button::new(t!(lang, "deal-button-lose"), &lose),
    ])
}

/// Makes the order of a deal.
pub(super) fn order_button(lang: Lang, deal: &Deal) -> Button {
    let order = PlaceOrder { deal: Some(super::code(deal)), ..PlaceOrder::default() };
    Button::new(t!(lang, "deal-button-order"), &order)
}
