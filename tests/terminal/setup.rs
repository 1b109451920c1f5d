//! Beginning: the practice org, configurations that are wrong, databases that cannot be used.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use super::Terminal;

fn fails(terminal: &Terminal, args: &[&str], code: i32, says: &[&str]) {
    let ended = terminal.run(args, b"");
    assert_eq!(ended.code, code, "{args:?}: {}", ended.err);
    for words in says {
        assert!(ended.err.contains(words), "{args:?} does not say {words}: {}", ended.err);
    }
    assert!(!ended.err.contains("stack backtrace"), "{}", ended.err);
}

#[test]
fn the_practice_org_is_made_once() {
    let terminal = Terminal::practice();
    fails(&terminal, &["init", "--practice"], 1, &["练习公司", "another database"]);
    assert_eq!(terminal.run(&["init", "--practice", "--if-none"], b"").code, 0);
}

#[test]
fn an_org_of_ones_own_begins_with_its_admin() {
    let terminal = Terminal::empty();
    let made = terminal.run(&["init", "--name", "华东贸易", "--admin", "lin"], b"");
    assert_eq!(made.code, 0, "{}", made.err);
    let said = terminal.run(&["chat", "--as", "lin", "--json"], "帮助\n".as_bytes()).objects();
    assert!(said[0]["text"].as_str().is_some_and(|text| text.contains("lin")), "{said:?}");
    // The code binds a further account to the same person.
    let code = made.out.lines().find(|line| line.starts_with("/start ")).expect("a code");
    let joined = terminal.run(&["chat", "--as", "lin2", "--json"], code.as_bytes()).objects();
    assert!(joined[0]["text"].as_str().is_some_and(|text| text.contains("lin")), "{joined:?}");
    let me = terminal.run(&["chat", "--as", "lin2", "--json"], "我\n".as_bytes()).objects();
    assert!(me[0]["text"].as_str().is_some_and(|text| text.contains("管理员")), "{me:?}");
}

#[test]
fn a_further_admin_comes_from_the_console() {
    let terminal = Terminal::practice();
    let made = terminal.run(&["invite", "--admin"], b"");
    assert_eq!(made.code, 0, "{}", made.err);
    let code = made.out.lines().find(|line| line.starts_with("/start ")).expect("a code");
    let lines = format!("{code}\n我\n邀请列表\n");
    let said = terminal.run(&["chat", "--as", "eve", "--json"], lines.as_bytes()).objects();
    assert!(said[1]["text"].as_str().is_some_and(|text| text.contains("管理员")), "{said:?}");
    assert!(terminal.run(&["invite", "--for", "amy"], b"").out.contains("/start "));
    fails(&terminal, &["invite", "--for", "nobody"], 2, &["nobody"]);
    fails(&terminal, &["invite"], 2, &["--admin"]);
    fails(&Terminal::empty(), &["invite", "--admin"], 1, &["gendan init"]);
}

#[test]
fn a_wrong_configuration_is_named_with_its_remedy() {
    let terminal = Terminal::empty();
    std::fs::write(terminal.path("config.toml"), "[telegram]\ntokn = \"x\"\n").expect("written");
    fails(&terminal, &["chat", "--as", "amy"], 2, &["config.toml", "telegram.tokn", "“token”"]);
    fails(&terminal, &["--config", "no.toml", "migrate"], 2, &["no.toml", "config.example.toml"]);
}

#[test]
fn a_database_that_is_none_is_left_alone() {
    let terminal = Terminal::empty();
    std::fs::write(terminal.path("gendan.db"), vec![b'?'; 8192]).expect("written");
    fails(&terminal, &["chat", "--as", "amy"], 3, &["gendan.db"]);
    assert_eq!(std::fs::read(terminal.path("gendan.db")).expect("read"), vec![b'?'; 8192]);
}

#[test]
fn serving_ends_well_when_it_is_told_to_stop() {
    let terminal = Terminal::practice();
    let mut child = terminal.command(&["serve"]).stderr(Stdio::piped()).spawn().expect("a start");
    let mut log = BufReader::new(child.stderr.take().expect("its log")).lines();
    let serving = log.by_ref().map_while(Result::ok).any(|line| line.contains("serving"));
    assert!(serving, "it ended before it served");
    let pid = child.id().to_string();
    assert!(Command::new("kill").arg(&pid).status().expect("a signal").success());
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    let terminal = Terminal::empty();
    let path = terminal.path("gendan.db");
    crate::world::run(async {
        use sqlx::{ConnectOptions as _, Executor as _};
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
        let mut conn = options.create_if_missing(true).connect().await.expect("a database");
        conn.execute("create table theirs (a)").await.expect("a table");
    });
    fails(&terminal, &["chat", "--as", "amy"], 3, &["gendan.db", "another program"]);
}

#[test]
fn more_workers_than_make_sense_are_refused() {
    let terminal = Terminal::empty();
    std::fs::write(terminal.path("config.toml"), "[limits]\nworkers = 1000000000")
        .expect("written");
    fails(&terminal, &["serve"], 2, &["limits.workers", "1 to 64"]);
}

#[test]
fn a_table_that_is_damaged_ends_the_chat_with_the_file_and_the_remedy() {
    let terminal = Terminal::practice();
    let path = terminal.path("gendan.db");
    let lead_page = crate::world::run(async {
        use sqlx::{ConnectOptions as _, Row as _};
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
        let mut conn = options.connect().await.expect("the database");
        sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut conn).await.expect("done");
        let query = "select rootpage from sqlite_master where name = 'deal'";
        let row = sqlx::query(query).fetch_one(&mut conn).await.expect("a table");
        row.get::<i64, _>(0)
    });
    let mut bytes = std::fs::read(&path).expect("the file");
    let page = 4096 * (usize::try_from(lead_page).expect("a page") - 1);
    bytes[page..page + 4096].fill(0x5a);
    std::fs::write(&path, bytes).expect("written");
    let ended = terminal.run(&["chat", "--as", "amy", "--json"], "D-1\n".as_bytes());
    assert_eq!(ended.code, 3, "{} {}", ended.out, ended.err);
    assert!(ended.err.contains("gendan.db") && ended.err.contains("backup"), "{}", ended.err);
}
