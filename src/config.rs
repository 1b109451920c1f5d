//! The configuration: the only file that reads settings from files or the environment.

use std::collections::HashMap;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use bot_core::domain::people::Lang;
use config::{Environment, File, FileFormat};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::fault::{Done, Fault};

mod settings;

use self::settings::{Place, Takes, check};

/// Every section and its settings.
const KNOWN: &[(&str, &[(&str, Takes)])] = &[
    (
        "database",
        &[
            ("path", Takes::Text("\"data/gendan.db\"")),
            ("url", Takes::Secret("\"postgres://gendan:PASSWORD@localhost/gendan\"")),
            ("url_file", Takes::Text("\"/run/secrets/database-url\"")),
        ],
    ),
    ("console", &[("history", Takes::Switch)]),
    (
        "telegram",
        &[
            ("token", Takes::Secret("\"123456:ABC-DEF\"")),
            ("token_file", Takes::Text("\"/run/secrets/telegram-token\"")),
            ("api_url", Takes::Url("\"https://api.telegram.org\"")),
            ("groups", Takes::Numbers("\"-1001234567890\"")),
            ("webhook", Takes::Switch),
        ],
    ),
    (
        "discord",
        &[
            ("token", Takes::Secret("\"MTIz.ABC.DEF\"")),
            ("token_file", Takes::Text("\"/run/secrets/discord-token\"")),
            ("api_url", Takes::Url("\"https://discord.com\"")),
            ("guilds", Takes::Numbers("\"123456789012345678\"")),
        ],
    ),
    (
        "web",
        &[
            ("listen", Takes::Socket("\"127.0.0.1:8080\"")),
            ("url", Takes::Url("\"https://gendan.example.com\"")),
        ],
    ),
    ("log", &[("level", Takes::Level), ("format", Takes::Word(&["text", "json"]))]),
    (
        "limits",
        &[
            ("workers", Takes::Count(1, 64)),
            ("senders", Takes::Count(1, 64)),
            ("stop_seconds", Takes::Count(0, 3600)),
            // A button works for 30 days.
            ("keep_days", Takes::Count(31, 3650)),
        ],
    ),
];

/// The sections of which there may be more, each for one more bot: `[telegram.shop]`.
const NAMED: [&str; 2] = ["telegram", "discord"];

/// The configuration of a deployment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Config {
    /// Where the facts are.
    pub database: Database,
    /// The terminal chat.
    pub console: Console,
    /// The bots on Telegram, each with the name of its section.
    #[serde(skip)]
    pub telegram: Vec<(String, Telegram)>,
    /// The bots on Discord, each with the name of its section.
    #[serde(skip)]
    pub discord: Vec<(String, Discord)>,
    /// Where platforms and people call.
    pub web: Web,
    /// What the program says about itself.
    pub log: Log,
    /// How much at once.
    pub limits: Limits,
    /// Where all this was found.
    #[serde(skip)]
    pub found: Found,
}

/// Where the configuration was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The file, if there is one.
    pub file: Option<PathBuf>,
    /// What is set, such as `telegram.token_file`.
    pub settings: Vec<String>,
}

/// `[database]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Database {
    /// The SQLite file.
    pub path: PathBuf,
    /// The server instead of a file.
    pub url: Option<SecretString>,
    /// The file that its address stands in.
    pub url_file: Option<PathBuf>,
}

/// `[console]`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub struct Console {
    /// Whether what is typed is remembered for the next time.
    pub history: bool,
}

/// `[telegram]`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub struct Telegram {
    /// What Telegram's `@BotFather` gave.
    pub token: Option<SecretString>,
    /// The file that it stands in.
    pub token_file: Option<PathBuf>,
    /// The server of the Bot API.
    pub api_url: String,
    /// The numbers of the groups that are listened to; of all where there are none.
    pub groups: String,
    /// Whether Telegram calls us; else it is asked for news.
    pub webhook: bool,
}

/// `[discord]`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub struct Discord {
    /// What the developer portal gave.
    pub token: Option<SecretString>,
    /// The file that it stands in.
    pub token_file: Option<PathBuf>,
    /// The server of the API.
    pub api_url: String,
    /// The numbers of the servers that are listened to; of all where there are none.
    pub guilds: String,
}

/// `[web]`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub struct Web {
    /// Where calls are taken.
    pub listen: SocketAddr,
    /// By which address those who call get there.
    pub url: Option<String>,
}

/// `[log]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Log {
    /// From what on: `error`, `warn`, `info`, `debug`, `trace`, or a filter such as `tokio_postgres=warn,info`.
    pub level: Option<String>,
    /// In which form.
    pub format: LogFormat,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One object per line.
    Json,
}

/// `[limits]`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// How many conversations are worked on at once.
    pub workers: usize,
    /// How many chats are written to at once.
    pub senders: usize,
    /// How long a stop waits for what is in hand.
    pub stop_seconds: u64,
    /// For how many days messages, their buttons and jobs that are over are kept.
    pub keep_days: u16,
}

impl Default for Console {
    fn default() -> Self {
        Self { history: true }
    }
}

impl Default for Discord {
    fn default() -> Self {
        let api_url = adapters::discord::API_URL.to_owned();
        Self { token: None, token_file: None, api_url, guilds: String::new() }
    }
}

impl Default for Telegram {
    fn default() -> Self {
        let api_url = adapters::telegram::API_URL.to_owned();
        Self { token: None, token_file: None, api_url, groups: String::new(), webhook: false }
    }
}

impl Default for Web {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8080)), url: None }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { workers: 16, senders: 16, stop_seconds: 20, keep_days: 90 }
    }
}

impl Config {
    /// Reads the configuration: the file given, else `$GENDAN_CONFIG`, else `./config.toml`, else
    /// none; over it the environment.
    pub fn load(given: Option<&Path>) -> Done<Self> {
        Self::load_with(given, &environment())
    }

    fn load_with(given: Option<&Path>, environment: &HashMap<String, String>) -> Done<Self> {
        let set = |name: &str| environment.get(name).filter(|value| !value.is_empty());
        let named =
            given.map(Path::to_path_buf).or_else(|| set("GENDAN_CONFIG").map(PathBuf::from));
        let usual = Path::new("config.toml");
        let path = named.or_else(|| usual.exists().then(|| usual.to_path_buf()));
        let data = set("GENDAN_DATA").map_or_else(|| PathBuf::from("data"), PathBuf::from);
        let text = path.as_deref().map(read).transpose()?.unwrap_or_default();
        let place = Place { file: path.as_deref(), text: &text, environment };
        let mut config = Self::parse(&place)?;
        config.found.file.clone_from(&path);
        config.database.url = secret(
            &place,
            ("database", "url", "url_file"),
            config.database.url.take(),
            config.database.url_file.as_deref(),
        )?;
        let server = |url: &SecretString| {
            let url = url.expose_secret();
            ["postgres://", "postgresql://"].iter().any(|begin| url.starts_with(begin))
        };
        if config.database.url.as_ref().is_some_and(|url| !server(url)) {
            let odd = "does not begin with postgres://; it is the address of a PostgreSQL, such as \
                       postgres://gendan:PASSWORD@localhost/gendan";
            return Err(place.wrong("database", "url", odd));
        }
        if config.database.path.as_os_str().is_empty() {
            config.database.path = data.join("gendan.db");
        } else if config.database.url.is_some() {
            let both = "is set, and a server's url too; remove one of the two";
            return Err(place.wrong("database", "path", both));
        }
        for (section, bot) in &mut config.telegram {
            bot.token = token(&place, section, bot.token.take(), bot.token_file.as_deref())?;
            if bot.webhook && config.web.url.is_none() {
                let lacks = "is true, but Telegram does not know where to call: set [web] url too";
                return Err(place.wrong(section, "webhook", lacks));
            }
        }
        for (section, bot) in &mut config.discord {
            bot.token = token(&place, section, bot.token.take(), bot.token_file.as_deref())?;
        }
        config.telegram.retain(|(_, bot)| bot.token.is_some());
        config.discord.retain(|(_, bot)| bot.token.is_some());
        Ok(config)
    }

    fn parse(place: &Place<'_>) -> Done<Self> {
        let variables = Environment::with_prefix("GENDAN")
            .prefix_separator("__")
            .separator("__")
            .source(Some(place.environment.clone()));
        let built = config::Config::builder()
            .add_source(File::from_str(place.text, FileFormat::Toml))
            .add_source(variables)
            .build()
            .map_err(|error| place.bad_file(&error))?;
        let tree: serde_json::Value =
            built.clone().try_deserialize().map_err(|error| place.bad_file(&error))?;
        let settings = check(place, &tree)?;
        let read = built.clone().try_deserialize();
        let mut config: Self = read.map_err(|error| place.bad_file(&error))?;
        config.found.settings = settings;
        config.telegram = bots(place, &built, &tree, "telegram")?;
        config.discord = bots(place, &built, &tree, "discord")?;
        Ok(config)
    }

    /// The language of the system, as `$LC_ALL`, `$LC_MESSAGES` or `$LANG` say.
    pub fn system_lang() -> Lang {
        let environment = environment();
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| environment.get(name));
        let first = set.into_iter().flatten().find(|value| !value.is_empty());
        if first.is_some_and(|value| value.starts_with("zh")) { Lang::Zh } else { Lang::En }
    }

    /// Where the database is: a file, or the address of a server with all that is secret in it.
    pub fn address(&self) -> String {
        match &self.database.url {
            Some(url) => url.expose_secret().to_owned(),
            None => self.database.path.to_string_lossy().into_owned(),
        }
    }

    /// The folder of the database file: other things that are kept between runs lie there too.
    pub fn data(&self) -> &Path {
        self.database.path.parent().unwrap_or(Path::new("."))
    }

    /// The file of what was typed, if it is kept.
    pub fn history(&self) -> Option<PathBuf> {
        self.console.history.then(|| self.data().join("console-history"))
    }

    /// The folder of the files that came in a message.
    pub fn files(&self) -> PathBuf {
        self.data().join("files")
    }
}

/// The sections of a platform: its own, and one for each further bot.
fn bots<B: DeserializeOwned>(
    place: &Place<'_>,
    built: &config::Config,
    tree: &serde_json::Value,
    platform: &str,
) -> Done<Vec<(String, B)>> {
    let Some(settings) = tree.get(platform).and_then(serde_json::Value::as_object) else {
        return Ok(Vec::new());
    };
    let further = settings.iter().filter(|(_, value)| value.is_object());
    let further = further.map(|(name, _)| format!("{platform}.{name}"));
    let read = |section: String| match built.get(&section) {
        Ok(bot) => Ok((section, bot)),
        Err(error) => Err(place.bad_file(&error)),
    };
    std::iter::once(platform.to_owned()).chain(further).map(read).collect()
}

/// The environment, as far as it is text.
fn environment() -> HashMap<String, String> {
    let pair = |(name, value): (OsString, OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    std::env::vars_os().filter_map(pair).collect()
}

fn read(path: &Path) -> Done<String> {
    std::fs::read_to_string(path).map_err(|error| {
        Fault::Usage(format!(
            "cannot read {}: {error}. Copy config.example.toml there, or name another file",
            path.display()
        ))
    })
}

/// The token of a bot. A section of its own without one is a bot that was forgotten.
fn token(
    place: &Place<'_>,
    section: &str,
    value: Option<SecretString>,
    file: Option<&Path>,
) -> Done<Option<SecretString>> {
    let token = secret(place, (section, "token", "token_file"), value, file)?;
    if token.is_none() && section.contains('.') {
        return Err(place.wrong(section, "", "has no token: set token or token_file below it"));
    }
    Ok(token)
}

/// A secret that stands in the setting itself or in a file of its own.
fn secret(
    place: &Place<'_>,
    (section, name, name_file): (&str, &str, &str),
    value: Option<SecretString>,
    file: Option<&Path>,
) -> Done<Option<SecretString>> {
    let value = match (value, file) {
        (Some(_), Some(_)) => {
            let both = format!("{section}.{name} is set too; remove one of the two");
            return Err(place.wrong(section, name_file, &both));
        }
        (None, Some(path)) => {
            let bad = |why: &str| {
                let path = path.display();
                place.wrong(section, name_file, &format!(
                    "names {path}, which {why}. Put the {name} alone into that file, or name another"
                ))
            };
            let text = std::fs::read_to_string(path);
            let text = text.map_err(|error| bad(&format!("cannot be read: {error}")))?;
            let text = text.trim();
            if let Some(why) = bad_secret(text) {
                return Err(bad(why));
            }
            Some(SecretString::from(text))
        }
        (value, None) => value,
    };
    Ok(value)
}

/// Why a text is no secret that anybody gave out.
fn bad_secret(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("is empty");
    }
    text.contains(|c: char| c.is_whitespace() || c.is_control())
        .then_some("holds more than one word or a line break")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../config.example.toml");

    fn parse(text: &str, environment: &[(&str, &str)]) -> Done<Config> {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let environment = environment.iter().map(pair).collect();
        Config::parse(&Place { file: Some("test".as_ref()), text, environment: &environment })
    }

    /// The example with every setting switched on.
    fn switched_on() -> String {
        let lines = EXAMPLE.lines().map(|line| {
            let bare = line.strip_prefix("# ").unwrap_or(line);
            let name = bare.split(" = ").next().unwrap_or("");
            let setting = bare.contains(" = ") && !name.contains(' ');
            if setting { bare } else { line }
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_example_shows_every_setting() {
        let tree: serde_json::Value = config::Config::builder()
            .add_source(File::from_str(&switched_on(), FileFormat::Toml))
            .build()
            .unwrap()
            .try_deserialize()
            .unwrap();
        for (section, names) in KNOWN {
            for (name, _) in *names {
                assert!(tree[section].get(name).is_some(), "{section}.{name} is missing");
            }
        }
    }

    #[test]
    fn the_example_as_it_is_and_switched_on_is_accepted() {
        parse(EXAMPLE, &[]).unwrap();
        let on = parse(&switched_on(), &[]).unwrap();
        let default = Config::default();
        assert_eq!(on.limits.workers, default.limits.workers);
        assert_eq!(on.limits.senders, default.limits.senders);
        assert_eq!(on.limits.stop_seconds, default.limits.stop_seconds);
        assert_eq!(on.limits.keep_days, default.limits.keep_days);
        assert_eq!(on.telegram[0].1.api_url, Telegram::default().api_url);
        assert_eq!(on.discord[0].1.api_url, Discord::default().api_url);
        assert_eq!(on.web.listen, default.web.listen);
        assert_eq!(on.console.history, default.console.history);
    }

    #[test]
    fn a_platform_may_have_several_bots_each_in_a_section_of_its_own() {
        let text = "[telegram]\ntoken = \"77:x\"\n[telegram.shop]\ntoken = \"78:x\"\n\
                    groups = \"-5 -6\"\n";
        let set = [
            ("GENDAN__TELEGRAM__CLUB__TOKEN", "79:x"),
            ("GENDAN__TELEGRAM__CLUB__WEBHOOK", "true"),
        ];
        let config = parse(text, &set).unwrap();
        let mut bots: Vec<_> = config
            .telegram
            .iter()
            .map(|(section, bot)| (section.as_str(), bot.groups.as_str(), bot.webhook))
            .collect();
        bots.sort_unstable();
        let expected = [
            ("telegram", "", false),
            ("telegram.club", "", true),
            ("telegram.shop", "-5 -6", false),
        ];
        assert_eq!(bots, expected);
        let said = why("[telegram.shop]\ntoken = \"78:x\"\ntokn = \"x\"", &[]);
        assert!(said.starts_with("test line 3: telegram.shop.tokn is no setting"), "{said}");
        assert!(why("[log.shop]\nlevel = \"info\"", &[]).contains("log.shop"));
        let load = |pairs: &[(&str, &str)]| {
            let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            Config::load_with(None, &pairs.iter().map(pair).collect())
        };
        let said = load(&[("GENDAN__DISCORD__SHOP__GUILDS", "5")]).unwrap_err().to_string();
        assert!(said.contains("discord.shop has no token"), "{said}");
        let hooked = [("GENDAN__TELEGRAM__TOKEN", "77:x"), ("GENDAN__TELEGRAM__WEBHOOK", "true")];
        let said = load(&hooked).unwrap_err().to_string();
        assert!(said.contains("[web] url"), "{said}");
    }

    fn why(text: &str, environment: &[(&str, &str)]) -> String {
        parse(text, environment).unwrap_err().to_string()
    }

    #[test]
    fn an_unknown_setting_is_refused_with_the_nearest_known_one() {
        let said = why("[telegram]\n# tokn\ntokn = \"x\"", &[]);
        assert!(
            said.starts_with("test line 3: telegram.tokn is no setting; did you mean “token”?")
        );
        assert!(why("[telegrm]\ntoken = \"x\"", &[]).contains("did you mean “telegram”?"));
        assert!(why("", &[("GENDAN__LOG__LEVL", "x")]).contains("variable GENDAN__LOG__LEVL"));
    }

    #[test]
    fn a_value_that_makes_no_sense_is_named_with_what_is_allowed_and_an_example() {
        for (text, says) in [
            (
                "[database]\npath = 5",
                "line 2: database.path is 5; it takes a text in quotation marks, such as path = \"data/gendan.db\"",
            ),
            ("[database]\npath = \"\"", "database.path is empty"),
            ("database = 5", "line 1: database is a section: write [database]"),
            ("[console]\nhistory = \"perhaps\"", "true or false, such as history = true"),
            ("[log]\nlevel = \"shouty\"", "log.level is \"shouty\"; it takes error, warn, info"),
            ("[log]\nformat = \"xml\"", "text or json, such as format = \"text\""),
            (
                "[limits]\nsenders = -1",
                "limits.senders is -1; it takes a whole number from 1 to 64",
            ),
            ("[limits]\nsenders = 1.5", "limits.senders is 1.5"),
            ("limits.stop_seconds = -1", "line 1: limits.stop_seconds is -1"),
            ("[telegram]\ntoken = 5", "telegram.token is no text; it takes one word"),
            ("[telegram]\ntoken = \"\"", "telegram.token is empty"),
            ("[telegram]\napi_url = \"api\"", "begins with https://"),
            ("[log]\nlevel = ", "line 2"),
            ("[log]\n[log]", "config.example.toml"),
        ] {
            let said = why(text, &[]);
            assert!(said.contains(says), "{text}: {said}");
        }
        let said = why("", &[("GENDAN__LIMITS__WORKERS", "many")]);
        assert!(
            said.starts_with("environment variable GENDAN__LIMITS__WORKERS: limits.workers is")
        );
        let said = why("[telegram]\ntoken = \"77:hush\\nhush\"", &[]);
        assert!(said.contains("line break") && !said.contains("hush"), "{said}");
        parse(
            "[log]\nlevel = \"tokio_postgres=WARN,info\"",
            &[("GENDAN__CONSOLE__HISTORY", "false")],
        )
        .unwrap();
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let set = [("GENDAN__LIMITS__SENDERS", "9"), ("GENDAN_DATA", "x")];
        let config = parse("[limits]\nsenders = 1", &set).unwrap();
        assert_eq!(config.limits.senders, 9);
    }

    #[test]
    fn without_a_file_the_database_is_in_the_data_folder() {
        let set = [("GENDAN_DATA".to_owned(), "/somewhere".to_owned())];
        let config = Config::load_with(None, &set.into_iter().collect()).unwrap();
        assert_eq!(config.database.path, Path::new("/somewhere/gendan.db"));
    }

    #[test]
    fn a_secret_does_not_show() {
        let config = parse("[telegram]\ntoken = \"77:hush\"", &[]).unwrap();
        assert!(!format!("{config:?}").contains("hush"));
    }
}
