//! Clocks that are wrong: one that was ahead and is set back, and one that goes on being ahead.

use bot_core::domain::deadlines::CLOCK_BACK;
use bot_core::domain::ids::{Instant, OrgId};
use bot_core::store::Stored;
use serde_json::json;
use uuid::Uuid;

use crate::ahead::OF_TIMERS;
use crate::db::{Db, Statement, sql};
use crate::storage::Storage;
use crate::system;

/// From how many milliseconds on something is of a clock that was ahead: two hours. A computer
/// without a clock of its own wakes up to an hour late, until it has asked others for the time.
const AHEAD: i64 = 2 * 60 * 60 * 1000;
/// How long ago a clock may have been put right for one that is ahead now to be taken for it: a week.
const LATELY: i64 = 7 * 24 * 60 * 60 * 1000;

impl Storage {
    /// Tells until when everything was done that was due, where a clock that was ahead of this moment
    /// did it.
    pub async fn ran_beyond(&self, now: Instant) -> Stored<Option<Instant>> {
        Ok(latest(&self.db).await?.filter(|latest| is_ahead(*latest, now)))
    }

    /// Notices that a clock was ahead and was set back, and lets everything be put back; tells until when
    /// it ran.
    pub async fn notice_clock_back(&self, now: Instant) -> Stored<Option<Instant>> {
        let Some(latest) = self.ran_beyond(now).await? else {
            return Ok(None);
        };
        let born = self.db.ask(sql!(system::BORN)).await?;
        // Before there was anybody here it cannot have been: then it is this clock that is wrong.
        if born.first().map_or(Ok(None), |row| row.opt::<Instant>(0))?.is_none_or(|born| now < born)
        {
            return Ok(None);
        }
        let mut all = Vec::new();
        for row in &self.db.ask(sql!(system::ORGS)).await? {
            all.push(put_back(row.get(0)?, now));
        }
        let kinds = OF_TIMERS.map(|kind| format!("'{kind}'")).join(", ");
        all.push(Statement::new(system::jobs_back(&kinds), vec![now.into()]));
        all.push(sql!(system::CAME_BACK, AHEAD));
        all.push(sql!(system::RAN_BACK, now));
        self.db.batch(all).await?;
        self.wakes().timers.notify_one();
        Ok(Some(latest))
    }

    /// Tells by how many milliseconds the clock is ahead of the database's, where others that agree with
    /// the database have put right lately what such a clock has done.
    pub async fn contradicted(&self, now: Instant) -> Stored<Option<i64>> {
        let theirs = self.db.now().await?;
        let apart = now.0 - theirs.0;
        if !is_ahead(now, theirs) {
            return Ok(None);
        }
        let lately = theirs.plus_millis(-LATELY);
        let rows = self.db.ask(sql!(system::RAN_LATELY, CLOCK_BACK, lately)).await?;
        let any = rows.first().map_or(Ok(0), |row| row.get::<i64>(0))? > 0;
        Ok(any.then_some(apart))
    }
}

/// Tells whether something happened by a clock that was ahead of this one.
pub(crate) fn is_ahead(at: Instant, now: Instant) -> bool {
    at.0 - now.0 > AHEAD
}

/// The latest instant at which anything was done.
pub(crate) async fn latest(db: &Db) -> Stored<Option<Instant>> {
    let rows = db.ask(sql!(system::LATEST_RAN)).await?;
    rows.first().map_or(Ok(None), |row| row.opt(0))
}

/// Lets the timers of an org be put back, unless somebody has noticed meanwhile.
fn put_back(org: OrgId, now: Instant) -> Statement {
    sql!(
        "insert into job (org, id, kind, unique_key, payload, due, run_at, state, epoch, \
         attempts) select $1, $2, $3, $4, $5, $6, $6, 'waiting', 0, 0 from org o \
         where o.org = $1 and exists (select 1 from last_ran r where r.at > $7) \
         on conflict (org, kind, unique_key) do nothing",
        org,
        Uuid::now_v7(),
        CLOCK_BACK,
        now.0.to_string(),
        json!({}),
        now,
        now.plus_millis(AHEAD)
    )
}
