//! `/calendar week`: which days of the week are worked.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::save;
use super::show::week;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
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
    pub days: String,
    /// True where it was said what that would have meant: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

/// What people call the days, Monday first.
const DAYS: [[&str; 3]; 7] = [
    ["周一", "星期一", "mon"],
    ["周二", "星期二", "tue"],
    ["周三", "星期三", "wed"],
    ["周四", "星期四", "thu"],
    ["周五", "星期五", "fri"],
    ["周六", "星期六", "sat"],
    ["周日", "星期日", "sun"],
];

impl Ask for SetWeek {
    const SPEC: Spec = Spec {
        name: "calendar week",
        aliases: &["设工作日", "每周工作日"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("days", Take::Text, By::Rest)],
        example: Both { zh: "设工作日 周一到周六", en: "calendar week mon-sat" },
    };
}

#[async_trait]
impl Run for SetWeek {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let Some(days) = read(&fold::key(&self.days)) else {
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
    let text = ["到", "至", "~", "–", "—", " to "]
        .iter()
        .fold(text.to_owned(), |t, to| t.replace(to, "-"));
    let mut week = [false; 7];
    for part in text.split([' ', ',', '、', '，']).filter(|part| !part.is_empty()) {
        let (from, until) = part.split_once('-').unwrap_or((part, part));
        let (from, until) = (day(from)?, day(until)?);
        let mut at = from;
        loop {
            week[at] = true;
            if at == until {
                break;
            }
            at = (at + 1) % 7;
        }
    }
    week.contains(&true).then_some(week)
}

fn day(word: &str) -> Option<usize> {
    let word = word.trim();
    let named = |names: &[&str; 3]| {
        let [zh, long, en] = names;
        word == *zh || word == *long || (word.starts_with(en) && word.is_ascii())
    };
    DAYS.iter().position(named)
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
        assert_eq!(read("whenever"), None);
        assert_eq!(read(""), None);
    }
}
