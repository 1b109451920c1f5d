//! `/invite`: a one-time code that lets somebody in.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::{ADMIN, MANAGER, REP, Right};
use crate::domain::people::{Person, Team, invite_code, invite_digest};
use crate::problem::Problem;
use crate::store::Invite;
use crate::t;

/// How long an invite works: 72 hours.
const WORKS_MILLIS: i64 = 72 * 60 * 60 * 1000;

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
        let who = self.who.map(Ref);
        let (role, team, person) = match (self.role, who) {
            (Some(role), Some(team)) => {
                let team: Team = cx.find("who", &team).await?;
                (role, Some(team), None)
            }
            (Some(role), None) => (role, None, None),
            (None, Some(person)) => {
                let person: Person = cx.find("who", &person).await?;
                if person.frozen {
                    let text = t!(lang, "invite-frozen", name = &person.name);
                    return Err(Problem::tell(text));
                }
                let role = person.roles.first().cloned().unwrap_or_else(|| REP.to_owned());
                (role, None, Some(person))
            }
            (None, None) => return Err(ask_role(cx)),
        };
        let (_, random) = Uuid::new_v4().as_u64_pair();
        let code = invite_code(random);
        let until = cx.now.plus_millis(WORKS_MILLIS);
        cx.tx
            .save_invite(&Invite {
                digest: invite_digest(&code),
                role: role.clone(),
                team: team.as_ref().map(|team| team.head.id),
                person: person.as_ref().map(Person::person_id),
                until,
            })
            .await?;
        Ok(made(cx, &code, &role, team.as_ref(), person.as_ref()).text(t!(
            lang,
            "invite-until",
            until = cx.time(until)
        )))
    }
}

fn ask_role(cx: &Cx<'_>) -> Problem {
    let lang = cx.lang();
    let often = [REP, MANAGER, ADMIN];
    let choice = |role: &str| (cx.org.roles.name(role, lang), role.into());
    cx.ask("role", t!(lang, "invite-ask-role"), often.map(choice).to_vec())
}

/// Shows the code, which is nowhere else, with what the other one is to send.
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
