//! `/report won`: what was won in a period, in all or by person, product or month.

use async_trait::async_trait;
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{amounts, whose};
use crate::chat::parse::Ref;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::deal::org_today;
use crate::commands::deal::win::WinDeal;
use crate::commands::owners::seen_colleague;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::{Code, Kind};
use crate::domain::people::{Lang, Person};
use crate::problem::Problem;
use crate::reports::won::{Won, won};
use crate::store::{Split, WonQuestion, WonSum};
use crate::t;
use crate::text::{read, secret};

/// How many lines one message shows: with title and total they fill a phone screen.
const LINES: usize = 10;

/// Which period, and split by what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportWon {
    /// The first day, and the day after the last; this month when not said.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// `person`, `product` or `month`.
    pub by: Option<String>,
    /// One colleague's only.
    pub owner: Option<String>,
    /// How many lines were shown before.
    pub from: Option<usize>,
}

const SPLITS: List = List::Fixed(&[
    ("person", Both { zh: "按人", en: "by person" }),
    ("product", Both { zh: "按产品", en: "by product" }),
    ("month", Both { zh: "按月", en: "by month" }),
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
            Some(word) => Some(owner(cx, word).await?),
            None => None,
        };
        let (start, end) = self.period.unwrap_or_else(|| month_of(org_today(cx)));
        let by = match self.by.as_deref() {
            Some("person") => Split::Person,
            Some("product") => Split::Product,
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
        let reply = reply.text(total(cx, &won));
        if by == Split::Total {
            return Ok(reply.row(self.splits(cx, (start, end))));
        }
        Ok(self.page(cx, reply, &won, by))
    }
}

impl ReportWon {
    /// Buttons that split the same period.
    fn splits(&self, cx: &Cx<'_>, period: (NaiveDate, NaiveDate)) -> Vec<Button> {
        let lang = cx.lang();
        let List::Fixed(splits) = SPLITS else {
            return Vec::new();
        };
        let others = splits.iter().filter(|(by, _)| self.by.as_deref() != Some(by));
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

    /// A screen of lines, and a button for the next one.
    fn page(self, cx: &mut Cx<'_>, reply: Reply, won: &Won, by: Split) -> Reply {
        let lang = cx.lang();
        let from = self.from.unwrap_or(0);
        let shown = won.rows.iter().skip(from).take(LINES);
        let lines: Vec<String> = shown.map(|row| line(cx, row, won, by)).collect();
        let next = from + LINES;
        let more = (next < won.rows.len()).then_some(Self { from: Some(next), ..self });
        cx.talk.more = more.as_ref().map(Asked::of);
        let reply = reply.bullets(lines);
        let Some(more) = more else { return reply };
        let left = won.rows.len() - next;
        reply.button(t!(lang, "report-button-more", count = left), &more)
    }
}

/// The colleague whom a word names.
pub(super) async fn owner(cx: &mut Cx<'_>, word: &str) -> Result<Person, Problem> {
    seen_colleague(cx, word).await?.ok_or_else(|| nobody(cx, word))
}

/// Says that a word names nobody here; a deal's code means that the deal is won.
fn nobody(cx: &Cx<'_>, word: &str) -> Problem {
    let lang = cx.lang();
    let example = cx.spec.example.in_lang(lang);
    let text = if cx.spec.name == ReportWon::SPEC.name {
        t!(lang, "report-no-person", word = word, example = example)
    } else {
        t!(lang, "report-no-colleague", word = word, example = example)
    };
    let reply = Reply::new(ReplyKind::Problem, text);
    match word.trim().parse::<Code>() {
        Ok(code) if code.kind == Kind::Deal => {
            let win = WinDeal { deal: Ref::code(code), amount: None };
            reply.button(t!(lang, "report-button-win", code = code), &win).into()
        }
        _ => reply.into(),
    }
}

/// The month of a day: its first day, and the first of the next month.
pub(crate) fn month_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let start = day.with_day(1).unwrap_or(day);
    (start, start.checked_add_months(Months::new(1)).unwrap_or(start))
}

/// A period as it is called: 2026年3月, 2026年第一季度, 2026年, else by its first and last day.
pub(crate) fn span(lang: Lang, start: NaiveDate, end: NaiveDate) -> String {
    let (year, month) = (start.year().to_string(), start.month());
    let after = |months| start.checked_add_months(Months::new(months)) == Some(end);
    if start.day() == 1 && after(1) {
        let name = start.format("%B").to_string();
        return t!(lang, "report-month", year = year, month = month.to_string(), name = name);
    }
    if start.day() == 1 && after(3) && month % 3 == 1 {
        let quarter = i64::from(month / 3 + 1);
        return t!(lang, "report-quarter", year = year, quarter = quarter);
    }
    if start.day() == 1 && after(12) && month == 1 {
        return t!(lang, "report-year", year = year);
    }
    let last = end.checked_sub_days(Days::new(1)).unwrap_or(end);
    if last <= start {
        return start.to_string();
    }
    format!("{start} – {last}")
}

fn total(cx: &Cx<'_>, won: &Won) -> String {
    let count = won.totals.iter().map(|total| total.deals).sum::<i64>();
    let sums = won.totals.iter().map(|total| (total.currency, total.sum));
    let amount = amounts(cx, sums);
    t!(cx.lang(), "report-won-total", count = count, amount = amount)
}

/// One line: `Amy · 3 单 · ¥80,000.00 · 66.7%`.
fn line(cx: &Cx<'_>, row: &WonSum, won: &Won, by: Split) -> String {
    let lang = cx.lang();
    let name = if row.name.is_empty() { nameless(lang, by) } else { row.name.clone() };
    // What the lines of deals leave over belongs to no deal of its own.
    let count = (row.deals > 0).then(|| t!(lang, "report-won-count", count = row.deals));
    let amount = cx.amount(row.sum, row.currency);
    // Currencies are not added, so there is nothing that all would be a share of.
    let share = if won.totals.len() > 1 { None } else { share(row, won) };
    let parts = [Some(name), count, Some(amount), share];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn nameless(lang: Lang, by: Split) -> String {
    if by == Split::Product { t!(lang, "report-no-product") } else { t!(lang, "report-no-owner") }
}

/// The share of the total in its currency, to a tenth of a percent: as secret as the amount, which
/// it gives away to whoever knows one of them.
fn share(row: &WonSum, won: &Won) -> Option<String> {
    let of = |total: &&WonSum| total.currency == row.currency;
    let total = won.totals.iter().find(of)?.sum;
    if total <= 0 {
        return None;
    }
    let tenths = (i128::from(row.sum) * 1_000 + i128::from(total) / 2) / i128::from(total);
    Some(secret::hide(read::percent(i64::try_from(tenths).ok()? * 10)))
}
