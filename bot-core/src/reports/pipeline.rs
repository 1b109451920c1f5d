//! What is in the pipeline: open deals by stage, with what they are worth by win rate.

use crate::domain::access::Scope;
use crate::domain::pipeline::{Pipeline, Stage};
use crate::store::{DealFilter, StageSum, Stored, Tx};

/// One stage of a pipeline with its sums, one per currency.
pub struct Row {
    /// The stage.
    pub stage: Stage,
    /// Its sums; empty when no open deal stands in it.
    pub sums: Vec<StageSum>,
}

/// The open stages of all pipelines that have open deals, in order.
pub async fn pipeline(
    tx: &mut dyn Tx,
    filter: &DealFilter,
    scope: Scope,
) -> Stored<Vec<(Pipeline, Vec<Row>)>> {
    let sums = tx.deal_sums(filter, scope).await?;
    let pipelines = tx.pipelines().await?.into_iter().filter_map(|pipeline| {
        let rows = pipeline.open().map(|stage| Row {
            stage: stage.clone(),
            sums: sums.iter().filter(|sum| sum.stage == stage.id).cloned().collect(),
        });
        let rows: Vec<Row> = rows.collect();
        rows.iter().any(|row| !row.sums.is_empty()).then_some((pipeline, rows))
    });
    Ok(pipelines.collect())
}

/// What the sums are worth by win rate, rounded half up: Σ amount × rate over a stage.
pub fn weighted(sum: i64, rate: i64) -> i64 {
    let exact = i128::from(sum) * i128::from(rate);
    i64::try_from((exact + 5_000) / 10_000).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_weighted_in_whole_minor_units() {
        assert_eq!(weighted(101, 5_000), 51);
        assert_eq!(weighted(12_000_000, 2_000), 2_400_000);
    }
}
