//! The configuration: the only file that reads settings from files or the environment.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use config::{Environment, File, FileFormat};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::fault::{Done, Fault};

/// Every section and its settings.
const KNOWN: &[(&str, &[&str])] = &[
    ("database", &["path"]),
    ("console", &["history"]),
    ("telegram", &["token", "token_file", "api_url"]),
    ("log", &["level", "format"]),
    ("limits", &["workers", "senders", "stop_seconds"]),
];

/// The configuration of a deployment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Config {
    /// Where the facts are.
    pub database: Database,
    /// The terminal chat.
    pub console: Console,
    /// The bot on Telegram.
    pub telegram: Telegram,
    /// What the program says about itself.
    pub log: Log,
    /// How much at once.
    pub limits: Limits,
}

/// `[database]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Database {
    /// The SQLite file.
    pub path: PathBuf,
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
}

/// `[log]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Log {
    /// From what on: `error`, `warn`, `info`, `debug`, `trace`, or a filter such as `sqlx=warn,info`.
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
    /// How many groups of messages are worked on at once.
    pub workers: usize,
    /// How many groups of replies are sent at once.
    pub senders: usize,
    /// How long a stop waits for what is in hand.
    pub stop_seconds: u64,
}

impl Default for Console {
    fn default() -> Self {
        Self { history: true }
    }
}

impl Default for Telegram {
    fn default() -> Self {
        Self { token: None, token_file: None, api_url: "https://api.telegram.org".to_owned() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { workers: 2, senders: 4, stop_seconds: 20 }
    }
}

impl Config {
    /// Reads the configuration: the file given, else `$GENDAN_CONFIG`, else `./config.toml`, else
    /// none; over it the environment.
    pub fn load(given: Option<&Path>) -> Done<Self> {
        Self::load_with(given, std::env::vars().collect())
    }

    fn load_with(given: Option<&Path>, environment: HashMap<String, String>) -> Done<Self> {
        let set = |name: &str| environment.get(name).filter(|value| !value.is_empty());
        let named =
            given.map(Path::to_path_buf).or_else(|| set("GENDAN_CONFIG").map(PathBuf::from));
        let usual = Path::new("config.toml");
        let path = named.or_else(|| usual.exists().then(|| usual.to_path_buf()));
        let data = set("GENDAN_DATA").map_or_else(|| PathBuf::from("data"), PathBuf::from);
        let (place, text) = match &path {
            Some(path) => (path.display().to_string(), read(path)?),
            None => ("the environment".to_owned(), String::new()),
        };
        let mut config = Self::parse(&place, &text, environment)?;
        if config.database.path.as_os_str().is_empty() {
            config.database.path = data.join("gendan.db");
        }
        config.telegram.token = secret(
            "telegram.token",
            config.telegram.token.take(),
            config.telegram.token_file.as_deref(),
        )?;
        Ok(config)
    }

    fn parse(place: &str, text: &str, environment: HashMap<String, String>) -> Done<Self> {
        let bad = |error: config::ConfigError| Fault::Usage(format!("{place}: {error}"));
        let variables = Environment::with_prefix("GENDAN")
            .prefix_separator("__")
            .separator("__")
            .source(Some(environment));
        let built = config::Config::builder()
            .add_source(File::from_str(text, FileFormat::Toml))
            .add_source(variables)
            .build()
            .map_err(bad)?;
        let tree: serde_json::Value = built.clone().try_deserialize().map_err(bad)?;
        check_names(place, &tree)?;
        let config: Self = built.try_deserialize().map_err(bad)?;
        for (name, n) in [("workers", config.limits.workers), ("senders", config.limits.senders)] {
            if !(1..=64).contains(&n) {
                return Err(Fault::Usage(format!(
                    "{place}: limits.{name} is {n}; it can be 1 to 64, such as {name} = 2"
                )));
            }
        }
        Ok(config)
    }

    /// The folder of the database: other things that are kept between runs lie there too.
    pub fn data(&self) -> &Path {
        self.database.path.parent().unwrap_or(Path::new("."))
    }

    /// The file of what was typed, if it is kept.
    pub fn history(&self) -> Option<PathBuf> {
        self.console.history.then(|| self.data().join("console-history"))
    }
}

fn read(path: &Path) -> Done<String> {
    std::fs::read_to_string(path).map_err(|error| {
        Fault::Usage(format!(
            "cannot read {}: {error}. Copy config.example.toml there, or name another file",
            path.display()
        ))
    })
}

/// A secret that stands in the setting itself or in a file of its own.
fn secret(
    name: &str,
    value: Option<SecretString>,
    file: Option<&Path>,
) -> Done<Option<SecretString>> {
    let value = match (value, file) {
        (Some(_), Some(_)) => {
            let both = format!("{name} and {name}_file are both set; remove one");
            return Err(Fault::Usage(both));
        }
        (None, Some(path)) => Some(SecretString::from(read(path)?.trim())),
        (value, None) => value,
    };
    Ok(value.filter(|value| !value.expose_secret().is_empty()))
}

/// Refuses names that nobody reads: they are typing errors.
fn check_names(place: &str, tree: &serde_json::Value) -> Done {
    let refuse = |full: &str, name: &str, known: &mut dyn Iterator<Item = &'static str>| {
        let near = known.max_by_key(|known| 1000 - strsim::damerau_levenshtein(known, name));
        let near = near.map_or_else(String::new, |near| format!("; did you mean “{near}”?"));
        Err(Fault::Usage(format!("{place}: unknown setting “{full}”{near}")))
    };
    for (section, settings) in tree.as_object().into_iter().flatten() {
        let Some((_, known)) = KNOWN.iter().find(|(name, _)| name == section) else {
            return refuse(section, section, &mut KNOWN.iter().map(|(name, _)| *name));
        };
        for name in settings.as_object().into_iter().flat_map(|map| map.keys()) {
            if !known.contains(&name.as_str()) {
                let full = format!("{section}.{name}");
                return refuse(&full, name, &mut known.iter().copied());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../config.example.toml");

    fn parse(text: &str, environment: &[(&str, &str)]) -> Done<Config> {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Config::parse("test", text, environment.iter().map(pair).collect())
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
            for name in *names {
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
        assert_eq!(on.telegram.api_url, default.telegram.api_url);
        assert_eq!(on.console.history, default.console.history);
    }

    #[test]
    fn an_unknown_setting_is_refused_with_the_nearest_known_one() {
        let why = |text| parse(text, &[]).unwrap_err().to_string();
        assert!(why("[telegram]\ntokn = \"x\"").contains("“telegram.tokn”; did you mean “token”?"));
        assert!(why("[telegrm]\ntoken = \"x\"").contains("did you mean “telegram”?"));
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
        let config = Config::load_with(None, set.into_iter().collect()).unwrap();
        assert_eq!(config.database.path, Path::new("/somewhere/gendan.db"));
    }

    #[test]
    fn a_secret_does_not_show() {
        let config = parse("[telegram]\ntoken = \"77:hush\"", &[]).unwrap();
        assert!(!format!("{config:?}").contains("hush"));
    }
}
