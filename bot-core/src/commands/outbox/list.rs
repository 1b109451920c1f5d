//! `/outbox list`: the replies that were given up, and the chats in which others wait.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{MOST, about, decide, shut};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::t;

/// No fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListLetters {}

impl Ask for ListLetters {
    const SPEC: Spec = Spec {
        name: "outbox list",
        aliases: &["没送到", "未送达", "outbox"],
        right: Right::Admin,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "没送到", en: "outbox list" },
    };
}

#[async_trait]
impl Run for ListLetters {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let dead = cx.tx.dead_letters(MOST).await?;
        let closed = cx.tx.closed_chats(MOST).await?;
        if dead.is_empty() && closed.is_empty() {
            return Ok(Reply::card(t!(lang, "letters-none")));
        }
        let here = (lang, cx.zone(), cx.now);
        let mut reply = if dead.is_empty() {
            Reply::card(t!(lang, "letters-closed", n = closed.len()))
        } else {
            let lines = about(cx.tx, here, &dead).await?;
            let reply = Reply::card(t!(lang, "letters-list", n = dead.len())).bullets(lines);
            let seqs: Vec<i64> = dead.iter().map(|letter| letter.seq).collect();
            let reply = reply.row(decide(lang, &seqs));
            if closed.is_empty() {
                return Ok(reply);
            }
            reply.text(t!(lang, "letters-closed", n = closed.len()))
        };
        reply = reply.bullets(shut(cx.tx, here, &closed).await?);
        Ok(reply.text(t!(lang, "letters-closed-how")))
    }
}
