//! A small company on a real database, with a clock that stands still until it is moved.
//!
//! [`chat`] plays a conversation: who says what, and what comes back.

pub mod channel;
pub mod database;
pub mod dump;
pub mod scenes;
pub mod script;

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use bot_core::chat::channel::{Arrival, Channel, Inlet, NotKept};
use bot_core::chat::incoming::Address;
use bot_core::clock::Clock;
use bot_core::commands::new_id;
use bot_core::deliver::Deliverer;
use bot_core::domain::access::Roles;
use bot_core::domain::digest::no_digests;
use bot_core::domain::ids::{Instant, Kind, OrgId, PersonId};
use bot_core::domain::money::Currency;
use bot_core::domain::org::{Lists, Org};
use bot_core::domain::people::{Lang, Person, Team};
use bot_core::domain::pipeline::Pipeline;
use bot_core::domain::record::{Head, Record};
use bot_core::engine::Engine;
use bot_core::store::{Origin, RecordsExt, Store, StoreError, Unit};
use chrono_tz::Tz;
use scheduler::Runner;
use storage::{Options, Storage};
use uuid::Uuid;

pub use channel::{SOURCE, Seen, TestChannel};

/// The wall clock of a test: Wednesday 2026-03-11 15:30 in Shanghai, until it is moved.
pub const START: &str = "2026-03-11T15:30:00+08:00";

/// A clock that tests move.
pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// Reads an instant such as [`START`].
pub fn instant(text: &str) -> Instant {
    let at = chrono::DateTime::parse_from_rfc3339(text).expect("an RFC 3339 instant");
    Instant(at.timestamp_millis())
}

/// A company with its people, on a database of its own.
pub struct World {
    pub store: Arc<Storage>,
    pub channel: Arc<TestChannel>,
    pub clock: Arc<TestClock>,
    pub engine: Engine,
    pub deliverer: Deliverer,
    pub scheduler: Runner,
    pub org: Org,
    /// Where the database is.
    pub address: String,
    team: Uuid,
    updates: AtomicU64,
    /// What the platform calls the last message that each person wrote.
    written: Mutex<HashMap<String, String>>,
    // Dropped last: the folder goes when everything that uses it has gone.
    folder: Option<tempfile::TempDir>,
}

/// A folder in memory where there is one: the tests are about what is said, not about the disk.
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a temporary folder")
}

impl World {
    /// A company without people: 测试公司, Shanghai, renminbi, with the standard pipeline.
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    /// The same on a database that is opened with other settings.
    pub async fn with(options: Options) -> Self {
        let folder = folder();
        let mut world = Self::at_folder(folder.path(), options).await;
        world.folder = Some(folder);
        world
    }

    /// The same in a folder that somebody else looks after.
    pub async fn at_folder(folder: &Path, options: Options) -> Self {
        let address = database::fresh(folder).await;
        Self::at_address(&address, options).await
    }

    /// The same in a database that is there and empty.
    pub async fn at_address(address: &str, options: Options) -> Self {
        let store = Storage::open_with(address, options).await.expect("a new database");
        let store = Arc::new(store);
        let now = instant(START);
        let clock = Arc::new(TestClock(AtomicI64::new(now.0)));
        let channel = Arc::new(TestChannel::default());
        let org = Org {
            id: OrgId(new_id(now)),
            name: "测试公司".to_owned(),
            zone: Tz::Asia__Shanghai,
            currency: Currency::CNY,
            lang: Lang::Zh,
            lists: Lists::default(),
            roles: Roles::standard(),
        };
        store.create_org(&org).await.expect("a new org");
        let channels: Vec<Arc<dyn Channel>> = vec![channel.clone()];
        let engine = Engine::new(store.clone(), channels.clone(), clock.clone());
        let deliverer = Deliverer::new(store.clone(), channels, clock.clone());
        let scheduler = Runner::new(store.clone(), clock.clone(), scheduler::jobs::ALL);
        let mut world = Self {
            store,
            channel,
            clock,
            engine,
            deliverer,
            scheduler,
            org,
            address: address.to_owned(),
            team: Uuid::nil(),
            updates: AtomicU64::new(1),
            written: Mutex::default(),
            folder: None,
        };
        world.set_up().await;
        world
    }

    /// The process ends and another one begins on the same database.
    pub async fn restart(&mut self, options: Options) {
        self.store.close().await;
        let store = Storage::open_with(&self.address, options).await.expect("the same database");
        self.store = Arc::new(store);
        let channels: Vec<Arc<dyn Channel>> = vec![self.channel.clone()];
        self.engine = Engine::new(self.store.clone(), channels.clone(), self.clock.clone());
        self.deliverer = Deliverer::new(self.store.clone(), channels, self.clock.clone());
        self.scheduler = Runner::new(self.store.clone(), self.clock.clone(), scheduler::jobs::ALL);
    }

    async fn set_up(&mut self) {
        let now = self.now();
        let mut unit = self.begin().await;
        let pipeline = Pipeline::standard(|| new_id(now));
        unit.tx().add_pipeline(&pipeline).await.expect("a pipeline");
        let n = unit.tx().next_number(Kind::Team).await.expect("a number");
        let head = Head::new(new_id(now), n, now);
        let team = Team { head, name: "华东".to_owned(), parent: None };
        unit.tx().save(None, &team, now).await.expect("a team");
        unit.commit().await.expect("a commit");
        self.team = team.id();
    }

    /// What time it is.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Moves the clock.
    pub fn at(&self, text: &str) {
        self.clock.0.store(instant(text).0, Ordering::SeqCst);
    }

    /// Moves the clock to an instant.
    pub fn clock_to(&self, at: Instant) {
        self.clock.0.store(at.0, Ordering::SeqCst);
    }

    /// A transaction for setting the scene.
    pub async fn begin(&self) -> Box<dyn Unit> {
        let origin = Origin {
            org: self.org.id,
            change: new_id(self.now()),
            actor: None,
            via: "test".to_owned(),
            at: self.now(),
        };
        self.store.begin(origin).await.expect("a transaction")
    }

    /// Adds a person with a role, in Chinese, who is reached under the handle.
    pub async fn person(&self, handle: &str, role: &str, lang: Lang) -> PersonId {
        let now = self.now();
        let mut unit = self.begin().await;
        let n = unit.tx().next_number(Kind::Person).await.expect("a number");
        let mut name: String = handle.to_owned();
        name[..1].make_ascii_uppercase();
        let person = Person {
            head: Head::new(new_id(now), n, now),
            handle: handle.to_owned(),
            name,
            lang,
            zone: self.org.zone,
            roles: vec![role.to_owned()],
            team: Some(self.team),
            frozen: false,
            cover: None,
            cover_until: None,
            quiet: None,
            leave: None,
            digests: no_digests(),
        };
        unit.tx().save(None, &person, now).await.expect("a person");
        let home = Address::new(SOURCE, handle);
        let id = person.person_id();
        unit.tx().bind_account(SOURCE, handle, id, &home).await.expect("an account");
        unit.commit().await.expect("a commit");
        id
    }

    /// Adds a rep.
    pub async fn rep(&self, handle: &str) -> PersonId {
        self.person(handle, "rep", Lang::Zh).await
    }

    /// Adds a rep who reads English.
    pub async fn english(&self, handle: &str) -> PersonId {
        self.person(handle, "rep", Lang::En).await
    }

    /// Adds the manager of the reps.
    pub async fn manager(&self, handle: &str) -> PersonId {
        self.person(handle, "manager", Lang::Zh).await
    }

    /// Adds an admin.
    pub async fn admin(&self, handle: &str) -> PersonId {
        self.person(handle, "admin", Lang::Zh).await
    }

    /// Somebody says something in a direct chat.
    pub async fn say(&self, who: &str, text: &str) {
        let update = self.updates.fetch_add(1, Ordering::SeqCst).to_string();
        if !who.contains('~') {
            let mut written = self.written.lock().expect("no panic holds it");
            written.insert(who.to_owned(), update.clone());
        }
        self.arrive(&update, who, None, text).await;
        self.settle().await;
    }

    /// Somebody writes something else in the message that was said last in the direct chat.
    pub async fn edit(&self, who: &str, text: &str) {
        let written = self.written.lock().expect("no panic holds it").get(who).cloned();
        let key = written.expect("something was said");
        self.say(&format!("{who}~{key}"), text).await;
    }

    /// Somebody says something in a group.
    pub async fn say_in(&self, group: &str, who: &str, text: &str) {
        let update = self.updates.fetch_add(1, Ordering::SeqCst).to_string();
        self.arrive(&update, who, Some(group), text).await;
        self.settle().await;
    }

    /// Something arrives, and nothing is done about it yet.
    pub async fn arrive(&self, update: &str, who: &str, group: Option<&str>, text: &str) {
        self.try_arrive(update, who, group, text).await.expect("kept");
    }

    /// The same, where keeping it may fail.
    pub async fn try_arrive(
        &self,
        update: &str,
        who: &str,
        group: Option<&str>,
        text: &str,
    ) -> Result<(), NotKept> {
        let arrivals: [Arrival; 1] = [channel::arrival(update, who, group, text)];
        self.store.keep(SOURCE, &arrivals, None).await
    }

    /// Works until nothing is left to do at this instant.
    pub async fn settle(&self) {
        self.try_settle().await.expect("the engine, the scheduler and the deliverer work");
    }

    /// The same, where the database may die.
    pub async fn try_settle(&self) -> Result<(), StoreError> {
        for _ in 0..1000 {
            let worked = self.engine.step().await?
                + self.scheduler.step().await?
                + self.deliverer.step().await?;
            if worked == 0 {
                return Ok(());
            }
        }
        panic!("there is no end to the work");
    }

    /// Waits for what is tried again later: until nothing of the channel waits any more.
    pub async fn settle_patiently(&self) {
        while self.store.waits(SOURCE).await.expect("an answer") {
            self.settle().await;
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Presses the first button with this label on the newest message to somebody that has one.
    pub async fn press(&self, who: &str, label: &str) {
        let token = self.channel.token(who, label);
        let update = self.updates.fetch_add(1, Ordering::SeqCst).to_string();
        self.arrive(&update, who, None, &format!("!{token}")).await;
        self.settle().await;
    }
}

/// Plays a conversation: `scene` sets it, each line of `script` is said or expected.
///
/// See [`script`] for how lines are written.
#[track_caller]
pub fn chat<F>(scene: F, script: &str)
where
    F: AsyncFnOnce(&World),
{
    run(async {
        let world = World::new().await;
        scene(&world).await;
        script::play(&world, script).await;
    });
}

/// Runs a test that waits.
#[track_caller]
pub fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(test)
}
