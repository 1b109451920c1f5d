//! `/me phone`: the number under which one is reached by colleagues.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::undo::Undo;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::people::Person;
use crate::t;
use crate::text::secret;

/// One's own number: sharing one's own card says it, too.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MyPhone {
    /// As typed.
    pub phone: String,
}

/// Under what it is kept with the person.
const KEPT: &str = "phone";

impl Ask for MyPhone {
    const SPEC: Spec = Spec {
        name: "me phone",
        aliases: &["我的电话", "my phone"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[required("phone", Take::Phone, By::Shape)],
        example: Both { zh: "我的电话 13800138001", en: "my phone 13800138001" },
    };
}

#[async_trait]
impl Run for MyPhone {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = cx.me.clone();
        let mut after = before.clone();
        after.head.extra.insert(KEPT.to_owned(), self.phone.clone().into());
        let lang = cx.lang();
        let text = t!(lang, "phone-set", phone = secret::hide(&self.phone));
        if after == before {
            return Ok(Reply::say(text));
        }
        cx.save(Some(&before), &after).await?;
        Ok(Reply::say(text).row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}

/// Under which number a person is reached, if that is known.
pub(crate) fn phone_of(person: &Person) -> Option<String> {
    person.head.extra.get(KEPT)?.as_str().map(secret::hide)
}
