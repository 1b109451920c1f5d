//! `/report won`: what was won in a period, in all or by person, team, product, region, source or
//! month, against the year before.

use std::collections::HashSet;

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Period, ROWS, amounts, month_of, share_of, source_name, span, whose};
use crate::chat::reply::{Asked, Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::deal::list::ListDeals;
use crate::commands::deal::org_today;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::PersonId;
use crate::domain::people::{Lang, Person};
use crate::domain::pipeline;
use crate::reports::won::{Won, won, year_before};
use crate::store::{DealFilter, Part, Split, WonQuestion, WonSum};
use crate::t;
use crate::text::secret;

/// Which period, and split by what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportWon {
    /// The first day, and the day after the last; this month when not said.
    pub period: Option<Period>,
    /// `person`, `team`, `product`, `region`, `source` or `month`.
    pub by: Option<String>,
    /// One colleague's only.
    pub owner: Option<String>,
    /// How many lines were shown before.
    pub from: Option<usize>,
}

const SPLITS: List = List::Fixed(&[
    ("person", Both { zh: "按人", en: "by person" }),
    ("team", Both { zh: "按团队", en: "by team" }),
    ("product", Both { zh: "按产品", en: "by product" }),
    ("region", Both { zh: "按地区", en: "by region" }),
    ("source", Both { zh: "按来源", en: "by source" }),
    ("month", Both { zh: "按月", en: "by month" }),
    // What else people call them.
    ("person", Both { zh: "按负责人", en: "by owner" }),
    ("person", Both { zh: "按销售", en: "by rep" }),
]);

impl Ask for ReportWon {
    const SPEC: Spec = Spec {
        name: "report won",
        aliases: &["业绩", "won", "report sales"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[
            optional("period", Take::Period, By::Shape),
            optional("by", Take::Choice(SPLITS), By::Shape),
            rest("owner"),
        ],
        example: Both { zh: "业绩 本月", en: "report won 2017-Q1 by person" },
    };
}

#[async_trait]
impl Run for ReportWon {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let owner = match self.owner.as_deref() {
            Some(word) => Some(super::colleague(cx, word).await?),
            None => None,
        };
        let (start, end) = self.period.unwrap_or_else(|| month_of(org_today(cx)));
        let by = match self.by.as_deref() {
            Some("person") => Split::Person,
            Some("team") => Split::Team,
            Some("product") => Split::Product,
            Some("region") => Split::Region,
            Some("source") => Split::Source,
            Some("month") => Split::Month,
            _ => Split::Total,
        };
        let ask = WonQuestion { start, end, by, owner: owner.as_ref().map(Person::person_id) };
        let scope = cx.scope().books();
        let won = won(cx.tx, &ask, scope).await?;
        let whose = owner.map_or_else(|| whose(cx), |person| person.name);
        let span = span(lang, start, end);
        let reply = Reply::card([t!(lang, "report-won"), span, whose].join(" · "));
        if won.rows.is_empty() {
            let reply = reply.text(t!(lang, "report-won-none"));
            return Ok(reply.button(
                t!(lang, "report-button-pipeline"),
                &super::pipeline::ReportPipeline::default(),
            ));
        }
        let before = year_before(cx.tx, &ask, scope).await?;
        let reply = reply.text(total(cx, &won)).text(against(cx, &won, &before));
        if by == Split::Total {
            let buttons = self.splits(cx, (start, end));
            let reply = buttons.chunks(3).fold(reply, |reply, row| reply.row(row.to_vec()));
            let deals = ListDeals::behind(behind(&ask));
            return Ok(reply.row(vec![Button::new(t!(lang, "report-button-deals"), &deals)]));
        }
        Ok(self.page(cx, reply, &won, &ask))
    }
}

impl ReportWon {
    /// Buttons that split the same period.
    fn splits(&self, cx: &Cx<'_>, period: Period) -> Vec<Button> {
        let lang = cx.lang();
        let List::Fixed(splits) = SPLITS else {
            return Vec::new();
        };
        let mut seen = HashSet::new();
        let others =
            splits.iter().filter(|(by, _)| self.by.as_deref() != Some(by) && seen.insert(*by));
        let button = |(by, label): &(&str, Both)| {
            let ask = Self {
                period: Some(period),
                by: Some((*by).to_owned()),
                owner: self.owner.clone(),
                from: None,
            };
            Button::new(label.in_lang(lang), &ask)
        };
        others.map(button).collect()
    }

    /// A screen of lines, each with a button for its deals, and one for the next screen.
    fn page(self, cx: &mut Cx<'_>, reply: Reply, won: &Won, ask: &WonQuestion) -> Reply {
        let lang = cx.lang();
        let from = self.from.unwrap_or(0);
        let shown = || won.rows.iter().skip(from).take(ROWS);
        let lines: Vec<String> = shown().map(|row| line(cx, row, won, ask.by)).collect();
        let mut buttons: Vec<Button> = Vec::new();
        for row in shown().filter(|row| row.deals > 0) {
            let deals = ListDeals::behind(deals_of(row, ask));
            let button = Button::new(name(cx, row, ask.by), &deals);
            // A row for each currency has the same deals behind it.
            if !buttons.contains(&button) {
                buttons.push(button);
            }
        }
        let next = from + ROWS;
        let more = (next < won.rows.len()).then_some(Self { from: Some(next), ..self });
        cx.talk.more = more.as_ref().map(Asked::of);
        let reply = reply.bullets(lines);
        let reply = buttons.chunks(4).fold(reply, |reply, row| reply.row(row.to_vec()));
        let Some(more) = more else { return reply };
        let left = won.rows.len() - next;
        reply.row(vec![Button::new(t!(lang, "report-button-more", count = left), &more)])
    }
}

/// The deals of the whole answer.
fn behind(ask: &WonQuestion) -> DealFilter {
    DealFilter {
        outcome: Some(pipeline::Outcome::Won),
        closes: Some((ask.start, ask.end)),
        owner: ask.owner,
        ..DealFilter::default()
    }
}

/// The deals of one row.
fn deals_of(row: &WonSum, ask: &WonQuestion) -> DealFilter {
    let part = match ask.by {
        Split::Person => Part::Person(row.key.map(PersonId)),
        Split::Product => Part::Product(row.key),
        Split::Team => Part::Team(row.key),
        Split::Region => Part::Region(row.name.clone()),
        Split::Source => Part::Source(row.name.clone()),
        Split::Total => return behind(ask),
        Split::Month => {
            let first = format!("{}-01", row.name).parse::<NaiveDate>().unwrap_or(ask.start);
            let (start, end) = month_of(first);
            // The first and the last month may be within the period in part only.
            let closes = Some((start.max(ask.start), end.min(ask.end)));
            return DealFilter { closes, ..behind(ask) };
        }
    };
    DealFilter { part: Some(part), ..behind(ask) }
}

fn total(cx: &Cx<'_>, won: &Won) -> String {
    let count = won.totals.iter().map(|total| total.deals).sum::<i64>();
    let sums = won.totals.iter().map(|total| (total.currency, total.sum));
    let amount = amounts(cx, sums);
    t!(cx.lang(), "report-won-total", count = count, amount = amount)
}

/// The same days a year before: `去年同期 2 单 · ¥300,000.00 · +33.3%`.
fn against(cx: &Cx<'_>, won: &Won, before: &[WonSum]) -> String {
    let lang = cx.lang();
    if before.is_empty() {
        return t!(lang, "report-year-before-none");
    }
    let count = before.iter().map(|total| total.deals).sum::<i64>();
    let amount = amounts(cx, before.iter().map(|total| (total.currency, total.sum)));
    let text = t!(lang, "report-year-before", count = count, amount = amount);
    // Currencies are not added, so only one of them can have grown.
    match (won.totals.as_slice(), before) {
        ([now], [then]) if now.currency == then.currency => {
            let more = now.sum - then.sum;
            let sign = if more < 0 { "-" } else { "+" };
            match share_of(more.abs(), then.sum) {
                Some(share) => format!("{text} · {}", secret::hide(format!("{sign}{share}"))),
                None => text,
            }
        }
        _ => text,
    }
}

/// One line: `Amy · 3 单 · ¥80,000.00 · 66.7%`.
fn line(cx: &Cx<'_>, row: &WonSum, won: &Won, by: Split) -> String {
    // What the lines of deals leave over belongs to no deal of its own.
    let count = (row.deals > 0).then(|| t!(cx.lang(), "report-won-count", count = row.deals));
    let amount = cx.amount(row.sum, row.currency);
    // Currencies are not added, so there is nothing that all would be a share of.
    let share = if won.totals.len() > 1 { None } else { share(row, won) };
    let parts = [Some(name(cx, row, by)), count, Some(amount), share];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a row is called.
fn name(cx: &Cx<'_>, row: &WonSum, by: Split) -> String {
    match by {
        Split::Source => source_name(cx, &row.name),
        _ if row.name.is_empty() => nameless(cx.lang(), by),
        _ => row.name.clone(),
    }
}

pub(super) fn nameless(lang: Lang, by: Split) -> String {
    match by {
        Split::Product => t!(lang, "report-no-product"),
        Split::Team => t!(lang, "report-no-team"),
        Split::Region => t!(lang, "report-no-region"),
        _ => t!(lang, "report-no-owner"),
    }
}

/// The share of the total in its currency: as secret as the amount, which it gives away to whoever
/// knows one of them.
fn share(row: &WonSum, won: &Won) -> Option<String> {
    let of = |total: &&WonSum| total.currency == row.currency;
    let total = won.totals.iter().find(of)?.sum;
    share_of(row.sum, total).map(secret::hide)
}
