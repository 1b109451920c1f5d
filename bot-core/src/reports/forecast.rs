//! What is to be won by when: what open deals are worth by win rate, by the month in which they are
//! expected to close, and what was won. Lost deals count nothing.

use chrono::{Datelike, Months, NaiveDate};

use super::pipeline::weighted;
use super::{before, from};
use crate::domain::access::Scope;
use crate::domain::money::Currency;
use crate::domain::pipeline::Outcome;
use crate::store::{DealFilter, StageSum, Stored, Tx};

/// Which open deals a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// They should have closed before the period.
    Late,
    /// In the month that begins on this day.
    Month(NaiveDate),
    /// After the period.
    Later,
    /// Nobody knows.
    Undated,
}

/// One line.
pub struct Row {
    /// When.
    pub when: When,
    /// Open deals by stage and currency, with the stage's rate.
    pub open: Vec<(StageSum, i64)>,
    /// Won deals by stage and currency.
    pub won: Vec<StageSum>,
}

impl Row {
    /// What the line foresees: what was won, and the weighted sums of what is open.
    pub fn foreseen(&self) -> impl Iterator<Item = (Currency, i64)> {
        let open = self.open.iter().map(|(sum, rate)| (sum.currency, weighted(sum.sum, *rate)));
        open.chain(self.won.iter().map(|sum| (sum.currency, sum.sum)))
    }
}

/// Whole months that hold a period: the first day, and the day after the last.
pub fn months((start, end): (NaiveDate, NaiveDate)) -> (NaiveDate, NaiveDate) {
    let first = start.with_day(1).unwrap_or(start);
    let last = end.with_day(1).unwrap_or(end);
    if last == end && last > first { (first, last) } else { (first, next(last)) }
}

/// The first day of the month after the one that begins on a day.
pub fn next(month: NaiveDate) -> NaiveDate {
    month.checked_add_months(Months::new(1)).unwrap_or(month)
}

/// The open deals of a line.
pub fn open(when: When, period: (NaiveDate, NaiveDate)) -> DealFilter {
    let closes = match when {
        When::Late => before(period.0),
        When::Month(month) => Some((month, next(month))),
        When::Later => from(period.1),
        When::Undated => None,
    };
    DealFilter { closes, undated: closes.is_none(), ..DealFilter::default() }
}

/// The deals that were won in a period.
pub fn won(period: (NaiveDate, NaiveDate)) -> DealFilter {
    DealFilter { outcome: Some(Outcome::Won), closes: Some(period), ..DealFilter::default() }
}

/// Foresees whole months; what has no place in them has lines of its own.
pub async fn forecast(
    tx: &mut dyn Tx,
    period: (NaiveDate, NaiveDate),
    scope: Scope,
) -> Stored<Vec<Row>> {
    let sums = tx.forecast_sums(period, scope).await?;
    let pipelines = tx.pipelines().await?;
    let stages = || pipelines.iter().flat_map(|pipeline| &pipeline.stages);
    let mut rows: Vec<Row> = Vec::new();
    for one in sums {
        let Some(stage) = stages().find(|stage| stage.id == one.sum.stage) else { continue };
        let when = place(&one.month, period);
        let at = rows.iter().position(|row| row.when == when).unwrap_or_else(|| {
            rows.push(Row { when, open: Vec::new(), won: Vec::new() });
            rows.len() - 1
        });
        match stage.outcome {
            Outcome::Open => rows[at].open.push((one.sum, stage.rate)),
            Outcome::Won => rows[at].won.push(one.sum),
            Outcome::Lost => {}
        }
    }
    rows.sort_by_key(|row| row.when);
    Ok(rows)
}

fn place(month: &str, (start, end): (NaiveDate, NaiveDate)) -> When {
    match format!("{month}-01").parse::<NaiveDate>() {
        Err(_) => When::Undated,
        Ok(month) if month < start => When::Late,
        Ok(month) if month >= end => When::Later,
        Ok(month) => When::Month(month),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_period_becomes_whole_months() {
        let of = |start, end| months((day(start), day(end)));
        assert_eq!(of("2026-03-01", "2026-04-01"), (day("2026-03-01"), day("2026-04-01")));
        assert_eq!(of("2026-03-15", "2026-05-02"), (day("2026-03-01"), day("2026-06-01")));
        assert_eq!(of("2026-03-15", "2026-03-16"), (day("2026-03-01"), day("2026-04-01")));
    }

    #[test]
    fn every_deal_has_one_line() {
        let period = (day("2026-03-01"), day("2026-05-01"));
        assert_eq!(place("2026-02", period), When::Late);
        assert_eq!(place("2026-04", period), When::Month(day("2026-04-01")));
        assert_eq!(place("2026-05", period), When::Later);
        assert_eq!(place("", period), When::Undated);
    }
}
