//! The bots: who listens for each of them, and what stands in its way.
//!
//! Of several programs on one database one leads each bot. It holds a lease by the database's clock
//! and a term that grows with each new leader: who slept past its lease keeps nothing any more.

use std::sync::PoisonError;
use std::time::{Duration, Instant as Moment};

use async_trait::async_trait;
use bot_core::chat::channel::{Arrival, Inlet, NotKept};
use bot_core::chat::incoming::Address;
use bot_core::domain::access::Roles;
use bot_core::domain::deadlines::{BOT_REFUSED, BOT_SILENT};
use bot_core::domain::ids::{Instant, PersonId};
use bot_core::domain::people::Lang;
use bot_core::store::{Bot, Bots, StoreError, Stored};
use serde_json::{Value as Json, json};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::chats::of_json;
use crate::db::{Db, Row, Statement, sql};
use crate::storage::{Storage, not_kept};
use crate::unit::Work;
use crate::{inbox, system};

/// How long the lead lasts that is not kept up.
const LEAD: Duration = Duration::from_secs(20);
/// How often it is noted that a bot hears anything.
const HEARD: Duration = Duration::from_mins(1);

/// The time in which one program leads a bot: what it hears is kept for as long as nobody else does.
pub struct Term {
    store: Storage,
    source: String,
    number: i64,
    over: Notify,
}

/// Somebody who is reached through a bot.
#[derive(Clone, Debug)]
pub struct Member {
    /// The direct chat.
    pub home: Address,
    /// The language of what the person reads.
    pub lang: Lang,
    /// What the person is in the org.
    pub held: Vec<String>,
    /// What that allows there.
    pub roles: Roles,
    /// True for whom nothing is open any more.
    pub frozen: bool,
}

impl Storage {
    /// For how long the lead of a bot lasts that is not kept up.
    pub fn lead_lasts(&self) -> Duration {
        let lease = Duration::from_millis(self.lease.unsigned_abs());
        lease.min(LEAD)
    }

    /// Takes the lead of a bot, unless another program has it.
    pub async fn lead(&self, source: &str, name: &str, link: Option<&str>) -> Stored<Option<Term>> {
        let lasts = millis(self.lead_lasts());
        let taken = self.db.run(sql!(system::LEAD, source, name, link, lasts)).await?;
        let Some(row) = taken.rows.first() else { return Ok(None) };
        Ok(Some(Term {
            store: self.clone(),
            source: source.to_owned(),
            number: row.get(0)?,
            over: Notify::new(),
        }))
    }

    /// Notes that a platform does not let a bot in, and why; those who set its orgs up hear of it,
    /// once. Tells whether it is news.
    pub async fn refused(&self, source: &str, why: &str, now: Instant) -> Stored<bool> {
        let noted = self.db.run(sql!(system::REFUSED, source, why)).await?;
        let Some(row) = noted.rows.first() else { return Ok(false) };
        let since: i64 = row.get(0)?;
        let about = json!({ "source": source, "why": why });
        self.tell(source, BOT_REFUSED, &format!("{source}/{since}"), about, now).await?;
        Ok(true)
    }

    /// Notes that a platform lets a bot in again; tells whether it did not before.
    pub async fn let_in(&self, source: &str, now: Instant) -> Stored<bool> {
        let noted = self.db.run(sql!(system::LET_IN, source)).await?;
        if noted.rows.is_empty() {
            return Ok(false);
        }
        let about = json!({ "source": source });
        self.tell(source, BOT_REFUSED, &format!("{source}/{}", now.0), about, now).await?;
        Ok(true)
    }

    /// Lets somebody look into it where a bot has heard nothing for so long; once for each silence.
    pub async fn silent(&self, source: &str, long: Duration, now: Instant) -> Stored<()> {
        let at = self.db.now().await?;
        let Some(bot) = of_source(&self.db, source).await? else { return Ok(()) };
        let Some(heard) = bot.heard.filter(|heard| at.0 - heard.0 >= millis(long)) else {
            return Ok(());
        };
        let about = json!({ "source": source, "since": heard.0 });
        self.tell(source, BOT_SILENT, &format!("{source}/{}", heard.0), about, now).await
    }

    async fn tell(
        &self,
        source: &str,
        kind: &str,
        key: &str,
        about: Json,
        now: Instant,
    ) -> Stored<()> {
        let job = sql!(system::TELL_ORGS, source, Uuid::now_v7(), kind, key, about, now);
        self.db.run(job).await?;
        self.wakes().timers.notify_one();
        Ok(())
    }

    /// All bots that were ever listened for.
    pub async fn bots(&self) -> Stored<Vec<Bot>> {
        self.db.ask(sql!(system::BOTS)).await?.iter().map(bot).collect()
    }

    /// The bots that are listened for now, and where one opens a chat with each.
    pub async fn ways_in(&self) -> Stored<Vec<(String, String)>> {
        self.db.ask(sql!(system::WAYS_IN)).await?.iter().map(way_in).collect()
    }

    /// Those who are reached through a bot.
    pub async fn members(&self, source: &str) -> Stored<Vec<Member>> {
        self.db.ask(sql!(system::MEMBERS, source)).await?.iter().map(member).collect()
    }

    /// What notes that something was heard, unless that was noted a moment ago.
    pub(crate) fn heard(&self, source: &str, arrivals: &[Arrival]) -> Option<Statement> {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let noted = heard.get(source).is_some_and(|at: &Moment| at.elapsed() < HEARD);
        if noted || arrivals.is_empty() {
            return None;
        }
        heard.insert(source.to_owned(), Moment::now());
        Some(sql!(system::HEARD, source))
    }
}

impl Term {
    /// Keeps the lead up; false when another program has it by now.
    pub async fn go_on(&self) -> Stored<bool> {
        let lasts = millis(self.store.lead_lasts());
        let on = sql!(system::LEAD_ON, self.source.as_str(), self.number, lasts);
        Ok(self.store.db.run(on).await?.affected > 0)
    }

    /// Gives the lead back.
    pub async fn end(&self) -> Stored<()> {
        let off = sql!(system::LEAD_OFF, self.source.as_str(), self.number);
        self.store.db.run(off).await.map(drop)
    }

    /// Waits until it turns out that another program has the lead.
    pub async fn over(&self) {
        self.over.notified().await;
    }

    fn guard(&self) -> Statement {
        sql!(system::GUARD_LEAD, Uuid::nil(), self.source.as_str(), self.number)
    }

    fn lost(&self, error: &StoreError) -> NotKept {
        if !matches!(error, StoreError::Stale) {
            return not_kept(error);
        }
        self.over.notify_one();
        NotKept::Later("another program listens for this bot by now".to_owned())
    }
}

#[async_trait]
impl Inlet for Term {
    async fn keep(
        &self,
        source: &str,
        arrivals: &[Arrival],
        cursor: Option<i64>,
    ) -> Result<(), NotKept> {
        let mut all = vec![self.guard()];
        all.extend(inbox::keep(source, arrivals, cursor, None));
        self.store.keep_all(source, arrivals, all).await.map_err(|error| self.lost(&error))
    }

    async fn cursor(&self, source: &str) -> Result<Option<(i64, i64)>, NotKept> {
        // Who has lost the lead is not to ask the platform for anything.
        self.store.db.run(self.guard()).await.map_err(|error| self.lost(&error))?;
        self.store.cursor(source).await
    }

    async fn lines(&self, source: &str) -> Result<Vec<Address>, NotKept> {
        self.store.lines(source).await
    }
}

#[async_trait]
impl Bots for Work {
    async fn bot(&mut self, source: &str) -> Stored<Option<Bot>> {
        self.read(sql!(system::BOT, source)).await?.first().map(bot).transpose()
    }

    async fn ways_in(&mut self) -> Stored<Vec<(String, String)>> {
        self.read(sql!(system::WAYS_IN)).await?.iter().map(way_in).collect()
    }

    async fn hours_heard(&mut self, source: &str) -> Stored<Vec<i64>> {
        let hours = self.read(sql!(system::HOURS_HEARD, source)).await?;
        hours.iter().map(|row| row.get(0)).collect()
    }

    async fn home_besides(&mut self, person: PersonId, source: &str) -> Stored<Option<Address>> {
        let asked = sql!(
            "select a.home from account a left join chat_line l on l.org = a.org \
             and l.chat = a.home where a.org = $1 and a.person = $2 and a.source <> $3 \
             and l.closed_at is null order by a.used_at desc limit 1",
            self.origin.org,
            person,
            source
        );
        self.read(asked).await?.first().map(|row| row.get(0)).transpose()
    }
}

async fn of_source(db: &Db, source: &str) -> Stored<Option<Bot>> {
    db.ask(sql!(system::BOT, source)).await?.first().map(bot).transpose()
}

fn bot(row: &Row) -> Stored<Bot> {
    let instant = |at| Ok::<_, StoreError>(row.opt::<i64>(at)?.map(Instant));
    let why: Option<String> = row.opt(6)?;
    Ok(Bot {
        source: row.get(0)?,
        name: row.get(1)?,
        link: row.opt(2)?,
        led_until: instant(3)?,
        heard: instant(4)?,
        refused: instant(5)?.map(|since| (since, why.unwrap_or_default())),
    })
}

fn way_in(row: &Row) -> Stored<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}

fn member(row: &Row) -> Stored<Member> {
    Ok(Member {
        home: row.get(0)?,
        lang: of_json(Json::String(row.get(1)?))?,
        held: of_json(row.get(2)?)?,
        frozen: row.get(3)?,
        roles: of_json(row.get(4)?)?,
    })
}

fn millis(long: Duration) -> i64 {
    i64::try_from(long.as_millis()).unwrap_or(i64::MAX)
}
