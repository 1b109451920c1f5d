//! What was won in a period: in all, by person, team, product, region, source or month.

use chrono::{Months, NaiveDate};

use crate::domain::access::Scope;
use crate::store::{Split, Stored, Tx, WonQuestion, WonSum};

/// The answer: lines and, per currency, their total.
pub struct Won {
    /// The lines.
    pub rows: Vec<WonSum>,
    /// One total per currency: currencies are never added.
    pub totals: Vec<WonSum>,
}

/// Sums up what was won. The rows add up to the totals, whatever they are split by.
pub async fn won(tx: &mut dyn Tx, ask: &WonQuestion, scope: Scope) -> Stored<Won> {
    let whole = WonQuestion { by: Split::Total, ..*ask };
    let totals = tx.won_sums(&whole, scope).await?;
    if ask.by == Split::Total {
        return Ok(Won { rows: totals.clone(), totals });
    }
    let mut rows = tx.won_sums(ask, scope).await?;
    for total in &totals {
        add_rest(&mut rows, total);
    }
    Ok(Won { rows, totals })
}

/// What was won in the same days a year before, in all.
pub async fn year_before(tx: &mut dyn Tx, ask: &WonQuestion, scope: Scope) -> Stored<Vec<WonSum>> {
    let before = |day: NaiveDate| day.checked_sub_months(Months::new(12)).unwrap_or(day);
    let (start, end) = (before(ask.start), before(ask.end));
    tx.won_sums(&WonQuestion { start, end, by: Split::Total, ..*ask }, scope).await
}

/// What the lines of deals leave over of the deals' amounts goes to the row without a name.
fn add_rest(rows: &mut Vec<WonSum>, total: &WonSum) {
    let of = rows.iter().filter(|row| row.currency == total.currency);
    let rest = total.sum - of.map(|row| row.sum).sum::<i64>();
    if rest == 0 {
        return;
    }
    let nameless =
        rows.iter_mut().find(|row| row.currency == total.currency && row.name.is_empty());
    match nameless {
        Some(row) => row.sum += rest,
        None => rows.push(WonSum { deals: 0, sum: rest, ..total.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn what_lines_leave_over_is_told_so_that_rows_add_up() {
        let row = |name: &str, deals, sum| WonSum {
            name: name.to_owned(),
            key: None,
            currency: Currency::CNY,
            deals,
            sum,
        };
        let mut rows = vec![row("A100", 2, 700)];
        add_rest(&mut rows, &row("", 3, 1000));
        assert_eq!(rows, [row("A100", 2, 700), row("", 0, 300)]);
        add_rest(&mut rows, &row("", 3, 1000));
        assert_eq!(rows.len(), 2);
    }
}
