//! What is in the pipeline: open deals by stage, with what they are worth by win rate.

use crate::domain::access::Scope;
use crate::domain::ids::PersonId;
use crate::domain::pipeline::{Pipeline, Stage};
use crate::store::{DealFilter, Part, Split, SplitSum, StageSum, Stored, Tx};

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

/// One row of a pipeline that is split.
pub struct Share {
    /// What the row is called; empty where nobody said it.
    pub name: String,
    /// Which deals it counts.
    pub part: Part,
    /// Its sums by stage and currency, with the stage's rate.
    pub sums: Vec<(StageSum, i64)>,
}

/// Open deals by person, team or product, who has most by win rate first; in the order of the
/// names where that is the same. What the lines of deals leave over is in no row of a product.
pub async fn shares(
    tx: &mut dyn Tx,
    filter: &DealFilter,
    by: Split,
    scope: Scope,
) -> Stored<Vec<Share>> {
    let found = tx.split_sums(filter, by, scope).await?;
    let pipelines = tx.pipelines().await?;
    let rate = |id| {
        let stage = pipelines.iter().flat_map(Pipeline::open).find(|stage| stage.id == id);
        stage.map_or(0, |stage| stage.rate)
    };
    let mut shares: Vec<Share> = Vec::new();
    for SplitSum { name, key, sum } in found {
        let part = match by {
            Split::Team => Part::Team(key),
            Split::Product => Part::Product(key),
            _ => Part::Person(key.map(PersonId)),
        };
        let at = shares.iter().position(|share| share.part == part).unwrap_or_else(|| {
            shares.push(Share { name, part, sums: Vec::new() });
            shares.len() - 1
        });
        let rate = rate(sum.stage);
        shares[at].sums.push((sum, rate));
    }
    shares.sort_by_key(|share| std::cmp::Reverse(worth(&share.sums)));
    Ok(shares)
}

/// Open deals by pipeline, in the order of the pipelines.
pub async fn by_pipeline(tx: &mut dyn Tx, filter: &DealFilter, scope: Scope) -> Stored<Vec<Share>> {
    let share = |(pipeline, rows): (Pipeline, Vec<Row>)| {
        let each = rows.into_iter().flat_map(|row| {
            let rate = row.stage.rate;
            row.sums.into_iter().map(move |sum| (sum, rate))
        });
        Share { name: pipeline.name, part: Part::Pipeline(pipeline.id), sums: each.collect() }
    };
    Ok(pipeline(tx, filter, scope).await?.into_iter().map(share).collect())
}

/// For an order of rows only: currencies are not added anywhere that is shown.
fn worth(sums: &[(StageSum, i64)]) -> i64 {
    sums.iter().map(|(sum, rate)| weighted(sum.sum, *rate)).sum()
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
