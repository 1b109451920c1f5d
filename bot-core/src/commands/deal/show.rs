//! `/deal show`: one deal as a card, with what was said last and what comes next.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::find::{Among, FROM_CUSTOMERS, find};
use super::lose::LoseDeal;
use super::r#move::MoveDeal;
use super::reopen::ReopenDeal;
use super::untick::{Untick, ticked};
use super::win::WinDeal;
use super::{place, stages, with_rate};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::add::Follow;
use crate::commands::log::call::LogCall;
use crate::commands::order::list::ListOrders;
use crate::commands::order::place::PlaceOrder;
use crate::commands::order::recent;
use crate::commands::recent::{activities, few, follow_ups};
use crate::commands::{Cx, Outcome, Run, own, show, values};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::pipeline::{self, Pipeline, Stage};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::OrderFilter;
use crate::t;

/// How many activities the card shows.
const ACTIVITIES: i64 = 3;
/// How many open follow-ups the card shows.
const FOLLOW_UPS: usize = 3;
/// How many products the card shows.
const LINES: usize = 5;
/// How many products and follow-ups the page after the card shows.
const MOST: usize = 30;

/// Which deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowDeal {
    /// By code or name.
    pub deal: Ref,
    /// What was left out of the card, and activities below this number.
    #[serde(default)]
    pub below: Option<i64>,
    /// True on the pages after that one, which have only activities.
    #[serde(default)]
    pub further: bool,
}

impl ShowDeal {
    /// Shows this deal.
    pub fn of(deal: &Deal) -> Self {
        Self::named(super::code(deal))
    }

    /// Shows the deal that is named.
    pub fn named(deal: Ref) -> Self {
        Self { deal, below: None, further: false }
    }
}

impl Ask for ShowDeal {
    const SPEC: Spec = Spec {
        name: "deal show",
        aliases: &["看商机", "查看商机", "show deal"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("deal", Take::Ref(FROM_CUSTOMERS), By::Shape)],
        example: Both { zh: "看商机 D-1", en: "deal show D-1" },
    };
}

#[async_trait]
impl Run for ShowDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let deal = find(cx, &self.deal, Among::All).await?;
        let (pipeline, stage) = place(cx, &deal).await?;
        let reply = Reply::card(show::named(cx.lang(), &deal)).about(deal.code());
        if self.below.is_some() {
            return self.more(cx, reply, &deal).await;
        }
        let reply = details(cx, reply, &deal, &stage).await?;
        let (reply, lines) = lines(cx, reply, &deal, (0, LINES)).await?;
        let all = ListOrders { deal: Some(super::code(&deal)), ..ListOrders::default() };
        let (reply, orders) = recent::section(cx, reply, &orders_of(&deal), &all).await?;
        let (reply, below) = activities(cx, reply, on(&deal), (None, ACTIVITIES)).await?;
        let (reply, follow_ups) = follow_ups(cx, reply, on(&deal), (0, FOLLOW_UPS)).await?;
        let reply = steps(cx, reply, &deal, &pipeline, &stage).await?;
        let untick = (cx.may(Right::Sell) && !ticked(&deal).is_empty())
            .then(|| Button::new(t!(cx.lang(), "op-deal-untick"), &Untick::of(&deal)));
        let reply = reply.row(orders.into_iter().chain(untick).collect());
        if !lines && !follow_ups && below.is_none() {
            return Ok(reply);
        }
        // Where all activities stand on the card, there are none below.
        let next = Self { below: Some(below.unwrap_or(0)), ..Self::of(&deal) };
        Ok(show::paged(cx, reply, Vec::new(), Some(&next)))
    }
}

impl ShowDeal {
    /// What was left out of the card.
    async fn more(&self, cx: &mut Cx<'_>, mut reply: Reply, deal: &Deal) -> Outcome {
        if !self.further {
            reply = lines(cx, reply, deal, (LINES, MOST)).await?.0;
            reply = follow_ups(cx, reply, on(deal), (FOLLOW_UPS, MOST)).await?.0;
        }
        let (reply, below) = activities(cx, reply, on(deal), (self.below, show::ROWS)).await?;
        let next = below.map(|n| Self { below: Some(n), further: true, ..Self::of(deal) });
        Ok(show::paged(cx, reply, Vec::new(), next.as_ref()))
    }
}

/// What activities and follow-ups of a deal are on.
fn on(deal: &Deal) -> (Kind, Uuid) {
    (Kind::Deal, deal.id())
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
    let known = [
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
    ];
    Ok(reply.fields(known.into_iter().chain(own::fields(cx, Kind::Deal, &deal.head))))
}

/// Products from one place on, up to a number; tells whether there are more.
pub(super) async fn lines(
    cx: &mut Cx<'_>,
    reply: Reply,
    deal: &Deal,
    (skip, most): (usize, usize),
) -> Result<(Reply, bool), Problem> {
    let shown = deal.lines.get(skip..).unwrap_or_default();
    if shown.is_empty() {
        return Ok((reply, false));
    }
    let lines = line_words(cx, deal, (skip, most)).await?;
    let title = show::field_name(cx.lang(), "lines");
    let more = shown.len() > most;
    Ok((reply.text(title).bullets(few(cx.lang(), lines, more)), more))
}

/// Products from one place on, up to a number, in words: `空调 × 20 ¥70,000.00`.
pub(super) async fn line_words(
    cx: &mut Cx<'_>,
    deal: &Deal,
    (skip, most): (usize, usize),
) -> Result<Vec<String>, Problem> {
    let shown = deal.lines.get(skip..).unwrap_or_default();
    let ids: Vec<_> = shown.iter().take(most).map(|line| line.product).collect();
    let labels = cx.tx.labels(Kind::Product, &ids).await?;
    let line = |line: &crate::domain::deal::DealLine| {
        let label = labels.iter().find(|(id, _, _)| *id == line.product);
        let name = label.map(|(_, _, name)| name.clone()).unwrap_or_default();
        let quantity = line.quantity.map(|quantity| format!("× {quantity}"));
        let amount = line.amount.map(|minor| cx.amount(minor, deal.currency));
        let parts = [Some(name), quantity, amount];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    Ok(shown.iter().take(most).map(line).collect())
}

/// The likeliest next steps with a deal, for those who may take them.
pub(super) async fn steps(
    cx: &mut Cx<'_>,
    reply: Reply,
    deal: &Deal,
    pipeline: &Pipeline,
    stage: &Stage,
) -> Result<Reply, Problem> {
    let lang = cx.lang();
    if !cx.may(Right::Sell) {
        return Ok(reply);
    }
    let code = deal.code().to_string();
    let log = Button::asking::<LogCall>(t!(lang, "deal-button-log"), "record", code);
    let follow = Follow::on(super::code(deal));
    let follow = Button::new(t!(lang, "deal-button-follow"), &follow);
    if cx.only_helps(deal.code(), &deal.helpers).await? {
        return Ok(reply.row(vec![log, follow]));
    }
    let reopen = Button::new(t!(lang, "deal-button-reopen"), &ReopenDeal::of(deal));
    match deal.outcome {
        pipeline::Outcome::Won => {
            let orders = order_buttons(cx, deal).await?;
            return Ok(reply.row(orders.into_iter().chain([reopen]).collect()));
        }
        pipeline::Outcome::Lost => return Ok(reply.row(vec![reopen])),
        pipeline::Outcome::Open => {}
    }
    let ahead = stages::next(pipeline, stage).filter(|s| s.outcome == pipeline::Outcome::Open);
    let go = ahead.map(|to| {
        let label = t!(lang, "deal-button-move", stage = to.name(lang));
        Button::new(label, &MoveDeal::to(deal, to))
    });
    let (win, lose) = (WinDeal::of(deal), LoseDeal::of(deal));
    Ok(reply.row(go.into_iter().chain([log, follow]).collect()).row(vec![
        Button::new(t!(lang, "deal-button-win"), &win),
        Button::new(t!(lang, "deal-button-lose"), &lose),
    ]))
}

fn orders_of(deal: &Deal) -> OrderFilter {
    OrderFilter { deal: Some(deal.id()), ..OrderFilter::default() }
}

/// Makes the order of a deal; where there is one, shows it first.
pub(super) async fn order_buttons(cx: &mut Cx<'_>, deal: &Deal) -> Result<Vec<Button>, Problem> {
    let lang = cx.lang();
    let order = PlaceOrder { deal: Some(super::code(deal)), ..PlaceOrder::default() };
    let Some(standing) = recent::standing(cx, &orders_of(deal)).await? else {
        return Ok(vec![Button::new(t!(lang, "deal-button-order"), &order)]);
    };
    let label = t!(lang, "deal-button-show-order", order = standing.code());
    let again = PlaceOrder { again: true, ..order };
    let again = Button::new(t!(lang, "button-order-again"), &again);
    Ok(show::to_show(label, standing.code()).into_iter().chain([again]).collect())
}
