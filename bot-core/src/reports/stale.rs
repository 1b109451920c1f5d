//! Open deals on which nothing has happened for as many days as their stage allows.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::domain::access::Scope;
use crate::domain::calendar::day_start;
use crate::domain::ids::{Instant, PersonId};
use crate::domain::pipeline::{Pipeline, Stage};
use crate::store::{DealFilter, Quiet, StageSum, Stored, Tx};

/// The stale deals of one stage.
pub struct Row {
    /// The stage, with its limit.
    pub stage: Stage,
    /// Its sums, one per currency.
    pub sums: Vec<StageSum>,
    /// Which deals they are.
    pub deals: DealFilter,
}

/// The answer.
pub struct Stale {
    /// The stages that have stale deals, in order.
    pub rows: Vec<Row>,
    /// On how many open deals nothing valid has ever happened.
    pub untouched: i64,
    /// Which those are.
    pub never: DealFilter,
}

/// Before when the last must have happened, so that nothing has for some days.
///
/// Days are the calendar's, as reminders count them: what happened at noon on the 1st is three days
/// ago from the beginning of the 4th.
pub fn idle_before((today, zone): (NaiveDate, Tz), days: i64) -> Instant {
    let days = Days::new(u64::try_from(days).unwrap_or(0));
    let last = today.checked_sub_days(days).unwrap_or(NaiveDate::MIN);
    day_start(last.succ_opt().unwrap_or(last), zone).into()
}

/// Looks for them by the last valid activity on each deal, never by when it was written down; of
/// one person or of all in the scope.
pub async fn stale(
    tx: &mut dyn Tx,
    (today, zone): (NaiveDate, Tz),
    owner: Option<PersonId>,
    scope: Scope,
) -> Stored<Stale> {
    let pipelines = tx.pipelines().await?;
    let idle = tx.idle_days().await?;
    let days = |stage: &Stage| idle.get(&stage.id).copied();
    let stages = || pipelines.iter().flat_map(Pipeline::open);
    let since = |stage: &Stage| Some((stage.id, idle_before((today, zone), days(stage)?)));
    let limits: Vec<(Uuid, Instant)> = stages().filter_map(since).collect();
    let of = |quiet| DealFilter { owner, quiet: Some(quiet), ..DealFilter::default() };
    let sums = tx.deal_sums(&of(Quiet::Since(limits.clone())), scope).await?;
    let rows = stages().map(|stage| {
        let mine = limits.iter().filter(|(id, _)| *id == stage.id).copied().collect();
        let deals = DealFilter { stages: vec![stage.id], ..of(Quiet::Since(mine)) };
        let sums = sums.iter().filter(|sum| sum.stage == stage.id).cloned().collect();
        Row { stage: Stage { idle_days: days(stage), ..stage.clone() }, sums, deals }
    });
    let rows = rows.filter(|row| !row.sums.is_empty()).collect();
    let never = of(Quiet::Always);
    let untouched = tx.deal_sums(&never, scope).await?.iter().map(|sum| sum.deals).sum();
    Ok(Stale { rows, untouched, never })
}
