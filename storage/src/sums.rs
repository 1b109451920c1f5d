//! The numbers behind reports, one query each.

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::deal::Deal;
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::money::Currency;
use bot_core::store::{
    DealFilter, Happened, PersonCount, Split, StageSum, StoreError, Stored, Sums, WonQuestion,
    WonSum,
};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::db::{Row, Statement};
use crate::deal;
use crate::follow_up::stands;
use crate::record::table;
use crate::scope::{Select, within};
use crate::unit::Work;

#[async_trait]
impl Sums for Work {
    async fn deal_sums(&mut self, filter: &DealFilter, scope: Scope) -> Stored<Vec<StageSum>> {
        let rows = self.read(deal::sums(self.origin.org, filter, scope)).await?;
        let sums = rows.iter().map(|row| {
            Ok(StageSum {
                stage: row.get(0)?,
                currency: currency(row, 1)?,
                deals: row.get(2)?,
                unknown: row.get(3)?,
                sum: row.get(4)?,
            })
        });
        sums.collect()
    }

    async fn won_sums(&mut self, ask: &WonQuestion, scope: Scope) -> Stored<Vec<WonSum>> {
        let asked = won(self.origin.org.into(), ask, scope);
        let rows = self.read(asked).await?;
        let sums = rows.iter().map(|row| {
            Ok(WonSum {
                name: row.get(0)?,
                currency: currency(row, 1)?,
                deals: row.get(2)?,
                sum: row.get(3)?,
            })
        });
        sums.collect()
    }

    async fn overdue(
        &mut self,
        now: Instant,
        today: NaiveDate,
        scope: Scope,
    ) -> Stored<Vec<PersonCount>> {
        let within = within(scope, Kind::FollowUp);
        let text = format!(
            "select m.id, m.handle, m.name, count(*) from follow_up r \
             join person m on m.org = $1 and m.id = r.owner \
             where r.org = $1 and {within} and r.state = 'open' and not r.withdrawn {}",
            stands()
        );
        let asked = Select::new(text, vec![self.origin.org.into(), scope.viewer.into()])
            .bind("and (r.due_at <", now)
            .bind("or r.due_day <", today)
            .say(") group by m.id, m.handle, m.name order by 4 desc, 2")
            .done();
        self.read(asked).await?.iter().map(person_count).collect()
    }

    async fn activity_counts(
        &mut self,
        (from, to): (Instant, Instant),
        scope: Scope,
    ) -> Stored<Vec<PersonCount>> {
        let within = within(scope, Kind::Activity);
        let text = format!(
            "select m.id, m.handle, m.name, count(*) from activity r \
             join person m on m.org = $1 and m.id = r.owner \
             where r.org = $1 and {within} and r.valid and not r.withdrawn"
        );
        let asked = Select::new(text, vec![self.origin.org.into(), scope.viewer.into()])
            .bind("and r.at >=", from)
            .bind("and r.at <", to)
            .say("group by m.id, m.handle, m.name order by 4 desc, 2")
            .done();
        self.read(asked).await?.iter().map(person_count).collect()
    }

    async fn happened(
        &mut self,
        (from, to): (Instant, Instant),
        (first, end): (NaiveDate, NaiveDate),
        scope: Scope,
    ) -> Stored<Happened> {
        let binds = || vec![self.origin.org.into(), scope.viewer.into()];
        let counted = |kind: Kind, more: &str| {
            let (within, name) = (within(scope, kind), table(kind).name);
            let text = format!(
                "select count(*) from {name} r \
                 where r.org = $1 and {within} and not r.withdrawn {more}"
            );
            Select::new(text, binds())
        };
        let leads = counted(Kind::Lead, "");
        let moved = counted(
            Kind::Deal,
            "and exists (select 1 from event e where e.org = $1 and e.kind = 'deal' \
             and e.id = r.id and e.op = 'deal move'",
        );
        let lost = counted(Kind::Deal, "and r.outcome = 'lost'");
        let asked = vec![
            leads.bind("and r.created_at >=", from).bind("and r.created_at <", to).done(),
            moved.bind("and e.at >=", from).bind("and e.at <", to).say(")").done(),
            lost.bind("and r.closed_on >=", first).bind("and r.closed_on <", end).done(),
        ];
        let answers = self.reads(asked).await?;
        let count = |place: usize| -> Stored<i64> {
            answers.get(place).and_then(|rows| rows.first()).map_or(Ok(0), |row| row.get(0))
        };
        Ok(Happened { leads: count(0)?, moved: count(1)?, lost: count(2)? })
    }

    async fn stale_deals(
        &mut self,
        stages: &[(Uuid, Instant)],
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Deal>> {
        if stages.is_empty() {
            return Ok(Vec::new());
        }
        let last = "and coalesce((select max(a.at) from activity a where a.org = $1 \
                    and a.on_kind = 'deal' and a.on_id = r.id and a.valid \
                    and not a.withdrawn), r.created_at) <";
        let mut asked = Select::scoped(&deal::TABLE, self.origin.org, scope)
            .say("and r.outcome = 'open' and (");
        for (place, (stage, since)) in stages.iter().enumerate() {
            let or = if place > 0 { "or (r.stage =" } else { "(r.stage =" };
            asked = asked.bind(or, *stage).bind(last, *since).say(")");
        }
        let asked = asked.bind(") order by r.amount desc nulls last, r.n limit", limit).done();
        self.list(asked).await
    }
}

fn person_count(row: &Row) -> Stored<PersonCount> {
    Ok(PersonCount {
        person: row.get(0)?,
        handle: row.get(1)?,
        name: row.get(2)?,
        count: row.get(3)?,
    })
}

fn currency(row: &Row, at: usize) -> Stored<Currency> {
    let code: String = row.get(at)?;
    code.parse().map_err(|e| StoreError::Broken(format!("{code}: {e}")))
}

/// The question for won deals; each row says a name, a currency, how many and how much.
fn won(org: crate::db::Value, ask: &WonQuestion, scope: Scope) -> Statement {
    // What each row is called, what is summed, from where, and which rows belong together.
    let (name, amount, from, group) = match ask.by {
        Split::Total => ("''", "r.amount", "", ""),
        Split::Person => (
            "coalesce(m.name, '')",
            "r.amount",
            "left join person m on m.org = $1 and m.id = r.owner",
            "r.owner, m.name, ",
        ),
        Split::Month => (
            "substr(cast(r.closed_on as text), 1, 7)",
            "r.amount",
            "",
            "substr(cast(r.closed_on as text), 1, 7), ",
        ),
        Split::Product => (
            "coalesce(p.name, '')",
            "case when l.amount is not null or l.id is null then coalesce(l.amount, r.amount) \
             when (select count(*) from record_line c where c.org = $1 and c.kind = 'deal' \
             and c.id = r.id) = 1 then r.amount end",
            "left join record_line l on l.org = $1 and l.kind = 'deal' and l.id = r.id \
             left join product p on p.org = $1 and p.id = l.product",
            "l.product, p.name, ",
        ),
    };
    let order = match ask.by {
        Split::Month => "1, 2",
        _ => "4 desc, 1, 2",
    };
    let within = within(scope, Kind::Deal);
    let text = format!(
        "select {name}, r.currency, count(distinct r.id), \
         cast(coalesce(sum({amount}), 0) as bigint) from deal r {from} \
         where r.org = $1 and {within} and r.outcome = 'won' and not r.withdrawn"
    );
    Select::new(text, vec![org, scope.viewer.into()])
        .bind("and r.closed_on >=", ask.start)
        .bind("and r.closed_on <", ask.end)
        .bind_some("and r.owner =", ask.owner)
        .say(&format!("group by {group}r.currency order by {order}"))
        .done()
}
