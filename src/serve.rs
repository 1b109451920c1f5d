//! `gendan serve`: all loops at once, until somebody says stop.

use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use adapters::console::Console;
use adapters::pace::Paced;
use adapters::telegram::{Telegram, TelegramSettings};
use bot_core::chat::channel::Channel;
use bot_core::clock::Clock as _;
use bot_core::deliver::Deliverer;
use bot_core::domain::access::{REP, Roles};
use bot_core::domain::people::Lang;
use bot_core::engine::Engine;
use bot_core::store::{Store, Stored};
use scheduler::Runner;
use storage::Storage;
use tokio::sync::{Notify, Semaphore};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::open_existing;
use crate::clock::Watch;
use crate::config::Config;
use crate::fault::{Done, Fault};

/// How often a loop looks without being woken: for what waits for another try.
const LOOK: Duration = Duration::from_secs(1);
/// How often the database is looked after.
const UPKEEP: Duration = Duration::from_mins(1);
/// How often the menu of commands is compared with the one that is wanted.
const MENU: Duration = Duration::from_hours(24);
/// The same after that failed.
const MENU_AGAIN: Duration = Duration::from_mins(10);
/// The longest sleep of the scheduler: other instances may write timers too.
const LONGEST_SLEEP: Duration = Duration::from_secs(20);

/// Runs until it is told to stop, then finishes what is in hand.
pub async fn run(config: &Config) -> Done {
    let store = Arc::new(open_existing(&config.address()).await?);
    store.adopt(Watch::default().now()).await?;
    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    let refused = Arc::new(OnceLock::new());
    tasks.spawn(on_signal(stop.clone())?);
    let telegram = telegram(config, &stop).await?;
    if !stop.is_cancelled() {
        let serving = Serving {
            store: store.clone(),
            clock: Arc::new(Watch::default()),
            stop: stop.clone(),
            tasks: tasks.clone(),
            refused: refused.clone(),
        };
        serving.start(config, telegram);
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
    match refused.get() {
        Some(why) => Err(Fault::Failed(why.clone())),
        None => Ok(()),
    }
}

/// The bot on Telegram; none when it is not configured, or when told to stop before it could be
/// reached.
async fn telegram(config: &Config, stop: &CancellationToken) -> Done<Option<Arc<Telegram>>> {
    let Some(token) = &config.telegram.token else {
        tracing::warn!(
            "no platform is configured: only the terminal can talk. Set [telegram] token_file, see \
             config.example.toml"
        );
        return Ok(None);
    };
    let mut settings = TelegramSettings::new(token.clone());
    settings.api_url.clone_from(&config.telegram.api_url);
    let connected = Telegram::connect_patiently(settings, stop).await;
    let telegram = connected.map_err(|problem| Fault::Usage(problem.to_string()))?;
    Ok(telegram.map(|telegram| {
        tracing::info!(bot = telegram.username(), "on Telegram");
        Arc::new(telegram)
    }))
}

/// What all loops share.
struct Serving {
    store: Arc<Storage>,
    clock: Arc<Watch>,
    stop: CancellationToken,
    tasks: TaskTracker,
    /// Why a platform does not let us in any more.
    refused: Arc<OnceLock<String>>,
}

impl Serving {
    fn start(&self, config: &Config, telegram: Option<Arc<Telegram>>) {
        let wakes = self.store.wakes();
        let paced = telegram.clone().map(|t| Arc::new(Paced::new(t)) as Arc<dyn Channel>);
        let outward: Vec<Arc<dyn Channel>> = paced.into_iter().collect();
        // The terminal's messages are worked on here too; its replies wait for the terminal.
        let mut known = outward.clone();
        known.push(Arc::new(Console::default()));
        let engine = Arc::new(Engine::new(self.store.clone(), known, self.clock.clone()));
        let finisher = engine.clone();
        self.side_by_side(
            ("worker", config.limits.workers),
            wakes.inbox,
            move |most| {
                let engine = engine.clone();
                async move { engine.take(most).await }
            },
            move |taken| {
                let engine = finisher.clone();
                async move { engine.work_on(&taken).await }
            },
        );
        let deliverer = Deliverer::new(self.store.clone(), outward, self.clock.clone());
        let deliverer = Arc::new(deliverer);
        let finisher = deliverer.clone();
        self.side_by_side(
            ("sender", config.limits.senders),
            wakes.outbox,
            move |most| {
                let deliverer = deliverer.clone();
                async move { deliverer.take(most).await }
            },
            move |due| {
                let deliverer = finisher.clone();
                async move { deliverer.deliver(&due).await }
            },
        );
        self.schedule(wakes.timers);
        self.keep_up();
        if let Some(telegram) = telegram {
            self.offer(telegram.clone());
            self.listen(telegram);
        }
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
            while !stop.is_cancelled() {
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
    fn keep_up(&self) {
        let (store, stop) = (self.store.clone(), self.stop.clone());
        self.tasks.spawn(async move {
            while !stop.is_cancelled() {
                if let Err(error) = store.upkeep().await {
                    tracing::error!(%error, "the database could not be looked after");
                }
                rest(&stop, &Notify::new(), UPKEEP).await;
            }
        });
    }

    /// Keeps the menu of commands as it is to be, whoever changes it on the platform. It shows what
    /// a rep may do: what others may besides, `help` tells them.
    fn offer(&self, telegram: Arc<Telegram>) {
        let stop = self.stop.clone();
        let roles = Roles::standard();
        let menus = [(None, Lang::En), (Some("zh"), Lang::Zh)].map(|(code, lang)| {
            let menu = bot_core::commands::talk::help::menu(lang, &roles, REP);
            (code, menu)
        });
        self.tasks.spawn(async move {
            while !stop.is_cancelled() {
                let mut pause = MENU;
                for (lang, menu) in &menus {
                    let shown = stop.run_until_cancelled(telegram.show_menu(*lang, menu)).await;
                    if let Some(Err(problem)) = shown {
                        tracing::warn!(%problem, "the menu of commands could not be shown");
                        pause = MENU_AGAIN;
                    }
                }
                rest(&stop, &Notify::new(), pause).await;
            }
        });
    }

    /// Takes in what people write. A refused token stops the program: somebody must see it.
    fn listen(&self, telegram: Arc<Telegram>) {
        let (store, stop) = (self.store.clone(), self.stop.clone());
        let refused = self.refused.clone();
        self.tasks.spawn(async move {
            if let Err(problem) = telegram.run(store, stop.clone()).await {
                refused.get_or_init(|| problem.to_string());
                stop.cancel();
            }
        });
    }
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
