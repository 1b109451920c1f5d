//! `/calendar hours`: when a working day begins and ends. Reminders that belong to a day come when
//! it begins, and a new lead is waited for within it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::save;
use super::show::hours;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::rules::dry_run::compare;
use crate::commands::talk::quiet::span;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::fold;
use crate::problem::Problem;
use crate::t;

/// From when to when.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetHours {
    /// «9:00-18:00», «9点到18点».
    pub hours: String,
    /// True where it was said what that would have meant: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

impl Ask for SetHours {
    const SPEC: Spec = Spec {
        name: "calendar hours",
        aliases: &["工作时间", "设工作时间", "上班时间", "working hours"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("hours", Take::Text, By::Rest)],
        example: Both { zh: "工作时间 9:00-18:00", en: "calendar hours 9:00-18:00" },
    };
}

#[async_trait]
impl Run for SetHours {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let words = fold::key(&self.hours);
        // A day that ends before it begins would have no working time at all.
        let Some(read) = span(words.trim()).filter(|hours| hours.from < hours.until) else {
            let example = Self::SPEC.example.in_lang(lang);
            let given: String = self.hours.chars().take(40).collect();
            let text = t!(lang, "calendar-hours-bad", given = given, example = example);
            return Err(Problem::tell(text));
        };
        let mut reply = Reply::say(t!(lang, "calendar-hours-set", hours = hours(read)));
        if read == cx.settings.hours {
            return Ok(reply);
        }
        let mut after = cx.settings.clone();
        after.hours = read;
        if !self.sure {
            let seen = compare(cx, &after).await?;
            if let Some(asked) = seen.ask(cx, &Self { sure: true, ..self }) {
                return Ok(asked);
            }
            reply = reply.text(seen.title(cx));
        }
        save(cx, after).await?;
        Ok(reply.row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}
