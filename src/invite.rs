//! `gendan invite`: a one-time code from the console, the only way to an admin.

use std::io::Write as _;

use bot_core::domain::access::{ADMIN, REP};
use bot_core::domain::ids::Instant;
use bot_core::domain::org::Org;
use bot_core::domain::people::{INVITE_MILLIS, Lang, Person, invite_code, invite_digest};
use bot_core::store::{Invite, Store as _};
use bot_core::text::read;
use storage::Storage;
use uuid::Uuid;

use crate::fault::{Done, Fault};
use crate::init::origin;

/// Prints a code: for a new admin, or for a further account of somebody.
pub async fn run(store: &Storage, handle: Option<&str>, now: Instant) -> Done {
    let Some(org) = store.orgs().await?.into_iter().next() else {
        return Err(Fault::Failed("there is no org yet: begin with gendan init".to_owned()));
    };
    let person = match handle {
        Some(handle) => Some(named(store, &org, handle, now).await?),
        None => None,
    };
    say(store, &org, person.as_ref(), now).await
}

async fn named(store: &Storage, org: &Org, handle: &str, now: Instant) -> Done<Person> {
    let mut unit = store.look(origin(org, now)).await?;
    let people = unit.tx().people().await?;
    unit.rollback().await;
    let found = people.into_iter().find(|person| person.handle == handle);
    found.ok_or_else(|| Fault::Usage(format!("nobody is called “{handle}” here")))
}

/// Writes an invite down and prints its code, which is kept nowhere.
pub async fn say(store: &Storage, org: &Org, person: Option<&Person>, now: Instant) -> Done {
    let (_, random) = Uuid::new_v4().as_u64_pair();
    let code = invite_code(random);
    let role = match person {
        Some(person) => person.roles.first().map_or(REP, String::as_str),
        None => ADMIN,
    };
    let invite = Invite {
        digest: invite_digest(&code),
        role: role.to_owned(),
        team: None,
        person: person.map(Person::person_id),
        until: now.plus_millis(INVITE_MILLIS),
        made_by: None,
    };
    let mut unit = store.begin(origin(org, now)).await?;
    unit.tx().save_invite(&invite).await?;
    unit.commit().await?;
    let until = read::instant(Lang::En, invite.until, org.zone, now);
    let zone = org.zone.name();
    let whom = person.map_or("a new admin".to_owned(), |person| person.handle.clone());
    let text = format!(
        "Once, until {until} ({zone}), {whom} can join from any platform with:\n/start {code}\n"
    );
    let ways = store.ways_in().await?.into_iter().filter(|(_, link)| link.ends_with('='));
    let text = ways.fold(text, |text, (_, link)| text + &link + &code + "\n");
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}
