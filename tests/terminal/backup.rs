//! `gendan backup` and `gendan restore`: everything moves, or nothing does.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::{sleep, spawn};
use std::time::Duration;

use serde_json::Value;

use super::{Ended, MONDAY, Terminal};
use crate::world::{database, dump, run};

/// Where a restored database is to be: a file, or a schema of its own on a server.
enum Place {
    File,
    Server(String),
}

impl Place {
    /// A fresh one of each kind that there is.
    fn all() -> Vec<Self> {
        let mut all = vec![Self::File];
        if database::server().is_some() {
            all.push(Self::Server(run(database::fresh(Path::new("unused")))));
        }
        all
    }

    /// Runs the program there.
    fn run(&self, terminal: &Terminal, args: &[&str], input: &str) -> Ended {
        let mut command = terminal.command(args);
        if let Self::Server(url) = self {
            command.env("GENDAN__DATABASE__URL", url);
        }
        ended(command, input)
    }

    fn chat(&self, terminal: &Terminal, who: &str, input: &str) -> Vec<Value> {
        let args = ["chat", "--as", who, "--at", MONDAY, "--json"];
        self.run(terminal, &args, input).objects()
    }
}

fn ended(mut command: Command, input: &str) -> Ended {
    let pipe = Stdio::piped;
    let child = command.stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn();
    let mut child = child.expect("the program starts");
    let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    Ended {
        code: output.status.code().expect("it was not killed"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Does what must go well.
fn done(ended: Ended) -> String {
    assert_eq!(ended.code, 0, "{} {}", ended.out, ended.err);
    ended.out
}

fn refused(ended: &Ended, code: i32, says: &str) {
    assert_eq!(ended.code, code, "{says}: {} {}", ended.out, ended.err);
    assert!(ended.err.contains(says), "{says}: {}", ended.err);
}

fn name_in(terminal: &Terminal, name: &str) -> String {
    terminal.path(name).to_string_lossy().into_owned()
}

fn hash(said: &str) -> &str {
    said.split("sha256 ").nth(1).and_then(|rest| rest.get(..64)).expect("a sum")
}

fn text(reply: &Value) -> &str {
    reply["text"].as_str().expect("a text")
}

#[test]
fn the_chat_goes_on_elsewhere_with_undo_buttons_and_an_open_question() {
    let from = Terminal::practice();
    from.amy("加线索 张三 13800138000\n加线索 李四\n下单\n");
    done(from.run(&["backup", "copy.db"], b""));
    done(from.run(&["backup", "--dump", "all.jsonl"], b""));
    for backup in ["copy.db", "all.jsonl"] {
        let backup = name_in(&from, backup);
        for place in Place::all() {
            let there = Terminal::empty();
            done(place.run(&there, &["restore", &backup], ""));
            let said = place.chat(&there, "amy", "华为技术有限公司\n取消\n撤销\n!1\n看线索 L-1\n");
            let texts: Vec<&str> = said.iter().map(text).collect();
            assert!(texts[0].contains("已有：客户 华为技术有限公司"), "{texts:?}");
            assert!(texts[2].contains("已撤销") && texts[2].contains("李四"), "{texts:?}");
            assert!(texts[3].contains("已恢复"), "{texts:?}");
            assert!(texts[4].contains("张三"), "{texts:?}");
        }
    }
}

#[test]
fn a_file_moves_to_a_server_and_back_and_is_the_same() {
    let from = Terminal::practice();
    from.amy("加线索 张三 13800138000\n开商机 华为技术有限公司 空调 5万\n");
    let written = done(from.run(&["backup", "--dump", "all.jsonl"], b""));
    let mut backup = name_in(&from, "all.jsonl");
    let places = Place::all();
    let houses: Vec<Terminal> = places.iter().map(|_| Terminal::empty()).collect();
    for (place, house) in places.iter().rev().zip(&houses) {
        let said = done(place.run(house, &["restore", &backup], ""));
        assert_eq!(hash(&said), hash(&written));
        let tick = ["tick", "--from", MONDAY, "--until", "2026-03-05T10:00:00+08:00", "--json"];
        assert_eq!(
            place.run(house, &tick, "").objects().len(),
            from.run(&tick, b"").objects().len(),
            "a dry run"
        );
        let again = done(place.run(house, &["backup", "--dump", "again.jsonl"], ""));
        assert_eq!(hash(&again), hash(&written));
        done(place.run(house, &["backup", "copy.db"], ""));
        let copy = name_in(house, "copy.db");
        let moved = done(ended(Terminal::empty().command(&["restore", &copy]), ""));
        assert_eq!(hash(&moved), hash(&written));
        backup = name_in(house, "again.jsonl");
    }
}

#[test]
fn a_backup_is_whole_while_somebody_writes() {
    let from = Terminal::practice();
    let lines: Vec<String> = (0..60).map(|i| format!("加线索 客{i:02}号\n")).collect();
    let chat = from.command(&["chat", "--as", "amy", "--at", MONDAY, "--json"]);
    let writer = spawn(move || done(ended(chat, &lines.concat())));
    let mut seen = Vec::new();
    for i in 0..4 {
        for args in [vec!["backup"], vec!["backup", "--dump"]] {
            let name = format!("{}{i}", args.len());
            done(from.run(&[&args[..], &[&name]].concat(), b""));
            let there = Terminal::empty();
            done(there.run(&["restore", &name_in(&from, &name)], b""));
            assert_eq!(there.run(&["doctor"], b"").code, 0);
            let db = name_in(&there, "gendan.db");
            let odd = "select 'x' from lead l where not exists (select 1 from event e \
                where e.id = l.id) union all select 'x' from event e where e.kind = 'lead' \
                and not exists (select 1 from lead l where l.id = e.id)";
            assert_eq!(run(dump::rows(&db, odd)), Vec::<String>::new());
            seen.push(run(dump::rows(&db, "select name from lead")).len());
        }
    }
    assert_eq!(writer.join().expect("it ends well").lines().count(), 60);
    assert!(seen.is_sorted(), "{seen:?}");
}

#[test]
fn killed_in_the_middle_nothing_is_there_and_the_next_one_does_it() {
    let from = Terminal::practice();
    let said = done(from.run(&["backup", "--dump", "all.jsonl"], b""));
    let text = std::fs::read_to_string(from.path("all.jsonl")).expect("a dump");
    for place in Place::all() {
        let there = Terminal::empty();
        let mut command = there.command(&["restore", "/dev/stdin"]);
        if let Place::Server(url) = &place {
            command.env("GENDAN__DATABASE__URL", url);
        }
        let mut child = command.stdin(Stdio::piped()).spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("its input");
        input.write_all(&text.as_bytes()[..text.len() * 3 / 4]).expect("read");
        sleep(Duration::from_millis(700));
        refused(&place.run(&there, &["restore", &name_in(&from, "all.jsonl")], ""), 3, "in use");
        child.kill().expect("a kill");
        child.wait().expect("an end");
        sleep(Duration::from_millis(300));
        let chat = place.run(&there, &["chat", "--as", "amy"], "");
        refused(&chat, 3, "there is no");
        let again = done(place.run(&there, &["restore", &name_in(&from, "all.jsonl")], ""));
        assert_eq!(hash(&again), hash(&said));
    }
}

#[test]
fn a_backup_is_its_owners_alone_and_replaces_nothing_unasked() {
    let from = Terminal::practice();
    for args in [&["backup", "b"][..], &["backup", "--dump", "d"]] {
        let name = args[args.len() - 1];
        done(from.run(args, b""));
        let mode = std::fs::metadata(from.path(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::write(from.path(name), "mine").expect("written");
        refused(&from.run(args, b""), 1, "--force");
        assert_eq!(std::fs::read(from.path(name)).expect("a file"), b"mine");
        done(from.run(&[args, &["--force"]].concat(), b""));
        done(Terminal::empty().run(&["restore", &name_in(&from, name)], b""));
    }
    refused(&from.run(&["backup", "--force", "gendan.db"], b""), 2, "the database itself");
    refused(&from.run(&["backup", "none/x"], b""), 2, "no file can be made in none");
    refused(&from.run(&["backup", "."], b""), 2, "name a file in it");
    refused(&from.run(&["backup", "-"], b""), 2, "--dump -");
    refused(&Terminal::empty().run(&["backup", "x"], b""), 3, "gendan init");
    let names = std::fs::read_dir(from.path("")).expect("a folder");
    let mut names: Vec<_> = names.map(|entry| entry.expect("an entry").file_name()).collect();
    names.retain(|name| !name.to_string_lossy().starts_with("gendan.db"));
    names.sort();
    assert_eq!(names, ["b", "d"], "nothing half-written is left");
    let dump = from.run(&["backup", "--dump", "-"], b"");
    assert!(dump.out.ends_with("\"}\n") && dump.err.contains("sha256"), "{}", dump.err);
}

#[test]
fn what_cannot_be_restored_is_named_and_changes_nothing() {
    let from = Terminal::practice();
    done(from.run(&["backup", "--dump", "d"], b""));
    done(from.run(&["backup", "c"], b""));
    let text = std::fs::read_to_string(from.path("d")).expect("a dump");
    let write = |name: &str, text: &str| std::fs::write(from.path(name), text).expect("written");
    write("torn", &text[..text.floor_char_boundary(text.len() / 3)]);
    write("tampered", &text.replacen("华为", "华伟", 1));
    write("newer", &text.replacen("\"step\":", "\"step\":9", 1));
    write("other", "name,phone\n");
    let mut bytes = std::fs::read(from.path("c")).expect("a copy");
    bytes.truncate(bytes.len() / 2);
    std::fs::write(from.path("half"), bytes).expect("written");
    let there = Terminal::empty();
    for (name, code, says) in [
        ("torn", 1, "breaks off in table"),
        ("tampered", 1, "not as they were written. Nothing was restored"),
        ("newer", 3, "newer version (schema step 9"),
        ("other", 1, "neither a dump nor a copy"),
        ("none", 2, "no such file"),
        (".", 2, "folder"),
    ] {
        let ended = there.run(&["restore", &name_in(&from, name)], b"");
        refused(&ended, code, says);
        assert!(!there.path("gendan.db").exists(), "{name}");
    }
    assert_ne!(there.run(&["restore", &name_in(&from, "half")], b"").code, 0);
    assert!(!there.path("gendan.db").exists(), "half a copy");
    refused(&from.run(&["restore", "gendan.db"], b""), 2, "the database itself");
}

#[test]
fn a_target_that_holds_something_is_replaced_only_when_told_and_not_in_use() {
    let from = Terminal::practice();
    from.amy("加线索 张三\n");
    let said = done(from.run(&["backup", "--dump", "d"], b""));
    let backup = name_in(&from, "d");
    for place in Place::all() {
        let there = Terminal::empty();
        done(place.run(&there, &["init", "--name", "Acme", "--admin", "ann"], ""));
        refused(&place.run(&there, &["restore", &backup], ""), 1, "--replace");
        let mut command = there.command(&["chat", "--as", "ann", "--json"]);
        if let Place::Server(url) = &place {
            command.env("GENDAN__DATABASE__URL", url);
        }
        let pipe = Stdio::piped;
        let mut chat = command.stdin(pipe()).stdout(pipe()).spawn().expect("a chat");
        let mut input = chat.stdin.take().expect("its input");
        writeln!(input, "me").expect("it reads");
        let mut first = [0];
        std::io::Read::read_exact(chat.stdout.as_mut().expect("its output"), &mut first)
            .expect("it answers");
        refused(&place.run(&there, &["restore", "--replace", &backup], ""), 3, "in use");
        drop(input);
        assert!(chat.wait().expect("an end").success());
        let replaced = done(place.run(&there, &["restore", "--replace", &backup], ""));
        assert_eq!(hash(&replaced), hash(&said));
        assert_eq!(place.chat(&there, "amy", "看线索 L-1\n").len(), 1);
    }
}

#[test]
fn whom_the_database_has_forgotten_an_older_backup_does_not_bring_back() {
    for place in Place::all() {
        let terminal = Terminal::empty();
        done(place.run(&terminal, &["init", "--practice", "--at", MONDAY], ""));
        place.chat(&terminal, "amy", "加线索 王忘记 13900001234 邮箱=wang@old.example 怕冷\n");
        done(place.run(&terminal, &["backup", "--dump", "before"], ""));
        let asked = place.chat(&terminal, "dana", "忘记线索 L-1\n!1\n");
        let last = asked.last().and_then(|said| said["text"].as_str()).expect("an answer");
        assert!(last.starts_with("✅ 已忘记 L-1"), "{last}");
        let restored = done(place.run(&terminal, &["restore", "--replace", "before"], ""));
        assert!(restored.contains("1 people were forgotten again"), "{restored}");
        let all = done(place.run(&terminal, &["backup", "--dump", "-"], ""));
        for known in ["王忘记", "13900001234", "wang@old.example"] {
            assert!(!all.contains(known), "{known} is there again");
        }
        assert!(!terminal.path("forgotten.json").exists(), "the list has done its work");
        let shown = place.chat(&terminal, "dana", "L-1\n");
        assert!(shown[0]["text"].as_str().expect("a card").contains("L-1"));
    }
}
