//! What is old goes: messages in and out, buttons and repeat marks with them, jobs that are over.
//!
//! Records, their events and who looked at what stay. It goes in small batches, each in a
//! transaction of its own, so that nobody who writes waits long. Each walk begins with the oldest
//! row and ends at the first batch in which nothing is old.

use bot_core::domain::ids::Instant;
use bot_core::store::Stored;

use crate::db::{Db, Row, sql};
use crate::system;

/// How many rows one transaction takes away at most.
const BATCH: i64 = 200;
const DAY: i64 = 24 * 60 * 60 * 1000;
/// For how many days what came in is kept: for as long as platforms bring it again, or let it be
/// edited.
const CAME: i64 = 6;

/// Takes away what is older than so many days; tells how many rows of the two lines went.
pub(crate) async fn prune(db: &Db, days: i64) -> Stored<u64> {
    let now = db.now().await?;
    let old = now.plus_millis(-days * DAY);
    let gone = outbox(db, old).await? + inbox(db, now, old).await?;
    while db.run(sql!(system::OLD_JOBS, old, BATCH)).await?.affected >= BATCH.unsigned_abs() {}
    db.run(sql!(system::OLD_INVITES, old)).await?;
    // Nobody said what they are about, and nobody can any more.
    let loose = now.plus_millis(-CAME * DAY);
    db.batch(vec![sql!(system::OLD_PIECES, loose), sql!(system::OLD_FILES, loose)]).await?;
    Ok(gone)
}

async fn outbox(db: &Db, old: Instant) -> Stored<u64> {
    let (mut after, mut gone) = (0, 0);
    loop {
        let rows = db.ask(sql!(system::SENT_AFTER, after, BATCH)).await?;
        let Some(last) = last_if_old(&rows, |row| Ok(row.get::<Instant>(1)? < old))? else {
            return Ok(gone);
        };
        let span = || [after.into(), last.into(), old.into()];
        // What waits for a chat that has been closed for so long is of no use any more.
        let all = [system::OLD_PARKED, system::OLD_PRESSES, system::OLD_NUDGES, system::OLD_SENT];
        let all = all.map(|text| crate::db::Statement::new(text, span().to_vec()));
        gone += db.batch(all.to_vec()).await?.last().map_or(0, |answer| answer.affected);
        after = last;
    }
}

async fn inbox(db: &Db, now: Instant, old: Instant) -> Stored<u64> {
    let (mut after, mut gone) = (0, 0);
    let came = now.plus_millis(-CAME * DAY).max(old);
    loop {
        let rows = db.ask(sql!(system::CAME_AFTER, after, BATCH)).await?;
        let Some(last) = last_if_old(&rows, |row| Ok(row.get::<i64>(1)? < came.0))? else {
            return Ok(gone);
        };
        let delete = sql!(system::OLD_CAME, after, last, came.0, old.0);
        gone += db.run(delete).await?.affected;
        after = last;
    }
}

/// The place of the last row, if any of them is old.
fn last_if_old(rows: &[Row], is_old: impl Fn(&Row) -> Stored<bool>) -> Stored<Option<i64>> {
    for row in rows {
        if is_old(row)? {
            return rows.last().map(|row| row.get(0)).transpose();
        }
    }
    Ok(None)
}
