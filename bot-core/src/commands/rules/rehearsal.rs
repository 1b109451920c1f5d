//! What the last seven days would have been like with other rules of reminding: played through from
//! what happened in them, with the rules that really decide ([`watches`], [`Timing`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;
use uuid::Uuid;

use crate::commands::people::leaders;
use crate::domain::deadlines::{
    DEAL_STALE, FIRST_RESPONSE, NO_NEXT_STEP, Timing, Watch, goes_on, watches,
};
use crate::domain::event::{Event, take_back};
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::org::Org;
use crate::domain::people::Person;
use crate::domain::record::{BadFields, Fields};
use crate::domain::settings::Settings;
use crate::store::{Page, Stored, Tx};

/// How far back.
const SPAN: i64 = 7 * 24 * 60 * 60 * 1000;
/// How many records of a kind are looked at, and how many events.
const MOST: i64 = 20_000;
const EVENTS: i64 = 100_000;
/// How many are read at once.
const PAGE: i64 = 1_000;
/// What is watched for people.
const KINDS: [Kind; 4] = [Kind::Lead, Kind::Deal, Kind::Order, Kind::FollowUp];

/// How it would have been.
pub struct Rehearsal {
    /// How many messages people would have got.
    pub messages: usize,
    /// How many were sent.
    pub sent: i64,
    /// How often each rule would have been mentioned, the most first.
    pub rules: Vec<(&'static str, usize)>,
    /// How many messages each person would have got, the most first.
    pub people: Vec<(String, usize)>,
    /// False when there was too much to look at all of it.
    pub whole: bool,
}

/// Plays the last seven days with these rules.
pub async fn rehearse(
    tx: &mut dyn Tx,
    org: &Org,
    settings: &Settings,
    now: Instant,
) -> Stored<Rehearsal> {
    let from = now.plus_millis(-SPAN);
    let past = Past::read(tx, from).await?;
    let runs = past.runs(settings)?;
    let idle_days = tx.idle_days().await?;
    let mut cast = Cast { people: HashMap::new(), leads: HashMap::new(), idle_days };
    for person in tx.people().await? {
        if tx.home(person.person_id()).await?.is_some() {
            cast.people.insert(person.person_id(), person);
        }
    }
    let owners: BTreeSet<PersonId> = runs.iter().filter_map(|run| run.watch.person).collect();
    for owner in owners {
        if let Some(person) = cast.people.get(&owner) {
            let first = leaders(tx, &org.roles, person).await?.into_iter().next();
            cast.leads.extend(first.map(|lead| (owner, lead.person_id())));
        }
    }
    let play = Play { past: &past, runs: &runs, cast: &cast, settings, from, now };
    let scene = play.act();
    let mut rehearsal = scene.told(&cast, past.whole);
    rehearsal.sent = tx.all_nudges_since(from).await?;
    Ok(rehearsal)
}

/// A record as it was, from when on.
type States = Vec<(Instant, Fields)>;

/// When something was planned on records: from when until when.
type Planned = HashMap<(Kind, Uuid), Vec<(Instant, Option<Instant>)>>;

/// What has happened.
struct Past {
    from: Instant,
    records: BTreeMap<(Kind, Uuid), States>,
    /// When something that counts has happened on a record, in order.
    active: HashMap<(Kind, Uuid), Vec<Instant>>,
    /// From when timers are counted.
    counted: HashMap<(Kind, Uuid, String), Instant>,
    /// When something was planned on a record: from when until when.
    planned: Planned,
    whole: bool,
}

impl Past {
    async fn read(tx: &mut dyn Tx, from: Instant) -> Stored<Self> {
        let events = tx.events_since(from, EVENTS).await?;
        let mut whole = i64::try_from(events.len()).is_ok_and(|n| n < EVENTS);
        let mut of_record: HashMap<(Kind, Uuid), Vec<Event>> = HashMap::new();
        for event in events {
            of_record.entry((event.kind, event.id)).or_default().push(event);
        }
        let mut records = BTreeMap::new();
        for kind in KINDS {
            let mut page = Page { below: None, limit: PAGE };
            let mut read = 0;
            loop {
                let rows = tx.every(kind, page).await?;
                for fields in rows.iter().filter(|_| read < MOST) {
                    if let Some(id) = id_of(fields, "id") {
                        let events = of_record.remove(&(kind, id)).unwrap_or_default();
                        records.insert((kind, id), states(fields.clone(), &events));
                    }
                }
                read += i64::try_from(rows.len()).unwrap_or(i64::MAX);
                page.below = rows.last().and_then(|row| row.get("n")).and_then(Value::as_i64);
                if page.below.is_none() || read >= MOST {
                    whole &= read < MOST;
                    break;
                }
            }
        }
        let mut active: HashMap<(Kind, Uuid), Vec<Instant>> = HashMap::new();
        for (kind, id, at) in tx.valid_times(from).await? {
            active.entry((kind, id)).or_default().push(at);
        }
        for all in active.values_mut() {
            all.sort_unstable();
        }
        let counted = tx.counted_from(EVENTS).await?.into_iter();
        let counted = counted.map(|(kind, id, rule, at)| ((kind, id, rule), at)).collect();
        let planned = planned(&records);
        Ok(Self { from, records, active, counted, planned, whole })
    }

    /// For how long each rule has watched each record.
    fn runs(&self, settings: &Settings) -> Result<Vec<Run>, BadFields> {
        let mut runs = Vec::new();
        for (&(kind, id), states) in &self.records {
            let mut open: Vec<Run> = Vec::new();
            for (at, fields) in states {
                let now = watches(kind, fields)?;
                let (stay, mut end): (Vec<Run>, Vec<Run>) =
                    open.into_iter().partition(|run| now.contains(&run.watch));
                for run in &mut end {
                    run.until = Some(*at);
                }
                runs.append(&mut end);
                open = stay;
                for watch in now {
                    let off = watch.person.is_none() || settings.nudges.off.contains(watch.rule);
                    if !off && !open.iter().any(|run| run.watch == watch) {
                        open.push(Self::begin((kind, id), watch, *at, fields));
                    }
                }
            }
            for mut run in open {
                let key = (kind, id, run.watch.rule.to_owned());
                // One that was counted anew in these days is counted here as it was before them.
                let since = self.counted.get(&key).filter(|since| **since <= self.from);
                if let Some(since) = since.filter(|_| run.begun == BEFORE) {
                    run.since = *since;
                }
                runs.push(run);
            }
        }
        Ok(runs)
    }

    fn begin(record: (Kind, Uuid), watch: Watch, at: Instant, fields: &Fields) -> Run {
        // What began before is counted from its timer, or from when the record was made.
        let made = fields.get("created_at").and_then(Value::as_i64).map(Instant);
        let since = if at == BEFORE { made.unwrap_or(at) } else { at };
        let target = match record.0 {
            Kind::FollowUp => {
                let kind = fields.get("on_kind").and_then(Value::as_str).and_then(Kind::of_word);
                kind.zip(id_of(fields, "on_id")).unwrap_or(record)
            }
            _ => record,
        };
        Run { record, target, watch, since, begun: at, until: None }
    }

    /// When something that counts last happened, at a moment.
    fn last(&self, record: (Kind, Uuid), at: Instant) -> Option<Instant> {
        let all = self.active.get(&record)?;
        all.iter().rev().find(|one| **one <= at).copied()
    }

    /// Tells whether a next step was still missing at a moment.
    fn is_unplanned(&self, target: (Kind, Uuid), at: Instant) -> bool {
        let went_on = match self.records.get(&target) {
            Some(states) => {
                let state = states.iter().rev().find(|(from, _)| *from <= at);
                state.is_some_and(|(_, fields)| goes_on(target.0, fields))
            }
            None => !KINDS.contains(&target.0),
        };
        let covers = |(from, until): &(Instant, Option<Instant>)| {
            *from <= at && until.is_none_or(|until| until > at)
        };
        went_on && !self.planned.get(&target).is_some_and(|all| all.iter().any(covers))
    }
}

/// When what has always been so began.
const BEFORE: Instant = Instant(i64::MIN);

fn id_of(fields: &Fields, name: &str) -> Option<Uuid> {
    fields.get(name)?.as_str()?.parse().ok()
}

/// A record as it was, taken back event by event.
fn states(mut fields: Fields, events: &[Event]) -> States {
    let mut all = Vec::new();
    for event in events.iter().rev() {
        all.push((event.at, fields.clone()));
        take_back(&mut fields, event);
    }
    all.push((BEFORE, fields));
    all.reverse();
    all
}

fn planned(records: &BTreeMap<(Kind, Uuid), States>) -> Planned {
    let mut all = Planned::new();
    for ((kind, _), states) in records {
        if *kind != Kind::FollowUp {
            continue;
        }
        for (at, (from, fields)) in states.iter().enumerate() {
            let on = fields.get("on_kind").and_then(Value::as_str).and_then(Kind::of_word);
            let open = fields.get("state").and_then(Value::as_str) == Some("open")
                && fields.get("withdrawn") != Some(&Value::Bool(true));
            if let Some(on) = on.zip(id_of(fields, "on_id")).filter(|_| open) {
                let until = states.get(at + 1).map(|(until, _)| *until);
                all.entry(on).or_default().push((*from, until));
            }
        }
    }
    all
}

/// A rule that watched a record for a while.
struct Run {
    record: (Kind, Uuid),
    /// What it says something about.
    target: (Kind, Uuid),
    watch: Watch,
    since: Instant,
    begun: Instant,
    until: Option<Instant>,
}

/// Those who take part.
struct Cast {
    people: HashMap<PersonId, Person>,
    leads: HashMap<PersonId, PersonId>,
    idle_days: HashMap<Uuid, i64>,
}

impl Cast {
    fn timing<'a>(&'a self, settings: &'a Settings, person: &Person) -> Timing<'a> {
        Timing {
            zone: person.zone,
            calendar: settings.calendar_of(person),
            nudges: &settings.nudges,
            idle_days: &self.idle_days,
        }
    }
}

/// A timer that rings.
#[derive(Clone, Copy)]
struct Ring {
    run: usize,
    since: Instant,
    step: i64,
    sent: i64,
    told: bool,
}

/// What came of it.
#[derive(Default)]
struct Scene {
    rules: BTreeMap<&'static str, usize>,
    messages: BTreeMap<PersonId, Vec<Instant>>,
}

impl Scene {
    fn told(self, cast: &Cast, whole: bool) -> Rehearsal {
        let mut rules: Vec<(&'static str, usize)> = self.rules.into_iter().collect();
        rules.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        let named = self
            .messages
            .into_iter()
            .filter_map(|(person, all)| Some((cast.people.get(&person)?.name.clone(), all.len())));
        let mut people: Vec<(String, usize)> = named.collect();
        people.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let messages = people.iter().map(|(_, n)| n).sum();
        Rehearsal { messages, sent: 0, rules, people, whole }
    }
}

struct Play<'a> {
    past: &'a Past,
    runs: &'a [Run],
    cast: &'a Cast,
    settings: &'a Settings,
    from: Instant,
    now: Instant,
}

type Queue = BTreeMap<(Instant, PersonId), Vec<Ring>>;

impl Play<'_> {
    fn act(&self) -> Scene {
        let (mut queue, mut scene) = (Queue::new(), Scene::default());
        let timings: HashMap<PersonId, Timing<'_>> = self
            .cast
            .people
            .iter()
            .map(|(id, person)| (*id, self.cast.timing(self.settings, person)))
            .collect();
        for (at, run) in self.runs.iter().enumerate() {
            let owner = run.watch.person.and_then(|owner| timings.get_key_value(&owner));
            if let Some((owner, timing)) = owner
                && let Some((first, ring)) = self.first(timing, at, run)
            {
                queue.entry((first, *owner)).or_default().push(ring);
            }
        }
        while let Some(((at, person), rings)) = queue.pop_first() {
            let Some(timing) = timings.get(&person).filter(|_| at < self.now) else {
                continue;
            };
            let sent = scene.messages.entry(person).or_default();
            let today = sent.iter().filter(|one| **one >= timing.midnight(at)).count();
            if i64::try_from(today).is_ok_and(|today| today >= self.settings.nudges.most) {
                queue.entry((timing.tomorrow(at), person)).or_default().extend(rings);
                continue;
            }
            let wanted: Vec<Ring> = rings
                .into_iter()
                .filter(|ring| self.is_wanted(timing, *ring, at, &mut queue))
                .collect();
            if !wanted.is_empty() {
                sent.push(at);
                self.count(&wanted, &mut scene.rules);
            }
            for ring in wanted.iter().filter(|ring| !ring.told) {
                self.settle(timing, &timings, *ring, at, &mut queue);
            }
        }
        scene
    }

    /// The first time from the beginning on that a rule rings, in its place of the series.
    fn first(&self, timing: &Timing<'_>, n: usize, run: &Run) -> Option<(Instant, Ring)> {
        let mut ring = Ring { run: n, since: run.since, step: 0, sent: 0, told: false };
        let mut at = timing.at(&run.watch, run.since, 0)?;
        if run.begun > at {
            at = timing.good(run.begun);
        }
        while at < self.from {
            if let Some((since, later)) = self.moved(timing, run, &ring, at) {
                (ring.since, ring.step, ring.sent, at) = (since, 0, 0, later);
            } else {
                (ring.step, at) = timing.step_after(&run.watch, ring.since, (ring.step, at))?;
                ring.sent += 1;
            }
        }
        Some((at, ring))
    }

    /// From when a deal is counted anew on which something has happened since.
    fn moved(
        &self,
        timing: &Timing<'_>,
        run: &Run,
        ring: &Ring,
        at: Instant,
    ) -> Option<(Instant, Instant)> {
        let last = self.past.last(run.record, at).filter(|last| *last > ring.since)?;
        let later = timing.at(&run.watch, last, 0).filter(|_| run.watch.rule == DEAL_STALE)?;
        Some((last, later.max(at.plus_millis(1))))
    }

    /// Whether it is still the matter; what is counted anew rings later.
    fn is_wanted(&self, timing: &Timing<'_>, ring: Ring, at: Instant, queue: &mut Queue) -> bool {
        let Some(run) = self.runs.get(ring.run) else { return false };
        if run.until.is_some_and(|until| until <= at) {
            return false;
        }
        match run.watch.rule {
            FIRST_RESPONSE => self.past.last(run.record, at).is_none(),
            NO_NEXT_STEP => self.past.is_unplanned(run.target, at),
            _ => match self.moved(timing, run, &ring, at) {
                Some((since, later)) => {
                    let anew = Ring { since, step: 0, sent: 0, ..ring };
                    let owner = run.watch.person.filter(|_| !ring.told);
                    if let Some(owner) = owner {
                        queue.entry((later, owner)).or_default().push(anew);
                    }
                    false
                }
                None => true,
            },
        }
    }

    /// What follows from a reminder: the next one, and that the manager hears of it.
    fn settle(
        &self,
        timing: &Timing<'_>,
        timings: &HashMap<PersonId, Timing<'_>>,
        ring: Ring,
        at: Instant,
        queue: &mut Queue,
    ) {
        let Some((run, owner)) =
            self.runs.get(ring.run).and_then(|run| Some((run, run.watch.person?)))
        else {
            return;
        };
        let next = timing.step_after(&run.watch, ring.since, (ring.step, at));
        let sent = ring.sent + 1;
        let due =
            if run.watch.rule == FIRST_RESPONSE { 0 } else { self.settings.nudges.tell_after };
        let tells = if run.watch.rule == NO_NEXT_STEP {
            None
        } else if ring.sent == due {
            Some(at)
        } else {
            (next.is_none() && sent <= due).then(|| timing.tomorrow(at))
        };
        let lead = self.cast.leads.get(&owner).and_then(|lead| timings.get_key_value(lead));
        if let (Some(tells), Some((lead, lead_timing))) = (tells, lead) {
            let key = (lead_timing.good(tells), *lead);
            queue.entry(key).or_default().push(Ring { told: true, ..ring });
        }
        if let Some((step, later)) = next {
            queue.entry((later, owner)).or_default().push(Ring { step, sent, ..ring });
        }
    }

    /// What one message mentions: of a record of which something else is said no next step is
    /// missed, and the same is said of it once.
    fn count(&self, rings: &[Ring], rules: &mut BTreeMap<&'static str, usize>) {
        let said = rings.iter().filter_map(|ring| {
            let run = self.runs.get(ring.run)?;
            let what = if run.watch.rule == NO_NEXT_STEP { run.target } else { run.record };
            Some((what, run.watch.rule, ring.told))
        });
        let said: BTreeSet<_> = said.collect();
        for (what, rule, told) in &said {
            let more =
                |other: &(_, &str, _)| other.0 == *what && other.1 != *rule && other.2 == *told;
            if *rule != NO_NEXT_STEP || !said.iter().any(more) {
                *rules.entry(rule).or_default() += 1;
            }
        }
    }
}
