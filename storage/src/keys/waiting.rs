//! Keys that wait to be written: those of all records that a transaction saves, together.

use std::fmt::Write as _;

use bot_core::domain::ids::{OrgId, PersonId};
use bot_core::domain::record::Change;
use bot_core::store::Stored;

use super::{ORG_NO, keys_of, kind_no, rung_no};
use crate::db::{Statement, Value, sql};
use crate::record::{owner_in, table};

/// How many rows one statement inserts at most.
const CHUNK: usize = 64;

/// One key of a record. Those of an owner and a kind stand together, in the order of the table:
/// neighbours go to the same page, and of many records many are neighbours.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    owner: Option<PersonId>,
    kind: i64,
    rung: i64,
    text: String,
    n: i64,
}

/// Keys that wait.
#[derive(Default)]
pub(crate) struct Waiting(Vec<Key>);

impl Waiting {
    /// Lets a record have the keys that it is to have; gives the statement that takes away those
    /// that it has had. Where nothing changed, nothing is done.
    pub(crate) fn rewrite(&mut self, org: OrgId, change: &Change) -> Stored<Option<Statement>> {
        let before = change.before.as_ref();
        let was = before.map(|fields| keys_of(change.kind, fields)).transpose()?;
        let same = |name| before.and_then(|b| b.get(name)) == change.after.get(name);
        let unchanged = was.as_ref().is_none_or(|keys| *keys == change.keys);
        if before.is_some() && unchanged && same("owner") && same("withdrawn") {
            return Ok(None);
        }
        let table = table(change.kind);
        let (kind, n) = (kind_no(change.kind), table.code(&change.after).n);
        let gone = was.is_some_and(|keys| !keys.is_empty()).then(|| {
            self.0.retain(|key| (key.kind, key.n) != (kind, n));
            let text =
                format!("delete from search_key where org_no = {ORG_NO} and kind = $2 and n = $3");
            sql!(text, org, kind, n)
        });
        let owner = table.is_owned().then(|| owner_in(&change.after)).flatten();
        let filled = change.keys.iter().filter(|key| !key.key.is_empty());
        self.0.extend(filled.map(|key| Key {
            owner,
            kind,
            rung: rung_no(key.rung),
            text: key.key.clone(),
            n,
        }));
        Ok(gone)
    }

    /// The statements that write what waits.
    pub(crate) fn written(&mut self, org: OrgId) -> Vec<Statement> {
        let mut keys = std::mem::take(&mut self.0);
        keys.sort_unstable();
        keys.dedup();
        let alike = keys.chunk_by(|a, b| (a.owner, a.kind) == (b.owner, b.kind));
        alike.flat_map(|alike| alike.chunks(CHUNK)).map(|keys| insert(org, keys)).collect()
    }
}

/// One statement for keys of one owner and kind; the number of rows is rounded up by saying the
/// last one again.
fn insert(org: OrgId, keys: &[Key]) -> Statement {
    let mut text = String::from(
        "insert {into} search_key (org_no, rung, key, kind, n, owner_no) \
         with whose(org_no, owner_no) as (select o.no, \
         (select p.n from person p where p.org = $1 and p.id = $2) from org o where o.org = $1) \
         select whose.org_no, v.column1, v.column2, cast($3 as bigint), v.column3, \
         whose.owner_no from whose cross join (values ",
    );
    let (owner, kind) = keys.first().map_or((None, 0), |key| (key.owner, key.kind));
    let mut binds = vec![Value::from(org), Value::from(owner), Value::from(kind)];
    let n = keys.len().next_multiple_of(4);
    let padded = (0..n).filter_map(|i| keys.get(i).or(keys.last()));
    for (i, key) in padded.enumerate() {
        let (at, comma) = (binds.len() + 1, if i > 0 { ", " } else { "" });
        let (text_at, n_at) = (at + 1, at + 2);
        // Writing to a String cannot fail.
        write!(text, "{comma}(cast(${at} as bigint), ${text_at}, cast(${n_at} as bigint))").ok();
        binds.extend([key.rung.into(), Value::from(&key.text), key.n.into()]);
    }
    text.push_str(") v where true on conflict do nothing");
    Statement::new(text, binds)
}
