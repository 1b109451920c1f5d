//! What each setting takes, and how it is said that something else stands there.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;

use serde_json::Value;

use super::{KNOWN, NAMED, bad_secret};
use crate::fault::{Done, Fault};

/// What a setting takes; with an example where it has no fixed form.
pub(super) enum Takes {
    /// A text.
    Text(&'static str),
    /// A text that is not shown.
    Secret(&'static str),
    /// An address.
    Url(&'static str),
    /// An address on this machine with a port.
    Socket(&'static str),
    /// Numbers with spaces between them.
    Numbers(&'static str),
    /// Yes or no.
    Switch,
    /// A whole number from … to ….
    Count(i64, i64),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A level of the log, or several with the parts of the program that they are for.
    Level,
}

impl Takes {
    /// Whether the value will do. One from the environment is always a text.
    fn accepts(&self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Self::Text(_) => text.is_some_and(|text| !text.trim().is_empty()),
            Self::Secret(_) => text.is_some_and(|text| bad_secret(text).is_none()),
            Self::Url(_) => text.is_some_and(|text| {
                let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
                host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace))
            }),
            Self::Socket(_) => text.is_some_and(|text| text.parse::<SocketAddr>().is_ok()),
            Self::Numbers(_) => text.is_some_and(|text| {
                let number = |word: &str| word.parse::<i64>().is_ok();
                !text.trim().is_empty() && text.split_whitespace().all(number)
            }),
            Self::Switch => value.is_boolean() || matches!(text, Some("true" | "false")),
            Self::Count(from, to) => value
                .as_i64()
                .or_else(|| text.and_then(|text| text.parse().ok()))
                .is_some_and(|n| (*from..=*to).contains(&n)),
            Self::Word(words) => text.is_some_and(|text| words.contains(&text)),
            Self::Level => text.is_some_and(|text| text.split(',').all(is_level)),
        }
    }

    /// What is allowed, and an example.
    fn words(&self, name: &str) -> String {
        let such = |what: &str, example: &str| format!("{what}, such as {name} = {example}");
        match self {
            Self::Text(example) => such("a text in quotation marks", example),
            Self::Secret(example) => such("one word in quotation marks", example),
            Self::Url(example) => such("an address that begins with https://", example),
            Self::Socket(example) => such("an address and a port", example),
            Self::Numbers(example) => {
                such("numbers in quotation marks with spaces between them", example)
            }
            Self::Switch => such("true or false", "true"),
            Self::Count(from, to) => {
                such(&format!("a whole number from {from} to {to}"), &from.max(&2).to_string())
            }
            Self::Word(words) => {
                let example = format!("\"{}\"", words.first().copied().unwrap_or_default());
                such(&words.join(" or "), &example)
            }
            Self::Level => such(
                "error, warn, info, debug, trace or a list such as tokio_postgres=warn,info",
                "\"info\"",
            ),
        }
    }
}

/// `info`, or `tokio_postgres=warn`.
fn is_level(part: &str) -> bool {
    let level = part.rsplit('=').next().unwrap_or(part).trim().to_lowercase();
    ["off", "error", "warn", "info", "debug", "trace"].contains(&level.as_str())
}

/// Where settings stand.
pub(super) struct Place<'a> {
    /// The file, if there is one.
    pub(super) file: Option<&'a Path>,
    /// What it says.
    pub(super) text: &'a str,
    /// The environment.
    pub(super) environment: &'a HashMap<String, String>,
}

impl Place<'_> {
    /// Something in a setting is wrong: where that stands, and why.
    pub(super) fn wrong(&self, section: &str, name: &str, why: &str) -> Fault {
        let full = if name.is_empty() { section.to_owned() } else { format!("{section}.{name}") };
        Fault::Usage(format!("{}: {full} {why}", self.of(section, name)))
    }

    /// A file that cannot be read as a whole.
    pub(super) fn bad_file(&self, error: &config::ConfigError) -> Fault {
        let file = self.file.map_or_else(|| "the environment".to_owned(), name_of);
        Fault::Usage(format!(
            "{file}: {error}. config.example.toml shows how each setting is written"
        ))
    }

    /// The variable or the line that a setting stands in; the variable wins.
    fn of(&self, section: &str, name: &str) -> String {
        let variable = ["GENDAN", section, name].map(str::to_uppercase).join("__");
        let variable = variable.replace('.', "__");
        let variable = variable.trim_end_matches('_');
        let set = |key: &&String| key.to_uppercase() == variable;
        if let Some(key) = self.environment.keys().find(set) {
            return format!("environment variable {key}");
        }
        let file = self.file.map_or_else(|| "the environment".to_owned(), name_of);
        match line_of(self.text, section, name) {
            Some(line) => format!("{file} line {line}"),
            None => file,
        }
    }
}

fn name_of(path: &Path) -> String {
    path.display().to_string()
}

/// The line of a setting, from 1; that of its section where it is not found.
fn line_of(text: &str, section: &str, name: &str) -> Option<usize> {
    let (mut inside, mut found) = (false, None);
    for (line, n) in text.lines().map(str::trim).zip(1..) {
        if let Some(header) = line.strip_prefix('[') {
            inside =
                header.trim_start_matches('[').split(']').next().map(str::trim) == Some(section);
            if inside {
                found = found.or(Some(n));
            }
            continue;
        }
        let key = line.split('=').next().unwrap_or_default().trim().trim_matches('"');
        if (inside && key == name) || key == format!("{section}.{name}") || key == section {
            return Some(n);
        }
    }
    found
}

/// Refuses names that nobody reads, which are typing errors, and values that make no sense. Tells
/// what is set.
pub(super) fn check(place: &Place<'_>, tree: &Value) -> Done<Vec<String>> {
    let mut set = Vec::new();
    for (section, settings) in tree.as_object().into_iter().flatten() {
        let Some((_, known)) = KNOWN.iter().find(|(name, _)| name == section) else {
            return Err(unknown(place, section, "", KNOWN.iter().map(|(name, _)| *name)));
        };
        let Some(settings) = settings.as_object() else {
            let first = known.first().map(|(name, takes)| takes.words(name)).unwrap_or_default();
            let why = format!("is a section: write [{section}] and below it {first}");
            return Err(place.wrong(section, "", &why));
        };
        for (name, value) in settings {
            if let Some(further) = value.as_object().filter(|_| NAMED.contains(&section.as_str())) {
                let section = format!("{section}.{name}");
                for (name, value) in further {
                    check_one(place, known, &section, name, value)?;
                    set.push(format!("{section}.{name}"));
                }
                continue;
            }
            check_one(place, known, section, name, value)?;
            set.push(format!("{section}.{name}"));
        }
    }
    set.sort();
    Ok(set)
}

fn check_one(
    place: &Place<'_>,
    known: &[(&'static str, Takes)],
    section: &str,
    name: &str,
    value: &Value,
) -> Done {
    let Some((_, takes)) = known.iter().find(|(known, _)| *known == name) else {
        return Err(unknown(place, section, name, known.iter().map(|(name, _)| *name)));
    };
    if takes.accepts(value) {
        return Ok(());
    }
    let is = match (takes, value) {
        (Takes::Secret(_), value) => {
            value.as_str().and_then(bad_secret).unwrap_or("is no text").to_owned()
        }
        (_, Value::String(text)) if text.trim().is_empty() => "is empty".to_owned(),
        (_, value) => format!("is {value}"),
    };
    let why = format!("{is}; it takes {}", takes.words(name));
    Err(place.wrong(section, name, &why))
}

fn unknown(
    place: &Place<'_>,
    section: &str,
    name: &str,
    known: impl Iterator<Item = &'static str>,
) -> Fault {
    let wrong = if name.is_empty() { section } else { name };
    let known: Vec<_> = known.collect();
    let near = known.iter().min_by_key(|known| strsim::damerau_levenshtein(known, wrong));
    let near = near.copied().unwrap_or_default();
    place.wrong(
        section,
        name,
        &format!("is no setting; did you mean “{near}”? There are {}", known.join(", ")),
    )
}
