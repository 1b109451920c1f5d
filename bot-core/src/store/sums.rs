//! Sums: the numbers behind reports, one query each, the scope applied inside.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Days, DealFilter, Stored};
use crate::domain::access::Scope;
use crate::domain::activity::Way;
use crate::domain::deal::Deal;
use crate::domain::ids::{Instant, PersonId};
use crate::domain::lead::LeadStatus;
use crate::domain::money::Currency;
use crate::domain::pipeline::Outcome;

/// Questions for numbers.
#[async_trait]
pub trait Sums: Send {
    /// The deals of a list by stage and currency: what a list, or the pipeline, adds up to.
    async fn deal_sums(&mut self, filter: &DealFilter, scope: Scope) -> Stored<Vec<StageSum>>;

    /// What a list with so many deals at most adds up to, what reports count first; none of a
    /// longer one, which is not read to its end.
    async fn list_sums(
        &mut self,
        filter: &DealFilter,
        scope: Scope,
        most: i64,
    ) -> Stored<Option<Vec<ListSum>>>;

    /// The same of each row of a split, by its key and its name.
    async fn split_sums(
        &mut self,
        filter: &DealFilter,
        by: Split,
        scope: Scope,
    ) -> Stored<Vec<SplitSum>>;

    /// Won deals of a period, the largest sum first, months in order.
    async fn won_sums(&mut self, ask: &WonQuestion, scope: Scope) -> Stored<Vec<WonSum>>;

    /// What else happened in a stretch of time, without what was taken back since; the days are those
    /// of deals that ended.
    async fn happened(
        &mut self,
        span: (Instant, Instant),
        days: (NaiveDate, NaiveDate),
        scope: Scope,
    ) -> Stored<Happened>;

    /// Open deals of these stages on which nothing that counts has happened since that moment, the
    /// largest first.
    async fn stale_deals(
        &mut self,
        stages: &[(Uuid, Instant)],
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Deal>>;

    /// Open follow-ups that were due before the instant or the day, the most first.
    async fn overdue_sums(
        &mut self,
        (now, today): (Instant, NaiveDate),
        scope: Scope,
    ) -> Stored<Vec<OverdueSum>>;

    /// What people did within these days, by person and way.
    async fn activity_sums(&mut self, days: Days, scope: Scope) -> Stored<Vec<ActivitySum>>;

    /// How far the deals of a filter ever got: how many by pipeline and highest stage.
    async fn reached_sums(&mut self, filter: &DealFilter, scope: Scope) -> Stored<Vec<ReachedSum>>;

    /// How deals ended from the first day on and before the second, by owner.
    async fn ended_sums(
        &mut self,
        period: (NaiveDate, NaiveDate),
        scope: Scope,
    ) -> Stored<Vec<EndedSum>>;

    /// Open deals, and those won from the first day on and before the second, by month, stage and
    /// currency.
    async fn forecast_sums(
        &mut self,
        period: (NaiveDate, NaiveDate),
        scope: Scope,
    ) -> Stored<Vec<ForecastSum>>;

    /// Leads that were written down within these days, by source and status.
    async fn lead_sums(&mut self, days: Days, scope: Scope) -> Stored<Vec<LeadSum>>;
}

/// The overdue follow-ups of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverdueSum {
    /// Whose.
    pub owner: Option<PersonId>,
    /// What the person is called.
    pub name: String,
    /// How many.
    pub count: i64,
}

/// What one person did in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivitySum {
    /// Who.
    pub owner: Option<PersonId>,
    /// What the person is called.
    pub name: String,
    /// The person's team, and what that is called.
    pub team: Option<(Uuid, String)>,
    /// How.
    pub way: Way,
    /// How many.
    pub count: i64,
    /// How many of them have enough content to count.
    pub valid: i64,
}

/// Deals that got equally far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachedSum {
    /// In which pipeline.
    pub pipeline: Uuid,
    /// The number of the highest stage that they ever stood in.
    pub reached: i64,
    /// How many.
    pub deals: i64,
}

/// How the deals of one person ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedSum {
    /// Whose.
    pub owner: Option<PersonId>,
    /// What the person is called.
    pub name: String,
    /// The person's team, and what that is called.
    pub team: Option<(Uuid, String)>,
    /// Won or lost.
    pub outcome: Outcome,
    /// How many.
    pub deals: i64,
    /// Of how many it is known on which day they were opened.
    pub dated: i64,
    /// How many days those took together.
    pub days: i64,
}

/// Deals of one month, in one stage and one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForecastSum {
    /// The month in which they closed or are expected to, as `2026-03`; empty when not known.
    pub month: String,
    /// The sums.
    pub sum: StageSum,
}

/// Leads from one source in one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadSum {
    /// A key of the org's list; empty when not known.
    pub source: String,
    /// What became of them.
    pub status: LeadStatus,
    /// How many.
    pub leads: i64,
    /// How many of them led to a deal that was won.
    pub won: i64,
}

/// What happened in a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Happened {
    /// New leads.
    pub leads: i64,
    /// Deals that moved on.
    pub moved: i64,
    /// Deals that were lost.
    pub lost: i64,
}

/// Deals of one stage in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageSum {
    /// Which stage.
    pub stage: Uuid,
    /// Of what the sums are.
    pub currency: Currency,
    /// How many deals.
    pub deals: i64,
    /// How many of them have no amount; they are in no sum.
    pub unknown: i64,
    /// The sum of the amounts, in minor units.
    pub sum: i64,
}

/// Deals of a list in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSum {
    /// False for those that no report counts: they are only shared or looked after.
    pub counted: bool,
    /// Of what the sums are.
    pub currency: Currency,
    /// How many deals.
    pub deals: i64,
    /// How many of them have no amount; they are in no sum.
    pub unknown: i64,
    /// The sum of the amounts, in minor units.
    pub sum: i64,
}

/// Deals of one row of a split, of one stage in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitSum {
    /// What the row is called; empty where nobody said it.
    pub name: String,
    /// Which person, product or team it is.
    pub key: Option<Uuid>,
    /// The sums.
    pub sum: StageSum,
}

/// By what the sums are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Not at all.
    Total,
    /// By the deal's owner.
    Person,
    /// By product: a deal's line counts with its own amount, else the deal's when it has one line.
    Product,
    /// By the month in which it was won.
    Month,
    /// By the owner's team.
    Team,
    /// By the customer's region.
    Region,
    /// By where the lead came from of which the deal, or its customer, was made.
    Source,
}

/// What the deals of one row of a split have in common; none and empty where nobody said it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Their owner.
    Person(Option<PersonId>),
    /// A product.
    Product(Option<Uuid>),
    /// Their owner's team.
    Team(Option<Uuid>),
    /// Their pipeline.
    Pipeline(Uuid),
    /// Their customer's region.
    Region(String),
    /// Where their leads came from.
    Source(String),
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WonQuestion {
    /// The first day.
    pub start: NaiveDate,
    /// The day after the last.
    pub end: NaiveDate,
    /// By what the sums are split.
    pub by: Split,
    /// Of whom; of everybody in the scope when none.
    pub owner: Option<PersonId>,
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WonSum {
    /// The person's, product's or team's name, the region, the key of the source, or the month as
    /// `2017-03`; empty for a total and for deals that have no such thing.
    pub name: String,
    /// Which person, product or team it is.
    pub key: Option<Uuid>,
    /// Of what the sum is.
    pub currency: Currency,
    /// How many deals.
    pub deals: i64,
    /// The sum in minor units.
    pub sum: i64,
}
