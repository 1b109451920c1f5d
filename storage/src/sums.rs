//! The numbers behind reports, one query each.

mod ended;
mod forecast;
mod moved;
mod split;
mod won;

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::activity::Way;
use bot_core::domain::deal::Deal;
use bot_core::domain::ids::{Instant, Kind, PersonId};
use bot_core::domain::lead::LeadStatus;
use bot_core::domain::money::Currency;
use bot_core::domain::pipeline::Outcome;
use bot_core::store::{
    ActivitySum, Days, DealFilter, EndedSum, ForecastSum, Happened, LeadSum, ListSum, OverdueSum,
    ReachedSum, Split, SplitSum, StageSum, StoreError, Stored, Sums, WonQuestion, WonSum,
};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::db::{Row, Statement};
use crate::record::table;
use crate::scope::{Select, within};
use crate::unit::Work;
use crate::{activity, deal, follow_up, lead};

impl Work {
    async fn sums<T>(&mut self, asked: Statement, of: fn(&Row) -> Stored<T>) -> Stored<Vec<T>> {
        self.read(asked).await?.iter().map(of).collect()
    }
}

#[async_trait]
impl Sums for Work {
    async fn deal_sums(&mut self, filter: &DealFilter, scope: Scope) -> Stored<Vec<StageSum>> {
        let asked = deal::sums(self.origin.org, filter, scope);
        self.sums(asked, |row| stage_sum(row, 0)).await
    }

    async fn list_sums(
        &mut self,
        filter: &DealFilter,
        scope: Scope,
        most: i64,
    ) -> Stored<Option<Vec<ListSum>>> {
        let asked = deal::list_sums(self.origin.org, filter, scope, most + 1);
        let sums = self.sums(asked, list_sum).await?;
        let all: i64 = sums.iter().map(|sum| sum.deals).sum();
        Ok((all <= most).then_some(sums))
    }

    async fn split_sums(
        &mut self,
        filter: &DealFilter,
        by: Split,
        scope: Scope,
    ) -> Stored<Vec<SplitSum>> {
        let keyed = split::is_keyed(by);
        let asked = split::by_stage(self.origin.org, filter, by, scope);
        let rows = self.read(asked).await?;
        let sums = rows.iter().map(|row| {
            let key = if keyed { row.opt(6)? } else { None };
            Ok(SplitSum { name: row.get(0)?, key, sum: stage_sum(row, 1)? })
        });
        sums.collect()
    }

    async fn won_sums(&mut self, ask: &WonQuestion, scope: Scope) -> Stored<Vec<WonSum>> {
        let keyed = split::is_keyed(ask.by);
        let rows = self.read(won::won(self.origin.org, ask, scope)).await?;
        let sums = rows.iter().map(|row| {
            Ok(WonSum {
                name: row.get(0)?,
                key: if keyed { row.opt(4)? } else { None },
                currency: currency(row, 1)?,
                deals: row.get(2)?,
                sum: row.get(3)?,
            })
        });
        sums.collect()
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
        let moved = counted(Kind::Deal, &moved::away());
        let lost = counted(Kind::Deal, "and r.outcome = 'lost'");
        let asked = vec![
            leads.bind("and r.created_at >=", from).bind("and r.created_at <", to).done(),
            moved.with(from).with(to).done(),
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

    async fn overdue_sums(
        &mut self,
        (now, today): (Instant, NaiveDate),
        scope: Scope,
    ) -> Stored<Vec<OverdueSum>> {
        let days = self.late_days(now, today).await?;
        let asked = follow_up::overdue(self.origin.org, now, &days, scope);
        self.sums(asked, |row| {
            Ok(OverdueSum { owner: owner(row, 0)?, name: row.get(1)?, count: row.get(2)? })
        })
        .await
    }

    async fn activity_sums(&mut self, days: Days, scope: Scope) -> Stored<Vec<ActivitySum>> {
        let asked = activity::sums(self.origin.org, days, scope);
        self.sums(asked, |row| {
            Ok(ActivitySum {
                owner: owner(row, 0)?,
                name: row.get(1)?,
                team: team(row, 2)?,
                way: word::<Way>(row, 4)?,
                count: row.get(5)?,
                valid: row.get(6)?,
            })
        })
        .await
    }

    async fn reached_sums(&mut self, filter: &DealFilter, scope: Scope) -> Stored<Vec<ReachedSum>> {
        let asked = deal::reached(self.origin.org, filter, scope);
        self.sums(asked, |row| {
            Ok(ReachedSum { pipeline: row.get(0)?, reached: row.get(1)?, deals: row.get(2)? })
        })
        .await
    }

    async fn ended_sums(
        &mut self,
        period: (NaiveDate, NaiveDate),
        scope: Scope,
    ) -> Stored<Vec<EndedSum>> {
        let asked = ended::ended(self.origin.org, period, scope);
        self.sums(asked, |row| {
            Ok(EndedSum {
                owner: owner(row, 0)?,
                name: row.get(1)?,
                team: team(row, 2)?,
                outcome: word::<Outcome>(row, 4)?,
                deals: row.get(5)?,
                dated: row.get(6)?,
                days: row.get(7)?,
            })
        })
        .await
    }

    async fn forecast_sums(
        &mut self,
        period: (NaiveDate, NaiveDate),
        scope: Scope,
    ) -> Stored<Vec<ForecastSum>> {
        let asked = forecast::forecast(self.origin.org, period, scope);
        self.sums(asked, |row| Ok(ForecastSum { month: row.get(0)?, sum: stage_sum(row, 1)? }))
            .await
    }

    async fn lead_sums(&mut self, days: Days, scope: Scope) -> Stored<Vec<LeadSum>> {
        let asked = lead::sums(self.origin.org, days, scope);
        self.sums(asked, |row| {
            Ok(LeadSum {
                source: row.get(0)?,
                status: word::<LeadStatus>(row, 1)?,
                leads: row.get(2)?,
                won: row.get(3)?,
            })
        })
        .await
    }
}

/// Stage, currency, how many, how many without an amount, and how much.
fn stage_sum(row: &Row, at: usize) -> Stored<StageSum> {
    Ok(StageSum {
        stage: row.get(at)?,
        currency: currency(row, at + 1)?,
        deals: row.get(at + 2)?,
        unknown: row.get(at + 3)?,
        sum: row.get(at + 4)?,
    })
}

fn list_sum(row: &Row) -> Stored<ListSum> {
    Ok(ListSum {
        counted: row.get::<i64>(0)? == 1,
        currency: currency(row, 1)?,
        deals: row.get(2)?,
        unknown: row.get(3)?,
        sum: row.get(4)?,
    })
}

fn owner(row: &Row, at: usize) -> Stored<Option<PersonId>> {
    Ok(row.opt::<Uuid>(at)?.map(PersonId))
}

/// A team's key and name, where there is one.
fn team(row: &Row, at: usize) -> Stored<Option<(Uuid, String)>> {
    match row.opt::<Uuid>(at)? {
        Some(key) => Ok(Some((key, row.get(at + 1)?))),
        None => Ok(None),
    }
}

/// A value of a closed set by the word that stands in the database.
fn word<T: DeserializeOwned>(row: &Row, at: usize) -> Stored<T> {
    let word: String = row.get(at)?;
    let broken = |e| StoreError::Broken(format!("{word}: {e}"));
    serde_json::from_value(word.clone().into()).map_err(broken)
}

fn currency(row: &Row, at: usize) -> Stored<Currency> {
    let code: String = row.get(at)?;
    code.parse().map_err(|e| StoreError::Broken(format!("{code}: {e}")))
}
