//! How the database does: what an operator wants to know of the lines of work.

use bot_core::domain::ids::Instant;
use bot_core::store::{StoreError, Stored};

use crate::db::{Db, Statement, sql};
use crate::{clock, system};

/// How the database does.
#[derive(Clone, Debug)]
pub struct Health {
    /// What time it is there.
    pub clock: Instant,
    /// How many bytes it takes.
    pub size: i64,
    /// The newest step of its schema.
    pub step: i64,
    /// How many messages were put aside after failing again and again.
    pub parked: i64,
    /// How many replies were given up.
    pub dead: i64,
    /// How many jobs were given up.
    pub failed: i64,
    /// How many chats are closed to us.
    pub closed: i64,
    /// When the newest message came in.
    pub newest: Option<Instant>,
    /// Since when the oldest message waits that is to be worked on.
    pub unanswered: Option<Instant>,
    /// Since when the first reminder or job waits that is due by now.
    pub overdue: Option<Instant>,
    /// The instant at which something was done last, where it is still to come: by a clock that was
    /// ahead.
    pub ahead: Option<Instant>,
    /// The channels on which replies wait.
    pub waiting: Vec<Waiting>,
}

/// Replies that wait on a channel.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The platform and bot.
    pub source: String,
    /// In how many chats.
    pub chats: i64,
    /// Since when, in the chat that waits longest.
    pub since: Instant,
}

/// Asks how the database does.
pub(crate) async fn ask(db: &Db) -> Stored<Health> {
    let waiting = db.ask(sql!(system::WAITING)).await?;
    let waiting = waiting
        .iter()
        .map(|row| Ok(Waiting { source: row.get(0)?, chats: row.get(1)?, since: row.get(2)? }));
    let waiting = waiting.collect::<Stored<_>>()?;
    let now = db.now().await?;
    let overdue = earlier(db, sql!(system::OVERDUE, now)).await?;
    let rows = db.ask(sql!(system::HEALTH)).await?;
    let row = rows.first().ok_or_else(|| StoreError::Broken("no answer".to_owned()))?;
    let instant = |at| Ok::<_, StoreError>(row.opt::<i64>(at)?.map(Instant));
    Ok(Health {
        clock: now,
        size: db.size().await?,
        step: row.get(0)?,
        parked: row.get(1)?,
        dead: row.get(2)?,
        failed: row.get(3)?,
        closed: row.get(4)?,
        newest: instant(5)?,
        unanswered: instant(6)?,
        overdue,
        ahead: clock::latest(db).await?.filter(|ran| clock::is_ahead(*ran, now)),
        waiting,
    })
}

/// The earlier of what a question says of a timer and of a job.
pub(crate) async fn earlier(db: &Db, question: Statement) -> Stored<Option<Instant>> {
    let rows = db.ask(question).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let (timer, job): (Option<Instant>, Option<Instant>) = (row.opt(0)?, row.opt(1)?);
    Ok(timer.into_iter().chain(job).min())
}
