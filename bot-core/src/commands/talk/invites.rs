//! `/invite list`: the codes that still let somebody in.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::revoke::RevokeInvite;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::problem::Problem;
use crate::store::Invite;
use crate::t;

/// No fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListInvites {}

/// How many have a button.
const BUTTONS: usize = 8;

impl Ask for ListInvites {
    const SPEC: Spec = Spec {
        name: "invite list",
        aliases: &["邀请列表", "邀请码列表", "invites", "list invites"],
        right: Right::Admin,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "邀请列表", en: "invite list" },
    };
}

#[async_trait]
impl Run for ListInvites {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let open = cx.tx.open_invites(cx.now).await?;
        if open.is_empty() {
            return Ok(Reply::card(t!(lang, "invite-none")));
        }
        let mut lines = Vec::new();
        for (invite, n) in open.iter().zip(1_usize..) {
            lines.push(format!("{n}. {}", told(cx, invite).await?));
        }
        let button = |(invite, n): (&Invite, usize)| {
            let revoke = RevokeInvite { code: invite.digest.clone() };
            Button::new(t!(lang, "invite-button-revoke-n", n = n), &revoke)
        };
        let buttons: Vec<Button> = open.iter().zip(1..).take(BUTTONS).map(button).collect();
        let mut reply = Reply::card(t!(lang, "invite-list", n = open.len())).bullets(lines);
        for row in buttons.chunks(4) {
            reply = reply.row(row.to_vec());
        }
        Ok(reply)
    }
}

/// `销售 · 华东 · Dana · 3月14日 15:30 前有效`; the code itself is not kept.
pub(super) async fn told(cx: &mut Cx<'_>, invite: &Invite) -> Result<String, Problem> {
    let lang = cx.lang();
    let role = match invite.person {
        Some(_) => {
            let name = cx.person_name(invite.person).await?;
            t!(lang, "invite-for", name = name)
        }
        None => cx.org.roles.name(&invite.role, lang),
    };
    let team: Vec<_> = invite.team.into_iter().collect();
    let team = cx.tx.labels(Kind::Team, &team).await?.into_iter().next();
    let by = cx.person_name(invite.made_by).await?;
    let until = t!(lang, "invite-line-until", until = cx.time(invite.until));
    let parts = [Some(role), team.map(|(_, _, name)| name), Some(by), Some(until)];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Ok(parts.join(" · "))
}
