//! Lists: each takes a filter, a scope and a page.

use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

use super::Stored;
use crate::domain::access::Scope;
use crate::domain::activity::Activity;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::Person;
use crate::domain::pipeline::Outcome;
use crate::domain::product::Product;

/// A piece of a list: what comes after a number, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Only records with a smaller number; none for the first page.
    pub below: Option<i64>,
    /// How many at most.
    pub limit: i64,
}

/// Which leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadFilter {
    /// In this status; open ones when none.
    pub status: Option<LeadStatus>,
    /// From this source.
    pub source: Option<String>,
    /// Of this person.
    pub owner: Option<PersonId>,
}

/// Which customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerFilter {
    /// On this level.
    pub level: Option<String>,
    /// Of this person.
    pub owner: Option<PersonId>,
}

/// Which deals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DealFilter {
    /// Ended this way; open ones when none.
    pub outcome: Option<Outcome>,
    /// In this stage.
    pub stage: Option<Uuid>,
    /// With this customer.
    pub customer: Option<Uuid>,
    /// Of this person.
    pub owner: Option<PersonId>,
    /// Closed, or expected to close, on the first day or later and before the second one.
    pub closes: Option<(NaiveDate, NaiveDate)>,
    /// Worth at least this.
    pub at_least: Option<Money>,
    /// Worth at most this.
    pub at_most: Option<Money>,
}

/// Which orders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// In this status.
    pub status: Option<OrderStatus>,
    /// Of this customer.
    pub customer: Option<Uuid>,
    /// From this deal.
    pub deal: Option<Uuid>,
    /// Of this person.
    pub owner: Option<PersonId>,
}

/// Which activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityFilter {
    /// On this very record.
    On(Kind, Uuid),
    /// On a customer, or on anything of it that is in the scope.
    OfCustomer(Uuid, Scope),
}

/// Which open follow-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpFilter {
    /// On this very record.
    On(Kind, Uuid),
    /// Of the viewer and of those for whom the viewer stands in, due at or before the instant or on
    /// or before the day.
    DueFor(Scope, Instant, NaiveDate),
    /// Of this person, if in the scope, overdue: before the instant or before the day.
    Overdue(Scope, PersonId, Instant, NaiveDate),
}

/// Questions for lists.
#[async_trait]
pub trait Lists: Send {
    /// Leads, newest first.
    async fn leads(&mut self, filter: &LeadFilter, scope: Scope, page: Page) -> Stored<Vec<Lead>>;

    /// Customers, newest first.
    async fn customers(
        &mut self,
        filter: &CustomerFilter,
        scope: Scope,
        page: Page,
    ) -> Stored<Vec<Customer>>;

    /// The contacts of a customer, oldest first.
    async fn contacts(&mut self, customer: Uuid) -> Stored<Vec<Contact>>;

    /// Deals, newest first.
    async fn deals(&mut self, filter: &DealFilter, scope: Scope, page: Page) -> Stored<Vec<Deal>>;

    /// Orders, newest first.
    async fn orders(
        &mut self,
        filter: &OrderFilter,
        scope: Scope,
        page: Page,
    ) -> Stored<Vec<Order>>;

    /// Activities, newest first.
    async fn activities(&mut self, filter: &ActivityFilter, page: Page) -> Stored<Vec<Activity>>;

    /// Open follow-ups, the most overdue first.
    async fn follow_ups(&mut self, filter: &FollowUpFilter, limit: i64) -> Stored<Vec<FollowUp>>;

    /// Products, newest first.
    async fn products(&mut self, page: Page) -> Stored<Vec<Product>>;

    /// The product with this code of the org's own, compared without case.
    async fn product_by_sku(&mut self, sku: &str) -> Stored<Option<Product>>;

    /// People who are not frozen, by handle; at most 500.
    async fn people(&mut self) -> Stored<Vec<Person>>;
}
