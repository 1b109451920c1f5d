//! A transaction of one org, and the line of work that it ends.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use bot_core::domain::ids::{Instant, Kind, PersonId};
use bot_core::domain::people::Person;
use bot_core::domain::record::Record;
use bot_core::domain::settings::Settings;
use bot_core::store::{
    Claimed, Foreknown, Job, Nudged, Origin, StoreError, Stored, Timer, Tx, Unit,
};
use uuid::Uuid;

use crate::context::Home;
use crate::db::{Row, Session, Statement, sql};
use crate::events::{self, Pending};
use crate::keys::Waiting;
use crate::record::{record, records};
use crate::storage::Wakes;
use crate::{inbox, jobs, people, settings, system};

/// Asks for the newest numbers of an org. On a server its writers queue up here.
const COUNTERS: &str = "select name, n from counter where org = $1 order by name {locked}";

/// What a transaction ends when it commits.
pub(crate) enum Ends {
    /// Nothing: it only looks.
    Look,
    /// Nothing: it writes on its own.
    Nothing,
    /// The work on a message.
    Message(Claimed, Option<Home>),
    /// A job.
    Job(Job),
}

/// A transaction.
pub(crate) struct Work {
    pub(crate) origin: Origin,
    pub(crate) session: Session,
    pub(crate) ends: Ends,
    pub(crate) wakes: Wakes,
    pub(crate) op: &'static str,
    pub(crate) undoes: Option<Uuid>,
    pub(crate) events: Vec<Pending>,
    /// The search keys that are written with the next read or the commit.
    pub(crate) keys: Waiting,
    /// The timers that are written with the next read or the commit.
    pub(crate) timers: BTreeMap<(Kind, Uuid, String), Timer>,
    /// The timers that are taken away then, and when they were to ring.
    pub(crate) gone: BTreeMap<(Kind, Uuid, String), Instant>,
    /// What somebody is reminded of, to be written then as well.
    pub(crate) nudges: Vec<Nudged>,
    /// The people that have been asked for.
    pub(crate) people: HashMap<PersonId, Option<Person>>,
    /// The rules of the org, read with the first hop.
    pub(crate) settings: Option<Settings>,
    /// The limits of the stages, once they were asked for.
    pub(crate) idle_days: Option<HashMap<Uuid, i64>>,
    /// The org's numbers, read with the first hop, and those taken since.
    pub(crate) numbers: Option<HashMap<String, i64>>,
    /// The newest numbers that were taken, to be written with the commit.
    pub(crate) taken: BTreeMap<&'static str, i64>,
    /// Whether all that the commit sends is worked out.
    pub(crate) ready: bool,
    /// True when a reply waits to go out.
    pub(crate) spoke: bool,
    /// True when timers were set.
    pub(crate) rings: bool,
}

impl Work {
    pub(crate) fn new(origin: Origin, session: Session, ends: Ends, wakes: Wakes) -> Self {
        Self {
            origin,
            session,
            ends,
            wakes,
            op: "",
            undoes: None,
            events: Vec::new(),
            keys: Waiting::default(),
            timers: BTreeMap::new(),
            gone: BTreeMap::new(),
            nudges: Vec::new(),
            people: HashMap::new(),
            settings: None,
            idle_days: None,
            numbers: None,
            taken: BTreeMap::new(),
            ready: false,
            spoke: false,
            rings: false,
        }
    }

    /// Queues a write.
    pub(crate) fn write(&mut self, statement: Statement) -> Stored<()> {
        self.writes()?;
        self.session.push(statement);
        Ok(())
    }

    /// Refuses where this transaction only looks.
    pub(crate) fn writes(&self) -> Stored<()> {
        if matches!(self.ends, Ends::Look) {
            return Err(StoreError::Broken("this transaction only looks".to_owned()));
        }
        Ok(())
    }

    /// Queues what waits to be written together.
    fn write_waiting(&mut self) {
        self.session.extend(self.keys.written(self.origin.org));
        self.timers_first();
    }

    /// Queues the timers and the reminders that wait, before something is done with such rows.
    pub(crate) fn timers_first(&mut self) {
        let waiting = self.timers_written();
        self.session.extend(waiting);
    }

    /// Reads; what is queued goes first, in the same hop.
    pub(crate) async fn read(&mut self, statement: Statement) -> Stored<Vec<Row>> {
        let mut all = self.reads(vec![statement]).await?;
        Ok(all.pop().unwrap_or_default())
    }

    /// Reads several things in one hop.
    ///
    /// The first hop of a transaction that writes also brings the org's numbers, its rules and who
    /// acts: a look-up by key in the same trip is nearly free, a trip of its own is not. Where several write at once, the
    /// writers of an org queue up here: so none takes another's number, and none waits for rows
    /// that another holds while holding some itself.
    pub(crate) async fn reads(&mut self, mut asked: Vec<Statement>) -> Stored<Vec<Vec<Row>>> {
        self.write_waiting();
        if matches!(self.ends, Ends::Look) || self.numbers.is_some() {
            return self.session.reads(asked).await;
        }
        let (org, actor) = (self.origin.org, self.origin.actor);
        asked.push(settings::of_org(org, actor));
        asked.push(sql!(COUNTERS, org));
        let mut answers = self.session.reads(asked).await?;
        let numbers = answers.pop().unwrap_or_default();
        let numbers = numbers.iter().map(|row| Ok((row.get(0)?, row.get(1)?)));
        self.numbers = Some(numbers.collect::<Stored<_>>()?);
        let rules = answers.pop().unwrap_or_default();
        self.settings = Some(settings::of_row(org, rules.first())?);
        if let Some(actor) = actor {
            let person = rules.first().map(settings::person).transpose()?;
            self.people.insert(actor, person.flatten());
        }
        Ok(answers)
    }

    /// Sends what is queued; what is written together goes on waiting for more.
    pub(crate) async fn send(&mut self) -> Stored<()> {
        if self.numbers.is_none() {
            return self.reads(Vec::new()).await.map(drop);
        }
        self.session.reads(Vec::new()).await.map(drop)
    }

    /// Reads records.
    pub(crate) async fn list<R: Record>(&mut self, statement: Statement) -> Stored<Vec<R>> {
        records(&self.read(statement).await?)
    }

    /// A person, read once.
    pub(crate) async fn person(&mut self, person: PersonId) -> Stored<Option<Person>> {
        if !self.people.contains_key(&person) {
            let rows = self.read(people::by_id(self.origin.org, person)).await?;
            // The first hop may have brought the same person meanwhile.
            self.people.insert(person, rows.first().map(record).transpose()?);
        }
        Ok(self.people.get(&person).cloned().flatten())
    }

    /// The next number of a kind: known from the first hop, written with the commit.
    ///
    /// Another transaction that took the same number in the meantime makes this one fail as stale.
    pub(crate) async fn number(&mut self, kind: Kind) -> Stored<i64> {
        if self.numbers.is_none() {
            self.reads(Vec::new()).await?;
        }
        let numbers = self.numbers.get_or_insert_default();
        let last = numbers.entry(kind.word().to_owned()).or_default();
        *last += 1;
        self.taken.insert(kind.word(), *last);
        Ok(*last)
    }

    fn ending(&mut self) {
        if std::mem::replace(&mut self.ready, true) {
            return;
        }
        self.write_waiting();
        match &self.ends {
            Ends::Look | Ends::Nothing => {}
            Ends::Message(claimed, home) => {
                if let Some(home) = home {
                    self.session.extend(home.write(self.origin.at));
                    self.rings |= home.opens;
                }
                let (org, actor) = (self.origin.org, self.origin.actor);
                self.session.hold(sql!(system::HOLD_LINE, &claimed.line));
                self.session.push(inbox::advance(claimed, org, actor));
            }
            Ends::Job(job) => self.session.push(jobs::done(job)),
        }
        let (events, taken) = (std::mem::take(&mut self.events), std::mem::take(&mut self.taken));
        self.session.extend(events::write(self.origin.org, events, &taken));
        if let Ends::Job(job) = &self.ends {
            self.session.push(jobs::ran(&job.kind, self.origin.at));
        }
    }
}

#[async_trait]
impl Unit for Work {
    fn tx(&mut self) -> &mut dyn Tx {
        self
    }

    fn foreknown(&self) -> Option<Foreknown> {
        Some(Foreknown {
            settings: self.settings.clone()?,
            numbers: self.numbers.clone()?,
            people: self.people.clone(),
            idle_days: self.idle_days.clone(),
        })
    }

    fn follow(&mut self, known: Foreknown) -> Stored<()> {
        let (org, version) = (self.origin.org, known.settings.head.version);
        // In the line of the org's writers, as with the first question of one that asks.
        self.session.hold(sql!(COUNTERS, org));
        self.write(settings::guard(org, version))?;
        self.write(events::guard_numbers(org, &known.numbers))?;
        self.settings = Some(known.settings);
        self.numbers = Some(known.numbers);
        self.people = known.people;
        self.idle_days = known.idle_days;
        Ok(())
    }

    fn ready(&mut self) {
        self.ending();
    }

    async fn commit(mut self: Box<Self>) -> Stored<()> {
        if matches!(self.ends, Ends::Look) {
            self.session.rollback().await;
            return Ok(());
        }
        self.ending();
        let this = *self;
        this.session.commit().await?;
        if this.spoke {
            this.wakes.outbox.notify_one();
        }
        if matches!(this.ends, Ends::Message(..)) {
            this.wakes.inbox.notify_one();
        }
        if this.rings {
            this.wakes.timers.notify_one();
        }
        Ok(())
    }

    async fn rollback(self: Box<Self>) {
        self.session.rollback().await;
    }
}
