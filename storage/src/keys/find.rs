//! Finding records by keys, within what the viewer sees.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Code, Kind, OrgId};
use bot_core::domain::names::{Rung, SearchKey};
use bot_core::store::{Hit, Stored};

use super::{Told, kind_no, kind_of_no, rank, rung_no};
use crate::db::{Row, Statement, Value};
use crate::record::table;
use crate::scope::{BELOW, within_keys};

/// How many records one key brings at most, so that a key that many share costs no more than this.
/// Those that share the rarest key of a name are found by that one.
const PER_KEY: i64 = 100;

/// Records by keys, the best rung first, then those that share the most keys.
///
/// A key finds equal ones of its rung and, where the rung says so, those that begin with it. Every
/// key is looked up in a range of its own: equality is the range in which nothing else fits.
pub(crate) fn find(
    org: OrgId,
    kinds: &[Kind],
    keys: &[SearchKey],
    scope: Scope,
    limit: i64,
) -> Statement {
    // Each kind once, and always in the same order: so that few different texts are prepared.
    let mut kinds = kinds.to_vec();
    kinds.sort_unstable_by_key(|kind| kind_no(*kind));
    kinds.dedup();
    let seen = seen(&kinds, scope);
    let mut binds =
        vec![Value::from(org), Value::from(scope.viewer), Value::from(limit), PER_KEY.into()];
    let mut hits = Vec::new();
    for i in 0..keys.len().next_multiple_of(8) {
        // The places that fill up look in an empty range.
        let (from, to, rung) = keys.get(i).map_or_else(
            || (String::new(), String::new(), Rung::Exact),
            |key| {
                let end = if key.rung.by_prefix() { '\u{10ffff}' } else { '\u{1}' };
                (key.key.clone(), format!("{}{end}", key.key), key.rung)
            },
        );
        binds.extend([from.into(), to.into(), rung_no(rung).into(), rank(rung).into()]);
        let n = binds.len();
        let (from, to, rung) = (n - 3, n - 2, n - 1);
        hits.push(format!(
            "select s.kind, s.n, s.rank, s.key from (select r.kind, r.n, r.key, \
             cast(${n} as bigint) + case when r.key = ${from} then 0 else 1 end as rank \
             from search_key r where r.org_no = (select me.org_no from me) and r.rung = ${rung} \
             and r.key >= ${from} and r.key < ${to} and {seen} limit $4) s"
        ));
    }
    let Told { joins, id, label, owner } = Told::of(&kinds);
    let text = format!(
        "with recursive below(id) as ({BELOW}), me(org_no, n) as (select o.no, p.n from org o \
         left join person p on p.org = o.org and p.id = $2 where o.org = $1), \
         mate(n) as (select m.n from person m where m.org = $1 \
         and m.team in (select below.id from below)), \
         hit(kind, n, rank, key) as ({}), z(kind, n, rank, shared) as (\
         select hit.kind, hit.n, min(hit.rank), count(distinct hit.key) from hit \
         group by hit.kind, hit.n order by 3, 4 desc, 2 desc, 1 limit $3) \
         select z.kind, z.n, {id}, {label}, {owner}, z.rank from z {joins} \
         order by z.rank, z.shared desc, z.n desc, z.kind",
        hits.join(" union all ")
    );
    Statement::new(text, binds)
}

/// The condition on search keys of these kinds, each seen as far as its own kind is: kinds that are
/// seen alike stand together.
fn seen(kinds: &[Kind], scope: Scope) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for kind in kinds {
        let owned = table(*kind).is_owned();
        let one = if owned { within_keys(scope, *kind) } else { "(true)".to_owned() };
        let no = kind_no(*kind).to_string();
        match groups.iter_mut().find(|(condition, _)| *condition == one) {
            Some((_, kinds)) => kinds.push(no),
            None => groups.push((one, vec![no])),
        }
    }
    let all = groups.iter().map(|(condition, kinds)| {
        let kinds = kinds.join(", ");
        format!("r.kind in ({kinds}) and {condition}")
    });
    format!("({})", all.collect::<Vec<_>>().join(" or "))
}

/// A hit of a row that begins with kind, number, key, label, owner and rank.
pub(crate) fn hit(row: &Row) -> Stored<Hit> {
    let rank: i64 = row.get(5)?;
    let rung = Rung::ALL.into_iter().find(|rung| rung_no(*rung) == rank / 2);
    let code = Code { kind: kind_of_no(row.get(0)?)?, n: row.get(1)? };
    Ok(Hit {
        code,
        id: row.get(2)?,
        label: row.opt(3)?.unwrap_or_else(|| code.to_string()),
        owner: row.opt(4)?,
        rung: rung.unwrap_or(Rung::Pair),
    })
}
