//! What we claim about many at once: `cargo bench --bench ground`, or one part of it with its name
//! behind: `cargo bench --bench ground -- memory`. The parts are `memory`, `disk`, `outbox` and
//! `slow`; with `GENDAN_TEST_DATABASE` it is `server` instead.
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

mod bare;
mod in_process;
mod outbox;
mod server;
mod slow;
#[path = "../../tests/world/mod.rs"]
#[expect(dead_code, reason = "the harness of the tests offers more than this needs")]
mod world;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bot_core::chat::channel::{Channel, NotFetched, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::{Brought, Incoming};
use bot_core::deliver::Deliverer;
use bot_core::engine::Engine;
use storage::{Options, Sent, Storage};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout;
use world::{TestChannel, World};

/// How many conversations go on at once.
const CONVERSATIONS: usize = 16;
/// How many messages each of them has.
const MESSAGES: usize = 60;

fn main() {
    let mut held = true;
    let disk = || tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on disk");
    if std::env::args().any(|arg| arg == "--slow-disk") {
        let folder = disk();
        return run(async { slow::slow_disk(folder.path()).await });
    }
    if let Some(server) = world::database::server() {
        return assert!(run(server::on_a_server(&server)), "a limit was not held, see above");
    }
    let only: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let wanted = |part: &str| only.is_empty() || only.iter().any(|one| one == part);
    for (name, folder) in [("memory", world::folder()), ("disk", disk())] {
        if wanted(name) {
            run(async { held &= at_once(name, folder.path()).await });
        }
    }
    if wanted("outbox") {
        run(async { held &= outbox::outbox().await });
    }
    if wanted("slow") {
        held &= slow::on_a_slow_disk();
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

/// So many conversations at once, each saying the next thing when it was answered. Gives how long each
/// message took, in order, and how long all of them.
async fn all_at_once(world: &World, tag: usize, talks: usize) -> (Vec<Duration>, Duration) {
    let rings = (0..talks).map(|i| (rep(i), Notify::new())).collect();
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
            let taken = engine.take(talks).await.expect("taken");
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
            let due = deliverer.take(talks).await.expect("taken");
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
    let talking = (0..talks).map(|i| {
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
    let took = futures::future::join_all(talking).await;
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

/// Sixteen conversations at once against their own statements sent again in groups.
async fn at_once(name: &str, folder: &Path) -> bool {
    let world = company(folder).await;
    let messages = CONVERSATIONS * MESSAGES;
    let mut ratios = Vec::new();
    let (mut rates, mut bares, mut alone, mut tail) = (Vec::new(), Vec::new(), Vec::new(), 0.0);
    let (mut sames, mut plains, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for tag in 0..3 {
        // What is sent again fits only the rows as they were when it was sent first.
        let copy = folder.join(format!("copy{tag}.db"));
        world.store.copy_to(&copy).await.expect("a copy");
        let first = folder.join(format!("first{tag}.db"));
        std::fs::copy(&copy, &first).expect("copied");
        world.store.record(true);
        let took = one_by_one(&world, tag * 2, messages / 2).await;
        let sent = grouped(&world.store.record(false));
        alone.push((messages / 2) as f64 / took.as_secs_f64());
        let group = bare::through_sqlx(&copy, &sent).await;
        let third = folder.join(format!("third{tag}.db"));
        std::fs::copy(&first, &third).expect("copied");
        let ours = Storage::open(&third.to_string_lossy()).await.expect("the copy");
        let began = Instant::now();
        ours.replay(&sent).await.expect("sent again");
        own.push((messages / 2) as f64 / began.elapsed().as_secs_f64());
        let second = folder.join(format!("second{tag}.db"));
        std::fs::copy(&first, &second).expect("copied");
        let (same, plain) = in_process::in_process(&second, folder, &sent);
        sames.push(same);
        plains.push(plain);
        let rate_bare = (messages / 2) as f64 / group.as_secs_f64();
        let (each, all) = all_at_once(&world, tag * 2 + 1, CONVERSATIONS).await;
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
         alone in groups through bare sqlx {:.0}/s, median ratio {ratio:.2}; limit 0.60",
        middle(&mut rates),
        middle(&mut alone),
        middle(&mut bares)
    );
    println!(
        "{name}: the statements in groups through our own connection {:.0}/s, in one process through \
         rusqlite {:.0}/s; seven plain ones {:.0}/s",
        middle(&mut own),
        middle(&mut sames),
        middle(&mut plains)
    );
    println!("{name}: 99 of 100 take at most {tail:.1} times as long as a bare group; limit 5");
    ratio >= 0.6 && tail <= 5.0
}

/// The median.
fn middle(all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
