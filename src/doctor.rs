//! `gendan doctor`: looks whether all is well, and says what is to be done where it is not.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::{Write as _, stdout};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use adapters::console::SOURCE;
use adapters::discord::DiscordSettings;
use adapters::telegram::TelegramSettings;
use bot_core::clock::Clock as _;
use bot_core::domain::ids::Instant;
use bot_core::domain::people::Lang;
use bot_core::store::Bot;
use bot_core::t;
use chrono::Datelike as _;
use serde::Serialize;
use storage::{Health, Storage};

use crate::app::open_existing;
use crate::clock::Watch;
use crate::config::Config;
use crate::fault::{Done, Fault};

const MINUTE: i64 = 60_000;
/// How long something may wait before it is worth knowing.
const LONG: i64 = 10 * MINUTE;
/// How far the clocks may be apart before it is worth knowing, and before it must be mended.
const CLOCKS_APART: (i64, i64) = (2_000, MINUTE);
const MEGABYTE: u64 = 1024 * 1024;
/// How much room is little, and how much is too little.
const ROOM: (u64, u64) = (1024 * MEGABYTE, 100 * MEGABYTE);

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Fine,
    Look,
    Mend,
}

/// One line of the report.
#[derive(Serialize)]
struct Finding {
    check: &'static str,
    state: State,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
}

/// Looks at everything. Fails when something must be mended, with the code that every command has
/// for what is wrong first.
pub async fn run(config: Done<Config>, lang: Lang, json: bool) -> Done {
    let mut doctor = Doctor { lang, now: Watch::default().now(), found: Vec::new() };
    match config {
        Ok(config) => doctor.all(&config).await,
        Err(wrong) => doctor.mend("config", wrong.to_string(), None),
    }
    doctor.print(json)?;
    let mut wrong = doctor.found.iter().filter(|finding| finding.state == State::Mend).peekable();
    let Some(first) = wrong.peek().map(|finding| finding.check) else { return Ok(()) };
    let text = t!(lang, "doctor-mend", count = wrong.count());
    Err(match first {
        "config" => Fault::Usage(text),
        "database" => Fault::Database(text),
        _ => Fault::Failed(text),
    })
}

struct Doctor {
    lang: Lang,
    now: Instant,
    found: Vec<Finding>,
}

impl Doctor {
    async fn all(&mut self, config: &Config) {
        self.config(config);
        let mut bots = Vec::new();
        match open_existing(&config.address()).await {
            Ok(store) => {
                self.database(config, &store).await;
                // Where that cannot be asked, it has been said already.
                bots = store.bots().await.unwrap_or_default();
            }
            Err(fault) => self.mend("database", fault.to_string(), None),
        }
        self.zones();
        self.permissions(config);
        self.disk(config);
        self.platforms(config, &bots);
    }

    fn config(&mut self, config: &Config) {
        let file = config.found.file.as_ref().map(|file| file.display().to_string());
        let set = config.found.settings.join(", ");
        let text = match (file, set.is_empty()) {
            (None, true) => t!(self.lang, "doctor-config-none"),
            (None, false) => t!(self.lang, "doctor-config-environment", settings = set),
            (Some(file), true) => t!(self.lang, "doctor-config-empty", file = file),
            (Some(file), false) => t!(self.lang, "doctor-config", file = file, settings = set),
        };
        self.fine("config", text);
    }

    async fn database(&mut self, config: &Config, store: &Storage) {
        let looked =
            async { Ok::<_, Fault>((store.integrity_check().await?, store.health().await?)) };
        let (odd, health) = match looked.await {
            Ok(looked) => looked,
            Err(fault) => return self.mend("database", fault.to_string(), None),
        };
        let file = storage::named(&config.address());
        let size = size(health.size.unsigned_abs());
        match odd.first() {
            None => {
                let step = health.step.to_string();
                let text = t!(self.lang, "doctor-database", file = file, step = step, size = size);
                self.fine("database", text);
            }
            Some(odd) => {
                let text = t!(self.lang, "doctor-damaged", file = file, why = odd);
                self.mend("database", text, Some(t!(self.lang, "doctor-damaged-remedy")));
            }
        }
        self.clock(&health);
        self.work(&health);
    }

    fn clock(&mut self, health: &Health) {
        let apart = (health.clock.0 - self.now.0).abs();
        let ahead = health.newest.map_or(0, |newest| newest.0 - self.now.0);
        let seconds = apart.max(ahead) / 1000;
        let remedy = || Some(t!(self.lang, "doctor-clock-remedy"));
        let (state, text, remedy) = if ahead > CLOCKS_APART.1 {
            (State::Mend, t!(self.lang, "doctor-clock-back", seconds = seconds), remedy())
        } else if let Some(at) = health.ahead {
            let at = at.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
            let remedy = t!(self.lang, "doctor-ran-ahead-remedy");
            (State::Look, t!(self.lang, "doctor-ran-ahead", at = at), Some(remedy))
        } else if apart > CLOCKS_APART.0 {
            let state = if apart > CLOCKS_APART.1 { State::Mend } else { State::Look };
            (state, t!(self.lang, "doctor-clock-apart", seconds = seconds), remedy())
        } else {
            (State::Fine, t!(self.lang, "doctor-clock"), None)
        };
        self.found.push(Finding { check: "clock", state, text, remedy });
    }

    /// What waits, what was put aside.
    fn work(&mut self, health: &Health) {
        let minutes = |since: Instant| (self.now.0 - since.0) / MINUTE;
        let mut late = Vec::new();
        if let Some(since) = health.unanswered.filter(|since| self.now.0 - since.0 > LONG) {
            late.push(t!(self.lang, "doctor-unanswered", minutes = minutes(since)));
        }
        // Who is not at a terminal gets nothing there: that is no fault.
        for line in health.waiting.iter().filter(|line| line.source != SOURCE) {
            if self.now.0 - line.since.0 > LONG {
                let (source, minutes) = (&line.source, minutes(line.since));
                let chats = line.chats;
                late.push(t!(
                    self.lang,
                    "doctor-unsent",
                    source = source,
                    chats = chats,
                    minutes = minutes
                ));
            }
        }
        if let Some(since) = health.overdue.filter(|since| self.now.0 - since.0 > LONG) {
            let hours = minutes(since) / 60;
            late.push(t!(
                self.lang,
                "doctor-not-run",
                minutes = minutes(since) % 60,
                hours = hours
            ));
        }
        if late.is_empty() {
            self.fine("work", t!(self.lang, "doctor-work"));
        }
        for text in late {
            self.look("work", text, t!(self.lang, "doctor-late-remedy"));
        }
        if health.closed > 0 {
            let text = t!(self.lang, "doctor-closed", chats = health.closed);
            self.look("closed", text, t!(self.lang, "doctor-closed-remedy"));
        }
        let (parked, dead, failed) = (health.parked, health.dead, health.failed);
        if parked + dead + failed > 0 {
            let text = t!(self.lang, "doctor-aside", parked = parked, dead = dead, failed = failed);
            self.look("aside", text, t!(self.lang, "doctor-aside-remedy"));
        }
    }

    /// Zones change by law: old rules are wrong ones.
    fn zones(&mut self) {
        let version = chrono_tz::IANA_TZDB_VERSION;
        let year = version.get(..4).and_then(|year| year.parse::<i32>().ok()).unwrap_or_default();
        if self.now.utc().year() - year > 1 {
            let text = t!(self.lang, "doctor-zones-old", version = version);
            self.look("zones", text, t!(self.lang, "doctor-zones-remedy"));
        } else {
            self.fine("zones", t!(self.lang, "doctor-zones", version = version));
        }
    }

    /// Who else may read what is secret.
    fn permissions(&mut self, config: &Config) {
        let file = storage::file_of(&config.address());
        let mut private = file.as_deref().map(with_its_own).unwrap_or_default();
        private.extend(config.database.url_file.clone());
        private.extend(config.telegram.iter().filter_map(|(_, bot)| bot.token_file.clone()));
        private.extend(config.discord.iter().filter_map(|(_, bot)| bot.token_file.clone()));
        let secret = |setting: &String| {
            let name = setting.rsplit('.').next();
            name == Some("token") || setting == "database.url"
        };
        if config.found.settings.iter().any(secret) {
            private.extend(config.found.file.clone());
        }
        private.retain(|file| about(file).is_some_and(|about| about.mode() & 0o077 != 0));
        for file in &private {
            let mode = format!("{:o}", about(file).map_or(0, |about| about.mode() & 0o777));
            let file = file.display().to_string();
            let text = t!(self.lang, "doctor-open", file = &file, mode = mode);
            self.look("permissions", text, t!(self.lang, "doctor-open-remedy", file = file));
        }
        if private.is_empty() {
            self.fine("permissions", t!(self.lang, "doctor-private"));
        }
    }

    fn disk(&mut self, config: &Config) {
        let folder = config.data();
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let Ok(disk) = rustix::fs::statvfs(folder) else { return };
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        let (name, free_words) = (folder.display().to_string(), size(free));
        let text = t!(self.lang, "doctor-disk", folder = name, free = free_words);
        let remedy = t!(self.lang, "doctor-disk-remedy");
        match free {
            free if free < ROOM.1 => self.mend("disk", text, Some(remedy)),
            free if free < ROOM.0 => self.look("disk", text, remedy),
            _ => self.fine("disk", text),
        }
    }

    /// One platform is enough: those that are not there are told of only where there is none.
    fn platforms(&mut self, config: &Config, bots: &[Bot]) {
        let telegram = config.telegram.iter().map(|(section, bot)| {
            let settings = TelegramSettings::new(bot.token.clone().unwrap_or_default());
            ("telegram", "Telegram", section.as_str(), settings.source())
        });
        let discord = config.discord.iter().map(|(section, bot)| {
            let settings = DiscordSettings::new(bot.token.clone().unwrap_or_default());
            ("discord", "Discord", section.as_str(), settings.source())
        });
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for (check, platform, section, source) in telegram.chain(discord) {
            let Some(source) = source else {
                self.odd_token(platform, check, section);
                continue;
            };
            if let Some(other) = seen.insert(source.clone(), section) {
                let text = t!(self.lang, "doctor-same-bot", one = other, other = section);
                self.mend(check, text, Some(t!(self.lang, "doctor-same-bot-remedy")));
                continue;
            }
            let known = bots.iter().find(|bot| bot.source == source);
            self.bot((check, platform, section), known);
        }
        self.hooks(config);
        if config.telegram.is_empty() && config.discord.is_empty() {
            for (check, platform) in [("telegram", "Telegram"), ("discord", "Discord")] {
                let text = t!(self.lang, "doctor-no-platform", platform = platform);
                let setting = format!("[{check}] token_file");
                let remedy = t!(self.lang, "doctor-platform-remedy", setting = setting);
                self.look(check, text, remedy);
            }
        }
    }

    /// A token that none can be.
    fn odd_token(&mut self, platform: &str, check: &'static str, section: &str) {
        let text = t!(self.lang, "doctor-odd-token", platform = platform, section = section);
        let remedy = if check == "telegram" {
            t!(self.lang, "doctor-odd-token-telegram")
        } else {
            t!(self.lang, "doctor-odd-token-discord")
        };
        self.mend(check, text, Some(remedy));
    }

    /// Telegram calls nobody whose address is not encrypted; a server of one's own does.
    fn hooks(&mut self, config: &Config) {
        let plain = |url: &&String| !url.to_ascii_lowercase().starts_with("https://");
        let Some(url) = config.web.url.as_ref().filter(plain) else { return };
        let called = |bot: &crate::config::Telegram| {
            bot.webhook && bot.api_url.to_ascii_lowercase().starts_with("https://")
        };
        for (section, _) in config.telegram.iter().filter(|(_, bot)| called(bot)) {
            let text = t!(self.lang, "doctor-plain-hook", section = section, url = url);
            self.mend("telegram", text, Some(t!(self.lang, "doctor-plain-hook-remedy")));
        }
    }

    fn bot(&mut self, (check, platform, section): (&'static str, &str, &str), known: Option<&Bot>) {
        let Some(bot) = known else {
            return self.fine(check, t!(self.lang, "doctor-platform", platform = platform));
        };
        let (lang, name) = (self.lang, &bot.name);
        let ago = |at: Instant| {
            let minutes = (self.now.0 - at.0).max(0) / MINUTE;
            match minutes {
                0..120 => t!(lang, "doctor-minutes", n = minutes),
                120..2880 => t!(lang, "doctor-hours", n = minutes / 60),
                _ => t!(lang, "doctor-days", n = minutes / 1440),
            }
        };
        let heard = if let Some(at) = bot.heard {
            t!(lang, "doctor-heard", ago = ago(at))
        } else {
            t!(lang, "doctor-never-heard")
        };
        if let Some((since, why)) = &bot.refused {
            let since = ago(*since);
            let text = t!(
                lang,
                "doctor-refused",
                platform = platform,
                name = name,
                since = since,
                why = why
            );
            let remedy = t!(lang, "doctor-refused-remedy", section = section);
            return self.mend(check, text, Some(remedy));
        }
        if bot.led_until.is_none_or(|until| until <= self.now) {
            let text = t!(lang, "doctor-deaf", platform = platform, name = name, heard = heard);
            return self.look(check, text, t!(lang, "doctor-late-remedy"));
        }
        self.fine(
            check,
            t!(lang, "doctor-listens", platform = platform, name = name, heard = heard),
        );
    }

    fn fine(&mut self, check: &'static str, text: String) {
        self.found.push(Finding { check, state: State::Fine, text, remedy: None });
    }

    fn look(&mut self, check: &'static str, text: String, remedy: String) {
        self.found.push(Finding { check, state: State::Look, text, remedy: Some(remedy) });
    }

    fn mend(&mut self, check: &'static str, text: String, remedy: Option<String>) {
        self.found.push(Finding { check, state: State::Mend, text, remedy });
    }

    fn print(&self, json: bool) -> Done {
        let mut out = stdout().lock();
        for finding in &self.found {
            if json {
                let text = serde_json::to_string(finding);
                writeln!(out, "{}", text.map_err(|e| Fault::Failed(e.to_string()))?)?;
                continue;
            }
            let mark = match finding.state {
                State::Fine => "✓",
                State::Look => "!",
                State::Mend => "✗",
            };
            writeln!(out, "{mark} {}", finding.text)?;
            if let Some(remedy) = &finding.remedy {
                writeln!(out, "  → {remedy}")?;
            }
        }
        Ok(out.flush()?)
    }
}

/// The database's file and those that lie beside it.
fn with_its_own(path: &Path) -> Vec<PathBuf> {
    let Some(path) = storage::file_of(&path.to_string_lossy()) else { return Vec::new() };
    ["", "-wal", "-shm"]
        .iter()
        .map(|end| PathBuf::from(format!("{}{end}", path.display())))
        .collect()
}

fn about(file: &Path) -> Option<Metadata> {
    std::fs::metadata(file).ok()
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        n if n >= 1024 * MEGABYTE => format!("{} GB", n / (1024 * MEGABYTE)),
        n if n >= MEGABYTE => format!("{} MB", n / MEGABYTE),
        n => format!("{} kB", n.div_ceil(1024)),
    }
}
