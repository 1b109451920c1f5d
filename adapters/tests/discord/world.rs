//! What the tests share: settings, an inlet that can refuse, and a log that is looked into.

use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

use adapters::discord::{Discord, DiscordProblem, DiscordSettings, Offer, Pace, Words};
use async_trait::async_trait;
use bot_core::chat::channel::{Arrival, Inlet, NotKept, Proposer};
use bot_core::chat::incoming::{Address, Incoming};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::fake_discord::{FakeDiscord, TOKEN, loopback_only};

/// Somebody on Discord.
pub const AMY: i64 = 501;

/// Settings for a fake, and for nothing else.
pub fn settings(url: &str) -> DiscordSettings {
    log_everything();
    DiscordSettings {
        api_url: loopback_only(url).to_owned(),
        pace: Pace {
            first: Duration::from_millis(2),
            longest: Duration::from_millis(20),
            connect: Duration::from_secs(2),
            answer: Duration::from_secs(2),
        },
        ..DiscordSettings::new(TOKEN.into())
    }
}

/// Every command, with what it is called in code.
pub fn offers() -> Vec<Offer> {
    let words = |text: &str| Words { zh: format!("中{text}"), en: text.to_owned() };
    let offer = |entry: &bot_core::commands::Entry| Offer {
        spec: entry.spec,
        about: words(entry.spec.name),
        group: words(entry.spec.group()),
        fields: entry.spec.args.iter().map(|arg| words(arg.name)).collect(),
    };
    bot_core::commands::ALL.iter().map(offer).collect()
}

/// A bot with these settings.
pub fn bot_with(settings: &DiscordSettings) -> Arc<Discord> {
    Arc::new(Discord::new(settings, offers()).expect("the settings are right"))
}

/// A fake with a bot on it.
pub async fn bot() -> (FakeDiscord, Arc<Discord>) {
    let fake = FakeDiscord::start().await;
    let bot = bot_with(&settings(fake.url()));
    (fake, bot)
}

/// A loop that runs until it is dropped.
pub struct Running {
    stop: CancellationToken,
    task: JoinSet<Result<(), DiscordProblem>>,
}

impl Running {
    pub fn start(bot: &Arc<Discord>, shelf: &Arc<Shelf>) -> Self {
        let (bot, stop) = (Arc::clone(bot), CancellationToken::new());
        let inlet: Arc<dyn Inlet> = Arc::clone(shelf) as _;
        let proposer: Arc<dyn Proposer> = Arc::clone(shelf) as _;
        let mut task = JoinSet::new();
        task.spawn(bot.run(inlet, proposer, stop.clone()));
        Self { stop, task }
    }

    /// Tells it to stop and waits.
    pub async fn stop(self) {
        self.stop.cancel();
        assert_eq!(self.ended().await, Ok(()));
    }

    /// Waits for it to end by itself.
    pub async fn ended(mut self) -> Result<(), DiscordProblem> {
        let ended = tokio::time::timeout(Duration::from_secs(20), self.task.join_next());
        let ended = ended.await.expect("it ends").expect("there is one");
        ended.expect("it does not panic")
    }
}

#[derive(Default)]
pub struct Kept {
    pub arrivals: Vec<Arrival>,
    pub cursor: Option<i64>,
    pub lines: Vec<Address>,
    pub refusals: usize,
}

/// An inlet in memory, which can refuse; it proposes what is typed, twice.
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
                tokio::pin!(news);
                news.as_mut().enable();
                let arrivals = self.kept().arrivals.clone();
                if arrivals.len() >= count {
                    return arrivals;
                }
                news.await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(20), enough).await;
        waited.unwrap_or_else(|_| panic!("{count} arrivals did not come: {:?}", self.updates()))
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
        assert_eq!(source, "discord/777");
        let mut kept = self.kept();
        if kept.refusals > 0 {
            kept.refusals -= 1;
            return Err(NotKept::Unusable("the disk is full".to_owned()));
        }
        for arrival in arrivals {
            if !kept.arrivals.iter().any(|a| a.update == arrival.update) {
                kept.arrivals.push(arrival.clone());
            }
            if !kept.lines.contains(&arrival.line) {
                kept.lines.push(arrival.line.clone());
            }
        }
        kept.cursor = cursor.or(kept.cursor);
        drop(kept);
        self.news.notify_waiters();
        Ok(())
    }

    async fn cursor(&self, _: &str) -> Result<Option<(i64, i64)>, NotKept> {
        Ok(self.kept().cursor.map(|cursor| (cursor, 0)))
    }

    async fn lines(&self, _: &str) -> Result<Vec<Address>, NotKept> {
        Ok(self.kept().lines.clone())
    }
}

#[async_trait]
impl Proposer for Shelf {
    async fn propose(&self, draft: &Incoming, field: &str) -> Vec<(String, String)> {
        let bot_core::chat::incoming::What::Filled(form) = &draft.what else { return Vec::new() };
        let typed = form.fields.iter().find(|(name, _)| name == field);
        let typed = typed.map(|(_, words)| words.clone()).unwrap_or_default();
        vec![(format!("{typed}（C-1）"), "C-1".to_owned()), (typed, "C-2".to_owned())]
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
            .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
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
