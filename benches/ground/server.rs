//! Conversations at once on a server, against the same statements sent by `pgbench`.
//!
//! What one conversation sends is recorded and becomes a script: each text is prepared once for a
//! connection and then executed with what was bound, so that both sides plan and parse alike. What
//! a statement claims and marks fits only the rows as they were, so each client of `pgbench` plays
//! it in a copy of the tables of its own, and its clients never wait for each other. Neither do
//! conversations of different orgs: eight of those are held to the limit. Those of one org write
//! one after the other (decision 0008); what that costs is told beside it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use storage::{Options, Sent, Value};

use crate::world::{World, dump};
use crate::{MESSAGES, all_at_once, company, message, middle, rep};

/// How many connections each side has.
const CONNECTIONS: usize = 8;
/// How many messages are recorded.
const RECORDED: usize = 100;

/// Runs both, turn by turn.
pub async fn on_a_server(server: &str) -> bool {
    const TURNS: usize = 3;
    let (mut ratios, mut ours, mut alone, mut theirs) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let rate = |took: Duration| (CONNECTIONS * MESSAGES) as f64 / took.as_secs_f64();
    for tag in 0..TURNS {
        let folder = tempfile::tempdir().expect("a folder");
        let world = company(folder.path()).await;
        let (_, took) = all_at_once(&world, tag, CONNECTIONS).await;
        alone.push(rate(took));
        world.store.close().await;
        let world = companies(folder.path()).await;
        let copies = copied(server, &world);
        let sent = recorded(&world).await;
        let before = leads(&copies[0]).await;
        let bare = played(server, &copies, &script(&sent), folder.path());
        for copy in &copies {
            assert_eq!(leads(copy).await, before + RECORDED, "pgbench did what was recorded");
        }
        let (_, took) = all_at_once(&world, tag, CONNECTIONS).await;
        ratios.push(rate(took) / bare);
        ours.push(rate(took));
        theirs.push(bare);
    }
    let ratio = middle(&mut ratios);
    println!(
        "server: lead add by {CONNECTIONS} at once in as many orgs {:.0}/s, in one {:.0}/s; their \
         statements by pgbench with {CONNECTIONS} clients {:.0}/s, median ratio of the first \
         {ratio:.2}; limit 0.60",
        middle(&mut ours),
        middle(&mut alone),
        middle(&mut theirs)
    );
    ratio >= 0.6
}

/// As many companies on one database as there are connections, with a rep each.
async fn companies(folder: &Path) -> World {
    let first = World::at_folder(folder, Options::default()).await;
    for i in 1..CONNECTIONS {
        let other = World::at_address(&first.address, Options::default()).await;
        fill(&other, i).await;
        other.store.close().await;
    }
    fill(&first, 0).await;
    first
}

async fn fill(world: &World, i: usize) {
    world.rep(&rep(i)).await;
    for k in 0..50 {
        world.say(&rep(i), &format!("加线索 先来{k} 1390000{k:04}")).await;
    }
}

/// What one conversation sends, message by message.
async fn recorded(world: &World) -> Vec<Sent> {
    world.store.record(true);
    for i in 0..RECORDED {
        world.arrive(&format!("one-{i}"), &rep(0), None, &message(8, i)).await;
        assert_eq!(world.engine.step().await.expect("worked"), 1);
        assert_eq!(world.deliverer.step().await.expect("delivered"), 1);
    }
    world.store.record(false)
}

/// The addresses of copies of a company's tables, one for each client.
fn copied(server: &str, world: &World) -> Vec<String> {
    let (before, schema) = world.address.split_once("search_path%3D").expect("a schema");
    let out = Command::new(program("pg_dump"))
        .args(["--no-owner", "--schema", schema, "--dbname", server])
        .output()
        .expect("pg_dump runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).expect("a dump is text");
    let copy = |client: usize| {
        let name = format!("{schema}_{client}");
        let renamed = text.replace(schema, &name) + "\nanalyze;\n";
        let mut psql = Command::new(program("psql"))
            .args(["--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", server])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("psql runs");
        psql.stdin.take().expect("piped").write_all(renamed.as_bytes()).expect("taken");
        assert!(psql.wait().expect("psql ends").success(), "the copy was made");
        format!("{before}search_path%3D{name}")
    };
    (0..CONNECTIONS).map(copy).collect()
}

/// A script for `pgbench` that sends the same.
fn script(sent: &[Sent]) -> String {
    // What no message binds is left to the server to find out.
    let mut texts: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for one in sent.iter().filter(|one| !is_control(one)) {
        let n = *known.entry(&one.text).or_insert_with(|| {
            texts.push((&one.text, vec!["unknown"; one.binds.len()]));
            texts.len() - 1
        });
        for (place, value) in texts[n].1.iter_mut().zip(&one.binds) {
            *place = kind(value).unwrap_or(place);
        }
    }
    let mut all = String::from("set timezone = 'UTC';\n");
    for (n, (text, kinds)) in texts.iter().enumerate() {
        let kinds =
            if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
        writeln!(all, "prepare p{n}{kinds} as {};", text.replace('\n', " ")).expect("written");
    }
    for one in sent {
        if is_control(one) {
            writeln!(all, "{};", one.text).expect("written");
            continue;
        }
        let binds: Vec<String> = one.binds.iter().map(literal).collect();
        let binds =
            if binds.is_empty() { String::new() } else { format!("({})", binds.join(", ")) };
        writeln!(all, "execute p{}{binds};", known[one.text.as_str()]).expect("written");
    }
    all
}

/// What begins and ends a transaction is not prepared.
fn is_control(one: &Sent) -> bool {
    ["begin", "commit", "rollback"].iter().any(|word| one.text.starts_with(word))
}

/// What kind of a value it is, to a server.
fn kind(value: &Value) -> Option<&'static str> {
    Some(match value {
        Value::Text(_) => "text",
        Value::Int(_) => "bigint",
        Value::Bool(_) => "boolean",
        Value::Id(_) => "uuid",
        Value::Time(_) => "timestamptz",
        Value::Date(_) => "date",
        Value::Json(_) => "jsonb",
        Value::Null => return None,
    })
}

/// A value as it is written in a script.
fn literal(value: &Value) -> String {
    let quoted = |text: &str| {
        let text = text.replace('\\', "\\\\").replace('\'', "''").replace('\n', "\\n");
        format!("E'{text}'")
    };
    match value {
        Value::Text(text) => quoted(text),
        Value::Int(n) => n.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Id(id) => format!("'{id}'"),
        Value::Time(at) => format!("to_timestamp({} / 1000.0)", at.0),
        Value::Date(day) => format!("'{day}'"),
        Value::Json(json) => quoted(&json.to_string()),
        Value::Null => "null".to_owned(),
    }
}

/// How many messages a second `pgbench` plays.
fn played(server: &str, copies: &[String], script: &str, folder: &Path) -> f64 {
    let file = folder.join("messages.sql");
    let (_, schema) = copies[0].rsplit_once("%3D").expect("a schema");
    let schema = schema.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let set = format!("set search_path = {schema}:client_id;\n");
    std::fs::write(&file, set + script).expect("written");
    let out = Command::new(program("pgbench"))
        .args(["--no-vacuum", "--jobs", "2", "--transactions", "1", "--file"])
        .arg(&file)
        .args(["--client", &CONNECTIONS.to_string(), server])
        .output()
        .expect("pgbench runs");
    let (said, cried) =
        (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success(), "{said} {cried}");
    let scripts = said
        .lines()
        .find_map(|line| line.strip_prefix("tps = "))
        .and_then(|line| line.split_whitespace().next())
        .and_then(|number| number.parse::<f64>().ok());
    scripts.unwrap_or_else(|| panic!("no rate: {said} {cried}")) * RECORDED as f64
}

async fn leads(address: &str) -> usize {
    let counted = dump::rows(address, "select cast(count(*) as text) from lead").await;
    counted[0].parse().expect("a count")
}

/// A program of the newest PostgreSQL of Debian's, or the one in the path.
fn program(name: &str) -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions
        .map(|one| one.path().join("bin").join(name))
        .filter(|path| path.exists())
        .collect();
    found.sort();
    found.pop().unwrap_or_else(|| name.into())
}
