//! What is overdue: open follow-ups by person, and open deals past the day of their close.

use chrono::NaiveDate;

use super::before;
use crate::domain::access::Scope;
use crate::domain::ids::{Instant, PersonId};
use crate::store::{DealFilter, OverdueSum, Stored, Tx};

/// The answer.
pub struct Overdue {
    /// Follow-ups by person, the most first.
    pub rows: Vec<OverdueSum>,
    /// How many follow-ups there are in all.
    pub total: i64,
    /// How many open deals should have closed by now.
    pub deals: i64,
}

/// Open deals that were expected to close before a day.
pub fn late(owner: Option<PersonId>, today: NaiveDate) -> DealFilter {
    DealFilter { owner, closes: before(today), ..DealFilter::default() }
}

/// Counts what was due before now, and before today where it was for a day; of one person or of all
/// in the scope.
pub async fn overdue(
    tx: &mut dyn Tx,
    (now, today): (Instant, NaiveDate),
    owner: Option<PersonId>,
    scope: Scope,
) -> Stored<Overdue> {
    let mut rows = tx.overdue_sums((now, today), scope).await?;
    rows.retain(|row| owner.is_none() || row.owner == owner);
    let total = rows.iter().map(|row| row.count).sum();
    let deals = tx.deal_sums(&late(owner, today), scope).await?;
    Ok(Overdue { rows, total, deals: deals.iter().map(|sum| sum.deals).sum() })
}
