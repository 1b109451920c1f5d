//! `gendan tick`: what falls due, tried on a copy or for real.

use bot_core::domain::ids::Instant;
use bot_core::store::Store as _;
use serde_json::Value;
use storage::{Options, Storage};

use super::Terminal;
use crate::world::run;

fn tick(terminal: &Terminal, more: &[&str]) -> Vec<Value> {
    let args = [
        &["tick", "--from", "2026-03-02T10:00:00+08:00", "--until", "2026-03-05T10:00:00+08:00"],
        more,
        &["--json"],
    ];
    terminal.run(&args.concat(), b"").objects()
}

fn column<'a>(told: &'a [Value], name: &str) -> Vec<&'a str> {
    told.iter().filter_map(|message| message[name].as_str()).collect()
}

#[test]
fn what_falls_due_is_told_in_order_with_its_job() {
    let told = tick(&Terminal::practice(), &[]);
    let at = column(&told, "at");
    assert!(at.is_sorted(), "{at:?}");
    assert_eq!(at.last(), Some(&"2026-03-05T09:00:00+08:00"));
    let of = |job: &str| told.iter().filter(|one| one["job"] == job).collect::<Vec<_>>();
    let to = |job: &str| of(job).iter().filter_map(|one| one["to"].as_str()).collect::<Vec<_>>();
    assert_eq!(to("nudge"), ["amy", "bo", "amy", "bo", "amy", "bo", "amy", "bo"]);
    assert_eq!(to("digest_morning"), ["amy", "bo", "amy", "bo", "amy", "bo"]);
    assert_eq!(to("digest_daily"), ["chen", "dana", "chen", "dana", "chen", "dana"]);
    assert_eq!(told.len(), 8 + 6 + 6);
    assert!(of("nudge").iter().all(|one| one["kind"] == "nudge"));
    assert_eq!(of("nudge")[1]["buttons"].as_array().map(Vec::len), Some(4));
}

#[test]
fn a_dry_run_changes_nothing_and_a_real_one_happens_once() {
    let terminal = Terminal::practice();
    let dry = tick(&terminal, &[]).len();
    assert_eq!(tick(&terminal, &[]).len(), dry);
    assert_eq!(tick(&terminal, &["--apply"]).len(), dry);
    assert_eq!(tick(&terminal, &["--apply"]).len(), 0);
}

#[test]
fn a_beginning_before_what_is_done_already_is_said() {
    let terminal = Terminal::practice();
    tick(&terminal, &["--apply"]);
    let args =
        ["tick", "--from", "2026-03-03T10:00:00+08:00", "--until", "2026-03-06T10:00:00+08:00"];
    let ended = terminal.run(&args, b"");
    assert!(ended.err.contains("Everything due before 2026-03-05T01:00:00Z"), "{}", ended.err);
    assert!(ended.out.contains("2026-03-06T09:00:00+08:00"), "{}", ended.out);
    assert!(!ended.out.contains("2026-03-04T"), "{}", ended.out);
}

#[test]
fn nobody_moves_the_clock_while_another_does() {
    let terminal = Terminal::practice();
    run(async {
        let file = terminal.path("gendan.db").to_string_lossy().into_owned();
        let store = Storage::open(&file).await.expect("the database");
        let held = store.at_work(true).await.expect("nobody else");
        let args = ["tick", "--until", "2030-01-01T00:00:00Z", "--apply"];
        let refused = terminal.run(&args, b"");
        assert_eq!(refused.code, 3, "{}", refused.err);
        assert!(refused.err.contains("`gendan tick --apply` is at work"), "{}", refused.err);
        assert!(!tick(&terminal, &[]).is_empty(), "a copy may be looked at");
        drop(held);
    });
    assert!(!tick(&terminal, &["--apply"]).is_empty());
}

#[test]
fn nobody_is_woken_at_night() {
    let terminal = Terminal::practice();
    let args = ["--from", "2026-03-01T23:00:00+08:00", "--until", "2026-03-02T12:00:00+08:00"];
    let told = terminal.run(&[&["tick", "--json"], &args[..]].concat(), b"").objects();
    assert!(!told.is_empty());
    for at in column(&told, "at") {
        assert!(at >= "2026-03-02T08:00:00", "{at}");
    }
}

#[test]
fn it_is_not_let_loose_on_a_real_platform() {
    let terminal = Terminal::practice();
    std::fs::write(terminal.path("config.toml"), "[telegram]\ntoken = \"1:x\"\n").expect("written");
    let until = ["tick", "--until", "2030-01-01T00:00:00Z", "--apply"];
    assert_eq!(terminal.run(&until, b"").code, 2);
}

#[test]
fn one_message_says_the_same_of_a_record_once() {
    let terminal = Terminal::practice();
    terminal.amy("完成 F-3 客户说还要再等等\n");
    for message in tick(&terminal, &[]) {
        let text = message["text"].as_str().expect("a text");
        let lines: Vec<&str> = text.lines().filter(|line| line.contains("还没有下一步")).collect();
        let mut each = lines.clone();
        each.sort_unstable();
        each.dedup();
        assert_eq!(each.len(), lines.len(), "{text}");
    }
}

#[test]
fn what_a_run_that_was_stopped_had_in_hand_is_not_left_out() {
    let terminal = Terminal::practice();
    if crate::world::database::server().is_some() {
        return;
    }
    let told = tick(&terminal, &[]).len();
    run(async {
        let options = Options { lease_millis: 3_000, ..Options::default() };
        let file = terminal.path("gendan.db").to_string_lossy().into_owned();
        let store = Storage::open_with(&file, options).await.expect("the database");
        let late = "2026-03-05T10:00:00+08:00".parse::<chrono::DateTime<chrono::Utc>>();
        let late = Instant::from(late.expect("an instant"));
        while store.ring(late, 200).await.expect("rung") > 0 {}
        assert!(!store.claim_jobs(late, 200).await.expect("jobs").is_empty());
        store.close().await;
    });
    // Everything has rung at once: fewer messages than in three days, but the same in both.
    let dry = tick(&terminal, &[]);
    assert!((1..told).contains(&dry.len()), "{} of {told}", dry.len());
    let applied = tick(&terminal, &["--apply"]);
    let sorted = |told: &[Value]| {
        let mut texts: Vec<String> = column(told, "text").into_iter().map(str::to_owned).collect();
        texts.sort_unstable();
        texts
    };
    assert_eq!(sorted(&applied), sorted(&dry));
}

/// What is to come within ten days, from three hours on: when, to whom, and how it begins.
fn to_come(terminal: &Terminal) -> Vec<[String; 3]> {
    #[expect(clippy::disallowed_methods, reason = "the program goes by the real clock here")]
    let now = chrono::Utc::now();
    let text = |days| (now + chrono::TimeDelta::days(days)).to_rfc3339();
    let told = terminal.run(&["tick", "--json", "--until", &text(10)], b"").objects();
    let soon = now + chrono::TimeDelta::hours(3);
    let told = told.iter().map(|one| {
        ["at", "to", "text"].map(|name| {
            let text = one[name].as_str().unwrap_or_default();
            text.lines().next().unwrap_or_default().to_owned()
        })
    });
    let mut told: Vec<_> = told
        .filter(|[at, ..]| {
            chrono::DateTime::parse_from_rfc3339(at).is_ok_and(|at| at.to_utc() > soon)
        })
        .collect();
    // What comes at one moment has no order.
    told.sort();
    told
}

#[test]
fn what_was_done_by_a_clock_that_was_ahead_is_planned_anew() {
    let terminal = Terminal::empty();
    assert_eq!(terminal.run(&["init", "--practice"], b"").code, 0);
    let planned = to_come(&terminal);
    assert!(planned.len() > 10, "{planned:?}");
    #[expect(clippy::disallowed_methods, reason = "the program goes by the real clock here")]
    let ahead = (chrono::Utc::now() + chrono::TimeDelta::days(40)).to_rfc3339();
    assert_eq!(terminal.run(&["tick", "--apply", "--until", &ahead], b"").code, 0);
    let doctor = || terminal.run(&["doctor", "--lang", "en"], b"").out;
    assert!(doctor().contains("a clock that was ahead"), "{}", doctor());
    assert_eq!(to_come(&terminal), planned);
    assert!(doctor().contains("a clock that was ahead"), "that was a copy");
    let noticed = terminal.run(&["chat", "--as", "amy"], "简报\n".as_bytes());
    assert!(noticed.err.contains("a clock was ahead"), "{}", noticed.err);
    assert!(!doctor().contains("a clock that was ahead"), "{}", doctor());
    assert_eq!(to_come(&terminal), planned);
}
