//! After a clock that was ahead: what it has brought forward is put back to where it was.
//!
//! What people were reminded of at an instant that is still to come, and which jobs were done then,
//! says how far that clock has carried each timer.

use std::collections::{HashMap, HashSet};

use bot_core::domain::deadlines::{
    BRIEF, COVER_ENDS, FIRST_RESPONSE, FOLLOW_UP_DUE, From, LEAVE_BEGINS, NUDGE, ORDER_WAITS, TOLD,
    Watch, watches,
};
use bot_core::domain::digest::DigestKind;
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::record::Fields;
use bot_core::store::{Stored, TOLD_AT, Timer, Timers as _};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::sql;
use crate::scope::{Select, list};
use crate::timers::timer;
use crate::unit::Work;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// How far back it is looked for of what people were reminded, in days.
const SERIES: i64 = 120;
/// What timers make jobs of: their instants come again.
pub(crate) const OF_TIMERS: [&str; 9] = [
    NUDGE,
    BRIEF,
    FOLLOW_UP_DUE,
    LEAVE_BEGINS,
    COVER_ENDS,
    DigestKind::Morning.rule(),
    DigestKind::Daily.rule(),
    DigestKind::Weekly.rule(),
    DigestKind::Monthly.rule(),
];

/// A record and one of its rules.
type Place = (Uuid, String);

/// How far a clock that was ahead has carried some records.
#[derive(Default)]
struct Ahead {
    /// Their timers, and which of them have rung.
    timers: HashMap<Place, (Timer, bool)>,
    /// Of what people were reminded at an instant that is still to come.
    told: HashSet<Place>,
    /// When they were reminded of that before, and at which step.
    before: HashMap<Place, Vec<(Instant, i64)>>,
    /// Of digests that came at such an instant: when the one before it was told.
    digests: HashMap<Place, Option<Instant>>,
    /// Digests that wait for their moment.
    waits: HashSet<Place>,
}

impl Work {
    /// Puts the timers of some records back to where they were.
    pub(crate) async fn put_timers_back(&mut self, kind: Kind, records: &[Fields]) -> Stored<()> {
        let id = |record: &Fields| record.get("id").and_then(Json::as_str)?.parse::<Uuid>().ok();
        let ids: Vec<Uuid> = records.iter().filter_map(id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let ahead = self.carried(kind, &ids).await?;
        let mut anew = Vec::new();
        for record in records {
            let Some(id) = id(record) else { continue };
            for watch in watches(kind, record)? {
                let timer = match &watch.from {
                    From::Digest(..) => self.digest_back((kind, id), &watch, &ahead).await?,
                    _ if watch.person.is_none() => {
                        self.moment_back((kind, id), &watch, &ahead).await?
                    }
                    _ => {
                        anew.extend(self.told_back((kind, id), &watch, &ahead).await?);
                        self.series_back((kind, id), &watch, record, &ahead).await?
                    }
                };
                anew.extend(timer);
            }
        }
        self.put(&anew)
    }

    async fn carried(&mut self, kind: Kind, ids: &[Uuid]) -> Stored<Ahead> {
        let (org, now) = (self.origin.org, self.origin.at);
        let mut ahead = Ahead::default();
        let (places, values) = list(ids, 3);
        let text = format!(
            "select t.kind, t.id, t.rule, t.person, t.since, t.step, t.sent, t.at, t.rung \
             from timer t where t.org = $1 and t.kind = $2 and t.id in ({places})"
        );
        let binds = [org.into(), kind.word().into()].into_iter().chain(values.clone()).collect();
        for row in &self.read(Select::new(text, binds).done()).await? {
            let timer = timer(row)?;
            ahead.timers.insert((timer.id, timer.rule.clone()), (timer, row.get(8)?));
        }
        let (places, values) = list(ids, 4);
        let text = format!(
            "select n.id, n.rule, n.at, n.step from nudge n where n.org = $1 and n.kind = $2 \
             and n.at > $3 and n.id in ({places})"
        );
        let binds = |from: Instant, values: &[crate::db::Value]| {
            let first = [org.into(), kind.word().into(), from.into()];
            first.into_iter().chain(values.to_vec()).collect::<Vec<_>>()
        };
        let rows = self.read(Select::new(text.clone(), binds(now, &values)).done()).await?;
        for row in &rows {
            ahead.told.insert((row.get(0)?, row.get(1)?));
        }
        if !ahead.told.is_empty() {
            let from = now.plus_millis(-SERIES * DAY);
            for row in &self.read(Select::new(text, binds(from, &values)).done()).await? {
                let (at, step): (Instant, i64) = (row.get(2)?, row.get(3)?);
                if at <= now {
                    let place = (row.get(0)?, row.get(1)?);
                    ahead.before.entry(place).or_default().push((at, step));
                }
            }
        }
        if kind == Kind::Person {
            self.digests_ahead(&mut ahead).await?;
        }
        Ok(ahead)
    }

    async fn digests_ahead(&mut self, ahead: &mut Ahead) -> Stored<()> {
        let now = self.origin.at;
        for kind in DigestKind::ALL {
            let asked = sql!(
                "select j.due, j.payload from job j where j.org = $1 and j.kind = $2 \
                 and (j.due > $3 or j.state = 'waiting') order by j.due",
                self.origin.org,
                kind.rule(),
                now
            );
            for row in &self.read(asked).await? {
                let payload: Json = row.get(1)?;
                let of = payload.get("id").and_then(Json::as_str);
                let Some(id) = of.and_then(|id| id.parse().ok()) else { continue };
                let place = (id, kind.rule().to_owned());
                if row.get::<Instant>(0)? <= now {
                    ahead.waits.insert(place);
                } else {
                    // The first of them was told after the last that came in its own time.
                    let told = payload.get(TOLD_AT).and_then(Json::as_i64).map(Instant);
                    ahead.digests.entry(place).or_insert(told.filter(|told| *told <= now));
                }
            }
        }
        Ok(())
    }

    /// A digest comes next as if the clock had never been ahead, and knows when it was told last.
    async fn digest_back(
        &mut self,
        (kind, id): (Kind, Uuid),
        watch: &Watch,
        ahead: &Ahead,
    ) -> Stored<Option<Timer>> {
        let now = self.origin.at;
        let place = (id, watch.rule.to_owned());
        let old = ahead.timers.get(&place).map(|(timer, _)| timer);
        // What is due by now rings as ever, and what waits plans the next one itself.
        let is_due = old.is_some_and(|old| old.at <= now && old.since <= now);
        if is_due || ahead.waits.contains(&place) {
            return Ok(None);
        }
        let known = old.filter(|old| old.sent > 0 && old.since <= now).map(|old| old.since);
        let told = ahead.digests.get(&place).copied().flatten().or(known);
        let Some(at) = self.rings(watch, now, 0).await? else { return Ok(None) };
        let (since, sent) = (told.unwrap_or(now), i64::from(told.is_some()));
        let rule = watch.rule.to_owned();
        Ok(Some(Timer { kind, id, rule, person: None, since, step: 0, sent, at }))
    }

    /// A moment that is fixed and still to come rings then, whatever was told of it too early.
    async fn moment_back(
        &mut self,
        (kind, id): (Kind, Uuid),
        watch: &Watch,
        ahead: &Ahead,
    ) -> Stored<Option<Timer>> {
        let now = self.origin.at;
        let rule = watch.rule.to_owned();
        let Some(at) = self.rings(watch, now, 0).await?.filter(|at| *at > now) else {
            return Ok(None);
        };
        let is_set = ahead.timers.contains_key(&(id, rule.clone()));
        let timer = Timer { kind, id, rule, person: None, since: now, step: 0, sent: 1, at };
        Ok((!is_set).then_some(timer))
    }

    /// A series of reminders goes on after those that were told in their own time.
    async fn series_back(
        &mut self,
        (kind, id): (Kind, Uuid),
        watch: &Watch,
        record: &Fields,
        ahead: &Ahead,
    ) -> Stored<Option<Timer>> {
        let now = self.origin.at;
        let place = (id, watch.rule.to_owned());
        let old = ahead.timers.get(&place);
        let known = old.map(|(old, _)| old.since).filter(|since| *since <= now);
        let since = if let Some(since) = known {
            since
        } else {
            let told = ahead.told.contains(&place);
            self.counted_since((kind, id), watch, (record, told)).await?
        };
        let (rule, person) = (watch.rule.to_owned(), watch.person);
        let new =
            |since, (step, at), sent| Some(Timer { kind, id, rule, person, since, step, sent, at });
        // What would have come by now, and was put off, comes at the next good moment after now.
        let soon = self.with_timing(watch, |timing| Some(timing.soon(now))).await?.unwrap_or(now);
        if let Some(Before { first, sent, last }) = ahead.told_before(&place, old.map(|_| since)) {
            let next = self.with_timing(watch, |timing| match last {
                Some(last) => timing.step_after(watch, since, (first - 1, last)),
                None => timing.step_from(watch, since, first),
            });
            let next = next.await?.map(|(step, at)| (step, if at > now { at } else { soon }));
            if let (None, Some((old, _))) = (next, old) {
                self.no_timer(old)?;
            }
            return Ok(next.and_then(|next| new(since, next, sent)));
        }
        let Some((old, has_rung)) = old else {
            // Nobody was told of it: what is still to come was only taken away too early.
            let first = self.rings(watch, since, 0).await?.filter(|at| *at > now);
            return Ok(first.and_then(|at| new(since, (0, at), 0)));
        };
        if old.at <= now && old.since <= now && !has_rung {
            return Ok(None);
        }
        let Some(at) = self.rings(watch, since, old.step).await? else { return Ok(None) };
        let at = if at > now { at } else { old.at.min(soon) };
        Ok(new(since, (old.step, at), old.sent))
    }

    /// What the manager is to hear of waits for the manager's own hours, if it was so far before.
    async fn told_back(
        &mut self,
        (kind, id): (Kind, Uuid),
        watch: &Watch,
        ahead: &Ahead,
    ) -> Stored<Option<Timer>> {
        let now = self.origin.at;
        let rule = format!("{TOLD}{}", watch.rule);
        let Some((old, has_rung)) = ahead.timers.get(&(id, rule)) else { return Ok(None) };
        if old.at <= now && !has_rung {
            return Ok(None);
        }
        if let Some(Before { sent, .. }) = ahead.told_before(&(id, watch.rule.to_owned()), None) {
            let at_once = [FIRST_RESPONSE, ORDER_WAITS].contains(&watch.rule);
            let due = if at_once { 0 } else { self.settings().await?.nudges.tell_after };
            if sent <= due {
                self.no_timer(old)?;
                return Ok(None);
            }
        }
        let watch = Watch { person: old.person, ..watch.clone() };
        let good = self.with_timing(&watch, |timing| Some(timing.good(now))).await?;
        let (at, since) = (good.unwrap_or(now), old.since.min(now));
        Ok(Some(Timer { kind, id, at, since, ..old.clone() }))
    }

    /// From when a rule counts where the timer does not say it any more. Of a series of which nobody
    /// was told lately it is not known whether it was over: then it is the beginning.
    async fn counted_since(
        &mut self,
        (kind, id): (Kind, Uuid),
        watch: &Watch,
        (record, told): (&Fields, bool),
    ) -> Stored<Instant> {
        let now = self.origin.at;
        let field = |name: &str| record.get(name).and_then(Json::as_i64).map(Instant);
        let since = match watch.from {
            From::Stage(_) => {
                let last = self.last_valid(kind, &[id]).await?;
                last.get(&id).copied().or(field("created_at"))
            }
            From::State(_) => field(if told { "updated_at" } else { "created_at" }),
            From::Due(_) | From::At(_) | From::Digest(..) => None,
        };
        Ok(since.unwrap_or(now).min(now))
    }

    /// Forgets what was done at instants that are still to come.
    pub(crate) fn forget_what_is_ahead(&mut self) -> Stored<()> {
        let (org, now) = (self.origin.org, self.origin.at);
        self.timers_first();
        for kind in OF_TIMERS {
            self.write(sql!(
                "delete from job where org = $1 and kind = $2 and due > $3",
                org,
                kind,
                now
            ))?;
        }
        self.write(sql!(
            "update outbox set created_at = $2 where org = $1 and created_at > $3",
            org,
            now,
            now
        ))?;
        // They were sent, but on no day of which anybody counts: not to come, and not the last ones.
        self.write(sql!(
            "update nudge set at = $2 where org = $1 and at > $3",
            org,
            now.plus_millis(-(SERIES + 1) * DAY),
            now
        ))
    }
}

impl Ahead {
    /// Where a series goes on of which somebody was told too early, and what was told of it in its own
    /// time, since it began.
    fn told_before(&self, place: &Place, since: Option<Instant>) -> Option<Before> {
        let (id, rule) = place;
        let led = (*id, format!("{TOLD}{rule}"));
        if !self.told.contains(place) && !self.told.contains(&led) {
            return None;
        }
        let of = |place: &Place| -> Vec<(Instant, i64)> {
            let all = self.before.get(place).into_iter().flatten();
            all.filter(|(at, _)| since.is_none_or(|since| *at >= since)).copied().collect()
        };
        let count = |all: &[_]| i64::try_from(all.len()).unwrap_or(i64::MAX);
        let own = of(place);
        let Some(step) = own.iter().map(|(_, step)| *step).max() else {
            // Of some it is only whoever leads that hears.
            let sent = count(&of(&led));
            return Some(Before { first: sent, sent, last: None });
        };
        let last = own.iter().map(|(at, _)| *at).max();
        Some(Before { first: step + 1, sent: count(&own), last })
    }
}

/// What was told of a series in its own time.
struct Before {
    /// The step with which it goes on.
    first: i64,
    /// How often it was told.
    sent: i64,
    /// When last: what comes on the same day is not told again.
    last: Option<Instant>,
}
