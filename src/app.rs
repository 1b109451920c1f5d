//! The program put together: the store, the engine, the deliverer, the scheduler, the terminal.

use std::sync::Arc;
use std::time::Duration;

use adapters::console::{Console, SOURCE};
use bot_core::chat::channel::Channel;
use bot_core::chat::incoming::Address;
use bot_core::clock::Clock;
use bot_core::deliver::Deliverer;
use bot_core::domain::ids::Instant;
use bot_core::engine::Engine;
use bot_core::store::{Store as _, StoreError, Stored};
use scheduler::Runner;
use storage::{OpenError, Options, Storage};
use tokio::time::{Instant as Moment, sleep};

use crate::clock::Watch;
use crate::config::Config;
use crate::fault::{Done, Fault};

/// How long the terminal waits for an answer that needs another try or another process's lease.
const PATIENCE: Duration = Duration::from_secs(90);
/// The terminal's own leases are short: who starts again after a crash sits there and waits.
const LEASE_MILLIS: i64 = 5000;
/// How often it looks meanwhile.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// How often it says that it is still there: well within a lease.
pub const BEAT: Duration = Duration::from_secs(1);

/// The program for people who sit at the terminal: one channel, no loops.
pub struct App {
    /// Where the facts are.
    pub store: Arc<Storage>,
    /// The clock of everything.
    pub clock: Arc<Watch>,
    /// What the terminal is to show.
    pub console: Arc<Console>,
    /// The scheduler.
    pub runner: Runner,
    engine: Engine,
    deliverer: Deliverer,
}

impl App {
    /// Opens the database of the configuration for a terminal.
    pub async fn open(config: &Config, at: Option<Instant>) -> Done<Self> {
        let options = Options { lease_millis: LEASE_MILLIS, ..Options::default() };
        let store = existing(&config.address(), options).await?;
        Ok(Self::of(store.at_terminal(), at))
    }

    /// Puts the program together around an open store.
    pub fn of(store: Storage, at: Option<Instant>) -> Self {
        let store = Arc::new(store);
        let clock = Arc::new(Watch::at(at));
        let console = Arc::new(Console::default());
        let channels = || vec![Arc::clone(&console) as Arc<dyn Channel>];
        Self {
            engine: Engine::new(store.clone(), channels(), clock.clone()),
            deliverer: Deliverer::new(store.clone(), channels(), clock.clone()),
            runner: Runner::new(store.clone(), clock.clone(), scheduler::jobs::ALL),
            store,
            clock,
            console,
        }
    }

    /// What time it is here.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Works until nothing is left to do for the terminal, which serves these chats.
    pub async fn drain(&self, chats: &[Address]) -> Done {
        tokio::select! {
            done = self.work() => done,
            lost = self.stay(chats) => lost,
        }
    }

    /// Says again and again that the terminal is still there.
    async fn stay(&self, chats: &[Address]) -> Done {
        loop {
            sleep(BEAT).await;
            self.store.sit(chats).await?;
        }
    }

    /// What belongs to other channels is taken by the engine too, and given back: so it is not
    /// the count of a step that tells when all is done.
    async fn work(&self) -> Done {
        let begun = Moment::now();
        loop {
            let worked = ours(self.engine.step().await)? + ours(self.deliverer.step().await)?;
            if let Some(failure) = self.console.failure() {
                return Err(Fault::unseen(failure));
            }
            if !self.store.waits(SOURCE).await? {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                tracing::warn!("something in this chat still waits for another try");
                return Ok(());
            }
            if worked == 0 {
                sleep(LOOK_AGAIN).await;
            }
        }
    }
}

/// How many steps were taken. Where another terminal was quicker after all, it is none.
fn ours(step: Stored<usize>) -> Stored<usize> {
    match step {
        Err(StoreError::Stale) => Ok(0),
        step => step,
    }
}

/// Opens a database, which is made when it is not there.
pub async fn open(at: &str) -> Done<Storage> {
    Storage::open(at).await.map_err(unusable)
}

/// Opens a database that must be there already, with an org in it.
pub async fn open_existing(at: &str) -> Done<Storage> {
    existing(at, Options::default()).await
}

async fn existing(at: &str, options: Options) -> Done<Storage> {
    must_be_there(at)?;
    let store = Storage::open_with(at, options).await.map_err(unusable)?;
    if store.orgs().await?.is_empty() {
        return Err(none(at, "org"));
    }
    Ok(store)
}

/// Refuses a database that is not there: `init` alone makes one, a typing error in a path does not.
pub fn must_be_there(at: &str) -> Done {
    let Some(file) = storage::file_of(at) else { return Ok(()) };
    let missing = file.try_exists().is_ok_and(|there| !there);
    let empty = std::fs::metadata(&file).is_ok_and(|about| about.is_file() && about.len() == 0);
    if missing || empty { Err(none(at, "database")) } else { Ok(()) }
}

fn none(at: &str, what: &str) -> Fault {
    Fault::Database(format!(
        "{}: there is no {what}. Make one with `gendan init`, or name the right one in \
         [database] path or url, or its folder in $GENDAN_DATA",
        storage::named(at)
    ))
}

#[expect(clippy::needless_pass_by_value, reason = "it is the end of the error's way")]
fn unusable(error: OpenError) -> Fault {
    Fault::Database(error.to_string())
}
