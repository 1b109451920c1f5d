//! `gendan jobs` and `gendan outbox`.

use sqlx::{ConnectOptions as _, Executor as _, Row as _};

use super::{MONDAY, Terminal};
use crate::world::run;

#[test]
fn what_runs_next_is_shown_by_kind() {
    let terminal = Terminal::practice();
    let shown = terminal.run(&["jobs", "--json"], b"").objects();
    let of = |kind: &str| shown.iter().find(|one| one["kind"] == kind);
    assert!(of("digest_morning").is_some_and(|one| one["next"].is_string()));
    assert!(of("follow_up_due").is_some_and(|one| one["timers"].as_i64() > Some(0)));
    assert!(shown.iter().all(|one| one["last"].is_null()), "nothing has run: {shown:?}");
    let plain = terminal.run(&["jobs"], b"");
    assert_eq!(plain.code, 0);
    let ticked = ["tick", "--from", MONDAY, "--until", "2026-03-03T12:00:00+08:00", "--apply"];
    assert_eq!(terminal.run(&ticked, b"").code, 0);
    let shown = terminal.run(&["jobs", "--json"], b"").objects();
    let last = |kind: &str| {
        let one = shown.iter().find(|one| one["kind"] == kind);
        one.and_then(|one| one["last"].as_str()).unwrap_or("never").to_owned()
    };
    // The job that says it, and the rules whose timers rang for it.
    assert_eq!(last("digest_morning"), "2026-03-03T00:30:00Z");
    assert_eq!(last("nudge"), "2026-03-03T01:00:00Z");
    assert_eq!(last("follow_up_due"), "2026-03-03T01:00:00Z");
    assert_eq!(last("digest_monthly"), "never");
}

#[test]
fn a_reply_that_was_given_up_is_shown_sent_again_or_let_rest() {
    let terminal = Terminal::practice();
    let said = terminal.run(&["chat", "--as", "amy", "--json"], "我\n".as_bytes());
    assert_eq!(said.code, 0);
    if crate::world::database::server().is_some() {
        return;
    }
    run(async {
        let file = terminal.path("gendan.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut conn = options.connect().await.expect("the database");
        conn.execute("update outbox set state = 'dead', error = 'blocked'").await.expect("dead");
    });
    let listed = terminal.run(&["outbox", "list", "--json"], b"").objects();
    assert_eq!((listed.len(), listed[0]["why"].as_str()), (1, Some("blocked")));
    let seq = listed[0]["seq"].to_string();
    assert_eq!(terminal.run(&["outbox", "retry", &seq], b"").code, 0);
    assert_eq!(terminal.run(&["outbox", "retry", &seq], b"").code, 1);
    let none = terminal.run(&["outbox", "list", "--json"], b"");
    assert_eq!(none.out.trim(), "[]");
    // Whoever talks there next gets it first.
    let again = terminal.run(&["chat", "--as", "amy", "--json"], "今天\n".as_bytes()).objects();
    assert_eq!(again.len(), 2, "{again:?}");
    let begins = listed[0]["text"].as_str().unwrap_or("?");
    assert!(again[0]["text"].as_str().is_some_and(|text| text.starts_with(begins)), "{again:?}");
}

/// Asks the database of a terminal for a number.
async fn count(terminal: &Terminal, question: &'static str) -> i64 {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(terminal.path("gendan.db"));
    let mut conn = options.connect().await.expect("the database");
    conn.fetch_one(question).await.expect("a row").get(0)
}

#[test]
fn all_that_was_given_up_is_sent_again_at_once() {
    let terminal = Terminal::practice();
    if crate::world::database::server().is_some() {
        return;
    }
    let none = terminal.run(&["outbox", "retry", "all"], b"");
    assert_eq!((none.code, none.out.trim()), (0, "No reply was given up."));
    terminal.amy("我\n今天\n");
    run(async {
        let file = terminal.path("gendan.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut conn = options.connect().await.expect("the database");
        conn.execute("update outbox set state = 'dead', error = 'blocked'").await.expect("dead");
    });
    let first = terminal.run(&["outbox", "list", "--json"], b"").objects();
    assert_eq!(terminal.run(&["outbox", "retry", "some"], b"").code, 2);
    assert_eq!(terminal.run(&["outbox", "retry", "all"], b"").code, 0);
    let again = terminal.run(&["chat", "--as", "amy", "--json"], b"").objects();
    assert_eq!(again.len(), 2, "{again:?}");
    let oldest = first[1]["text"].as_str().unwrap_or("?");
    assert!(again[0]["text"].as_str().is_some_and(|text| text.starts_with(oldest)), "{again:?}");
}

#[test]
fn jobs_are_shown_in_words_and_on_the_clock_of_the_org() {
    let terminal = Terminal::practice();
    let shown = terminal.run(&["jobs"], b"").out;
    assert!(shown.contains("早报") && shown.contains("08:30"), "{shown}");
    assert!(!shown.contains('_'), "{shown}");
}

#[test]
fn nothing_counts_as_sent_that_could_not_be_printed() {
    let terminal = Terminal::practice();
    if crate::world::database::server().is_some() {
        return;
    }
    let sent = "select count(*) from outbox where state = 'sent'";
    let before = run(count(&terminal, sent));
    let until = ["--until", "2026-03-03T12:00:00+08:00", "--apply"];
    let mut command = terminal.command(&[&["tick", "--from", MONDAY], &until[..]].concat());
    command.stdout(std::fs::File::options().write(true).open("/dev/full").expect("a full device"));
    let ended = command.output().expect("the program ends");
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(run(count(&terminal, sent)), before);
}

#[test]
fn who_stops_reading_ends_the_talk_quietly() {
    let terminal = Terminal::practice();
    let mut child = terminal
        .command(&["chat", "--as", "amy"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("its input");
    let _ = std::io::Write::write_all(&mut input, "我\n今天\n我\n".as_bytes());
    drop(input);
    let ended = child.wait_with_output().expect("the program ends");
    let err = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(0), "{err}");
    assert!(!err.contains("panicked") && !err.contains("gendan:"), "{err}");
}
