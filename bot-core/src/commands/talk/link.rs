//! `/me link`: a one-time code with which one binds a further account of one's own.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::invite::{make, ways_in};
use super::revoke::RevokeInvite;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::{REP, Right};
use crate::problem::Problem;
use crate::t;

/// No fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Link {}

impl Ask for Link {
    const SPEC: Spec = Spec {
        name: "me link",
        aliases: &["绑定账号", "加账号", "link account", "link"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[],
        example: Both { zh: "绑定账号", en: "me link" },
    };
}

#[async_trait]
impl Run for Link {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        if cx.chat.group {
            return Err(Problem::tell(t!(lang, "invite-not-here")));
        }
        let role = cx.me.roles.first().cloned().unwrap_or_else(|| REP.to_owned());
        let me = cx.me.person_id();
        let (code, invite) = make(cx, role, None, Some(me)).await?;
        let made = Reply::card(t!(lang, "link-made", code = &code)).text(t!(
            lang,
            "link-how",
            code = &code
        ));
        let mut reply = ways_in(cx, made, &code).await?.text(t!(
            lang,
            "invite-until",
            until = cx.time(invite.until)
        ));
        if cx.may(Right::Admin) {
            let revoke = RevokeInvite { code: invite.digest };
            reply = reply.row(vec![Button::new(t!(lang, "invite-button-revoke"), &revoke)]);
        }
        Ok(reply)
    }
}
