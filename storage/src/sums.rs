//! The numbers behind reports, one query each.

mod ended;
mod forecast;
mod won;

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::activity::Way;
use bot_core::domain::ids::{Instant, PersonId};
use bot_core::domain::lead::LeadStatus;
use bot_core::domain::money::Currency;
use bot_core::domain::pipeline::Outcome;
use bot_core::store::{
    ActivitySum, Days, DealFilter, EndedSum, ForecastSum, LeadSum, OverdueSum, ReachedSum,
    StageSum, StoreError, Stored, Sums, WonQuestion, WonSum,
};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::db::{Row, Statement};
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

    async fn won_sums(&mut self, ask: &WonQuestion, scope: Scope) -> Stored<Vec<WonSum>> {
        let keyed = won::is_keyed(ask.by);
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

    async fn overdue_sums(
        &mut self,
        before: (Instant, NaiveDate),
        scope: Scope,
    ) -> Stored<Vec<OverdueSum>> {
        let asked = follow_up::overdue(self.origin.org, before, scope);
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
                way: word::<Way>(row, 2)?,
                count: row.get(3)?,
                valid: row.get(4)?,
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
                outcome: word::<Outcome>(row, 2)?,
                deals: row.get(3)?,
                dated: row.get(4)?,
                days: row.get(5)?,
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

fn owner(row: &Row, at: usize) -> Stored<Option<PersonId>> {
    Ok(row.opt::<Uuid>(at)?.map(PersonId))
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
