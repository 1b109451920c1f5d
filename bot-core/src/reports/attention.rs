//! What wants a manager's attention, one by one: what a digest lists and others can be asked about.

use chrono_tz::Tz;

use super::picture::stale;
use crate::domain::access::Scope;
use crate::domain::deal::Deal;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::Instant;
use crate::store::{FollowUpFilter, Stored, Tx};
use crate::text::read;

/// How many of each kind are read.
const MOST: i64 = 50;

/// What wants attention.
#[derive(Default)]
pub struct Attention {
    /// Promises that were not kept, the oldest first.
    pub broken: Vec<FollowUp>,
    /// Deals that stand still, the largest first.
    pub stale: Vec<Deal>,
    /// What else is overdue, the oldest first.
    pub late: Vec<FollowUp>,
}

impl Attention {
    /// True when there is nothing.
    pub fn is_empty(&self) -> bool {
        self.broken.is_empty() && self.stale.is_empty() && self.late.is_empty()
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
    Ok(Attention { broken, stale: stale(tx, (today, zone), scope, MOST).await?, late })
}
