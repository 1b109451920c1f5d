//! What all records share, and the change that takes one from before to after.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::ids::{Code, Instant, Kind, PersonId};
use super::names::{SearchKey, stored_keys};

/// The fields of a record by name: what is stored, compared and written to the event log.
pub type Fields = Map<String, Value>;

/// What stands where a personal value was that has been forgotten.
pub const FORGOTTEN: &str = "***";

/// What every record carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The key: a version 7 uuid.
    pub id: Uuid,
    /// The number in the short code.
    pub n: i64,
    /// Counts saves, from 1; a save from an older version is refused.
    pub version: i64,
    /// True when its creation was undone: kept, but in no list.
    pub withdrawn: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last saved.
    pub updated_at: Instant,
    /// The org's own fields.
    #[serde(default)]
    pub extra: Fields,
}

impl Head {
    /// The head of a record that is made now.
    pub fn new(id: Uuid, n: i64, now: Instant) -> Self {
        Self {
            id,
            n,
            version: 0,
            withdrawn: false,
            created_at: now,
            updated_at: now,
            extra: Fields::new(),
        }
    }
}

/// A row that people can see, change, undo and read the history of.
pub trait Record: Serialize + DeserializeOwned + Clone + Send + Sync {
    /// What kind it is.
    const KIND: Kind;

    /// What it shares with all records.
    fn head(&self) -> &Head;

    /// The same, to be changed by the store.
    fn head_mut(&mut self) -> &mut Head;

    /// Whose it is: decides who may see it.
    fn owner(&self) -> Option<PersonId> {
        None
    }

    /// What people call it.
    fn label(&self) -> String;

    /// By what it is found.
    fn search_keys(&self) -> Vec<SearchKey> {
        Vec::new()
    }

    /// The short code.
    fn code(&self) -> Code {
        Code { kind: Self::KIND, n: self.head().n }
    }

    /// The key.
    fn id(&self) -> Uuid {
        self.head().id
    }
}

/// Implements [`Record`] for a struct with a flattened field `head`.
macro_rules! record {
    ($type:ty, $kind:expr $(, $rest:item)* $(,)?) => {
        impl $crate::domain::record::Record for $type {
            const KIND: $crate::domain::ids::Kind = $kind;
            fn head(&self) -> &$crate::domain::record::Head {
                &self.head
            }
            fn head_mut(&mut self) -> &mut $crate::domain::record::Head {
                &mut self.head
            }
            $($rest)*
        }
    };
}
pub(crate) use record;

/// Says that stored fields do not make a record of their kind.
#[derive(Debug, thiserror::Error)]
#[error("these fields do not make a {kind}: {why}")]
pub struct BadFields {
    /// The kind that was expected.
    pub kind: &'static str,
    /// What serde found.
    pub why: String,
}

/// One record going from before to after, ready for the store's single door.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind it is.
    pub kind: Kind,
    /// Its key.
    pub id: Uuid,
    /// The fields before; none when it is made.
    pub before: Option<Fields>,
    /// The fields after, with the next version.
    pub after: Fields,
    /// By what it is found after: what is stored.
    pub keys: Vec<SearchKey>,
}

impl Change {
    /// The change that saving `after` over `before` makes at `now`.
    pub fn of<R: Record>(before: Option<&R>, after: &R, now: Instant) -> Result<Self, BadFields> {
        let mut next = after.clone();
        next.head_mut().version = before.map_or(0, |b| b.head().version) + 1;
        next.head_mut().updated_at = now;
        let own = if next.head().withdrawn { Vec::new() } else { next.search_keys() };
        Ok(Self {
            kind: R::KIND,
            id: next.head().id,
            before: before.map(fields).transpose()?,
            after: fields(&next)?,
            keys: stored_keys(own),
        })
    }
}

/// The fields of a record by name.
pub fn fields<R: Record>(record: &R) -> Result<Fields, BadFields> {
    match serde_json::to_value(record) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(BadFields { kind: R::KIND.word(), why: "not a map".to_owned() }),
        Err(e) => Err(BadFields { kind: R::KIND.word(), why: e.to_string() }),
    }
}

/// Makes a record of its fields.
pub fn of_fields<R: Record>(fields: Fields) -> Result<R, BadFields> {
    serde_json::from_value(Value::Object(fields))
        .map_err(|e| BadFields { kind: R::KIND.word(), why: e.to_string() })
}
