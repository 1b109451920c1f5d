//! What we claim about speed: `cargo bench --bench engine`.
//!
//! Absolute figures swing with the machine; what is held to a limit are ratios within one run and
//! counts. Each limit that is not held ends the run with a failure.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a benchmark prints what it found and stops where it cannot go on"
)]

#[path = "../tests/world/mod.rs"]
#[expect(dead_code, reason = "the harness of the tests offers more than this needs")]
mod world;

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use storage::{Options, Storage};
use world::World;

/// How many messages one turn takes.
const MESSAGES: usize = 40;
/// How many turns the engine and its statements alone take, one after the other.
const TURNS: usize = 15;

fn main() {
    let mut held = true;
    println!("machine: {} cores", std::thread::available_parallelism().map_or(0, usize::from));
    for (name, folder) in [
        ("memory", world::folder()),
        ("disk", tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on disk")),
    ] {
        println!("{name}: one fsync takes {:.2} ms", fsync_millis(folder.path()));
        world::run(async { held &= engine_against_replay(name, folder.path()).await });
    }
    held &= start_up();
    assert!(held, "a limit was not held, see above");
}

/// The median time of an append with fsync, in milliseconds.
fn fsync_millis(folder: &Path) -> f64 {
    let mut file = std::fs::File::create(folder.join("fsync")).expect("a file");
    let mut times: Vec<Duration> = (0..100)
        .map(|_| {
            let began = Instant::now();
            file.write_all(&[0; 4096]).expect("written");
            file.sync_data().expect("synced");
            began.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// `lead add`, one conversation at a time, against its own statements sent again.
async fn engine_against_replay(name: &str, folder: &Path) -> bool {
    let world = World::at_folder(folder, Options::default()).await;
    world.rep("amy").await;
    for i in 0..50 {
        world.say("amy", &format!("加线索 先来{i} 1390000{i:04}")).await;
    }
    let copy = folder.join("copy.db");
    world.store.copy_to(&copy).await.expect("a copy");
    let other = Storage::open(&copy.to_string_lossy()).await.expect("the copy");
    let before = world.store.counts();
    // Turn by turn, so that what else the machine does meets both alike.
    let (mut engine, mut replay, mut ratios) = (Duration::ZERO, Duration::ZERO, Vec::new());
    for turn in 0..TURNS {
        world.store.record(true);
        let began = Instant::now();
        for i in 0..MESSAGES {
            add_lead(&world, turn * MESSAGES + i).await;
        }
        let engine_took = began.elapsed();
        let sent = world.store.record(false);
        let began = Instant::now();
        other.replay(&sent).await.expect("sent again");
        let replay_took = began.elapsed();
        ratios.push(replay_took.as_secs_f64() / engine_took.as_secs_f64());
        engine += engine_took;
        replay += replay_took;
    }
    let after = world.store.counts();
    let messages = (TURNS * MESSAGES) as f64;
    let per = |n: u64| n as f64 / messages;
    let statements = per(after.statements - before.statements);
    let hops = per(after.hops - before.hops);
    let control = per(after.control - before.control);
    let rate = |time: Duration| messages / time.as_secs_f64();
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[TURNS / 2];
    println!(
        "{name}: lead add takes {statements:.1} statements (and {control:.1} begin/commit, all told) in \
         {hops:.1} hops; limits 20 and 8"
    );
    println!(
        "{name}: engine {:.0}/s, its statements alone {:.0}/s, median ratio {ratio:.2} of {TURNS} \
         turns; limit 0.60",
        rate(engine),
        rate(replay)
    );
    statements + control <= 20.0 && hops <= 8.0 && ratio >= 0.6
}

/// One message through inbox, engine and outbox, without asking whether there is more.
async fn add_lead(world: &World, i: usize) {
    let text = format!("加线索 客人{i} 1380013{i:04} 公司=华星{i}科技 来源=展会 20台空调");
    world.arrive(&format!("bench{i}"), "amy", None, &text).await;
    assert_eq!(world.engine.step().await.expect("worked"), 1);
    assert_eq!(world.deliverer.step().await.expect("delivered"), 1);
}

/// From exec to the first reply, on a file that is there already.
fn start_up() -> bool {
    let folder = world::folder();
    let run = |args: &[&str], input: &str| {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_gendan"))
            .args(args)
            .env("GENDAN_DATA", folder.path())
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("its input");
        stdin.write_all(input.as_bytes()).expect("written");
        drop(stdin);
        let began = Instant::now();
        let out = child.wait_with_output().expect("an end");
        assert!(out.status.success());
        began.elapsed()
    };
    run(&["init", "--practice"], "");
    let mut times: Vec<Duration> =
        (0..9).map(|_| run(&["chat", "--as", "amy", "--json"], "线索\n")).collect();
    times.sort();
    let median = times[times.len() / 2].as_secs_f64();
    println!("start: exec to the end of the first reply {median:.3} s; limit 0.3");
    median <= 0.3
}
