//! `/apart`: two that look alike are not the same, which is not asked again.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::dups::Dups;
use super::merge::{MERGED, Side, same_kind};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::merge::mark;
use crate::t;

/// Which two.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Apart {
    /// The one.
    pub one: Ref,
    /// And the other.
    pub other: Ref,
    /// Where the pairs go on of which this is one.
    #[serde(default)]
    pub then: Option<Dups>,
}

impl Ask for Apart {
    const SPEC: Spec = Spec {
        name: "apart",
        aliases: &["不是同一个", "不重复", "not the same"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("one", Take::Ref(MERGED), By::Shape),
            required("other", Take::Ref(MERGED), By::Shape),
        ],
        example: Both { zh: "不是同一个 C-1 C-2", en: "apart C-1 C-2" },
    };
}

#[async_trait]
impl Run for Apart {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let one = Side::find(cx, "one", &self.one).await?;
        let other = Side::find(cx, "other", &self.other).await?;
        same_kind(cx, &one, &other)?;
        let lang = cx.lang();
        let text = t!(lang, "apart-done", one = one.named(lang)?, other = other.named(lang)?);
        // The newer one keeps it: pairs are looked for from there.
        let (older, newer) = if one.code.n < other.code.n { (one, other) } else { (other, one) };
        let mut after = newer.fields.clone();
        let said = after.entry("apart").or_insert_with(|| json!({}));
        if let Value::Object(said) = said {
            said.insert(older.id.to_string(), json!(mark(&newer.fields, &older.fields)));
        }
        if after != newer.fields {
            let change = any::change(newer.kind, newer.fields, after, cx.now)?;
            cx.tx.save_change(change).await?;
        }
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        let reply = Reply::say(text).row(vec![undo]);
        let next = match &self.then {
            Some(then) => then.next(cx).await?,
            None => None,
        };
        Ok(match next {
            Some(next) => reply.followed_by(next),
            None if self.then.is_some() => reply.text(t!(lang, "dups-end")),
            None => reply,
        })
    }
}
