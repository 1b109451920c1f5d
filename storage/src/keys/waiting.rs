//! Keys that wait to be written: those of all records that a transaction saves, together.

use std::collections::HashMap;
use std::fmt::Write as _;

use bot_core::domain::ids::{OrgId, PersonId};
use bot_core::domain::names::SearchKey;
use bot_core::domain::record::Change;
use bot_core::store::Stored;

use super::{LISTED_KEY, LISTED_RUNG, ORG_NO, keys_of, kind_no, rung_no};
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
    /// The first letters as a number, by which most are told apart.
    begins: u64,
    text: String,
    n: i64,
}

impl Key {
    fn of(key: &SearchKey, owner: Option<PersonId>, kind: i64, n: i64) -> Self {
        let mut first = [0; 8];
        for (to, byte) in first.iter_mut().zip(key.key.bytes()) {
            *to = byte;
        }
        let (rung, begins) = (rung_no(key.rung), u64::from_be_bytes(first));
        Self { owner, kind, rung, begins, text: key.key.clone(), n }
    }
}

/// Keys that wait, by the kind and the number of their records.
#[derive(Default)]
pub(crate) struct Waiting(HashMap<(i64, i64), Vec<Key>>);

impl Waiting {
    /// Lets a record have the keys that it is to have; gives the statements that take away those
    /// that it has had. Where nothing changed, nothing is done.
    pub(crate) fn rewrite(&mut self, org: OrgId, change: &Change) -> Stored<Vec<Statement>> {
        let before = change.before.as_ref();
        let was = before.map(|fields| keys_of(change.kind, fields)).transpose()?;
        let same = |name| before.and_then(|b| b.get(name)) == change.after.get(name);
        let unchanged = was.as_ref().is_none_or(|keys| *keys == change.keys);
        if before.is_some() && unchanged && same("owner") && same("withdrawn") {
            return Ok(Vec::new());
        }
        let table = table(change.kind);
        let (kind, n) = (kind_no(change.kind), table.code(&change.after).n);
        let had = was.is_some_and(|keys| !keys.is_empty());
        let owner = table.is_owned().then(|| owner_in(&change.after)).flatten();
        let filled = change.keys.iter().filter(|key| !key.key.is_empty());
        self.0.insert((kind, n), filled.map(|key| Key::of(key, owner, kind, n)).collect());
        Ok(if had { taken_away(org, kind, n).into() } else { Vec::new() })
    }

    /// The statements that write what waits.
    pub(crate) fn written(&mut self, org: OrgId) -> Vec<Statement> {
        let mut waiting: Vec<_> = std::mem::take(&mut self.0).into_iter().collect();
        waiting.retain(|(_, keys)| !keys.is_empty());
        waiting.sort_unstable_by_key(|(record, _)| *record);
        let mut all: Vec<Statement> =
            waiting.iter().map(|((kind, n), keys)| listed(org, *kind, *n, keys)).collect();
        let mut keys = Vec::with_capacity(waiting.iter().map(|(_, keys)| keys.len()).sum());
        keys.extend(waiting.into_iter().flat_map(|(_, keys)| keys));
        keys.sort_unstable();
        keys.dedup();
        let alike = keys.chunk_by_mut(|a, b| (a.owner, a.kind) == (b.owner, b.kind));
        all.extend(alike.flat_map(|alike| alike.chunks_mut(CHUNK)).map(|keys| insert(org, keys)));
        all
    }
}

/// The statements that take away the keys of a record, whatever rules they were made by: those that
/// its list tells, and then the list.
fn taken_away(org: OrgId, kind: i64, n: i64) -> [Statement; 2] {
    let keys = format!(
        "delete from search_key where (key, rung, kind, n, org_no) in (\
         select {LISTED_KEY}, {LISTED_RUNG}, l.kind, l.n, l.org_no \
         from key_list l cross join {{each}}(l.keys) a \
         where l.org_no = {ORG_NO} and l.kind = $2 and l.n = $3)"
    );
    let list = format!("delete from key_list where org_no = {ORG_NO} and kind = $2 and n = $3");
    [sql!(keys, org, kind, n), sql!(list, org, kind, n)]
}

/// The statement that writes the list of a record's keys.
fn listed(org: OrgId, kind: i64, n: i64, keys: &[Key]) -> Statement {
    let text = "insert into key_list (org_no, kind, n, keys) \
        values ((select o.no from org o where o.org = $1), $2, $3, $4) \
        on conflict (org_no, kind, n) do update set keys = excluded.keys";
    let keys = keys.iter().map(|key| format!("{:02}{}", key.rung, key.text));
    Statement::row(text, vec![org.into(), kind.into(), n.into(), Value::Json(keys.collect())])
}

/// One statement for keys of one owner and kind, whose texts it takes; the number of rows is rounded
/// up by saying the last one again.
fn insert(org: OrgId, keys: &mut [Key]) -> Statement {
    let mut text = String::from(
        "insert {into} search_key (org_no, rung, key, kind, n, owner_no) \
         with whose(org_no, owner_no) as (select o.no, \
         (select p.n from person p where p.org = $1 and p.id = $2) from org o where o.org = $1) \
         select whose.org_no, v.column1, v.column2, cast($3 as bigint), v.column3, \
         whose.owner_no from whose cross join (values ",
    );
    let (owner, kind) = keys.first().map_or((None, 0), |key| (key.owner, key.kind));
    let mut binds = vec![Value::from(org), Value::from(owner), Value::from(kind)];
    for key in keys.iter_mut() {
        binds.extend([key.rung.into(), std::mem::take(&mut key.text).into(), key.n.into()]);
    }
    let last = binds.len() - 3;
    let rows = keys.len().next_multiple_of(4);
    for row in 0..rows {
        let (at, comma) = (3 * row + 4, if row > 0 { ", " } else { "" });
        let (text_at, n_at) = (at + 1, at + 2);
        // Writing to a String cannot fail.
        write!(text, "{comma}(cast(${at} as bigint), ${text_at}, cast(${n_at} as bigint))").ok();
        if row >= keys.len() {
            binds.extend_from_within(last..last + 3);
        }
    }
    text.push_str(") v where true on conflict do nothing");
    Statement::new(text, binds)
}
