//! Search keys: writing them with a record, and finding records by them.

use std::fmt::Write as _;

use bot_core::domain::access::{Reach, Scope};
use bot_core::domain::activity::Activity;
use bot_core::domain::contact::Contact;
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::Deal;
use bot_core::domain::follow_up::FollowUp;
use bot_core::domain::ids::{Code, Kind, OrgId};
use bot_core::domain::lead::Lead;
use bot_core::domain::names::{Rung, SearchKey, stored_keys};
use bot_core::domain::order::Order;
use bot_core::domain::people::{Person, Team};
use bot_core::domain::product::Product;
use bot_core::domain::record::{Change, Fields, Record, of_fields};
use bot_core::store::{Hit, StoreError, Stored, Twin};

use crate::db::{Row, Statement, Value, sql};
use crate::record::{owner_in, table};
use crate::scope::{BELOW, any_of, places, within};

/// How many records one key brings at most, so that a key that many share costs no more than this.
/// Those that share the rarest key of a name are found by that one.
const PER_KEY: i64 = 200;

/// Twice the place of a rung, so that between two rungs there is room for a key that only begins
/// like what was asked.
fn rank(rung: Rung) -> i64 {
    Rung::ALL.iter().zip(0..).find(|(r, _)| **r == rung).map_or(99, |(_, i)| i * 2)
}

/// How many rows one statement inserts at most.
const CHUNK: usize = 64;

/// The statements that make a record's keys what they are to be; none where nothing changed.
pub(crate) fn rewrite(org: OrgId, change: &Change) -> Stored<Vec<Statement>> {
    let before = change.before.as_ref();
    let was = before.map(|fields| keys_of(change.kind, fields)).transpose()?;
    let same = |name| before.and_then(|b| b.get(name)) == change.after.get(name);
    let table = table(change.kind);
    let label = table.label(&change.after);
    let called = before.is_none_or(|b| table.label(b) == label);
    let unchanged = was.as_ref().is_none_or(|keys| *keys == change.keys);
    if before.is_some() && unchanged && called && same("owner") && same("withdrawn") {
        return Ok(Vec::new());
    }
    let mut statements = Vec::new();
    if was.is_some_and(|keys| !keys.is_empty()) {
        statements.push(sql!(
            "delete from search_key where org = $1 and kind = $2 and id = $3",
            org,
            change.kind.word(),
            change.id
        ));
    }
    let mut keys = change.keys.clone();
    keys.sort_by(|a, b| (&a.key, a.rung).cmp(&(&b.key, b.rung)));
    keys.dedup();
    keys.retain(|key| !key.key.is_empty());
    let owner = table.is_owned().then(|| owner_in(&change.after)).flatten();
    let shared = [
        Value::from(org),
        Value::from(change.kind.word()),
        Value::from(change.id),
        Value::from(table.code(&change.after).n),
        Value::from(label),
        Value::from(owner),
    ];
    statements.extend(keys.chunks(CHUNK).map(|keys| insert(&shared, keys)));
    Ok(statements)
}

/// One statement for all keys; the number of rows is rounded up by saying the last one again.
fn insert(shared: &[Value], keys: &[SearchKey]) -> Statement {
    let mut text = String::from(
        "insert into search_key (org, kind, id, n, label, owner, key, rung) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let mut binds = shared.to_vec();
    let n = keys.len().next_multiple_of(4);
    let padded = (0..n).filter_map(|i| keys.get(i).or(keys.last()));
    for (i, key) in padded.enumerate() {
        binds.push(Value::from(&key.key));
        binds.push(Value::from(key.rung.as_str()));
        let at = binds.len();
        if i > 0 {
            // Writing to a String cannot fail.
            write!(text, ", ($1, $2, $3, $4, $5, $6, ${}, ${at})", at - 1).ok();
        }
    }
    text.push_str(" on conflict do nothing");
    Statement::new(text, binds)
}

/// By what a record with these fields is found.
pub(crate) fn keys_of(kind: Kind, fields: &Fields) -> Stored<Vec<SearchKey>> {
    fn of<R: Record>(fields: &Fields) -> Stored<Vec<SearchKey>> {
        let record: R = of_fields(fields.clone())?;
        Ok(if record.head().withdrawn { Vec::new() } else { stored_keys(record.search_keys()) })
    }
    match kind {
        Kind::Lead => of::<Lead>(fields),
        Kind::Customer => of::<Customer>(fields),
        Kind::Contact => of::<Contact>(fields),
        Kind::Deal => of::<Deal>(fields),
        Kind::Activity => of::<Activity>(fields),
        Kind::FollowUp => of::<FollowUp>(fields),
        Kind::Product => of::<Product>(fields),
        Kind::Order => of::<Order>(fields),
        Kind::Person => of::<Person>(fields),
        Kind::Team => of::<Team>(fields),
        Kind::Settings => Ok(Vec::new()),
    }
}

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
    let (mates, seen) = seen(kinds, scope);
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
        binds.extend([from.into(), to.into(), rung.as_str().into(), rank(rung).into()]);
        let n = binds.len();
        let (from, to, word) = (n - 3, n - 2, n - 1);
        hits.push(format!(
            "select s.kind, s.n, s.id, s.label, s.owner, s.rank, s.key from (select r.kind, r.n, \
             r.id, r.label, r.owner, r.key, cast(${n} as bigint) \
             + case when r.key = ${from} then 0 else 1 end as rank from search_key r \
             where r.org = $1 and r.key >= ${from} and r.key < ${to} and r.rung = ${word} \
             and {seen} limit $4) s"
        ));
    }
    let text = format!(
        "{mates}, hit(kind, n, id, label, owner, rank, key) as ({}) \
         select hit.kind, hit.n, hit.id, hit.label, hit.owner, min(hit.rank), \
         count(distinct hit.key) from hit \
         group by hit.kind, hit.n, hit.id, hit.label, hit.owner \
         order by 6, 7 desc, hit.n desc, hit.kind limit $3",
        hits.join(" union all ")
    );
    Statement::new(text, binds)
}

/// The people whose records the viewer sees, and the condition on search keys of these kinds, each
/// seen as far as its own kind is: kinds that are seen alike stand together. What belongs to nobody
/// is seen by all.
fn seen(kinds: &[Kind], scope: Scope) -> (String, String) {
    let mates = format!(
        "with recursive below(id) as ({BELOW}), mate(id) as (select m.id from person m \
         where m.org = $1 and m.team in (select below.id from below))"
    );
    let mate = "r.owner in (select mate.id from mate)".to_owned();
    let of = |kind| match scope.reach(kind) {
        Reach::Subtree => any_of(Some(mate.clone()), scope, kind),
        _ => within(scope, kind),
    };
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for kind in kinds {
        let one = if table(*kind).is_owned() { of(*kind) } else { String::new() };
        match groups.iter_mut().find(|(condition, _)| *condition == one) {
            Some((_, kinds)) => kinds.push(kind.word()),
            None => groups.push((one, vec![kind.word()])),
        }
    }
    let all = groups.iter().map(|(condition, kinds)| {
        let kinds = kinds.join("', '");
        let and = if condition.is_empty() { "" } else { " and " };
        format!("r.kind in ('{kinds}'){and}{condition}")
    });
    (mates, format!("({})", all.collect::<Vec<_>>().join(" or ")))
}

/// How many records a key brings to be compared.
const PER_TWIN_KEY: i64 = 24;

/// The kinds that are compared with, and what each is called in [`twins`].
const TWINS: [(Kind, &str); 3] = [(Kind::Customer, "c"), (Kind::Lead, "l"), (Kind::Contact, "k")];

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
    let mut binds = vec![Value::from(org), Value::from(scope.viewer), PER_TWIN_KEY.into()];
    let mut hits = Vec::new();
    let n = if equal.is_empty() { 0 } else { places(equal.len()) };
    for i in 0..n {
        // The places that fill up ask for what nothing is called.
        let (key, rung) = equal.get(i).map_or(("", Rung::Pair), |key| (key.key.as_str(), key.rung));
        binds.extend([key.into(), rung.as_str().into(), rank(rung).into()]);
        let n = binds.len();
        hits.push(format!(
            "select s.kind, s.id, cast(${n} as bigint) from (\
             select r.kind, r.id from search_key r where r.org = $1 and r.key = ${} \
             and r.rung = ${} and r.kind in ('lead', 'customer', 'contact') \
             order by r.kind, r.id limit $3) s",
            n - 2,
            n - 1,
        ));
    }
    for key in beginnings {
        let to = format!("{}\u{10ffff}", key.key);
        let rung = key.rung.as_str();
        binds.extend([Value::from(&key.key), to.into(), rung.into(), rank(Rung::Typo).into()]);
        let n = binds.len();
        hits.push(format!(
            "select s.kind, s.id, cast(${n} as bigint) from (\
             select r.kind, r.id from search_key r where r.org = $1 and r.key >= ${} \
             and r.key < ${} and r.rung = ${} and r.kind in ('lead', 'customer') \
             order by r.key limit $3) s",
            n - 3,
            n - 2,
            n - 1,
        ));
    }
    let (mates, seen) = seen(&TWINS.map(|(kind, _)| kind), scope);
    let seen = seen.replace("r.", "y.");
    let first = |of: &dyn Fn(&str, Kind) -> Option<String>| {
        let all: Vec<_> = TWINS.iter().filter_map(|(kind, name)| of(name, *kind)).collect();
        format!("coalesce({})", all.join(", "))
    };
    let label = |name: &str, kind| {
        let columns = table(kind).label.iter().map(|column| format!("{name}.{column}"));
        Some(columns.collect::<Vec<_>>().join(", "))
    };
    let owner = |name: &str, kind| table(kind).is_owned().then(|| format!("{name}.owner"));
    let joins = TWINS.map(|(kind, name)| {
        let (table, word) = (table(kind).name, kind.word());
        format!(
            "left join {table} {name} on {name}.org = $1 and {name}.id = z.id and z.kind = '{word}'"
        )
    });
    let text = format!(
        "{mates}, hit(kind, id, rank) as ({}), z(kind, id, rank, shared) as (\
         select hit.kind, hit.id, min(hit.rank), count(*) from hit group by hit.kind, hit.id \
         order by 3, 4 desc, hit.id desc limit $3), \
         y(kind, n, id, label, owner, rank, shared, company, name, aliases) as (\
         select z.kind, {}, z.id, {}, {}, z.rank, z.shared, l.company, c.name, c.aliases from z {}) \
         select y.kind, y.n, y.id, y.label, y.owner, y.rank, case when {seen} then 1 else 0 end, \
         y.company, y.name, y.aliases from y order by y.rank, y.shared desc, y.n desc",
        hits.join(" union all "),
        first(&|name, _| Some(format!("{name}.n"))),
        first(&label),
        first(&owner),
        joins.join(" "),
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

/// A hit of a row that begins with kind, number, key, label, owner and rank.
pub(crate) fn hit(row: &Row) -> Stored<Hit> {
    let rank: i64 = row.get(5)?;
    let rung = Rung::ALL.iter().zip(0..).find(|(_, i)| *i == rank / 2);
    let code = Code { kind: kind(&row.get::<String>(0)?)?, n: row.get(1)? };
    Ok(Hit {
        code,
        id: row.get(2)?,
        label: row.opt(3)?.unwrap_or_else(|| code.to_string()),
        owner: row.opt(4)?,
        rung: rung.map_or(Rung::Pair, |(rung, _)| *rung),
    })
}

/// The kind of a word from the database.
pub(crate) fn kind(word: &str) -> Stored<Kind> {
    Kind::of_word(word).ok_or_else(|| StoreError::Broken(format!("no kind is called {word}")))
}
