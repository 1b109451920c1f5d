//! What the tests share: settings, an inlet that can refuse, and a log that is looked into.

use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

use adapters::telegram::{Pace, Telegram, TelegramProblem, TelegramSettings};
use async_trait::async_trait;
use bot_core::chat::channel::{Arrival, Inlet, NotKept};
use bot_core::chat::incoming::Address;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::fake_bot_api::{FakeBotApi, TOKEN, loopback_only};

/// Settings for a fake, and for nothing else.
pub fn settings(url: &str) -> TelegramSettings {
    log_everything();
    TelegramSettings {
        api_url: loopback_only(url).to_owned(),
        poll: 1,
        pace: Pace {
            first: Duration::from_millis(2),
            longest: Duration::from_millis(20),
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(10),
        },
        ..TelegramSettings::new(TOKEN.into())
    }
}

/// The same for those who wait in vain.
pub fn hasty(url: &str) -> TelegramSettings {
    let mut settings = settings(url);
    settings.poll = 0;
    settings.pace.answer = Duration::from_millis(300);
    settings
}

/// A fake with a bot on it.
pub async fn bot() -> (FakeBotApi, Arc<Telegram>) {
    let fake = FakeBotApi::start().await;
    let bot = Telegram::connect(settings(fake.url())).await;
    (fake, Arc::new(bot.expect("the fake is up")))
}

/// A loop that runs until it is dropped.
pub struct Running {
    stop: CancellationToken,
    task: JoinSet<Result<(), TelegramProblem>>,
}

impl Running {
    pub fn start(bot: &Arc<Telegram>, shelf: &Arc<Shelf>) -> Self {
        let (bot, stop) = (Arc::clone(bot), CancellationToken::new());
        let (inlet, token): (Arc<dyn Inlet>, _) = (Arc::clone(shelf) as _, stop.clone());
        let mut task = JoinSet::new();
        task.spawn(async move { bot.run(inlet, token).await });
        Self { stop, task }
    }

    /// Tells it to stop and waits.
    pub async fn stop(self) {
        self.stop.cancel();
        assert_eq!(self.ended().await, Ok(()));
    }

    /// Waits for it to end by itself.
    pub async fn ended(mut self) -> Result<(), TelegramProblem> {
        let ended = tokio::time::timeout(Duration::from_secs(20), self.task.join_next());
        let ended = ended.await.expect("it ends").expect("there is one");
        ended.expect("it does not panic")
    }
}

#[derive(Default)]
pub struct Kept {
    pub arrivals: Vec<Arrival>,
    pub cursor: Option<i64>,
    pub quiet: i64,
    pub refusals: usize,
}

/// An inlet in memory, which can refuse.
#[derive(Default)]
pub struct Shelf {
    kept: Mutex<Kept>,
    news: Notify,
}

impl Shelf {
    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn updates(&self) -> Vec<String> {
        let kept = self.kept();
        kept.arrivals.iter().map(|a| a.update.clone()).collect()
    }

    /// Waits until so many have arrived.
    pub async fn has(&self, count: usize) -> Vec<Arrival> {
        let enough = async {
            loop {
                let news = self.news.notified();
                let arrivals = self.kept().arrivals.clone();
                if arrivals.len() >= count {
                    return arrivals;
                }
                news.await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(20), enough).await;
        waited.unwrap_or_else(|_| panic!("{count} arrivals did not come"))
    }
}

#[async_trait]
impl Inlet for Shelf {
    async fn keep(
        &self,
        source: &str,
        arrivals: &[Arrival],
        cursor: Option<i64>,
    ) -> Result<(), NotKept> {
        assert_eq!(source, "telegram/77");
        let mut kept = self.kept();
        if kept.refusals > 0 {
            kept.refusals -= 1;
            return Err(NotKept::Unusable("the disk is full".to_owned()));
        }
        for arrival in arrivals {
            if !kept.arrivals.iter().any(|a| a.update == arrival.update) {
                kept.arrivals.push(arrival.clone());
            }
        }
        kept.cursor = cursor;
        kept.quiet = 0;
        drop(kept);
        self.news.notify_waiters();
        Ok(())
    }

    async fn lines(&self, _: &str) -> Result<Vec<Address>, NotKept> {
        Ok(Vec::new())
    }

    async fn cursor(&self, _: &str) -> Result<Option<(i64, i64)>, NotKept> {
        let kept = self.kept();
        Ok(kept.cursor.map(|next| (next, kept.quiet)))
    }
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn log_everything() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(|| Log)
            .init();
    });
}

/// All that was logged by any test so far.
pub fn logged() -> String {
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(&log).into_owned()
}
