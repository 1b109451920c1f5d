//! New leads by source, and what became of them.

use crate::domain::access::{Reach, Scope};
use crate::domain::ids::Kind;
use crate::domain::lead::LeadStatus;
use crate::store::{Days, LeadFilter, LeadSum, Listing, Stored, Tx};

/// The leads from one source, or all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// A key of the org's list; empty when not known, and for all.
    pub source: String,
    /// How many came.
    pub leads: i64,
    /// How many became customers.
    pub converted: i64,
    /// How many were lost.
    pub lost: i64,
    /// How many led to a deal that was won.
    pub won: i64,
}

impl Row {
    fn add(&mut self, sum: &LeadSum) {
        self.leads += sum.leads;
        self.won += sum.won;
        match sum.status {
            LeadStatus::Converted => self.converted += sum.leads,
            LeadStatus::Lost => self.lost += sum.leads,
            _ => {}
        }
    }
}

/// The leads that were written down in these days: all, and by source, the most first.
pub async fn leads(tx: &mut dyn Tx, days: Days, scope: Scope) -> Stored<(Row, Vec<Row>)> {
    let sums = tx.lead_sums(days, scope).await?;
    let (mut all, mut rows) = (Row::default(), Vec::<Row>::new());
    for sum in &sums {
        all.add(sum);
        let at = rows.iter().position(|row| row.source == sum.source).unwrap_or_else(|| {
            rows.push(Row { source: sum.source.clone(), ..Row::default() });
            rows.len() - 1
        });
        rows[at].add(sum);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.leads));
    Ok((all, rows))
}

/// How many leads of these days are nobody's and none of those that the viewer's reports count: the
/// pool is everybody's to see.
pub async fn of_nobody(tx: &mut dyn Tx, days: Days, scope: Scope) -> Stored<i64> {
    if scope.reach(Kind::Lead) == Reach::All {
        return Ok(0);
    }
    let pool = LeadFilter { pool: true, created: Some(days), ..LeadFilter::default() };
    tx.count(&Listing::Leads(pool), scope.whole()).await
}
