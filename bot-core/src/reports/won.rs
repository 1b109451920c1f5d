//! What was won in a period: in all, by person, by product or by month.

use crate::domain::access::Scope;
use crate::store::{Stored, Tx, WonQuestion, WonSum};

/// The answer: lines and, per currency, their total.
pub struct Won {
    /// The lines.
    pub rows: Vec<WonSum>,
    /// One total per currency: currencies are never added.
    pub totals: Vec<WonSum>,
}

/// Sums up what was won.
pub async fn won(tx: &mut dyn Tx, ask: &WonQuestion, scope: Scope) -> Stored<Won> {
    let rows = tx.won_sums(ask, scope).await?;
    let mut totals: Vec<WonSum> = Vec::new();
    for row in &rows {
        match totals.iter_mut().find(|total| total.currency == row.currency) {
            Some(total) => {
                total.deals += row.deals;
                total.sum += row.sum;
            }
            None => totals.push(WonSum { name: String::new(), ..row.clone() }),
        }
    }
    Ok(Won { rows, totals })
}
