//! A process that is killed again and again while reminders go out: each goes out at least once, and
//! none twice that was not on its way at a kill.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bot_core::chat::channel::{Channel, NotFetched, Parcel, SendProblem, Unreadable};
use bot_core::chat::incoming::{Brought, Incoming};
use bot_core::clock::Clock;
use bot_core::deliver::Deliverer;
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::record::Head;
use bot_core::store::{RecordsExt as _, Store as _};
use scheduler::Runner;
use storage::{Options, Storage};
use uuid::Uuid;

use super::burst::SHORT;
use crate::world::scenes::only_follow_ups;
use crate::world::{SOURCE, World, folder, instant, run};

/// How many are on their way at once.
const ON_THE_WAY: usize = 16;
const DUE: &str = "2026-03-12T10:00:00+08:00";
/// Names the database, the file in which sends are counted and the number of the run to the child.
const TO_DO: &str = "GENDAN_TEST_BURST";

/// A platform that counts: a line for each message that it was given.
struct Counting(std::sync::Mutex<std::fs::File>, String);

#[async_trait]
impl Channel for Counting {
    fn source(&self) -> &str {
        SOURCE
    }

    fn read(&self, raw: &str) -> Result<Incoming, Unreadable> {
        Err(Unreadable(raw.to_owned()))
    }

    async fn send(&self, parcel: &Parcel) -> Result<String, SendProblem> {
        let line = format!("{} {} {}\n", self.1, parcel.to.chat(), parcel.id);
        self.0.lock().expect("no panic holds it").write_all(line.as_bytes()).expect("counted");
        Ok("1".to_owned())
    }

    async fn fetch(&self, _: &Brought, _: usize) -> Result<Vec<u8>, NotFetched> {
        Err(NotFetched::Lost("nobody sends anything here".to_owned()))
    }
}

struct At(Instant);

impl Clock for At {
    fn now(&self) -> Instant {
        self.0
    }
}

/// What the killed process does: rings, writes reminders and sends them, until nothing is left.
#[test]
#[ignore = "is begun by the test below, in a process of its own"]
#[expect(clippy::disallowed_methods, reason = "the parent says where to work")]
fn sends_what_is_due() {
    let to_do = std::env::var(TO_DO).expect("begun by its parent");
    let [address, file, number] = to_do.split('\n').collect::<Vec<_>>()[..] else {
        panic!("odd: {to_do}");
    };
    run(async {
        let store = Arc::new(Storage::open_with(address, SHORT).await.expect("the database"));
        let clock = Arc::new(At(instant(DUE)));
        let file = std::fs::OpenOptions::new().append(true).create(true).open(file);
        let counting = Counting(std::sync::Mutex::new(file.expect("a file")), number.to_owned());
        let channels: Vec<Arc<dyn Channel>> = vec![Arc::new(counting)];
        let deliverer = Deliverer::new(store.clone(), channels, clock.clone());
        let runner = Runner::new(store.clone(), clock.clone(), scheduler::jobs::ALL);
        // Until what a process that was killed has taken is free again.
        let mut idle = 0;
        while idle < 100 {
            let worked = runner.step_one().await.expect("worked").map_or(0, |_| 1)
                + deliverer.step().await.expect("sent");
            let next = store.next_ring().await.expect("asked");
            let rings = next.is_some_and(|next| next <= clock.now());
            let waits = rings || store.waits(SOURCE).await.expect("asked");
            idle = if worked == 0 && !waits { idle + 1 } else { 0 };
            if worked == 0 {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
    });
}

/// Begins the process; kills it once it has sent so many.
fn child(address: &str, file: &Path, number: usize, kill_after: Option<usize>) -> bool {
    let me = std::env::current_exe().expect("this program");
    let mut child = Command::new(me)
        .args(["--exact", "durability::nudges::sends_what_is_due", "--ignored"])
        .env(TO_DO, format!("{address}\n{}\n{number}", file.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    if let Some(after) = kill_after {
        let run = format!("{number} ");
        let sent = || {
            let text = std::fs::read_to_string(file).unwrap_or_default();
            text.lines().filter(|line| line.starts_with(&run)).count()
        };
        while sent() < after && child.try_wait().expect("asked").is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().expect("a kill");
    }
    child.wait().expect("an end").success()
}

#[test]
fn who_is_killed_while_reminders_go_out_forgets_none_and_repeats_only_what_was_on_its_way() {
    killed(1_000, 30);
}

fn killed(people: usize, kills: usize) {
    let folder = folder();
    let file = folder.path().join("sent");
    let address = run(async {
        let w = World::at_folder(folder.path(), Options::default()).await;
        only_follow_ups(&w).await;
        for n in 0..people {
            let person = w.rep(&format!("rep{n}")).await;
            let mut unit = w.begin().await;
            let number = unit.tx().next_number(Kind::FollowUp).await.expect("a number");
            let follow_up = FollowUp {
                head: Head::new(Uuid::now_v7(), number, w.now()),
                promise: false,
                on_kind: Kind::Lead,
                on_id: Uuid::now_v7(),
                customer: None,
                what: "打电话".to_owned(),
                way: None,
                due_at: Some(instant(DUE)),
                due_day: None,
                owner: Some(person),
                state: FollowUpState::Open,
                ended_at: None,
            };
            unit.tx().save(None, &follow_up, w.now()).await.expect("saved");
            unit.commit().await.expect("a commit");
        }
        w.store.close().await;
        w.address.clone()
    });
    let counted = || std::fs::read_to_string(&file).unwrap_or_default();
    for kill in 0..kills {
        // All along, and at ever other places of what goes out at once.
        let ended = child(&address, &file, kill, Some(1 + (kill * 7) % (people / kills)));
        assert!(!ended, "it was killed in the middle");
    }
    let killed = counted();
    assert!(child(&address, &file, kills, None), "the last run ends well");
    let all = counted();
    let mut runs: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for line in all.lines() {
        let (number, message) = line.split_once(' ').expect("a run and a message");
        runs.entry(number.parse().expect("a number")).or_default().push(message);
    }
    let mut told: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, messages) in &runs {
        for message in messages {
            told.entry(message).or_default().push(*number);
        }
    }
    assert_eq!(told.len(), people, "everybody is reminded, by one message each");
    for (message, by) in &told {
        for pair in by.windows(2) {
            let of_run = &runs[&pair[0]];
            let last = &of_run[of_run.len().saturating_sub(ON_THE_WAY)..];
            assert!(pair[0] != pair[1] && last.contains(message), "{message} by {by:?}");
        }
    }
    assert!(killed.lines().count() < all.lines().count(), "something was left for the last run");
    let twice = told.values().filter(|by| by.len() > 1).count();
    assert!(twice < people, "{people} reminders, {kills} kills, {twice} went out more than once");
}
