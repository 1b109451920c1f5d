//! `gendan serve` on Discord: a rep's day, with a restart in the middle of it.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::fake_discord::{Do, FakeDiscord, SERVER, TOKEN, labels, text};
use crate::terminal::Terminal;
use crate::world::run;

/// Somebody on Discord.
const ANN: i64 = 4711;

/// Starts the program on a bot whose server is at `url`, which is on this machine.
fn serve(terminal: &Terminal, url: &str) -> Child {
    assert!(url.starts_with("http://127.0.0.1:"), "tests talk to this machine only, not to {url}");
    std::fs::write(terminal.path("token"), TOKEN).expect("written");
    let config = format!("[discord]\ntoken_file = \"token\"\napi_url = {url:?}\n");
    std::fs::write(terminal.path("config.toml"), config).expect("written");
    let log = std::fs::File::create(terminal.path("log")).expect("a file");
    let mut command = terminal.command(&["serve"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    command.spawn().expect("the program starts")
}

fn stop(mut program: Child) {
    let pid = program.id().to_string();
    assert!(Command::new("kill").arg(&pid).status().expect("a signal").success());
    assert_eq!(program.wait().expect("an end").code(), Some(0), "SIGTERM drains and ends well");
}

/// An invite of amy's, as the admin makes it.
fn code(terminal: &Terminal) -> String {
    let invited = terminal.run(&["chat", "--as", "dana", "--json"], "邀请 amy".as_bytes());
    let text = invited.objects()[0]["text"].as_str().expect("a text").to_owned();
    let mut words = text.split_whitespace();
    words.find(|w| w.len() == 8 && w.is_ascii()).expect("a code").to_owned()
}

#[test]
fn somebody_joins_logs_a_lead_and_presses_a_button() {
    let terminal = Terminal::practice();
    // The practice org is of some time ago: what was missed since is not what this is about.
    terminal.amy("简报 早报 关\n");
    let code = code(&terminal);
    run(async {
        let discord = FakeDiscord::start().await;
        let direct = FakeDiscord::direct(ANN);
        let program = serve(&terminal, discord.url());
        discord.begun(1).await;
        discord.says(ANN, &format!("/start {code}"));
        discord.tells(&direct, "练习公司").await;
        discord.says(ANN, "加线索 张三 13800138000 *20台*空调");
        let told = discord.tells(&direct, "✅ 已记下 张三（L-1）").await;
        assert!(text(&told.body).contains("*20台*空调"), "{told:?}");
        let id = discord.presses(ANN, None, "查看");
        assert_eq!(discord.said_to(&id).await["type"], 6);
        let card = discord.tells(&direct, "张三（L-1）\n状态: 新").await;
        assert!(labels(&card.body).contains(&"记电话".to_owned()), "{card:?}");
        stop(program);
    });
}
