//! What we claim about what comes by itself: `cargo bench --bench scheduler`, or one part of it with
//! its name behind: `cargo bench --bench scheduler -- scan`.
//!
//! The parts are `scan`, `digests`, `delivery`, `rules`, `pruning` and `year`. With `GENDAN_TEST_DATABASE`
//! they run on that server too. What is held to a limit are ratios within one run and
//! how long somebody else who writes has to wait; each limit that is not held ends the run with a
//! failure.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a benchmark prints what it found and stops where it cannot go on"
)]

#[path = "../../tests/world/mod.rs"]
#[expect(dead_code, reason = "the harness of the tests offers more than this needs")]
mod world;
mod year;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bot_core::chat::channel::{Channel, NotFetched, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::{Address, Brought, Incoming};
use bot_core::chat::reply::Reply;
use bot_core::commands::digest::write::{Reader, digest};
use bot_core::commands::new_id;
use bot_core::deliver::Deliverer;
use bot_core::domain::digest::DigestKind;
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::{Kind, PersonId};
use bot_core::domain::people::Person;
use bot_core::domain::record::Head;
use bot_core::store::{NewReply, Origin, OutgoingEnd, RecordsExt as _, Store as _};
use storage::Options;
use uuid::Uuid;
use world::{SOURCE, World, database, dump, scenes};

const HOUR: i64 = 60 * 60 * 1000;
/// How long somebody else who writes may wait, 99 times of 100.
const WAIT: Duration = Duration::from_millis(50);

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let wanted = |part: &str| only.is_empty() || only.iter().any(|one| one == part);
    let mut held = true;
    for backend in backends() {
        if wanted("scan") {
            held &= run(scan(backend, (1_000, 1_000_000)));
        }
        if wanted("digests") {
            held &= run(digests(backend, 200, 100_000));
        }
        if wanted("delivery") {
            held &= run(delivery(backend, 10_000));
        }
        if wanted("rules") {
            held &= run(rules(backend, 100_000));
        }
        if wanted("pruning") {
            held &= run(pruning(backend, 100_000));
        }
        if wanted("year") {
            held &= run_alone(year::year(backend));
        }
    }
    assert!(held, "a limit was not held, see above");
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(work)
}

/// The same for what does one thing after the other: on a thread that also hears what a database
/// answers, as those of the product do.
fn run_alone<T>(work: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().build().expect("a runtime");
    runtime.block_on(work)
}

/// Which database it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Backend {
    File,
    Server,
}

fn backends() -> Vec<Backend> {
    let server = database::server().map(|_| Backend::Server);
    std::iter::once(Backend::File).chain(server).collect()
}

impl Backend {
    fn name(self) -> &'static str {
        match self {
            Self::File => "SQLite",
            Self::Server => "PostgreSQL",
        }
    }

    /// A new key, in a statement.
    fn key(self) -> &'static str {
        match self {
            Self::File => "randomblob(16)",
            Self::Server => "gen_random_uuid()",
        }
    }

    fn instant(self, at: i64) -> String {
        match self {
            Self::File => at.to_string(),
            Self::Server => format!("to_timestamp({at} / 1000.0)"),
        }
    }

    /// So many days after a day.
    fn day(self, first: &str, days: &str) -> String {
        match self {
            Self::File => format!("date('{first}', ({days}) || ' days')"),
            Self::Server => format!("date '{first}' + cast({days} as int)"),
        }
    }

    async fn world(self, folder: &Path) -> World {
        match self {
            Self::File => {
                let file = folder.join(format!("{}.db", Uuid::now_v7().simple()));
                World::at_address(&file.to_string_lossy(), Options::default()).await
            }
            Self::Server => World::at_folder(folder, Options::default()).await,
        }
    }
}

fn on_disk() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on disk")
}

/// The median.
fn middle(all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// A follow-up that is due so many milliseconds from now.
async fn follow_up(w: &World, owner: PersonId, what: &str, later: i64) {
    let follow_up = FollowUp {
        head: Head::new(new_id(w.now()), 0, w.now()),
        promise: false,
        on_kind: Kind::Lead,
        on_id: Uuid::now_v7(),
        customer: None,
        what: what.to_owned(),
        way: None,
        due_at: Some(w.now().plus_millis(later)),
        due_day: None,
        owner: Some(owner),
        state: FollowUpState::Open,
        ended_at: None,
    };
    scenes::save(w, [follow_up]).await;
}

/// So many open follow-ups with their timers, due in a hundred days.
async fn many(w: &World, backend: Backend, owner: PersonId, rows: i64) {
    follow_up(w, owner, "base", 100 * 24 * HOUR).await;
    let key = backend.key();
    let copies = format!(
        "insert into follow_up (org, id, n, version, withdrawn, created_at, updated_at, extra, \
         on_kind, on_id, customer, what, way, due_at, due_day, owner, state, ended_at) \
         with recursive k(i) as (select 1 union all select k.i + 1 from k where k.i < {rows}) \
         select f.org, {key}, f.n + 10000000 + k.i, 1, f.withdrawn, f.created_at, f.updated_at, \
         f.extra, f.on_kind, f.on_id, f.customer, 'copy', f.way, f.due_at, f.due_day, f.owner, \
         f.state, f.ended_at from follow_up f, k where f.what = 'base'"
    );
    dump::execute(&w.address, &copies).await;
    let timers = "insert into timer (org, kind, id, rule, at, person, since, step, sent, rung) \
         select f.org, 'follow_up', f.id, 'follow_up_due', f.due_at, f.owner, f.created_at, 0, 0, \
         false from follow_up f where f.what = 'copy'";
    dump::execute(&w.address, timers).await;
    dump::execute(&w.address, "analyze").await;
}

/// Looking what is due: a hundred among a few, and among very many.
async fn scan(backend: Backend, (few, very_many): (i64, i64)) -> bool {
    const TURNS: usize = 15;
    const DUE: usize = 100;
    let folder = on_disk();
    let mut worlds = Vec::new();
    for rows in [few, very_many] {
        let w = backend.world(folder.path()).await;
        let owner = w.rep("rep0").await;
        for _ in 0..DUE {
            follow_up(&w, owner, "due", HOUR).await;
        }
        many(&w, backend, owner, rows).await;
        w.clock_to(w.now().plus_millis(2 * HOUR));
        worlds.push(w);
    }
    let mut costs = Vec::new();
    let mut took_few = Vec::new();
    for _ in 0..TURNS {
        let mut took = Vec::new();
        for w in &worlds {
            let due = backend.instant(w.now().plus_millis(-HOUR).0);
            let again = format!(
                "update timer set rung = false, at = {due} where id in (select f.id \
                 from follow_up f where f.what = 'due')"
            );
            dump::execute(&w.address, &again).await;
            dump::execute(&w.address, "delete from job").await;
            let began = Instant::now();
            let rung = w.store.ring(w.now(), 200).await.expect("rung");
            w.store.next_ring().await.expect("asked");
            took.push(began.elapsed().as_secs_f64());
            assert_eq!(usize::try_from(rung), Ok(DUE), "all that is due, and nothing else");
        }
        costs.push(took[1] / took[0]);
        took_few.push(took[0] * 1000.0);
    }
    let (cost, few_ms) = (middle(&mut costs), middle(&mut took_few));
    println!(
        "scan on {}: {DUE} due among {few} open in {few_ms:.2} ms, among {very_many} {cost:.2} times \
         that, median of {TURNS} turns; limit 1.5",
        backend.name()
    );
    cost <= 1.5
}

/// Digests of many people over many deals, against their own statements sent again.
async fn digests(backend: Backend, people: usize, deals: i64) -> bool {
    const TURNS: usize = 3;
    let folder = on_disk();
    let w = backend.world(folder.path()).await;
    for i in 0..people {
        let role = if i % 10 == 0 { "manager" } else { "rep" };
        w.person(&format!("rep{i}"), role, bot_core::domain::people::Lang::Zh).await;
    }
    w.say("rep1", "加客户 华星科技").await;
    w.say("rep1", "新商机 华星 20台空调 12万 6月30日").await;
    let key = backend.key();
    let closes = backend.day("2026-01-01", "k.i % 300");
    let closed = backend.day("2026-03-01", "k.i % 11");
    let copies = format!(
        "insert into deal (org, id, n, version, withdrawn, created_at, updated_at, extra, name, \
         customer, amount, currency, pipeline, stage, reached, outcome, expected_close, opened_on, \
         closed_on, lost_reason, lost_note, competitor, note, owner, lines, lead, helpers) \
         with recursive k(i) as (select 1 union all select k.i + 1 from k where k.i < {deals}) \
         select d.org, {key}, d.n + k.i, 1, d.withdrawn, d.created_at, d.updated_at, \
         d.extra, d.name, d.customer, d.amount + k.i, d.currency, d.pipeline, d.stage, d.reached, \
         case when k.i % 3 = 0 then 'won' else 'open' end, {closes}, \
         d.opened_on, case when k.i % 3 = 0 then {closed} end, \
         d.lost_reason, d.lost_note, d.competitor, d.note, \
         (select p.id from person p where p.n = 1 + k.i % {people}), d.lines, d.lead, d.helpers \
         from deal d, k where d.n = 1"
    );
    dump::execute(&w.address, &copies).await;
    dump::execute(&w.address, "analyze").await;
    let mut ratios = Vec::new();
    let mut rate = 0.0;
    for _ in 0..TURNS {
        w.store.record(true);
        let took = write_digests(&w).await;
        let sent = w.store.record(false);
        let began = Instant::now();
        w.store.replay(&sent).await.expect("sent again");
        ratios.push(took.as_secs_f64() / began.elapsed().as_secs_f64());
        rate = people as f64 / took.as_secs_f64();
    }
    let ratio = middle(&mut ratios);
    println!(
        "digests on {}: {people} people over {deals} deals, {rate:.0}/s, {ratio:.2} times their \
         statements alone, median of {TURNS} turns; limit 3",
        backend.name()
    );
    ratio <= 3.0
}

/// Everybody's digest, one after the other.
async fn write_digests(w: &World) -> Duration {
    let origin = |change| Origin {
        org: w.org.id,
        change,
        actor: None,
        via: "bench".to_owned(),
        at: w.now(),
    };
    let mut look = w.store.look(origin(Uuid::now_v7())).await.expect("a look");
    let people = look.tx().people().await.expect("people");
    let settings = look.tx().settings().await.expect("rules");
    look.rollback().await;
    let calendar = settings.calendar();
    let began = Instant::now();
    for person in &people {
        let mut unit = w.store.look(origin(Uuid::now_v7())).await.expect("a look");
        // As the job does it: the person is read anew.
        let person: Person = unit.tx().get(person.head.id).await.expect("read").expect("there");
        let leads = person.roles.iter().any(|role| role == "manager");
        let kind = if leads { DigestKind::Daily } else { DigestKind::Morning };
        let now = w.now();
        let reader = Reader {
            org: &w.org,
            calendar: &calendar,
            person: &person,
            covers: true,
            due: now,
            told: None,
            now,
        };
        let written = digest(unit.tx(), &reader, kind).await.expect("a digest");
        assert!(!written.reply.plain().is_empty());
        unit.rollback().await;
    }
    began.elapsed()
}

/// A platform that takes everything at once.
struct Null;

#[async_trait]
impl Channel for Null {
    fn source(&self) -> &str {
        SOURCE
    }

    fn read(&self, raw: &str) -> Result<Incoming, Unreadable> {
        Err(Unreadable(raw.to_owned()))
    }

    async fn send(&self, _: &Parcel) -> Result<String, SendProblem> {
        Ok("1".to_owned())
    }

    async fn fetch(&self, _: &Brought, _: usize) -> Result<Vec<u8>, NotFetched> {
        Err(NotFetched::Lost("nobody sends anything here".to_owned()))
    }
}

/// Replies to a platform that costs nothing, against claiming and marking them alone.
async fn delivery(backend: Backend, rows: usize) -> bool {
    const TURNS: usize = 5;
    const AT_ONCE: usize = 64;
    let folder = world::folder();
    let w = backend.world(folder.path()).await;
    w.rep("rep0").await;
    let deliverer = Deliverer::new(w.store.clone(), vec![Arc::new(Null)], w.clock.clone());
    let (mut ratios, mut rates) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        fill(&w, rows).await;
        let began = Instant::now();
        let mut marked = 0;
        while marked < rows {
            let due = w
                .store
                .claim_outgoing(SOURCE, i64::try_from(AT_ONCE).expect("few"))
                .await
                .expect("claimed");
            marked += due.len();
            let sent = OutgoingEnd::Sent("1".to_owned());
            let marks = due.iter().map(|one| w.store.end_outgoing(one, &sent, w.now()));
            for mark in futures::future::join_all(marks).await {
                mark.expect("marked");
            }
        }
        let bare = began.elapsed();
        fill(&w, rows).await;
        let began = Instant::now();
        let mut delivered = 0;
        while delivered < rows {
            let due = deliverer.take(AT_ONCE).await.expect("taken");
            delivered += due.len();
            let sent = due.iter().map(|one| deliverer.deliver(one));
            for sent in futures::future::join_all(sent).await {
                sent.expect("delivered");
            }
        }
        let whole = began.elapsed();
        ratios.push(bare.as_secs_f64() / whole.as_secs_f64());
        rates.push(rows as f64 / whole.as_secs_f64());
    }
    let (ratio, rate) = (middle(&mut ratios), middle(&mut rates));
    println!(
        "delivery on {}: {rows} rows to a platform that costs nothing, {rate:.0}/s, {ratio:.2} of \
         claiming and marking alone, median of {TURNS} turns; limit 0.50",
        backend.name()
    );
    ratio >= 0.5
}

/// Replies that wait, in a thousand chats.
async fn fill(w: &World, rows: usize) {
    for some in (0..rows).collect::<Vec<_>>().chunks(500) {
        let mut unit = w.begin().await;
        for i in some {
            let chat = Address::new(SOURCE, &format!("chat{}", i % 1000));
            let reply = Reply::say(format!("第 {i} 条"));
            let reply = NewReply { id: Uuid::now_v7(), chat, person: None, reply };
            unit.tx().send(reply).await.expect("queued");
        }
        unit.commit().await.expect("a commit");
    }
}

/// Does something while somebody else writes down what comes in, and says how long that one waited:
/// 99 times of 100, and at most.
fn beside<T>(w: &World, work: impl Future<Output = T>) -> (T, Duration, Duration) {
    let over = AtomicBool::new(false);
    let writing = async {
        let mut waits = Vec::new();
        while !over.load(Ordering::Acquire) {
            let update = Uuid::now_v7().to_string();
            let began = Instant::now();
            w.arrive(&update, "beside", None, "…").await;
            waits.push(began.elapsed());
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
        waits.sort();
        waits
    };
    // On a thread of its own: what computes without a pause would hide for how long it does.
    let here = tokio::runtime::Handle::current();
    let (done, waits) = std::thread::scope(|threads| {
        let writing = threads.spawn(|| here.block_on(writing));
        let done = tokio::task::block_in_place(|| here.block_on(work));
        over.store(true, Ordering::Release);
        (done, writing.join().expect("it wrote"))
    });
    let most = waits.last().copied().unwrap_or_default();
    (done, waits.get(waits.len() * 99 / 100).copied().unwrap_or_default(), most)
}

/// A change of the calendar, for very many records, while somebody else writes.
async fn rules(backend: Backend, rows: i64) -> bool {
    let folder = world::folder();
    let w = backend.world(folder.path()).await;
    let owner = w.rep("rep0").await;
    w.admin("dana").await;
    many(&w, backend, owner, rows).await;
    w.arrive("rules", "dana", None, "设工作日 周一到周六").await;
    let looked = Instant::now();
    let (worked, _, while_looking) = beside(&w, w.engine.step());
    // What is written beside it may be worked in the same step.
    assert!(worked.expect("worked") >= 1, "the change was looked at");
    println!(
        "dry run on {}: over {rows} records, {:.1} ms; who writes beside it waits {:.1} ms at most",
        backend.name(),
        looked.elapsed().as_secs_f64() * 1000.0,
        while_looking.as_secs_f64() * 1000.0
    );
    let began = Instant::now();
    let (batches, wait, most) = beside(&w, async {
        let mut batches = 0;
        while w.scheduler.step_one().await.expect("worked").is_some() {
            batches += 1;
        }
        batches
    });
    assert!(batches > rows / 1_000, "every record was looked at");
    println!(
        "rules on {}: {rows} records in {batches} batches, {:.1} s; who writes beside it waits {:.1} \
         ms 99 times of 100 (limit {}), {:.1} ms at most",
        backend.name(),
        began.elapsed().as_secs_f64(),
        wait.as_secs_f64() * 1000.0,
        WAIT.as_millis(),
        most.as_secs_f64() * 1000.0
    );
    wait <= WAIT
}

/// Old messages are taken away, while somebody else writes.
async fn pruning(backend: Backend, rows: i64) -> bool {
    let folder = world::folder();
    let w = backend.world(folder.path()).await;
    w.rep("rep0").await;
    let now = w.store.health().await.expect("healthy").clock;
    w.clock_to(now.plus_millis(-200 * 24 * HOUR));
    w.say("rep0", "加线索 张三 13800138000").await;
    let key = backend.key();
    let copies = format!(
        "insert into outbox (org, id, chat, source, person, payload, edits, change, created_at, \
         state, sent_at, ref, attempts) \
         with recursive k(i) as (select 1 union all select k.i + 1 from k where k.i < {rows}) \
         select x.org, {key}, 'test/main/old' || (k.i % 999), x.source, x.person, x.payload, x.edits, \
         x.change, x.created_at, 'sent', x.sent_at, x.ref, x.attempts from outbox x, k"
    );
    dump::execute(&w.address, &copies).await;
    dump::execute(&w.address, "update chat_line set head = null, next_at = null").await;
    w.clock_to(now);
    let began = Instant::now();
    let (gone, wait, most) = beside(&w, async { w.store.prune(90).await.expect("pruned") });
    assert!(i64::try_from(gone).is_ok_and(|gone| gone >= rows), "all that is old");
    println!(
        "pruning on {}: {gone} old messages in {:.1} s; who writes beside it waits {:.1} ms 99 times \
         of 100 (limit {}), {:.1} ms at most",
        backend.name(),
        began.elapsed().as_secs_f64(),
        wait.as_secs_f64() * 1000.0,
        WAIT.as_millis(),
        most.as_secs_f64() * 1000.0
    );
    wait <= WAIT
}
