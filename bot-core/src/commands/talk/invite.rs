//! `/invite`: a one-time code that lets somebody in.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::me::role_name;
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::{Right, Role};
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
    pub role: Option<Role>,
    /// Into which team; without a role, the person whose further account it is.
    pub who: Option<String>,
}

const fn role(key: &'static str, zh: &'static str) -> (&'static str, Both) {
    (key, Both { zh, en: key })
}

const ROLES: List = List::Fixed(&[
    role("rep", "销售"),
    role("manager", "主管"),
    role("admin", "管理员"),
    role("finance", "财务"),
    role("warehouse", "仓库"),
    role("production", "生产"),
    role("service", "售后"),
    role("marketing", "市场"),
]);

impl Ask for MakeInvite {
    const SPEC: Spec = Spec {
        name: "invite",
        aliases: &["邀请", "邀请码"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[optional("role", Take::Choice(ROLES), By::Shape), rest("who")],
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
                let role = person.roles.first().copied().unwrap_or(Role::Rep);
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
                role,
                team: team.as_ref().map(|team| team.head.id),
                person: person.as_ref().map(Person::person_id),
                until,
            })
            .await?;
        Ok(made(cx, &code, role, team.as_ref(), person.as_ref()).text(t!(
            lang,
            "invite-until",
            until = cx.time(until)
        )))
    }
}

fn ask_role(cx: &Cx<'_>) -> Problem {
    let lang = cx.lang();
    let often = [Role::Rep, Role::Manager, Role::Admin];
    let choice = |role: Role| (role_name(lang, role), role.word().into());
    cx.ask("role", t!(lang, "invite-ask-role"), often.map(choice).to_vec())
}

/// Shows the code, which is nowhere else, with what the other one is to send.
fn made(
    cx: &Cx<'_>,
    code: &str,
    role: Role,
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
    let role = person.is_none().then(|| role_name(lang, role));
    Reply::card(title)
        .fields([(name("role"), role), (name("team"), team.map(|team| team.name.clone()))])
        .text(t!(lang, "invite-how", code = code))
}
