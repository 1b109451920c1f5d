//! What somebody has in hand.

use async_trait::async_trait;
use bot_core::domain::ids::{Instant, Kind, OrgId, PersonId};
use bot_core::domain::record::Fields;
use bot_core::store::{Handovers, LeadLoad, OpenWork, Page, Stored};

use crate::db::{Statement, Value, sql};
use crate::keys::kind;
use crate::record::table;
use crate::scope::{Select, list};
use crate::unit::Work;

/// A kind of work: which records of it are open, what they are called, the biggest first.
struct Open(Kind, &'static str, &'static str, &'static str);

/// In the order in which work is told.
const OPEN: [Open; 6] = [
    Open(
        Kind::Customer,
        "r.id is not null",
        "r.name",
        "(select sum(d.amount) from deal d where d.org = $1 and d.customer = r.id \
         and d.outcome = 'open' and not d.withdrawn) desc nulls last",
    ),
    Open(Kind::Deal, "r.outcome = 'open'", "r.name", "r.amount desc nulls last"),
    Open(
        Kind::Lead,
        "r.status not in ('converted', 'lost')",
        "coalesce(r.name, r.company, r.phone)",
        "r.status desc",
    ),
    Open(Kind::Contact, "r.id is not null", "r.name", "r.updated_at desc"),
    Open(
        Kind::Order,
        "r.status not in ('delivered', 'cancelled')",
        "'O-' || cast(r.n as text)",
        "r.total desc",
    ),
    Open(Kind::FollowUp, "r.state = 'open'", "r.what", "r.updated_at desc"),
];

/// How much of each kind is open, in one question.
fn counts(org: OrgId, person: PersonId) -> Statement {
    let each = OPEN.iter().map(|Open(kind, open, label, order)| {
        let (word, name) = (kind.word(), table(*kind).name);
        let of = format!(
            "from {name} r where r.org = $1 and r.owner = $2 and not r.withdrawn and {open}"
        );
        format!(
            "select '{word}', count(*), cast(coalesce(sum(r.n), 0) as bigint), \
             (select {label} {of} order by {order}, r.n limit 1) \
             from {name} r where r.org = $1 and r.owner = $2 and not r.withdrawn and {open}"
        )
    });
    sql!(each.collect::<Vec<_>>().join(" union all "), org, person)
}

#[async_trait]
impl Handovers for Work {
    async fn open_work(&mut self, person: PersonId) -> Stored<Vec<OpenWork>> {
        let rows = self.read(counts(self.origin.org, person)).await?;
        let all = rows.iter().map(|row| {
            Ok(OpenWork {
                kind: kind(&row.get::<String>(0)?)?,
                count: row.get(1)?,
                mark: row.get(2)?,
                biggest: row.opt(3)?,
            })
        });
        let mut all = all.collect::<Stored<Vec<_>>>()?;
        all.retain(|work| work.count > 0);
        Ok(all)
    }

    async fn lead_loads(&mut self, people: &[PersonId], since: Instant) -> Stored<Vec<LeadLoad>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let (places, values) = list(people, 3);
        let (later, others) = list(people, 2);
        let org: Value = self.origin.org.into();
        let values = [org.clone(), since.into()].into_iter().chain(values).collect();
        let others = std::iter::once(org).chain(others).collect();
        let counts = format!(
            "select r.owner, cast(coalesce(sum(case when r.status not in ('converted', 'lost') \
             then 1 else 0 end), 0) as bigint), cast(coalesce(sum(case when r.given_at >= $2 \
             then 1 else 0 end), 0) as bigint) from lead r where r.org = $1 and not r.withdrawn \
             and r.owner in ({places}) group by r.owner"
        );
        let last = format!(
            "select r.owner, r.rule, max(r.given_at) from lead r where r.org = $1 \
             and not r.withdrawn and r.given_at is not null and r.rule is not null \
             and r.owner in ({later}) group by r.owner, r.rule"
        );
        let counts = Select::new(counts, values).done();
        let last = Select::new(last, others).done();
        let mut answers = self.reads(vec![counts, last]).await?;
        let last = answers.pop().unwrap_or_default();
        let counts = answers.pop().unwrap_or_default();
        let mut loads = Vec::new();
        for row in &counts {
            let person: PersonId = row.get(0)?;
            let mut load =
                LeadLoad { person, open: row.get(1)?, given: row.get(2)?, last: Vec::new() };
            for row in &last {
                if row.get::<PersonId>(0)? == person {
                    load.last.push((row.get(1)?, row.get(2)?));
                }
            }
            loads.push(load);
        }
        Ok(loads)
    }

    async fn open_records(
        &mut self,
        kind: Kind,
        person: PersonId,
        page: Page,
    ) -> Stored<Vec<Fields>> {
        let Some(Open(_, open, ..)) = OPEN.iter().find(|open| open.0 == kind) else {
            return Ok(Vec::new());
        };
        let table = table(kind);
        let select = Select::all(table, self.origin.org).bind("and r.owner =", person).say("and");
        let rows = self.read(select.say(open).page(page)).await?;
        rows.iter().map(|row| table.fields(row)).collect()
    }
}
