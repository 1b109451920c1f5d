//! `/unfreeze`: an account is opened again: as it was, or only to whoever has a new code, where somebody
//! else may have got hold of a phone.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::freeze::Freeze;
use super::{anyone, is_admin};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::accounts::named;
use crate::commands::talk::invite::{make, ways_in};
use crate::commands::talk::revoke::RevokeInvite;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::{REP, Right};
use crate::domain::people::Person;
use crate::problem::Problem;
use crate::t;

/// Whose account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unfreeze {
    /// By handle or name; with «换新码» or `anew` behind it none of the old chats comes in again.
    pub who: String,
}

/// What says that only a new code opens it.
const ANEW: [&str; 6] = ["换新码", "重新邀请", "换手机", "手机丢了", " anew", " new code"];

impl Ask for Unfreeze {
    const SPEC: Spec = Spec {
        name: "unfreeze",
        aliases: &["解冻", "恢复账号"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("who", Take::Text, By::Rest)],
        example: Both { zh: "解冻 Bo", en: "unfreeze Bo" },
    };
}

#[async_trait]
impl Run for Unfreeze {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let (who, anew) = anew(&self.who);
        let before = anyone(cx, who).await?;
        let (name, id) = (before.name.clone(), before.person_id());
        if !before.frozen {
            return Err(Problem::tell(t!(lang, "unfreeze-not", name = name)));
        }
        // A code is for one pair of eyes.
        if anew && cx.chat.group {
            return Err(Problem::tell(t!(lang, "invite-not-here")));
        }
        let mut after = before.clone();
        after.frozen = false;
        cx.save(Some(&before), &after).await?;
        let accounts = cx.tx.accounts(id).await?;
        if anew {
            for account in &accounts {
                cx.tx.unbind_account(&account.source, &account.account, id).await?;
            }
            return in_with_a_code(cx, &after, accounts.len()).await;
        }
        let text = t!(before.lang, "unfreeze-told", name = &name);
        cx.tell(id, Reply::say(text)).await?;
        let lines = accounts.iter().map(|one| format!("{} · {}", named(one), cx.time(one.used_at)));
        let reply = Reply::say(t!(lang, "unfreeze-done", name = name));
        if cx.chat.group || accounts.is_empty() {
            return Ok(reply);
        }
        Ok(reply
            .text(t!(lang, "unfreeze-accounts", n = accounts.len()))
            .bullets(lines.collect::<Vec<_>>())
            .button(t!(lang, "freeze-button"), &Freeze { who: before.handle }))
    }
}

/// The name, and whether only a new code is to open the account.
fn anew(who: &str) -> (&str, bool) {
    let who = who.trim();
    let lower = who.to_ascii_lowercase();
    match ANEW.iter().find(|word| lower.ends_with(**word)) {
        Some(word) => (who[..who.len() - word.len()].trim(), true),
        None => (who, false),
    }
}

/// None of the old chats is the person's any more: a new code is. Whoever sets the org up gets one on
/// the console only.
async fn in_with_a_code(cx: &mut Cx<'_>, person: &Person, closed: usize) -> Outcome {
    let lang = cx.lang();
    let done = Reply::say(t!(lang, "unfreeze-anew", name = &person.name, n = closed));
    if is_admin(cx, person) {
        return Ok(done.text(t!(lang, "people-admin-console")));
    }
    let role = person.roles.first().cloned().unwrap_or_else(|| REP.to_owned());
    let (code, invite) = make(cx, role, None, Some(person.person_id())).await?;
    let made = done.text(t!(lang, "invite-made-for", name = &person.name, code = &code)).text(t!(
        lang,
        "invite-how",
        code = &code
    ));
    let made = ways_in(cx, made, &code).await?;
    let revoke = RevokeInvite { code: invite.digest };
    Ok(made
        .text(t!(lang, "invite-until", until = cx.time(invite.until)))
        .button(t!(lang, "invite-button-revoke"), &revoke))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_for_a_new_code_is_no_part_of_the_name() {
        assert_eq!(anew("Bo anew"), ("Bo", true));
        assert_eq!(anew("小王 换新码"), ("小王", true));
        assert_eq!(anew("Janew"), ("Janew", false));
        assert_eq!(anew("Bo"), ("Bo", false));
    }
}
