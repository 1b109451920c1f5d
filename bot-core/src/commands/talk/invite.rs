//! `/invite`: a one-time code that lets somebody in.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::invites::ListInvites;
use super::revoke::RevokeInvite;
use crate::chat::incoming::Address;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::outbox::platform;
use crate::commands::people::{anyone, is_admin};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::{MANAGER, REP, Right};
use crate::domain::people::{INVITE_MILLIS, Person, Team, invite_code, invite_digest};
use crate::problem::Problem;
use crate::store::{Invite, Stored};
use crate::t;

/// Whom to let in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MakeInvite {
    /// As what.
    pub role: Option<String>,
    /// Into which team; without a role, the person whose further account it is.
    pub who: Option<String>,
}

impl Ask for MakeInvite {
    const SPEC: Spec = Spec {
        name: "invite",
        aliases: &["邀请", "邀请码"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[optional("role", Take::Choice(List::Roles), By::Shape), rest("who")],
        example: Both { zh: "邀请 rep 华东", en: "invite rep 华东" },
    };
}

#[async_trait]
impl Run for MakeInvite {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        if cx.chat.group {
            return Err(Problem::tell(t!(lang, "invite-not-here")));
        }
        let (role, team, person) = match (self.role, self.who) {
            (Some(role), Some(team)) => {
                let team: Team = cx.find("who", &Ref(team)).await?;
                (role, Some(team), None)
            }
            (Some(role), None) => (role, None, None),
            (None, Some(word)) => {
                let person = anyone(cx, &word).await?;
                if person.frozen {
                    let text = t!(lang, "invite-frozen", name = &person.name);
                    return Err(Problem::tell(text));
                }
                let role = person.roles.first().cloned().unwrap_or_else(|| REP.to_owned());
                (role, None, Some(person))
            }
            (None, None) => return Err(ask_role(cx)),
        };
        may_be_invited(cx, &role, person.as_ref())?;
        let (code, invite) =
            make(cx, role, team.as_ref(), person.as_ref().map(Person::person_id)).await?;
        let revoke = RevokeInvite { code: invite.digest.clone() };
        let made = made(cx, &code, &invite.role, team.as_ref(), person.as_ref());
        Ok(ways_in(cx, made, &code)
            .await?
            .text(t!(lang, "invite-until", until = cx.time(invite.until)))
            .row(vec![
                Button::new(t!(lang, "invite-button-revoke"), &revoke),
                Button::new(t!(lang, "invite-button-list"), &ListInvites {}),
            ]))
    }
}

/// Who sets the org up comes from the console: no code that goes over a network makes one, nor
/// binds an account to one.
fn may_be_invited(cx: &Cx<'_>, role: &str, person: Option<&Person>) -> Result<(), Problem> {
    let lang = cx.lang();
    let admin = match person {
        Some(person) => is_admin(cx, person),
        None => cx.org.roles.allow(&[role.to_owned()], Right::Admin),
    };
    match person {
        Some(person) if person.head.id == cx.me.head.id => {
            Err(Problem::tell(t!(lang, "invite-yourself")))
        }
        _ if admin => Err(Problem::tell(t!(lang, "people-admin-console"))),
        _ => Ok(()),
    }
}

/// Writes a new invite down; the code itself is nowhere but in what is said.
pub(crate) async fn make(
    cx: &mut Cx<'_>,
    role: String,
    team: Option<&Team>,
    person: Option<crate::domain::ids::PersonId>,
) -> Stored<(String, Invite)> {
    let (_, random) = Uuid::new_v4().as_u64_pair();
    let code = invite_code(random);
    let invite = Invite {
        digest: invite_digest(&code),
        role,
        team: team.map(|team| team.head.id),
        person,
        until: cx.now.plus_millis(INVITE_MILLIS),
        made_by: Some(cx.me.person_id()),
    };
    cx.tx.save_invite(&invite).await?;
    Ok((code, invite))
}

/// Says where the code can be used with one tap, or is to be said: a line for each bot that is there.
pub(crate) async fn ways_in(cx: &mut Cx<'_>, mut reply: Reply, code: &str) -> Stored<Reply> {
    let lang = cx.lang();
    for (source, link) in cx.tx.ways_in().await? {
        let on = platform(&Address(source));
        reply = reply.text(if link.ends_with('=') {
            t!(lang, "invite-link", platform = on, link = format!("{link}{code}"))
        } else {
            t!(lang, "invite-link-then", platform = on, link = link, code = code)
        });
    }
    Ok(reply)
}

fn ask_role(cx: &Cx<'_>) -> Problem {
    let lang = cx.lang();
    let often = [REP, MANAGER, "warehouse"];
    let choice = |role: &str| (cx.org.roles.name(role, lang), role.into());
    cx.ask("role", t!(lang, "invite-ask-role"), often.map(choice).to_vec())
}

/// Shows the code with what the other one is to send.
fn made(
    cx: &Cx<'_>,
    code: &str,
    role: &str,
    team: Option<&Team>,
    person: Option<&Person>,
) -> Reply {
    let lang = cx.lang();
    let title = if let Some(person) = person {
        t!(lang, "invite-made-for", name = &person.name, code = code)
    } else {
        t!(lang, "invite-made", code = code)
    };
    let name = |field| show::field_name(lang, field);
    let role = person.is_none().then(|| cx.org.roles.name(role, lang));
    Reply::card(title)
        .fields([(name("role"), role), (name("team"), team.map(|team| team.name.clone()))])
        .text(t!(lang, "invite-how", code = code))
}
