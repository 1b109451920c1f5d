//! Against emulators that others have written: what we and our own servers believe alike is no
//! proof.
//!
//! `.ci/peers.sh` puts them into `target/peers`. Where they are missing, the tests fail on a build
//! server (`CI=true`) and are skipped elsewhere.

mod discord;
mod telegram;

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use reqwest::Client;
use serde_json::Value;

use crate::terminal::Terminal;
use crate::tidy::root;

/// For how long something may take on a machine that has much to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// An emulator that runs until it is dropped.
pub struct Peer {
    child: Child,
    /// It ends with its input.
    _input: ChildStdin,
    /// What it says of itself.
    pub about: Value,
    client: Client,
}

/// Where the peers are.
fn folder() -> PathBuf {
    root().join("target/peers")
}

impl Peer {
    /// Starts a peer; none where it is not there, which only a build server minds.
    fn start(program: &str, script: &str) -> Option<Self> {
        if !folder().join("ready").is_file() {
            missing(script);
            return None;
        }
        let script = root().join("tests/platforms/peers").join(script);
        let mut command = Command::new(program);
        command.arg(script).arg(folder()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the peer starts");
        let input = child.stdin.take().expect("its input");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        out.read_line(&mut line).expect("a line");
        let about = serde_json::from_str(&line).expect("the peer says where it is");
        let client = Client::builder().no_proxy().build().expect("a client");
        let peer = Self { child, _input: input, about, client };
        let url = peer.url();
        assert!(url.starts_with("http://127.0.0.1:"), "tests talk to this machine only, not {url}");
        Some(peer)
    }

    /// Where it is.
    fn url(&self) -> &str {
        self.about["url"].as_str().expect("an address")
    }

    /// Posts an object and gives what comes back.
    async fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}/{path}", self.url());
        let answer = self.client.post(url).json(body).send().await.expect("the peer answers");
        let status = answer.status();
        let text = answer.text().await.expect("a text");
        assert!(status.is_success(), "{path} {body}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[expect(clippy::print_stdout, reason = "whoever runs the tests has to know what was not tested")]
fn missing(script: &str) {
    assert!(
        std::env::var_os("CI").is_none_or(|ci| ci != "true"),
        "{script}: no peers in {}: run .ci/run, or bash -c '. .ci/setup.sh; . .ci/peers.sh; \
         setup_peers'",
        folder().display()
    );
    println!("skipped: no peers in {} for {script}", folder().display());
}

/// Starts the program with this configuration.
fn serve(terminal: &Terminal, config: &str) -> Child {
    std::fs::write(terminal.path("config.toml"), config).expect("written");
    let log = std::fs::File::create(terminal.path("log")).expect("a file");
    let mut command = terminal.command(&["serve"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    command.spawn().expect("the program starts")
}

/// Stops the program, which finishes what it has in hand.
fn stop(mut program: Child) {
    let pid = program.id().to_string();
    assert!(Command::new("kill").arg(&pid).status().expect("a signal").success());
    assert_eq!(program.wait().expect("an end").code(), Some(0), "SIGTERM drains and ends well");
}

/// The practice org, calm, with an invite for each of these people.
fn practice(people: &[&str]) -> (Terminal, Vec<String>) {
    let terminal = Terminal::practice();
    terminal.calm();
    terminal.run(&["chat", "--as", "chen"], "简报 早报 关\n简报 周报 关\n".as_bytes());
    let code = |who: &&str| {
        let line = format!("邀请 {who}");
        let invited = terminal.run(&["chat", "--as", "dana", "--json"], line.as_bytes());
        let text = invited.objects()[0]["text"].as_str().expect("a text").to_owned();
        let mut words = text.split_whitespace();
        words.find(|w| w.len() == 8 && w.is_ascii()).expect("a code").to_owned()
    };
    let codes = people.iter().map(code).collect();
    (terminal, codes)
}
