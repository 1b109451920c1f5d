//! Lists.

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::activity::Activity;
use bot_core::domain::contact::Contact;
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::Deal;
use bot_core::domain::follow_up::FollowUp;
use bot_core::domain::ids::{Instant, Kind, PersonId};
use bot_core::domain::lead::Lead;
use bot_core::domain::money::Currency;
use bot_core::domain::order::Order;
use bot_core::domain::people::Person;
use bot_core::domain::product::Product;
use bot_core::domain::record::Fields;
use bot_core::store::{
    ActivityFilter, CustomerFilter, Days, DealFilter, FollowUpFilter, LeadFilter, Listing, Lists,
    OrderFilter, Page, SortBy, StoreError, Stored,
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use uuid::Uuid;

use crate::record::{record, records};
use crate::scope::LateDays;
use crate::unit::Work;
use crate::{
    activity, contact, customer, deal, extra, follow_up, lead, order, people, product, region,
};

impl Work {
    /// Which day it is where people live, where it is this one by the org's clock.
    pub(crate) async fn late_days(&mut self, now: Instant, here: NaiveDate) -> Stored<LateDays> {
        let mut elsewhere: Vec<(NaiveDate, Vec<String>)> = Vec::new();
        for row in &self.read(people::zones_elsewhere(self.origin.org)).await? {
            let name: String = row.get(0)?;
            let Ok(zone) = name.parse::<Tz>() else { continue };
            let day = now.utc().with_timezone(&zone).date_naive();
            match elsewhere.iter_mut().find(|(other, _)| *other == day) {
                Some((_, zones)) => zones.push(name),
                None if day != here => elsewhere.push((day, vec![name])),
                None => {}
            }
        }
        Ok(LateDays { here, elsewhere })
    }
}

#[async_trait]
impl Lists for Work {
    async fn leads(&mut self, filter: &LeadFilter, scope: Scope, page: Page) -> Stored<Vec<Lead>> {
        self.list(lead::list(self.origin.org, filter, scope, page)).await
    }

    async fn customers(
        &mut self,
        filter: &CustomerFilter,
        scope: Scope,
        page: Page,
    ) -> Stored<Vec<Customer>> {
        self.list(customer::list(self.origin.org, filter, scope, page)).await
    }

    async fn contacts(&mut self, customer: Uuid) -> Stored<Vec<Contact>> {
        self.list(contact::of_customer(self.origin.org, customer)).await
    }

    async fn all_contacts(&mut self, scope: Scope, page: Page) -> Stored<Vec<Contact>> {
        self.list(contact::list(self.origin.org, scope, page)).await
    }

    async fn count(&mut self, listing: &Listing, scope: Scope) -> Stored<i64> {
        let (org, page) = (self.origin.org, Page { below: None, limit: i64::MAX });
        let all = match listing {
            Listing::Leads(filter) => lead::list(org, filter, scope, page),
            Listing::Customers(filter) => customer::list(org, filter, scope, page),
            Listing::Contacts => contact::list(org, scope, page),
            Listing::Deals(filter) => deal::list(org, filter, scope, page),
            Listing::Orders(filter) => order::list(org, filter, scope, page),
            Listing::Products => product::list(org, SortBy::Newest, page),
            Listing::FollowUps(owner) => follow_up::all(org, *owner, scope, page),
            Listing::Activities(owner, days) => {
                activity::of(org, *owner, days.unwrap_or_else(Days::ever), scope, page)
            }
        };
        let rows = self.read(all.counted()).await?;
        rows.first().map_or(Ok(0), |row| row.get(0))
    }

    async fn regions(&mut self, kind: Kind) -> Stored<Vec<String>> {
        let rows = self.read(region::all(self.origin.org, kind)).await?;
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn extras(
        &mut self,
        kind: Kind,
        having: Option<&str>,
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Fields>> {
        let rows = self.read(extra::newest(self.origin.org, kind, having, scope, limit)).await?;
        let each = rows.iter().map(|row| {
            let text: String = row.get(0)?;
            serde_json::from_str(&text).map_err(|e| StoreError::Broken(format!("extra: {e}")))
        });
        each.collect()
    }

    async fn deals(&mut self, filter: &DealFilter, scope: Scope, page: Page) -> Stored<Vec<Deal>> {
        self.list(deal::list(self.origin.org, filter, scope, page)).await
    }

    async fn orders(
        &mut self,
        filter: &OrderFilter,
        scope: Scope,
        page: Page,
    ) -> Stored<Vec<Order>> {
        self.list(order::list(self.origin.org, filter, scope, page)).await
    }

    async fn activities(&mut self, filter: &ActivityFilter, page: Page) -> Stored<Vec<Activity>> {
        let mut found: Vec<Activity> = Vec::new();
        for rows in self.reads(activity::lists(self.origin.org, filter, page)).await? {
            found.extend(records(&rows)?);
        }
        found.sort_by_key(|one| std::cmp::Reverse((one.at, one.head.n)));
        found.dedup_by_key(|one| one.head.n);
        found.truncate(usize::try_from(page.limit).unwrap_or_default());
        Ok(found)
    }

    async fn follow_ups(&mut self, filter: &FollowUpFilter, limit: i64) -> Stored<Vec<FollowUp>> {
        let owner = match filter {
            FollowUpFilter::DueFor(scope, ..)
            | FollowUpFilter::Promised(scope, ..)
            | FollowUpFilter::Broken(scope, ..)
            | FollowUpFilter::Overdue(scope, ..) => Some(scope.viewer),
            FollowUpFilter::On(..) => self.origin.actor,
        };
        let org = self.origin.org;
        let days = match *filter {
            FollowUpFilter::Broken(_, now, today) | FollowUpFilter::Overdue(_, _, now, today) => {
                self.late_days(now, today).await?
            }
            _ => LateDays::default(),
        };
        let mut asked = Vec::from(follow_up::lists(org, filter, &days, limit));
        asked.extend(owner.map(|owner| people::zone(org, owner)));
        let answers = self.reads(asked).await?;
        let mut found: Vec<FollowUp> = Vec::new();
        for rows in answers.iter().take(2) {
            found.extend(records(rows)?);
        }
        let zone = answers.get(2).and_then(|rows| rows.first());
        let zone = zone.map(|row| row.get::<String>(0)).transpose()?;
        let zone = zone.and_then(|zone| zone.parse().ok()).unwrap_or(Tz::UTC);
        found.sort_by_key(|one| (one.due().map(|due| due.instant(zone)), one.head.n));
        found.truncate(usize::try_from(limit).unwrap_or_default());
        Ok(found)
    }

    async fn open_follow_ups(
        &mut self,
        owner: Option<PersonId>,
        scope: Scope,
        page: Page,
    ) -> Stored<Vec<FollowUp>> {
        self.list(follow_up::all(self.origin.org, owner, scope, page)).await
    }

    async fn products(&mut self, sort: SortBy, page: Page) -> Stored<Vec<Product>> {
        self.list(product::list(self.origin.org, sort, page)).await
    }

    async fn product_by_sku(&mut self, sku: &str) -> Stored<Option<Product>> {
        let rows = self.read(product::by_sku(self.origin.org, sku)).await?;
        rows.first().map(record).transpose()
    }

    async fn owed(&mut self, customer: Uuid, currency: Currency, without: Uuid) -> Stored<i64> {
        let rows = self.read(order::owed(self.origin.org, customer, currency, without)).await?;
        rows.first().map_or(Ok(0), |row| row.get(0))
    }

    async fn people(&mut self) -> Stored<Vec<Person>> {
        self.list(people::list(self.origin.org)).await
    }

    async fn stands_for(&mut self, cover: PersonId, now: Instant) -> Stored<Vec<Person>> {
        self.list(people::covered(self.origin.org, cover, now)).await
    }
}
