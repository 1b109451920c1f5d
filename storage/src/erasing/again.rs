//! Who was forgotten, as a list; and forgetting them again on an older copy.

use std::collections::BTreeMap;

use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{Erasure, Origin, Store as _, Stored, Unit as _};
use uuid::Uuid;

use super::Whom;
use crate::db::{Row, Statement, sql};
use crate::keys::kind;
use crate::storage::Storage;

/// Those who were forgotten, in order.
pub(crate) fn list(org: OrgId) -> Statement {
    sql!(
        "select e.org, e.id, e.kind, e.record, e.root, e.everything, e.at, e.actor \
         from erasure e where e.org = $1 order by e.at, e.id, e.record",
        org
    )
}

/// One of them of a row.
pub(crate) fn erasure(row: &Row) -> Stored<Erasure> {
    Ok(Erasure {
        org: row.get(0)?,
        id: row.get(1)?,
        kind: kind(&row.get::<String>(2)?)?,
        record: row.get(3)?,
        root: row.get(4)?,
        all: row.get(5)?,
        at: row.get(6)?,
        actor: row.opt(7)?,
    })
}

impl Storage {
    /// Forgets once more whom a newer database had forgotten: after an older copy was restored.
    ///
    /// Each is its own transaction; one that is known here already is left alone, so that the same
    /// list may be given twice. Tells how many were forgotten.
    pub async fn erase_again(&self, erasures: &[Erasure]) -> Stored<usize> {
        let mut groups: BTreeMap<(i64, Uuid), Vec<&Erasure>> = BTreeMap::new();
        for one in erasures {
            groups.entry((one.at.0, one.id)).or_default().push(one);
        }
        let mut done = 0;
        for group in groups.values() {
            done += usize::from(self.erase_group(group).await?);
        }
        Ok(done)
    }

    async fn erase_group(&self, group: &[&Erasure]) -> Stored<bool> {
        let Some(first) = group.first() else {
            return Ok(false);
        };
        if self.org(first.org).await?.is_none()
            || self.erasures(first.org).await?.iter().any(|known| known.id == first.id)
        {
            return Ok(false);
        }
        let some = |root: bool| {
            let some = group.iter().filter(move |one| one.root == root);
            some.map(|one| (one.kind, one.record)).collect::<Vec<(Kind, Uuid)>>()
        };
        let whom = Whom { roots: some(true), others: some(false), all: first.all };
        let origin = Origin {
            org: first.org,
            change: first.id,
            actor: first.actor,
            via: "restore".to_owned(),
            at: first.at,
        };
        let mut work = self.begin_work(origin)?;
        work.op = match whom.roots.first() {
            Some((Kind::Lead, _)) => "lead forget",
            _ => "customer forget",
        };
        work.erase(&whom).await?;
        // What this copy does not know yet is known to be forgotten all the same.
        for (kind, id) in whom.roots.iter().chain(&whom.others) {
            work.note_erasure(*kind, *id, &whom)?;
        }
        Box::new(work).commit().await?;
        Ok(true)
    }
}
