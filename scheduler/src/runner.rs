//! Claims jobs that are due and does each in a transaction of its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use bot_core::clock::Clock;
use bot_core::domain::ids::{Instant, OrgId};
use bot_core::domain::org::Org;
use bot_core::imports::Kept;
use bot_core::store::{Job, Origin, Store, StoreError, Stored};
use futures::FutureExt as _;
use tracing::Instrument as _;

use crate::jobs::{Around, BEFOREHAND, JobCx, JobEntry, JobProblem, JobResult};

/// How many timers ring at a time.
const RINGS: i64 = 200;
/// How many jobs are taken at a time.
const AT_A_TIME: i64 = 16;
/// How often a job is begun at most.
const TRIES: i64 = 5;
/// The wait after the first failure: 30 s, 2 min, 8 min, 32 min.
const FIRST_WAIT: i64 = 30 * 1000;

/// The orgs of the jobs that are taken at a time.
type Orgs = HashMap<OrgId, Org>;

/// Does what has become due.
pub struct Runner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    jobs: &'static [JobEntry],
    kept: Kept,
}

impl Runner {
    /// A runner for these kinds of jobs.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, jobs: &'static [JobEntry]) -> Self {
        Self { store, clock, jobs, kept: Kept::default() }
    }

    /// Rings timers, takes some jobs that are due and does them.
    ///
    /// Tells how many it took; 0 means that nothing is due.
    pub async fn step(&self) -> Stored<usize> {
        Ok(self.step_of(AT_A_TIME).await?.len())
    }

    /// Like [`Runner::step`] with one job; tells of which kind it was.
    pub async fn step_one(&self) -> Stored<Option<String>> {
        Ok(self.step_of(1).await?.pop())
    }

    async fn step_of(&self, limit: i64) -> Stored<Vec<String>> {
        let now = self.clock.now();
        let mut jobs = self.store.claim_jobs(now, limit).await?;
        // What jobs set to ring now rings when all of them are done: one message for all of it.
        if jobs.is_empty() {
            while self.store.ring(now, RINGS).await? >= RINGS {}
            jobs = self.store.claim_jobs(now, limit).await?;
        }
        let (mut kinds, mut orgs) = (Vec::new(), HashMap::new());
        for job in jobs {
            let span = tracing::info_span!("job", id = %job.id, kind = job.kind);
            self.work(&job, &mut orgs, now).instrument(span).await?;
            kinds.push(job.kind);
        }
        Ok(kinds)
    }

    /// Does a job and notes how it ended.
    async fn work(&self, job: &Job, orgs: &mut Orgs, now: Instant) -> Stored<()> {
        match self.run(job, orgs, now).await {
            Ok(()) => Ok(()),
            Err(JobProblem::NotBefore(then)) => noted(self.store.job_waits(job, then).await),
            Err(JobProblem::Retry(why)) if job.attempts < TRIES => {
                let wait = FIRST_WAIT << (2 * (job.attempts - 1).clamp(0, 10));
                tracing::warn!(why, wait, "the job failed, to be tried again");
                self.fail(job, &why, Some(now.plus_millis(wait))).await
            }
            Err(JobProblem::Retry(why) | JobProblem::GiveUp(why)) => {
                tracing::error!(why, "the job failed");
                self.fail(job, &why, None).await
            }
        }
    }

    /// Notes a failure.
    async fn fail(&self, job: &Job, why: &str, again: Option<Instant>) -> Stored<()> {
        noted(self.store.job_failed(job, why, again).await)
    }

    /// Does a job in its transaction. A panic in it is its failure.
    async fn run(&self, job: &Job, orgs: &mut Orgs, now: Instant) -> JobResult {
        let entry = self.jobs.iter().find(|entry| entry.kind == job.kind);
        let entry =
            entry.ok_or_else(|| JobProblem::GiveUp(format!("no such job: {}", job.kind)))?;
        let org = match orgs.entry(job.org) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let org = self.store.org(job.org).await?;
                place.insert(org.ok_or_else(|| JobProblem::GiveUp("no such org".to_owned()))?)
            }
        };
        let origin = Origin {
            org: job.org,
            change: job.id,
            actor: None,
            via: "scheduler".to_owned(),
            at: now,
        };
        let before = match BEFOREHAND.iter().find(|before| before.kind == job.kind) {
            Some(before) => {
                let last = job.attempts >= TRIES;
                let around =
                    Around { store: self.store.as_ref(), job, now, last, kept: &self.kept };
                let ran = AssertUnwindSafe((before.run)(around)).catch_unwind().await;
                ran.unwrap_or_else(|panic| Err(JobProblem::Retry(said(panic.as_ref()))))?
            }
            None => None,
        };
        let mut unit = match self.store.work_job(job, origin).await {
            Err(StoreError::Stale) => return Ok(()),
            begun => begun?,
        };
        let mut cx = JobCx { tx: unit.tx(), job, org, now, before };
        let ran = AssertUnwindSafe((entry.run)(&mut cx)).catch_unwind().await;
        let ended = ran.unwrap_or_else(|panic| Err(JobProblem::Retry(said(panic.as_ref()))));
        if let Err(problem) = ended {
            unit.rollback().await;
            return Err(problem);
        }
        match unit.commit().await {
            Err(StoreError::Stale) => {
                tracing::warn!("somebody else did the job in the meantime");
                Ok(())
            }
            committed => Ok(committed?),
        }
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("panicked: {}", text.as_deref().unwrap_or("?"))
}

/// Who lost the lease has nothing to note: somebody else does the job.
fn noted(noted: Stored<()>) -> Stored<()> {
    match noted {
        Err(StoreError::Stale) => Ok(()),
        noted => noted,
    }
}
