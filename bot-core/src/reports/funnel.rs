//! How far deals get: of those that were opened in some days, how many ever reached each stage.

use uuid::Uuid;

use crate::domain::access::Scope;
use crate::domain::ids::PersonId;
use crate::domain::pipeline::{Outcome, Pipeline, Stage};
use crate::store::{Days, DealFilter, ReachedSum, Stored, Tx};

/// One stage, and how many deals ever reached it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The stage.
    pub stage: Stage,
    /// How many got there, or further.
    pub ever: i64,
}

/// The way through one pipeline.
pub struct Way {
    /// Which pipeline.
    pub pipeline: Pipeline,
    /// How many deals were opened in it.
    pub opened: i64,
    /// Its stages up to winning.
    pub steps: Vec<Step>,
}

/// The deals that were opened in these days, however they ended.
pub fn opened(owner: Option<PersonId>, days: Days) -> DealFilter {
    DealFilter { ended_or_not: true, opened: Some(days), owner, ..DealFilter::default() }
}

/// Those of them that ever reached a stage.
pub fn reached(filter: &DealFilter, pipeline: Uuid, stage: &Stage) -> DealFilter {
    DealFilter { reached: Some((pipeline, stage.no)), ..filter.clone() }
}

/// How far the deals of a filter got, by pipeline; those in which none was opened are left out.
pub async fn funnel(tx: &mut dyn Tx, filter: &DealFilter, scope: Scope) -> Stored<Vec<Way>> {
    let sums = tx.reached_sums(filter, scope).await?;
    let pipelines = tx.pipelines().await?;
    let ways = pipelines.into_iter().map(|pipeline| way(pipeline, &sums));
    Ok(ways.filter(|way| way.opened > 0).collect())
}

/// Reaching a stage counts all earlier ones as reached.
fn way(pipeline: Pipeline, sums: &[ReachedSum]) -> Way {
    let here = || sums.iter().filter(|sum| sum.pipeline == pipeline.id);
    let step = |stage: &Stage| Step {
        stage: stage.clone(),
        ever: here()
            .filter(|sum| pipeline.place(sum.reached) >= stage.pos)
            .map(|sum| sum.deals)
            .sum(),
    };
    let stages = pipeline.stages.iter().filter(|stage| stage.outcome != Outcome::Lost);
    let steps = stages.map(step).collect();
    Way { opened: here().map(|sum| sum.deals).sum(), steps, pipeline }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_that_went_back_or_was_lost_still_reached_what_it_reached() {
        let pipeline = Pipeline::standard(Uuid::now_v7);
        let sum = |reached, deals| ReachedSum { pipeline: pipeline.id, reached, deals };
        let sums = [sum(0, 1), sum(1, 4), sum(3, 2), sum(5, 3)];
        let way = way(pipeline.clone(), &sums);
        let ever: Vec<i64> = way.steps.iter().map(|step| step.ever).collect();
        assert_eq!((way.opened, ever), (10, vec![9, 5, 5, 3, 3]));
    }
}
