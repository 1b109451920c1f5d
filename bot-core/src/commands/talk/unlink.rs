//! `/me unlink`: an account of one's own can talk for one no more.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::accounts::{Accounts, named};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::problem::Problem;
use crate::t;

/// Which account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unlink {
    /// The platform's key of it, or `telegram · 5` as the list names it.
    pub account: String,
}

impl Ask for Unlink {
    const SPEC: Spec = Spec {
        name: "me unlink",
        aliases: &["解绑账号", "解绑", "unlink account", "unlink"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[required("account", Take::Text, By::Rest)],
        example: Both { zh: "解绑账号", en: "me unlink" },
    };
}

#[async_trait]
impl Run for Unlink {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let me = cx.me.person_id();
        let accounts = cx.tx.accounts(me).await?;
        let all = Button::new(t!(lang, "accounts-button"), &Accounts {});
        let word = self.account.trim();
        let found = accounts.iter().find(|one| one.account == word || named(one) == word);
        let Some(account) = found else {
            let text = t!(lang, "not-found", what = word);
            return Err(Reply::new(ReplyKind::Problem, text).row(vec![all]).into());
        };
        // Whoever takes the last one away is locked out.
        if accounts.len() == 1 {
            return Err(Problem::tell(t!(lang, "unlink-last")));
        }
        cx.tx.unbind_account(&account.source, &account.account, me).await?;
        Ok(Reply::say(t!(lang, "unlink-done", account = named(account))).row(vec![all]))
    }
}
