//! Whose records a list shows: narrowed by a colleague, and named in each row.

use uuid::Uuid;

use super::Cx;
use super::find_record::same;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::people::Person;
use crate::problem::Problem;
use crate::store::Stored;

/// The names of owners, for those who see more than their own records.
pub(crate) struct Owners(Vec<(Uuid, String)>);

impl Owners {
    /// Looks up what these are called; nothing for who sees only the own and finds nothing else.
    pub(crate) async fn of(
        cx: &mut Cx<'_>,
        owners: impl Iterator<Item = Option<PersonId>>,
    ) -> Stored<Self> {
        let mut ids: Vec<Uuid> = owners.flatten().map(|PersonId(id)| id).collect();
        let PersonId(me) = cx.me.person_id();
        if !cx.sees_others() && ids.iter().all(|id| *id == me) {
            return Ok(Self(Vec::new()));
        }
        ids.sort_unstable();
        ids.dedup();
        let labels = cx.tx.labels(Kind::Person, &ids).await?;
        Ok(Self(labels.into_iter().map(|(id, _, name)| (id, name)).collect()))
    }

    /// What an owner is called, where rows name their owners.
    pub(crate) fn name(&self, owner: Option<PersonId>) -> Option<String> {
        let PersonId(owner) = owner?;
        let found = self.0.iter().find(|(id, _)| *id == owner);
        found.map(|(_, name)| name.clone())
    }
}

/// The colleague whom a word names, if the asker may see more than the own records or means them.
pub(crate) async fn seen_colleague(cx: &mut Cx<'_>, word: &str) -> Result<Option<Person>, Problem> {
    let me = cx.me.person_id();
    let wide = cx.sees_others();
    let found = cx.colleague(word).await?;
    Ok(found.filter(|person| wide || person.person_id() == me))
}

/// Tells whether a word is somebody's whole handle or name, and no beginning of it.
pub(crate) fn is_called(person: &Person, word: &str) -> bool {
    same(&person.handle, word) || same(&person.name, word)
}
