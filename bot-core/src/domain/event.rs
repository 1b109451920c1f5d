//! What happened to a record: the one log that audit, undo and time travel read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::ids::{Instant, Kind, PersonId};
use super::record::Fields;

/// One record's part of one change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its place in the org's log, from 1, without gaps in what has been committed.
    pub seq: i64,
    /// The accepted message that made it: all events of one message share it.
    pub change: Uuid,
    /// When.
    pub at: Instant,
    /// Who; none for imports and the scheduler.
    pub actor: Option<PersonId>,
    /// From where: the chat's address, or `import`.
    pub via: String,
    /// What kind of record.
    pub kind: Kind,
    /// Which record.
    pub id: Uuid,
    /// The version that it wrote.
    pub version: i64,
    /// The command that did it, such as `deal move`.
    pub op: String,
    /// The fields that changed: name → [old, new].
    pub fields: Fields,
    /// The change that this one takes back.
    pub undoes: Option<Uuid>,
}

/// Fields that say how a row is kept, not what it says; they are in no event.
const KEPT: [&str; 2] = ["version", "updated_at"];

/// The fields that differ, each as [old, new].
pub fn differences(before: Option<&Fields>, after: &Fields) -> Fields {
    let empty = Map::new();
    let before = before.unwrap_or(&empty);
    after
        .iter()
        .filter(|(name, _)| !KEPT.contains(&name.as_str()))
        .filter_map(|(name, new)| {
            let old = before.get(name).unwrap_or(&Value::Null);
            (old != new).then(|| (name.clone(), json!([old, new])))
        })
        .collect()
}

/// Puts one event's new values on a row: replaying all of them gives the row again.
pub fn apply(row: &mut Fields, event: &Event) {
    for (name, pair) in &event.fields {
        row.insert(name.clone(), pair.get(1).cloned().unwrap_or(Value::Null));
    }
    row.insert("version".to_owned(), json!(event.version));
    row.insert("updated_at".to_owned(), json!(event.at));
}

/// Takes one event's values back from a row.
///
/// What the event created becomes withdrawn, and keeps its values.
pub fn take_back(row: &mut Fields, event: &Event) {
    let created = event.fields.get("id").is_some_and(|pair| pair.get(0) == Some(&Value::Null));
    if created {
        row.insert("withdrawn".to_owned(), json!(true));
        return;
    }
    for (name, pair) in &event.fields {
        row.insert(name.clone(), pair.get(0).cloned().unwrap_or(Value::Null));
    }
}

/// The newest of some events of one record, oldest first, that is in force: what was done and then
/// taken back counts for nothing, and neither does what took it back.
pub fn in_force(events: &[Event]) -> Option<&Event> {
    let mut standing: Vec<&Event> = Vec::new();
    for event in events {
        let last = standing.last().map(|last| last.change);
        if last.is_some() && event.undoes == last {
            standing.retain(|one| Some(one.change) != last);
        } else {
            standing.push(event);
        }
    }
    standing.last().copied()
}
