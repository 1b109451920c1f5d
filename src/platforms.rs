//! The platforms: how each is reached, what it offers, and what becomes of one that does not let us
//! in.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use adapters::discord::{Discord, DiscordProblem, DiscordSettings, Offer, Words};
use adapters::door::Door;
use adapters::pace::Paced;
use adapters::telegram::{Hooked, Telegram, TelegramProblem, TelegramSettings};
use async_trait::async_trait;
use bot_core::chat::channel::{Channel, Inlet};
use bot_core::chat::spec::Spec;
use bot_core::commands::{ALL, show};
use bot_core::deliver::Deliverer;
use bot_core::domain::people::Lang;
use bot_core::engine::Engine;
use bot_core::text::say::{Values, try_look_up};
use storage::Storage;
use tokio::net::TcpListener;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::attend::{Hopes, Listener, Refusal, Standing, attend};
use crate::config::{self, Config};
use crate::fault::{Done, Fault};
use crate::menus;

/// How often the commands that are offered are compared with those that are wanted.
const MENU: Duration = Duration::from_hours(24);
/// The same after that failed.
const MENU_AGAIN: Duration = Duration::from_mins(10);

/// The bots that are configured.
pub struct Platforms {
    telegram: Vec<OnTelegram>,
    discord: Vec<Arc<Discord>>,
    /// Where platforms call us.
    door: Option<TcpListener>,
}

/// A bot on Telegram.
enum OnTelegram {
    /// It is there.
    Here(Arc<Telegram>),
    /// It joins when it can be reached: others do not wait for it.
    Later(TelegramSettings, String),
}

/// Where what people write is kept and worked on.
pub struct House {
    /// Keeps it.
    pub store: Arc<Storage>,
    /// Works on it, and proposes what people may mean.
    pub engine: Arc<Engine>,
    /// Answers.
    pub deliverer: Arc<Deliverer>,
    /// Says when to stop.
    pub stop: CancellationToken,
    /// Waits for what runs.
    pub tasks: TaskTracker,
    /// How the bots stand with their platforms.
    pub hopes: Arc<Hopes>,
    /// Where platforms call.
    pub door: Door,
}

impl Platforms {
    /// Reaches the platforms. If there is only one bot, it has to be there before anything is
    /// served.
    pub async fn reach(config: &Config, stop: &CancellationToken) -> Done<Self> {
        let discord = config.discord.iter().map(|(section, bot)| discord(section, bot));
        let discord = discord.collect::<Done<Vec<_>>>()?;
        let mut telegram = Vec::new();
        for (section, bot) in &config.telegram {
            let (settings, source) = telegram_settings(section, bot, config)?;
            if config.telegram.len() + discord.len() > 1 {
                telegram.push(OnTelegram::Later(settings, source));
                continue;
            }
            let reached = reach_telegram(settings, stop).await;
            let reached = reached.map_err(|problem| Fault::Usage(problem.to_string()))?;
            telegram.extend(reached.map(OnTelegram::Here));
        }
        if config.telegram.is_empty() && discord.is_empty() {
            tracing::warn!(
                "no platform is configured: only the terminal can talk. Set [telegram] token_file \
                 or [discord] token_file, see config.example.toml"
            );
        }
        let called = config.telegram.iter().any(|(_, bot)| bot.webhook);
        let door = if called { Some(open_door(config).await?) } else { None };
        let all = Self { telegram, discord, door };
        all.are_different()?;
        Ok(all)
    }

    /// Refuses two sections with the token of the same bot: they would take each other's news.
    fn are_different(&self) -> Done {
        let telegram = self.telegram.iter().map(|bot| match bot {
            OnTelegram::Here(bot) => bot.source().to_owned(),
            OnTelegram::Later(_, source) => source.clone(),
        });
        let discord = self.discord.iter().map(|bot| bot.source().to_owned());
        let mut seen = BTreeSet::new();
        for source in telegram.chain(discord) {
            if seen.contains(&source) {
                let why =
                    format!("two sections have a token of the same bot, {source}: one is enough");
                return Err(Fault::Usage(why));
            }
            seen.insert(source);
        }
        Ok(())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.telegram.len() + self.discord.len()
    }

    /// What goes out to each that is there, at the pace that it allows.
    pub fn outward(&self) -> Vec<Arc<dyn Channel>> {
        let telegram = self.telegram.iter().filter_map(|bot| match bot {
            OnTelegram::Here(bot) => Some(paced(bot.clone())),
            OnTelegram::Later(..) => None,
        });
        telegram.chain(self.discord.iter().map(|bot| paced(bot.clone()))).collect()
    }

    /// Takes in what people write, and offers the commands.
    pub fn listen(self, house: &Arc<House>) {
        for on_telegram in self.telegram {
            house.tasks.spawn(listen_on_telegram(Arc::clone(house), on_telegram));
        }
        for bot in self.discord {
            house.tasks.spawn(listen_on_discord(Arc::clone(house), bot));
        }
        if let Some(listener) = self.door {
            house.tasks.spawn(house.door.clone().keep(listener, house.stop.clone()));
        }
    }
}

fn paced(bot: Arc<impl Channel + 'static>) -> Arc<dyn Channel> {
    Arc::new(Paced::new(bot))
}

/// Opens the door at which platforms call.
async fn open_door(config: &Config) -> Done<TcpListener> {
    let at = config.web.listen;
    let bound = TcpListener::bind(at).await;
    bound.map_err(|error| {
        Fault::Usage(format!(
            "nobody can call at {at}: {error}. Name another address and port in [web] listen"
        ))
    })
}

/// How a bot on Telegram is reached, and which one it is.
fn telegram_settings(
    section: &str,
    bot: &config::Telegram,
    config: &Config,
) -> Done<(TelegramSettings, String)> {
    let token = bot.token.clone().unwrap_or_default();
    let mut settings = TelegramSettings::new(token);
    settings.api_url.clone_from(&bot.api_url);
    settings.groups =
        bot.groups.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let Some(source) = settings.source() else {
        let why = "a token looks like 123456:ABC-def, from @BotFather";
        return Err(Fault::Usage(format!("[{section}] the token cannot be right: {why}")));
    };
    if let Some(url) = config.web.url.as_ref().filter(|_| bot.webhook) {
        settings.hook = Some(format!("{}/{source}", url.trim_end_matches('/')));
    }
    Ok((settings, source))
}

/// Listens on Telegram, once it can be reached.
async fn listen_on_telegram(house: Arc<House>, on_telegram: OnTelegram) {
    let (store, hopes) = (Arc::clone(&house.store), Arc::clone(&house.hopes));
    let standing = |source: &str| Standing::new(store, hopes, source.to_owned());
    let (bot, mut standing) = match on_telegram {
        OnTelegram::Here(bot) => {
            let standing = standing(bot.source());
            (bot, standing)
        }
        OnTelegram::Later(settings, source) => {
            let mut standing = standing(&source);
            let bot = loop {
                match reach_telegram(settings.clone(), &house.stop).await {
                    Ok(Some(bot)) => break bot,
                    Ok(None) => return,
                    Err(problem) => standing.refused(&of_telegram(&problem)).await,
                }
            };
            let channel = paced(bot.clone());
            house.engine.add(channel.clone());
            house.deliverer.add(channel);
            (bot, standing)
        }
    };
    if bot.is_called() {
        house.door.expect(Arc::new(Hooked::new(bot.clone(), house.store.clone())));
    }
    let listener = TelegramListener { bot, store: house.store.clone() };
    attend(&listener, &mut standing, &house.stop).await;
}

/// The bot on Telegram; none when told to stop before it could be reached.
async fn reach_telegram(
    settings: TelegramSettings,
    stop: &CancellationToken,
) -> Result<Option<Arc<Telegram>>, TelegramProblem> {
    let connected = Telegram::connect_patiently(settings, stop).await?;
    Ok(connected.map(|telegram| {
        tracing::info!(bot = telegram.username(), "on Telegram");
        Arc::new(telegram)
    }))
}

fn of_telegram(problem: &TelegramProblem) -> Refusal {
    Refusal { reason: problem.reason().to_owned(), remedy: problem.to_string() }
}

/// A bot on Telegram with its menus.
struct TelegramListener {
    bot: Arc<Telegram>,
    store: Arc<Storage>,
}

#[async_trait]
impl Listener for TelegramListener {
    fn source(&self) -> &str {
        self.bot.source()
    }

    fn name(&self) -> String {
        format!("@{}", self.bot.username())
    }

    fn link(&self) -> Option<String> {
        self.bot.link()
    }

    fn is_let_in(&self) -> bool {
        self.bot.is_let_in()
    }

    async fn listen(&self, inlet: Arc<dyn Inlet>, stop: CancellationToken) -> Result<(), Refusal> {
        let menus = menus::keep(self.bot.clone(), self.store.clone(), stop.clone());
        let ended = tokio::select! {
            ended = self.bot.run(inlet, stop.clone()) => ended,
            () = async { menus.await; std::future::pending().await } => Ok(()),
        };
        ended.map_err(|problem| of_telegram(&problem))
    }
}

/// A bot on Discord.
fn discord(section: &str, bot: &config::Discord) -> Done<Arc<Discord>> {
    let mut settings = DiscordSettings::new(bot.token.clone().unwrap_or_default());
    settings.api_url.clone_from(&bot.api_url);
    settings.guilds = bot.guilds.split_whitespace().map(str::to_owned).collect();
    let discord = Discord::new(&settings, offers());
    Ok(Arc::new(discord.map_err(|why| Fault::Usage(format!("[{section}] {why}")))?))
}

async fn listen_on_discord(house: Arc<House>, bot: Arc<Discord>) {
    let (store, hopes) = (Arc::clone(&house.store), Arc::clone(&house.hopes));
    let mut standing = Standing::new(store, hopes, bot.source().to_owned());
    let listener = DiscordListener { bot, engine: house.engine.clone() };
    attend(&listener, &mut standing, &house.stop).await;
}

/// A bot on Discord with its commands.
struct DiscordListener {
    bot: Arc<Discord>,
    engine: Arc<Engine>,
}

#[async_trait]
impl Listener for DiscordListener {
    fn source(&self) -> &str {
        self.bot.source()
    }

    fn name(&self) -> String {
        self.bot.account().to_owned()
    }

    fn link(&self) -> Option<String> {
        Some(self.bot.link())
    }

    fn is_let_in(&self) -> bool {
        self.bot.is_let_in()
    }

    async fn listen(&self, inlet: Arc<dyn Inlet>, stop: CancellationToken) -> Result<(), Refusal> {
        let offering = offer_on_discord(self.bot.clone(), stop.clone());
        let ended = tokio::select! {
            ended = self.bot.clone().run(inlet, self.engine.clone(), stop.clone()) => ended,
            () = async { offering.await; std::future::pending().await } => Ok(()),
        };
        ended.map_err(|problem| Refusal {
            reason: problem.reason().to_owned(),
            remedy: problem.to_string(),
        })
    }
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
