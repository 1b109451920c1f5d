//! The store: what the engine, the scheduler and the channels ask.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Moment};

use async_trait::async_trait;
use bot_core::chat::channel::{Arrival, Inlet, NotKept};
use bot_core::chat::incoming::{Address, Incoming};
use bot_core::chat::reply::Reply;
use bot_core::domain::ids::{Instant, OrgId, PersonId};
use bot_core::domain::org::Org;
use bot_core::store::{
    Claimed, ClosedChat, Context, Erasure, Invite, Job, NewReply, Origin, Outgoing, OutgoingEnd,
    SentReply, Sort, Store, StoreError, Stored, Unit,
};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::chats::of_json;
use crate::context::Home;
use crate::db::{AtWork, Counts, Db, Fault, Mode, Options, Sent, Statement, Target, sql};
use crate::dump::{Dump, DumpError, Source, restore_into};
use crate::health::Health;
use crate::open::{OpenError, hold, prepare};
use crate::operator::{self, DeadReply, FailedJob, JobKind};
use crate::unit::{Ends, Work};
use crate::{chats, context, erasing, events, health, inbox, jobs, orgs, outbox, pruning, system};

/// Woken when there may be something to do, so that loops need not ask often.
#[derive(Clone, Debug, Default)]
pub struct Wakes {
    /// Something came in, or a conversation may go on.
    pub inbox: Arc<Notify>,
    /// Something waits to go out.
    pub outbox: Arc<Notify>,
    /// A timer was set or a job was made.
    pub timers: Arc<Notify>,
}

/// The database, as the rest of the house sees it.
#[derive(Clone)]
pub struct Storage {
    pub(crate) db: Db,
    wakes: Wakes,
    pub(crate) lease: i64,
    /// The terminal that asks, if it is one.
    terminal: Option<Uuid>,
    /// Where people are reached, to be written with the work on the message of that key.
    homes: Arc<Mutex<HashMap<Uuid, Home>>>,
    /// When it was noted last that a channel hears anything.
    pub(crate) heard: Arc<Mutex<HashMap<String, Moment>>>,
}

/// How many of [`Storage::homes`] are kept for messages that nobody ended.
const HOMES: usize = 4096;
/// How long to wait before a file is opened again.
const WAITS: [Duration; 3] =
    [Duration::from_millis(50), Duration::from_millis(200), Duration::from_secs(1)];
/// After how many milliseconds of silence a terminal is forgotten.
const FORGOTTEN: i64 = 24 * 60 * 60 * 1000;

impl Storage {
    /// Opens or creates a database: a path, `sqlite:PATH`, or `postgres://…`.
    pub async fn open(path_or_url: &str) -> Result<Self, OpenError> {
        Self::open_with(path_or_url, Options::default()).await
    }

    /// The same, with other settings.
    pub async fn open_with(path_or_url: &str, options: Options) -> Result<Self, OpenError> {
        let target = Target::of(path_or_url)?;
        if let Some(path) = target.file() {
            prepare(path)?;
        }
        Ok(Self {
            db: open(&target, options).await?,
            wakes: Wakes::default(),
            lease: options.lease_millis,
            terminal: None,
            homes: Arc::default(),
            heard: Arc::default(),
        })
    }

    /// Brings a database's schema up to date, and nothing else.
    pub async fn migrate(path_or_url: &str) -> Result<(), OpenError> {
        Self::open(path_or_url).await?.close().await;
        Ok(())
    }

    /// What wakes the loops.
    pub fn wakes(&self) -> Wakes {
        self.wakes.clone()
    }

    /// Writes a new org.
    pub async fn create_org(&self, org: &Org) -> Stored<()> {
        let all = vec![orgs::insert(org)?, events::no_numbers(org.id)];
        self.db.batch(all).await.map(drop)
    }

    /// Begins the transaction that makes the first org, row and all. Where there is one already, it
    /// fails with `Stale`: of several that begin at once, one commits.
    pub fn begin_first(&self, org: &Org, origin: Origin) -> Stored<Box<dyn Unit>> {
        let first = sql!(system::GUARD_FIRST, org.id);
        let guards = vec![first, orgs::insert(org)?, events::no_numbers(org.id)];
        self.unit(Mode::Write, origin, Ends::Nothing, guards)
    }

    /// All orgs.
    pub async fn orgs(&self) -> Stored<Vec<Org>> {
        let rows = self.db.ask(sql!(system::ORGS)).await?;
        rows.iter().map(|row| orgs::org_at(row, 0)).collect()
    }

    /// Who was forgotten, without any personal value: to be forgotten again on an older copy, see
    /// [`Storage::erase_again`].
    pub async fn erasures(&self, org: OrgId) -> Stored<Vec<Erasure>> {
        self.db.ask(erasing::listed(org)).await?.iter().map(erasing::erasure).collect()
    }

    /// Binds an account of a platform to a person: set-up.
    pub async fn add_account(
        &self,
        origin: &Origin,
        account: (&str, &str),
        person: PersonId,
        home: &Address,
    ) -> Stored<()> {
        let (source, account) = account;
        let bind = chats::bind(origin.org, source, account, person, home, origin);
        self.db.run(bind).await.map(drop)
    }

    /// Makes this the storage of one terminal among several: it works on what is typed there and
    /// takes what goes to the chats that it serves or was caused there.
    #[must_use]
    pub fn at_terminal(mut self) -> Self {
        self.terminal = Some(Uuid::now_v7());
        self
    }

    /// Says that this terminal serves these chats, for as long as a lease lasts.
    pub async fn sit(&self, chats: &[Address]) -> Stored<()> {
        let sit = chats.iter().map(|chat| sql!(system::SIT, self.terminal, chat, self.lease));
        self.db.batch(sit.collect()).await.map(drop)
    }

    /// Says that this terminal is gone: whoever comes next may have what it leaves.
    pub async fn leave(&self) -> Stored<()> {
        self.db.run(sql!(system::LEAVE, self.terminal, FORGOTTEN)).await.map(drop)
    }

    /// Writes a compact, consistent copy to a file that is empty or not there yet.
    pub async fn copy_to(&self, path: &Path) -> Result<(), DumpError> {
        if self.db.target().file().is_some() {
            return Ok(self.db.copy_to(path).await?);
        }
        let all = Source::Database(self.dump().await?);
        restore_into(&Target::File(path.to_owned()), all, false, &mut |_| ()).await.map(drop)
    }

    /// Begins to read everything as it is now.
    pub async fn dump(&self) -> Result<Dump, DumpError> {
        Dump::begin(self.db.target()).await
    }

    /// What the database finds wrong with itself; empty when all is well.
    pub async fn integrity_check(&self) -> Stored<Vec<String>> {
        self.db.integrity_check().await
    }

    /// Does what nobody waits for, once a minute: lets go on what waits for an instant that only a
    /// clock which was ahead can have set, and leaves nothing in a journal that was erased.
    pub async fn upkeep(&self) -> Stored<()> {
        let both = vec![sql!(system::RIGHT_INBOX), sql!(system::RIGHT_OUTBOX)];
        let righted = self.db.batch(both).await?.iter().any(|answer| answer.affected > 0);
        if righted {
            self.wakes.inbox.notify_one();
            self.wakes.outbox.notify_one();
        }
        self.db.empty_journal().await
    }

    /// Takes away messages, used buttons and jobs that are older than so many days; tells how many
    /// messages went.
    pub async fn prune(&self, days: i64) -> Stored<u64> {
        pruning::prune(&self.db, days).await
    }

    /// How the database does: for an operator.
    pub async fn health(&self) -> Stored<Health> {
        health::ask(&self.db).await
    }

    /// Sees to it that records from before they were watched get their timers.
    pub async fn adopt(&self, now: Instant) -> Stored<()> {
        self.db.run(sql!(system::ADOPT, now)).await.map(drop)
    }

    /// Gives free what others have in hand, in a copy of their database.
    pub async fn let_go(&self) -> Stored<()> {
        let all = system::LET_GO.iter().map(|text| sql!(*text)).collect();
        self.db.batch(all).await.map(drop)
    }

    /// For how long somebody who may be gone still has replies in hand, or jobs that are due by
    /// then, in milliseconds; none where nobody has.
    pub async fn held(&self, until: Instant) -> Stored<Option<i64>> {
        let rows = self.db.ask(sql!(system::HELD, until)).await?;
        rows.first().map_or(Ok(None), |row| row.opt(0))
    }

    /// Makes this a program that does what is due here, for as long as what it gives is held. A file
    /// has one of them, and what another one had in hand that is gone is taken up at once. Of those
    /// that serve a database on a server there may be several, each with leases of its own; who works
    /// `alone`, by a clock of its own, is the only one there as well.
    pub async fn at_work(&self, alone: bool) -> Result<AtWork, OpenError> {
        let target = self.db.target();
        let Some(file) = target.file() else {
            return AtWork::on_server(target, alone).await;
        };
        let held = hold(file)?;
        let free = system::FREE.iter().map(|text| sql!(*text)).collect();
        self.db.batch(free).await.map_err(|error| OpenError::of(target, error))?;
        Ok(AtWork::on_file(held))
    }

    /// How all kinds of jobs do: for an operator.
    pub async fn jobs(&self) -> Stored<Vec<JobKind>> {
        operator::jobs(&self.db).await
    }

    /// The newest jobs that were given up.
    pub async fn failed_jobs(&self) -> Stored<Vec<FailedJob>> {
        operator::failed_jobs(&self.db).await
    }

    /// The newest replies that were given up.
    pub async fn dead_replies(&self) -> Stored<Vec<DeadReply>> {
        operator::dead(&self.db).await
    }

    /// The places of all replies that were given up, the oldest first.
    pub async fn dead_seqs(&self) -> Stored<Vec<i64>> {
        operator::dead_seqs(&self.db).await
    }

    /// The chats that are closed to us.
    pub async fn closed_chats(&self) -> Stored<Vec<ClosedChat>> {
        operator::closed_chats(&self.db).await
    }

    /// Sends a reply that was given up once more; tells whether there is one.
    pub async fn retry_reply(&self, seq: i64) -> Stored<bool> {
        let found = operator::retry(&self.db, seq).await;
        self.wakes.outbox.notify_one();
        found
    }

    /// Lets a reply that was given up rest; tells whether there is one.
    pub async fn drop_reply(&self, seq: i64) -> Stored<bool> {
        operator::drop_reply(&self.db, seq).await
    }

    /// What has been sent to the database since it was opened.
    pub fn counts(&self) -> Counts {
        self.db.counts()
    }

    /// Makes the database die where the fault says so.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.db.set_fault(fault);
    }

    /// Begins to note down what is sent, or stops; gives what was noted.
    pub fn record(&self, on: bool) -> Vec<Sent> {
        self.db.record(on)
    }

    /// Sends again what was noted down: for benchmarks, on a copy made before it.
    pub async fn replay(&self, sent: &[Sent]) -> Stored<()> {
        self.db.replay(sent).await
    }

    /// Closes the database; what comes after fails.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// Keeps arrivals by these statements.
    pub(crate) async fn keep_all(
        &self,
        source: &str,
        arrivals: &[Arrival],
        mut all: Vec<Statement>,
    ) -> Stored<()> {
        all.extend(self.heard(source, arrivals));
        self.db.batch(all).await?;
        self.wakes.inbox.notify_one();
        Ok(())
    }

    fn unit(
        &self,
        mode: Mode,
        origin: Origin,
        ends: Ends,
        guards: Vec<Statement>,
    ) -> Stored<Box<dyn Unit>> {
        let mut session = self.db.session(mode)?;
        session.extend(guards);
        let work = Work::new(origin, session, ends, self.wakes.clone());
        Ok(Box::new(work))
    }

    /// A transaction that belongs to no line of work, for what only storage does.
    pub(crate) fn begin_work(&self, origin: Origin) -> Stored<Work> {
        let session = self.db.session(Mode::Write)?;
        Ok(Work::new(origin, session, Ends::Nothing, self.wakes.clone()))
    }

    /// Fails unless the one statement changed a row.
    async fn run_ours(&self, statement: Statement) -> Stored<()> {
        let answer = self.db.run(statement).await?;
        if answer.affected == 0 {
            return Err(StoreError::Stale);
        }
        Ok(())
    }
}

/// What people may read of the address of a database: all but the password.
pub fn named(path_or_url: &str) -> String {
    Target::of(path_or_url).map_or_else(|error| error.to_string(), |target| target.to_string())
}

/// The file that a setting names; none for a server.
pub fn file_of(path_or_url: &str) -> Option<PathBuf> {
    Target::of(path_or_url).ok()?.file().map(Path::to_owned)
}

/// Opens a database; where another process is at it, that may take a moment.
async fn open(target: &Target, options: Options) -> Result<Db, OpenError> {
    for wait in WAITS {
        match Db::open(target, options).await {
            Err(error) if error.may_pass() => tokio::time::sleep(wait).await,
            done => return done,
        }
    }
    Db::open(target, options).await
}

/// Between which texts the addresses of a channel stand: `0` follows `/`.
fn range_of(source: &str) -> (String, String) {
    (format!("{source}/"), format!("{source}0"))
}

pub(crate) fn not_kept(error: &StoreError) -> NotKept {
    match error {
        StoreError::Unusable(why) => NotKept::Unusable(why.clone()),
        other => NotKept::Later(other.to_string()),
    }
}

#[async_trait]
impl Inlet for Storage {
    async fn keep(
        &self,
        source: &str,
        arrivals: &[Arrival],
        cursor: Option<i64>,
    ) -> Result<(), NotKept> {
        let all = inbox::keep(source, arrivals, cursor, self.terminal);
        self.keep_all(source, arrivals, all).await.map_err(|e| not_kept(&e))
    }

    async fn cursor(&self, source: &str) -> Result<Option<(i64, i64)>, NotKept> {
        let rows = self.db.ask(sql!(system::CURSOR, source)).await;
        let rows = rows.map_err(|e| not_kept(&e))?;
        let found = rows.first().map(|row| Ok((row.get(0)?, row.get(1)?)));
        found.transpose().map_err(|e| not_kept(&e))
    }

    async fn lines(&self, source: &str) -> Result<Vec<Address>, NotKept> {
        let (from, to) = range_of(source);
        let rows = self.db.ask(sql!(system::LINES, from, to)).await;
        let lines = rows.map_err(|e| not_kept(&e))?;
        lines.iter().map(|row| row.get(0)).collect::<Stored<_>>().map_err(|e| not_kept(&e))
    }
}

#[async_trait]
impl Store for Storage {
    async fn claim(&self, source: &str, limit: i64) -> Stored<Vec<Claimed>> {
        let (from, to) = range_of(source);
        let terminal = self.terminal.unwrap_or_default();
        let answer =
            self.db.run(sql!(system::CLAIM, limit, self.lease, from, to, terminal)).await?;
        let claimed = answer.rows.iter().map(inbox::claimed);
        let mut claimed = claimed.collect::<Stored<Vec<_>>>()?;
        claimed.sort_by_key(|one| one.seq);
        Ok(claimed)
    }

    async fn context(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        now: Instant,
    ) -> Stored<Context> {
        let (context, home) = context::context(&self.db, claimed, incoming, now).await?;
        if let Some(home) = home {
            let mut homes = self.homes.lock().unwrap_or_else(PoisonError::into_inner);
            if homes.len() >= HOMES {
                homes.clear();
            }
            homes.insert(claimed.id, home);
        }
        Ok(context)
    }

    async fn earlier(&self, claimed: &Claimed) -> Stored<Vec<(Uuid, String)>> {
        let rows = self.db.ask(sql!(system::EARLIER, claimed.seq)).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    async fn moved(&self, from: &Address, to: &Address) -> Stored<()> {
        self.db.run(sql!(system::MOVE_TALKS, from, to)).await.map(drop)
    }

    async fn look(&self, origin: Origin) -> Stored<Box<dyn Unit>> {
        self.unit(Mode::Look, origin, Ends::Look, Vec::new())
    }

    async fn work(&self, claimed: &Claimed, origin: Origin) -> Stored<Box<dyn Unit>> {
        let home = {
            let mut homes = self.homes.lock().unwrap_or_else(PoisonError::into_inner);
            homes.remove(&claimed.id)
        };
        let ends = Ends::Message(claimed.clone(), home);
        self.unit(Mode::Write, origin, ends, Vec::new())
    }

    async fn work_job(&self, job: &Job, origin: Origin) -> Stored<Box<dyn Unit>> {
        let guards = vec![jobs::guard(job)];
        let ends = Ends::Job(job.clone());
        self.unit(Mode::Write, origin, ends, guards)
    }

    async fn part_of(&self, job: &Job, origin: Origin) -> Stored<Box<dyn Unit>> {
        let guards = vec![jobs::guard(job), jobs::hold(job, self.lease)];
        self.unit(Mode::Write, origin, Ends::Nothing, guards)
    }

    async fn begin(&self, origin: Origin) -> Stored<Box<dyn Unit>> {
        self.unit(Mode::Write, origin, Ends::Nothing, Vec::new())
    }

    fn is_wanted(&self) -> bool {
        self.db.is_wanted()
    }

    async fn failed(&self, claimed: &Claimed, why: &str, wait_millis: i64) -> Stored<()> {
        let all = vec![inbox::note(claimed, why, false), inbox::wait(claimed, wait_millis)];
        self.db.batch(all).await.map(drop)
    }

    async fn park(&self, claimed: &Claimed, why: &str, answer: Option<Reply>) -> Stored<()> {
        let nobody = OrgId(Uuid::nil());
        let at = self.db.now().await?;
        let mut session = self.db.session(Mode::Write)?;
        session.push(inbox::note(claimed, why, true));
        session.hold(sql!(system::HOLD_LINE, &claimed.line));
        session.push(inbox::advance(claimed, nobody, None));
        if let Some(reply) = answer {
            // Nobody knows whose message it is: the answer belongs to no org.
            let origin = Origin {
                org: nobody,
                change: claimed.id,
                actor: None,
                via: claimed.line.0.clone(),
                at,
            };
            let reply =
                NewReply { id: Uuid::now_v7(), chat: claimed.line.clone(), person: None, reply };
            session.push(outbox::add(&origin, &reply)?);
        }
        session.commit().await?;
        self.wakes.outbox.notify_one();
        self.wakes.inbox.notify_one();
        Ok(())
    }

    async fn take_invite(
        &self,
        claimed: &Claimed,
        digest: &str,
        now: Instant,
    ) -> Stored<Option<(Org, Invite)>> {
        let taken = self.db.run(sql!(system::TAKE_INVITE, digest, now, claimed.id)).await?;
        let Some(row) = taken.rows.first() else {
            return Ok(None);
        };
        let invite = chats::invite(row, 1, digest.to_owned())?;
        let org = self.org(row.get(0)?).await?;
        Ok(org.map(|org| (org, invite)))
    }

    async fn claim_outgoing(&self, source: &str, limit: i64) -> Stored<Vec<Outgoing>> {
        let claim = match self.terminal {
            Some(terminal) => {
                sql!(system::CLAIM_AT_TERMINAL, source, limit, self.lease, terminal)
            }
            None => sql!(system::CLAIM_OUTGOING, source, limit, self.lease),
        };
        let answer = self.db.run(claim).await?;
        let mut claimed = Vec::new();
        for row in &answer.rows {
            // One that cannot be read must not hold up its chat, let alone the others.
            match outbox::outgoing(row)? {
                (outgoing, None) => claimed.push(outgoing),
                (odd, Some(why)) => {
                    self.end_outgoing(&odd, &OutgoingEnd::Dead(why), odd.at).await?;
                }
            }
        }
        claimed.sort_by_key(|one| one.seq);
        Ok(claimed)
    }

    async fn sources(&self) -> Stored<Vec<String>> {
        let rows = self.db.ask(sql!(system::SOURCES)).await?;
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn last_sent(&self, chat: &Address, sort: Sort) -> Stored<Option<SentReply>> {
        let mut replaced: Vec<Uuid> = Vec::new();
        for row in self.db.ask(sql!(system::LAST_SENT, chat)).await? {
            let (id, reply): (Uuid, Reply) = (row.get(0)?, of_json(row.get(1)?)?);
            // A message whose place another one took is no longer there.
            if sort(&reply) && !replaced.contains(&id) {
                return Ok(Some(SentReply { id, at: row.get(3)?, reply }));
            }
            replaced.extend(row.opt::<Uuid>(2)?);
        }
        Ok(None)
    }

    async fn waits(&self, source: &str) -> Stored<bool> {
        let (from, to) = range_of(source);
        let asked = match self.terminal {
            Some(terminal) => sql!(system::WAITS_AT_TERMINAL, source, terminal),
            None => sql!(system::WAITS, source, from, to),
        };
        let rows = self.db.ask(asked).await?;
        Ok(rows.first().map(|row| row.get::<i64>(0)).transpose()?.unwrap_or_default() > 0)
    }

    async fn end_outgoing(
        &self,
        outgoing: &Outgoing,
        end: &OutgoingEnd,
        now: Instant,
    ) -> Stored<()> {
        self.db.batch(outbox::end(outgoing, end, now)).await?;
        self.wakes.outbox.notify_one();
        if matches!(end, OutgoingEnd::Closed(_) | OutgoingEnd::Dead(_)) {
            self.wakes.timers.notify_one();
        }
        Ok(())
    }

    async fn ring(&self, now: Instant, limit: i64) -> Stored<i64> {
        let due = self.db.ask(sql!(system::DUE, now, limit)).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let (statements, counts) = jobs::ring(&due, now)?;
        let answers = self.db.batch(statements).await?;
        self.wakes.timers.notify_one();
        let rung = counts.into_iter().filter_map(|at| answers.get(at)).map(|a| a.affected);
        Ok(i64::try_from(rung.sum::<u64>()).unwrap_or(i64::MAX))
    }

    async fn next_ring(&self) -> Stored<Option<Instant>> {
        health::earlier(&self.db, sql!(system::NEXT_RING)).await
    }

    async fn claim_jobs(&self, now: Instant, limit: i64) -> Stored<Vec<Job>> {
        let claim = sql!(system::CLAIM_JOBS, now, limit, self.lease);
        let answer = self.db.run(claim).await?;
        let mut claimed = answer.rows.iter().map(jobs::job).collect::<Stored<Vec<_>>>()?;
        claimed.sort_by_key(|job| (job.due, job.attempts, job.id));
        Ok(claimed)
    }

    async fn job_waits(&self, job: &Job, then: Instant) -> Stored<()> {
        self.run_ours(jobs::waits(job, then)).await?;
        self.wakes.timers.notify_one();
        Ok(())
    }

    async fn job_failed(&self, job: &Job, why: &str, again: Option<Instant>) -> Stored<()> {
        self.run_ours(jobs::failed(job, why, again)).await?;
        self.wakes.timers.notify_one();
        Ok(())
    }

    async fn org(&self, id: OrgId) -> Stored<Option<Org>> {
        let rows = self.db.ask(orgs::by_id(id)).await?;
        rows.first().map(|row| orgs::org_at(row, 0)).transpose()
    }
}
