//! `gendan serve`: all loops at once, until somebody says stop.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use adapters::console::Console;
use adapters::door::Door;
use bot_core::clock::Clock as _;
use bot_core::deliver::Deliverer;
use bot_core::domain::ids::Instant;
use bot_core::engine::Engine;
use bot_core::store::{Store, Stored};
use scheduler::Runner;
use storage::Storage;
use tokio::sync::{Notify, Semaphore};
use tokio::time::{Instant as Moment, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::open_existing;
use crate::attend::Hopes;
use crate::clock::Watch;
use crate::config::Config;
use crate::fault::{Done, Fault};
use crate::platforms::{House, Platforms};

/// How often a loop looks without being woken: for what waits for another try.
const LOOK: Duration = Duration::from_secs(1);
/// How often the database is looked after.
const UPKEEP: Duration = Duration::from_mins(1);
/// The longest sleep of the scheduler: other instances may write timers too.
const LONGEST_SLEEP: Duration = Duration::from_secs(20);

/// Runs until it is told to stop, then finishes what is in hand.
pub async fn run(config: &Config) -> Done {
    let store = Arc::new(open_existing(&config.address()).await?);
    let at_work = store.at_work(false).await.map_err(|error| Fault::Database(error.to_string()))?;
    store.adopt(Watch::default().now()).await?;
    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    tasks.spawn(on_signal(stop.clone())?);
    let platforms = Platforms::reach(config, &stop).await?;
    let hopes = Arc::new(Hopes::of(platforms.count(), stop.clone()));
    if !stop.is_cancelled() {
        let serving = Serving {
            store: store.clone(),
            clock: Arc::new(Watch::default()),
            stop: stop.clone(),
            tasks: tasks.clone(),
            hopes: hopes.clone(),
        };
        serving.start(config, platforms);
        tracing::info!("serving");
        stop.cancelled().await;
    }
    tracing::info!("stopping: finishing what is in hand");
    tasks.close();
    let patience = Duration::from_secs(config.limits.stop_seconds);
    if timeout(patience, tasks.wait()).await.is_err() {
        tracing::warn!("stopped with work in hand; it will be done by the next start");
    }
    store.close().await;
    drop(at_work);
    match hopes.lost() {
        Some(why) => Err(Fault::Failed(why.clone())),
        None => Ok(()),
    }
}

/// What all loops share.
struct Serving {
    store: Arc<Storage>,
    clock: Arc<Watch>,
    stop: CancellationToken,
    tasks: TaskTracker,
    hopes: Arc<Hopes>,
}

impl Serving {
    fn start(&self, config: &Config, platforms: Platforms) {
        let wakes = self.store.wakes();
        let outward = platforms.outward();
        // The terminal's messages are worked on here too; its replies wait for the terminal.
        let mut known = outward.clone();
        known.push(Arc::new(Console::default()));
        let engine = Arc::new(Engine::new(self.store.clone(), known, self.clock.clone()));
        let (worker, finisher) = (engine.clone(), engine.clone());
        self.side_by_side(
            ("worker", config.limits.workers),
            wakes.inbox,
            move |most| {
                let engine = worker.clone();
                async move { engine.take(most).await }
            },
            move |taken| {
                let engine = finisher.clone();
                async move { engine.work_on(&taken).await }
            },
        );
        let deliverer = Deliverer::new(self.store.clone(), outward, self.clock.clone());
        let deliverer = Arc::new(deliverer);
        let (sender, finisher) = (deliverer.clone(), deliverer.clone());
        self.side_by_side(
            ("sender", config.limits.senders),
            wakes.outbox,
            move |most| {
                let deliverer = sender.clone();
                async move { deliverer.take(most).await }
            },
            move |due| {
                let deliverer = finisher.clone();
                async move { deliverer.deliver(&due).await }
            },
        );
        self.schedule(wakes.timers);
        self.keep_up(i64::from(config.limits.keep_days));
        let house = House {
            store: self.store.clone(),
            engine,
            deliverer,
            stop: self.stop.clone(),
            tasks: self.tasks.clone(),
            hopes: self.hopes.clone(),
            door: Door::default(),
        };
        platforms.listen(&Arc::new(house));
    }

    /// Takes what there is to do, so much at once, and does each by itself: one that is slow holds
    /// up no other.
    fn side_by_side<Take, Taking, T, Finish, Finishing>(
        &self,
        (name, width): (&'static str, usize),
        wake: Arc<Notify>,
        take: Take,
        finish: Finish,
    ) where
        Take: Fn(usize) -> Taking + Send + 'static,
        Taking: Future<Output = Stored<Vec<T>>> + Send,
        T: Send + 'static,
        Finish: Fn(T) -> Finishing + Send + Sync + 'static,
        Finishing: Future<Output = Stored<()>> + Send + 'static,
    {
        let (stop, tasks) = (self.stop.clone(), self.tasks.clone());
        let room = Arc::new(Semaphore::new(width.max(1)));
        self.tasks.spawn(async move {
            while !stop.is_cancelled() {
                let Ok(first) = Arc::clone(&room).acquire_owned().await else { return };
                let taken = match take(1 + room.available_permits()).await {
                    Ok(taken) => taken,
                    Err(error) => {
                        tracing::error!(name, %error, "the database did not do what it should");
                        Vec::new()
                    }
                };
                if taken.is_empty() {
                    drop(first);
                    rest(&stop, &wake, LOOK).await;
                    continue;
                }
                let mut first = Some(first);
                for one in taken {
                    let place = match first.take() {
                        Some(place) => place,
                        None => match Arc::clone(&room).acquire_owned().await {
                            Ok(place) => place,
                            Err(_) => return,
                        },
                    };
                    let work = finish(one);
                    tasks.spawn(async move {
                        if let Err(error) = work.await {
                            tracing::error!(name, %error, "the database did not do what it should");
                        }
                        drop(place);
                    });
                }
            }
        });
    }

    fn schedule(&self, wake: Arc<Notify>) {
        let runner = Runner::new(self.store.clone(), self.clock.clone(), scheduler::jobs::ALL);
        let (store, clock, stop) = (self.store.clone(), self.clock.clone(), self.stop.clone());
        self.tasks.spawn(async move {
            let (mut looked, mut trusted) = (None::<Moment>, true);
            while !stop.is_cancelled() {
                // Between two steps, so that nothing of ours is in hand.
                if looked.is_none_or(|looked| looked.elapsed() >= UPKEEP) {
                    trusted = look_at_clock(&store, clock.now()).await;
                    looked = Some(Moment::now());
                }
                if !trusted {
                    rest(&stop, &wake, LONGEST_SLEEP).await;
                    continue;
                }
                match runner.step().await {
                    Ok(0) => {}
                    Ok(_) => continue,
                    Err(error) => tracing::error!(%error, "the scheduler cannot go on"),
                }
                let next = store.next_ring().await.ok().flatten();
                let millis = next.map_or(i64::MAX, |next| next.0 - clock.now().0);
                let millis = u64::try_from(millis).unwrap_or(0);
                let pause = Duration::from_millis(millis).clamp(LOOK, LONGEST_SLEEP);
                rest(&stop, &wake, pause).await;
            }
        });
    }

    /// Looks after what nobody waits for.
    fn keep_up(&self, days: i64) {
        let (store, stop) = (self.store.clone(), self.stop.clone());
        self.tasks.spawn(async move {
            while !stop.is_cancelled() {
                if let Err(error) = store.upkeep().await {
                    tracing::error!(%error, "the database could not be looked after");
                }
                match store.prune(days).await {
                    Ok(0) => {}
                    Ok(gone) => tracing::info!(gone, days, "old messages were taken away"),
                    Err(error) => tracing::error!(%error, "old messages could not be taken away"),
                }
                rest(&stop, &Notify::new(), UPKEEP).await;
            }
        });
    }
}

/// Notices a clock that was ahead and was set back. Tells whether this one can be trusted: not where
/// other programs, which agree with the database, have put right what it does.
async fn look_at_clock(store: &Storage, now: Instant) -> bool {
    let looked = async {
        if let Some(until) = store.notice_clock_back(now).await? {
            tell_clock_back(until);
        }
        store.contradicted(now).await
    };
    match looked.await {
        Ok(None) => true,
        Ok(Some(millis)) => {
            let seconds = millis / 1000;
            tracing::error!(seconds, "this clock is ahead of all others: nothing is reminded of");
            false
        }
        Err(error) => {
            tracing::error!(%error, "the clock could not be looked at");
            true
        }
    }
}

/// Says that a clock was ahead: once, as it is put right with that.
pub fn tell_clock_back(until: Instant) {
    let until = until.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    tracing::warn!(
        until,
        "a clock was ahead and was set back: what it has brought forward is planned anew"
    );
}

/// Sleeps until woken, until the pause is over or until told to stop.
async fn rest(stop: &CancellationToken, wake: &Notify, pause: Duration) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = wake.notified() => {}
        () = sleep(pause) => {}
    }
}

/// Waits for the signal to stop and passes it on.
fn on_signal(stop: CancellationToken) -> Done<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            () = stop.cancelled() => {}
        }
        stop.cancel();
    })
}
