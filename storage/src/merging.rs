//! What points at a lead or a customer, what became of one that was merged, and which look alike.

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Code, Kind};
use bot_core::domain::record::Fields;
use bot_core::store::{Hanging, Merging, Page, Pair, Stored};
use uuid::Uuid;

use crate::db::Value;
use crate::keys::kind;
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
        let (name, word) = (table(kind).name, kind.word());
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
        // name ends sounds like many others: only how all of it sounds counts.
        let text = format!(
            "select a.id, a.n, b.id, b.n from {name} r \
             join search_key a on a.org = $1 and a.kind = '{word}' and a.id = r.id \
             and a.rung in ('phone', 'email', 'normal', 'pinyin') \
             join search_key b on b.org = $1 and b.key = a.key and b.rung = a.rung \
             and b.kind = a.kind and b.n < a.n \
             join {name} o on o.org = $1 and o.id = b.id and {there} \
             where r.org = $1 and {here} and not r.withdrawn \
             and (a.rung <> 'pinyin' or not exists (select 1 from search_key l where l.org = $1 \
             and l.kind = a.kind and l.id = a.id and l.rung = 'pinyin' \
             and length(l.key) > length(a.key)))"
        );
        let pairs = Select::new(text, vec![self.origin.org.into(), scope.viewer.into()])
            .bind_some("and r.n <", page.below)
            .bind("and r.n >=", last)
            .bind("group by a.id, a.n, b.id, b.n order by a.n desc, b.n desc limit", PAIRS);
        let rows = self.read(pairs.done()).await?;
        let ids = rows.iter().map(|row| Ok((row.get(0)?, row.get(2)?)));
        let ids = ids.collect::<Stored<Vec<(Uuid, Uuid)>>>()?;
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
