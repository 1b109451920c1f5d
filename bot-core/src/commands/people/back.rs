//! `/back`: nobody stands in any more.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::leave::no_longer;
use super::{may_act_for, named, nobody};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::people::Person;
use crate::store::RecordsExt as _;
use crate::t;

/// Who is back; the asker when not said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Back {
    /// By handle or name.
    pub who: Option<String>,
}

impl Ask for Back {
    const SPEC: Spec = Spec {
        name: "back",
        aliases: &["我回来了", "回来了", "结束代理", "i am back", "i'm back", "end cover"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[rest("who")],
        example: Both { zh: "我回来了", en: "back" },
    };
}

#[async_trait]
impl Run for Back {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = match &self.who {
            Some(word) => named(cx, word).await?,
            None => cx.me.clone(),
        };
        let mine = before.head.id == cx.me.head.id;
        if !may_act_for(cx, &before).await? {
            return Err(nobody(cx, &self.who.unwrap_or_default()));
        }
        let lang = cx.lang();
        let Some(cover) = before.cover else {
            if let Some(leave) = before.leave {
                let after = Person { leave: None, ..before.clone() };
                cx.save(Some(&before), &after).await?;
                if let Some(cover) = leave.cover {
                    no_longer(cx, &before, cover).await?;
                }
                return Ok(Reply::say(t!(lang, "back-from-leave", name = &before.name)));
            }
            let name = &before.name;
            return Ok(Reply::say(if mine {
                t!(lang, "back-anyway", name = name)
            } else {
                t!(lang, "back-nobody", name = name)
            }));
        };
        let mut after = before.clone();
        (after.cover, after.cover_until, after.leave) = (None, None, None);
        cx.save(Some(&before), &after).await?;
        let stood_in = cx.tx.get::<Person>(cover.0).await?;
        let name = stood_in.as_ref().map(|person| person.name.clone()).unwrap_or_default();
        if let Some(person) = stood_in.filter(|person| person.head.id != cx.me.head.id) {
            let text = t!(person.lang, "back-told", name = &before.name);
            cx.tell(person.person_id(), Reply::say(text)).await?;
        }
        Ok(Reply::say(t!(lang, "back-done", name = &before.name, cover = name)))
    }
}
