//! `/calendar day`: makes days of rest or working days of some days, whatever the week says.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::days::days;
use super::show::unknown;
use super::{YEARS, save};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required};
use crate::commands::rules::dry_run::compare;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, same, show};
use crate::domain::access::Right;
use crate::domain::settings::OwnDay;
use crate::problem::Problem;
use crate::t;

/// The longest name of a day, in characters.
const LONGEST: usize = 40;
/// How many days can be set at once.
pub(super) const MOST: usize = 366;

/// Which days, and what they are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetDay {
    /// The days and what they are called: «6月30日», «3月5日到3月7日 团建».
    pub day: String,
    /// `off`, `work`, or `usual` for what it is without the org's own word.
    pub what: Option<String>,
    /// True where it was said what that would have meant: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

const WHAT: &[(&str, Both)] = &[
    ("off", Both { zh: "放假", en: "off" }),
    ("work", Both { zh: "上班", en: "work" }),
    ("usual", Both { zh: "照常", en: "usual" }),
];
/// What else people say for them.
const SAID: [(&str, &str); 8] = [
    ("休", "off"),
    ("休息", "off"),
    ("放", "off"),
    ("closed", "off"),
    ("补班", "work"),
    ("班", "work"),
    ("调休上班", "work"),
    ("working", "work"),
];

impl Ask for SetDay {
    const SPEC: Spec = Spec {
        name: "calendar day",
        aliases: &["设日历", "改日历"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            required("day", Take::Text, By::Rest),
            optional("what", Take::Choice(List::Fixed(WHAT)), By::Shape),
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
        let (all, rest) = wanted(cx, &self.day)?;
        let (said, name) = match self.what.as_deref() {
            Some(what) => (Some(what), rest.as_str()),
            None => what_of(&rest),
        };
        let day = told(cx, &all);
        let Some(what) = said else {
            let choices = WHAT
                .iter()
                .map(|(key, both)| (both.in_lang(lang).to_owned(), serde_json::Value::from(*key)));
            return Err(cx.ask(
                "what",
                t!(lang, "calendar-ask-what", day = day),
                choices.collect(),
            ));
        };
        let name: String = name.chars().take(LONGEST).collect();
        let mut after = cx.settings.clone();
        for day in &all {
            if what == "usual" {
                after.days.remove(day);
            } else {
                after.days.insert(*day, OwnDay { working: what == "work", name: name.clone() });
            }
        }
        if after.days == cx.settings.days {
            return Ok(Reply::say(t!(lang, "calendar-day-same", day = day)));
        }
        let calendar = after.calendar();
        let works = all.iter().any(|day| calendar.is_working_day(*day));
        let rests = all.iter().any(|day| !calendar.is_working_day(*day));
        let is = match (works, rests) {
            (true, true) => show::word(lang, "day-is", "usual"),
            (works, _) => show::word(lang, "day-is", if works { "work" } else { "off" }),
        };
        let mut reply = Reply::say(t!(lang, "calendar-day-set", day = day, what = is));
        if !self.sure {
            let seen = compare(cx, &after).await?;
            if let Some(asked) = seen.ask(cx, &Self { sure: true, ..self }) {
                return Ok(asked);
            }
            reply = reply.text(seen.title(cx));
        }
        save(cx, after).await?;
        let last = all.last().copied().unwrap_or_default();
        if let Some(text) = unknown(cx, last.year()) {
            reply = reply.text(text);
        }
        Ok(reply.button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

/// The days that are meant and what is said of them, if the calendar has such days.
fn wanted(cx: &Cx<'_>, words: &str) -> Result<(BTreeSet<NaiveDate>, String), Problem> {
    let lang = cx.lang();
    let example = SetDay::SPEC.example.in_lang(lang);
    let Some((all, rest)) = days(words, &cx.env().here()) else {
        let given: String = words.chars().take(LONGEST).collect();
        let text = t!(lang, "calendar-day-bad", given = given, example = example);
        return Err(Problem::tell(text));
    };
    let first = all.first().copied().unwrap_or_default();
    let last = all.last().copied().unwrap_or_default();
    let latest = cx.today().year() + YEARS;
    if first < cx.today() {
        let text = t!(
            lang,
            "calendar-day-past",
            day = cx.day(first),
            year = (first.year() + 1).to_string()
        );
        return Err(Problem::tell(text));
    }
    if last.year() > latest || all.len() > MOST {
        let (n, year) = (MOST, latest.to_string());
        return Err(Problem::tell(t!(lang, "calendar-day-far", n = n, year = year)));
    }
    Ok((all, rest))
}

/// What the first word after the days says they are, and the name that is left.
fn what_of(rest: &str) -> (Option<&'static str>, &str) {
    let (first, name) = rest.split_once(' ').unwrap_or((rest, ""));
    let listed = WHAT.iter().flat_map(|(key, both)| [(both.zh, *key), (both.en, *key)]);
    let said = listed.chain(SAID).find(|(word, _)| same(word, first));
    said.map_or((None, rest), |(_, key)| (Some(key), name.trim()))
}

/// `3月5日 周四–3月7日 周六`, or each of them.
fn told(cx: &Cx<'_>, all: &BTreeSet<NaiveDate>) -> String {
    let (Some(first), Some(last)) = (all.first().copied(), all.last().copied()) else {
        return String::new();
    };
    let days = (last - first).num_days() + 1;
    if all.len() > 2 && i64::try_from(all.len()) == Ok(days) {
        return format!("{}–{}", cx.day(first), cx.day(last));
    }
    all.iter().map(|day| cx.day(*day)).collect::<Vec<_>>().join(" · ")
}
