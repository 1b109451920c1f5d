//! What people did: activities by person and way.

use uuid::Uuid;

use super::{Each, Whose};
use crate::domain::access::Scope;
use crate::domain::activity::Way;
use crate::domain::ids::PersonId;
use crate::store::{ActivitySum, Days, Stored, Tx};

/// What one person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub owner: Option<PersonId>,
    /// Of which team.
    pub team: Option<Uuid>,
    /// What the person or the team is called.
    pub name: String,
    /// How many activities.
    pub count: i64,
    /// How many of them have enough content to count.
    pub valid: i64,
    /// How many in each way, the most first.
    pub ways: Vec<(Way, i64)>,
}

/// The activities of these days by person or team, who did most first.
pub async fn activity(
    tx: &mut dyn Tx,
    days: Days,
    whose: Whose,
    each: Each,
    scope: Scope,
) -> Stored<Vec<Row>> {
    let mut sums = tx.activity_sums(days, scope).await?;
    sums.retain(|sum| whose.holds(sum.owner, sum.team.as_ref()));
    Ok(by(each, sums))
}

fn by(each: Each, sums: Vec<ActivitySum>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for sum in sums {
        let (owner, team, name) = match (each, sum.team) {
            (Each::Person, _) => (sum.owner, None, sum.name),
            (Each::Team, Some((team, name))) => (None, Some(team), name),
            (Each::Team, None) => (None, None, String::new()),
        };
        let same = |row: &Row| (row.owner, row.team) == (owner, team);
        let at = rows.iter().position(same).unwrap_or_else(|| {
            rows.push(Row { owner, team, name, count: 0, valid: 0, ways: Vec::new() });
            rows.len() - 1
        });
        let row = &mut rows[at];
        row.count += sum.count;
        row.valid += sum.valid;
        match row.ways.iter_mut().find(|(way, _)| *way == sum.way) {
            Some((_, count)) => *count += sum.count,
            None => row.ways.push((sum.way, sum.count)),
        }
    }
    for row in &mut rows {
        row.ways.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_of_a_person_add_up_to_the_row() {
        let sum = |name: &str, way, count, valid| ActivitySum {
            owner: Some(PersonId(Uuid::from_u128(name.len() as u128))),
            name: name.to_owned(),
            team: Some((Uuid::from_u128(7), "East".to_owned())),
            way,
            count,
            valid,
        };
        let all = vec![
            sum("bo", Way::Call, 3, 2),
            sum("amy", Way::Call, 1, 1),
            sum("amy", Way::Visit, 4, 4),
        ];
        let teams = by(Each::Team, all.clone());
        assert_eq!(teams.len(), 1);
        assert_eq!((teams[0].name.as_str(), teams[0].count, teams[0].valid), ("East", 8, 7));
        assert_eq!(teams[0].ways, [(Way::Call, 4), (Way::Visit, 4)]);
        let rows = by(Each::Person, all);
        let read: Vec<_> =
            rows.iter().map(|row| (row.name.as_str(), row.count, row.valid)).collect();
        assert_eq!(read, [("amy", 5, 5), ("bo", 3, 2)]);
        assert_eq!(rows[0].ways, [(Way::Visit, 4), (Way::Call, 1)]);
    }
}
