//! `/me accounts`: where one can talk from, and taking one of them away.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::link::Link;
use super::unlink::Unlink;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::problem::Problem;
use crate::store::Account;
use crate::t;

/// No fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Accounts {}

impl Ask for Accounts {
    const SPEC: Spec = Spec {
        name: "me accounts",
        aliases: &["我的账号", "账号列表", "my accounts"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "我的账号", en: "me accounts" },
    };
}

#[async_trait]
impl Run for Accounts {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        if cx.chat.group {
            return Err(Problem::tell(t!(lang, "accounts-not-here")));
        }
        let accounts = cx.tx.accounts(cx.me.person_id()).await?;
        let line = |(account, n): (&Account, usize)| {
            format!("{n}. {} · {}", named(account), cx.time(account.used_at))
        };
        let lines: Vec<String> = accounts.iter().zip(1..).map(line).collect();
        let mut row = vec![Button::new(t!(lang, "link-button"), &Link {})];
        if accounts.len() > 1 {
            row.extend(accounts.iter().zip(1_usize..).take(4).map(|(account, n)| {
                Button::new(t!(lang, "unlink-button", n = n), &Unlink { account: named(account) })
            }));
        }
        Ok(Reply::card(t!(lang, "accounts-title", n = accounts.len())).bullets(lines).row(row))
    }
}

/// `telegram · 5`: the platform and its own key.
pub(crate) fn named(account: &Account) -> String {
    let platform = account.source.split('/').next().unwrap_or_default();
    format!("{platform} · {}", account.account)
}
