//! The program on servers of this machine, started and ended as a machine does it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::fake_bot_api::FakeBotApi;
use crate::terminal::Terminal;

/// The settings of a bot of this section on a Telegram of this machine.
pub fn on_telegram(terminal: &Terminal, section: &str, api: &FakeBotApi) -> String {
    on(terminal, section, &api.token(), api.url())
}

/// The settings of a bot of this section with this token.
pub fn on(terminal: &Terminal, section: &str, token: &str, url: &str) -> String {
    assert!(url.starts_with("http://127.0.0.1:"), "tests talk to this machine only, not to {url}");
    std::fs::write(terminal.path(section), token).expect("written");
    let mut config = String::new();
    writeln!(config, "[{section}]\ntoken_file = {section:?}\napi_url = {url:?}")
        .expect("a text takes it");
    config
}

/// Starts the program with these settings; what it says of itself is added to a file.
pub fn serve(terminal: &Terminal, config: &str) -> Child {
    std::fs::write(terminal.path("config.toml"), config).expect("written");
    serve_again(terminal)
}

/// Starts it with the settings that are there.
pub fn serve_again(terminal: &Terminal) -> Child {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(terminal.path("log"));
    let mut command = terminal.command(&["serve"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log.expect("a file"));
    command.spawn().expect("the program starts")
}

/// What it said of itself.
pub fn log(terminal: &Terminal) -> String {
    std::fs::read_to_string(terminal.path("log")).expect("a log")
}

/// Sends a signal, such as `STOP`.
pub fn signal(program: &Child, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &program.id().to_string()]).status();
    assert!(sent.expect("a signal").success());
}

/// Tells it to stop and waits until it has.
pub fn stop(mut program: Child) {
    signal(&program, "TERM");
    assert_eq!(program.wait().expect("an end").code(), Some(0), "SIGTERM drains and ends well");
}

/// Ends it where it is.
pub fn kill(mut program: Child) {
    program.kill().expect("a signal");
    program.wait().expect("an end");
}

/// An invite, as the admin makes it: `邀请 amy`, or `邀请 rep` for somebody new.
pub fn invite(terminal: &Terminal, words: &str) -> (String, String) {
    let invited = terminal.run(&["chat", "--as", "dana", "--json"], words.as_bytes());
    // What came for her meanwhile is printed too.
    let objects = invited.objects();
    let mut texts = objects.iter().filter_map(|object| object["text"].as_str());
    let text = texts.find(|text| text.contains("/start ")).expect("an invite").to_owned();
    let mut parts = text.split_whitespace();
    let code = parts.find(|w| w.len() == 8 && w.is_ascii()).expect("a code").to_owned();
    (code, text)
}

/// The most memory that it had at once, in kilobytes.
pub fn most_memory(program: &Child) -> u64 {
    let status = Path::new("/proc").join(program.id().to_string()).join("status");
    let status = std::fs::read_to_string(status).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a number");
    line.trim().trim_end_matches(" kB").trim().parse().expect("a number")
}
