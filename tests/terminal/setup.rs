//! Beginning: the practice org, configurations that are wrong, databases that cannot be used.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use super::{MONDAY, Terminal};

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
    fails(&Terminal::empty(), &["invite", "--admin"], 3, &["gendan init"]);
}

#[test]
fn of_several_that_begin_at_once_one_makes_the_org() {
    let terminal = Terminal::empty();
    let begin = |args: &[&str]| {
        let mut command = terminal.command(args);
        command.stderr(Stdio::piped()).spawn().expect("a start")
    };
    let begun: Vec<_> = (0..3).map(|_| begin(&["init", "--practice"])).collect();
    let polite = begin(&["init", "--practice", "--if-none"]);
    let mut codes: Vec<_> = begun
        .into_iter()
        .map(|child| {
            let ended = child.wait_with_output().expect("an end");
            let said = String::from_utf8_lossy(&ended.stderr).into_owned();
            assert!(said.is_empty() || said.contains("an org already"), "{said}");
            ended.status.code()
        })
        .collect();
    codes.sort_unstable();
    let polite = polite.wait_with_output().expect("an end");
    assert_eq!(polite.status.code(), Some(0));
    assert!(matches!(codes[..], [Some(0 | 1), Some(1), Some(1)]), "{codes:?}");
    let orgs = crate::world::run(crate::world::dump::rows(
        &terminal.path("gendan.db").to_string_lossy(),
        "select name from org",
    ));
    assert_eq!(orgs, ["练习公司"]);
}

#[test]
fn only_init_makes_a_database() {
    let terminal = Terminal::empty();
    let until = ["tick", "--until", MONDAY];
    std::fs::write(terminal.path("a.csv"), "name\nAcme\n").expect("written");
    for args in [&["chat", "--as", "amy"][..], &["serve"], &["migrate"], &until] {
        fails(&terminal, args, 3, &["gendan.db", "gendan init"]);
    }
    fails(&terminal, &["import", "customers", "a.csv"], 3, &["gendan.db", "gendan init"]);
    assert!(!terminal.path("gendan.db").exists());
    std::fs::write(terminal.path("gendan.db"), "").expect("written");
    fails(&terminal, &["chat", "--as", "amy"], 3, &["there is no database", "gendan init"]);
    assert_eq!(terminal.run(&["init", "--practice"], b"").code, 0);
    assert_eq!(terminal.run(&["migrate"], b"").code, 0);
}

#[test]
fn a_wrong_configuration_is_named_with_its_remedy() {
    let terminal = Terminal::empty();
    let chat = ["chat", "--as", "amy"];
    for (text, says) in [
        ("[telegram]\ntokn = \"x\"\n", ["config.toml line 2: telegram.tokn", "“token”"]),
        ("[database]\npath = 5\n", ["config.toml line 2: database.path is 5", "path = \"data"]),
        ("[log]\nlevel = \"shouty\"\n", ["config.toml line 2: log.level", "level = \"info\""]),
        ("[limits]\nworkers = -3\n", ["limits.workers is -3", "from 1 to 64, such as"]),
        ("[limits\n", ["config.toml: ", "line 1"]),
        (
            "[telegram]\ntoken_file = \"no-token\"\n",
            ["config.toml line 2: telegram.token_file names no-token", "cannot be read"],
        ),
        ("[telegram]\ntoken_file = \".\"\n", ["telegram.token_file names .", "cannot be read"]),
        ("[telegram]\ntoken_file = \"empty\"\n", ["telegram.token_file names empty", "is empty"]),
        ("[telegram]\ntoken_file = \"two\"\n", ["telegram.token_file names two", "line break"]),
        (
            "[telegram]\ntoken = \"1:a\"\ntoken_file = \"two\"\n",
            ["line 3: telegram.token_file", "telegram.token is set too"],
        ),
    ] {
        std::fs::write(terminal.path("empty"), "\n").expect("written");
        std::fs::write(terminal.path("two"), "1:a\n2:b\n").expect("written");
        std::fs::write(terminal.path("config.toml"), text).expect("written");
        fails(&terminal, &chat, 2, &says);
    }
    fails(&terminal, &["--config", "no.toml", "migrate"], 2, &["no.toml", "config.example.toml"]);
    fails(&terminal, &["--config", ".", "migrate"], 2, &["cannot read .", "directory"]);
}

#[test]
fn what_is_in_the_way_of_the_database_is_said() {
    let terminal = Terminal::empty();
    std::fs::write(terminal.path("file"), "").expect("written");
    let is = |path: &str, says: &str| {
        let mut command = terminal.command(&["init", "--practice"]);
        command.env("GENDAN__DATABASE__PATH", terminal.path(path));
        let ended = command.output().expect("it starts");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(3), "{said}");
        assert!(said.contains(says), "{path}: {said}");
    };
    is("file/gendan.db", "file is no folder: name a path through folders");
    is("", "it is a folder: name a file in it");
    is("/dev/full", "it is a device or a pipe: name an ordinary file");
    is("/proc/none/gendan.db", "/proc");
}

#[test]
fn a_database_of_somebody_else_is_not_touched_and_whose_it_is_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let terminal = Terminal::practice();
    let set = |name: &str, mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(terminal.path(name), mode).expect("permissions");
    };
    set("gendan.db", 0o400);
    if std::fs::OpenOptions::new().append(true).open(terminal.path("gendan.db")).is_ok() {
        eprintln!("skipped: permissions do not bind this user (root?)");
        return;
    }
    let chat = ["chat", "--as", "amy"];
    fails(&terminal, &chat, 3, &["gendan.db cannot be used", "permissions 400", "chmod"]);
    set("gendan.db", 0o600);
    set("", 0o500);
    fails(&terminal, &chat, 3, &["gendan.db cannot be used", "permissions 500", "chmod"]);
    set("", 0o700);
}

#[test]
fn an_answer_that_cannot_be_shown_is_kept_for_the_next_time() {
    let terminal = Terminal::practice();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
    let mut command = terminal.command(&["chat", "--as", "amy", "--json"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(full).stderr(Stdio::piped()).spawn().expect("a start");
    let mut input = child.stdin.take().expect("its input");
    input.write_all("加线索 李四 13900139000\n".as_bytes()).expect("it reads");
    drop(input);
    let ended = child.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains("standard output") && said.contains("space"), "{said}");
    let shown = terminal.run(&["chat", "--as", "amy", "--json"], b"").objects();
    assert!(shown[0]["text"].as_str().is_some_and(|text| text.contains("李四")), "{shown:?}");
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

#[test]
fn whoever_is_alone_confirms_the_own_orders_and_hears_of_nobody_else() {
    let terminal = Terminal::empty();
    let made = terminal.run(&["init", "--name", "Acme", "--admin", "ann", "--at", MONDAY], b"");
    assert_eq!(made.code, 0, "{}", made.err);
    let said = "customer add Globex\nproduct add A1 Pump price=100\norder place Globex A1*2\n\
                order submit O-1\norder confirm O-1\n";
    let args = ["chat", "--as", "ann", "--json", "--at", MONDAY];
    let told = terminal.run(&args, said.as_bytes()).objects();
    let text = |n: usize| told[n]["text"].as_str().expect("a text");
    assert!(!text(3).contains("⚠️"), "{}", text(3));
    assert!(text(4).starts_with("✅"), "{}", text(4));
}
