//! What goes in comes out again, on every database and at every step, or nothing does.

use std::io::Cursor;
use std::path::Path;

use bot_core::domain::ids::Instant;
use uuid::Uuid;

use super::tables::{Holds, all};
use super::{Dump, DumpError, Lines, Source, Summary, restore};
use crate::db::{COLUMNS, Db, Options, Row, Target, Value, newest, samples, sql};
use crate::{OpenError, Storage, database, system};

/// A folder in memory where there is one.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a folder")
}

/// A file in the folder.
fn file(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

/// A fresh file, and a fresh schema where there is a server.
async fn fresh(folder: &Path, name: &str) -> Vec<String> {
    let mut all = vec![file(folder, name)];
    if database::server().is_some() {
        all.push(database::fresh(folder).await);
    }
    all
}

fn target(address: &str) -> Target {
    Target::of(address).expect("an address")
}

async fn open(address: &str) -> Db {
    Db::open(&target(address), Options { writers: 1, readers: 1, ..Options::default() })
        .await
        .expect("a db")
}

async fn dump(address: &str) -> (String, Summary) {
    let mut text = Vec::new();
    let dump = Dump::begin(&target(address)).await.expect("a database");
    let summary = dump.write(&mut text, &mut |_| ()).await.expect("a dump");
    (String::from_utf8(text).expect("UTF-8"), summary)
}

async fn load(text: &str, to: &str, replace: bool) -> Result<Summary, DumpError> {
    let lines = Lines::of(Box::new(Cursor::new(text.to_owned().into_bytes())))?;
    restore(to, Source::Lines(lines), replace, &mut |_| ()).await
}

/// A dump without its first line, which tells when it was made.
fn body(text: &str) -> &str {
    text.split_once('\n').expect("lines").1
}

/// The newest schema with rows of all steps, and among them what is odd.
async fn odd(folder: &Path) -> String {
    let address = file(folder, "odd.db");
    samples::make(&target(&address), STEPS).await;
    let db = open(&address).await;
    let org: Uuid = db.ask(sql!(system::ORGS)).await.expect("an org")[0].get(0).expect("a key");
    let long = "长".repeat(5_000);
    for (n, text) in (10..).zip(["a\0b", "\\u0000", "👩🏽‍💻 \u{202e}", "\u{1}\t\r\n\"'", "", &long])
    {
        let extra = serde_json::json!({ "z": text, "a": [null, -1, 1.5, true], text: {} });
        let at = Instant(-62_000_000_000_000 + n);
        let lead = "insert into lead (org, id, n, version, withdrawn, created_at, updated_at, \
            extra, name, tags, status) values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $8)";
        let binds = vec![
            org.into(),
            Uuid::now_v7().into(),
            n.into(),
            i64::MIN.into(),
            true.into(),
            at.into(),
            extra.into(),
            text.into(),
            Value::Json(serde_json::json!([])),
        ];
        db.run(crate::db::Statement::new(lead, binds)).await.expect("a lead");
        let key = "insert into outside (org, source, external, kind, id) \
            values ($1, $2, $2, $2, $3)";
        db.run(sql!(key, org, text, Uuid::now_v7())).await.expect("a key");
    }
    db.close().await;
    address
}

const STEPS: usize = 13;

#[tokio::test]
async fn the_migrations_are_read_as_the_database_reads_them() {
    assert_eq!(usize::try_from(newest()), Ok(STEPS), "one more step to try");
    let dir = folder();
    let db = open(&file(dir.path(), "a.db")).await;
    let rows = db.ask(sql!(COLUMNS)).await.expect("columns");
    let text = |row: &Row, at| row.get::<String>(at).expect("a text");
    let mut known = Vec::new();
    for table in all(newest()).expect("tables") {
        for (at, column) in table.columns.iter().enumerate() {
            let pk = table.key.iter().position(|key| *key == at).map_or(0, |place| place + 1);
            let holds = match column.holds {
                Holds::Id => "BLOB",
                Holds::Int | Holds::Serial | Holds::Bool | Holds::Time => "INTEGER",
                Holds::Text | Holds::Date | Holds::Json => "TEXT",
            };
            let name = column.name.clone();
            known.push((table.name.clone(), name, !column.nullable, pk, holds.to_owned()));
        }
    }
    let found: Vec<_> = rows
        .iter()
        .map(|row| {
            let pk = usize::try_from(row.get::<i64>(3).expect("a place")).expect("a place");
            let bound = row.get::<bool>(2).expect("yes or no");
            (text(row, 0), text(row, 1), bound, pk, text(row, 4).to_uppercase())
        })
        .collect();
    assert_eq!(found, known);
}

#[tokio::test]
async fn rows_of_every_step_move_and_are_brought_up_to_date() {
    let dir = folder();
    for steps in 1..=STEPS {
        for (from, n) in fresh(dir.path(), &format!("{steps}.db")).await.into_iter().zip(0..) {
            samples::make(&target(&from), steps).await;
            let (text, summary) = dump(&from).await;
            for to in fresh(dir.path(), &format!("{steps}-{n}.db")).await {
                assert_eq!(load(&text, &to, false).await.expect("restored"), summary);
                let (again, _) = dump(&to).await;
                if steps == STEPS {
                    assert_eq!(body(&again), body(&text));
                }
                let store = Storage::open(&to).await.expect("up to date");
                assert_eq!(store.orgs().await.expect("orgs").len(), 1);
                assert!(store.integrity_check().await.expect("checked").is_empty());
                store.close().await;
            }
        }
    }
}

#[tokio::test]
async fn odd_values_come_back_from_either_database() {
    let dir = folder();
    let from = odd(dir.path()).await;
    let (text, summary) = dump(&from).await;
    for (to, n) in fresh(dir.path(), "to.db").await.into_iter().zip(0..) {
        assert_eq!(load(&text, &to, false).await.expect("restored"), summary);
        let (there, sum) = dump(&to).await;
        assert_eq!(sum, summary);
        // Only a file keeps a NUL.
        assert!(n > 0 || body(&there) == body(&text));
        let back = file(dir.path(), &format!("back{n}.db"));
        assert_eq!(load(&there, &back, false).await.expect("restored"), summary);
    }
    let copied = file(dir.path(), "copied.db");
    let source = Source::Database(Dump::begin(&target(&from)).await.expect("a database"));
    let moved = restore(&copied, source, false, &mut |_| ()).await;
    assert_eq!(moved.expect("restored"), summary);
}

#[tokio::test]
async fn the_order_of_names_in_nested_values_does_not_count() {
    let dir = folder();
    let (text, summary) = dump(&odd(dir.path()).await).await;
    let other = text.replace(
        "\"levels\":[{\"en\":\"A\",\"key\":\"A\"",
        "\"levels\": [ {\"key\":\"A\",\"en\":\"A\"",
    );
    assert_ne!(other, text);
    let done = load(&other, &file(dir.path(), "to.db"), false).await;
    assert_eq!(done.expect("restored"), summary);
}

#[tokio::test]
async fn nobody_holds_a_lease_afterwards_and_lines_and_numbers_go_on() {
    let dir = folder();
    let from = odd(dir.path()).await;
    let db = open(&from).await;
    db.run(sql!("update inbox_line set head = null, next_at = null, lease_until = 9, epoch = 7"))
        .await
        .expect("an idle line");
    db.run(sql!("update chat_line set lease_until = 9, attempts = 3")).await.expect("leased");
    db.run(sql!("update job set lease_until = 9")).await.expect("leased");
    db.close().await;
    let (text, _) = dump(&from).await;
    for to in fresh(dir.path(), "to.db").await {
        load(&text, &to, false).await.expect("restored");
        let db = open(&to).await;
        let held = "select (select count(*) from inbox_line where lease_until is not null) \
            + (select count(*) from chat_line where lease_until is not null) \
            + (select count(*) from job where lease_until is not null) \
            + (select count(*) from terminal) \
            + (select count(*) from inbox_line where head is not null or epoch <> 7) \
            + (select count(*) from chat_line where head <> 1 or attempts <> 3)";
        let held: i64 = db.ask(sql!(held)).await.expect("a count")[0].get(0).expect("a count");
        assert_eq!(held, 0);
        let arrival = "insert into inbox (id, source, upd, line, raw, received_at, parked) \
            values ($1, 's', 'u', 'l', 'r', 0, $2) returning seq";
        let came = db.run(sql!(arrival, Uuid::now_v7(), false)).await.expect("kept");
        assert_eq!(came.rows[0].get::<i64>(0).expect("a number"), 5);
        db.close().await;
    }
}

#[tokio::test]
async fn what_is_not_as_it_was_written_leaves_nothing_behind() {
    let dir = folder();
    let (text, _) = dump(&odd(dir.path()).await).await;
    let lines: Vec<&str> = text.lines().collect();
    let lead = lines.iter().position(|line| line.contains("\"table\":\"lead\"")).expect("leads");
    let without = |at: usize| [&lines[..at], &lines[at + 1..]].concat().join("\n") + "\n";
    let replaced = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let cut = |at: usize| text[..text.floor_char_boundary(at)].to_owned();
    let step = format!("\"step\":{STEPS}");
    let leads = format!("line {}: table lead (lines {} to ", lead + 1, lead + 1);
    let cases: Vec<(String, &str)> = vec![
        (String::new(), "line 1: this is neither a dump nor a copy"),
        ("name,phone\n张三,138\n".to_owned(), "line 1: this is neither a dump nor a copy"),
        (replaced("\"format\":1", "\"format\":2"), "line 1: format 2, of which"),
        (replaced(&step, "\"step\":99"), "newer version (schema step 99)"),
        (replaced(&step, "\"step\":1"), "table org has other columns than at step 1"),
        (replaced(&step, "\"step\":0"), "no schema step 0"),
        (cut(text.len() - 9), "the dump breaks off in table "),
        (cut(text.len() / 2), "the dump breaks off in table "),
        (lines[..=lead].join("\n") + "\n", "the dump breaks off in table lead"),
        (without(lines.len() - 1), "its end is missing"),
        (without(lead), "columns, this row "),
        (without(lead + 1), &leads),
        (replaced("华星科技\",\"138", "华星科技\",\"139"), &leads),
        (replaced("[\"01a21310-ebab", "[\"x1a21310-ebab"), "line 3: org.org cannot be \"x1a2"),
        (replaced("\"sha256\":\"", "\"sha256\":\"0"), "line 2: table org (lines 2 to 3)"),
        (format!("{text}\n"), "something follows the end"),
        (
            [&lines[..=lead + 1], &lines[lead + 1..]].concat().join("\n") + "\n",
            "stands there before",
        ),
    ];
    for (bad, says) in cases {
        for to in fresh(dir.path(), "to.db").await {
            let error = load(&bad, &to, false).await.expect_err(says);
            let said = error.to_string();
            assert!(said.contains(says), "{says}: {said}");
            if let Some(path) = target(&to).file() {
                assert!(!path.exists(), "{says}");
            } else {
                assert!(
                    matches!(Dump::begin(&target(&to)).await, Err(DumpError::Empty(_))),
                    "{says}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_database_in_use_or_with_an_org_is_left_alone() {
    let dir = folder();
    let (text, summary) = dump(&odd(dir.path()).await).await;
    for to in fresh(dir.path(), "to.db").await {
        load(&text, &to, false).await.expect("restored");
        let full = load(&text, &to, false).await.expect_err("it is full");
        assert!(matches!(full, DumpError::Full(_)), "{full}");
        let store = Storage::open(&to).await.expect("open");
        let busy = load(&text, &to, true).await.expect_err("it is in use");
        assert!(matches!(busy, DumpError::Open(OpenError::Busy { .. })), "{busy}");
        store.close().await;
        let torn = text.replacen("华星科技\",\"138", "华星科技\",\"139", 1);
        load(&torn, &to, true).await.expect_err("it is damaged");
        assert_eq!(dump(&to).await.1, summary, "what was there is there");
        assert_eq!(load(&text, &to, true).await.expect("replaced"), summary);
        assert_eq!(dump(&to).await.1, summary);
    }
}
