//! Timers that ring and the jobs that they make.

use bot_core::domain::ids::{Instant, OrgId};
use bot_core::store::{Job, Stored};
use serde_json::json;
use uuid::Uuid;

use crate::db::{Row, Statement, sql};

/// Makes a job of a timer that is due, once, and takes the timer away.
///
/// The timer may have been moved since it was read: then there is none like it, and no job.
pub(crate) fn ring(row: &Row) -> Stored<[Statement; 2]> {
    let (org, kind, id): (OrgId, String, Uuid) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (rule, at): (String, Instant) = (row.get(3)?, row.get(4)?);
    let key = format!("{rule}/{id}/{}", at.0);
    let payload = json!({ "kind": kind, "id": id });
    Ok([
        sql!(
            "insert into job (org, id, kind, unique_key, payload, due, run_at, state, epoch, \
             attempts) select $1, $2, t.rule, $3, $4, t.at, t.at, 'waiting', 0, 0 from timer t \
             where t.org = $1 and t.kind = $5 and t.id = $6 and t.rule = $7 and t.at = $8 \
             on conflict (org, kind, unique_key) do nothing",
            org,
            Uuid::now_v7(),
            key,
            payload,
            kind.as_str(),
            id,
            rule.as_str(),
            at
        ),
        sql!(
            "delete from timer where org = $1 and kind = $2 and id = $3 and rule = $4 and at = $5",
            org,
            kind.as_str(),
            id,
            rule.as_str(),
            at
        ),
    ])
}

/// A claimed job of a row.
pub(crate) fn job(row: &Row) -> Stored<Job> {
    Ok(Job {
        org: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        payload: row.get(3)?,
        due: row.get(4)?,
        epoch: row.get(5)?,
        attempts: row.get(6)?,
    })
}

/// Refuses the transaction if the job is no longer ours.
pub(crate) fn guard(job: &Job) -> Statement {
    sql!(
        "insert into refusal (org, why) select $1, null where not exists (select 1 from job \
         where org = $1 and id = $2 and epoch = $3 and state = 'waiting')",
        job.org,
        job.id,
        job.epoch
    )
}

/// Marks a job as done.
pub(crate) fn done(job: &Job) -> Statement {
    sql!(
        "update job set state = 'done', lease_until = null where org = $1 and id = $2",
        job.org,
        job.id
    )
}

/// Notes that a job failed.
pub(crate) fn failed(job: &Job, why: &str, again: Option<Instant>) -> Statement {
    sql!(
        "update job set state = $4, error = $5, run_at = coalesce($6, run_at), lease_until = null \
         where org = $1 and id = $2 and epoch = $3 and state = 'waiting'",
        job.org,
        job.id,
        job.epoch,
        if again.is_some() { "waiting" } else { "failed" },
        why,
        again
    )
}
