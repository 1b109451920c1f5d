//! Timers that ring and the jobs that they make.

use std::collections::BTreeMap;

use bot_core::chat::incoming::Address;
use bot_core::domain::deadlines::{CHAT_CLOSED, CHAT_OPEN, DEAD_LETTERS, NUDGE};
use bot_core::domain::ids::{Instant, OrgId};
use bot_core::store::{Job, Stored, TOLD_AT};
use serde_json::json;
use uuid::Uuid;

use crate::db::{Row, Statement, sql};
use crate::system;
use crate::timers::{Ringing, TIMERS, one_of};

/// Makes a job of a timer that nobody hears of, once, and takes the timer away.
///
/// The timer may have been moved since it was read: then there is none like it, and no job.
fn by_itself(due: &Due) -> [Statement; 2] {
    let key = format!("{}/{}/{}", due.rule, due.id, due.at.0);
    let mut payload = json!({ "kind": due.kind, "id": due.id });
    if let Some(told) = due.told {
        payload[TOLD_AT] = json!(told.0);
    }
    [
        sql!(
            "insert into job (org, id, kind, unique_key, payload, due, run_at, state, epoch, \
             attempts) select $1, $2, t.rule, $3, $4, t.at, t.at, 'waiting', 0, 0 from timer t \
             where t.org = $1 and t.kind = $5 and t.id = $6 and t.rule = $7 and t.at = $8 \
             on conflict (org, kind, unique_key) do nothing",
            due.org,
            Uuid::now_v7(),
            key,
            payload,
            due.kind.as_str(),
            due.id,
            due.rule.as_str(),
            due.at
        ),
        sql!(
            "delete from timer where org = $1 and kind = $2 and id = $3 and rule = $4 and at = $5",
            due.org,
            due.kind.as_str(),
            due.id,
            due.rule.as_str(),
            due.at
        ),
    ]
}

/// Notes that timers of an org have rung for somebody: they wait for the next message of whoever
/// that is.
fn for_somebody(org: OrgId, due: &[Due]) -> Statement {
    let timers = due.iter().map(|due| Ringing {
        kind: due.kind.as_str(),
        id: due.id,
        rule: due.rule.as_str(),
        at: due.at,
    });
    let (these, binds) = one_of(&timers.collect::<Vec<_>>());
    let text = format!("update timer set rung = true where org = $1 and not rung and {these}");
    Statement::new(text, std::iter::once(org.into()).chain(binds).collect())
}

/// One message about everything that has rung for somebody.
fn message(org: OrgId, person: Uuid, now: Instant) -> Statement {
    let id = Uuid::now_v7();
    Statement::row(
        "insert into job (org, id, kind, unique_key, payload, due, run_at, state, epoch, \
         attempts) values ($1, $2, $3, $4, $5, $6, $6, 'waiting', 0, 0)",
        vec![
            org.into(),
            id.into(),
            NUDGE.into(),
            id.to_string().into(),
            json!({ "kind": "person", "id": person }).into(),
            now.into(),
        ],
    )
}

/// Lets it be told that a chat is closed, unless that is known already; of one that takes nothing
/// and is written in again and again not more than once a day.
pub(crate) fn chat_closed(org: OrgId, chat: &Address, now: Instant) -> Statement {
    sql!(
        "insert into job (org, id, kind, unique_key, payload, due, run_at, state, epoch, \
         attempts) select $1, $2, $3, $4, $5, $6, $6, 'waiting', 0, 0 from chat_line l \
         where l.org = $1 and l.chat = $7 and l.closed_at is null \
         on conflict (org, kind, unique_key) do nothing",
        org,
        Uuid::now_v7(),
        CHAT_CLOSED,
        format!("{}/{}", chat.0, now.0.div_euclid(DAY)),
        json!({ "chat": chat }),
        now,
        chat
    )
}

/// Lets a chat be opened again in which somebody has written.
pub(crate) fn chat_open(org: OrgId, chat: &Address, now: Instant) -> Statement {
    let id = Uuid::now_v7();
    sql!(
        "insert into job (org, id, kind, unique_key, payload, due, run_at, state, epoch, \
         attempts) values ($1, $2, $3, $4, $5, $6, $6, 'waiting', 0, 0)",
        org,
        id,
        CHAT_OPEN,
        id.to_string(),
        json!({ "chat": chat }),
        now
    )
}

/// Lets it be told what was given up: soon, together with what is given up until then.
pub(crate) fn dead_letters(org: OrgId, now: Instant) -> Statement {
    let id = Uuid::now_v7();
    sql!(
        "insert into job (org, id, kind, unique_key, payload, due, run_at, state, epoch, \
         attempts) select $1, $2, $3, $4, $5, $6, $6, 'waiting', 0, 0 from org o \
         where o.org = $1 and not exists (select 1 from job j where j.org = $1 \
         and j.kind = $3 and j.state = 'waiting' and j.lease_until is null)",
        org,
        id,
        DEAD_LETTERS,
        id.to_string(),
        json!({}),
        now.plus_millis(SOON)
    )
}

const DAY: i64 = 24 * 60 * 60 * 1000;
/// For how long replies that are given up are gathered, in milliseconds.
const SOON: i64 = 60 * 1000;

/// A timer that is due.
struct Due {
    org: OrgId,
    kind: String,
    id: Uuid,
    rule: String,
    at: Instant,
    /// When the one before it was told, where there was one.
    told: Option<Instant>,
}

/// Lets timers ring: what is to be sent, and which of it counts them.
pub(crate) fn ring(rows: &[Row], now: Instant) -> Stored<(Vec<Statement>, Vec<usize>)> {
    let mut statements = Vec::new();
    let mut counts = Vec::new();
    let mut people: Vec<(OrgId, Uuid)> = Vec::new();
    let mut theirs: BTreeMap<OrgId, Vec<Due>> = BTreeMap::new();
    let mut rules: Vec<String> = Vec::new();
    for row in rows {
        let due = Due {
            org: row.get(0)?,
            kind: row.get(1)?,
            id: row.get(2)?,
            rule: row.get(3)?,
            at: row.get(4)?,
            told: if row.get::<i64>(7)? > 0 { row.opt(6)? } else { None },
        };
        let person: Option<Uuid> = row.opt(5)?;
        rules.push(due.rule.clone());
        if let Some(person) = person {
            people.push((due.org, person));
            theirs.entry(due.org).or_default().push(due);
        } else {
            statements.extend(by_itself(&due));
            counts.push(statements.len() - 1);
        }
    }
    for (org, due) in theirs {
        for some in due.chunks(TIMERS) {
            statements.push(for_somebody(org, some));
            counts.push(statements.len() - 1);
        }
    }
    people.sort_unstable();
    people.dedup();
    statements.extend(people.into_iter().map(|(org, person)| message(org, person, now)));
    // Last, and in one order: whoever writes these rows as well waits for a moment only.
    rules.sort_unstable();
    rules.dedup();
    statements.extend(rules.iter().map(|rule| ran(rule, now)));
    Ok((statements, counts))
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

/// Keeps a job for another lease.
pub(crate) fn hold(job: &Job, lease_millis: i64) -> Statement {
    sql!(
        "update job set lease_until = {now_ms} + $4 where org = $1 and id = $2 and epoch = $3",
        job.org,
        job.id,
        job.epoch,
        lease_millis
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

/// Notes when a kind of job or timer last ran.
pub(crate) fn ran(kind: &str, now: Instant) -> Statement {
    sql!(system::RAN, kind, now)
}

/// Lets a job wait for its moment. It has looked once: that it waits, however often, is no failure.
pub(crate) fn waits(job: &Job, then: Instant) -> Statement {
    sql!(
        "update job set attempts = 1, run_at = $4, lease_until = null \
         where org = $1 and id = $2 and epoch = $3 and state = 'waiting'",
        job.org,
        job.id,
        job.epoch,
        then
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
