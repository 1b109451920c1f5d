//! What wants a manager's attention, one by one: what a digest lists and others can be asked about.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::picture::stale;
use crate::domain::access::Scope;
use crate::domain::calendar::day_start;
use crate::domain::deal::Deal;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::{Instant, Kind};
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::record::{FORGOTTEN, Record};
use crate::store::{Days, FollowUpFilter, LeadFilter, Listing, Page, SortBy, Stored, Tx};
use crate::text::read;

/// How many of each kind are read.
const MOST: i64 = 50;

/// What wants attention.
#[derive(Default)]
pub struct Attention {
    /// Promises that were not kept, the oldest first.
    pub broken: Vec<FollowUp>,
    /// Leads that nobody has spoken to since an earlier day, the oldest first.
    pub unspoken: Vec<Lead>,
    /// Deals that stand still, the largest first.
    pub stale: Vec<Deal>,
    /// What else is overdue, the oldest first.
    pub late: Vec<FollowUp>,
}

impl Attention {
    /// True when there is nothing.
    pub fn is_empty(&self) -> bool {
        self.broken.is_empty()
            && self.unspoken.is_empty()
            && self.stale.is_empty()
            && self.late.is_empty()
    }
}

/// Looks for it: by now, and by today in a zone where a day was meant.
pub async fn attention(
    tx: &mut dyn Tx,
    (now, zone): (Instant, Tz),
    scope: Scope,
) -> Stored<Attention> {
    let today = read::today(now, zone);
    let broken = tx.follow_ups(&FollowUpFilter::Broken(scope, now, today), MOST).await?;
    let overdue = FollowUpFilter::Overdue(scope, None, now, today);
    let mut late = tx.follow_ups(&overdue, MOST).await?;
    late.retain(|one| !one.promise);
    Ok(Attention {
        broken,
        unspoken: unspoken(tx, (today, zone), scope).await?,
        stale: stale(tx, (today, zone), scope, MOST).await?,
        late,
    })
}

/// New leads that were written down before today and that nobody has spoken to, the oldest first.
/// Reminders of them end after a while; that they wait does not.
pub async fn unspoken(
    tx: &mut dyn Tx,
    (today, zone): (NaiveDate, Tz),
    scope: Scope,
) -> Stored<Vec<Lead>> {
    let page = Page { below: None, limit: MOST };
    let mut leads = tx.leads(&waits((today, zone), false), scope, page).await?;
    let ids: Vec<_> = leads.iter().map(Record::id).collect();
    // What was noted on a lead counts as well, as it does for the reminders; and nobody can be reached
    // who was forgotten.
    let spoken = tx.last_valid(Kind::Lead, &ids).await?;
    leads
        .retain(|lead| !spoken.contains_key(&lead.id()) && lead.name.as_deref() != Some(FORGOTTEN));
    Ok(leads)
}

/// How many leads that were written down before today are nobody's: the pool is everybody's to see.
pub async fn in_the_pool(
    tx: &mut dyn Tx,
    (today, zone): (NaiveDate, Tz),
    scope: Scope,
) -> Stored<i64> {
    tx.count(&Listing::Leads(waits((today, zone), true)), scope.whole()).await
}

fn waits((today, zone): (NaiveDate, Tz), pool: bool) -> LeadFilter {
    LeadFilter {
        status: (!pool).then_some(LeadStatus::New),
        created: Some(Days { end: today, until: day_start(today, zone).into(), ..Days::ever() }),
        sort: SortBy::Oldest,
        pool,
        ..LeadFilter::default()
    }
}
