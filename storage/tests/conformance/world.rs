//! A fresh database with an org and people in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bot_core::chat::channel::{Arrival, Inlet as _};
use bot_core::chat::incoming::{Address, Chat, Incoming, Sender, What};
use bot_core::domain::access::{Reach, Roles, Scope};
use bot_core::domain::digest::no_digests;
use bot_core::domain::ids::{Instant, Kind, OrgId, PersonId};
use bot_core::domain::lead::{Lead, LeadStatus};
use bot_core::domain::money::Currency;
use bot_core::domain::org::{Lists, Org};
use bot_core::domain::people::{Lang, Person, Team};
use bot_core::domain::record::Head;
use bot_core::store::{Claimed, Origin, RecordsExt as _, Store as _, Unit};
use chrono_tz::Tz;
use storage::{Options, Storage};
use tempfile::TempDir;
use uuid::Uuid;

use crate::database::fresh;

/// The instant at which most tests happen.
pub const NOW: Instant = Instant(1_700_000_000_000);
pub const SOURCE: &str = "telegram/77";

pub struct World {
    pub store: Storage,
    pub org: Org,
    pub dir: TempDir,
    /// Where the database is.
    pub address: String,
}

/// A folder in memory where there is one.
pub fn folder() -> TempDir {
    let shm = Path::new("/dev/shm");
    if shm.is_dir() {
        tempfile::tempdir_in(shm).expect("a folder in memory")
    } else {
        tempfile::tempdir().expect("a folder")
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        let dir = folder();
        let address = fresh(dir.path()).await;
        let store = Self::open(&address, options).await;
        let org = org("华东");
        store.create_org(&org).await.expect("a new org");
        Self { store, org, dir, address }
    }

    pub async fn open(address: &str, options: Options) -> Storage {
        Storage::open_with(address, options).await.expect("a database")
    }

    pub fn file(&self) -> PathBuf {
        self.dir.path().join("gendan.db")
    }

    pub fn origin(&self) -> Origin {
        origin(&self.org)
    }

    pub async fn begin(&self) -> Box<dyn Unit> {
        self.store.begin(self.origin()).await.expect("a transaction")
    }

    pub async fn person(&self, handle: &str, roles: &[&str], team: Option<Uuid>) -> Person {
        let mut unit = self.begin().await;
        let n = unit.tx().next_number(Kind::Person).await.expect("a number");
        let person = Person {
            head: Head::new(Uuid::now_v7(), n, NOW),
            handle: handle.to_owned(),
            name: handle.to_uppercase(),
            lang: Lang::Zh,
            zone: Tz::Asia__Shanghai,
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            team,
            frozen: false,
            cover: None,
            cover_until: None,
            quiet: None,
            leave: None,
            digests: no_digests(),
        };
        unit.save(None, &person, NOW).await.expect("a person");
        unit.commit().await.expect("a commit");
        self.read(person.head.id).await
    }

    pub async fn team(&self, name: &str, parent: Option<Uuid>) -> Uuid {
        let mut unit = self.begin().await;
        let n = unit.tx().next_number(Kind::Team).await.expect("a number");
        let team = Team { head: Head::new(Uuid::now_v7(), n, NOW), name: name.to_owned(), parent };
        unit.save(None, &team, NOW).await.expect("a team");
        unit.commit().await.expect("a commit");
        team.head.id
    }

    pub async fn read<R: bot_core::domain::record::Record>(&self, id: Uuid) -> R {
        let mut unit = self.store.look(self.origin()).await.expect("a look");
        let found = unit.get(id).await.expect("an answer").expect("a record");
        unit.rollback().await;
        found
    }

    pub async fn lead(&self, name: &str, owner: Option<PersonId>) -> Lead {
        let mut unit = self.begin().await;
        let n = unit.tx().next_number(Kind::Lead).await.expect("a number");
        let lead = lead(name, n, owner);
        unit.save(None, &lead, NOW).await.expect("a lead");
        unit.commit().await.expect("a commit");
        self.read(lead.head.id).await
    }

    pub async fn keep(&self, update: &str, chat: &str, text: &str) {
        let arrival = arrival(update, chat, text);
        self.store.keep(SOURCE, &[arrival], None).await.expect("kept");
    }

    pub async fn claim_one(&self) -> Claimed {
        let mut claimed = self.store.claim(SOURCE, 1).await.expect("a claim");
        claimed.pop().expect("a message")
    }
}

pub fn org(name: &str) -> Org {
    Org {
        id: OrgId(Uuid::now_v7()),
        name: name.to_owned(),
        zone: Tz::Asia__Shanghai,
        currency: Currency::CNY,
        lang: Lang::Zh,
        lists: Lists::default(),
        roles: Roles::standard(),
    }
}

pub fn origin(org: &Org) -> Origin {
    Origin { org: org.id, change: Uuid::now_v7(), actor: None, via: "import".to_owned(), at: NOW }
}

pub fn lead(name: &str, n: i64, owner: Option<PersonId>) -> Lead {
    Lead {
        head: Head::new(Uuid::now_v7(), n, NOW),
        name: Some(name.to_owned()),
        company: None,
        phone: None,
        email: None,
        source: Some("referral".to_owned()),
        need: Some("20 台空调".to_owned()),
        region: None,
        tags: vec!["急".to_owned()],
        owner,
        status: LeadStatus::New,
        lost_reason: None,
        lost_note: None,
        customer: None,
        rule: None,
        given_at: None,
        also: Vec::new(),
        merged: None,
        apart: BTreeMap::new(),
    }
}

pub fn arrival(update: &str, chat: &str, text: &str) -> Arrival {
    Arrival {
        update: update.to_owned(),
        line: Address::new(SOURCE, chat),
        raw: text.to_owned(),
        said: Some(text.to_owned()),
        message: None,
    }
}

pub fn incoming(account: &str, chat: &str, text: &str) -> Incoming {
    Incoming {
        sender: Sender { account: account.to_owned(), name: None, lang: None },
        chat: Chat { address: Address::new(SOURCE, chat), group: false },
        what: What::Text(text.to_owned()),
        reply_to: None,
        message: None,
        along: None,
    }
}

pub fn scope(person: &Person, reach: Reach) -> Scope {
    Scope::new(person.person_id(), reach)
}
