//! What the last seven days would have been like with other rules of reminding: played through from
//! what happened in them, with the rules that really decide
//! ([`watches`](crate::domain::deadlines::watches), [`Timing`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::past::{Cover, Covers, Past, Run};
use crate::commands::digest::write::is_usual;
use crate::commands::people::leaders;
use crate::domain::calendar::local;
use crate::domain::deadlines::{
    BUSINESS_MILLIS, DEAL_STALE, FIRST_RESPONSE, FOLLOW_UP_DUE, From, NO_NEXT_STEP, Timing,
};
use crate::domain::digest::DigestKind;
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::order::OrderStatus;
use crate::domain::org::Org;
use crate::domain::people::Person;
use crate::domain::pipeline::{Pipeline, Stage};
use crate::domain::settings::{Nudges, Settings};
use crate::domain::trial::{Played, Trial, Week};
use crate::store::{Stored, Tx};

/// How far back.
const SPAN: i64 = 7 * 24 * 60 * 60 * 1000;

/// Plays the last seven days. They may be long to read: whoever writes has it done beforehand.
pub async fn play(trial: &Trial, tx: &mut dyn Tx, now: Instant) -> Stored<Played> {
    let mut rehearsal = Rehearsal::read(tx, &trial.org, now).await?;
    let before = rehearsal.play(&trial.before);
    if let Some(person) = &trial.person {
        rehearsal.put(person);
    }
    let after = rehearsal.play(&trial.after);
    let people = rehearsal.by_name(&after);
    let (sent, whole) = (rehearsal.sent, rehearsal.past.whole);
    Ok(Played { before, after, people, sent, whole })
}

/// The last seven days: read once, and played with any rules.
struct Rehearsal<'a> {
    org: &'a Org,
    past: Past,
    runs: Vec<Run>,
    cast: Cast,
    from: Instant,
    now: Instant,
    sent: i64,
}

impl<'a> Rehearsal<'a> {
    /// Reads what has happened.
    async fn read(tx: &mut dyn Tx, org: &'a Org, now: Instant) -> Stored<Self> {
        let from = now.plus_millis(-SPAN);
        let past = Past::read(tx, from).await?;
        let runs = past.runs()?;
        let pipelines = tx.pipelines().await?;
        let (people, leads, covers) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut cast = Cast { people, leads, covers, pipelines };
        for person in tx.people().await? {
            cast.covers.insert(person.person_id(), past.covers(&person)?);
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
        let sent = tx.all_nudges_since(from).await?;
        Ok(Self { org, past, runs, cast, from, now, sent })
    }

    /// Somebody is another than before: with other quiet hours, on leave.
    fn put(&mut self, person: &Person) {
        let id = person.person_id();
        if let Some(there) = self.cast.people.get_mut(&id) {
            // Who is to stand in is taken to have done so all the time.
            let cover = (person.cover, person.cover_until);
            if (there.cover, there.cover_until) != cover {
                self.cast.covers.insert(id, vec![(Instant(i64::MIN), cover)]);
            }
            *there = person.clone();
        }
    }

    /// Plays these days with some rules.
    fn play(&self, settings: &Settings) -> Week {
        let play = Play {
            past: &self.past,
            runs: &self.runs,
            cast: &self.cast,
            settings,
            from: self.from,
            now: self.now,
        };
        let scene = play.act();
        let mut rules: Vec<(&'static str, usize)> = scene.rules.into_iter().collect();
        rules.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        let reminders = scene.messages.into_iter();
        let reminders =
            reminders.flat_map(|(person, all)| all.into_iter().map(move |at| (person, at)));
        Week { rules, reminders: reminders.collect(), digests: self.digests(settings) }
    }

    /// The digests that would have come to those who were there.
    fn digests(&self, settings: &Settings) -> BTreeSet<(PersonId, Instant, DigestKind)> {
        let calendar = settings.calendar();
        let mut all = BTreeSet::new();
        for (id, person) in self.cast.people.iter().filter(|(_, person)| !person.frozen) {
            for kind in DigestKind::ALL {
                let plan = person.digests.get(&kind).cloned().unwrap_or_default();
                if !plan.on.unwrap_or_else(|| is_usual(self.org, person, kind)) {
                    continue;
                }
                let mut at = self.from.max(person.head.created_at);
                while let Some(next) = plan.next(kind, at, person.zone, &calendar) {
                    if next >= self.now {
                        break;
                    }
                    let day = local(next.utc(), person.zone).date();
                    if !person.leave.is_some_and(|leave| leave.contains(day)) {
                        all.insert((*id, next, kind));
                    }
                    at = next;
                }
            }
        }
        all
    }

    /// How many messages each person would have got, by name, the most first.
    fn by_name(&self, week: &Week) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<PersonId, usize> = BTreeMap::new();
        for (person, _) in &week.reminders {
            *counts.entry(*person).or_default() += 1;
        }
        let named = counts
            .into_iter()
            .filter_map(|(person, n)| Some((self.cast.people.get(&person)?.name.clone(), n)));
        let mut people: Vec<(String, usize)> = named.collect();
        people.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        people
    }
}

/// Those who take part.
struct Cast {
    people: HashMap<PersonId, Person>,
    leads: HashMap<PersonId, PersonId>,
    covers: HashMap<PersonId, Covers>,
    pipelines: Vec<Pipeline>,
}

impl Cast {
    /// Who stood in for somebody at a moment.
    fn cover(&self, person: PersonId, at: Instant) -> Cover {
        let all = self.covers.get(&person).map(Vec::as_slice).unwrap_or_default();
        let then = all.iter().rev().find(|(from, _)| *from <= at);
        then.map(|(_, cover)| *cover).unwrap_or_default()
    }

    /// When somebody who was away at a moment is back.
    fn away_until(&self, person: &Person, at: Instant) -> Option<Instant> {
        let (cover, cover_until) = self.cover(person.person_id(), at);
        Person { cover, cover_until, ..person.clone() }.away_until(at)
    }

    /// Who gets somebody's reminders at a moment: who stands in, else the person. Where both are away,
    /// when the first of them is back.
    fn hears(&self, person: PersonId, at: Instant) -> Result<PersonId, Instant> {
        let (cover, until) = self.cover(person, at);
        let until = until.filter(|until| *until > at);
        let cover = cover.and_then(|cover| self.people.get(&cover)).filter(|one| !one.frozen);
        match cover.zip(until) {
            None => Ok(person),
            Some((cover, until)) => match self.away_until(cover, at) {
                Some(back) => Err(back.min(until)),
                None => Ok(cover.person_id()),
            },
        }
    }

    /// After how many days a deal is stale by these rules, by its stage.
    fn idle_days(&self, nudges: &Nudges) -> HashMap<Uuid, i64> {
        let stages = self.pipelines.iter().flat_map(Pipeline::open);
        let limit = |stage: &Stage| (stage.id, nudges.idle_days(&stage.key, stage.idle_days));
        stages.map(limit).collect()
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
        let idle_days = self.cast.idle_days(&self.settings.nudges);
        let timing = |person: &Person| Timing {
            zone: person.zone,
            calendar: self.settings.calendar_of(person),
            nudges: &self.settings.nudges,
            idle_days: &idle_days,
        };
        let timings: HashMap<PersonId, Timing<'_>> =
            self.cast.people.iter().map(|(id, person)| (*id, timing(person))).collect();
        for (at, run) in self.runs.iter().enumerate() {
            let heard =
                run.watch.person.filter(|_| !self.settings.nudges.off.contains(run.watch.rule));
            let owner = heard.and_then(|owner| timings.get_key_value(&owner));
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
            let hears = match self.cast.hears(person, at) {
                Ok(hears) => hears,
                Err(back) => {
                    queue.entry((timing.good(back), person)).or_default().extend(rings);
                    continue;
                }
            };
            let sent = scene.messages.entry(hears).or_default();
            let today = sent.iter().filter(|one| **one >= timing.midnight(at)).count();
            if i64::try_from(today).is_ok_and(|today| today >= self.settings.nudges.most) {
                queue.entry((timing.tomorrow(at), person)).or_default().extend(rings);
                continue;
            }
            if let Some(later) = self.with_the_next(timing, &queue, (hears, at, today), &rings) {
                queue.entry((later, person)).or_default().extend(rings);
                continue;
            }
            let wanted: Vec<Ring> = rings
                .into_iter()
                .filter_map(|ring| self.wanted(timing, ring, at, &mut queue))
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

    /// When it comes together with what is still to be reminded of today at an hour that was chosen, for
    /// which room is kept.
    fn with_the_next(
        &self,
        timing: &Timing<'_>,
        queue: &Queue,
        (hears, at, today): (PersonId, Instant, usize),
        rings: &[Ring],
    ) -> Option<Instant> {
        let rule = |ring: &Ring| self.runs.get(ring.run).map(|run| run.watch.rule);
        let is_due =
            |ring: &Ring| !ring.told && ring.step == 0 && rule(ring) == Some(FOLLOW_UP_DUE);
        if rings.iter().any(is_due) {
            return None;
        }
        let nobody = PersonId(Uuid::nil());
        let rest = (at.plus_millis(1), nobody)..(timing.day_ends(at), nobody);
        let to_come = queue.range(rest).filter(|((_, who), _)| *who == hears);
        let to_come = to_come.filter(|(_, rings)| rings.iter().any(is_due));
        let to_come: Vec<Instant> = to_come.map(|((then, _), _)| *then).collect();
        let taken = i64::try_from(today + to_come.len()).unwrap_or(i64::MAX);
        to_come.first().copied().filter(|_| taken >= self.settings.nudges.most)
    }

    /// The first time from the beginning on that a rule rings, in its place of the series.
    fn first(&self, timing: &Timing<'_>, n: usize, run: &Run) -> Option<(Instant, Ring)> {
        let mut ring = Ring { run: n, since: run.since, step: 0, sent: 0, told: false };
        let mut at = timing.at(&run.watch, run.since, 0)?;
        if run.begun > at {
            // What has waited for too long when somebody moves it is said on the next day.
            let moved = run.watch.rule == DEAL_STALE && !run.is_new;
            at = if moved { timing.tomorrow(run.begun) } else { timing.good(run.begun) };
        }
        while at < self.from {
            if let Some((since, later)) = self.moved(timing, run, &ring, at) {
                (ring.since, ring.step, ring.sent, at) = (since, 0, 0, later.max(at));
            } else {
                (ring.step, at) = timing.step_after(&run.watch, ring.since, (ring.step, at))?;
                ring.sent += 1;
            }
        }
        Some((at, ring))
    }

    /// From when it is counted anew: a deal on which something has happened since, a customer at
    /// whom something goes on.
    fn moved(
        &self,
        timing: &Timing<'_>,
        run: &Run,
        ring: &Ring,
        at: Instant,
    ) -> Option<(Instant, Instant)> {
        let since = match (run.watch.rule, run.record.0) {
            (DEAL_STALE, _) => self.past.last(run.record, at).filter(|last| *last > ring.since)?,
            (NO_NEXT_STEP, Kind::Customer) => {
                let busy = self.past.has_business(run.record, at);
                busy.then(|| at.plus_millis(BUSINESS_MILLIS))?
            }
            _ => return None,
        };
        Some((since, timing.at(&run.watch, since, 0)?))
    }

    /// What rings, if it is still the matter; what is counted anew rings later, if it has not rung from
    /// there as well.
    fn wanted(
        &self,
        timing: &Timing<'_>,
        ring: Ring,
        at: Instant,
        queue: &mut Queue,
    ) -> Option<Ring> {
        let run = self.runs.get(ring.run)?;
        if run.until.is_some_and(|until| until <= at) {
            return None;
        }
        if run.watch.rule == FIRST_RESPONSE {
            return self.past.last(run.record, at).is_none().then_some(ring);
        }
        let Some((since, later)) = self.moved(timing, run, &ring, at) else {
            let is = run.watch.rule != NO_NEXT_STEP || self.past.is_unplanned(run.target, at);
            return is.then_some(ring);
        };
        if ring.told {
            return None;
        }
        let anew = Ring { since, step: 0, sent: 0, ..ring };
        if later <= at {
            return Some(anew);
        }
        if let Some(owner) = run.watch.person {
            queue.entry((later, owner)).or_default().push(anew);
        }
        None
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
        // Whose order waits for a word can do nothing about it.
        let waits = run.watch.from == From::State(OrderStatus::Submitted.word());
        let at_once = waits || run.watch.rule == FIRST_RESPONSE;
        let due = if at_once { 0 } else { self.settings.nudges.tell_after };
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
