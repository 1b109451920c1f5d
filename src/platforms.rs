//! The platforms: how each is reached, what it offers, and what becomes of one that does not let us
//! in.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use adapters::discord::{Discord, DiscordProblem, DiscordSettings, Offer, Words};
use adapters::pace::Paced;
use adapters::telegram::{Telegram, TelegramProblem, TelegramSettings};
use bot_core::chat::channel::{Channel, Inlet};
use bot_core::chat::spec::Spec;
use bot_core::commands::{ALL, show};
use bot_core::deliver::Deliverer;
use bot_core::domain::access::{REP, Roles};
use bot_core::domain::people::Lang;
use bot_core::engine::Engine;
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
    telegram: Option<OnTelegram>,
    discord: Option<Arc<Discord>>,
}

/// The bot on Telegram.
enum OnTelegram {
    /// It is there.
    Here(Arc<Telegram>),
    /// It joins when it can be reached: others do not wait for it.
    Later(TelegramSettings),
}

/// Where what people write is kept and worked on.
pub struct House {
    /// Keeps it.
    pub inlet: Arc<dyn Inlet>,
    /// Works on it, and proposes what people may mean.
    pub engine: Arc<Engine>,
    /// Answers.
    pub deliverer: Arc<Deliverer>,
    /// Says when to stop.
    pub stop: CancellationToken,
    /// Waits for what runs.
    pub tasks: TaskTracker,
    /// Why no platform lets us in any more.
    pub refused: Arc<OnceLock<String>>,
    /// How many platforms there are that may let us in.
    pub hopes: AtomicUsize,
}

impl Platforms {
    /// Reaches the platforms. If there is only one, it has to be there before anything is served.
    pub async fn reach(config: &Config, stop: &CancellationToken) -> Done<Self> {
        let discord = discord(config)?;
        let settings = config.telegram.token.clone().map(|token| {
            let api_url = config.telegram.api_url.clone();
            TelegramSettings { api_url, ..TelegramSettings::new(token) }
        });
        let telegram = match settings {
            Some(settings) if discord.is_some() => Some(OnTelegram::Later(settings)),
            Some(settings) => {
                let reached = telegram(settings, stop).await;
                let reached = reached.map_err(|problem| Fault::Usage(problem.to_string()))?;
                reached.map(OnTelegram::Here)
            }
            None => None,
        };
        if config.telegram.token.is_none() && discord.is_none() {
            tracing::warn!(
                "no platform is configured: only the terminal can talk. Set [telegram] token_file \
                 or [discord] token_file, see config.example.toml"
            );
        }
        Ok(Self { telegram, discord })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        usize::from(self.telegram.is_some()) + usize::from(self.discord.is_some())
    }

    /// What goes out to each that is there, at the pace that it allows.
    pub fn outward(&self) -> Vec<Arc<dyn Channel>> {
        let telegram = match &self.telegram {
            Some(OnTelegram::Here(bot)) => Some(paced(bot.clone())),
            Some(OnTelegram::Later(_)) | None => None,
        };
        telegram.into_iter().chain(self.discord.clone().map(|bot| paced(bot))).collect()
    }

    /// Takes in what people write, and offers the commands.
    pub fn listen(self, house: &Arc<House>) {
        if let Some(on_telegram) = self.telegram {
            watch(house, listen_on_telegram(Arc::clone(house), on_telegram));
        }
        if let Some(bot) = self.discord {
            let stop = house.stop.clone();
            house.tasks.spawn(offer_on_discord(bot.clone(), stop.clone()));
            let running = bot.run(house.inlet.clone(), house.engine.clone(), stop);
            watch(house, async move { running.await.map_err(|why| why.to_string()) });
        }
    }
}

fn paced(bot: Arc<impl Channel + 'static>) -> Arc<dyn Channel> {
    Arc::new(Paced::new(bot))
}

/// Runs one platform. Where it does not let us in any more, somebody must see it: it is told once,
/// and the program stops when no other platform is left.
fn watch(house: &Arc<House>, run: impl Future<Output = Result<(), String>> + Send + 'static) {
    let shared = Arc::clone(house);
    house.tasks.spawn(async move {
        if let Err(why) = run.await {
            tracing::error!(why, "a platform does not let us in any more");
            if shared.hopes.fetch_sub(1, Ordering::SeqCst) == 1 {
                shared.refused.get_or_init(|| why);
                shared.stop.cancel();
            }
        }
    });
}

/// Listens on Telegram, once it can be reached.
async fn listen_on_telegram(house: Arc<House>, on_telegram: OnTelegram) -> Result<(), String> {
    let stop = house.stop.clone();
    let bot = match on_telegram {
        OnTelegram::Here(bot) => bot,
        OnTelegram::Later(settings) => {
            let reached = telegram(settings, &stop).await.map_err(|why| why.to_string())?;
            let Some(bot) = reached else { return Ok(()) };
            let channel = paced(bot.clone());
            house.engine.add(channel.clone());
            house.deliverer.add(channel);
            bot
        }
    };
    house.tasks.spawn(offer_on_telegram(bot.clone(), stop.clone()));
    bot.run(house.inlet.clone(), stop).await.map_err(|why| why.to_string())
}

/// The bot on Telegram; none when told to stop before it could be reached.
async fn telegram(
    settings: TelegramSettings,
    stop: &CancellationToken,
) -> Result<Option<Arc<Telegram>>, TelegramProblem> {
    let connected = Telegram::connect_patiently(settings, stop).await?;
    Ok(connected.map(|telegram| {
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
