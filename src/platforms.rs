//! The platforms: how each is reached, what it offers, and what becomes of one that does not let us
//! in.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use adapters::discord::{Discord, DiscordProblem, DiscordSettings, Offer, Words};
use adapters::pace::Paced;
use adapters::telegram::{Telegram, TelegramSettings};
use bot_core::chat::channel::{Channel, Inlet, Proposer};
use bot_core::chat::spec::Spec;
use bot_core::commands::{ALL, show};
use bot_core::domain::access::{REP, Roles};
use bot_core::domain::people::Lang;
use bot_core::text::say::{Values, try_look_up};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Config;
use crate::fault::{Done, Fault};

/// How often the commands that are offered are compared with those that are wanted.
const MENU: Duration = Duration::from_hours(24);
/// The same after that failed.
const MENU_AGAIN: Duration = Duration::from_mins(10);

/// The bots that are configured.
pub struct Platforms {
    telegram: Option<Arc<Telegram>>,
    discord: Option<Arc<Discord>>,
}

/// Where what people write is kept, and who proposes what they may mean.
pub struct House {
    /// Keeps it.
    pub inlet: Arc<dyn Inlet>,
    /// Proposes.
    pub proposer: Arc<dyn Proposer>,
    /// Says when to stop.
    pub stop: CancellationToken,
    /// Waits for what runs.
    pub tasks: TaskTracker,
    /// Why no platform lets us in any more.
    pub refused: Arc<OnceLock<String>>,
}

impl Platforms {
    /// Reaches the platforms. One that does not let us in is told of; if it is the only one, there
    /// is nothing to serve.
    pub async fn reach(config: &Config, stop: &CancellationToken) -> Done<Self> {
        let discord = discord(config)?;
        let telegram = match telegram(config, stop).await {
            Err(why) if discord.is_some() => {
                tracing::error!(%why, "going on without Telegram");
                None
            }
            reached => reached?,
        };
        if config.telegram.token.is_none() && discord.is_none() {
            tracing::warn!(
                "no platform is configured: only the terminal can talk. Set [telegram] token_file \
                 or [discord] token_file, see config.example.toml"
            );
        }
        Ok(Self { telegram, discord })
    }

    /// What goes out to each, at the pace that it allows.
    pub fn outward(&self) -> Vec<Arc<dyn Channel>> {
        let telegram = self.telegram.clone().map(|bot| bot as Arc<dyn Channel>);
        let discord = self.discord.clone().map(|bot| bot as Arc<dyn Channel>);
        let all = telegram.into_iter().chain(discord);
        all.map(|bot| Arc::new(Paced::new(bot)) as Arc<dyn Channel>).collect()
    }

    /// Takes in what people write, and offers the commands.
    pub fn listen(self, house: House) {
        let count = usize::from(self.telegram.is_some()) + usize::from(self.discord.is_some());
        let house = Arc::new((house, AtomicUsize::new(count)));
        let stop = &house.0.stop;
        if let Some(bot) = self.telegram {
            house.0.tasks.spawn(offer_on_telegram(bot.clone(), stop.clone()));
            let (inlet, stop) = (house.0.inlet.clone(), stop.clone());
            let run = async move { bot.run(inlet, stop).await.map_err(|why| why.to_string()) };
            watch(&house, run);
        }
        if let Some(bot) = self.discord {
            house.0.tasks.spawn(offer_on_discord(bot.clone(), stop.clone()));
            let (inlet, proposer) = (house.0.inlet.clone(), house.0.proposer.clone());
            let running = bot.run(inlet, proposer, stop.clone());
            watch(&house, async move { running.await.map_err(|why| why.to_string()) });
        }
    }
}

/// Runs one platform. Where it does not let us in any more, somebody must see it: it is told once,
/// and the program stops when no other platform is left.
fn watch(
    house: &Arc<(House, AtomicUsize)>,
    run: impl Future<Output = Result<(), String>> + Send + 'static,
) {
    let shared = Arc::clone(house);
    house.0.tasks.spawn(async move {
        let (house, listening) = &*shared;
        if let Err(why) = run.await {
            tracing::error!(why, "a platform does not let us in any more");
            if listening.fetch_sub(1, Ordering::SeqCst) == 1 {
                house.refused.get_or_init(|| why);
                house.stop.cancel();
            }
        }
    });
}

/// The bot on Telegram; none when it is not configured, or when told to stop before it could be
/// reached.
async fn telegram(config: &Config, stop: &CancellationToken) -> Done<Option<Arc<Telegram>>> {
    let Some(token) = &config.telegram.token else { return Ok(None) };
    let mut settings = TelegramSettings::new(token.clone());
    settings.api_url.clone_from(&config.telegram.api_url);
    let connected = Telegram::connect_patiently(settings, stop).await;
    let telegram = connected.map_err(|problem| Fault::Usage(problem.to_string()))?;
    Ok(telegram.map(|telegram| {
        tracing::info!(bot = telegram.username(), "on Telegram");
        Arc::new(telegram)
    }))
}

/// The bot on Discord; none when it is not configured.
fn discord(config: &Config) -> Done<Option<Arc<Discord>>> {
    let Some(token) = &config.discord.token else { return Ok(None) };
    let mut settings = DiscordSettings::new(token.clone());
    settings.api_url.clone_from(&config.discord.api_url);
    settings.guilds = config.discord.guilds.split_whitespace().map(str::to_owned).collect();
    let discord = Discord::new(&settings, offers());
    Ok(Some(Arc::new(discord.map_err(|problem| Fault::Usage(problem.to_string()))?)))
}

/// Every command with what people read of it.
fn offers() -> Vec<Offer> {
    ALL.iter().map(|entry| offer(entry.spec)).collect()
}

fn offer(spec: &'static Spec) -> Offer {
    let both = |text: &dyn Fn(Lang) -> String| Words { zh: text(Lang::Zh), en: text(Lang::En) };
    let said = |lang, key: &str| try_look_up(lang, key, &Values::new()).unwrap_or_default();
    let fields = spec.args.iter();
    Offer {
        spec,
        about: both(&|lang| said(lang, &spec.help_key())),
        group: both(&|lang| said(lang, &format!("menu-{}", spec.group()))),
        fields: fields.map(|arg| both(&|lang| show::field_of(lang, spec.name, arg.name))).collect(),
    }
}

/// Keeps the menu of commands as it is to be, whoever changes it on the platform. It shows what a
/// rep may do: what others may besides, `help` tells them.
async fn offer_on_telegram(bot: Arc<Telegram>, stop: CancellationToken) {
    let roles = Roles::standard();
    let menus = [(None, Lang::En), (Some("zh"), Lang::Zh)]
        .map(|(code, lang)| (code, bot_core::commands::talk::help::menu(lang, &roles, REP)));
    while !stop.is_cancelled() {
        let mut pause = MENU;
        for (lang, menu) in &menus {
            let shown = stop.run_until_cancelled(bot.show_menu(*lang, menu)).await;
            if let Some(Err(problem)) = shown {
                tracing::warn!(%problem, "the menu of commands could not be shown");
                pause = MENU_AGAIN;
            }
        }
        stop.run_until_cancelled(sleep(pause)).await;
    }
}

/// Keeps the commands as they are to be.
async fn offer_on_discord(bot: Arc<Discord>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let mut pause = MENU;
        match stop.run_until_cancelled(bot.offer_commands()).await {
            Some(Ok(true)) => tracing::info!("the commands on Discord are new"),
            // Whoever listens tells of it.
            Some(Err(DiscordProblem::Token(_))) => pause = MENU_AGAIN,
            Some(Err(problem)) => {
                tracing::warn!(%problem, "the commands could not be offered");
                pause = MENU_AGAIN;
            }
            Some(Ok(false)) | None => {}
        }
        stop.run_until_cancelled(sleep(pause)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_commands_has_a_name_in_both_languages() {
        let alone = |group: &str| ALL.iter().any(|entry| entry.spec.name == group);
        for offer in offers().iter().filter(|offer| !alone(offer.spec.group())) {
            let (Words { zh, en }, group) = (&offer.group, offer.spec.group());
            assert!(!zh.is_empty() && !en.is_empty(), "menu-{group} is missing in locales");
        }
    }
}
