//! `/deal win`: the customer said yes.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::find::{Among, FROM_CUSTOMERS, find};
use super::gates::{self, Given, Said};
use super::show::{ShowDeal, order_buttons};
use super::{must_be_open, org_today, place};
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::follow::keep_planned;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::deal::Deal;
use crate::domain::pipeline::{self, Pipeline, Stage};
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::t;

/// Which deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WinDeal {
    /// By code or name.
    pub deal: Ref,
    /// What it was won for, where that is not what was expected.
    #[serde(default)]
    pub amount: Option<String>,
    /// On which day, where that was not today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// What it is to have besides.
    #[serde(flatten)]
    pub set: Said,
    /// The answer to what has to be there before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<String>,
    /// What was answered before.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub filled: Fields,
}

impl WinDeal {
    /// Wins this deal.
    pub fn of(deal: &Deal) -> Self {
        Self::named(super::code(deal))
    }

    /// Wins the deal that is named.
    pub fn named(deal: Ref) -> Self {
        Self {
            deal,
            amount: None,
            day: None,
            set: Said::default(),
            gate: None,
            filled: Fields::new(),
        }
    }
}

impl Ask for WinDeal {
    const SPEC: Spec = Spec {
        name: "deal win",
        aliases: &[
            "赢单",
            "赢单了",
            "赢了",
            "成交",
            "成交了",
            "签单",
            "win deal",
            "deal won",
            "win",
        ],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("deal", Take::Ref(FROM_CUSTOMERS), By::Shape),
            optional("amount", Take::Amount, By::Shape),
            optional("competitor", Take::Text, By::Key),
            optional("note", Take::Text, By::Key),
        ],
        example: Both { zh: "赢单 D-1", en: "deal win D-1" },
    };
}

#[async_trait]
impl Run for WinDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let deal = find(cx, &self.deal, Among::Open).await?;
        let place = place(cx, &deal).await?;
        let given = Given { set: self.set, gate: self.gate, filled: self.filled };
        win(cx, deal, &place, (self.amount.as_deref(), self.day, &given)).await
    }
}

/// The day on which a deal was won: one that is over, and none before the deal began.
fn won_on(cx: &Cx<'_>, deal: &Deal, day: Option<NaiveDate>) -> Result<NaiveDate, Problem> {
    let (lang, today) = (cx.lang(), org_today(cx));
    let Some(day) = day.filter(|day| *day != today) else { return Ok(today) };
    if day > today {
        return Err(Problem::tell(t!(lang, "deal-won-ahead", day = cx.day(day))));
    }
    if let Some(opened) = deal.opened_on.filter(|opened| day < *opened) {
        let (day, opened) = (cx.day(day), cx.day(opened));
        return Err(Problem::tell(t!(lang, "deal-won-before", day = day, opened = opened)));
    }
    Ok(day)
}

/// Wins an open deal, and offers to make the order of it.
pub(super) async fn win(
    cx: &mut Cx<'_>,
    deal: Deal,
    (pipeline, now): &(Pipeline, Stage),
    (amount, day, given): (Option<&str>, Option<NaiveDate>, &Given),
) -> Outcome {
    let lang = cx.lang();
    must_be_open(cx, &deal, now)?;
    let Some(stage) = pipeline.ending(pipeline::Outcome::Won) else {
        return Err(Problem::Broken(format!("{} cannot be won", pipeline.key)));
    };
    let before = deal.clone();
    let mut deal = deal;
    if let Some(words) = amount {
        let money = super::amount::read(cx, words, deal.currency)?;
        super::amount::set(&mut deal, Some(money));
    }
    gates::pass(cx, &mut deal, (pipeline, now, stage), given)?;
    deal.enter(pipeline, stage, won_on(cx, &deal, day)?);
    cx.goes_on_as::<WinDeal>();
    cx.save(Some(&before), &deal).await?;
    let told = |cx: &Cx<'_>, lang, who: &str, named: String| {
        t!(lang, "deal-won-by", who = who, deal = named, amount = super::worth_in(cx, lang, &deal))
    };
    super::tell_owner(cx, &before, told).await?;
    let (named, code) = (show::named(lang, &deal), deal.code());
    let reply = match deal.amount {
        Some(minor) => {
            let amount = cx.amount(minor, deal.currency);
            Reply::say(t!(lang, "deal-won", deal = named, amount = amount))
        }
        None => Reply::say(t!(lang, "deal-won-unknown", deal = named, code = code)),
    };
    let on = deal.closed_on.filter(|on| *on != org_today(cx));
    let reply =
        on.iter().fold(reply, |reply, on| reply.text(t!(lang, "deal-won-on", day = cx.day(*on))));
    let reply = reply.fields(given.set.told(cx));
    let orders = order_buttons(cx, &deal).await?;
    let reply = reply
        .row(orders)
        .button(t!(lang, "button-show"), &ShowDeal::of(&deal))
        .button(t!(lang, "button-undo"), &Undo::this(cx));
    keep_planned(cx, reply, &deal).await
}
