//! `/calendar week`: which days of the week are worked.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::save;
use super::show::week;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::chat::understand::when::weekdays;
use crate::commands::rules::dry_run::compare;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::fold;
use crate::problem::Problem;
use crate::t;

/// Which days.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetWeek {
    /// «周一到周六», «mon-sat», «周二 周四».
    #[serde(alias = "days")]
    pub weekdays: String,
    /// True where it was said what that would have meant: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

impl Ask for SetWeek {
    const SPEC: Spec = Spec {
        name: "calendar week",
        aliases: &["设工作日", "每周工作日"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("weekdays", Take::Text, By::Rest)],
        example: Both { zh: "设工作日 周一到周六", en: "calendar week mon-sat" },
    };
}

#[async_trait]
impl Run for SetWeek {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let Some(days) = read(&fold::key(&self.weekdays)) else {
            let example = Self::SPEC.example.in_lang(lang);
            return Err(Problem::tell(t!(lang, "calendar-week-bad", example = example)));
        };
        let text = t!(lang, "calendar-week-set", days = week(lang, days));
        if days == cx.settings.week {
            return Ok(Reply::say(text));
        }
        let mut after = cx.settings.clone();
        after.week = days;
        let mut reply = Reply::say(text);
        if !self.sure {
            let seen = compare(cx, &after).await?;
            if let Some(asked) = seen.ask(cx, &Self { sure: true, ..self }) {
                return Ok(asked);
            }
            reply = reply.text(seen.title(cx));
        }
        save(cx, after).await?;
        Ok(reply.button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

/// The days that are named, one by one or from one to another; none where something else is said.
fn read(text: &str) -> Option<[bool; 7]> {
    let text = text.trim();
    let (week, end) = weekdays(text, true)?;
    (end == text.len()).then_some(week)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_one_by_one_or_from_one_to_another() {
        let (yes, no) = (true, false);
        assert_eq!(read("周一到周六"), Some([yes, yes, yes, yes, yes, yes, no]));
        assert_eq!(read("sun-thu"), Some([yes, yes, yes, yes, no, no, yes]));
        assert_eq!(read("周二、周四"), Some([no, yes, no, yes, no, no, no]));
        assert_eq!(read("1-5"), Some([yes, yes, yes, yes, yes, no, no]));
        assert_eq!(read("whenever"), None);
        assert_eq!(read(""), None);
    }
}
