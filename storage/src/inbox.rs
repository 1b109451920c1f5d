//! What came in: kept once, worked on in the order of each conversation.

use bot_core::chat::channel::Arrival;
use bot_core::domain::fold;
use bot_core::domain::ids::{OrgId, PersonId};
use bot_core::store::{Claimed, Stored};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::db::{Row, Statement, sql};
use crate::system;

/// Keeps arrivals, each once, and the place to go on from.
pub(crate) fn keep(
    source: &str,
    arrivals: &[Arrival],
    cursor: Option<i64>,
    terminal: Option<Uuid>,
) -> Vec<Statement> {
    let kept = arrivals.iter().map(|arrival| {
        sql!(
            system::KEEP,
            Uuid::now_v7(),
            source,
            &arrival.update,
            &arrival.line,
            &arrival.raw,
            arrival.said.as_deref().and_then(said),
            false,
            terminal,
            arrival.message.as_deref()
        )
    });
    let cursor = cursor.map(|cursor| sql!(system::SET_CURSOR, source, cursor));
    kept.chain(cursor).collect()
}

/// A short digest of folded words: enough to notice the same sentence, and no second copy of it.
fn said(words: &str) -> Option<String> {
    let folded = fold::key(words);
    if folded.is_empty() {
        return None;
    }
    let digest = Sha256::digest(folded.as_bytes());
    let (first, _) = digest.split_at(16);
    Some(Uuid::from_slice(first).ok()?.simple().to_string())
}

/// A claimed message of a row.
pub(crate) fn claimed(row: &Row) -> Stored<Claimed> {
    Ok(Claimed {
        seq: row.get(1)?,
        id: row.get(4)?,
        source: row.get(5)?,
        line: row.get(0)?,
        raw: row.get(6)?,
        epoch: row.get(2)?,
        attempts: row.get(3)?,
    })
}

/// Lets the conversation go on after a message; refuses the transaction if the message is no
/// longer ours, or its sender was frozen.
pub(crate) fn advance(claimed: &Claimed, org: OrgId, actor: Option<PersonId>) -> Statement {
    sql!(system::NEXT_IN_LINE, &claimed.line, claimed.seq, claimed.epoch, org, actor)
}

/// Lets a message wait.
pub(crate) fn wait(claimed: &Claimed, millis: i64) -> Statement {
    sql!(system::WAIT_IN_LINE, &claimed.line, claimed.seq, claimed.epoch, millis)
}

/// Notes what went wrong with a message.
pub(crate) fn note(claimed: &Claimed, why: &str, parked: bool) -> Statement {
    sql!(system::NOTE_ERROR, claimed.seq, why, parked)
}
