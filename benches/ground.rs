//! What we claim about many at once: `cargo bench --bench ground`, or one part of it with its name
//! behind: `cargo bench --bench ground -- memory`.
//!
//! What is held to a limit are ratios within one run. Each limit that is not held ends the run with
//! a failure. The database with slow disks is measured in a process of its own, before whose
//! `fsync` a pause is put.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a benchmark prints what it found and stops where it cannot go on"
)]

#[path = "../tests/world/mod.rs"]
#[expect(dead_code, reason = "the harness of the tests offers more than this needs")]
mod world;

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bot_core::chat::channel::{Channel, NotFetched, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::{Address, Brought, Incoming};
use bot_core::chat::reply::Reply;
use bot_core::deliver::Deliverer;
use bot_core::engine::Engine;
use bot_core::store::{NewReply, OutgoingEnd, Store as _};
use storage::{Options, Sent, Storage};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout;
use uuid::Uuid;
use world::{TestChannel, World};

/// How many conversations go on at once.
const CONVERSATIONS: usize = 16;
/// How many messages each of them has.
const MESSAGES: usize = 60;
/// How long the pause before each `fsync` of the slow disk is.
const SLOW_MICROS: u32 = 5_000;

fn main() {
    let mut held = true;
    let disk = || tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on disk");
    if std::env::args().any(|arg| arg == "--slow-disk") {
        let folder = disk();
        return run(async { slow_disk(folder.path()).await });
    }
    let only: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let wanted = |part: &str| only.is_empty() || only.iter().any(|one| one == part);
    for (name, folder) in [("memory", world::folder()), ("disk", disk())] {
        if wanted(name) {
            run(async { held &= at_once(name, folder.path()).await });
        }
    }
    if wanted("outbox") {
        run(async { held &= outbox().await });
    }
    if wanted("slow") {
        held &= on_a_slow_disk();
    }
    assert!(held, "a limit was not held, see above");
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(work)
}

/// The platform of the tests, which rings when something has come out.
struct Bell {
    inner: TestChannel,
    rings: HashMap<String, Notify>,
}

#[async_trait]
impl Channel for Bell {
    fn source(&self) -> &str {
        self.inner.source()
    }

    fn read(&self, raw: &str) -> Result<Incoming, Unreadable> {
        self.inner.read(raw)
    }

    async fn send(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        if let Some(ring) = self.rings.get(parcel.to.chat()) {
            ring.notify_one();
        }
        Ok("1".to_owned())
    }

    async fn fetch(&self, _: &Brought, _: usize) -> Result<Vec<u8>, NotFetched> {
        Err(NotFetched::Lost("nobody sends anything here".to_owned()))
    }
}

fn rep(i: usize) -> String {
    format!("rep{i}")
}

async fn company(folder: &Path) -> World {
    let world = World::at_folder(folder, Options::default()).await;
    for i in 0..CONVERSATIONS {
        world.rep(&rep(i)).await;
    }
    for i in 0..50 {
        world.say("rep0", &format!("加线索 先来{i} 1390000{i:04}")).await;
    }
    world
}

fn message(tag: usize, i: usize) -> String {
    format!("加线索 客人{i} 13{tag:01}{i:08} 公司=华星{i}科技 来源=展会 20台空调")
}

/// One message after the other, each from start to end. Gives how long they took.
async fn one_by_one(world: &World, tag: usize, messages: usize) -> Duration {
    let began = Instant::now();
    for i in 0..messages {
        let who = rep(i % CONVERSATIONS);
        world.arrive(&format!("one{tag}-{i}"), &who, None, &message(tag, i)).await;
        assert_eq!(world.engine.step().await.expect("worked"), 1);
        assert_eq!(world.deliverer.step().await.expect("delivered"), 1);
    }
    began.elapsed()
}

/// All conversations at once, each saying the next thing when it was answered. Gives how long each
/// message took, in order, and how long all of them.
async fn all_at_once(world: &World, tag: usize) -> (Vec<Duration>, Duration) {
    let rings = (0..CONVERSATIONS).map(|i| (rep(i), Notify::new())).collect();
    let bell = Arc::new(Bell { inner: TestChannel::default(), rings });
    let channels: Vec<Arc<dyn Channel>> = vec![bell.clone()];
    let engine = Arc::new(Engine::new(world.store.clone(), channels.clone(), world.clock.clone()));
    let deliverer = Deliverer::new(world.store.clone(), channels, world.clock.clone());
    let deliverer = Arc::new(deliverer);
    let over = Arc::new(AtomicBool::new(false));
    let (wakes, ended) = (world.store.wakes(), over.clone());
    let working = tokio::spawn(async move {
        let mut at_work = JoinSet::new();
        while !ended.load(Ordering::Acquire) {
            let taken = engine.take(CONVERSATIONS).await.expect("taken");
            if taken.is_empty() {
                timeout(Duration::from_millis(5), wakes.inbox.notified()).await.ok();
            }
            for one in taken {
                let engine = engine.clone();
                at_work.spawn(async move { engine.work_on(&one).await.expect("worked on") });
            }
            while at_work.try_join_next().is_some() {}
        }
        at_work.join_all().await;
    });
    let (wakes, ended) = (world.store.wakes(), over.clone());
    let sending = tokio::spawn(async move {
        let mut on_the_way = JoinSet::new();
        while !ended.load(Ordering::Acquire) {
            let due = deliverer.take(CONVERSATIONS).await.expect("taken");
            if due.is_empty() {
                timeout(Duration::from_millis(5), wakes.outbox.notified()).await.ok();
            }
            for one in due {
                let deliverer = deliverer.clone();
                on_the_way.spawn(async move { deliverer.deliver(&one).await.expect("delivered") });
            }
            while on_the_way.try_join_next().is_some() {}
        }
        on_the_way.join_all().await;
    });
    let began = Instant::now();
    let talks = (0..CONVERSATIONS).map(|i| {
        let bell = bell.clone();
        async move {
            let who = rep(i);
            let mut took = Vec::new();
            for k in 0..MESSAGES {
                let began = Instant::now();
                let n = i * MESSAGES + k;
                world.arrive(&format!("all{tag}-{n}"), &who, None, &message(tag, n)).await;
                bell.rings[&who].notified().await;
                took.push(began.elapsed());
            }
            took
        }
    });
    let took = futures::future::join_all(talks).await;
    let all = began.elapsed();
    // What is still being marked is not to fall into what is measured next.
    over.store(true, Ordering::Release);
    working.await.expect("worked");
    sending.await.expect("sent");
    let mut took: Vec<Duration> = took.into_iter().flatten().collect();
    took.sort();
    (took, all)
}

/// The units of recorded messages, in groups that share a transaction: first what each of them
/// reads, then what it writes in one hop.
fn grouped(sent: &[Sent]) -> Vec<Sent> {
    let control = ["begin immediate", "commit", "savepoint unit", "release unit"];
    let is_control = |one: &&Sent| !control.contains(&one.text.as_str());
    let kept: Vec<&Sent> = sent.iter().filter(is_control).collect();
    let messages: Vec<&[&Sent]> =
        kept.chunk_by(|_, next| !next.text.starts_with("insert into inbox ")).collect();
    let mut all = Vec::new();
    let mut hop = 0;
    let mut say = |text: &str, all: &mut Vec<Sent>| {
        hop += 1;
        all.push(Sent { hop: u64::MAX - hop, text: text.to_owned(), binds: Vec::new() });
    };
    for group in messages.chunks(CONVERSATIONS) {
        say("begin immediate", &mut all);
        for message in group {
            all.extend(message.iter().map(|one| (*one).clone()));
        }
        say("commit", &mut all);
    }
    all
}

/// How many a second go through rusqlite in this process, in groups that share a transaction: the
/// statements of messages, and a unit of seven plain ones (two look-ups, what came in, a row, its
/// event, a reply, a counter).
fn in_process(copy: &Path, folder: &Path, sent: &[Sent]) -> (f64, f64) {
    let opened = |path: &Path| {
        let db = rusqlite::Connection::open(path).expect("opened");
        db.execute_batch("pragma journal_mode = wal; pragma synchronous = full").expect("set");
        db.set_prepared_statement_cache_capacity(200);
        db
    };
    let run = |db: &rusqlite::Connection, text: &str, binds: &[rusqlite::types::Value]| {
        let mut statement = db.prepare_cached(text).expect("prepared");
        let mut rows = statement.query(rusqlite::params_from_iter(binds)).expect("run");
        while rows.next().expect("a row").is_some() {}
    };
    let db = opened(copy);
    let now = "cast(unixepoch('subsec') * 1000 as integer)";
    let of = |one: &Sent| (one.text.replace("{now_ms}", now), one.binds.iter().map(bind).collect());
    let bound: Vec<(String, Vec<rusqlite::types::Value>)> = sent.iter().map(of).collect();
    let messages = sent.iter().filter(|one| one.text.starts_with("insert into inbox ")).count();
    let began = Instant::now();
    for (text, binds) in &bound {
        run(&db, text, binds);
    }
    let same = messages as f64 / began.elapsed().as_secs_f64();
    let db = opened(&folder.join(format!("plain{}.db", Uuid::now_v7())));
    db.execute_batch(
        "create table person (k text primary key, name text);
         create table inbox (k text primary key, body text);
         create table lead (id blob primary key, org blob, n integer, phone text, body text);
         create index lead_phone on lead (org, phone);
         create table event (id blob primary key, lead blob, body text);
         create table outbox (id blob primary key, chat text, body text);
         create table counter (k text primary key, n integer);
         insert into counter values ('lead', 0)",
    )
    .expect("made");
    let (org, body) = (Uuid::now_v7(), "客人 公司=华星科技 来源=展会 20台空调".repeat(4));
    let blob = |id: Uuid| rusqlite::types::Value::Blob(id.as_bytes().to_vec());
    let began = Instant::now();
    for n in 0..i64::try_from(messages).expect("few") {
        if n % 16 == 0 {
            run(&db, "begin immediate", &[]);
        }
        let (id, k) = (Uuid::now_v7(), format!("message-{n}"));
        let text = |text: &str| rusqlite::types::Value::from(text.to_owned());
        run(&db, "select name from person where k = $1", &[text(&k)]);
        run(&db, "select id from lead where org = $1 and phone = $2", &[blob(org), text(&k)]);
        run(&db, "insert into inbox values ($1, $2)", &[text(&k), text(&body)]);
        run(&db, "update counter set n = n + 1 where k = $1 returning n", &[text("lead")]);
        let row = [blob(id), blob(org), n.into(), text(&k), text(&body)];
        run(&db, "insert into lead values ($1, $2, $3, $4, $5)", &row);
        let event = [blob(Uuid::now_v7()), blob(id), text(&body)];
        run(&db, "insert into event values ($1, $2, $3)", &event);
        let reply = [blob(Uuid::now_v7()), text(&k), text(&body)];
        run(&db, "insert into outbox values ($1, $2, $3)", &reply);
        if n % 16 == 15 {
            run(&db, "commit", &[]);
        }
    }
    (same, messages as f64 / began.elapsed().as_secs_f64())
}

/// A value as a file keeps it.
fn bind(value: &storage::Value) -> rusqlite::types::Value {
    use storage::Value as V;
    match value {
        V::Text(text) => text.clone().into(),
        V::Int(n) => (*n).into(),
        V::Bool(yes) => i64::from(*yes).into(),
        V::Id(id) => id.as_bytes().to_vec().into(),
        V::Time(at) => at.0.into(),
        V::Date(day) => day.to_string().into(),
        V::Json(json) => json.to_string().into(),
        V::Null => rusqlite::types::Value::Null,
    }
}

/// Sixteen conversations at once against their own statements sent again in groups.
async fn at_once(name: &str, folder: &Path) -> bool {
    let world = company(folder).await;
    let messages = CONVERSATIONS * MESSAGES;
    let mut ratios = Vec::new();
    let (mut rates, mut bares, mut alone, mut tail) = (Vec::new(), Vec::new(), Vec::new(), 0.0);
    let (mut sames, mut plains) = (Vec::new(), Vec::new());
    for tag in 0..3 {
        // What is sent again fits only the rows as they were when it was sent first.
        let copy = folder.join(format!("copy{tag}.db"));
        world.store.copy_to(&copy).await.expect("a copy");
        let first = folder.join(format!("first{tag}.db"));
        std::fs::copy(&copy, &first).expect("copied");
        let bare = Storage::open(&copy.to_string_lossy()).await.expect("the copy");
        world.store.record(true);
        let took = one_by_one(&world, tag * 2, messages / 2).await;
        let sent = grouped(&world.store.record(false));
        alone.push((messages / 2) as f64 / took.as_secs_f64());
        let began = Instant::now();
        bare.replay(&sent).await.expect("sent again");
        let group = began.elapsed();
        let second = folder.join(format!("second{tag}.db"));
        std::fs::copy(&first, &second).expect("copied");
        let (same, plain) = in_process(&second, folder, &sent);
        sames.push(same);
        plains.push(plain);
        let rate_bare = (messages / 2) as f64 / group.as_secs_f64();
        let (each, all) = all_at_once(&world, tag * 2 + 1).await;
        let rate = messages as f64 / all.as_secs_f64();
        // How long a group of sixteen takes that does nothing but its statements.
        let own = CONVERSATIONS as f64 / rate_bare;
        tail = f64::max(tail, each[each.len() * 99 / 100].as_secs_f64() / own);
        ratios.push(rate / rate_bare);
        rates.push(rate);
        bares.push(rate_bare);
    }
    let ratio = middle(&mut ratios);
    println!(
        "{name}: lead add by {CONVERSATIONS} at once {:.0}/s, one by one {:.0}/s, their statements \
         alone in groups {:.0}/s, median ratio {ratio:.2}; limit 0.60",
        middle(&mut rates),
        middle(&mut alone),
        middle(&mut bares)
    );
    println!(
        "{name}: in one process through rusqlite in groups of 16: those statements {:.0}/s, seven \
         plain ones {:.0}/s",
        middle(&mut sames),
        middle(&mut plains)
    );
    println!("{name}: 99 of 100 take at most {tail:.1} times as long as a bare group; limit 5");
    ratio >= 0.6 && tail <= 5.0
}

/// Replies from their claim to their mark, with nothing and with much that is over: turn by turn,
/// so that what else the machine does meets both alike.
async fn outbox() -> bool {
    const TURNS: usize = 7;
    const ROWS: usize = 1_500;
    let mut worlds = Vec::new();
    for old in [0, 1_000_000] {
        let world = World::new().await;
        world.rep("rep0").await;
        past(&world, old).await;
        worlds.push(world);
    }
    let (mut rates, mut costs) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let mut took = Vec::new();
        for world in &worlds {
            fill(world, ROWS).await;
            let began = Instant::now();
            mark(world, ROWS).await;
            took.push(began.elapsed().as_secs_f64());
        }
        rates.push(ROWS as f64 / took[0]);
        costs.push(took[1] / took[0]);
    }
    let (rate, cost) = (middle(&mut rates), middle(&mut costs));
    println!(
        "outbox: {rate:.0} rows/s from claim to mark; {cost:.2} times the cost with 1,000,000 old \
         ones, median of {TURNS} turns; limits 5,000 and 1.2"
    );
    rate >= 5_000.0 && cost <= 1.2
}

/// Claims and marks so many replies.
async fn mark(world: &World, rows: usize) {
    let mut marked = 0;
    while marked < rows {
        let due = world.store.claim_outgoing("test/main", 64).await.expect("claimed");
        marked += due.len();
        let sent = OutgoingEnd::Sent("1".to_owned());
        let marks = due.iter().map(|one| world.store.end_outgoing(one, &sent, world.now()));
        for mark in futures::future::join_all(marks).await {
            mark.expect("marked");
        }
    }
}

/// The median.
fn middle(all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Rows that were sent long ago.
async fn past(world: &World, rows: i64) {
    use sqlx::{ConnectOptions as _, Executor as _};
    if rows == 0 {
        return;
    }
    fill(world, 1).await;
    let due = world.store.claim_outgoing("test/main", 1).await.expect("claimed");
    let sent = OutgoingEnd::Sent("1".to_owned());
    world.store.end_outgoing(&due[0], &sent, world.now()).await.expect("marked");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&world.address);
    let mut conn = options.connect().await.expect("a connection");
    let copies = format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) \
         insert into outbox (org, id, chat, source, person, payload, edits, change, created_at, \
         state, sent_at, ref, attempts) select org, randomblob(16), 'test/main/old' || (i % 999), \
         source, person, payload, edits, change, created_at, 'sent', sent_at, ref, attempts \
         from outbox, n"
    );
    conn.execute("drop trigger outbox_came").await.expect("what is over makes no line");
    conn.execute(sqlx::AssertSqlSafe(copies)).await.expect("rows");
    let trigger = include_str!("../storage/migrations/0014_closed_chats.sql");
    let trigger = trigger.split("{trigger ").find(|part| part.starts_with("outbox_came"));
    let (head, body) = trigger.expect("the trigger").split_once('}').expect("its head");
    let body = body.split("{end}").next().unwrap_or_default();
    let body = body.replace("{now_ms}", "cast(unixepoch('subsec') * 1000 as integer)");
    let again = format!("create trigger {head} begin {body} end");
    conn.execute(sqlx::AssertSqlSafe(again)).await.expect("the trigger");
}

/// Replies that wait, in a thousand chats.
async fn fill(world: &World, rows: usize) {
    for some in (0..rows).collect::<Vec<_>>().chunks(500) {
        let mut unit = world.begin().await;
        for i in some {
            let chat = Address::new("test/main", &format!("chat{}", i % 1000));
            let reply = Reply::say(format!("第 {i} 条"));
            let reply = NewReply { id: Uuid::now_v7(), chat, person: None, reply };
            unit.tx().send(reply).await.expect("queued");
        }
        unit.commit().await.expect("a commit");
    }
}

/// In the process before whose `fsync` a pause is put: at once against one by one.
async fn slow_disk(folder: &Path) {
    let world = company(folder).await;
    let took = one_by_one(&world, 0, 60).await;
    let alone = 60.0 / took.as_secs_f64();
    let (_, all) = all_at_once(&world, 1).await;
    let rate = (CONVERSATIONS * MESSAGES) as f64 / all.as_secs_f64();
    println!("{alone:.1} {rate:.1}");
}

/// Runs [`slow_disk`] and reads what it found.
fn on_a_slow_disk() -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let (source, library) = (folder.path().join("slow.c"), folder.path().join("slow.so"));
    let code = format!(
        "#define _GNU_SOURCE\n#include <dlfcn.h>\n#include <unistd.h>\n\
         int fsync(int f) {{ usleep({SLOW_MICROS}); \
         return ((int (*)(int))dlsym(RTLD_NEXT, \"fsync\"))(f); }}\n\
         int fdatasync(int f) {{ usleep({SLOW_MICROS}); \
         return ((int (*)(int))dlsym(RTLD_NEXT, \"fdatasync\"))(f); }}\n"
    );
    std::fs::write(&source, code).expect("written");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .status();
    assert!(built.expect("a C compiler").success(), "the pause does not compile");
    let me = std::env::current_exe().expect("this program");
    let out = Command::new(me).arg("--slow-disk").env("LD_PRELOAD", &library).output();
    let out = out.expect("it runs");
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let found: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [alone, rate] = found[..] else {
        panic!("odd answer: {text} {}", String::from_utf8_lossy(&out.stderr));
    };
    println!(
        "a disk of {} ms: {rate:.0}/s by {CONVERSATIONS} at once, {alone:.0}/s one by one, {:.1} \
         times; limit 5",
        SLOW_MICROS / 1000,
        rate / alone
    );
    rate / alone >= 5.0
}
