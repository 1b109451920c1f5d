//! Since when nothing has happened on a deal: counted from the last that did, in reports and reminders
//! alike, so that the one whose deal it is hears of it no later than whoever leads.

use std::collections::HashMap;

use bot_core::domain::deadlines::{DEAL_STALE, watches};
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::record::{Change, Fields};
use bot_core::store::{Stored, Timer, Timers as _};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::sql;
use crate::timers::timer;
use crate::unit::Work;

/// The fields of an activity on which it depends since when nothing has happened.
const COUNTS: [&str; 5] = ["at", "valid", "withdrawn", "on_kind", "on_id"];

impl Work {
    /// To move a deal on or to give it away is nothing that happened. What has waited for too long
    /// already is said on the next day: whoever moves it has it in mind.
    pub(crate) async fn since_last(&mut self, change: &Change, new: &mut [Timer]) -> Stored<()> {
        let was = change.before.is_some();
        let older = made(&change.after).is_some_and(|made| made < self.origin.at);
        if !was && !older {
            return Ok(());
        }
        self.count_from_last((change.kind, change.id, &change.after), new, was).await
    }

    /// Counts timers that are set now from the last that happened; what has waited for too long
    /// comes at the next good moment.
    pub(crate) async fn count_from_last(
        &mut self,
        (kind, id, record): (Kind, Uuid, &Fields),
        new: &mut [Timer],
        tomorrow: bool,
    ) -> Stored<()> {
        for timer in new.iter_mut().filter(|timer| timer.rule == DEAL_STALE) {
            let last = self.last_valid(kind, &[id]).await?.get(&id).copied().or(made(record));
            let watch = watches(kind, record)?.into_iter().find(|watch| watch.rule == DEAL_STALE);
            let (Some(since), Some(watch)) = (last, watch) else { continue };
            let now = self.origin.at;
            let at = self.rings(&watch, since, 0).await?.unwrap_or(timer.at);
            let next = |timing: &bot_core::domain::deadlines::Timing<'_>| {
                Some(if tomorrow { timing.tomorrow(now) } else { timing.good(now) })
            };
            let next = self.with_timing(&watch, next).await?;
            timer.since = since;
            timer.at = if at > now { at } else { next.unwrap_or(at) };
        }
        Ok(())
    }

    /// What is noted for an earlier day, or taken back, may leave less that has happened than a timer
    /// was counted from. What is noted as usual needs nothing: it is looked up when the timer rings.
    pub(crate) async fn count_anew(&mut self, change: &Change) -> Stored<()> {
        if change.kind != Kind::Activity {
            return Ok(());
        }
        let at = change.after.get("at").and_then(Json::as_i64).map(Instant);
        let concerns = match &change.before {
            Some(before) => COUNTS.iter().any(|one| before.get(*one) != change.after.get(*one)),
            None => at.is_some_and(|at| at < self.origin.at),
        };
        if !concerns {
            return Ok(());
        }
        let on = |fields: &Fields| {
            let is_deal = fields.get("on_kind").and_then(Json::as_str) == Some(Kind::Deal.word());
            let id = fields.get("on_id").and_then(Json::as_str)?;
            is_deal.then(|| id.parse::<Uuid>().ok())?
        };
        let mut deals = [change.before.as_ref().and_then(on), on(&change.after)];
        if deals[0] == deals[1] {
            deals[0] = None;
        }
        for deal in deals.into_iter().flatten() {
            self.count_deal_anew(deal).await?;
        }
        Ok(())
    }

    async fn count_deal_anew(&mut self, deal: Uuid) -> Stored<()> {
        let asked = sql!(
            "select t.kind, t.id, t.rule, t.person, t.since, t.step, t.sent, t.at from timer t \
             where t.org = $1 and t.kind = $2 and t.id = $3 and t.rule = $4 and not t.rung",
            self.origin.org,
            Kind::Deal.word(),
            deal,
            DEAL_STALE
        );
        let Some(old) = self.read(asked).await?.first().map(timer).transpose()? else {
            return Ok(());
        };
        let records = self.some_records(Kind::Deal, &[deal]).await?;
        let Some(record) = records.get(&deal) else { return Ok(()) };
        let last = self.last_valid(Kind::Deal, &[deal]).await?.get(&deal).copied().or(made(record));
        if last.is_none_or(|last| last >= old.since) {
            return Ok(());
        }
        let mut anew = [Timer { step: 0, sent: 0, ..old }];
        self.count_from_last((Kind::Deal, deal, record), &mut anew, false).await?;
        self.put(&anew)
    }

    /// Timers that have not rung yet, each counted from the last that happened where that is earlier
    /// than what they were counted from.
    pub(crate) async fn counted_right(
        &mut self,
        kind: Kind,
        timers: &[&Timer],
        records: &HashMap<Uuid, Fields>,
    ) -> Stored<Vec<Timer>> {
        let first = |timer: &Timer| timer.rule == DEAL_STALE && timer.step == 0;
        let ids = timers.iter().filter(|timer| kind == Kind::Deal && first(timer));
        let ids: Vec<Uuid> = ids.map(|timer| timer.id).collect();
        let lasts = self.last_valid(Kind::Deal, &ids).await?;
        let right = |timer: &&Timer| {
            let mut timer = (*timer).clone();
            if kind == Kind::Deal && first(&timer) {
                let last = lasts.get(&timer.id).copied();
                let last = last.or_else(|| records.get(&timer.id).and_then(made));
                timer.since = last.map_or(timer.since, |last| last.min(timer.since));
            }
            timer
        };
        Ok(timers.iter().map(right).collect())
    }
}

/// When a record was made.
fn made(record: &Fields) -> Option<Instant> {
    record.get("created_at").and_then(Json::as_i64).map(Instant)
}
