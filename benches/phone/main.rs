//! What a command costs from the phone and back: `cargo bench --bench phone`. Before that,
//! `benches/phone/set-up.sh` puts two small bots in place that do the same with what others use:
//! python-telegram-bot with `SQLAlchemy`, and teloxide with sqlx. One that is not there is left out.
//!
//! Each bot is a process of its own on a durable SQLite, and writes the same rows for a message:
//! what came in, a lead, an event, a reply. Sixteen chats say the next thing once the answer to
//! the last one has come, and at most one thing a second each, which is what Telegram allows an
//! answer to. CPU is what the kernel has counted for the process; this program is not in it.
//!
//! `PHONE_ROUNDS` says how many messages each chat sends (63), `PHONE_SECONDS` how long Discord is
//! measured (10); a part is run alone with its name behind: `-- gendan`, `python`, `teloxide`,
//! `discord`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a benchmark prints what it found and stops where it cannot go on"
)]

mod fake;
#[path = "../../adapters/tests/fake_discord/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    clippy::wildcard_imports,
    reason = "the fake of the tests offers more than this needs"
)]
mod fake_discord;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fake::{Fake, TOKEN};
use fake_discord::FakeDiscord;
use tokio::task::JoinSet;

/// How many chats there are.
const CHATS: i64 = 16;
/// How many messages each sends before it is measured.
const WARM: usize = 3;
/// The first chat.
const FIRST: i64 = 5000;
/// How many interactions a second Discord brings.
const A_SECOND: u64 = 100;

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let wanted = |part: &str| only.is_empty() || only.iter().any(|one| one == part);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        for bot in ["gendan", "python", "teloxide"].into_iter().filter(|bot| wanted(bot)) {
            measure(bot).await;
        }
        if wanted("discord") {
            discord().await;
        }
    });
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|said| said.parse().ok()).unwrap_or(otherwise)
}

/// A process that ends with what measures it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// The seconds of CPU that it has had.
    fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id()));
        let stat = stat.expect("it runs");
        // Behind the name, which may have anything in it: utime is the 12th, stime the 13th.
        let fields: Vec<&str> =
            stat.rsplit_once(')').expect("a name").1.split_whitespace().collect();
        let ticks = |at: usize| fields[at].parse::<f64>().expect("ticks");
        // A tick is a hundredth of a second wherever Linux tells of it.
        (ticks(11) + ticks(12)) / 100.0
    }

    /// The memory that it has, in megabytes.
    fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()));
        let status = status.expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a number");
        line.trim().trim_end_matches(" kB").trim().parse::<f64>().expect("kB") / 1024.0
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on disk")
}

fn peers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers")
}

/// Starts a bot, if it is there.
fn start(bot: &str, folder: &Path, url: &str) -> Option<Running> {
    let mut command = match bot {
        "gendan" => {
            let config = format!("[telegram]\ntoken = {TOKEN:?}\napi_url = {url:?}\n");
            std::fs::write(folder.join("config.toml"), config).expect("written");
            program(folder, &["serve"])
        }
        "python" => {
            let python = peers().join("phone-python/bin/python");
            python.exists().then_some(())?;
            let mut command = Command::new(python);
            command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/phone/bot.py"));
            command
        }
        _ => {
            let built = peers().join("phone-teloxide/release/phone-teloxide");
            built.exists().then(|| Command::new(built))?
        }
    };
    command.current_dir(folder).env("BOT_URL", url).env("BOT_TOKEN", TOKEN);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let log = std::fs::File::create(folder.join("log")).expect("a file");
    Some(Running(command.stderr(log).spawn().expect("it starts")))
}

/// Our own program with nothing of this one's environment.
fn program(folder: &Path, args: &[&str]) -> Command {
    let built = env!("CARGO_BIN_EXE_gendan");
    let mut command = Command::new(built);
    command.args(args).current_dir(folder).env_clear().env("GENDAN_DATA", folder);
    command
}

/// Runs it to its end with this input.
fn runs(folder: &Path, args: &[&str], input: &str) -> String {
    let mut command = program(folder, args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("written");
    let ended = child.wait_with_output().expect("an end");
    assert!(ended.status.success(), "{args:?}");
    String::from_utf8(ended.stdout).expect("UTF-8")
}

/// A company with so many invites.
fn company(folder: &Path, invites: usize) -> Vec<String> {
    runs(folder, &["init", "--name", "Bench", "--admin", "ann"], "");
    let said = runs(folder, &["chat", "--as", "ann", "--json"], &"邀请 rep\n".repeat(invites));
    let codes: Vec<String> = said
        .split("/start ")
        .skip(1)
        .filter_map(|rest| rest.get(..8))
        .filter(|code| code.chars().all(|c| c.is_ascii_alphanumeric()))
        .map(str::to_owned)
        .collect();
    let mut once: Vec<String> = Vec::new();
    for code in codes {
        if !once.contains(&code) {
            once.push(code);
        }
    }
    assert!(once.len() >= invites, "{said}");
    once
}

/// The least of what so much of all is not above.
fn share(all: &mut [Duration], of: f64) -> Duration {
    all.sort_unstable();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list"
    )]
    let at = ((all.len() as f64 * of) as usize).min(all.len().saturating_sub(1));
    all.get(at).copied().unwrap_or_default()
}

async fn measure(bot: &str) {
    let rounds = number("PHONE_ROUNDS", 63);
    let (folder, fake) = (folder(), Arc::new(Fake::start().await));
    let chats = usize::try_from(CHATS).expect("a small number");
    let codes = if bot == "gendan" { company(folder.path(), chats) } else { Vec::new() };
    let Some(running) = start(bot, folder.path(), &fake.url) else {
        println!("{bot:9} is not there: run benches/phone/set-up.sh");
        return;
    };
    for (chat, code) in (FIRST..).zip(&codes) {
        let said = fake.says(chat, &format!("/start {code}")).await;
        assert!(said.contains("Bench"), "{said}");
    }
    all(&fake, 0..WARM).await;
    let (begun, before) = (Instant::now(), running.cpu());
    let mut waited = all(&fake, WARM..WARM + rounds).await;
    let (took, cpu) = (begun.elapsed().as_secs_f64(), running.cpu() - before);
    let n = waited.len() as f64;
    let (half, most) = (share(&mut waited, 0.5), share(&mut waited, 0.99));
    println!(
        "{bot:9} {:6.2} s of CPU per 1,000 · {:5.1} commands/s · update → reply p50 {half:.1?}, \
         p99 {most:.1?} · {:.0} MB",
        cpu * 1000.0 / n,
        n / took,
        running.memory()
    );
}

/// All chats side by side; how long each answer took.
async fn all(fake: &Arc<Fake>, rounds: std::ops::Range<usize>) -> Vec<Duration> {
    let mut chats = JoinSet::new();
    for chat in 0..CHATS {
        let (fake, rounds) = (Arc::clone(fake), rounds.clone());
        chats.spawn(async move {
            // They do not all speak in the same instant.
            tokio::time::sleep(Duration::from_millis(chat.unsigned_abs() * 60)).await;
            let mut took = Vec::new();
            for round in rounds {
                let begun = Instant::now();
                let n = i64::try_from(round).expect("a small number") * CHATS + chat;
                let said = format!("加线索 客人{n} 139{n:08}");
                let answer = fake.says(FIRST + chat, &said).await;
                assert!(!answer.is_empty(), "an answer");
                took.push(begun.elapsed());
                tokio::time::sleep(Duration::from_millis(1020).saturating_sub(begun.elapsed()))
                    .await;
            }
            took
        });
    }
    chats.join_all().await.concat()
}

/// How soon whoever waits on Discord sees that we are at it, and proposals while typing; and what
/// the program takes when nothing happens, with both platforms.
async fn discord() {
    let (folder, discord, telegram) = (folder(), FakeDiscord::start().await, Fake::start().await);
    let discord = Arc::new(discord);
    let code = company(folder.path(), 1).pop().expect("an invite");
    let config = format!(
        "[telegram]\ntoken = {TOKEN:?}\napi_url = {:?}\n[discord]\ntoken = {:?}\napi_url = {:?}\n",
        telegram.url,
        fake_discord::TOKEN,
        discord.url()
    );
    std::fs::write(folder.path().join("config.toml"), config).expect("written");
    let mut command = program(folder.path(), &["serve"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let running = Running(command.spawn().expect("it starts"));
    discord.begun(1).await;
    let user = 4711;
    discord.says(user, &format!("/start {code}"));
    discord.tells(&FakeDiscord::direct(user), "Bench").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    println!("idle with both platforms: {:.0} MB", running.memory());
    for types in [false, true] {
        let n = A_SECOND * u64::try_from(number("PHONE_SECONDS", 10)).expect("seconds");
        let mut asked = JoinSet::new();
        let begun = tokio::time::Instant::now();
        for i in 0..n {
            tokio::time::sleep_until(begun + Duration::from_millis(i * 1000 / A_SECOND)).await;
            let discord = Arc::clone(&discord);
            asked.spawn(async move {
                let begun = Instant::now();
                let id = if types {
                    discord.types(user, "lead show", "lead", "客")
                } else {
                    discord.uses(user, None, "today", &[])
                };
                let said = discord.said_to(&id).await;
                assert!(said.is_object(), "{said}");
                begun.elapsed()
            });
        }
        let mut took = asked.join_all().await;
        let (half, most) = (share(&mut took, 0.5), share(&mut took, 0.99));
        let what = if types { "autocomplete" } else { "first answer" };
        println!("Discord {what}, {A_SECOND}/s: p50 {half:.1?}, p99 {most:.1?}");
    }
}
