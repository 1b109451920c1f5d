//! How things stand after a stretch of days: what digests tell. Each number is a report's own.

use chrono::{Datelike, Days, Months, NaiveDate};
use chrono_tz::Tz;

use super::attention::{Attention, attention, in_the_pool};
use super::silent::{Silent, silent};
use super::stale::idle_before;
use super::won::{Won, won};
use crate::domain::access::{Roles, Scope};
use crate::domain::calendar::{Calendar, day_start};
use crate::domain::deal::Deal;
use crate::domain::ids::Instant;
use crate::domain::order::OrderStatus;
use crate::store::{Happened, Listing, OrderFilter, OverdueSum, Split, Stored, Tx, WonQuestion};

/// How things stand.
pub struct Picture {
    /// New leads, deals that moved and that were lost.
    pub happened: Happened,
    /// What was won, by person.
    pub won: Won,
    /// The same of the day that is not over yet, where it is told.
    pub today: Option<(Happened, Won)>,
    /// What is overdue, by person.
    pub overdue: Vec<OverdueSum>,
    /// What wants attention, one by one.
    pub attention: Attention,
    /// How many leads have been nobody's since before today.
    pub pool: i64,
    /// How many orders wait to be confirmed.
    pub orders: i64,
    /// Who sells and has noted nothing that counts.
    pub silent: Vec<Silent>,
    /// What was won in the month of the last of these days; in this month so far.
    pub so_far: Won,
}

/// Of whom and when.
pub struct Span<'a> {
    /// The first day, and the day after the last.
    pub days: (NaiveDate, NaiveDate),
    /// The day that is not over yet, where it is told what it has brought so far.
    pub today: Option<(NaiveDate, NaiveDate)>,
    /// The zone of the org, whose days these are.
    pub zone: Tz,
    /// Now.
    pub now: Instant,
    /// What people may do here.
    pub roles: &'a Roles,
    /// On which days they work.
    pub calendar: &'a Calendar,
}

impl Span<'_> {
    /// The month that the last day is in, as far as it has come.
    pub fn month(&self) -> (NaiveDate, NaiveDate) {
        let today = self.now.utc().with_timezone(&self.zone).date_naive();
        let last = self.days.1.pred_opt().unwrap_or(self.days.1).min(today);
        let first = last.with_day(1).unwrap_or(last);
        let next = first.checked_add_months(Months::new(1)).unwrap_or(last);
        (first, next.min(today + Days::new(1)))
    }
}

impl Picture {
    /// True when there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        let nothing = |(happened, won): (&Happened, &Won)| {
            *happened == Happened::default() && won.rows.is_empty()
        };
        nothing((&self.happened, &self.won))
            && self.today.as_ref().is_none_or(|(happened, won)| nothing((happened, won)))
            && self.overdue.is_empty()
            && self.attention.is_empty()
            && self.pool == 0
            && self.orders == 0
            && self.silent.is_empty()
    }
}

/// The orders that wait to be confirmed.
pub fn submitted() -> OrderFilter {
    OrderFilter { status: Some(OrderStatus::Submitted), ..OrderFilter::default() }
}

/// Puts the numbers together.
pub async fn picture(tx: &mut dyn Tx, span: &Span<'_>, scope: Scope) -> Stored<Picture> {
    let today = span.now.utc().with_timezone(&span.zone).date_naive();
    let month = span.month();
    let (happened, of_days) = moves(tx, span.days, span.zone, scope).await?;
    let today_so_far = match span.today {
        Some(today) => Some(moves(tx, today, span.zone, scope).await?),
        None => None,
    };
    Ok(Picture {
        happened,
        won: of_days,
        today: today_so_far,
        overdue: tx.overdue_sums((span.now, today), scope).await?,
        attention: attention(tx, (span.now, span.zone), scope).await?,
        pool: in_the_pool(tx, (today, span.zone), scope).await?,
        orders: tx.count(&Listing::Orders(submitted()), scope).await?,
        silent: silent(tx, span, scope).await?,
        so_far: won(tx, &WonQuestion { by: Split::Total, ..asked(month) }, scope).await?,
    })
}

/// What happened in some days, and what was won in them.
async fn moves(
    tx: &mut dyn Tx,
    days: (NaiveDate, NaiveDate),
    zone: Tz,
    scope: Scope,
) -> Stored<(Happened, Won)> {
    let at = |day| Instant::from(day_start(day, zone));
    let happened = tx.happened((at(days.0), at(days.1)), days, scope).await?;
    Ok((happened, won(tx, &asked(days), scope).await?))
}

fn asked((start, end): (NaiveDate, NaiveDate)) -> WonQuestion {
    WonQuestion { start, end, by: Split::Person, owner: None }
}

/// Open deals on which nothing has happened for longer than their stage allows.
pub async fn stale(
    tx: &mut dyn Tx,
    today: (NaiveDate, Tz),
    scope: Scope,
    limit: i64,
) -> Stored<Vec<Deal>> {
    let limits = tx.idle_days().await?;
    let mut stages: Vec<_> =
        limits.into_iter().map(|(id, days)| (id, idle_before(today, days))).collect();
    stages.sort_unstable();
    tx.stale_deals(&stages, scope, limit).await
}
