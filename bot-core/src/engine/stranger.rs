//! Somebody we do not know: joins with a code, or gets one polite line a day.

use crate::chat::incoming::{Incoming, What};
use crate::chat::reply::Reply;
use crate::commands;
use crate::domain::fold::Folded;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::org::Org;
use crate::domain::people::{Person, invite_digest};
use crate::domain::record::{Head, Record as _};
use crate::problem::Problem;
use crate::store::{Claimed, Invite, NewReply, Origin, RecordsExt as _, Unit};
use crate::t;

use super::{Engine, guessed_lang};

impl Engine {
    /// Works on a message of somebody we do not know.
    pub(super) async fn stranger(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        answered: bool,
    ) -> Result<(), Problem> {
        if incoming.chat.group {
            return self.say_nothing(claimed, None).await;
        }
        if let Some(code) = start_code(&incoming.what) {
            let digest = invite_digest(&code);
            if let Some((org, invite)) =
                self.store.take_invite(claimed, &digest, self.clock.now()).await?
            {
                return self.join(claimed, incoming, &org, &invite).await;
            }
        }
        let unit = self.store.work(claimed, self.origin(claimed, None)).await?;
        let text = t!(guessed_lang(incoming), "stranger");
        self.end(unit, incoming, (!answered).then(|| Reply::say(text)), None).await
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
        let fallback = format!("{}{n}", incoming.sender.account);
        let name = incoming.sender.name.clone().unwrap_or(fallback);
        let person = Person {
            head: Head::new(commands::new_id(now), n, now),
            handle: handle(&name, n),
            name: Folded::of(&name).text().chars().take(60).collect(),
            lang: incoming.sender.lang.unwrap_or(org.lang),
            zone: org.zone,
            roles: vec![invite.role],
            team: invite.team,
            frozen: false,
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
        if let Some(reply) = reply {
            let id = commands::new_id(self.clock.now());
            let chat = incoming.chat.address.clone();
            unit.tx().send(NewReply { id, chat, person, reply }).await?;
        }
        Ok(unit.commit().await?)
    }
}

/// A short name made of what a platform calls somebody; the number makes it unique.
fn handle(name: &str, n: i64) -> String {
    let plain: String =
        name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    format!("{plain}{n}")
}

/// The code of `/start CODE`.
pub(super) fn start_code(what: &What) -> Option<String> {
    let What::Text(text) = what else { return None };
    let folded = Folded::of(text);
    let mut words = folded.text().split_whitespace();
    let command = words.next()?.to_lowercase();
    let code = words.next()?;
    matches!(command.as_str(), "/start" | "start" | "绑定").then(|| code.to_uppercase())
}
