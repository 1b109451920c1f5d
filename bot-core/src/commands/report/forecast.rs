//! `/report forecast`: what is to be won, by month.

use async_trait::async_trait;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Period, amounts, month_of, span, whose};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::deal::list::ListDeals;
use crate::commands::deal::open::OpenDeal;
use crate::commands::deal::org_today;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::reports::forecast::{Row, When, forecast, months, open, won};
use crate::t;

/// How many months are foreseen when nobody says how many.
const MONTHS: u32 = 3;
/// How many months one message shows.
const MOST: u32 = 12;

/// Which months.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForecast {
    /// The first day, and the day after the last; this month and the next two when not said.
    pub period: Option<Period>,
}

impl Ask for ReportForecast {
    const SPEC: Spec = Spec {
        name: "report forecast",
        aliases: &["预测", "销售预测", "forecast"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[optional("period", Take::Period, By::Shape)],
        example: Both { zh: "预测 本季度", en: "report forecast this quarter" },
    };
}

#[async_trait]
impl Run for ReportForecast {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let period = self.months(org_today(cx));
        let scope = cx.scope().books();
        let rows = forecast(cx.tx, period, scope).await?;
        let span = span(lang, period.0, period.1);
        let reply = Reply::card([t!(lang, "report-forecast"), span, whose(cx)].join(" · "));
        if rows.is_empty() {
            let example = OpenDeal::SPEC.example.in_lang(lang);
            return Ok(reply.text(t!(lang, "report-pipeline-none", example = example)));
        }
        let within = |row: &&Row| matches!(row.when, When::Month(_));
        let total = amounts(cx, rows.iter().filter(within).flat_map(Row::foreseen));
        let reply = reply.text(t!(lang, "report-forecast-total", amount = total));
        let reply = reply.bullets(rows.iter().filter(within).map(|row| line(cx, row, period)));
        // The sum is that of the lines right below it; what it leaves out stands apart.
        let without: Vec<&Row> = rows.iter().filter(|row| !within(row)).collect();
        let reply = if without.is_empty() {
            reply
        } else {
            let lines = without.into_iter().map(|row| line(cx, row, period));
            reply.text(t!(lang, "report-forecast-without")).bullets(lines)
        };
        let mut buttons: Vec<Button> = Vec::new();
        if rows.iter().any(|row| !row.won.is_empty()) {
            let list = ListDeals::behind(won(period));
            buttons.push(Button::new(t!(lang, "deal-outcome-won"), &list));
        }
        buttons.extend(rows.iter().filter(|row| !row.open.is_empty()).map(|row| {
            let list = ListDeals::behind(open(row.when, period));
            Button::new(name(cx, row.when, period), &list)
        }));
        Ok(buttons.chunks(3).fold(reply, |reply, row| reply.row(row.to_vec())))
    }
}

impl ReportForecast {
    /// Whole months, no more than one message shows.
    fn months(&self, today: NaiveDate) -> Period {
        let later = |from: NaiveDate, n| from.checked_add_months(Months::new(n)).unwrap_or(from);
        let (this, _) = month_of(today);
        let (start, end) = months(self.period.unwrap_or((this, later(this, MONTHS))));
        (start, end.min(later(start, MOST)))
    }
}

fn name(cx: &Cx<'_>, when: When, (start, _): Period) -> String {
    let lang = cx.lang();
    match when {
        // What comes before a time that is itself to come need not be over.
        When::Late if start > month_of(org_today(cx)).0 => t!(lang, "report-forecast-before"),
        When::Late => t!(lang, "report-forecast-late"),
        When::Month(month) => {
            let (start, end) = month_of(month);
            span(lang, start, end)
        }
        When::Later => t!(lang, "report-forecast-later"),
        When::Undated => t!(lang, "report-forecast-undated"),
    }
}

/// One month: what it foresees, of that what was won, and what the open deals are worth in all.
fn line(cx: &Cx<'_>, row: &Row, period: Period) -> String {
    let lang = cx.lang();
    let mut parts = vec![name(cx, row.when, period), amounts(cx, row.foreseen())];
    if !row.won.is_empty() {
        let amount = amounts(cx, row.won.iter().map(|sum| (sum.currency, sum.sum)));
        let count: i64 = row.won.iter().map(|sum| sum.deals).sum();
        parts.push(t!(lang, "report-forecast-won", count = count, amount = amount));
    }
    if !row.open.is_empty() {
        let amount = amounts(cx, row.open.iter().map(|(sum, _)| (sum.currency, sum.sum)));
        let count: i64 = row.open.iter().map(|(sum, _)| sum.deals).sum();
        parts.push(t!(lang, "report-forecast-open", count = count, amount = amount));
    }
    let unknown: i64 = row.open.iter().map(|(sum, _)| sum.unknown).sum();
    if unknown > 0 {
        parts.push(t!(lang, "report-unknown", count = unknown));
    }
    parts.join(" · ")
}
