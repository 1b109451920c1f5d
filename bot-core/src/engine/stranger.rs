//! Somebody we do not know: joins with a code, is told that it is wrong, or gets one polite line a
//! day.

use std::collections::BTreeMap;

use crate::chat::incoming::{Incoming, What};
use crate::chat::reply::Reply;
use crate::chat::spec::Ask as _;
use crate::commands;
use crate::commands::talk::start::Start;
use crate::domain::fold::Folded;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::org::Org;
use crate::domain::people::{Person, invite_digest};
use crate::domain::record::{Head, Record as _};
use crate::problem::Problem;
use crate::store::{Claimed, Invite, NewReply, Origin, Page, RecordsExt as _, Unit};
use crate::t;

use serde_json::Value;

use super::{Engine, guessed_lang};

/// How often a stranger's chat is answered within a day: so often a code can be tried.
const TRIES: i64 = 5;
/// How many characters of a name make a handle.
const HANDLE: usize = 12;
/// How many people are read at once.
const PEOPLE: i64 = 500;

impl Engine {
    /// Works on a message of somebody we do not know.
    pub(super) async fn stranger(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        answered: i64,
    ) -> Result<(), Problem> {
        if incoming.chat.group {
            let What::Filled(_) = incoming.what else {
                return self.say_nothing(claimed, None).await;
            };
            // Whoever fills a form in waits for an answer; a code works in the direct chat.
            let unit = self.store.work(claimed, self.origin(claimed, None)).await?;
            let text = t!(guessed_lang(incoming), "stranger-in-group");
            return self.end(unit, incoming, Some(Reply::say(text)), None).await;
        }
        let code = start_code(&incoming.what);
        let tried = code.is_some();
        // Whoever has tried too often is not heard: codes cannot be guessed.
        if let Some(code) = code.filter(|_| answered < TRIES) {
            let digest = invite_digest(&code);
            if let Some((org, invite)) =
                self.store.take_invite(claimed, &digest, self.clock.now()).await?
            {
                return self.join(claimed, incoming, &org, &invite).await;
            }
        }
        let unit = self.store.work(claimed, self.origin(claimed, None)).await?;
        let lang = guessed_lang(incoming);
        let text = match (tried, answered) {
            (true, answered) if answered < TRIES => Some(t!(lang, "stranger-bad-code")),
            (false, 0) => Some(t!(lang, "stranger")),
            _ => None,
        };
        self.end(unit, incoming, text.map(Reply::say), None).await
    }

    /// Lets somebody in: binds the account to the person of the invite, or to a new one.
    async fn join(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        org: &Org,
        invite: &Invite,
    ) -> Result<(), Problem> {
        let origin = Origin { org: org.id, ..self.origin(claimed, None) };
        let mut unit = self.store.work(claimed, origin).await?;
        unit.tx().on_behalf_of("start");
        let person = match invite.person {
            Some(PersonId(id)) => unit.tx().get::<Person>(id).await?,
            None => Some(self.new_person(unit.as_mut(), incoming, org, invite).await?),
        };
        let Some(person) = person.filter(|person| !person.frozen) else {
            return self.end(unit, incoming, None, None).await;
        };
        let (id, home) = (person.person_id(), &incoming.chat.address);
        unit.tx().bind_account(&claimed.source, &incoming.sender.account, id, home).await?;
        let text = t!(person.lang, "welcome", name = person.label(), org = &org.name);
        let reply = Reply::say(text)
            .button(t!(person.lang, "button-help"), &commands::talk::help::Help::default());
        self.end(unit, incoming, Some(reply), Some(id)).await
    }

    async fn new_person(
        &self,
        unit: &mut dyn Unit,
        incoming: &Incoming,
        org: &Org,
        invite: &Invite,
    ) -> Result<Person, Problem> {
        let now = self.clock.now();
        let n = unit.tx().next_number(Kind::Person).await?;
        let account = &incoming.sender.account;
        let name = Folded::of(incoming.sender.name.as_deref().unwrap_or_default());
        let name = Some(name.text().trim()).filter(|name| !name.is_empty()).unwrap_or(account);
        let taken = handles(unit).await?;
        let person = Person {
            head: Head::new(commands::new_id(now), n, now),
            handle: handle([name, account.as_str()], &taken),
            name: name.chars().take(60).collect(),
            lang: incoming.sender.lang.unwrap_or(org.lang),
            zone: org.zone,
            roles: vec![invite.role.clone()],
            team: invite.team,
            frozen: false,
            cover: None,
            cover_until: None,
            quiet: None,
            leave: None,
            digests: BTreeMap::new(),
        };
        unit.tx().save(None, &person, now).await?;
        Ok(person)
    }

    async fn end(
        &self,
        mut unit: Box<dyn Unit>,
        incoming: &Incoming,
        reply: Option<Reply>,
        person: Option<PersonId>,
    ) -> Result<(), Problem> {
        if let Some(mut reply) = reply {
            reply.answers = incoming.to_name().cloned();
            let id = commands::new_id(self.clock.now());
            let chat = incoming.chat.address.clone();
            unit.tx().send(NewReply { id, chat, person, reply }).await?;
        }
        Ok(unit.commit().await?)
    }
}

/// The handles that are taken, also those of people who are frozen.
async fn handles(unit: &mut dyn Unit) -> Result<Vec<String>, Problem> {
    let (mut handles, mut page) = (Vec::new(), Page { below: None, limit: PEOPLE });
    loop {
        let people = unit.tx().every(Kind::Person, page).await?;
        page.below = people.last().and_then(|last| last.get("n")).and_then(Value::as_i64);
        let some = people.iter().filter_map(|person| person.get("handle")?.as_str());
        handles.extend(some.map(str::to_owned));
        if people.is_empty() || page.below.is_none() {
            return Ok(handles);
        }
    }
}

/// A short name that nobody has: made of the first of these names that has Latin letters, with a
/// number where that is taken.
fn handle(names: [&str; 2], taken: &[String]) -> String {
    let plain = |name: &str| -> String {
        let name = name.to_lowercase();
        name.chars().filter(char::is_ascii_alphanumeric).take(HANDLE).collect()
    };
    let mut named = names.map(plain).into_iter();
    let short = named.find(|name| name.contains(|c: char| c.is_ascii_alphabetic()));
    let short = short.unwrap_or_else(|| "user".to_owned());
    let numbered = (2..).map(|n: u64| format!("{short}{n}"));
    let mut all = std::iter::once(short.clone()).chain(numbered);
    all.find(|handle| !taken.contains(handle)).unwrap_or(short)
}

/// The code of `/start CODE`.
pub(super) fn start_code(what: &What) -> Option<String> {
    let text = match what {
        What::Text(text) => text,
        What::Filled(form) if form.command == Start::SPEC.name => {
            let code = form.fields.iter().find(|(field, _)| field == "code");
            return code.map(|(_, code)| code.trim().to_uppercase());
        }
        _ => return None,
    };
    let folded = Folded::of(text);
    let mut words = folded.text().split_whitespace();
    let command = words.next()?.to_lowercase();
    let code = words.next()?;
    matches!(command.as_str(), "/start" | "start" | "绑定").then(|| code.to_uppercase())
}
