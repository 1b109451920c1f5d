//! What points at a lead or a customer, what became of one that was merged, and which look alike.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Code, Kind};
use bot_core::domain::names::Rung;
use bot_core::domain::record::Fields;
use bot_core::store::{Hanging, Merging, Page, Pair, Stored};
use uuid::Uuid;

use crate::db::Value;
use crate::keys::{LISTED_KEY, LISTED_RUNG, ORG_NO, kind, kind_no, rung_no};
use crate::record::{Table, table};
use crate::scope::{Select, within};
use crate::unit::Work;

/// By what a record points at another one: a kind, and the condition where `$2` is that record.
type Pointer = (Kind, &'static str);

const AT_CUSTOMER: [Pointer; 7] = [
    (Kind::Contact, "r.customer = $2"),
    (Kind::Deal, "r.customer = $2"),
    (Kind::Order, "r.customer = $2"),
    (Kind::Lead, "r.customer = $2"),
    (Kind::Activity, "((r.on_kind = 'customer' and r.on_id = $2) or r.customer = $2)"),
    (Kind::FollowUp, "((r.on_kind = 'customer' and r.on_id = $2) or r.customer = $2)"),
    (Kind::Customer, "(r.parent = $2 or r.merged = $2)"),
];
const AT_LEAD: [Pointer; 5] = [
    (Kind::Activity, "r.on_kind = 'lead' and r.on_id = $2"),
    (Kind::FollowUp, "r.on_kind = 'lead' and r.on_id = $2"),
    (Kind::Deal, "r.lead = $2"),
    (Kind::Customer, "r.lead = $2"),
    (Kind::Lead, "r.merged = $2"),
];

/// Kinds that are seen with what they hang on, whoever owns them.
const SEEN_ALONG: [Kind; 3] = [Kind::Contact, Kind::Activity, Kind::FollowUp];

/// How many pairs are looked at in one page of records, however many share a key.
const PAIRS: i64 = 400;

fn pointers(at: Kind) -> &'static [Pointer] {
    match at {
        Kind::Customer => &AT_CUSTOMER,
        Kind::Lead => &AT_LEAD,
        _ => &[],
    }
}

fn of_table(table: &Table, condition: &str, binds: Vec<Value>) -> Select {
    let (columns, name) = (table.columns(), table.name);
    Select::new(format!("select {columns} from {name} r where r.org = $1 and {condition}"), binds)
}

/// The numbers of a pair, the newest first, and its keys.
type Begun = (Reverse<(i64, i64)>, Uuid, Uuid);

/// How many names one statement looks up, and how many others each brings.
const NAMES: usize = 64;
const PER_NAME: i64 = 24;

/// What a name that may be the same begins with: so long that not all others do.
fn beginning(name: &str) -> String {
    let len = name.chars().count();
    let long = if name.is_ascii() { (len * 2 / 3).max(4) } else { 2 };
    name.chars().take(long).collect()
}

impl Work {
    /// Pairs of which the older one's name begins like the newer one's: a slip further on, or a
    /// longer form. Each name brings a few, however many begin so.
    async fn beginning_alike(
        &mut self,
        kind: Kind,
        scope: Scope,
        below: Option<i64>,
        last: i64,
    ) -> Stored<Vec<Begun>> {
        let (name, no, within) = (table(kind).name, kind_no(kind), within(scope, kind));
        let normal = rung_no(Rung::Normal);
        let text = format!(
            "select r.id, r.n, {LISTED_KEY} from {name} r cross join key_list l \
             cross join {{each}}(l.keys) a \
             where l.org_no = {ORG_NO} and l.kind = {no} and l.n = r.n \
             and {LISTED_RUNG} = {normal} and r.org = $1 and {within} and not r.withdrawn"
        );
        let first: Vec<Value> = vec![self.origin.org.into(), scope.viewer.into()];
        let select = Select::new(text, first.clone()).bind_some("and r.n <", below);
        let names = self.read(select.bind("and r.n >=", last).done()).await?;
        let mut found = Vec::new();
        for some in names.chunks(NAMES) {
            let mut binds = first.clone();
            binds.push(PER_NAME.into());
            let mut parts = Vec::new();
            for row in (0..NAMES).filter_map(|at| some.get(at).or(some.last())) {
                let (id, n, key): (Uuid, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let from = beginning(&key);
                let to = format!("{from}\u{10ffff}");
                binds.extend([id.into(), n.into(), from.into(), to.into()]);
                let at = binds.len();
                let (id, n, from, to) = (at - 3, at - 2, at - 1, at);
                parts.push(format!(
                    "select s.n, s.a, s.m from (select b.n, c.id as a, c.n as m \
                     from search_key b join {name} c on c.org = $1 and c.id = ${id} \
                     where b.org_no = {ORG_NO} and b.rung = {normal} and b.key >= ${from} \
                     and b.key < ${to} and b.kind = {no} and b.n < ${n} \
                     order by b.key limit $3) s"
                ));
            }
            let text = format!(
                "with h(n, a, m) as ({}) select h.a, h.m, r.id, h.n from h \
                 join {name} r on r.org = $1 and r.n = h.n and {within} and not r.withdrawn",
                parts.join(" union all ")
            );
            for row in self.read(Select::new(text, binds).done()).await? {
                let at = Reverse((row.get(1)?, row.get(3)?));
                found.push((at, row.get(0)?, row.get(2)?));
            }
        }
        Ok(found)
    }
}

#[async_trait]
impl Merging for Work {
    async fn pointing_at(
        &mut self,
        (at, id): (Kind, Uuid),
        of: Kind,
        page: Page,
    ) -> Stored<Vec<Fields>> {
        let Some((_, condition)) = pointers(at).iter().find(|(kind, _)| *kind == of) else {
            return Ok(Vec::new());
        };
        let table = table(of);
        let select = of_table(table, condition, vec![self.origin.org.into(), id.into()]);
        let rows = self.read(select.page(page)).await?;
        rows.iter().map(|row| table.fields(row)).collect()
    }

    async fn hanging_on(&mut self, (at, id): (Kind, Uuid), scope: Scope) -> Stored<Vec<Hanging>> {
        let parts = pointers(at).iter().map(|(kind, condition)| {
            let name = table(*kind).name;
            // A scope speaks of `$2`, the viewer: here the record comes third.
            let condition = condition.replace("$2", "$3");
            let seen = if SEEN_ALONG.contains(kind) {
                "($2 = $2)".to_owned()
            } else {
                within(scope, *kind)
            };
            let word = kind.word();
            format!(
                "select '{word}', count(*) from {name} r where r.org = $1 and not r.withdrawn \
                 and {condition} and {seen}"
            )
        });
        let text = parts.collect::<Vec<_>>().join(" union all ");
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let binds = vec![self.origin.org.into(), scope.viewer.into(), id.into()];
        let rows = self.read(Select::new(text, binds).done()).await?;
        let all = rows
            .iter()
            .map(|row| Ok(Hanging { kind: kind(&row.get::<String>(0)?)?, count: row.get(1)? }));
        let mut all = all.collect::<Stored<Vec<_>>>()?;
        all.retain(|hanging| hanging.count > 0);
        Ok(all)
    }

    async fn merged_into(&mut self, code: Code, scope: Scope) -> Stored<Option<Fields>> {
        if !matches!(code.kind, Kind::Lead | Kind::Customer) {
            return Ok(None);
        }
        let table = table(code.kind);
        let of =
            format!("and r.id = (select m.merged from {} m where m.org = $1 and m.n =", table.name);
        let select = Select::scoped(table, self.origin.org, scope).bind(&of, code.n).say(")");
        let rows = self.read(select.done()).await?;
        rows.first().map(|row| table.fields(row)).transpose()
    }

    async fn alike(
        &mut self,
        kind: Kind,
        scope: Scope,
        page: Page,
    ) -> Stored<(Vec<Pair>, Option<i64>)> {
        let (name, no) = (table(kind).name, kind_no(kind));
        let (here, there) = (within(scope, kind), within(scope, kind));
        let there = there.replace("r.owner", "o.owner").replace("r.id", "o.id");
        let looked = Select::new(
            format!(
                "select r.id, r.n from {name} r where r.org = $1 and {here} and not r.withdrawn"
            ),
            vec![self.origin.org.into(), scope.viewer.into()],
        );
        let looked = self.read(looked.page(page)).await?;
        let last = looked.last().map(|row| row.get::<i64>(1)).transpose()?;
        let Some(last) = last else {
            return Ok((Vec::new(), None));
        };
        let more = i64::try_from(looked.len()).is_ok_and(|n| n == page.limit);
        // Each key of these records is looked up; what shares it and is older makes a pair. How a
        // name ends sounds like many others: only how all of it sounds counts. SQLite keeps to the
        // order of a `cross join`: from the few records to their keys and on, not the other way.
        let rungs = [Rung::Phone, Rung::Email, Rung::Normal].map(|rung| rung_no(rung).to_string());
        let (sure, pinyin) = (rungs.join(", "), rung_no(Rung::Pinyin));
        let text = format!(
            "select r.id, r.n, o.id, o.n from {name} r cross join key_list l \
             cross join {{each}}(l.keys) a cross join search_key b cross join {name} o \
             where l.org_no = {ORG_NO} and l.kind = {no} and l.n = r.n \
             and {LISTED_RUNG} in ({sure}, {pinyin}) \
             and b.org_no = l.org_no and b.rung = {LISTED_RUNG} and b.key = {LISTED_KEY} \
             and b.kind = l.kind and b.n < l.n and o.org = $1 and o.n = b.n and {there} \
             and r.org = $1 and {here} and not r.withdrawn \
             and ({LISTED_RUNG} <> {pinyin} or not exists (select 1 from {{each}}(l.keys) s \
             where cast(substr(s.value, 1, 2) as bigint) = {pinyin} \
             and length(s.value) > length(a.value)))"
        );
        let pairs = Select::new(text, vec![self.origin.org.into(), scope.viewer.into()])
            .bind_some("and r.n <", page.below)
            .bind("and r.n >=", last)
            .bind("group by r.id, r.n, o.id, o.n order by r.n desc, o.n desc limit", PAIRS);
        let rows = self.read(pairs.done()).await?;
        let found = rows.iter().map(|row| {
            let (newer, older): (Uuid, Uuid) = (row.get(0)?, row.get(2)?);
            let (n, m): (i64, i64) = (row.get(1)?, row.get(3)?);
            Ok((Reverse((n, m)), newer, older))
        });
        let mut found = found.collect::<Stored<BTreeSet<Begun>>>()?;
        found.extend(self.beginning_alike(kind, scope, page.below, last).await?);
        let ids: Vec<(Uuid, Uuid)> =
            found.into_iter().map(|(_, newer, older)| (newer, older)).collect();
        let mut all: Vec<Uuid> = ids.iter().flat_map(|(a, b)| [*a, *b]).collect();
        all.sort_unstable();
        all.dedup();
        let records = self.some_records(kind, &all).await?;
        let pairs = ids.iter().filter_map(|(newer, older)| {
            let (newer, older) = (records.get(newer)?.clone(), records.get(older)?.clone());
            Some(Pair { newer, older })
        });
        Ok((pairs.collect(), more.then_some(last)))
    }
}
