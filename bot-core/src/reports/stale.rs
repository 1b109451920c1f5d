//! Open deals on which nothing has happened for longer than their stage allows.

use uuid::Uuid;

use crate::domain::access::Scope;
use crate::domain::ids::{Instant, PersonId};
use crate::domain::pipeline::{Pipeline, Stage};
use crate::store::{DealFilter, Quiet, StageSum, Stored, Tx};

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

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

/// Looks for them by the last valid activity on each deal, never by when it was written down; of
/// one person or of all in the scope.
pub async fn stale(
    tx: &mut dyn Tx,
    now: Instant,
    owner: Option<PersonId>,
    scope: Scope,
) -> Stored<Stale> {
    let pipelines = tx.pipelines().await?;
    let idle = tx.idle_days().await?;
    let days = |stage: &Stage| idle.get(&stage.id).copied();
    let stages = || pipelines.iter().flat_map(Pipeline::open);
    let since = |stage: &Stage| Some((stage.id, now.plus_millis(-days(stage)? * DAY_MILLIS)));
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
