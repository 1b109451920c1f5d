//! The numbers behind reports, one query each.

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::ids::Kind;
use bot_core::domain::money::Currency;
use bot_core::store::{DealFilter, Split, StageSum, StoreError, Stored, Sums, WonQuestion, WonSum};

use crate::db::{Row, Statement};
use crate::deal;
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
