//! `gendan doctor` and what the program ends with.

use serde_json::Value;

use super::{MONDAY, Terminal};

fn findings(terminal: &Terminal, code: i32) -> Vec<Value> {
    let ended = terminal.run(&["doctor", "--json"], b"");
    assert_eq!(ended.code, code, "{} {}", ended.out, ended.err);
    ended.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn state<'a>(findings: &'a [Value], check: &str) -> &'a str {
    let found = findings.iter().find(|finding| finding["check"] == check);
    found.and_then(|finding| finding["state"].as_str()).unwrap_or("nothing")
}

fn write(terminal: &Terminal, text: &'static str) {
    crate::world::run(async {
        use sqlx::{ConnectOptions as _, Executor as _};
        let path = terminal.path("gendan.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
        let mut conn = options.connect().await.expect("the database");
        conn.execute(text).await.expect("written");
    });
}

#[test]
fn a_healthy_house_is_called_so_in_either_language() {
    let terminal = Terminal::empty();
    assert_eq!(terminal.run(&["init", "--practice"], b"").code, 0);
    let found = findings(&terminal, 0);
    for check in ["config", "database", "clock", "work", "permissions"] {
        assert_eq!(state(&found, check), "fine", "{check}: {found:?}");
    }
    // What fell due long ago has not been done there: nothing runs.
    assert_eq!(state(&findings(&Terminal::practice(), 0), "work"), "look");
    assert_eq!(state(&found, "telegram"), "look");
    let zh = terminal.run(&["doctor", "--lang", "zh"], b"").out;
    assert!(zh.contains("✓ 数据库：") && zh.contains("! Telegram："), "{zh}");
    let mut command = terminal.command(&["doctor"]);
    let out = command.env("LANG", "zh_CN.UTF-8").output().expect("it starts").stdout;
    assert!(String::from_utf8_lossy(&out).starts_with("✓ 配置："), "the system's language");
}

#[test]
fn what_is_wrong_is_named_with_its_remedy_and_only_what_must_be_mended_fails() {
    use std::os::unix::fs::PermissionsExt as _;
    let terminal = Terminal::practice();
    terminal.amy("客户\n");
    write(&terminal, "update inbox set parked = 1, received_at = received_at - 3600000");
    write(&terminal, "update outbox set state = 'dead'");
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(terminal.path("gendan.db"), open).expect("permissions");
    let found = findings(&terminal, 0);
    assert_eq!((state(&found, "aside"), state(&found, "permissions")), ("look", "look"));
    let said = terminal.run(&["doctor", "--lang", "en"], b"").out;
    assert!(said.contains("1 messages that failed, 1 replies"), "{said}");
    assert!(said.contains("→ chmod 600") && said.contains("gendan.db"), "{said}");
    write(&terminal, "update inbox set received_at = received_at + 7200000");
    assert_eq!(state(&findings(&terminal, 1), "clock"), "mend");
}

#[test]
fn a_broken_configuration_or_no_database_is_a_finding_too() {
    let terminal = Terminal::empty();
    assert_eq!(state(&findings(&terminal, 3), "database"), "mend");
    assert!(!terminal.path("gendan.db").exists(), "looking makes nothing");
    std::fs::write(terminal.path("config.toml"), "[limits]\nworkers = 0\n").expect("written");
    let found = findings(&terminal, 2);
    assert_eq!(state(&found, "config"), "mend");
    assert!(found[0]["text"].as_str().is_some_and(|text| text.contains("line 2")), "{found:?}");
}

#[test]
fn each_exit_code_means_what_it_says() {
    let terminal = Terminal::practice();
    let code = |args: &[&str], input: &str| terminal.run(args, input.as_bytes()).code;
    let chat = ["chat", "--as", "amy", "--at", MONDAY];
    assert_eq!(code(&chat, "看线索 L-99\n"), 0, "a refused command is still fine");
    assert_eq!(code(&["init", "--practice"], ""), 1);
    assert_eq!(code(&["chat"], ""), 2);
    assert_eq!(code(&["--config", "none.toml", "migrate"], ""), 2);
    std::fs::write(terminal.path("p.csv"), "sku,name,price\nX1,Pump,12\nX2,Pipe,much\n")
        .expect("written");
    assert_eq!(code(&["import", "products", "p.csv"], ""), 4);
    write(
        &terminal,
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (999, 'later', true, x'00', 0)",
    );
    let newer = terminal.run(&chat, b"");
    assert_eq!(newer.code, 3);
    assert!(newer.err.contains("newer version (schema step 999)"), "{}", newer.err);
}

#[test]
fn a_bot_that_cannot_work_as_it_is_set_up_is_named_with_why_and_the_remedy() {
    let terminal = Terminal::practice();
    let write = |text: &str| std::fs::write(terminal.path("config.toml"), text).expect("written");
    let says = |words: [&str; 2]| {
        let found = findings(&terminal, 1);
        let wrong = |one: &&Value| one["state"] == "mend";
        let one = found.iter().find(wrong).expect("something to mend").to_string();
        assert!(words.iter().all(|words| one.contains(words)), "{one}");
    };
    write("[telegram]\ntoken = \"77:a\"\n[telegram.shop]\ntoken = \"77:b\"\n");
    says(["[telegram] and [telegram.shop]", "Remove one"]);
    write("[telegram]\ntoken = \"hello\"\n");
    says(["[telegram] has cannot be a token", "@BotFather"]);
    write("[discord]\ntoken = \"hello\"\n");
    says(["[discord] has cannot be a token", "Reset Token"]);
    write("[telegram]\ntoken = \"77:a\"\nwebhook = true\n[web]\nurl = \"http://g.example\"\n");
    says(["http://g.example", "https://"]);
    write("[telegram]\ntoken = \"77:a\"\nwebhook = true\n[web]\nurl = \"https://g.example\"\n");
    assert!(findings(&terminal, 0).iter().all(|one| one["state"] != "mend"));
}
