//! `gendan init`: a new org with somebody who may set it up, or the practice org.

use std::collections::BTreeMap;

use adapters::console::SOURCE;
use bot_core::chat::incoming::Address;
use bot_core::commands::new_id;
use bot_core::domain::access::{ADMIN, Roles};
use bot_core::domain::ids::{Instant, Kind, OrgId};
use bot_core::domain::money::Currency;
use bot_core::domain::org::{Lists, Org};
use bot_core::domain::people::{Lang, Person};
use bot_core::domain::pipeline::Pipeline;
use bot_core::domain::record::Head;
use bot_core::store::{Origin, RecordsExt as _, Tx, Unit};
use chrono_tz::Tz;
use storage::Storage;
use uuid::Uuid;

use crate::fault::{Done, Fault};
use crate::{invite, practice};

/// What a new org is like.
pub struct NewOrg {
    /// What it is called.
    pub name: String,
    /// The handle of the person who sets it up.
    pub admin: String,
    /// The zone of its reports.
    pub zone: Tz,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// The language of people who have not chosen.
    pub lang: Lang,
}

/// A person before there is one.
pub struct NewPerson<'a> {
    /// The short name.
    pub handle: &'a str,
    /// What colleagues say.
    pub name: &'a str,
    /// What the person does.
    pub role: &'a str,
    /// The team.
    pub team: Option<Uuid>,
}

/// Makes an org and its first admin, who talks in the terminal.
pub async fn new_org(store: &Storage, new: NewOrg, now: Instant) -> Done {
    if new.name.trim().is_empty() {
        return Err(Fault::Usage("an org needs a name, such as --name Acme".to_owned()));
    }
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    if new.admin.is_empty() || !new.admin.chars().all(plain) {
        return Err(Fault::Usage(format!(
            "“{}” is no short name: lower-case letters, digits, _ and -, such as --admin ann",
            new.admin
        )));
    }
    let (org, mut unit) = begin(store, &new, now)?;
    let tx = unit.tx();
    tx.add_pipeline(&Pipeline::standard(|| new_id(now))).await?;
    let admin = NewPerson { handle: &new.admin, name: &new.admin, role: ADMIN, team: None };
    let admin = add_person(tx, &org, &admin, now).await?;
    unit.commit().await?;
    invite::say(store, &org, Some(&admin), now).await
}

/// Makes the practice org with its people, records and arrears.
pub async fn practice(store: &Storage, now: Instant) -> Done {
    let (org, mut unit) = begin(store, &practice::org(), now)?;
    practice::fill(unit.tx(), &org, now).await?;
    Ok(unit.commit().await?)
}

/// Begins to make an org: its people and records come into being with it, or nothing does.
fn begin(store: &Storage, new: &NewOrg, now: Instant) -> Done<(Org, Box<dyn Unit>)> {
    let org = Org {
        id: OrgId(new_id(now)),
        name: new.name.clone(),
        zone: new.zone,
        currency: new.currency,
        lang: new.lang,
        lists: Lists::default(),
        roles: Roles::standard(),
    };
    let unit = store.begin_first(&org, origin(&org, now))?;
    Ok((org, unit))
}

/// On whose behalf the console writes.
pub fn origin(org: &Org, at: Instant) -> Origin {
    Origin { org: org.id, change: new_id(at), actor: None, via: "init".to_owned(), at }
}

/// The head of a new record.
pub async fn head(tx: &mut dyn Tx, kind: Kind, now: Instant) -> Done<Head> {
    let n = tx.next_number(kind).await?;
    Ok(Head::new(new_id(now), n, now))
}

/// Writes a person down who can be spoken as with `gendan chat --as HANDLE`.
pub async fn add_person(
    tx: &mut dyn Tx,
    org: &Org,
    new: &NewPerson<'_>,
    now: Instant,
) -> Done<Person> {
    let person = Person {
        head: head(tx, Kind::Person, now).await?,
        handle: new.handle.to_owned(),
        name: new.name.to_owned(),
        lang: org.lang,
        zone: org.zone,
        roles: vec![new.role.to_owned()],
        team: new.team,
        frozen: false,
        cover: None,
        cover_until: None,
        quiet: None,
        leave: None,
        digests: BTreeMap::new(),
    };
    tx.save(None, &person, now).await?;
    let home = Address::new(SOURCE, new.handle);
    tx.bind_account(SOURCE, new.handle, person.person_id(), &home).await?;
    Ok(person)
}
