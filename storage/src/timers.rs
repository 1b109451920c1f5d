//! Timers: set with the records that they watch, moved with people and rules, and what was told.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::deadlines::{FOLLOW_UP_DUE, From, TOLD, Timing, Watch, watches};
use bot_core::domain::ids::{Instant, Kind, OrgId, PersonId};
use bot_core::domain::people::Person;
use bot_core::domain::record::{Change, Fields};
use bot_core::domain::settings::Settings;
use bot_core::store::{NudgeSum, Nudged, StoreError, Stored, Timer, Timers};
use chrono_tz::Tz;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::{Row, Statement, Value, sql};
use crate::keys::kind;
use crate::record::table;
use crate::scope::{Select, list, places, within};
use crate::unit::Work;

/// How many records are read at once.
const MANY: usize = 200;

/// A place in a series after which none comes.
const LAST_STEP: i64 = 1_000;

/// The fields of a person on which it depends when timers ring.
const MOVES: [&str; 6] = ["zone", "quiet", "leave", "frozen", "cover", "cover_until"];

/// Those of them on which it depends when the timers of those ring for whom the person stands in.
const AWAY: [&str; 3] = ["leave", "cover", "cover_until"];

/// A reminder had a line of its own: that a next step is missing is not said where something else is
/// said of the same record.
const SAID: &str = "not (n.rule in ('no_next_step', 'told_no_next_step') and exists (\
     select 1 from nudge o where o.org = $1 and o.message = n.message and o.kind = n.kind \
     and o.id = n.id and o.rule <> n.rule \
     and (o.rule like 'told\\_%' escape '\\') = (n.rule like 'told\\_%' escape '\\')))";

impl Work {
    /// Sets the timers of a record whose reasons have changed, and leaves the others alone.
    pub(crate) async fn write_timers(&mut self, change: &Change) -> Stored<()> {
        let was = match &change.before {
            Some(before) => watches(change.kind, before)?,
            None => Vec::new(),
        };
        let is = watches(change.kind, &change.after)?;
        let told = self.digests_told(change, &was, &is).await?;
        if self.timers.keys().any(|(kind, id, _)| (*kind, *id) == (change.kind, change.id)) {
            self.timers_first();
        }
        for gone in was.iter().filter(|watch| !is.contains(watch)) {
            self.write(sql!(
                "delete from timer where org = $1 and kind = $2 and id = $3 and rule in ($4, $5)",
                self.origin.org,
                change.kind.word(),
                change.id,
                gone.rule,
                format!("{TOLD}{}", gone.rule)
            ))?;
        }
        let new: Vec<Watch> = is.into_iter().filter(|watch| !was.contains(watch)).collect();
        let mut new = self.begin_watching(change.kind, change.id, &new).await?;
        self.since_last(change, &mut new).await?;
        for timer in &mut new {
            if let Some(since) = told.get(&timer.rule) {
                (timer.since, timer.sent) = (*since, 1);
            }
        }
        self.put(&new)
    }

    /// When a digest that comes at another time now was told last: what it told of is not told again,
    /// and what it has not is told with the next one.
    async fn digests_told(
        &mut self,
        change: &Change,
        was: &[Watch],
        is: &[Watch],
    ) -> Stored<HashMap<String, Instant>> {
        let moved = |watch: &&Watch| matches!(watch.from, From::Digest(..)) && !is.contains(watch);
        if !was.iter().any(|watch| moved(&watch)) {
            return Ok(HashMap::new());
        }
        let asked = sql!(
            "select t.kind, t.id, t.rule, t.person, t.since, t.step, t.sent, t.at from timer t \
             where t.org = $1 and t.kind = $2 and t.id = $3 and t.sent > 0",
            self.origin.org,
            change.kind.word(),
            change.id
        );
        let timers = self.read(asked).await?.iter().map(timer).collect::<Stored<Vec<_>>>()?;
        Ok(timers.into_iter().map(|timer| (timer.rule, timer.since)).collect())
    }

    /// The timers of rules that begin to watch a record now.
    async fn begin_watching(
        &mut self,
        kind: Kind,
        id: Uuid,
        watches: &[Watch],
    ) -> Stored<Vec<Timer>> {
        let since = self.origin.at;
        let mut new = Vec::new();
        for watch in watches {
            if let Some(at) = self.rings(watch, since, 0).await? {
                new.push(Timer {
                    kind,
                    id,
                    rule: watch.rule.to_owned(),
                    person: watch.person,
                    since,
                    step: 0,
                    sent: 0,
                    at,
                });
            }
        }
        Ok(new)
    }

    /// Timers ring by the clock and the habits of the person: they move along.
    pub(crate) async fn move_timers(&mut self, change: &Change) -> Stored<()> {
        let Some(before) = change.before.as_ref().filter(|_| change.kind == Kind::Person) else {
            return Ok(());
        };
        let person = PersonId(change.id);
        let after: Person = bot_core::domain::record::of_fields(change.after.clone())?;
        self.people.insert(person, Some(after));
        let same = |field: &&str| before.get(*field) == change.after.get(*field);
        if MOVES.iter().all(same) {
            return Ok(());
        }
        let mut whose = vec![person];
        // What waited because whoever stands in was away as well waits no longer.
        if !AWAY.iter().all(same) {
            let asked = sql!(
                "select p.id from person p where p.org = $1 and p.cover = $2",
                self.origin.org,
                person
            );
            for row in &self.read(asked).await? {
                whose.push(row.get(0)?);
            }
        }
        for person in whose {
            let rows = self
                .read(sql!(
                    "select t.kind, t.id, t.rule, t.person, t.since, t.step, t.sent, t.at \
                     from timer t where t.org = $1 and t.person = $2 and not t.rung order by t.at",
                    self.origin.org,
                    person
                ))
                .await?;
            let timers = rows.iter().map(timer).collect::<Stored<Vec<_>>>()?;
            self.work_out(timers).await?;
        }
        Ok(())
    }

    /// Works out anew when some timers ring.
    async fn work_out(&mut self, timers: Vec<Timer>) -> Stored<()> {
        for kind in Kind::ALL {
            let of_kind: Vec<&Timer> = timers.iter().filter(|timer| timer.kind == kind).collect();
            for some in of_kind.chunks(MANY) {
                let ids: Vec<Uuid> = some.iter().map(|timer| timer.id).collect();
                let records = self.some_records(kind, &ids).await?;
                let some = self.counted_right(kind, some, &records).await?;
                for old in &some {
                    let rings = match records.get(&old.id) {
                        Some(record) => self.rings_again(old, record).await?,
                        None => None,
                    };
                    // What would have rung by now if it had always been so rings now, and is not late.
                    let now = self.origin.at;
                    match rings.map(|at| at.max(old.at.min(now))) {
                        Some(at) if at == old.at => {}
                        Some(at) => self.put(&[Timer { at, ..old.clone() }])?,
                        None => self.drop_timer(old).await?,
                    }
                }
            }
        }
        Ok(())
    }

    async fn rings_again(&mut self, old: &Timer, record: &Fields) -> Stored<Option<Instant>> {
        let all = watches(old.kind, record)?;
        let told = old.rule.strip_prefix(TOLD);
        let rule = told.unwrap_or(&old.rule);
        let Some(watch) = all.iter().find(|watch| watch.rule == rule) else {
            return Ok(None);
        };
        if told.is_some() {
            // The moment has come already; only the manager's own hours matter.
            let watch = Watch { person: old.person, ..watch.clone() };
            return self.with_timing(&watch, |timing| Some(timing.good(old.at))).await;
        }
        self.rings(watch, old.since, old.step).await
    }

    pub(crate) async fn rings(
        &mut self,
        watch: &Watch,
        since: Instant,
        step: i64,
    ) -> Stored<Option<Instant>> {
        self.with_timing(watch, |timing| timing.at(watch, since, step)).await
    }

    /// Reads the rules where they were not read yet.
    async fn know_rules(&mut self) -> Stored<()> {
        if self.settings.is_none() {
            self.reads(Vec::new()).await?;
        }
        if self.settings.is_none() {
            let rows = self.read(crate::settings::of_org(self.origin.org, None)).await?;
            self.settings = Some(crate::settings::of_row(self.origin.org, rows.first())?);
        }
        Ok(())
    }

    /// The rules that were read.
    fn rules(&self) -> Stored<&Settings> {
        self.settings.as_ref().ok_or_else(|| StoreError::Broken("an org without rules".to_owned()))
    }

    /// Reads the limits of the stages where they were not read yet.
    async fn know_idle_days(&mut self) -> Stored<()> {
        if self.idle_days.is_some() {
            return Ok(());
        }
        self.know_rules().await?;
        let asked = sql!(
            "select s.id, s.key, s.idle_days from stage s \
             where s.org = $1 and s.outcome = 'open'",
            self.origin.org
        );
        let rows = self.read(asked).await?;
        let nudges = &self.rules()?.nudges;
        let limit = |row: &Row| {
            let days = nudges.idle_days(&row.get::<String>(1)?, row.opt(2)?);
            Ok((row.get(0)?, days))
        };
        self.idle_days = Some(rows.iter().map(limit).collect::<Stored<_>>()?);
        Ok(())
    }

    pub(crate) async fn with_timing<T>(
        &mut self,
        watch: &Watch,
        ask: impl FnOnce(&Timing<'_>) -> Option<T>,
    ) -> Stored<Option<T>> {
        if matches!(watch.from, From::Stage(_)) {
            self.know_idle_days().await?;
        }
        self.know_rules().await?;
        let person = match watch.person {
            Some(person) => self.person(person).await?,
            None => None,
        };
        let settings = self.rules()?;
        let none = HashMap::new();
        let idle_days = self.idle_days.as_ref().unwrap_or(&none);
        let calendar = match &person {
            Some(person) => settings.calendar_of(person),
            None => settings.calendar(),
        };
        let zone = person.map_or(Tz::UTC, |person| person.zone);
        let timing = Timing { zone, calendar, nudges: &settings.nudges, idle_days };
        Ok(ask(&timing))
    }

    /// Records of a kind by their keys.
    pub(crate) async fn some_records(
        &mut self,
        kind: Kind,
        ids: &[Uuid],
    ) -> Stored<HashMap<Uuid, Fields>> {
        let table = table(kind);
        let (columns, name) = (table.columns(), table.name);
        let text = format!("select {columns} from {name} r where r.org = $1 and r.id in ");
        let rows = self.of_some(text, &[], ids).await?;
        rows.iter().map(|row| Ok((row.get(0)?, table.fields(row)?))).collect()
    }

    /// What a question that ends before a list of keys answers for some of them; after the org comes
    /// what else is bound.
    pub(crate) async fn of_some(
        &mut self,
        text: String,
        others: &[Value],
        ids: &[Uuid],
    ) -> Stored<Vec<Row>> {
        let mut rows = Vec::new();
        for some in ids.chunks(MANY) {
            let (places, values) = list(some, 2 + others.len());
            let first = std::iter::once(self.origin.org.into());
            let binds = first.chain(others.iter().cloned()).chain(values).collect();
            let asked = Select::new(format!("{text}({places})"), binds).done();
            rows.extend(self.read(asked).await?);
        }
        Ok(rows)
    }

    /// Writes timers, each in place of one of the same rule on the same record.
    pub(crate) fn put(&mut self, timers: &[Timer]) -> Stored<()> {
        if timers.is_empty() {
            return Ok(());
        }
        self.writes()?;
        self.rings = true;
        for timer in timers {
            let key = (timer.kind, timer.id, timer.rule.clone());
            self.gone.remove(&key);
            self.timers.insert(key, timer.clone());
        }
        Ok(())
    }

    /// The statements that write the timers and the reminders that wait for it.
    pub(crate) fn timers_written(&mut self) -> Vec<Statement> {
        let org = self.origin.org;
        let gone: Vec<_> = std::mem::take(&mut self.gone).into_iter().collect();
        let gone: Vec<Statement> = gone.chunks(TIMERS).map(|gone| without(org, gone)).collect();
        let timers = std::mem::take(&mut self.timers).into_values().map(|timer| {
            let text = "insert into timer (org, rung, kind, id, rule, person, since, step, sent, at) \
                 values ($1, false, $2, $3, $4, $5, $6, $7, $8, $9) \
                 on conflict (org, kind, id, rule) do update set person = excluded.person, \
                 since = excluded.since, step = excluded.step, sent = excluded.sent, \
                 at = excluded.at, rung = excluded.rung";
            let binds = vec![
                org.into(),
                timer.kind.word().into(),
                timer.id.into(),
                timer.rule.into(),
                timer.person.into(),
                timer.since.into(),
                timer.step.into(),
                timer.sent.into(),
                timer.at.into(),
            ];
            Statement::row(text, binds)
        });
        let at = self.origin.at;
        let nudges = std::mem::take(&mut self.nudges).into_iter().map(|nudged| {
            let text = "insert into nudge (org, message, kind, id, rule, person, at, step, useless) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, false) \
                 on conflict (org, message, kind, id, rule) do nothing";
            let binds = vec![
                org.into(),
                nudged.message.into(),
                nudged.timer.kind.word().into(),
                nudged.timer.id.into(),
                nudged.timer.rule.into(),
                nudged.person.into(),
                at.into(),
                nudged.timer.step.into(),
            ];
            Statement::row(text, binds)
        });
        gone.into_iter().chain(timers).chain(nudges).collect()
    }

    /// Takes a timer away with what else waits to be written.
    pub(crate) fn no_timer(&mut self, timer: &Timer) -> Stored<()> {
        self.writes()?;
        let key = (timer.kind, timer.id, timer.rule.clone());
        if self.timers.contains_key(&key) || self.gone.contains_key(&key) {
            self.timers_first();
        }
        self.gone.insert(key, timer.at);
        Ok(())
    }
}

/// Which timer, and when it was to ring: of one that was moved meanwhile there is none.
pub(crate) struct Ringing<'a> {
    pub(crate) kind: &'a str,
    pub(crate) id: Uuid,
    pub(crate) rule: &'a str,
    pub(crate) at: Instant,
}

/// How many timers one statement is about.
pub(crate) const TIMERS: usize = 32;

/// The condition that a row is one of some timers of the org `$1`, and what is bound to it from `$2` on.
///
/// Each alternative is a look-up by key on both databases; a list of rows is not.
pub(crate) fn one_of(timers: &[Ringing<'_>]) -> (String, Vec<Value>) {
    let mut binds = Vec::new();
    let mut terms = Vec::new();
    for timer in (0..places(timers.len())).filter_map(|i| timers.get(i).or(timers.last())) {
        let at = 2 + binds.len();
        let (id, rule, rings) = (at + 1, at + 2, at + 3);
        terms.push(format!("(kind = ${at} and id = ${id} and rule = ${rule} and at = ${rings})"));
        binds.extend([timer.kind.into(), timer.id.into(), timer.rule.into(), timer.at.into()]);
    }
    (format!("({})", terms.join(" or ")), binds)
}

fn without(org: OrgId, gone: &[((Kind, Uuid, String), Instant)]) -> Statement {
    let timers = gone.iter().map(|((kind, id, rule), at)| Ringing {
        kind: kind.word(),
        id: *id,
        rule,
        at: *at,
    });
    let (these, binds) = one_of(&timers.collect::<Vec<_>>());
    let text = format!("delete from timer where org = $1 and {these}");
    Statement::new(text, std::iter::once(org.into()).chain(binds).collect())
}

/// A timer of a row: kind, id, rule, person, since, step, sent, at.
pub(crate) fn timer(row: &Row) -> Stored<Timer> {
    Ok(Timer {
        kind: kind(&row.get::<String>(0)?)?,
        id: row.get(1)?,
        rule: row.get(2)?,
        person: row.opt(3)?,
        since: row.opt(4)?.unwrap_or(row.get(7)?),
        step: row.get(5)?,
        sent: row.get(6)?,
        at: row.get(7)?,
    })
}

#[async_trait]
impl Timers for Work {
    async fn settings(&mut self) -> Stored<Settings> {
        self.know_rules().await?;
        self.rules().cloned()
    }

    async fn idle_days(&mut self) -> Stored<HashMap<Uuid, i64>> {
        self.know_idle_days().await?;
        Ok(self.idle_days.clone().unwrap_or_default())
    }

    async fn rung(&mut self, person: PersonId, now: Instant, limit: i64) -> Stored<Vec<Timer>> {
        let asked = sql!(
            "select t.kind, t.id, t.rule, t.person, t.since, t.step, t.sent, t.at from timer t \
             where t.org = $1 and t.person = $2 and (t.rung or t.at <= $3) \
             order by t.at, t.id limit $4",
            self.origin.org,
            person,
            now,
            limit
        );
        self.read(asked).await?.iter().map(timer).collect()
    }

    async fn drop_timer(&mut self, timer: &Timer) -> Stored<()> {
        self.no_timer(timer)
    }

    async fn set_timer(&mut self, timer: &Timer) -> Stored<()> {
        self.put(std::slice::from_ref(timer))
    }

    async fn watch(&mut self, kind: Kind, record: &Fields) -> Stored<()> {
        let Some(id) = record.get("id").and_then(Json::as_str).and_then(|id| id.parse().ok())
        else {
            return Ok(());
        };
        let all = watches(kind, record)?;
        let asked = sql!(
            "select t.rule from timer t where t.org = $1 and t.kind = $2 and t.id = $3",
            self.origin.org,
            kind.word(),
            id
        );
        let rows = if all.is_empty() { Vec::new() } else { self.read(asked).await? };
        let there = rows.iter().map(|row| row.get::<String>(0)).collect::<Stored<Vec<_>>>()?;
        let new: Vec<Watch> =
            all.into_iter().filter(|watch| !there.iter().any(|rule| rule == watch.rule)).collect();
        let mut new = self.begin_watching(kind, id, &new).await?;
        self.count_from_last((kind, id, record), &mut new, false).await?;
        self.put(&new)
    }

    async fn retime(&mut self, records: &[(Kind, Uuid)]) -> Stored<()> {
        let mut timers = Vec::new();
        for kind in Kind::ALL {
            let of_kind = records.iter().filter(|(one, _)| *one == kind).map(|(_, id)| *id);
            for ids in of_kind.collect::<Vec<_>>().chunks(MANY) {
                let (places, values) = list(ids, 3);
                let text = format!(
                    "select t.kind, t.id, t.rule, t.person, t.since, t.step, t.sent, t.at \
                     from timer t where t.org = $1 and t.kind = $2 and t.id in ({places}) \
                     and not t.rung order by t.id, t.rule"
                );
                let first = [self.origin.org.into(), kind.word().into()];
                let binds = first.into_iter().chain(values).collect();
                for row in &self.read(Select::new(text, binds).done()).await? {
                    timers.push(timer(row)?);
                }
            }
        }
        self.work_out(timers).await
    }

    async fn put_back(&mut self, kind: Kind, records: &[Fields]) -> Stored<()> {
        self.put_timers_back(kind, records).await
    }

    async fn forget_ahead(&mut self) -> Stored<()> {
        self.forget_what_is_ahead()
    }

    async fn timed(
        &mut self,
        after: Option<(Kind, Uuid)>,
        limit: i64,
    ) -> Stored<Vec<(Kind, Uuid)>> {
        let (word, id) = after.map_or(("", Uuid::nil()), |(kind, id)| (kind.word(), id));
        let asked = sql!(
            "select t.kind, t.id from timer t where t.org = $1 and (t.kind, t.id) > ($2, $3) \
             group by t.kind, t.id order by t.kind, t.id limit $4",
            self.origin.org,
            word,
            id,
            limit
        );
        let rows = self.read(asked).await?;
        rows.iter().map(|row| Ok((kind(&row.get::<String>(0)?)?, row.get(1)?))).collect()
    }

    async fn add_job(&mut self, kind: &str, key: &str, payload: Json, at: Instant) -> Stored<()> {
        self.rings = true;
        self.write(sql!(
            "insert into job (org, id, kind, unique_key, payload, due, run_at, state, epoch, \
             attempts) values ($1, $2, $3, $4, $5, $6, $6, 'waiting', 0, 0) \
             on conflict (org, kind, unique_key) do nothing",
            self.origin.org,
            Uuid::now_v7(),
            kind,
            key,
            payload,
            at
        ))
    }

    async fn note_nudge(&mut self, nudged: &Nudged) -> Stored<()> {
        self.writes()?;
        self.nudges.push(nudged.clone());
        Ok(())
    }

    async fn ring_again(&mut self, message: Uuid) -> Stored<()> {
        self.rings = true;
        let (org, now) = (self.origin.org, self.origin.at);
        self.timers_first();
        // The series of a follow-up may be over: it is due all the same.
        self.write(sql!(
            "insert into timer (org, rung, kind, id, rule, person, since, step, sent, at) \
             select n.org, false, n.kind, n.id, n.rule, n.person, $3, $4, $4, $3 from nudge n \
             where n.org = $1 and n.message = $2 and n.rule = $5 \
             on conflict (org, kind, id, rule) do nothing",
            org,
            message,
            now,
            LAST_STEP,
            FOLLOW_UP_DUE
        ))?;
        self.write(sql!(
            "update timer set at = $3 where org = $1 and not rung and at > $3 and exists (\
             select 1 from nudge n where n.org = $1 and n.message = $2 and n.kind = timer.kind \
             and n.id = timer.id and n.rule = timer.rule)",
            org,
            message,
            now
        ))
    }

    async fn counted_from(&mut self, limit: i64) -> Stored<Vec<(Kind, Uuid, String, Instant)>> {
        let asked = sql!(
            "select t.kind, t.id, t.rule, t.since from timer t where t.org = $1 \
             and t.person is not null and t.since is not null order by t.at limit $2",
            self.origin.org,
            limit
        );
        let rows = self.read(asked).await?;
        rows.iter()
            .map(|row| Ok((kind(&row.get::<String>(0)?)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .collect()
    }

    async fn valid_times(&mut self, since: Instant) -> Stored<Vec<(Kind, Uuid, Instant)>> {
        let asked = sql!(
            "select a.on_kind, a.on_id, max(a.at) from activity a where a.org = $1 and a.valid \
             and not a.withdrawn and a.at < $2 group by a.on_kind, a.on_id union all \
             select a.on_kind, a.on_id, a.at from activity a where a.org = $1 and a.valid \
             and not a.withdrawn and a.at >= $2",
            self.origin.org,
            since
        );
        let rows = self.read(asked).await?;
        rows.iter()
            .map(|row| Ok((kind(&row.get::<String>(0)?)?, row.get(1)?, row.get(2)?)))
            .collect()
    }

    async fn all_nudges_since(&mut self, since: Instant) -> Stored<i64> {
        let asked = sql!(
            "select count(*) from (select n.message from nudge n where n.org = $1 \
             and n.at >= $2 and n.at <= $3 group by n.message) s",
            self.origin.org,
            since,
            self.origin.at
        );
        self.read(asked).await?.first().map_or(Ok(0), |row| row.get(0))
    }

    async fn nudges_since(&mut self, person: PersonId, since: Instant) -> Stored<i64> {
        let asked = sql!(
            "select count(*) from (select n.message from nudge n where n.org = $1 \
             and n.person = $2 and n.at >= $3 and n.at <= $4 group by n.message) s",
            self.origin.org,
            person,
            since,
            self.origin.at
        );
        self.read(asked).await?.first().map_or(Ok(0), |row| row.get(0))
    }

    async fn reminders_until(&mut self, person: PersonId, end: Instant) -> Stored<Vec<Instant>> {
        let asked = sql!(
            "select distinct t.at from timer t where t.org = $1 and t.person = $2 and not t.rung \
             and t.rule = $3 and t.step = 0 and t.at > $4 and t.at < $5 order by t.at",
            self.origin.org,
            person,
            FOLLOW_UP_DUE,
            self.origin.at,
            end
        );
        self.read(asked).await?.iter().map(|row| row.get(0)).collect()
    }

    async fn not_useful(&mut self, person: PersonId, message: Option<Uuid>) -> Stored<Vec<String>> {
        let newest = sql!(
            "select n.message from nudge n where n.org = $1 and n.person = $2 \
             order by n.at desc, n.message desc limit 1",
            self.origin.org,
            person
        );
        let message = match message {
            Some(message) => message,
            None => match self.read(newest).await?.first() {
                Some(row) => row.get(0)?,
                None => return Ok(Vec::new()),
            },
        };
        self.timers_first();
        self.write(sql!(
            "update nudge set useless = true where org = $1 and message = $2 and person = $3",
            self.origin.org,
            message,
            person
        ))?;
        let text = format!(
            "select n.rule from nudge n where n.org = $1 and n.message = $2 and n.person = $3 \
             and {SAID} order by n.rule"
        );
        let binds = vec![self.origin.org.into(), message.into(), person.into()];
        self.read(Statement::new(text, binds)).await?.iter().map(|row| row.get(0)).collect()
    }

    async fn nudge_sums(&mut self, since: Instant, scope: Scope) -> Stored<Vec<NudgeSum>> {
        let within = within(scope, Kind::Activity);
        let text = format!(
            "select r.rule, coalesce(m.name, ''), count(*), \
             cast(coalesce(sum(case when r.useless then 1 else 0 end), 0) as bigint) \
             from (select n.rule, n.person as owner, n.useless from nudge n \
             where n.org = $1 and n.at >= $3 and n.at <= $4 and {SAID}) r \
             left join person m on m.org = $1 and m.id = r.owner where {within} \
             group by r.rule, r.owner, m.name order by 1, 4 desc, 2"
        );
        let now = self.origin.at;
        let binds = vec![self.origin.org.into(), scope.viewer.into(), since.into(), now.into()];
        let rows = self.read(Statement::new(text, binds)).await?;
        let sum = |row: &Row| {
            Ok(NudgeSum {
                rule: row.get(0)?,
                name: row.get(1)?,
                sent: row.get(2)?,
                useless: row.get(3)?,
            })
        };
        rows.iter().map(sum).collect()
    }

    async fn last_valid(&mut self, kind: Kind, ids: &[Uuid]) -> Stored<HashMap<Uuid, Instant>> {
        let text = format!(
            "select r.id, (select a.at from activity a where a.org = $1 and a.on_kind = $2 \
             and a.on_id = r.id and a.valid and not a.withdrawn order by a.at desc limit 1) \
             from {} r where r.org = $1 and r.id in ",
            table(kind).name
        );
        let rows = self.of_some(text, &[kind.word().into()], ids).await?;
        let mut last = HashMap::new();
        for row in &rows {
            if let Some(at) = row.opt(1)? {
                last.insert(row.get(0)?, at);
            }
        }
        Ok(last)
    }

    async fn planned(&mut self, kind: Kind, ids: &[Uuid]) -> Stored<HashSet<Uuid>> {
        let on = "select f.on_id from follow_up f where f.org = $1 and f.on_kind = $2 \
             and f.state = 'open' and not f.withdrawn and f.on_id in ";
        let mut rows = self.of_some(on.to_owned(), &[kind.word().into()], ids).await?;
        if kind == Kind::Customer {
            let of = "select f.customer from follow_up f where f.org = $1 and f.state = 'open' \
                 and not f.withdrawn and f.customer in ";
            rows.extend(self.of_some(of.to_owned(), &[], ids).await?);
        }
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn in_business(&mut self, customers: &[Uuid]) -> Stored<HashSet<Uuid>> {
        let deals = "select d.customer from deal d where d.org = $1 and d.outcome = 'open' \
             and not d.withdrawn and d.customer in ";
        let orders = "select o.customer from sales_order o where o.org = $1 \
             and o.status not in ('delivered', 'cancelled') and not o.withdrawn \
             and o.customer in ";
        let mut rows = self.of_some(deals.to_owned(), &[], customers).await?;
        rows.extend(self.of_some(orders.to_owned(), &[], customers).await?);
        rows.iter().map(|row| row.get(0)).collect()
    }
}
