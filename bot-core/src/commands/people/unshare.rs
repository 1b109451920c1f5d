//! `/unshare`: a colleague works along no more.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::share::{SHARED, called, helpers, names, people, save};
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::problem::Problem;
use crate::t;

/// Who leaves what.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unshare {
    /// A customer or a deal.
    pub record: Ref,
    /// One colleague or several.
    pub who: String,
}

impl Ask for Unshare {
    const SPEC: Spec = Spec {
        name: "unshare",
        aliases: &["取消协作", "去掉协作人", "remove helper"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("record", Take::Ref(SHARED), By::Shape),
            required("who", Take::Text, By::Rest),
        ],
        example: Both { zh: "取消协作 D-1 Bo", en: "unshare D-1 Bo" },
    };
}

#[async_trait]
impl Run for Unshare {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let (kind, before) = cx.find_any("record", &self.record, SHARED).await?;
        let people = people(cx, &self.who).await?;
        let gone: Vec<Value> =
            people.iter().map(|person| Value::from(person.head.id.to_string())).collect();
        let lang = cx.lang();
        let (_, named) = called(lang, kind, &before)?;
        let (who, had) = (names(&people), helpers(&before));
        let left: Vec<Value> = had.iter().filter(|one| !gone.contains(one)).cloned().collect();
        if left.len() == had.len() {
            return Err(Problem::tell(t!(lang, "share-not-there", what = named, who = who)));
        }
        save(cx, kind, before, left).await?;
        let text = t!(lang, "share-ended", what = named, who = who);
        Ok(Reply::say(text).button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}
