//! One bot: who of several programs listens for it, and what becomes of one that is not let in.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bot_core::chat::channel::Inlet;
use bot_core::clock::Clock as _;
use storage::{Storage, Term};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use crate::clock::Watch;

/// How often the lead is kept up while it lasts once.
const BEATS: u32 = 4;
/// How often it is looked how a bot stands with its platform.
const LOOK: Duration = Duration::from_secs(1);
/// The pause after a bot was not let in, which doubles, and the longest one.
const REFUSED: (Duration, Duration) = (Duration::from_secs(5), Duration::from_mins(1));
/// How long a silence is worth a look, and how often it is looked for.
const SILENT: (Duration, Duration) = (Duration::from_hours(3), Duration::from_mins(10));

/// A bot that can be listened for.
#[async_trait]
pub trait Listener: Send + Sync {
    /// The platform and bot.
    fn source(&self) -> &str;

    /// What it is called.
    fn name(&self) -> String;

    /// Where one opens a chat with it.
    fn link(&self) -> Option<String>;

    /// Whether its platform has let it in since it was refused last.
    fn is_let_in(&self) -> bool;

    /// Listens until told to stop; comes back by itself only when it is not let in, and says why.
    async fn listen(&self, inlet: Arc<dyn Inlet>, stop: CancellationToken) -> Result<(), Refusal>;
}

/// Why a bot is not let in.
pub struct Refusal {
    /// In a few words, for those who use the bot.
    pub reason: String,
    /// With the remedy, for whoever runs the program.
    pub remedy: String,
}

/// How the bots of this program stand with their platforms.
pub struct Hopes {
    /// How many of them may be let in.
    left: AtomicUsize,
    stop: CancellationToken,
    /// Why none is let in any more.
    lost: std::sync::OnceLock<String>,
}

impl Hopes {
    /// So many bots; when the last one is lost, the program is told to stop.
    pub fn of(bots: usize, stop: CancellationToken) -> Self {
        Self { left: AtomicUsize::new(bots), stop, lost: std::sync::OnceLock::new() }
    }

    /// Why none is let in any more, if that is so.
    pub fn lost(&self) -> Option<&String> {
        self.lost.get()
    }
}

/// How one bot stands with its platform.
pub struct Standing {
    store: Arc<Storage>,
    hopes: Arc<Hopes>,
    source: String,
    refused: u32,
    noted: bool,
}

impl Standing {
    /// A bot of which nothing is known yet.
    pub fn new(store: Arc<Storage>, hopes: Arc<Hopes>, source: String) -> Self {
        Self { store, hopes, source, refused: 0, noted: false }
    }

    /// It is not let in: whoever can do something about it is told, once. Waits for a while.
    pub async fn refused(&mut self, why: &Refusal) {
        if self.refused == 0 {
            let why = &why.remedy;
            tracing::error!(source = self.source, why, "a platform does not let us in any more");
            if self.hopes.left.fetch_sub(1, Ordering::SeqCst) == 1 {
                self.hopes.lost.get_or_init(|| why.clone());
                self.hopes.stop.cancel();
            }
        }
        self.noted = false;
        let now = Watch::default().now();
        if let Err(error) = self.store.refused(&self.source, &why.reason, now).await {
            tracing::error!(source = self.source, %error, "it could not be noted");
        }
        let pause = REFUSED.0 * 2_u32.pow(self.refused.min(10));
        self.refused += 1;
        let pause = pause.min(REFUSED.1);
        self.hopes.stop.run_until_cancelled(sleep(pause)).await;
    }

    /// It is let in.
    async fn let_in(&mut self) {
        if self.refused > 0 {
            self.refused = 0;
            self.hopes.left.fetch_add(1, Ordering::SeqCst);
        }
        if self.noted {
            return;
        }
        match self.store.let_in(&self.source, Watch::default().now()).await {
            Ok(again) => {
                self.noted = true;
                if again {
                    tracing::info!(source = self.source, "the platform lets us in again");
                }
            }
            Err(error) => tracing::warn!(source = self.source, %error, "it could not be noted"),
        }
    }
}

/// Listens for a bot while this program leads it, and waits for its turn while another does.
pub async fn attend(bot: &dyn Listener, standing: &mut Standing, stop: &CancellationToken) {
    let store = Arc::clone(&standing.store);
    let source = bot.source();
    let beat = store.lead_lasts() / BEATS;
    let mut waits = false;
    while !stop.is_cancelled() {
        let (name, link) = (bot.name(), bot.link());
        match store.lead(source, &name, link.as_deref()).await {
            Ok(Some(term)) => {
                waits = false;
                tracing::info!(source, name, "listening");
                if let Err(why) = lead(bot, standing, Arc::new(term), stop).await {
                    standing.refused(&why).await;
                }
                continue;
            }
            Ok(None) if waits => {}
            Ok(None) => {
                waits = true;
                tracing::info!(source, name, "another program listens: waiting for our turn");
            }
            Err(error) => tracing::warn!(source, %error, "nobody knows who is to listen"),
        }
        stop.run_until_cancelled(sleep(beat)).await;
    }
}

/// Listens until told to stop, until the lead is lost or until the bot is not let in.
async fn lead(
    bot: &dyn Listener,
    standing: &mut Standing,
    term: Arc<Term>,
    stop: &CancellationToken,
) -> Result<(), Refusal> {
    let over = stop.child_token();
    let listening = bot.listen(Arc::clone(&term) as _, over.clone());
    let ended = tokio::select! {
        ended = listening => ended,
        () = keep_up(bot, standing, &term, &over) => Ok(()),
    };
    if let Err(error) = term.end().await {
        tracing::debug!(source = bot.source(), %error, "the lead was not given back");
    }
    ended
}

/// Keeps the lead up; once it is lost, nobody listens here any more.
async fn keep_up(
    bot: &dyn Listener,
    standing: &mut Standing,
    term: &Term,
    over: &CancellationToken,
) {
    let store = Arc::clone(&standing.store);
    let (lasts, source) = (store.lead_lasts(), bot.source());
    let (mut kept, mut looked) = (Instant::now(), Instant::now());
    loop {
        let lost = tokio::select! {
            () = term.over() => true,
            () = sleep(LOOK.min(lasts / BEATS)) => false,
        } || (kept.elapsed() >= lasts / BEATS
            && match term.go_on().await {
                Ok(ours) => {
                    kept = Instant::now();
                    !ours
                }
                // What is heard now could not be kept either.
                Err(_) => kept.elapsed() >= lasts,
            });
        if lost {
            tracing::warn!(source, "the lead is lost: another program listens");
            over.cancel();
            return pending().await;
        }
        if bot.is_let_in() {
            standing.let_in().await;
        }
        if looked.elapsed() >= SILENT.1 {
            looked = Instant::now();
            if let Err(error) = store.silent(source, SILENT.0, Watch::default().now()).await {
                tracing::debug!(source, %error, "nobody looked for a silence");
            }
        }
    }
}
