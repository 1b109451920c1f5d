//! How many deals that ended were won, and how long those took.

use uuid::Uuid;

use super::{Each, Whose};
use crate::domain::access::Scope;
use crate::domain::ids::PersonId;
use crate::domain::pipeline::Outcome;
use crate::store::{EndedSum, Stored, Tx};

/// How the deals of one person, or of all, ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Whose.
    pub owner: Option<PersonId>,
    /// Of which team.
    pub team: Option<Uuid>,
    /// What the person or the team is called.
    pub name: String,
    /// How many were won.
    pub won: i64,
    /// How many were lost.
    pub lost: i64,
    /// Of how many won ones it is known when they were opened.
    pub dated: i64,
    /// How many days those took together.
    pub days: i64,
}

impl Row {
    /// How many days a won deal took on average, rounded; none where no deal tells.
    pub fn cycle(&self) -> Option<i64> {
        (self.dated > 0).then(|| (self.days + self.dated / 2) / self.dated)
    }

    fn add(&mut self, sum: &EndedSum) {
        if sum.outcome == Outcome::Won {
            self.won += sum.deals;
            self.dated += sum.dated;
            self.days += sum.days;
        } else {
            self.lost += sum.deals;
        }
    }
}

/// The deals that ended in a period: all together, and by person or team, who won most first.
pub async fn rate(
    tx: &mut dyn Tx,
    period: (chrono::NaiveDate, chrono::NaiveDate),
    whose: Whose,
    each: Each,
    scope: Scope,
) -> Stored<(Row, Vec<Row>)> {
    let mut sums = tx.ended_sums(period, scope).await?;
    sums.retain(|sum| whose.holds(sum.owner, sum.team.as_ref()));
    let (mut all, mut rows) = (Row::default(), Vec::<Row>::new());
    for sum in &sums {
        all.add(sum);
        let new = match (each, &sum.team) {
            (Each::Person, _) => Row { owner: sum.owner, name: sum.name.clone(), ..Row::default() },
            (Each::Team, Some((team, name))) => {
                Row { team: Some(*team), name: name.clone(), ..Row::default() }
            }
            (Each::Team, None) => Row::default(),
        };
        let same = |row: &Row| (row.owner, row.team) == (new.owner, new.team);
        let at = rows.iter().position(same).unwrap_or_else(|| {
            rows.push(new);
            rows.len() - 1
        });
        rows[at].add(sum);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.won));
    Ok((all, rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_is_rounded_and_counts_only_deals_that_tell() {
        let row = |dated, days| Row { dated, days, won: 9, ..Row::default() };
        assert_eq!(row(2, 65).cycle(), Some(33));
        assert_eq!(row(0, 0).cycle(), None);
    }
}
