//! `/invite revoke`: a code lets nobody in any more.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::invites::told;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::people::invite_digest;
use crate::problem::Problem;
use crate::t;

/// Which code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RevokeInvite {
    /// The code, its number in the list, or what is kept of it: that is what a button carries.
    pub code: String,
}

impl Ask for RevokeInvite {
    const SPEC: Spec = Spec {
        name: "invite revoke",
        aliases: &["作废邀请", "作废邀请码", "撤回邀请", "revoke invite"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("code", Take::Text, By::Rest)],
        example: Both { zh: "作废邀请", en: "invite revoke" },
    };
}

#[async_trait]
impl Run for RevokeInvite {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let code = self.code.trim();
        let digest = invite_digest(code);
        let open = cx.tx.open_invites(cx.now).await?;
        let nth = code.parse().ok().and_then(|n: usize| open.get(n.checked_sub(1)?));
        let found = open.iter().find(|one| one.digest == digest || one.digest == code).or(nth);
        let lang = cx.lang();
        let Some(invite) = found else {
            return Err(Problem::tell(t!(lang, "invite-not-open")));
        };
        cx.tx.revoke_invite(&invite.digest).await?;
        let which = told(cx, invite).await?;
        Ok(Reply::say(t!(lang, "invite-revoked")).text(which))
    }
}
