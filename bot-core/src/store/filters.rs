//! By what lists are narrowed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use super::{Part, SortBy};
use crate::domain::calendar::day_start;
use crate::domain::ids::{Instant, PersonId};
use crate::domain::lead::LeadStatus;
use crate::domain::money::Money;
use crate::domain::order::OrderStatus;
use crate::domain::pipeline::Outcome;
use crate::domain::spot::Spot;

/// Which leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadFilter {
    /// In this status; open ones when none.
    pub status: Option<LeadStatus>,
    /// Open or ended, in whatever way.
    pub ended_or_not: bool,
    /// Written down within these days.
    pub created: Option<Days>,
    /// Led to a deal that was won.
    pub won: bool,
    /// Of nobody.
    pub pool: bool,
    /// From this source; from none that is known when empty.
    pub source: Option<String>,
    /// Of this person.
    pub owner: Option<PersonId>,
    /// With this tag.
    pub tag: Option<String>,
    /// With these values of the org's own fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, String>,
    /// In one of these regions; what was kept earlier has one.
    #[serde(alias = "region", deserialize_with = "one_or_more")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// In which order.
    pub sort: SortBy,
}

/// Which customers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomerFilter {
    /// On this level.
    pub level: Option<String>,
    /// Of this person.
    pub owner: Option<PersonId>,
    /// With this tag.
    pub tag: Option<String>,
    /// With these values of the org's own fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, String>,
    /// With a place between these two points: those with the least and the most degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<(Spot, Spot)>,
    /// In one of these regions; what was kept earlier has one.
    #[serde(alias = "region", deserialize_with = "one_or_more")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// In this industry.
    pub industry: Option<String>,
    /// With this product in a deal or an order that the viewer sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<Uuid>,
    /// Written down within these days.
    pub created: Option<Days>,
    /// With a valid activity within some days, or without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touched: Option<Touched>,
    /// In which order.
    pub sort: SortBy,
}

/// Whether something that counts has happened within some days, on a record or for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Whether it has, or has not.
    pub was: bool,
    /// Within these days.
    pub days: Days,
    /// Only of what was written down before this: what is new is not stale yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Instant>,
}

/// Reads one, several, or what earlier was none.
fn one_or_more<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given<T> {
        One(T),
        More(Vec<T>),
        None,
    }
    Ok(match Given::deserialize(from)? {
        Given::One(one) => vec![one],
        Given::More(more) => more,
        Given::None => Vec::new(),
    })
}

/// Which deals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DealFilter {
    /// Ended this way; open ones when none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Open or ended, in whatever way.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ended_or_not: bool,
    /// In one of these stages; a button of earlier days has one.
    #[serde(alias = "stage", deserialize_with = "one_or_more")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Uuid>,
    /// With this customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Uuid>,
    /// Of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// Closed, or expected to close, on the first day or later and before the second one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<(NaiveDate, NaiveDate)>,
    /// Without a day on which it is expected to close.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub undated: bool,
    /// Opened on the first day or later and before the second one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened: Option<Days>,
    /// Ever reached the stage of this number in this pipeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<(Uuid, i64)>,
    /// One row of what was won.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// Without a valid activity for too long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Quiet>,
    /// With a valid activity within some days, or without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touched: Option<Touched>,
    /// Against a competitor whose name has this in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competitor: Option<String>,
    /// Worth at least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Money>,
    /// Worth at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Money>,
    /// With these values of the org's own fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, String>,
    /// In which order.
    #[serde(skip_serializing_if = "SortBy::is_usual")]
    pub sort: SortBy,
}

/// A span of days, and the instants at which it begins and ends in the org's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The first day.
    pub start: NaiveDate,
    /// The day after the last.
    pub end: NaiveDate,
    /// When the first day begins.
    pub from: Instant,
    /// When the last one is over.
    pub until: Instant,
}

impl Days {
    /// All days that there ever were or will be.
    pub fn ever() -> Self {
        let (start, end) = (NaiveDate::default(), NaiveDate::from_ymd_opt(2200, 1, 1));
        let end = end.unwrap_or(start);
        Self::of(start, end, Tz::UTC)
    }

    /// The days of a zone.
    pub fn of(start: NaiveDate, end: NaiveDate, zone: Tz) -> Self {
        let (from, until) = (day_start(start, zone).into(), day_start(end, zone).into());
        Self { start, end, from, until }
    }

    /// Tells whether something was within these days.
    pub fn hold(&self, at: Instant) -> bool {
        (self.from..self.until).contains(&at)
    }
}

/// How long deals have been without a valid activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quiet {
    /// The last one was, for a deal in this stage, before this instant.
    Since(Vec<(Uuid, Instant)>),
    /// There never was one.
    Always,
}

/// Which orders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderFilter {
    /// In this status.
    pub status: Option<OrderStatus>,
    /// Only those of which some has left and some has not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub part_shipped: bool,
    /// Of this customer.
    pub customer: Option<Uuid>,
    /// From this deal.
    pub deal: Option<Uuid>,
    /// With this product in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<Uuid>,
    /// Of this person.
    pub owner: Option<PersonId>,
    /// Written down within these days.
    pub created: Option<Days>,
    /// With these values of the org's own fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, String>,
    /// Worth at least this.
    pub at_least: Option<Money>,
    /// Worth at most this.
    pub at_most: Option<Money>,
    /// In which order.
    pub sort: SortBy,
}
