//! What is like something new, in the whole org.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::domain::names::{Rung, SearchKey};
use bot_core::store::{Stored, Twin};

use super::{Told, hit, kind_no, rank, rung_no};
use crate::db::{Row, Statement, Value};
use crate::record::table;
use crate::scope::{places, within};

/// How many records a key brings to be compared.
const PER_TWIN_KEY: i64 = 24;

/// The kinds that are compared with: those with the lowest numbers, so that what shares a key is
/// one range, in the order in which it is wanted.
const TWINS: [Kind; 3] = [Kind::Customer, Kind::Lead, Kind::Contact];

/// Leads, customers and contacts of the whole org that share a key, whether they are seen, and
/// what their companies are called. Every key has its own small share, in the order of the index,
/// where customers come before leads.
///
/// What is gathered is no more than a key of a record: only what stays is looked at.
pub(crate) fn twins(
    org: OrgId,
    equal: &[SearchKey],
    beginnings: &[SearchKey],
    scope: Scope,
) -> Statement {
    let [customer, lead, _] = TWINS.map(kind_no);
    let mut binds = vec![Value::from(org), Value::from(scope.viewer), PER_TWIN_KEY.into()];
    let mut hits = Vec::new();
    let n = if equal.is_empty() { 0 } else { places(equal.len()) };
    for i in 0..n {
        // The places that fill up ask for what nothing is called.
        let (key, rung) = equal.get(i).map_or(("", Rung::Pair), |key| (key.key.as_str(), key.rung));
        binds.extend([key.into(), rung_no(rung).into(), rank(rung).into()]);
        let n = binds.len();
        hits.push(format!(
            "select s.kind, s.n, cast(${n} as bigint) from (select r.kind, r.n from search_key r \
             where r.org_no = (select me.org_no from me) and r.rung = ${} and r.key = ${} \
             and r.kind <= {lead} order by r.kind, r.n limit $3) s",
            n - 1,
            n - 2,
        ));
    }
    for key in beginnings {
        let to = format!("{}\u{10ffff}", key.key);
        let (rung, rank) = (rung_no(key.rung), rank(Rung::Typo));
        binds.extend([Value::from(&key.key), to.into(), rung.into(), rank.into()]);
        let n = binds.len();
        hits.push(format!(
            "select s.kind, s.n, cast(${n} as bigint) from (select r.kind, r.n from search_key r \
             where r.org_no = (select me.org_no from me) and r.rung = ${} and r.key >= ${} \
             and r.key < ${} and r.kind in ({customer}, {lead}) order by r.key limit $3) s",
            n - 1,
            n - 3,
            n - 2,
        ));
    }
    let Told { joins, id, label, owner } = Told::of(&TWINS);
    let seen = TWINS.map(|kind| {
        let owned = table(kind).is_owned();
        let within = if owned { within(scope, kind) } else { "(true)".to_owned() };
        format!("(y.kind = {} and {})", kind_no(kind), within.replace("r.", "y."))
    });
    let text = format!(
        "with me(org_no) as (select o.no from org o where o.org = $1), hit(kind, n, rank) as ({}), \
         z(kind, n, rank, shared) as (select hit.kind, hit.n, min(hit.rank), count(*) from hit \
         group by hit.kind, hit.n order by 3, 4 desc, 2 desc, 1 limit $3), \
         y(kind, n, id, label, owner, rank, shared, company, name, aliases) as (\
         select z.kind, z.n, {id}, {label}, {owner}, z.rank, z.shared, t{lead}.company, \
         t{customer}.name, t{customer}.aliases from z {joins}) \
         select y.kind, y.n, y.id, y.label, y.owner, y.rank, case when {} then 1 else 0 end, \
         y.company, y.name, y.aliases from y order by y.rank, y.shared desc, y.n desc",
        hits.join(" union all "),
        seen.join(" or "),
    );
    Statement::new(text, binds)
}

/// A twin of a row of [`twins`].
pub(crate) fn twin(row: &Row) -> Stored<Twin> {
    let mut companies: Vec<String> = row.opt(7)?.into_iter().chain(row.opt(8)?).collect();
    let aliases: Option<serde_json::Value> = row.opt(9)?;
    let aliases = aliases.as_ref().and_then(serde_json::Value::as_array).into_iter().flatten();
    companies.extend(aliases.filter_map(|alias| alias.as_str().map(str::to_owned)));
    Ok(Twin { hit: hit(row)?, companies, seen: row.get::<i64>(6)? == 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compared_has_the_lowest_numbers() {
        let mut numbers = TWINS.map(kind_no);
        numbers.sort_unstable();
        assert_eq!(numbers, [0, 1, 2]);
        assert_eq!(kind_no(Kind::Lead), 2);
    }
}
