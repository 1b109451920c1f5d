//! What has happened in the last days, record by record, as far as it decides what people are
//! reminded of.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use uuid::Uuid;

use crate::domain::deadlines::{DEAL_STALE, Watch, goes_on, watches};
use crate::domain::event::{Event, take_back};
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::people::Person;
use crate::domain::record::{BadFields, Fields, fields};
use crate::store::{Page, Stored, Tx};

/// How many records of a kind are looked at, and how many events.
const MOST: i64 = 20_000;
const EVENTS: i64 = 100_000;
/// How many are read at once.
const PAGE: i64 = 1_000;
/// What is watched for people.
const KINDS: [Kind; 5] = [Kind::Customer, Kind::Lead, Kind::Deal, Kind::Order, Kind::FollowUp];

/// A record as it was, from when on.
type States = Vec<(Instant, Fields)>;

/// From when until when something was planned, by the record.
type Planned = HashMap<(Kind, Uuid), Vec<(Instant, Option<Instant>)>>;

/// Who stands in, and until when.
pub(super) type Cover = (Option<PersonId>, Option<Instant>);
/// The same from some moments on, in order.
pub(super) type Covers = Vec<(Instant, Cover)>;

/// What has happened.
pub(super) struct Past {
    from: Instant,
    records: BTreeMap<(Kind, Uuid), States>,
    /// When something that counts has happened on a record, in order.
    active: HashMap<(Kind, Uuid), Vec<Instant>>,
    /// From when timers are counted.
    counted: HashMap<(Kind, Uuid, String), Instant>,
    /// When something was planned on a record: from when until when.
    planned: Planned,
    /// When a deal or an order was going on at a customer.
    business: Planned,
    /// What has changed about people, by their keys.
    people: HashMap<Uuid, Vec<Event>>,
    /// False when there was too much to look at all of it.
    pub whole: bool,
}

impl Past {
    pub async fn read(tx: &mut dyn Tx, from: Instant) -> Stored<Self> {
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
        let (planned, business) = (planned(&records), business(&records));
        let of_people = of_record.into_iter().filter(|((kind, _), _)| *kind == Kind::Person);
        let people = of_people.map(|((_, id), events)| (id, events)).collect();
        Ok(Self { from, records, active, counted, planned, business, people, whole })
    }

    /// Who stood in for somebody, and until when, from which moment on.
    pub fn covers(&self, person: &Person) -> Result<Covers, BadFields> {
        let events = self.people.get(&person.head.id).map(Vec::as_slice).unwrap_or_default();
        let all = states(fields(person)?, events).into_iter().map(|(from, fields)| {
            let until = fields.get("cover_until").and_then(Value::as_i64).map(Instant);
            (from, (id_of(&fields, "cover").map(PersonId), until))
        });
        Ok(all.collect())
    }

    /// For how long each rule has watched each record.
    pub fn runs(&self) -> Result<Vec<Run>, BadFields> {
        let mut runs = Vec::new();
        for (&(kind, id), states) in &self.records {
            let mut open: Vec<Run> = Vec::new();
            let mut was_there = false;
            for (at, fields) in states {
                let at = *at;
                let now = watches(kind, fields)?;
                let (stay, mut end): (Vec<Run>, Vec<Run>) =
                    open.into_iter().partition(|run| now.contains(&run.watch));
                for run in &mut end {
                    run.until = Some(at);
                }
                runs.append(&mut end);
                open = stay;
                for watch in now {
                    let heard = watch.person.is_some();
                    if heard && !open.iter().any(|run| run.watch == watch) {
                        let since = self.since((kind, id), &watch, at, fields);
                        let mut run = begin((kind, id), watch, (since, at), fields);
                        run.is_new = !was_there;
                        open.push(run);
                    }
                }
                was_there = fields.get("withdrawn").and_then(Value::as_bool) == Some(false);
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

    /// From when a rule is counted that begins to watch a record. What began before is counted from its
    /// timer, or from when the record was made; a deal always from the last that happened on it.
    fn since(&self, record: (Kind, Uuid), watch: &Watch, at: Instant, fields: &Fields) -> Instant {
        let made = fields.get("created_at").and_then(Value::as_i64).map(Instant);
        let last = match watch.rule {
            DEAL_STALE => self.last(record, at.max(self.from)),
            _ if at > BEFORE => return at,
            _ => None,
        };
        last.or(made).unwrap_or(at)
    }

    /// When something that counts last happened, at a moment.
    pub fn last(&self, record: (Kind, Uuid), at: Instant) -> Option<Instant> {
        let all = self.active.get(&record)?;
        all.iter().rev().find(|one| **one <= at).copied()
    }

    /// Tells whether a next step was still missing at a moment.
    pub fn is_unplanned(&self, target: (Kind, Uuid), at: Instant) -> bool {
        let went_on = match self.records.get(&target) {
            Some(states) => {
                let state = states.iter().rev().find(|(from, _)| *from <= at);
                state.is_some_and(|(_, fields)| goes_on(target.0, fields))
            }
            None => !KINDS.contains(&target.0),
        };
        went_on && !covers(&self.planned, target, at)
    }

    /// Tells whether a deal or an order was going on at a customer at a moment: that is looked at
    /// by itself.
    pub fn has_business(&self, customer: (Kind, Uuid), at: Instant) -> bool {
        covers(&self.business, customer, at)
    }
}

fn covers(all: &Planned, record: (Kind, Uuid), at: Instant) -> bool {
    let covers = |(from, until): &(Instant, Option<Instant>)| {
        *from <= at && until.is_none_or(|until| until > at)
    };
    all.get(&record).is_some_and(|all| all.iter().any(covers))
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

/// A rule begins to watch a record.
fn begin(
    record: (Kind, Uuid),
    watch: Watch,
    (since, begun): (Instant, Instant),
    fields: &Fields,
) -> Run {
    let target = match record.0 {
        Kind::FollowUp => {
            let kind = fields.get("on_kind").and_then(Value::as_str).and_then(Kind::of_word);
            kind.zip(id_of(fields, "on_id")).unwrap_or(record)
        }
        _ => record,
    };
    Run { record, target, watch, since, begun, is_new: false, until: None }
}

/// From when until when something was planned on each record; what is planned on a customer's deal
/// is planned on the customer.
fn planned(records: &BTreeMap<(Kind, Uuid), States>) -> Planned {
    let mut all = Planned::new();
    for (kind, from, until, fields) in each(records) {
        if kind != Kind::FollowUp || text(fields, "state") != Some("open") {
            continue;
        }
        let on = text(fields, "on_kind").and_then(Kind::of_word).zip(id_of(fields, "on_id"));
        let customer = id_of(fields, "customer").map(|customer| (Kind::Customer, customer));
        for on in on.into_iter().chain(customer.filter(|customer| on != Some(*customer))) {
            all.entry(on).or_default().push((from, until));
        }
    }
    all
}

/// From when until when a deal or an order was going on at each customer.
fn business(records: &BTreeMap<(Kind, Uuid), States>) -> Planned {
    let mut all = Planned::new();
    for (kind, from, until, fields) in each(records) {
        let counts = matches!(kind, Kind::Deal | Kind::Order);
        if let Some(customer) = id_of(fields, "customer").filter(|_| counts) {
            all.entry((Kind::Customer, customer)).or_default().push((from, until));
        }
    }
    all
}

/// How each record that was going on was, and from when until when.
fn each(
    records: &BTreeMap<(Kind, Uuid), States>,
) -> impl Iterator<Item = (Kind, Instant, Option<Instant>, &Fields)> {
    records.iter().flat_map(|((kind, _), states)| {
        let each = states.iter().enumerate();
        each.filter(|(_, (_, fields))| goes_on(*kind, fields)).map(|(at, (from, fields))| {
            (*kind, *from, states.get(at + 1).map(|(until, _)| *until), fields)
        })
    })
}

fn text<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.get(name).and_then(Value::as_str)
}

/// A rule that watched a record for a while.
pub(super) struct Run {
    /// Which record.
    pub record: (Kind, Uuid),
    /// What it says something about.
    pub target: (Kind, Uuid),
    /// The rule.
    pub watch: Watch,
    /// From when its timer is counted.
    pub since: Instant,
    /// Since when it watched.
    pub begun: Instant,
    /// Whether the record itself began with it.
    pub is_new: bool,
    /// Until when, if that is over.
    pub until: Option<Instant>,
}
