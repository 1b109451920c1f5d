//! What people did: activities by person and way.

use crate::domain::access::Scope;
use crate::domain::activity::Way;
use crate::domain::ids::PersonId;
use crate::store::{ActivitySum, Days, Stored, Tx};

/// What one person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub owner: Option<PersonId>,
    /// What the person is called.
    pub name: String,
    /// How many activities.
    pub count: i64,
    /// How many of them have enough content to count.
    pub valid: i64,
    /// How many in each way, the most first.
    pub ways: Vec<(Way, i64)>,
}

/// The activities of these days, who did most first; of one person or of all in the scope.
pub async fn activity(
    tx: &mut dyn Tx,
    days: Days,
    owner: Option<PersonId>,
    scope: Scope,
) -> Stored<Vec<Row>> {
    let mut sums = tx.activity_sums(days, scope).await?;
    sums.retain(|sum| owner.is_none() || sum.owner == owner);
    Ok(by_person(sums))
}

fn by_person(sums: Vec<ActivitySum>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for sum in sums {
        let way = (sum.way, sum.count);
        match rows.iter_mut().find(|row| row.owner == sum.owner) {
            Some(row) => {
                row.count += sum.count;
                row.valid += sum.valid;
                row.ways.push(way);
            }
            None => rows.push(Row {
                owner: sum.owner,
                name: sum.name,
                count: sum.count,
                valid: sum.valid,
                ways: vec![way],
            }),
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
            owner: Some(PersonId(uuid::Uuid::from_u128(name.len() as u128))),
            name: name.to_owned(),
            way,
            count,
            valid,
        };
        let rows = by_person(vec![
            sum("bo", Way::Call, 3, 2),
            sum("amy", Way::Call, 1, 1),
            sum("amy", Way::Visit, 4, 4),
        ]);
        let read: Vec<_> =
            rows.iter().map(|row| (row.name.as_str(), row.count, row.valid)).collect();
        assert_eq!(read, [("amy", 5, 5), ("bo", 3, 2)]);
        assert_eq!(rows[0].ways, [(Way::Visit, 4), (Way::Call, 1)]);
    }
}
