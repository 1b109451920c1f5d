//! Lists: each takes a filter, a scope and a page.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use super::{Part, Stored};
use crate::domain::access::Scope;
use crate::domain::activity::Activity;
use crate::domain::calendar::day_start;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::money::{Currency, Money};
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::Person;
use crate::domain::pipeline::Outcome;
use crate::domain::product::Product;
use crate::domain::spot::Spot;

/// A piece of a list: what comes after a number, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The number of the last record of the page before; none for the first page.
    pub below: Option<i64>,
    /// How many at most.
    pub limit: i64,
}

/// In which order a list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// What is worth most first, and last of what nobody knows that.
    Amount,
    /// What is worth least first, and last of what nobody knows that.
    Least,
}

impl SortBy {
    /// Tells whether it is the order of a list of which nothing else is said.
    pub fn is_usual(&self) -> bool {
        *self == Self::Newest
    }
}

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
    /// In this region.
    pub region: Option<String>,
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
    /// In this region.
    pub region: Option<String>,
    /// In this industry.
    pub industry: Option<String>,
    /// Written down within these days.
    pub created: Option<Days>,
    /// In which order.
    pub sort: SortBy,
}

/// Reads one key, or several.
fn one_or_more<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Uuid>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        One(Uuid),
        More(Vec<Uuid>),
    }
    Ok(match Given::deserialize(from)? {
        Given::One(one) => vec![one],
        Given::More(more) => more,
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
    /// The last one was, for a deal in this stage, at this instant or before.
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
    /// Of this customer.
    pub customer: Option<Uuid>,
    /// From this deal.
    pub deal: Option<Uuid>,
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

/// One of the lists, and what is on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listing {
    /// Leads.
    Leads(LeadFilter),
    /// Customers.
    Customers(CustomerFilter),
    /// The contacts of all customers.
    Contacts,
    /// Deals.
    Deals(DealFilter),
    /// Orders.
    Orders(OrderFilter),
    /// Products.
    Products,
    /// What is planned, of this person.
    FollowUps(Option<PersonId>),
    /// What happened, of this person, within these days.
    Activities(Option<PersonId>, Option<Days>),
}

impl Listing {
    /// Of which kind the records are.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Leads(_) => Kind::Lead,
            Self::Customers(_) => Kind::Customer,
            Self::Contacts => Kind::Contact,
            Self::Deals(_) => Kind::Deal,
            Self::Orders(_) => Kind::Order,
            Self::Products => Kind::Product,
            Self::FollowUps(_) => Kind::FollowUp,
            Self::Activities(..) => Kind::Activity,
        }
    }
}

/// Which activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityFilter {
    /// On this very record.
    On(Kind, Uuid),
    /// On a customer, or on anything of it that is in the scope.
    OfCustomer(Uuid, Scope),
    /// Of somebody in the scope, within these days.
    Of(Option<PersonId>, Days, Scope),
    /// The visits of somebody since then that began by signing in.
    Visits(PersonId, Instant),
}

/// Which open follow-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpFilter {
    /// On this very record.
    On(Kind, Uuid),
    /// Of the viewer and of those for whom the viewer stands in, due at or before the instant or on
    /// or before the day.
    DueFor(Scope, Instant, NaiveDate),
    /// What those in the scope have promised a customer.
    Promised(Scope, Uuid),
    /// What those in the scope have promised and not kept: due before the instant or the day.
    Broken(Scope, Instant, NaiveDate),
    /// Of those in the scope, or of one of them: due before the instant or the day.
    Overdue(Scope, Option<PersonId>, Instant, NaiveDate),
}

/// Questions for lists.
#[async_trait]
pub trait Lists: Send {
    /// Leads.
    async fn leads(&mut self, filter: &LeadFilter, scope: Scope, page: Page) -> Stored<Vec<Lead>>;

    /// Customers.
    async fn customers(
        &mut self,
        filter: &CustomerFilter,
        scope: Scope,
        page: Page,
    ) -> Stored<Vec<Customer>>;

    /// The contacts of a customer, oldest first.
    async fn contacts(&mut self, customer: Uuid) -> Stored<Vec<Contact>>;

    /// The contacts of all customers, newest first.
    async fn all_contacts(&mut self, scope: Scope, page: Page) -> Stored<Vec<Contact>>;

    /// How many records are on a list.
    async fn count(&mut self, listing: &Listing, scope: Scope) -> Stored<i64>;

    /// Deals.
    async fn deals(&mut self, filter: &DealFilter, scope: Scope, page: Page) -> Stored<Vec<Deal>>;

    /// Orders.
    async fn orders(
        &mut self,
        filter: &OrderFilter,
        scope: Scope,
        page: Page,
    ) -> Stored<Vec<Order>>;

    /// Activities, what happened last first.
    async fn activities(&mut self, filter: &ActivityFilter, page: Page) -> Stored<Vec<Activity>>;

    /// Open follow-ups, the most overdue first.
    async fn follow_ups(&mut self, filter: &FollowUpFilter, limit: i64) -> Stored<Vec<FollowUp>>;

    /// All open follow-ups of those in the scope, or of one of them, newest first.
    async fn open_follow_ups(
        &mut self,
        owner: Option<PersonId>,
        scope: Scope,
        page: Page,
    ) -> Stored<Vec<FollowUp>>;

    /// Products.
    async fn products(&mut self, sort: SortBy, page: Page) -> Stored<Vec<Product>>;

    /// The product with this code of the org's own, compared without case.
    async fn product_by_sku(&mut self, sku: &str) -> Stored<Option<Product>>;

    /// What a customer's confirmed orders of a currency come to, without one of them: nothing is
    /// known of what has been paid.
    async fn owed(&mut self, customer: Uuid, currency: Currency, without: Uuid) -> Stored<i64>;

    /// People who are not frozen, by handle; at most 500.
    async fn people(&mut self) -> Stored<Vec<Person>>;
}
