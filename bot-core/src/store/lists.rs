//! Lists: each takes a filter, a scope and a page.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Stored;
use super::filters::{CustomerFilter, Days, DealFilter, LeadFilter, OrderFilter};
use crate::domain::access::Scope;
use crate::domain::activity::Activity;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::lead::Lead;
use crate::domain::money::Currency;
use crate::domain::order::Order;
use crate::domain::people::Person;
use crate::domain::product::Product;
use crate::domain::record::Fields;

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
    /// What closes soonest first, and last of what nobody knows that.
    Close,
}

impl SortBy {
    /// Tells whether it is the order of a list of which nothing else is said.
    pub fn is_usual(&self) -> bool {
        *self == Self::Newest
    }
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

    /// The regions in which leads or customers are, at most 500; whosever these are.
    async fn regions(&mut self, kind: Kind) -> Stored<Vec<String>>;

    /// The org's own fields of the newest records that have one of a name, or any; at most that
    /// many.
    async fn extras(
        &mut self,
        kind: Kind,
        having: Option<&str>,
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Fields>>;

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

    /// Those for whom a person stands in now, by handle.
    async fn stands_for(&mut self, cover: PersonId, now: Instant) -> Stored<Vec<Person>>;
}
