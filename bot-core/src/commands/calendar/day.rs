//! `/calendar day`: makes one day a day of rest or a working day, whatever the week says.

use async_trait::async_trait;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::save;
use super::show::unknown;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required, rest};
use crate::commands::rules::dry_run::compare;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::settings::OwnDay;
use crate::t;

/// The longest name of a day, in characters.
const LONGEST: usize = 40;

/// Which day, and what it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetDay {
    /// The day.
    pub day: NaiveDate,
    /// `off`, `work`, or `usual` for what it is without the org's own word.
    pub what: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// True where it was said what that would have meant: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

const WHAT: &[(&str, Both)] = &[
    ("off", Both { zh: "放假", en: "off" }),
    ("work", Both { zh: "上班", en: "work" }),
    ("usual", Both { zh: "照常", en: "usual" }),
];

impl Ask for SetDay {
    const SPEC: Spec = Spec {
        name: "calendar day",
        aliases: &["设日历", "改日历"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            required("day", Take::Day, By::Shape),
            optional("what", Take::Choice(List::Fixed(WHAT)), By::Shape),
            rest("name"),
        ],
        example: Both {
            zh: "设日历 6月30日 放假 盘点",
            en: "calendar day 30 June off stock-taking",
        },
    };
}

#[async_trait]
impl Run for SetDay {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let day = cx.day(self.day);
        let Some(what) = self.what.clone() else {
            let choices = WHAT
                .iter()
                .map(|(key, both)| (both.in_lang(lang).to_owned(), serde_json::Value::from(*key)));
            return Err(cx.ask(
                "what",
                t!(lang, "calendar-ask-what", day = day),
                choices.collect(),
            ));
        };
        let mut after = cx.settings.clone();
        if what == "usual" {
            after.days.remove(&self.day);
        } else {
            let name: String =
                self.name.as_deref().unwrap_or_default().trim().chars().take(LONGEST).collect();
            after.days.insert(self.day, OwnDay { working: what == "work", name });
        }
        if after.days == cx.settings.days {
            return Ok(Reply::say(t!(lang, "calendar-day-same", day = day)));
        }
        if !self.sure {
            let seen = compare(cx, &after).await?;
            if let Some(asked) = seen.ask(cx, &Self { sure: true, ..self }) {
                return Ok(asked);
            }
        }
        let working = after.calendar().is_working_day(self.day);
        save(cx, after).await?;
        let what = show::word(lang, "day-is", if working { "work" } else { "off" });
        let mut reply = Reply::say(t!(lang, "calendar-day-set", day = day, what = what));
        if let Some(text) = unknown(cx, self.day.year()) {
            reply = reply.text(text);
        }
        Ok(reply.button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}
