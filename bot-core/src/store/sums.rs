//! Sums: the numbers behind reports, one query each, the scope applied inside.

use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

use super::{DealFilter, Stored};
use crate::domain::access::Scope;
use crate::domain::deal::Deal;
use crate::domain::ids::{Instant, PersonId};
use crate::domain::money::Currency;

/// Questions for numbers.
#[async_trait]
pub trait Sums: Send {
    /// The deals of a list by stage and currency: what a list, or the pipeline, adds up to.
    async fn deal_sums(&mut self, filter: &DealFilter, scope: Scope) -> Stored<Vec<StageSum>>;

    /// Won deals of a period, the largest sum first, months in order.
    async fn won_sums(&mut self, ask: &WonQuestion, scope: Scope) -> Stored<Vec<WonSum>>;

    /// How many open follow-ups of whom are overdue, the most first: those of an instant that is
    /// over, and those of a day before today.
    async fn overdue(
        &mut self,
        now: Instant,
        today: NaiveDate,
        scope: Scope,
    ) -> Stored<Vec<PersonCount>>;

    /// How many activities that count whom had in a stretch of time, the most first.
    async fn activity_counts(
        &mut self,
        span: (Instant, Instant),
        scope: Scope,
    ) -> Stored<Vec<PersonCount>>;

    /// What else happened in a stretch of time; the days are those of deals that ended.
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
}

/// How many somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonCount {
    /// Who.
    pub person: PersonId,
    /// The handle: what a command is told.
    pub handle: String,
    /// What colleagues call the person.
    pub name: String,
    /// How many.
    pub count: i64,
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
    /// The person's or product's name, or the month as `2017-03`; empty for a total and for deals
    /// without an owner or product.
    pub name: String,
    /// Of what the sum is.
    pub currency: Currency,
    /// How many deals.
    pub deals: i64,
    /// The sum in minor units.
    pub sum: i64,
}
